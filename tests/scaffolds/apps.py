"""Apps for tests: the smallest spec that holds, and drafts of any block."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from scaffolds import blocks
from scaffolds.operations import AddScreen, apply
from scaffolds.spec import AppSpec, Brief, Field, Language, parse
from scaffolds.wish import Facts, Limit, Wish


def data(**changes: Any) -> dict[str, Any]:
    """The data of a small app: one list of books."""
    return {
        "title": "Book box",
        "things": [{"id": "book", "label": "Book", "fields": [{"name": "title", "label": "Title", "required": True}]}],
        "screens": [{"id": "books", "label": "Books", "block": "records", "thing": "book"}],
        **changes,
    }


def drafted(wish: Wish, *ids: str, title: Any = "Shower Time") -> AppSpec:
    """An app of one screen a block, as the chat would make it of a wish, with its acceptance checks."""
    first, *others = [blocks.discover()[id].draft(wish) for id in ids]
    parts = {
        "things": [thing.model_dump() for thing in first.things],
        "screens": [first.screen.model_dump()],
        "rules": [rule.model_dump() for rule in first.rules],
        "roles": [role.model_dump() for role in first.roles],
    }
    spec = parse({"title": title, "languages": [wish.language], "brief": wish.brief.model_dump(), **parts})
    return blocks.with_checks(apply(spec, [AddScreen(draft=draft) for draft in others]))


def casts(ids: Sequence[str], most: int = 7) -> tuple[tuple[str, ...], ...]:
    """The blocks, a few in each app: all of them would not fit one."""
    return tuple(tuple(ids[n : n + most]) for n in range(0, len(ids), most))


def in_the_morning(spec: AppSpec) -> AppSpec:
    """The app in a place where it is nine now: what is made today is still there, and today, when the test ends."""
    east = (9 - datetime.now(UTC).hour + 12) % 24 - 12
    return spec.model_copy(update={"zone": f"Etc/GMT{-east:+d}" if east else "UTC"})  # their signs count westwards


def plain_wish(language: Language) -> Wish:
    problem = {"en": "We queue for one shower.", "zh-Hant": "我們要排隊用一個浴室。", "zh-Hans": "我们要排队用一个淋浴间。"}
    return Wish(language=language, brief=Brief(problem=problem[language]))


def rich_wish(language: Language) -> Wish:
    """Everything that can be said, in words that try to be code."""
    fields = (
        Field(name="family", label="<b>Family</b>", type="person", required=True), Field(name="number_of", label="`${how}` many", type="number"),
        Field(name="when", label="{{7*7}} when", type="date"), Field(name="tel", label='"Phone"', type="phone", private=True),
        Field(name="kind", label="Kind", type="choice", choices=("A & B", "</script>", "'丙'")),
    )  # fmt: skip
    facts = Facts(
        resources=("浴室 <1>", "Shower 'B'"), slot_minutes=20, opens="07:00", closes="21:00", limits=(Limit(amount=1, says="max 1 per family"),),
        items=("keys", "藥 & water", "<i>umbrella</i>"), choices=("紅", "blue"), large_text=True,
    )  # fmt: skip
    return Wish(language=language, brief=Brief(problem="p\u202e", who="w`", goal="${g}", keep="k"), person="family", fields=fields, facts=facts)
