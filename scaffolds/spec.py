"""The AppSpec: the small validated description from which all code of a mini-app is made.

A spec that validates builds on every platform that its blocks support. What does not validate is refused with
`SpecError`, whose text is one line with the place and the reason::

    screens[1].thing: no thing is called "room"

Shapes are pydantic models, frozen and closed (an unknown key is an error); the JSON Schema comes from them.
A learner's words are `Text`: a plain string, kept as typed, or a string for each language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic import Field as Having
from slugify import slugify

from scaffolds.faults import SpecError, first_fault, half_a_character, place_of, reason_of
from scaffolds.plain import can_be_read, clean, looks_like_a_path, one_line
from scaffolds.values import (
    RESERVED_ON_WINDOWS,
    Colour,
    Data,
    FieldType,
    Id,
    Label,
    Language,
    Moment,
    Sentence,
    Slug,
    Tier,
    Word,
    Words,
    Zone,
    no_language_twice,
)  # fmt: skip

FORMAT = 1
"""Version of the shape below; `sampan.json` carries it, `scaffolds.migrate` lifts older ones."""

MAX_THINGS, MAX_FIELDS, MAX_SCREENS, MAX_RULES, MAX_CHECKS = 36, 40, 12, 40, 240

_FILES_OF_EVERY_APP = frozenset(("fields",))


Tagline = Annotated[str, BeforeValidator(clean), Having(max_length=200)]


class Part(BaseModel):
    """Base of everything in a spec: frozen, closed, compared by value."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Brief(Part):
    """The answers, in the learner's own words as typed."""

    problem: Words = ""
    who: Words = ""
    goal: Words = ""
    keep: Words = ""


class Field(Part):
    """One piece of what is kept. `name` is given once; renaming changes `label` alone."""

    name: Id
    label: Label
    type: FieldType = "text"
    required: bool = False
    private: bool = False
    """Seen by the one who wrote it and by the app's owner, by nobody else."""
    choices: Annotated[tuple[Label, ...], Having(max_length=30)] = ()
    unit: Annotated[str, BeforeValidator(clean), Having(max_length=20)] = ""


class Thing(Part):
    """What is kept: a kind of row, such as a booking or a book."""

    id: Id
    label: Label
    fields: Annotated[tuple[Field, ...], Having(min_length=1, max_length=MAX_FIELDS)]
    written_by: Literal["everyone", "owner"] = "everyone"

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


class Screen(Part):
    """One block with its options, showing a thing. `options` is checked by the block's own model."""

    id: Id
    label: Label
    block: str
    thing: Id | None = None
    options: Data = {}


class Role(Part):
    """A kind of person, in the learner's word: 'family', '同學'."""

    id: Id
    label: Label


class Rule(Part):
    """A rule that the screen's block offers, with its numbers, and the learner's sentence that asked for it."""

    id: Id
    screen: Id
    kind: str
    options: Data = {}
    says: Sentence = ""


class Step(Part):
    """One step of a check: `who` does `action` at `at` (wall clock) with `input`; the rules must answer `expect`."""

    action: str
    who: Annotated[str, Having(max_length=20)] = "a"
    at: Moment = "2026-03-02T08:00"
    input: Data = {}
    expect: Literal["done", "refused"] = "done"
    why: str = ""
    """The key of the refusal that is expected, such as `taken`; empty where any will do."""


class Check(Part):
    """An acceptance check: a sentence that the learner would say, and the steps that test it."""

    id: Id
    screen: Id
    says: Sentence
    edge: bool = False
    steps: Annotated[tuple[Step, ...], Having(min_length=1, max_length=20)]


class AppSpec(Part):
    """The whole app. Use `parse` to read one from data: it checks what the types alone cannot."""

    title: Label
    tagline: Tagline | Annotated[dict[Language, Tagline], Having(min_length=1)] = ""
    slug: Slug = "my-app"
    emoji: Annotated[str, BeforeValidator(clean), Having(min_length=1, max_length=16)] = "⛵"
    colour: Colour = "#0F766E"
    languages: Annotated[tuple[Language, ...], Having(min_length=1, max_length=3), AfterValidator(no_language_twice)] = ("en",)
    tier: Tier = "junior"
    zone: Zone = "Asia/Hong_Kong"
    large_text: bool = False
    brief: Brief = Brief()
    things: Annotated[tuple[Thing, ...], Having(max_length=MAX_THINGS)] = ()
    screens: Annotated[tuple[Screen, ...], Having(min_length=1, max_length=MAX_SCREENS)]
    roles: Annotated[tuple[Role, ...], Having(max_length=8)] = ()
    rules: Annotated[tuple[Rule, ...], Having(max_length=MAX_RULES)] = ()
    checks: Annotated[tuple[Check, ...], Having(max_length=MAX_CHECKS)] = ()

    @property
    def language(self) -> Language:
        """The app's main language."""
        return self.languages[0]

    def thing(self, id: str | None) -> Thing | None:
        return next((thing for thing in self.things if thing.id == id), None)

    def screen(self, id: str) -> Screen | None:
        return next((screen for screen in self.screens if screen.id == id), None)

    def rules_of(self, screen: Screen) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.screen == screen.id)


