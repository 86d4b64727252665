"""Board: what people tell and ask each other, newest first, with notices of the owner on top, replies, and a way to report what hurts."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.board.checks import checks
from scaffolds.blocks.board.draft import draft
from scaffolds.blocks.board.options import LimitPerPerson, Options, guards, validate

BLOCK = Block.here(
    __file__, options=Options, draft=draft, checks=checks, rules={"limit_per_person": LimitPerPerson}, validate=validate, guards=guards
)  # fmt: skip
