"""What must hold for guides, as their learner would say it."""

from __future__ import annotations

from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance, writer
from scaffolds.spec import AppSpec, Check, Screen, Step, Thing


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """A guide is written step by step and followed; odd ones are refused; who may not write does not."""
    guide = blocks.thing_of(spec, screen)
    found = [_followed(spec, screen, guide), _nothing_ticked(spec, screen, guide), _empty(spec, screen, guide), _twice(spec, screen, guide)]
    return (*found, _answers(spec, screen, guide), _written_by(spec, screen, guide), _call(spec, screen))


def _add(spec: AppSpec, guide: Thing, why: str = "", who: str = "", **given: Any) -> Step:
    row = {field.name: samples.value(field, 0, spec.language) for field in guide.fields if field.name != "number"}
    return Step(action="add_guide", who=who or writer(guide), input={**row, **given}, expect="refused" if why else "done", why=why)


def _followed(spec: AppSpec, screen: Screen, guide: Thing) -> Check:
    """Whoever follows a guide has ticks of their own, though only its writer writes it."""
    step = Step(action="add_step", who=writer(guide), input={"id": LAST, "title": "A"})
    return acceptance(spec, screen, "followed", _add(spec, guide), step, Step(action="tick", who="b", input={"id": LAST}))


def _nothing_ticked(spec: AppSpec, screen: Screen, guide: Thing) -> Check:
    again = Step(action="again", who="b", input={"id": LAST}, expect="refused", why="nothing_ticked")
    return acceptance(spec, screen, "nothing_ticked", _add(spec, guide), again)


def _empty(spec: AppSpec, screen: Screen, guide: Thing) -> Check:
    untitled = Step(action="add_step", who=writer(guide), input={"id": LAST, "title": "  "}, expect="refused", why="empty")
    return acceptance(spec, screen, "empty", _add(spec, guide, "empty", name=" "), _add(spec, guide), untitled, edge=True)


def _twice(spec: AppSpec, screen: Screen, guide: Thing) -> Check:
    return acceptance(spec, screen, "twice", _add(spec, guide), _add(spec, guide, "there_already"), edge=True)


def _answers(spec: AppSpec, screen: Screen, guide: Thing) -> Check:
    given = {"id": LAST, "title": "?", "answer_1": "A", "answer_2": " a "}
    step = Step(action="add_step", who=writer(guide), input=given, expect="refused", why="answer_twice")
    return acceptance(spec, screen, "answer_twice", _add(spec, guide), step, edge=True)


def _written_by(spec: AppSpec, screen: Screen, guide: Thing) -> Check:
    if guide.written_by == "owner":
        return acceptance(spec, screen, "owner_writes", _add(spec, guide, "only_owner", who="b"))
    other = Step(action="remove_guide", who="b", input={"id": LAST}, expect="refused", why="not_yours")
    return acceptance(spec, screen, "own_removes", _add(spec, guide), other)


_PHONES = tuple(f"2345 {n}" for n in range(6789, 6889))
"""Made up; one that stands in the guide already would be refused as there."""


def _call(spec: AppSpec, screen: Screen) -> Check:
    given = {"name": "A", "phone": next(phone for phone in _PHONES if phone not in screen.model_dump_json())}
    visitor = Step(action="add_call", who="b", input=given, expect="refused", why="only_owner")
    letters = Step(action="add_call", who=OWNER, input={"name": "A", "phone": "abc"}, expect="refused", why="not_a_phone")
    return acceptance(spec, screen, "call", visitor, letters, Step(action="add_call", who=OWNER, input=given), edge=True)
