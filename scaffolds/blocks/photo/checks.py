"""What must hold for an album, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance
from scaffolds.blocks.photo.options import Options
from scaffolds.spec import AppSpec, Check, Screen, Step

_DRAWING = "data:image/svg+xml;base64,PHN2Zy8+"


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """A picture is kept and its owner's to take away; nothing, a drawing with a program in it and an unasked face are refused; a yes comes first."""
    return tuple(_Made(spec, screen).all())


class _Made:
    """The checks of one screen; holds what all of them speak of."""

    def __init__(self, spec: AppSpec, screen: Screen) -> None:
        self.spec, self.screen = spec, screen
        self.options: Options = blocks.options_of(screen)
        thing = blocks.thing_of(spec, screen)
        self.row = {**samples.row(thing, 0, spec.language), "agreed": True}
        self.writer = OWNER if thing.written_by == "owner" and not self.options.waiting_thing else "a"

    def all(self) -> Iterator[Check]:
        yield self.made("kept", self.add(), self.step("remove", "b", {"id": LAST}, self.hands_off()), self.own())
        yield self.made("empty", self.add("empty", photo=""), edge=True)
        yield self.made("drawing", self.add("not_a_photo", photo=_DRAWING), edge=True)
        yield from self.consent()
        yield from self.approval()

    def hands_off(self) -> str:
        """Why somebody else cannot take a picture away; one that waits they do not even see."""
        if self.options.waiting_thing:
            return "gone"
        return "not_yours" if self.writer == "a" else "only_owner"

    def own(self) -> Step:
        return self.step("remove", self.writer, {"id": LAST})

    def consent(self) -> Iterator[Check]:
        if self.options.consent:
            yield self.made("consent", self.add("ask_first", agreed=False), edge=True)

    def approval(self) -> Iterator[Check]:
        if self.options.waiting_thing:
            yes = self.step("approve", OWNER, {"id": LAST})
            yield self.made("approval", self.add(), self.step("approve", "a", {"id": LAST}, "only_owner"), yes)

    def add(self, why: str = "", **given: Any) -> Step:
        return self.step("add", self.writer, {**self.row, **given}, why)

    def step(self, action: str, who: str, given: dict[str, Any], why: str = "") -> Step:
        return Step(action=action, who=who, input=given, expect="refused" if why else "done", why=why)

    def made(self, key: str, *steps: Step, edge: bool = False) -> Check:
        return acceptance(self.spec, self.screen, key, *steps, edge=edge)
