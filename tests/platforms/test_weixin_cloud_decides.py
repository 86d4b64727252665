"""What the cloud function of a mini program lets be written, and shows to whom, is what the web app's server does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scaffolds import blocks
from scaffolds.platforms.web import app
from scaffolds.platforms.weixin import cloud
from scaffolds.spec import parse
from tests.platforms.cloud import Cloud, adding, node
from tests.scaffolds.apps import data

__all__ = ["node"]
EXAMPLES = [parse(json.loads((block.folder / "example.json").read_text(encoding="utf-8"))) for block in blocks.discover().values()]
EVERY_GUARD: dict[str, Any] = {
    "things": [
        {
            "id": "stay",
            "written_by": "everyone",
            "shared": True,
            "fields": [
                {"name": name, "type": kind, "private": False, "required": name != "state"}
                for name, kind in {"day": "date", "from": "time", "to": "time", "state": "choice"}.items()
            ],
        }
    ],
    "guards": [
        {"thing": "stay", "fields": ["state"], "overlap": ["day", "from", "to"]},
        {"thing": "stay", "fields": [], "limit": 2, "week_of": "day"},
        {"thing": "stay", "fields": ["state"], "owner": True, "at_first": ["open"], "later": ["open", "shown"]},
        {"thing": "stay", "fields": ["from", "to"], "others": True},
    ],
    "seeds": [{"thing": "stay", "id": "seed0001", "row": {"day": "2026-03-02", "from": "19:00", "to": "20:00", "state": "open"}}],
}
FIELDS_OF_A_NOTE = {"text": "text", "phone": "phone", "number": "number"}
HELD = [held for held in (EVERY_GUARD, *map(cloud.held, EXAMPLES)) if held["things"]]


KINDS: dict[str, list[Any]] = {
    "number": [0, 1, 2.5, -3],
    "money": [0, 20, 1e14],
    "rating": [1, 5],
    "yes_no": [True, False],
    "date": ["2026-03-02", "2026-03-04", "2026-03-09", "2026-02-30", "0000-01-01"],
    "time": ["19:00", "19:30", "20:00"],
    "photo": ["data:image/png;base64,AAAA"],
}
ODD: list[Any] = [None, "", True, 1, 6, 1e15, "9:00", "https://example.com/a.png", [], {}]
ODD_PARTS: list[tuple[str, Any]] = [
    ("op", "toString"),
    ("op", None),
    ("thing", "constructor"),
    ("thing", 5),
    ("id", "../../../etc"),
    ("id", {}),
    ("row", []),
    ("row", None),
]
ODD_NAMES = ["__proto__", "constructor", "mine", "id"]


@st.composite
def changes_of(draw: st.DrawFn, held: dict[str, Any], rows: app.Rows) -> Any:
    """A few changes as pages send them, and now and then something that no page sends."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        thing = draw(st.sampled_from(held["things"]))
        there = [row.id for row in rows.values() if row.thing == thing["id"]][:4]
        op = draw(st.sampled_from(["add", "add", "change", "remove"] if there else ["add"]))
        id = draw(st.sampled_from(there if op != "add" else ["12345678", "aaaaaaaaa1", "aaaaaaaaa2", "aaaaaaaaa3", "aaaaaaaaa4"]))
        fields = [field for field in thing["fields"] if (op == "add" and field["required"]) or draw(st.integers(0, 2)) == 0]
        row = {field["name"]: draw(st.sampled_from(KINDS.get(field["type"], ["a", "b", "open", "shown"]))) for field in fields}
        found.append(_spoiled(draw, {"op": op, "thing": thing["id"], "id": id, "row": row}))
    return found


def _spoiled(draw: st.DrawFn, change: dict[str, Any]) -> dict[str, Any]:
    kind, row = draw(st.integers(0, 15)), dict(change["row"])
    if kind == 0 and row:
        row[draw(st.sampled_from(sorted(row)))] = draw(st.sampled_from(ODD))
    if kind == 1:
        row[draw(st.sampled_from(ODD_NAMES))] = "a"
    if kind == 2:
        return {**change, **dict([draw(st.sampled_from(ODD_PARTS))])}
    return {**change, "row": row}


def decided(rows: app.Rows, changes: Any, held: dict[str, Any], who: str, owner: bool) -> Any:
    """What app.py makes of it, in the words of the cloud's decide.js."""
    try:
        touched = app.decide(rows, changes, held, who, owner)
    except app.RefusedError as refusal:
        return {"refused": refusal.word}
    after = [row for row in {**rows, **touched}.values() if row is not None]
    return {"rows": [row._asdict() for row in after], "seen": app.visible(after, held, "b", owner=False)}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_cloud_decides_as_the_web_does(node: Cloud, draws: st.DataObject) -> None:
    held = draws.draw(st.one_of(st.just(EVERY_GUARD), st.sampled_from(HELD)))
    rows = {row.id: row for row in app.first_rows(held)}
    for _ in range(draws.draw(st.integers(3, 8))):
        who, owner = draws.draw(st.sampled_from([("a", False), ("b", False), ("o", True)]))
        changes = draws.draw(changes_of(held, rows))
        wanted = decided(rows, changes, held, who, owner)
        found = node.decide([row._asdict() for row in rows.values()], changes, held, who, owner)
        assert found == wanted
        rows = {row["id"]: app.Row(**row) for row in found.get("rows", [])} or rows


