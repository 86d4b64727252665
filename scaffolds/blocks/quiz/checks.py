"""What must hold for a quiz, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, acceptance, writer
from scaffolds.spec import AppSpec, Check, Screen, Step, Thing

_CHOICES = {"right": "A", "wrong_1": "B", "wrong_2": "C", "wrong_3": "D"}


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """A question is played; its odd forms are refused; only who wrote it, or the owner, takes it away."""
    thing = blocks.thing_of(spec, screen)
    found = [_played(spec, screen, thing), _foreign_choice(spec, screen, thing), _empty(spec, screen, thing), _two_right(spec, screen, thing)]
    return (*found, _twice(spec, screen, thing), _hands_off(spec, screen, thing), *_owner_only(spec, screen, thing), *_said(spec, screen, thing))


def _row(spec: AppSpec, thing: Thing) -> dict[str, Any]:
    return samples.row(thing, 0, spec.language) | {name: word for name, word in _CHOICES.items() if thing.field(name)}


def _add(spec: AppSpec, thing: Thing, refused: str = "", **given: Any) -> Step:
    return Step(action="add", who=writer(thing), input=_row(spec, thing) | given, expect="refused" if refused else "done", why=refused)


def _played(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    wrong = Step(action="answer", who="b", input={"id": LAST, "choice": _CHOICES["wrong_1"]})
    return acceptance(spec, screen, "played", _add(spec, thing), wrong)


def _foreign_choice(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    step = Step(action="answer", who="b", input={"id": LAST, "choice": "???"}, expect="refused", why="not_a_choice_of_this")
    return acceptance(spec, screen, "foreign_choice", _add(spec, thing), step, edge=True)


def _empty(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    return acceptance(spec, screen, "empty", Step(action="add", who=writer(thing), input={}, expect="refused", why="empty"), edge=True)


def _two_right(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    step = _add(spec, thing, "same_choice", wrong_1=_CHOICES["right"])
    return acceptance(spec, screen, "two_right", step, edge=True)


def _twice(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    return acceptance(spec, screen, "twice", _add(spec, thing), _add(spec, thing, "there_already"), edge=True)


def _hands_off(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    other = Step(action="remove", who="b", input={"id": LAST}, expect="refused", why="not_yours")
    own = Step(action="remove", who=writer(thing), input={"id": LAST})
    return acceptance(spec, screen, "own_removes", _add(spec, thing), other, own)


def _owner_only(spec: AppSpec, screen: Screen, thing: Thing) -> Iterator[Check]:
    if thing.written_by == "owner":
        step = Step(action="add", who="b", input=_row(spec, thing), expect="refused", why="only_owner")
        yield acceptance(spec, screen, "owner_adds", step, edge=True)


def _said(spec: AppSpec, screen: Screen, thing: Thing) -> Iterator[Check]:
    if blocks.options_of(screen).mode == "speak":
        heard = Step(action="answer", who="b", input={"id": LAST, "said": f" {_CHOICES['right'].lower()}. "})
        yield acceptance(spec, screen, "said", _add(spec, thing), heard)
        silent = Step(action="answer", who="b", input={"id": LAST, "said": " ... "}, expect="refused", why="nothing_said")
        yield acceptance(spec, screen, "silent", _add(spec, thing), silent, edge=True)