def parse(data: object) -> AppSpec:
    """Read and check a spec from JSON-like data; raises `SpecError`."""
    if not isinstance(data, Mapping):
        raise SpecError("", "an app spec is a JSON object")
    try:
        spec = AppSpec.model_validate(data)
    except ValidationError as error:
        raise first_fault(error) from None
    except UnicodeEncodeError:
        raise half_a_character(data) or SpecError("", "this is not text in UTF-8") from None
    return check(spec if "slug" in data else spec.model_copy(update={"slug": slug_of(spec.title)}))


def read(text: str | bytes) -> AppSpec:
    """Read a spec from the text of a file; raises `SpecError`."""
    try:
        return parse(json.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text))
    except json.JSONDecodeError as error:
        raise SpecError(f"line {error.lineno}", f"this is not JSON: {error.msg[0].lower()}{error.msg[1:]}") from None
    except UnicodeDecodeError:
        raise SpecError("", "this is not text in UTF-8") from None
    except RecursionError:
        raise SpecError("", "brackets lie too deep inside one another") from None
    except SpecError:
        raise
    except ValueError as error:  # a number of thousands of digits
        raise SpecError("", one_line(str(error))) from None


def check(spec: AppSpec) -> AppSpec:
    """Check what ties the parts together and let each block check its screens; the options come back in full."""
    from scaffolds import blocks  # late: blocks are written in terms of the spec

    check_title(spec.title)
    _unique("things", [thing.id for thing in spec.things])
    for i, thing in enumerate(spec.things):
        _unique(f"things[{i}].fields", [field.name for field in thing.fields], key="name")
        for j, field in enumerate(thing.fields):
            if field.type == "choice" and not field.choices:
                raise SpecError(f"things[{i}].fields[{j}].choices", f'the choice "{text_of(field.label)}" has nothing to choose from')
    _unique("screens", [screen.id for screen in spec.screens])
    for i, shown in enumerate(spec.screens):
        if shown.id in _FILES_OF_EVERY_APP:
            raise SpecError(f"screens[{i}].id", f'"{shown.id}" is a file that every app has: take another id')
    _unique("roles", [role.id for role in spec.roles])
    _unique("rules", [rule.id for rule in spec.rules])
    _unique("checks", [acceptance.id for acceptance in spec.checks])
    for where, screens in (("rules", [rule.screen for rule in spec.rules]), ("checks", [acceptance.screen for acceptance in spec.checks])):
        for i, screen in enumerate(screens):
            if spec.screen(screen) is None:
                raise SpecError(f"{where}[{i}].screen", f'no screen is called "{screen}"')
    return blocks.check(spec)


def schema() -> dict[str, Any]:
    """The JSON Schema of a spec, with each block's options and rules beside it under `$defs`."""
    from scaffolds import blocks

    found = AppSpec.model_json_schema()
    found.setdefault("$defs", {}).update(blocks.schemas())
    return found


def text_of(label: Label | None, language: Language | None = None) -> str:
    """The words of a label in a language, else in the first language that it has."""
    if label is None or isinstance(label, str):
        return label or ""
    return label.get(language, "") or next(iter(label.values())) if language else next(iter(label.values()))


def slug_of(title: Label) -> str:
    """A name safe on every file system and in a host name: ASCII, at most 48 characters, never empty."""
    slug = slugify(text_of(title), max_length=48, word_boundary=True) or "my-app"
    return f"{slug}-app" if RESERVED_ON_WINDOWS.fullmatch(slug) else slug


def _unique(place: str, ids: Sequence[str], key: str = "id") -> None:
    for i, one in enumerate(ids):
        if one in ids[:i]:
            raise SpecError(f"{place}[{i}].{key}", f'"{one}" is used twice')


def check_title(title: Label) -> None:
    """Whether an app can be called so; raises `SpecError`."""
    for language, words in title.items() if isinstance(title, Mapping) else (("", title),):
        place = f"title.{language}" if language else "title"
        if not can_be_read(words):
            raise SpecError(place, "a title needs a letter or a digit, so that it can be said")
        if looks_like_a_path(words):
            raise SpecError(place, f'"{one_line(words, 40)}" is a way through folders, not a title')


__all__ = [
    "FORMAT", "AppSpec", "Brief", "Check", "Colour", "Field", "FieldType", "Id", "Label", "Language", "Part", "Role", "Rule", "Screen", "Sentence",
    "SpecError", "Step", "Thing", "Tier", "Word", "Words", "Zone", "check", "check_title", "clean", "parse", "place_of", "read", "reason_of",
    "schema", "slug_of", "text_of",
]  # fmt: skip
