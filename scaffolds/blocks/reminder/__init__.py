"""Reminder: what is due now stands first and large; done, in ten minutes, or skip. It calls as far as the device allows, and says how far that is."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.reminder.checks import checks
from scaffolds.blocks.reminder.draft import draft
from scaffolds.blocks.reminder.options import Options, guards, link, seeds, shared, validate

BLOCK = Block.here(
    __file__,
    options=Options,
    draft=draft,
    checks=checks,
    validate=validate,
    guards=guards,
    seeds=seeds,
    shared=shared,
    link=link,
)
