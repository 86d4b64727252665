"""Points: deeds that are worth something, given fairly, filling one jar that belongs to all; a board only where it is wanted."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.points.checks import checks
from scaffolds.blocks.points.draft import draft
from scaffolds.blocks.points.linking import link
from scaffolds.blocks.points.options import LimitPerPerson, Options, SharedGoal
from scaffolds.blocks.points.store import guards, seeds, shared
from scaffolds.blocks.points.validating import validate

BLOCK = Block.here(
    __file__,
    options=Options,
    draft=draft,
    checks=checks,
    rules={"shared_goal": SharedGoal, "limit_per_person": LimitPerPerson},
    validate=validate,
    guards=guards,
    seeds=seeds,
    shared=shared,
    link=link,
)
