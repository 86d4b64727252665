"""What must hold for a scanning screen, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance
from scaffolds.blocks.scan.options import Options
from scaffolds.spec import AppSpec, Check, Screen, Step

_CODE = "4891028164391"
_LONG = "4" * 4096


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """Known codes are kept, unknown ones asked about, long ones refused; a code belongs to one; what a scan means."""
    return tuple(_Made(spec, screen).all())


class _Made:
    """The checks of one screen; holds what all of them speak of."""

    def __init__(self, spec: AppSpec, screen: Screen) -> None:
        self.spec, self.screen = spec, screen
        self.options: Options = blocks.options_of(screen)
        self.thing = blocks.thing_of(spec, screen)
        scans = spec.thing(self.options.scans_thing)
        self.writer = OWNER if self.thing.written_by == "owner" else "a"
        self.scanner = OWNER if scans is not None and scans.written_by == "owner" else "a"

    def all(self) -> Iterator[Check]:
        yield self.made("kept", self.add(), self.scan(), self.step("undo", self.scanner, {"id": LAST}))
        yield self.made("unknown", self.scan("unknown"), edge=True)
        yield self.made("long", self.scan("code_too_long", _LONG), edge=True)
        yield self.made("nothing", self.scan("code_empty", "  "), edge=True)
        yield self.made("one_code", self.add(), self.add("code_taken", 1), edge=True)
        yield from self.leaving()
        yield from self.owners()

    def leaving(self) -> Iterator[Check]:
        if self.options.purpose == "leave":
            yield self.made("again", self.add(), self.scan(), self.step("again", self.scanner, {}))
            yield self.made("fresh", self.add(), self.step("again", self.scanner, {}, "nothing_yet"), edge=True)

    def owners(self) -> Iterator[Check]:
        if self.writer == OWNER:
            yield self.made("owner_adds", self.add("only_owner", who="b"), edge=True)
        if self.scanner == OWNER:
            yield self.made("owner_scans", self.add(), self.scan("only_owner", who="b"), edge=True)

    def add(self, why: str = "", n: int = 0, who: str = "") -> Step:
        return self.step("add", who or self.writer, {**samples.row(self.thing, n, self.spec.language), "code": _CODE}, why)

    def scan(self, why: str = "", code: str = _CODE, who: str = "") -> Step:
        return self.step("scan", who or self.scanner, {"code": code}, why)

    def step(self, action: str, who: str, given: dict[str, Any], why: str = "") -> Step:
        return Step(action=action, who=who, input=given, expect="refused" if why else "done", why=why)

    def made(self, key: str, *steps: Step, edge: bool = False) -> Check:
        return acceptance(self.spec, self.screen, key, *steps, edge=edge)
