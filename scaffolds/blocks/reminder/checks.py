"""What must hold for reminders, as their learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance
from scaffolds.blocks.reminder.options import PLAN, Options
from scaffolds.spec import AppSpec, Check, Screen, Step, text_of

_DAY = "2026-03-02"


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """Due is done once, can be put off and taken back; no name, no weekday, a past day, an end before its start."""
    made = _Made(spec, screen)
    found = [made.done(), made.later(), made.skipped(), *made.together(), *made.own(), *made.owner_only()]
    return (*found, made.month_end(), made.past(), made.no_weekday(), made.backwards(), made.empty())


class _Made:
    """The checks of one screen; holds what all of them speak of."""

    def __init__(self, spec: AppSpec, screen: Screen) -> None:
        self.spec, self.screen = spec, screen
        self.thing = blocks.thing_of(spec, screen)
        self.options: Options = blocks.options_of(screen)
        self.writer = OWNER if self.thing.written_by == "owner" else "a"

    def made(self, key: str, *steps: Step, edge: bool = False, **words: Any) -> Check:
        return acceptance(self.spec, self.screen, key, *steps, edge=edge, **words)

    def add(self, why: str = "", **given: Any) -> Step:
        """Add a sample reminder for 08:00 every day, with `given` laid over it; `why`: the reason for which it must be refused."""
        theirs = {name: value for name, value in samples.row(self.thing, 0, self.spec.language).items() if name not in PLAN}
        plan = {"repeat": "daily", "times": ["08:00"], **given}
        return Step(action="add", who=self.writer, input=theirs | plan, expect="refused" if why else "done", why=why)

    def do(self, action: str, who: str = "", at: str = f"{_DAY}T08:05", why: str = "", day: str = _DAY) -> Step:
        given = {"id": LAST, "day": day, "time": "08:00"}
        return Step(action=action, who=who or self.writer, at=at, input=given, expect="refused" if why else "done", why=why)

    def done(self) -> Check:
        return self.made("done", self.add(), self.do("done"), self.do("undo"))

    def later(self) -> Check:
        """Put off twice at once is refused: it is not due before its minutes are over."""
        return self.made("later", self.add(), self.do("later"), self.do("later", why="not_yet"), self.do("done"), minutes=self.options.later_minutes)

    def skipped(self) -> Check:
        return self.made("skipped", self.add(), self.do("skip"), self.do("done", why="already"))

    def together(self) -> Iterator[Check]:
        if self.options.shared:
            yield self.made("together", self.add(), self.do("done", "b"), self.do("done", "c", why="already"), edge=True)

    def own(self) -> Iterator[Check]:
        if not self.options.shared:
            yield self.made("own", self.add(), self.do("done", "b", why="gone"), edge=True)

    def owner_only(self) -> Iterator[Check]:
        if self.writer == OWNER:
            yield self.made("owner_adds", self.add(why="only_owner").model_copy(update={"who": "b"}), edge=True)

    def month_end(self) -> Check:
        """The 31st of January comes on the 28th of February."""
        first = self.add(repeat="monthly", day="2026-01-31").model_copy(update={"at": "2026-01-30T08:00"})
        early = self.do("done", at="2026-02-28T08:05", day="2026-02-27", why="gone")
        return self.made("month_end", first, early, self.do("done", at="2026-02-28T08:05", day="2026-02-28"))

    def past(self) -> Check:
        return self.made("past", self.add(repeat="once", day="2026-03-01", why="past"), edge=True)

    def no_weekday(self) -> Check:
        return self.made("no_weekday", self.add(repeat="days", days=[], why="no_weekday"), edge=True)

    def backwards(self) -> Check:
        given = {"repeat": "hours", "times": ["20:00"], "every": 2, "until": "09:00"}
        return self.made("backwards", self.add(why="end_before_start", **given), edge=True)

    def empty(self) -> Check:
        what = self.thing.field("what")
        return self.made("empty", self.add(what="  ", why="empty"), edge=True, field=text_of(what.label if what else "", self.spec.language))
