"""The instrument that the tutor is judged by: a file of problems, played against it by learners of three kinds.

    sampan eval problems.jsonl

A line of the file is a JSON object: `problem`, `lang`, `tier`, `followups` (`who`, `what`, `info`), `expect_blocks`, the main one first.
"""
