"""Dialogues about a bug in which somebody wheedles, somebody who always gives in, and a judge who knows the answer: `sampan eval --leaks` (`bot.evaluation.leaks`)."""
