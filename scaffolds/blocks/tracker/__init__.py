"""Tracker: a value a day, or several, kept with one tap and seen as a line: what is usual, what was reached, without streaks."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.tracker.checks import checks
from scaffolds.blocks.tracker.draft import draft
from scaffolds.blocks.tracker.guards import guards
from scaffolds.blocks.tracker.options import Goal, Options, libraries, validate

BLOCK = Block.here(
    __file__, options=Options, draft=draft, checks=checks, rules={"goal": Goal}, validate=validate, guards=guards, libraries=libraries
)  # fmt: skip
