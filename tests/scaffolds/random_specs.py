"""Specs that nobody thought of: apps of up to eight screens of any blocks, with options, fields, languages and colours as chance has them.

Each is made as the chat makes it: drafts of blocks from what somebody said, then edits; an edit that the spec refuses is left out, as the chat leaves it.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from scaffolds import blocks
from scaffolds.operations import AddField, Operation, Recolour, RemoveField, SetLanguages, SetOption, SetTextSize, apply
from scaffolds.plain import can_be_read, looks_like_a_path
from scaffolds.spec import AppSpec, Brief, Field, FieldType, Language, SpecError
from scaffolds.wish import Facts, Limit, Wish
from tests.scaffolds.apps import drafted

MOST_SCREENS = 8
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
TYPES: tuple[FieldType, ...] = ("text", "long_text", "number", "money", "date", "time", "yes_no", "person", "place", "phone", "photo", "rating")
TAKEN = (
    "day",
    "time",
    "name",
    "value",
    "which",
    "who",
    "what",
    "note",
    "kind",
    "code",
    "title",
    "text",
    "points",
    "deed",
    "place",
    "label",
    "status",
    "photo",
    "number",
)
"""Names that blocks give to fields of their own."""
WORDS = st.one_of(
    st.sampled_from(["Shower", "時間表", "谁来打扫", "</script>", "${x}", "{{7*7}}", "'; DROP", "a\\b", "🙂", "\u202eevil", "x" * 80]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=24).filter(
        lambda text: any(map(str.isalnum, text))
    ),
)
TITLES = WORDS.filter(lambda words: can_be_read(words.strip()) and not looks_like_a_path(words))
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@st.composite
def fields(draw: st.DrawFn) -> Field:
    type: FieldType = draw(st.sampled_from(TYPES))
    name = draw(st.from_regex(r"f_[a-z0-9]{1,6}", fullmatch=True) | st.sampled_from(TAKEN))
    choices = tuple(draw(st.lists(WORDS, min_size=2, max_size=4, unique_by=str.strip))) if draw(st.booleans()) and type == "text" else ()
    return Field(
        name=name, label=draw(WORDS), type="choice" if choices else type, required=draw(st.booleans()), private=draw(st.booleans()), choices=choices
    )


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    language = draw(st.sampled_from(LANGUAGES))
    said = [phrase for block in blocks.discover().values() for phrase in block.said(language)["phrases"][:3]]
    facts = Facts(
        resources=tuple(draw(st.lists(WORDS, max_size=3))),
        items=tuple(draw(st.lists(WORDS, max_size=4))),
        choices=tuple(draw(st.lists(WORDS, max_size=3))),
        limits=tuple(draw(st.lists(st.builds(Limit, amount=st.integers(1, 90), per=st.sampled_from(["day", "week", "ever"])), max_size=1))),
        slot_minutes=draw(st.none() | st.integers(5, 240)),
        large_text=draw(st.booleans()),
    )
    brief = Brief(problem=draw(st.sampled_from(said)), who=draw(WORDS), goal=draw(st.sampled_from(said)), keep=draw(WORDS))
    own = draw(st.lists(fields(), max_size=4, unique_by=lambda field: field.name))
    return Wish(language=language, brief=brief, person=draw(st.sampled_from(["", "family", "同學"])), fields=tuple(own), facts=facts)


@st.composite
def specs(draw: st.DrawFn, most: int = MOST_SCREENS) -> AppSpec:
    """A spec that validates, with its acceptance checks."""
    ids = draw(st.lists(st.sampled_from(tuple(blocks.discover())), min_size=1, max_size=most))
    spec = drafted(draw(wishes()), *ids, title=draw(TITLES))
    for _ in range(draw(st.integers(0, 5))):
        spec = edited(spec, draw(edits(spec)))
    return spec


def edited(spec: AppSpec, operation: Operation) -> AppSpec:
    try:
        return apply(spec, [operation])
    except SpecError:
        return spec


@st.composite
def edits(draw: st.DrawFn, spec: AppSpec) -> Operation:
    thing = draw(st.sampled_from(spec.things)) if spec.things else None
    kinds = ["colour", "size", "languages", "option", *(["add", "remove"] if thing else [])]
    kind = draw(st.sampled_from(kinds))
    if kind == "option":
        return draw(options(spec))
    if kind == "add" and thing:
        return AddField(thing=thing.id, field=draw(fields()))
    if kind == "remove" and thing:
        return RemoveField(thing=thing.id, name=draw(st.sampled_from([field.name for field in thing.fields])))
    if kind == "languages":
        return SetLanguages(languages=tuple(draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=3, unique=True))))
    return SetTextSize(large=draw(st.booleans())) if kind == "size" else Recolour(colour=draw(COLOURS))


@st.composite
def options(draw: st.DrawFn, spec: AppSpec) -> SetOption:
    """One option of one screen, set to something that its type allows by itself."""
    screen = draw(st.sampled_from(spec.screens))
    schema = blocks.of(screen).options.model_json_schema()
    name = draw(st.sampled_from(sorted(schema.get("properties", {"none": {}}))))
    value = draw(_value(schema.get("properties", {}).get(name, {}), schema.get("$defs", {})))
    return SetOption(screen=screen.id, option=name, value=screen.options.get(name) if value is None else value)


def _value(schema: dict[str, Any], defs: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _value(defs[schema["$ref"].rsplit("/", 1)[1]], defs)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of([_value(one, defs) for one in schema["anyOf"]])
    if schema.get("type") == "boolean":
        return st.booleans()
    if schema.get("type") == "integer":
        return st.integers(schema.get("minimum", -3), schema.get("maximum", 100))
    return st.none()
