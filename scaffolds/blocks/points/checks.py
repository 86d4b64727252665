"""What must hold for points, as their learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance
from scaffolds.blocks.points.options import MOST_POINTS, LimitPerPerson, Options
from scaffolds.spec import AppSpec, Check, Field, Screen, Step, Thing


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """Points are given as the learner wants it and in no other way; they are taken back on the same day; odd deeds are refused."""
    thing, options = blocks.thing_of(spec, screen), Options.model_validate(screen.options)
    found = [_given(spec, screen, thing, options), *_not_so(spec, screen, thing, options), _taken_back(spec, screen, thing, options)]
    found += [_too_late(spec, screen, thing, options), _no_name(spec, screen), _name_twice(spec, screen, options), _odd_worth(spec, screen, thing)]
    return (*found, *_owner_only(spec, screen, thing), *_limited(spec, screen, thing, options))


def _name(spec: AppSpec, n: int) -> str:
    return str(samples.value(Field(name="name", label="name", type="person"), n, spec.language))


def _join(spec: AppSpec, n: int, who: str) -> Step:
    return Step(action="join", who=who, input={"name": _name(spec, n)})


def _deed(spec: AppSpec, thing: Thing, **given: Any) -> Step:
    """One more deed: it is there for the step after it."""
    row = samples.row(thing, 0, spec.language) | {"points": 2} | given
    return Step(action="add", who=OWNER, input=row)


def _ready(spec: AppSpec, thing: Thing, options: Options) -> tuple[Step, ...]:
    """Two people and a deed."""
    second = OWNER if options.gives == "owner" else "b"
    return (_join(spec, 0, OWNER if options.gives == "owner" else "a"), _join(spec, 1, second), _deed(spec, thing))


def _give(spec: AppSpec, options: Options, refused: str = "", at: str = "2026-03-02T08:00") -> Step:
    """As it is meant: for oneself, for the other, or by the owner."""
    who = OWNER if options.gives == "owner" else "a"
    to = _name(spec, 1 if options.gives == "others" else 0)
    return Step(action="give", who=who, at=at, input={"deed": LAST, "to": to}, expect="refused" if refused else "done", why=refused)


def _given(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Check:
    steps = [*_ready(spec, thing, options), _give(spec, options)]
    if options.gives == "confirm":
        steps.append(Step(action="confirm", who="b", input={"id": LAST}))
    return acceptance(spec, screen, f"given_{options.gives}", *steps)


def _not_so(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Iterator[Check]:
    """Points in a way that is not meant."""
    ready, refused = _ready(spec, thing, options), {"expect": "refused", "why": ""}
    if options.gives == "owner":
        step = Step(action="give", who="c", input={"deed": LAST, "to": _name(spec, 0)}, expect="refused", why="only_owner_gives")
        yield acceptance(spec, screen, "not_owner", *ready, step, edge=True)
    elif options.gives == "others":
        step = Step(action="give", who="a", input={"deed": LAST, "to": _name(spec, 0)}, expect="refused", why="not_yourself")
        yield acceptance(spec, screen, "not_self", *ready, step, edge=True)
    elif options.gives == "confirm":
        step = Step(action="confirm", who="a", input={"id": LAST}, **(refused | {"why": "not_your_own"}))
        yield acceptance(spec, screen, "not_confirm", *ready, _give(spec, options), step, edge=True)
    else:
        step = Step(action="give", who="a", input={"deed": LAST, "to": _name(spec, 1)}, expect="refused", why="only_yourself")
        yield acceptance(spec, screen, "not_others", *ready, step, edge=True)


def _taken_back(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Check:
    giver = OWNER if options.gives == "owner" else "a"
    undo = Step(action="undo", who=giver, at="2026-03-02T20:00", input={"id": LAST})
    return acceptance(spec, screen, "taken_back", *_ready(spec, thing, options), _give(spec, options), undo)


def _too_late(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Check:
    who, why = ("b", "not_yours") if options.gives == "owner" else ("a", "too_late")
    undo = Step(action="undo", who=who, at="2026-03-03T08:00", input={"id": LAST}, expect="refused", why=why)
    return acceptance(
        spec, screen, "others_back" if options.gives == "owner" else "too_late", *_ready(spec, thing, options), _give(spec, options), undo, edge=True
    )


def _no_name(spec: AppSpec, screen: Screen) -> Check:
    return acceptance(spec, screen, "no_name", Step(action="join", who=OWNER, input={"name": "  "}, expect="refused", why="empty"), edge=True)


def _name_twice(spec: AppSpec, screen: Screen, options: Options) -> Check:
    second = OWNER if options.gives == "owner" else "b"
    again = _join(spec, 0, second).model_copy(update={"expect": "refused", "why": "name_there"})
    return acceptance(spec, screen, "name_twice", _join(spec, 0, OWNER), again, edge=True)


def _odd_worth(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    steps = (_deed(spec, thing, points=worth).model_copy(update={"expect": "refused", "why": "odd_points"}) for worth in (-5, 0, MOST_POINTS + 1))
    return acceptance(spec, screen, "odd_worth", *steps, edge=True, most=MOST_POINTS)


def _owner_only(spec: AppSpec, screen: Screen, thing: Thing) -> Iterator[Check]:
    if thing.written_by == "owner":
        step = _deed(spec, thing).model_copy(update={"who": "b", "expect": "refused", "why": "only_owner"})
        yield acceptance(spec, screen, "owner_deeds", step, edge=True)


def _limited(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Iterator[Check]:
    """The limit is tried where it can be reached within a check's steps."""
    limits = [LimitPerPerson.model_validate(rule.options) for rule in spec.rules_of(screen) if rule.kind == "limit_per_person"]
    for nth, limit in enumerate(limits):
        deed = next(iter(_seeded(spec, screen)), "")
        if limit.amount <= 15 and deed:
            give = _give(spec, options).model_copy(update={"input": {**_give(spec, options).input, "deed": deed}})
            over = give.model_copy(update={"expect": "refused", "why": "enough"})
            yield acceptance(
                spec, screen, "limit", *_ready(spec, thing, options)[:2], *[give] * limit.amount, over, edge=True, nth=nth, amount=limit.amount
            )


def _seeded(spec: AppSpec, screen: Screen) -> Iterator[str]:
    """Ids of the deeds that this screen's app begins with, counted as the store counts them."""
    number = 0
    for one in spec.screens:
        for thing, _ in blocks.of(one).seeds(spec, one):
            number += 1
            if one.id == screen.id and thing == screen.thing:
                yield f"seed{number:04}"
