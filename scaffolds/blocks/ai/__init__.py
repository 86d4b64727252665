"""AI: sorts a text into kinds, or finds the answer to a question, by words and by the nearest examples, and shows why. People teach and test it."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.ai.asking import extras
from scaffolds.blocks.ai.checks import checks
from scaffolds.blocks.ai.draft import draft
from scaffolds.blocks.ai.options import Options, guards, seeds, validate

BLOCK = Block.here(__file__, options=Options, draft=draft, checks=checks, validate=validate, guards=guards, seeds=seeds, extras=extras)
