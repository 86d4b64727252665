"""Calculator: questions with numbers, formulas that are checked and written out as plain code, an answer with every step to it."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.calculator.checks import checks
from scaffolds.blocks.calculator.draft import draft
from scaffolds.blocks.calculator.options import Options, validate

BLOCK = Block.here(__file__, options=Options, draft=draft, checks=checks, validate=validate)
