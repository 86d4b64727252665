"""Device: a sensor or something that moves, by USB, Bluetooth or pretended: its value now, its curve, limits, and the board's own program."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.device.board import extras
from scaffolds.blocks.device.checks import checks
from scaffolds.blocks.device.draft import draft
from scaffolds.blocks.device.options import Alarm, Options, guards, libraries, validate

BLOCK = Block.here(
    __file__, options=Options, draft=draft, checks=checks, rules={"alarm": Alarm}, validate=validate, guards=guards, libraries=libraries, extras=extras
)  # fmt: skip
