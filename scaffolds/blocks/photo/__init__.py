"""Photo: an album that a group fills; pictures are made small on the device, found again by tags and words, and approved first where a class needs that."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.photo.checks import checks
from scaffolds.blocks.photo.draft import draft
from scaffolds.blocks.photo.options import Options, permissions, validate

BLOCK = Block.here(__file__, options=Options, draft=draft, checks=checks, validate=validate, permissions=permissions)
