"""Scan: a code is read by the camera, from a photo or by hand: who came, what this is, or what is still missing before one leaves."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.scan.beside import extras, guards, libraries, link, permissions, seeds, shared
from scaffolds.blocks.scan.checks import checks
from scaffolds.blocks.scan.draft import draft
from scaffolds.blocks.scan.options import Options, validate

BLOCK = Block.here(
    __file__,
    options=Options,
    draft=draft,
    checks=checks,
    validate=validate,
    guards=guards,
    shared=shared,
    seeds=seeds,
    link=link,
    libraries=libraries,
    permissions=permissions,
    extras=extras,
)
