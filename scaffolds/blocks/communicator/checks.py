"""What must hold for a communicator, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, acceptance, writer
from scaffolds.spec import AppSpec, Check, Screen, Step, Thing, text_of

_MANY = "a" * 401


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """Words are said, kept and pinned; nothing, too much and what is no picture are refused; only one's own is taken away."""
    thing = blocks.thing_of(spec, screen)
    found = [_said(spec, screen), _pinned(spec, screen, thing), _kept(spec, screen), _empty(spec, screen, thing), _silence(spec, screen)]
    found += [_too_long(spec, screen), *_no_picture(spec, screen, thing), _hands_off(spec, screen, thing), *_owner_only(spec, screen, thing)]
    return tuple(found)


def _row(spec: AppSpec, thing: Thing) -> dict[str, Any]:
    return samples.row(thing, 0, spec.language) | ({"picture": "🍎"} if thing.field("picture") else {})


def _add(spec: AppSpec, thing: Thing, refused: str = "", **given: Any) -> Step:
    return Step(action="add", who=writer(thing), input=_row(spec, thing) | given, expect="refused" if refused else "done", why=refused)


def _refused(action: str, why: str, **given: Any) -> Step:
    return Step(action=action, input=given, expect="refused", why=why)


def _said(spec: AppSpec, screen: Screen) -> Check:
    return acceptance(spec, screen, "said", Step(action="say", input={"text": text_of(screen.label, spec.language)}))


def _pinned(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    pin = Step(action="pin", input={"id": LAST})
    return acceptance(spec, screen, "pinned", _add(spec, thing), pin)


def _kept(spec: AppSpec, screen: Screen) -> Check:
    """Somebody else cannot take away what one kept, not even knowing its number."""
    keep = Step(action="keep", input={"words": "1 2 3"})
    other = Step(action="forget", who="b", input={"id": LAST}, expect="refused", why="gone")
    return acceptance(spec, screen, "kept", keep, other, Step(action="forget", input={"id": LAST}))


def _empty(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    return acceptance(spec, screen, "empty", _add(spec, thing, "empty", text="   "), edge=True)


def _silence(spec: AppSpec, screen: Screen) -> Check:
    return acceptance(spec, screen, "silence", _refused("say", "nothing_to_say", text=" "), edge=True)


def _too_long(spec: AppSpec, screen: Screen) -> Check:
    return acceptance(spec, screen, "too_long", _refused("say", "too_long_to_say", text=_MANY), edge=True)


def _no_picture(spec: AppSpec, screen: Screen, thing: Thing) -> Iterator[Check]:
    if thing.field("picture"):
        yield acceptance(spec, screen, "no_picture", _add(spec, thing, "not_a_picture", picture="apple"), edge=True)


def _hands_off(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    other = Step(action="remove", who="b", input={"id": LAST}, expect="refused", why="not_yours")
    own = Step(action="remove", who=writer(thing), input={"id": LAST})
    return acceptance(spec, screen, "own_removes", _add(spec, thing), other, own)


def _owner_only(spec: AppSpec, screen: Screen, thing: Thing) -> Iterator[Check]:
    if thing.written_by == "owner":
        step = Step(action="add", who="b", input=_row(spec, thing), expect="refused", why="only_owner")
        yield acceptance(spec, screen, "owner_adds", step, edge=True)
