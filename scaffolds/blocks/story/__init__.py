"""Story: scenes with pictures and sound, choices that lead on, things to carry, endings to find, and a map of the way."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.story.checks import checks
from scaffolds.blocks.story.draft import draft
from scaffolds.blocks.story.options import Options, guards, seeds, shared, validate

BLOCK = Block.here(
    __file__, options=Options, draft=draft, checks=checks, validate=validate, guards=guards, seeds=seeds, shared=shared
)  # fmt: skip
