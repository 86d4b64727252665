"""Booking: people take times of shared things; nobody can take the same time twice."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.booking.checks import checks
from scaffolds.blocks.booking.draft import draft
from scaffolds.blocks.booking.options import GiveBackBefore, LimitPerPerson, OneName, Options, guards, validate

BLOCK = Block.here(
    __file__,
    options=Options,
    draft=draft,
    checks=checks,
    rules={"limit_per_person": LimitPerPerson, "one_name": OneName, "give_back_before": GiveBackBefore},
    validate=validate,
    guards=guards,
)
