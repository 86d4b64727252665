"""The AppSpec: the small validated description from which all code of a mini-app is made.

A spec that validates builds on every platform that its blocks support. What does not validate is refused with
`SpecError`, whose text is one line with the place and the reason::

    screens[1].thing: no thing is called "room"

Shapes are pydantic models, frozen and closed (an unknown key is an error); the JSON Schema comes from them.
A learner's words are `Text`: a plain string, kept as typed, or a string for each language.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field as Having, ValidationError
from slugify import slugify

FORMAT = 1
"""Version of the shape below; `sampan.json` carries it, `scaffolds.migrate` lifts older ones."""

Language = Literal["en", "zh-Hant", "zh-Hans"]
Tier = Literal["primary", "junior", "senior", "university"]
FieldType = Literal[
    "text", "long_text", "number", "money", "date", "time", "choice", "yes_no", "person", "place", "phone", "photo", "rating",
]  # fmt: skip

MAX_THINGS, MAX_FIELDS, MAX_SCREENS, MAX_RULES, MAX_CHECKS = 12, 40, 12, 40, 60

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_RESERVED_ON_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
_NAMES_OF_JAVASCRIPT = frozenset(
    "break case catch class const continue debugger default delete do else enum export extends false finally for function if implements "
    "import in instanceof interface let new null package private protected public return static super switch this throw true try "
    "typeof var void while with yield await async arguments eval undefined constructor prototype id mine by".split()
)


class SpecError(ValueError):
    """A spec that cannot be built. `str()` is one line: the place and the reason."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.place, self.reason = place, reason


def clean(text: object) -> object:
    """Drop what no file format can carry (NUL, other controls, lone surrogates); everything else is the learner's."""
    return _CONTROL.sub("", text) if isinstance(text, str) else text


def _check_id(value: str) -> str:
    if not _ID.fullmatch(value) or value in _NAMES_OF_JAVASCRIPT:
        raise ValueError(f'"{value[:40]}" cannot be an id: use small letters, digits and _, beginning with a letter')
    return value


def _check_colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError(f'"{value[:20]}" is not a colour: use # and six digits, such as #0F766E')
    return value.upper()


def _check_zone(value: str) -> str:
    if value not in _zones():
        raise ValueError(f'"{value[:40]}" is not a time zone: use a name such as Asia/Hong_Kong')
    return value


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


Id = Annotated[str, AfterValidator(_check_id)]
Colour = Annotated[str, AfterValidator(_check_colour)]
Zone = Annotated[str, AfterValidator(_check_zone)]
Word = Annotated[str, BeforeValidator(clean), Having(min_length=1, max_length=80)]
Sentence = Annotated[str, BeforeValidator(clean), Having(max_length=300)]
Words = Annotated[str, BeforeValidator(clean), Having(max_length=2000)]
Label = Word | Annotated[dict[Language, Word], Having(min_length=1)]
"""A learner's word: as typed, or in each language that they gave it in."""


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
    options: dict[str, Any] = {}


class Role(Part):
    """A kind of person, in the learner's word: 'family', '同學'."""

    id: Id
    label: Label


class Rule(Part):
    """A rule that the screen's block offers, with its numbers, and the learner's sentence that asked for it."""

    id: Id
    screen: Id
    kind: str
    options: dict[str, Any] = {}
    says: Sentence = ""


class Step(Part):
    """One step of a check: `who` does `action` at `at` (wall clock) with `input`; the rules must answer `expect`."""

    action: str
    who: Annotated[str, Having(max_length=20)] = "a"
    at: Annotated[str, Having(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$")] = "2026-03-02T08:00"
    input: dict[str, Any] = {}
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
    tagline: Annotated[str, BeforeValidator(clean), Having(max_length=200)] = ""
    slug: Annotated[str, Having(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$")] = "my-app"
    emoji: Annotated[str, BeforeValidator(clean), Having(min_length=1, max_length=16)] = "⛵"
    colour: Colour = "#0F766E"
    languages: Annotated[tuple[Language, ...], Having(min_length=1, max_length=3)] = ("en",)
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
    if "slug" not in data and isinstance(data.get("title"), (str, Mapping)):
        data = {**data, "slug": slug_of(data["title"])}
    try:
        spec = AppSpec.model_validate(data)
    except ValidationError as error:
        raise _first_error(error) from None
    return check(spec)


def check(spec: AppSpec) -> AppSpec:
    """Check what ties the parts together and let each block check its screens; the options come back in full."""
    from scaffolds import blocks  # late: blocks are written in terms of the spec

    _unique("things", [thing.id for thing in spec.things])
    for i, thing in enumerate(spec.things):
        _unique(f"things[{i}].fields", [field.name for field in thing.fields], key="name")
        for j, field in enumerate(thing.fields):
            if field.type == "choice" and not field.choices:
                raise SpecError(f"things[{i}].fields[{j}].choices", f'the choice "{text_of(field.label)}" has nothing to choose from')
    _unique("screens", [screen.id for screen in spec.screens])
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
    return f"{slug}-app" if _RESERVED_ON_WINDOWS.fullmatch(slug) else slug


def _unique(place: str, ids: Sequence[str], key: str = "id") -> None:
    for i, one in enumerate(ids):
        if one in ids[:i]:
            raise SpecError(f"{place}[{i}].{key}", f'"{one}" is used twice')


def place_of(location: Iterator[str | int] | Sequence[str | int]) -> str:
    """`("things", 0, "fields")` as a reader writes it: `things[0].fields`."""
    place = ""
    for part in location:
        place += f"[{part}]" if isinstance(part, int) else f".{part}" if place else str(part)
    return place


def _first_error(error: ValidationError) -> SpecError:
    first = error.errors(include_url=False)[0]
    reason = str(first.get("ctx", {}).get("error") or first["msg"])
    location = [part for part in first["loc"] if not (isinstance(part, str) and _of_a_union(part))]
    if first["type"] == "extra_forbidden":
        reason = "there is no such key"
    return SpecError(place_of(location), reason[0].lower() + reason[1:] if reason[:2] != '"' else reason)


def _of_a_union(part: str) -> bool:
    """pydantic names the branch of a union in the place; a reader does not want it."""
    return "[" in part or part in ("str", "dict", "function-before")
