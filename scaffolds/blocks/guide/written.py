"""Guides of the learner's own, with which a new app begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Having

from scaffolds.plain import clean
from scaffolds.spec import Label, Language, Part, Sentence, text_of

Place = Annotated[int, Having(ge=1, le=30)]
"""The place of a step in its guide, counted from 1."""


class Answer(Part):
    """An answer to the question of a step, and the step that it leads to."""

    label: Label
    to: Place


class Step(Part):
    """What to do, or what is asked. After it comes `onward`, else the next one."""

    title: Label
    words: Sentence | dict[Language, Sentence] = ""
    sign: Annotated[str, BeforeValidator(clean), Having(max_length=16)] = ""
    answers: Annotated[tuple[Answer, ...], Having(max_length=4)] = ()
    onward: Place | None = None


class Guide(Part):
    """One guide with its steps."""

    name: Label
    emergency: bool = False
    steps: Annotated[tuple[Step, ...], Having(min_length=1, max_length=30)]

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Guide:
        for step in self.steps:
            for place in (*(answer.to for answer in step.answers), step.onward):
                if place is not None and place > len(self.steps):
                    raise ValueError(f"there is no step {place}")
        return self


def guide_rows(guides: Sequence[Guide], language: Language) -> Iterator[dict[str, Any]]:
    for number, guide in enumerate(guides, 1):
        yield {"number": number, "name": text_of(guide.name, language), "emergency": guide.emergency}


def step_rows(guides: Sequence[Guide], language: Language) -> Iterator[dict[str, Any]]:
    """Steps are numbered through all guides, as the app does it."""
    before = 0
    for number, guide in enumerate(guides, 1):
        for place, step in enumerate(guide.steps, 1):
            yield {"number": before + place, "guide": number, "place": place, **_step(step, before, language)}
        before += len(guide.steps)


def _step(step: Step, before: int, language: Language) -> dict[str, Any]:
    row: dict[str, Any] = {"title": text_of(step.title, language), "words": text_of(step.words, language), "sign": step.sign}
    for n, answer in enumerate(step.answers, 1):
        row |= {f"answer_{n}": text_of(answer.label, language), f"to_{n}": before + answer.to}
    if step.onward:
        row["onward"] = before + step.onward
    return {name: value for name, value in row.items() if value != ""}
