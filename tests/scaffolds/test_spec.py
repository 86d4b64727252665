"""A spec that cannot be built is refused in one line with the place; nothing else ever comes out of `parse`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scaffolds.plain import clean
from scaffolds.spec import AppSpec, SpecError, parse, read, schema, slug_of
from tests.scaffolds.apps import data

FIELD = {"name": "title", "label": "Title"}


def thing(**changes: Any) -> dict[str, Any]:
    return {"id": "book", "label": "Book", "fields": [FIELD], **changes}


def screen(**changes: Any) -> dict[str, Any]:
    return {"id": "books", "label": "Books", "block": "records", "thing": "book", **changes}


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"bogus": 1}, "bogus: there is no such key"),
        ({"things": [thing(colour="red")]}, "things[0].colour: there is no such key"),
        ({"screens": [screen(), screen(id="rooms", thing="room")]}, 'screens[1].thing: no thing is called "room"'),
        ({"screens": [screen(), screen()]}, 'screens[1].id: "books" is used twice'),
        ({"screens": [screen(block="teleport")]}, 'screens[0].block: there is no block "teleport"'),
        ({"screens": []}, "screens: at least 1 is needed here"),
        ({"screens": [screen(id="fields")]}, 'screens[0].id: "fields" is a file that every app has: take another id'),
        ({"screens": [screen(id="con")]}, 'screens[0].id: "con" cannot be an id: use small letters, digits and _, beginning with a letter'),
        ({"screens": [screen(options={"bogus": 1})]}, "screens[0].options.bogus: there is no such key"),
        ({"things": [thing(fields=[{"name": f"f{n}", "label": "x"} for n in range(10_000)])]}, "things[0].fields: at most 40 fit here"),
        ({"things": [thing(fields=[FIELD, FIELD])]}, 'things[0].fields[1].name: "title" is used twice'),
        ({"things": [thing(fields=[{**FIELD, "type": "choice"}])]}, 'things[0].fields[0].choices: the choice "Title" has nothing to choose from'),
        ({"title": "🚿🚿"}, "title: a title needs a letter or a digit, so that it can be said"),
        ({"title": {"en": "Showers", "zh-Hant": "⛵"}}, "title.zh-Hant: a title needs a letter or a digit, so that it can be said"),
        ({"title": "../../etc/passwd"}, 'title: "../../etc/passwd" is a way through folders, not a title'),
        ({"title": {}}, "title: this should be text"),
        ({"title": {"en": 7}}, "title: this should be text"),
        ({"title": None}, "title: this should be text"),
        ({"slug": "nul"}, 'slug: "nul" cannot be a folder everywhere: use small letters, digits and -, at most 48'),
        ({"slug": "a/b"}, 'slug: "a/b" cannot be a folder everywhere: use small letters, digits and -, at most 48'),
        ({"colour": "red"}, 'colour: "red" is not a colour: use # and six digits, such as #0F766E'),
        ({"zone": "Moon/Base"}, 'zone: "Moon/Base" is not a time zone: use a name such as Asia/Hong_Kong'),
        ({"languages": ["en", "en"]}, "languages: a language is named twice"),
        ({"languages": ["fr"]}, "languages[0]: this should be one of 'en', 'zh-Hant' or 'zh-Hans'"),
        ({"rules": [{"id": "r", "screen": "rooms", "kind": "unique"}]}, 'rules[0].screen: no screen is called "rooms"'),
        ({"rules": [{"id": "r", "screen": "books", "kind": "magic"}]}, 'rules[0].kind: the screen "books" has no rule "magic"'),
        ({"checks": [{"id": "c", "screen": "books", "says": "x", "steps": []}]}, "checks[0].steps: at least 1 is needed here"),
        ({"checks": [{"id": "c", "screen": "books", "says": "x", "steps": [{"action": "add", "at": "2026-13-01T08:00"}]}]}, None),
        ({"checks": [{"id": "c", "screen": "books", "says": "x", "steps": [{"action": "add", "at": "２026-01-01T08:00"}]}]}, None),
        ({"checks": [{"id": "c", "screen": "books", "says": "x", "steps": [{"action": "add", "input": {"n": float("nan")}}]}]}, None),
    ],
)
def test_one_line_with_the_place(wrong: dict[str, Any], line: str | None) -> None:
    with pytest.raises(SpecError) as caught:
        parse(data(**wrong))
    said = str(caught.value)
    assert "\n" not in said and len(said) < 400
    assert said == line if line else said.startswith("checks[0].steps[0].")


@pytest.mark.parametrize("wrong", [None, [], "x", 7, True])
def test_what_is_no_object_is_refused(wrong: object) -> None:
    with pytest.raises(SpecError, match="an app spec is a JSON object"):
        parse(wrong)


@pytest.mark.parametrize("title", ["Lost/Found", "AC/DC fans", "借/還", "...", "第 7 座", "a", "C++", "{{7*7}}", "</script>", "`${}`", "浴室🚿"])
def test_titles_that_people_give_are_taken(title: str) -> None:
    assert parse(data(title=title)).title == title


@pytest.mark.parametrize(
    "title", ["Shower Time", "浴室時間", "🚿 a", "../x".replace("..", "dots"), "CON", "aux", "a" * 80, "<script>", "ﷺ1", "é\u0301\u202e x"]
)
def test_slugs_are_safe_on_every_file_system(title: str) -> None:
    slug = parse(data(title=title)).slug
    assert slug == slug_of(title)
    assert slug.isascii() and 1 <= len(slug) <= 48 and slug not in ("con", "aux", "nul") and "/" not in slug and "." not in slug


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"{", "line 1: this is not JSON"), (b"\xff\xfe", "this is not text in UTF-8"), (b"[" * 100_000, "brackets lie too deep"),
        (b'{"title": ' + b"9" * 5000 + b"}", "Exceeds the limit"), (b"", "line 1: this is not JSON"), (b"[]", "an app spec is a JSON object"),
    ],
)  # fmt: skip
def test_files_that_are_no_spec(text: bytes, line: str) -> None:
    with pytest.raises(SpecError) as caught:
        read(text)
    assert str(caught.value).startswith(line) and "\n" not in str(caught.value)


def test_a_file_is_read_with_a_byte_order_mark_too() -> None:
    assert read("\ufeff".encode() + json.dumps(data()).encode()) == read(json.dumps(data())) == parse(data())


def test_what_no_file_can_carry_is_dropped_from_words() -> None:
    spec = parse(data(title="a\x00b\ud800c", screens=[screen(options={}, label="x\x07")]))
    assert (spec.title, spec.screens[0].label) == ("abc", "x")
    assert spec.model_dump_json().encode()


def test_a_checked_spec_says_the_same_again() -> None:
    spec = parse(data())
    assert parse(spec.model_dump(mode="json")) == spec
    assert parse(json.loads(spec.model_dump_json())) == spec


def test_the_schema_names_blocks_options() -> None:
    found = schema()
    assert found["title"] == "AppSpec"
    assert "booking.options" in found["$defs"] and "booking.rules.limit_per_person" in found["$defs"]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["book", "books", "records", "\ud800", "a\x00", "en"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.sampled_from(["id", "label", "en", "fields"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside JSON-like data."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


WHOLE = parse(
    data(
        rules=[{"id": "r", "screen": "books", "kind": "unique", "options": {"fields": ["title"]}, "says": "no book twice"}],
        roles=[{"id": "reader", "label": {"en": "Reader"}}],
        checks=[{"id": "c", "screen": "books", "says": "x", "steps": [{"action": "add", "input": {"title": ["a", {"b": 1}]}}]}],
    )
).model_dump(mode="json")


def test_half_a_character_is_told_with_its_place() -> None:
    rule = {"id": "\ud800", "screen": "books", "kind": "unique"}
    with pytest.raises(SpecError, match=r"^rules\[0\]\.id: half of a character"):
        parse(data(rules=[rule]))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_nothing_but_a_spec_or_a_spec_error_comes_out(draws: st.DataObject) -> None:
    """Any part of a good spec replaced by anything."""
    place = draws.draw(st.sampled_from(places(WHOLE)))
    value = draws.draw(JSON)
    changed: Any = json.loads(json.dumps(WHOLE))
    if place:
        inner = changed
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = value
    else:
        changed = value
    try:
        spec = parse(changed)
    except SpecError as error:
        assert "\n" not in str(error) and len(str(error)) < 600
    else:
        assert isinstance(spec, AppSpec)
        spec.model_dump_json().encode("utf-8")
        assert parse(spec.model_dump(mode="json")) == spec


@given(st.text())
def test_cleaning_keeps_all_that_a_file_can_carry(text: str) -> None:
    cleaned = clean(text)
    assert isinstance(cleaned, str)
    cleaned.encode()
    assert all(char in cleaned for char in text if char.isprintable() and not "\ud800" <= char <= "\udfff")
