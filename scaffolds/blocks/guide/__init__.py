"""Guide: what to do, one step at a time or one question at a time; the numbers to call stand first."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.guide.beginning import seeds
from scaffolds.blocks.guide.checks import checks
from scaffolds.blocks.guide.draft import draft
from scaffolds.blocks.guide.options import Options, guards, validate

BLOCK = Block.here(__file__, options=Options, draft=draft, checks=checks, validate=validate, guards=guards, seeds=seeds)
