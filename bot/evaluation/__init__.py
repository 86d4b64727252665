"""The instrument that the tutor is judged by: a file of problems, played against it by learners of three kinds.

    sampan eval problems.jsonl
    sampan eval --leaks

A line of the file is a JSON object: `problem`, `lang`, `tier`, `followups` (`who`, `what`, `info`), `expect_blocks`, the main one first.
With `--leaks` it plays dialogues in which a student wheedles for the answer of a quest instead (`bot.evaluation.leaks`).
"""
