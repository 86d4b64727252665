"""Exchange: one person offers, another looks for; what fits is shown, kept for one at a time, handed over, and thanked for."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.exchange.checks import checks
from scaffolds.blocks.exchange.draft import draft
from scaffolds.blocks.exchange.options import HoldAtMost, Options, guards, validate

BLOCK = Block.here(
    __file__, options=Options, draft=draft, checks=checks, rules={"hold_at_most": HoldAtMost}, validate=validate, guards=guards
)  # fmt: skip
