"""What must hold for a queue, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance
from scaffolds.blocks.queue.options import TICKET, Options
from scaffolds.spec import AppSpec, Check, Screen, Step

_DAY, _NEXT_DAY = "2026-03-02", "2026-03-03"
_MOST_STEPS = 20


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """Two people, two numbers; one each; leaving; not there and put back; a new day; closed, full, nobody waiting."""
    made = _Made(spec, screen)
    return tuple(made.all())


class _Made:
    """The checks of one screen; holds what all of them speak of."""

    def __init__(self, spec: AppSpec, screen: Screen) -> None:
        self.spec, self.screen = spec, screen
        self.options: Options = blocks.options_of(screen)
        fields = [field for field in blocks.thing_of(spec, screen).fields if field.name not in TICKET]
        self.given = {field.name: samples.value(field, 0, spec.language) for field in fields}

    def all(self) -> Iterator[Check]:
        yield from self.two()
        yield from self.one_each()
        yield self.leave()
        yield self.not_there()
        yield from self.caller()
        yield self.new_day()
        yield from self.closed()
        yield from self.full()
        yield self.made("nobody", self.call(why="nobody_waiting"), edge=True)

    def made(self, key: str, *steps: Step, edge: bool = False, **words: Any) -> Check:
        return acceptance(self.spec, self.screen, key, *steps, edge=edge, **words)

    def step(self, action: str, who: str, why: str = "", at: str = "", /, **given: Any) -> Step:
        """`given` is by the learner's own names, which may be `who` or `at` too."""
        moment = at or f"{_DAY}T{self.options.opens}"
        return Step(action=action, who=who, at=moment, input=given, expect="refused" if why else "done", why=why)

    def take(self, who: str = "a", why: str = "", at: str = "") -> Step:
        return self.step("take", who, why, at, **self.given)

    def call(self, who: str = OWNER, why: str = "", at: str = "") -> Step:
        return self.step("next", who, why, at)

    def on_last(self, action: str, who: str, why: str = "") -> Step:
        return self.step(action, who, why, id=LAST)

    def two(self) -> Iterator[Check]:
        """Both are called, and then there is nobody: the last call only ends a turn."""
        if self.options.most_waiting > 1:
            yield self.made("two", self.take("a"), self.take("b"), self.call(), self.call(), self.call(), self.call(why="nobody_waiting"))

    def one_each(self) -> Iterator[Check]:
        held = self.options.per_person
        if held < min(self.options.most_waiting, _MOST_STEPS):
            yield self.made("one_each", *[self.take() for _ in range(held)], self.take(why="have_one"), edge=True, amount=held)

    def leave(self) -> Check:
        return self.made("leave", self.take(), self.on_last("leave", "b", "not_yours"), self.on_last("leave", "a"), self.call(why="nobody_waiting"))

    def not_there(self) -> Check:
        """Called again, then skipped, then put back, then called."""
        steps = [self.on_last(action, OWNER) for action in ("again", "skip", "back")]
        return self.made("not_there", self.take(), self.call(), *steps, self.call())

    def caller(self) -> Iterator[Check]:
        if self.options.called_by == "owner":
            yield self.made("only_caller", self.take(), self.call("b", "only_caller"), edge=True)
        else:
            yield self.made("anyone_calls", self.take(), self.call("b"))

    def new_day(self) -> Check:
        return self.made("new_day", self.take(), self.call(why="nobody_waiting", at=f"{_NEXT_DAY}T{self.options.opens}"))

    def closed(self) -> Iterator[Check]:
        opens, closes = self.options.opens, self.options.closes
        at = [f"{_DAY}T{closes}"] if closes < "24:00" else [f"{_DAY}T00:00"] if opens > "00:00" else []
        for moment in at:
            yield self.made("closed", self.take(why="closed_now", at=moment), edge=True, opens=opens, closes=closes)

    def full(self) -> Iterator[Check]:
        most = self.options.most_waiting
        if most < _MOST_STEPS:
            yield self.made("full", *[self.take(f"p{n}") for n in range(most)], self.take("z", "full"), edge=True, most=most)
