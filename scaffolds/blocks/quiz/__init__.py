"""Quiz: questions that people write for each other, played one at a time, with the reason after each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Having

from scaffolds import blocks
from scaffolds.blocks import Block, Guard, Seed, thing_of
from scaffolds.blocks.quiz.checks import checks
from scaffolds.blocks.quiz.draft import draft
from scaffolds.blocks.quiz.speaking import FIRST_VOICES, extras, permissions
from scaffolds.spec import AppSpec, Id, Label, Language, Part, Screen, Sentence, SpecError, Thing, Word, text_of

NEEDED = {"question": ("text", "long_text"), "right": ("text",), "wrong_1": ("text",)}
MORE = {"wrong_2": ("text",), "wrong_3": ("text",), "why": ("text", "long_text"), "topic": ("text", "choice")}


class Question(Part):
    """A question that a new app begins with, in the learner's words."""

    question: Sentence | dict[Language, Sentence]
    right: Label
    wrong_1: Label
    wrong_2: Label | None = None
    wrong_3: Label | None = None
    why: Sentence | dict[Language, Sentence] = ""
    topic: Label | None = None

    def row(self, language: Language) -> dict[str, str]:
        """As it is kept, in the language of the app."""
        said = {name: text_of(getattr(self, name), language) for name in (*NEEDED, *MORE)}
        return {name: words for name, words in said.items() if words}


class Options(Part):
    """How long a round is, how it is answered, and where answers are kept."""

    round_size: Annotated[int, Having(ge=1, le=50)] = 10
    """Questions in a round, at most."""
    starters: Annotated[tuple[Word, ...], Having(max_length=30)] = ()
    """What the learner listed, in its order: the example questions ask about it."""
    questions: Annotated[tuple[Question, ...], Having(max_length=50)] = ()
    """The learner's own questions; where there are some, no example is needed."""
    mode: Literal["choose", "speak"] = "choose"
    """Answers are picked; or said, with typing and picking for whoever cannot speak or be heard. Where nothing can listen they are picked."""
    voice: Literal["", "en", "yue", "cmn"] = ""
    """The spoken language (English, Cantonese, Putonghua) in which a question and its answer can be heard; "" in a round of picking: none."""
    rate: Annotated[float, Having(ge=0.5, le=1.5)] = 0.9
    """How fast it is read; 1 is the usual pace."""
    answers_thing: Id = "answer"
    """The thing that keeps a person's last answers, seen by them and the owner: `question` (the row's id), `right`, `day`."""

    def spoken(self, language: Language) -> str:
        """The voice of an app in this language, "" where it has none."""
        return self.voice or (FIRST_VOICES[language] if self.mode == "speak" else "")


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
    """The learner's own questions; else examples that can be played at once: about the app itself and about what the learner listed."""
    thing, options = thing_of(spec, screen), Options.model_validate(screen.options)
    rows = [one.row(spec.language) for one in options.questions] or _examples(spec, screen, options.starters)
    return tuple((thing.id, _only_known(thing, row)) for row in rows)


def _examples(spec: AppSpec, screen: Screen, starters: tuple[str, ...]) -> list[dict[str, str]]:
    words = blocks.of(screen).said(spec.language)["examples"]
    rows = [dict(words["about"])]
    if len(starters) >= 2:
        rows.append(_example(words["first"], starters, 0))
    if len(starters) >= 3:
        rows.append(_example(words["last"], starters, -1))
    return rows


def _example(words: dict[str, str], starters: tuple[str, ...], right: int) -> dict[str, str]:
    """What stands first, or last, on the learner's own list: the only thing about it that is surely true."""
    others = [word for word in dict.fromkeys(starters) if word != starters[right]][:3]
    wrong = {f"wrong_{n + 1}": word for n, word in enumerate(others)}
    return {"question": words["question"], "right": starters[right], **wrong, "why": words["why"]}


def _only_known(thing: Thing, row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if thing.field(name) is not None}


BLOCK = Block.here(
    __file__, options=Options, draft=draft, checks=checks, rules={"pass_mark": PassMark}, validate=validate, guards=guards, seeds=seeds,
    permissions=permissions, extras=extras,
)  # fmt: skip