def stay(day: str, start: str, end: str, state: str = "open", id: str = "newstay1") -> dict[str, Any]:
    return {"op": "add", "thing": "stay", "id": id, "row": {"day": day, "from": start, "to": end, "state": state}}


def note(op: str, id: str = "noterow1", **row: Any) -> dict[str, Any]:
    return {"op": op, "thing": "note", "id": id, "row": row}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([stay("2026-03-02", "19:30", "20:30")], "overlap"),
        ([stay("2026-03-02", "20:00", "21:00")], "done"),
        ([stay("2026-03-03", "19:30", "20:30")], "done"),
        ([stay("2026-02-30", "19:30", "20:30")], "not_kept"),
        ([stay("2026-13-01", "19:30", "20:30")], "not_kept"),
        ([stay("2026-03-03", "19:30", "25:30")], "not_kept"),
        ([stay("2026-03-03", "19:30", "24:00")], "done"),
        ([stay("2026-03-02", "19:30", "20:30", "shown")], "only_owner"),
        ([stay("2026-03-02", "08:00", "09:00"), stay("2026-03-08", "08:00", "09:00", id="newstay2")], "done"),
        ([stay(f"2026-03-0{n}", "08:00", "09:00", id=f"newstay{n}") for n in (2, 5, 8)], "limit"),
        ([stay(f"2026-03-0{n}", "08:00", "09:00", id=f"newstay{n}") for n in (2, 5, 9)], "done"),
        ([note("change", text="mine now")], "done"),
        ([note("change", phone="1")], "not_yours"),
        ([note("remove")], "not_yours"),
        ([note("change", id="seed0001", text="not a note")], "gone"),
        ([note("add", id="newnote1", number=1e15)], "not_kept"),
        ([note("add", id="newnote1", number=-999_999_999_999_999)], "done"),
        ([note("add")], "unique"),
    ],
)
def test_each_thing_that_is_held_to_is_held_to_as_on_the_web(node: Cloud, changes: list[dict[str, Any]], told: str) -> None:
    fields = [{"name": name, "type": kind, "private": name == "phone", "required": False} for name, kind in FIELDS_OF_A_NOTE.items()]
    held = {**EVERY_GUARD, "things": [*EVERY_GUARD["things"], {"id": "note", "written_by": "everyone", "shared": True, "fields": fields}]}
    rows = {row.id: row for row in [*app.first_rows(held), app.Row("noterow1", "note", "a", {"text": "Ours", "phone": "2345 6789"})]}
    found = node.decide([row._asdict() for row in rows.values()], changes, held, "b", False)
    assert found == decided(rows, changes, held, "b", False)
    assert found.get("refused", "done") == told


@pytest.mark.parametrize("title", ["x" * 4000, "x" * 4001, "𝄞" * 4000, "𝄞" * 4001, "\ud83d", "a\n", "\u0000"])
def test_the_longest_text_is_as_long_as_on_the_web(node: Cloud, title: str) -> None:
    held = cloud.held(parse(data()))
    assert node.decide([], [adding(title)], held, "a", False) == decided({}, [adding(title)], held, "a", False)


ALBUM: dict[str, Any] = {
    "things": [
        {
            "id": "album",
            "written_by": "everyone",
            "shared": True,
            "fields": [
                {"name": name, "type": kind, "private": False, "required": False}
                for name, kind in {"what": "text", "seen": "yes_no", "photo": "photo"}.items()
            ],
        }
    ],
    "guards": [],
}
PICTURE = "data:image/png;base64," + "A" * 250_000


def of_writers(*writers: str) -> list[dict[str, Any]]:
    rows = [app.Row(f"row{n:05}", "album", writer, {"what": "roof"}) for n, writer in enumerate(writers)]
    return [row._asdict() for row in rows]


def altered(id: str, **row: Any) -> list[dict[str, Any]]:
    return [{"op": "change", "thing": "album", "id": id, "row": row}]


@pytest.mark.parametrize(("writers", "most"), [(["a"] * 6, 3), ([f"w{n}" for n in range(18)], 15)], ids=["a neighbour's share", "the room of all"])
def test_nobody_fills_what_is_others_by_enlarging_what_they_wrote(node: Cloud, writers: list[str], most: int) -> None:
    """A quarter of the room is a share, and a visitor enlarges others' rows while half of it, and of all room, is free. Ticks and names always go."""
    rows, told = of_writers(*writers), []
    for row in list(rows):
        found = node.decide(rows, altered(row["id"], photo=PICTURE), ALBUM, "b", False)
        told.append(found.get("refused", "done"))
        rows = found.get("rows", rows)
    assert told == ["done"] * most + ["too_big"] * (len(writers) - most)
    last = rows[-1]["id"]
    assert "rows" in node.decide(rows, altered(last, seen=True, what="the roof garden"), ALBUM, "b", False)
    for who, owner in ((writers[-1], False), ("o", True)):
        assert "rows" in node.decide(rows, altered(last, photo=PICTURE), ALBUM, who, owner)
