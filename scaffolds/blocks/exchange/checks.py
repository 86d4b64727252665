"""What must hold for an exchange, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds.blocks import samples, thing_of
from scaffolds.blocks.acceptance import LAST, acceptance
from scaffolds.blocks.exchange.options import HoldAtMost
from scaffolds.spec import AppSpec, Check, Screen, Step, text_of

_DATES = {"until": "2026-03-20", "day": "2026-03-02"}
_BY_THE_SCREEN = ("done", "thanks")


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """It is on the list; one person at a time; not one's own; given back; done by its writer; last days; who may thank; limits."""
    made = (_kept, _nothing, _twice, _own, _given_back, _hands_off, _over, _thanks)
    return (*(make(spec, screen) for make in made), *_limits(spec, screen))


def _add(spec: AppSpec, screen: Screen, n: int = 0, who: str = "a", refused: str = "", **given: Any) -> Step:
    """Put the `n`th sample entry on the list, as one that is offered."""
    thing = thing_of(spec, screen)
    row = {name: value for name, value in samples.row(thing, n, spec.language).items() if name not in _BY_THE_SCREEN}
    side = thing.field("side")
    row |= {"side": text_of(side.choices[0] if side else "", spec.language)} | {name: day for name, day in _DATES.items() if thing.field(name)}
    return Step(action="add", who=who, input=row | given, expect="refused" if refused else "done", why=refused)


def _reserve(who: str = "b", refused: str = "", name: str = "B") -> Step:
    return Step(action="reserve", who=who, input={"id": LAST, "name": name}, expect="refused" if refused else "done", why=refused)


def _kept(spec: AppSpec, screen: Screen) -> Check:
    return acceptance(spec, screen, "kept", _add(spec, screen))


def _nothing(spec: AppSpec, screen: Screen) -> Check:
    what = thing_of(spec, screen).field("what")
    step = _add(spec, screen, refused="empty", what="   ")
    return acceptance(spec, screen, "nothing", step, edge=True, field=text_of(what.label if what else "", spec.language))


def _twice(spec: AppSpec, screen: Screen) -> Check:
    return acceptance(spec, screen, "twice", _add(spec, screen), _reserve(), _reserve("c", "taken", "C"), edge=True)


def _own(spec: AppSpec, screen: Screen) -> Check:
    return acceptance(spec, screen, "own", _add(spec, screen), _reserve("a", "own_one", "A"), edge=True)


def _given_back(spec: AppSpec, screen: Screen) -> Check:
    back = Step(action="give_back", who="b", input={"id": LAST})
    return acceptance(spec, screen, "given_back", _add(spec, screen), _reserve(), back)


def _hands_off(spec: AppSpec, screen: Screen) -> Check:
    other = Step(action="finish", who="b", input={"id": LAST}, expect="refused", why="not_yours")
    own = Step(action="finish", who="a", input={"id": LAST})
    return acceptance(spec, screen, "writer_finishes", _add(spec, screen), other, own)


def _over(spec: AppSpec, screen: Screen) -> Check:
    return acceptance(spec, screen, "over", _add(spec, screen, refused="until_past", until="2026-03-01"), edge=True)


def _thanks(spec: AppSpec, screen: Screen) -> Check:
    step = Step(action="thank", who="b", input={"id": LAST, "thanks": "!"}, expect="refused", why="not_received")
    return acceptance(spec, screen, "thanks", _add(spec, screen), step, edge=True)


def _limits(spec: AppSpec, screen: Screen) -> Iterator[Check]:
    """One more than a person may hold; left out where it would take more steps than a check has."""
    for rule in spec.rules_of(screen):
        amount = HoldAtMost.model_validate(rule.options).amount
        if amount > 9:
            continue
        steps = [step for n in range(amount) for step in (_add(spec, screen, n), _reserve())]
        steps += [_add(spec, screen, amount), _reserve(refused="holds_enough")]
        check = acceptance(spec, screen, "limit", *steps, edge=True, amount=amount)
        yield check.model_copy(update={"says": rule.says}) if rule.says else check
