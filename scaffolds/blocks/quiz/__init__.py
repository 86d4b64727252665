"""Quiz: questions that people write for each other, played one at a time, with the reason after each."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Having

from scaffolds import blocks
from scaffolds.blocks import Block, Guard, Seed, thing_of
from scaffolds.blocks.quiz.checks import checks
from scaffolds.blocks.quiz.draft import draft
from scaffolds.spec import AppSpec, Id, Part, Screen, SpecError, Thing, Word

NEEDED = {"question": ("text", "long_text"), "right": ("text",), "wrong_1": ("text",)}
MORE = {"wrong_2": ("text",), "wrong_3": ("text",), "why": ("text", "long_text"), "topic": ("text", "choice")}


class Options(Part):
    """How long a round is and where answers are kept."""

    round_size: Annotated[int, Having(ge=1, le=50)] = 10
    """Questions in a round, at most."""
    starters: Annotated[tuple[Word, ...], Having(max_length=30)] = ()
    """What the learner listed, in its order: the example questions ask about it."""
    answers_thing: Id = "answer"
    """The thing that keeps a person's last answers, seen by them and the owner: `question` (the row's id), `right`, `day`."""


class PassMark(Part):
    """A round counts as passed from so many per cent on. Said at the end, kindly."""

    percent: Annotated[int, Having(ge=1, le=100)] = 60


def validate(spec: AppSpec, screen: Screen) -> None:
    """A question has its words, its right choice and at least one wrong one; answers are private."""
    thing = thing_of(spec, screen)
    for name, types in NEEDED.items():
        field = thing.field(name)
        if field is None or field.type not in types or not field.required or field.private:
            raise SpecError("thing", f'"{thing.id}" needs a required field "{name}" of type {" or ".join(types)} that everybody sees')
    for name, types in MORE.items():
        field = thing.field(name)
        if field is not None and (field.type not in types or field.private):
            raise SpecError("thing", f'the field "{name}" of "{thing.id}" must be of type {" or ".join(types)} and seen by all')
    options = Options.model_validate(screen.options)
    answers = spec.thing(options.answers_thing)
    if answers is None or answers is thing:
        raise SpecError("options.answers_thing", f'no other thing is called "{options.answers_thing}"')
    _validate_answers(answers)


def _validate_answers(answers: Thing) -> None:
    for name, type in (("question", "text"), ("right", "yes_no"), ("day", "date")):
        field = answers.field(name)
        if field is None or field.type != type or not field.private:
            raise SpecError("options.answers_thing", f'"{answers.id}" needs a private field "{name}" of type {type}')
    if answers.written_by != "everyone":
        raise SpecError("options.answers_thing", f'everybody answers, so everyone must write "{answers.id}"')


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """A question stands there once; a person has one last answer to each."""
    answers = Options.model_validate(screen.options).answers_thing
    return (Guard(thing_of(spec, screen).id, ("question",), unique=True), Guard(answers, ("question",), limit=1))


def seeds(spec: AppSpec, screen: Screen) -> tuple[Seed, ...]:
    """Examples that can be played at once: about the app itself and, where the learner listed something, about their list."""
    thing = thing_of(spec, screen)
    words = blocks.of(screen).said(spec.language)["examples"]
    starters = Options.model_validate(screen.options).starters
    rows = [dict(words["about"])]
    if len(starters) >= 2:
        rows.append(_example(words["first"], starters, 0))
    if len(starters) >= 3:
        rows.append(_example(words["last"], starters, -1))
    return tuple((thing.id, _only_known(thing, row)) for row in rows)


def _example(words: dict[str, str], starters: tuple[str, ...], right: int) -> dict[str, str]:
    """What stands first, or last, on the learner's own list: the only thing about it that is surely true."""
    others = [word for word in dict.fromkeys(starters) if word != starters[right]][:3]
    wrong = {f"wrong_{n + 1}": word for n, word in enumerate(others)}
    return {"question": words["question"], "right": starters[right], **wrong, "why": words["why"]}


def _only_known(thing: Thing, row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if thing.field(name) is not None}


BLOCK = Block.here(
    __file__, options=Options, draft=draft, checks=checks, rules={"pass_mark": PassMark}, validate=validate, guards=guards, seeds=seeds
)  # fmt: skip
