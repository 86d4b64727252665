"""What must hold for an AI screen, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance
from scaffolds.blocks.ai.options import Options
from scaffolds.spec import AppSpec, Check, Screen, Step, Thing, text_of

_TEXT: dict[str, str] = {"en": "A purple kite in the tree", "zh-Hant": "樹上的紫色風箏", "zh-Hans": "树上的紫色风筝"}


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """It answers, learns, and refuses nothing at all, private numbers, a double, and another's example."""
    thing, options = blocks.thing_of(spec, screen), Options.model_validate(screen.options)
    ask = Step(action="ask", input={"text": _TEXT[spec.language]})
    empty = Step(action="ask", input={"text": "   "}, expect="refused", why="empty")
    private = Step(action="ask", input={"text": f"{_TEXT[spec.language]} 9123 4567"}, expect="refused", why="looks_private")
    found = [
        acceptance(spec, screen, "asked", ask),
        acceptance(spec, screen, "nothing", empty, edge=True),
        acceptance(spec, screen, "private", private, edge=True),
    ]
    return (*found, *_taught(spec, screen, thing, _example(spec, options)))


def _example(spec: AppSpec, options: Options) -> dict[str, Any]:
    label = text_of(options.kinds[0].label, spec.language) if options.kinds else _TEXT[spec.language]
    return {"text": _TEXT[spec.language], "label": label}


def _taught(spec: AppSpec, screen: Screen, thing: Thing, example: dict[str, Any]) -> Iterator[Check]:
    who = OWNER if thing.written_by == "owner" else "a"
    teach = Step(action="teach", who=who, input=example)
    again = Step(action="teach", who=who, input=example, expect="refused", why="known_already")
    yield acceptance(spec, screen, "taught", teach, Step(action="ask", input={"text": example["text"]}))
    yield acceptance(spec, screen, "twice", teach, again, edge=True)
    if who == OWNER:
        yield acceptance(spec, screen, "owner_teaches", teach.model_copy(update={"who": "b", "expect": "refused", "why": "only_owner"}), edge=True)
        return
    yield acceptance(
        spec, screen, "own_only", teach, Step(action="remove", who="b", input={"id": LAST}, expect="refused", why="not_yours"), edge=True
    )
