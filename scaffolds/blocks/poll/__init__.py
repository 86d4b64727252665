"""Poll: a question with choices, one vote a person, and a result that everybody can read."""

from __future__ import annotations

from scaffolds.blocks import Block
from scaffolds.blocks.poll.checks import checks
from scaffolds.blocks.poll.draft import draft
from scaffolds.blocks.poll.options import MostChoices, Options, guards, seeds, validate

BLOCK = Block.here(
    __file__, options=Options, draft=draft, checks=checks, rules={"most_choices": MostChoices}, validate=validate, guards=guards, seeds=seeds
)  # fmt: skip
