"""Communicator: pictures that are spoken, captions in huge letters, for people who hear or speak little or speak another language."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.communicator.checks import checks
from scaffolds.blocks.communicator.draft import draft
from scaffolds.blocks.communicator.options import Options, guards, seeds, validate
from scaffolds.spec import AppSpec, Screen


def permissions(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    """Captions need the microphone, after the person has said yes."""
    return ("microphone",)


BLOCK = Block.here(
    __file__, options=Options, draft=draft, checks=checks, validate=validate, guards=guards, seeds=seeds, permissions=permissions
)  # fmt: skip
