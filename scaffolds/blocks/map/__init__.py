"""Map: places with pictures on a map that needs no network, with a list beside it that says the same."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.map.checks import checks
from scaffolds.blocks.map.draft import draft
from scaffolds.blocks.map.linking import link
from scaffolds.blocks.map.options import Options, guards, libraries, permissions, sources, validate

BLOCK = Block.here(
    __file__,
    options=Options,
    draft=draft,
    checks=checks,
    validate=validate,
    guards=guards,
    link=link,
    libraries=libraries,
    permissions=permissions,
    sources=sources,
)
