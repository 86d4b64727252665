"""Nobody but its owner fills the store of `app.py`, or another's share of it, by enlarging what others wrote."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest

from scaffolds.platforms.web import app as server

PICTURES: dict[str, Any] = {
    "things": [
        {"id": "album", "shared": True, "written_by": "everyone",
         "fields": [{"name": "what", "type": "text", "required": True}, {"name": "seen", "type": "yes_no"}, {"name": "about", "type": "long_text"},
                    {"name": "photo", "type": "photo"}]},
    ],
}  # fmt: skip
PICTURE = "data:image/png;base64," + "A" * 10_000


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store and pictures a hundred times smaller, in which all goes as in a large one, and faster."""
    monkeypatch.setattr(server, "MAX_FILE", server.MAX_FILE // 100)
    monkeypatch.setattr(server, "MAX_PHOTO", server.MAX_PHOTO // 100)


def album(writer: str, count: int, photo: str = "") -> server.Rows:
    values = {"what": "roof", **({"photo": photo} if photo else {})}
    return {f"{writer}{n:08}": server.Row(f"{writer}{n:08}", "album", writer, values) for n in range(count)}


def alter(id: str, **row: Any) -> list[dict[str, Any]]:
    return [{"op": "change", "thing": "album", "id": id, "row": row}]


def grown(rows: server.Rows, visitor: str, **row: Any) -> server.Rows:
    """What is kept once a visitor has put this into as many rows as the store lets them."""
    for id in list(rows):
        with contextlib.suppress(server.RefusedError):
            touched = server.decide(rows, alter(id, **row), PICTURES, visitor, owner=False)
            rows = rows | {id: one for id, one in touched.items() if one is not None}
    return rows


def size(rows: server.Rows) -> int:
    return sum(len(json.dumps(one.values)) for one in rows.values())


@pytest.mark.usefixtures("small")
def test_nobody_fills_a_neighbours_share_by_enlarging_what_they_wrote() -> None:
    """Else Ann would be told to take away something of hers for what Bob put into it."""
    rows = grown(album("ann", 60), "bob", photo=PICTURE)
    assert size(rows) > server.MAX_FILE // server.SHARE // 4, "a list is everybody's to keep right, its pictures too"
    assert server.decide(rows, [{"op": "add", "thing": "album", "id": "mine0000", "row": {"what": "mine", "photo": PICTURE}}], PICTURES, "ann", False)


@pytest.mark.usefixtures("small")
def test_nobody_fills_the_store_by_enlarging_what_many_wrote() -> None:
    rows = {id: row for n in range(20) for id, row in album(f"who{n:02}", 10).items()} | album("", 40)
    rows = grown(rows, "bob", photo=PICTURE)
    assert size(rows) < 0.6 * server.MAX_FILE
    other = {"op": "add", "thing": "album", "id": "mine0000", "row": {"what": "mine", "photo": PICTURE}}
    assert server.decide(rows, [other], PICTURES, "who03", owner=False)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("row", [{"seen": True}, {"what": "the roof garden"}, {"about": "swept"}, {"photo": PICTURE[:-4_000]}, {"photo": None}])
def test_of_a_neighbour_with_many_pictures_a_list_is_still_kept_right(row: dict[str, Any]) -> None:
    rows = album("ann", 30, PICTURE)
    assert server.decide(rows, alter("ann00000003", **row), PICTURES, "bob", owner=False)
    with pytest.raises(server.RefusedError, match="too_big"):
        server.decide(rows, alter("ann00000003", photo=PICTURE + "AAAA"), PICTURES, "bob", owner=False)
    for visitor, owner in (("ann", False), ("root", True)):
        assert server.decide(rows, alter("ann00000003", photo=PICTURE + "AAAA"), PICTURES, visitor, owner)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "row", [{"what": "x" * 5000}, {"about": "x" * 5000}, {"photo": PICTURE * 2}, {"photo": "x" * 9}, {"what": None}, {"what": ""}, {"what": ["x"]},
            {"seen": "x" * 5000}, {"more": "x"}, {"writer": "bob"}, {"id": "bbbbbbbb"}],
)  # fmt: skip
def test_a_change_of_anothers_row_is_looked_at_as_a_new_row_is(row: dict[str, Any]) -> None:
    rows = album("ann", 1)
    for change in (
        {"op": "change", "thing": "album", "id": "ann00000000", "row": row},
        {"op": "add", "thing": "album", "id": "bbbbbbbb", "row": {"what": "roof", **row}},
    ):
        with pytest.raises(server.RefusedError, match="not_kept"):
            server.decide(rows, [change], PICTURES, "bob", owner=False)


@pytest.mark.usefixtures("small")
def test_taking_a_picture_away_first_or_letting_it_grow_by_a_letter_is_enlarging_too() -> None:
    rows = album("ann", 30, PICTURE)
    with pytest.raises(server.RefusedError, match="too_big"):
        server.decide(rows, [*alter("ann00000003", photo=None), *alter("ann00000003", photo=PICTURE + "AAAA")], PICTURES, "bob", owner=False)
    with pytest.raises(server.RefusedError, match="too_big"):
        server.decide(rows, alter("ann00000003", photo=PICTURE + "AA=="), PICTURES, "bob", owner=False)
