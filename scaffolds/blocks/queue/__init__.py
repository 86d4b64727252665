"""Queue: take a number, see how many are before you, and be called. Numbers are seen by all, names by nobody but whom they concern."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.queue.checks import checks
from scaffolds.blocks.queue.draft import draft
from scaffolds.blocks.queue.options import Options, guards, shared, validate

BLOCK = Block.here(__file__, options=Options, draft=draft, checks=checks, validate=validate, guards=guards, shared=shared)
