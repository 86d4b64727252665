"""What a new app of guides begins with: the learner's own steps or answers, else an example that can be followed at once (in an emergency, what is true of all)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import Seed, thing_of
from scaffolds.blocks.guide.options import LEADS, Options
from scaffolds.blocks.guide.written import guide_rows, step_rows
from scaffolds.spec import AppSpec, Screen


def seeds(spec: AppSpec, screen: Screen) -> tuple[Seed, ...]:
    """The learner's guides, or one with its steps; and the numbers to call."""
    options, id = Options.model_validate(screen.options), thing_of(spec, screen).id
    calls = tuple((options.calls_thing, call.model_dump()) for call in options.calls)
    if options.guides:
        guides = ((id, row) for row in guide_rows(options.guides, spec.language))
        return (*guides, *((options.steps_thing, row) for row in step_rows(options.guides, spec.language)), *calls)
    return (*_first(spec, screen, options), *calls)


def _first(spec: AppSpec, screen: Screen, options: Options) -> tuple[Seed, ...]:
    """One guide of what was said, else the example."""
    said = blocks.of(screen).said(spec.language)["examples"]
    name = said["emergency"] if options.emergency else said["own"] if options.steps or options.question else said["name"]
    guide = (thing_of(spec, screen).id, {"number": 1, "name": name, "emergency": options.emergency})
    return (guide, *((options.steps_thing, row) for row in _steps(options, said)))


def _steps(options: Options, said: Any) -> Iterator[dict[str, Any]]:
    if len(options.question) >= 2:
        yield from _asked(options.question, said)
    elif options.steps:
        yield from (_step(n, title) for n, title in enumerate(options.steps, 1))
    else:
        known = said["emergency_steps" if options.emergency else "steps"]
        yield from (_step(n, step["title"], words=step["words"], sign=step["sign"]) for n, step in enumerate(known, 1))


def _asked(answers: tuple[str, ...], said: Any) -> Iterator[dict[str, Any]]:
    """A question first; each answer leads to the step that follows it in their order."""
    leads = {f"answer_{n}": word for n, word in enumerate(answers, 1)} | {LEADS[n]: n + 2 for n in range(len(answers))}
    yield _step(1, said["question"], sign="🤔", **leads)
    yield from (_step(n, word, words=said["answer"]) for n, word in enumerate(answers, 2))


def _step(number: int, title: str, **more: Any) -> dict[str, Any]:
    return {"number": number, "guide": 1, "place": number, "title": title, **more}
