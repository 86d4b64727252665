"""What app.py remembers of wishes: each is done once, however often it comes, and what was given up is not done late."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scaffolds import generator
from scaffolds.platforms.web import app as server
from scaffolds.spec import parse
from tests.browser import served, started, unpack
from tests.scaffolds.apps import data
from tests.scaffolds.test_web_server import Visitor


def ask(visitor: Visitor, **given: Any) -> tuple[int, dict[str, Any]]:
    status, content, _ = visitor.post(json.dumps(given).encode())
    return status, json.loads(content)


@pytest.fixture(scope="module")
def notes() -> dict[str, bytes]:
    """An app of one list that everybody writes on."""
    return generator.build(parse(data()))


def book(op: str = "add", id: str = "aaaaaaaaaaaa", **row: Any) -> list[dict[str, Any]]:
    return [{"op": op, "thing": "book", "id": id, **({"row": row} if op != "remove" else {})}]


def test_a_wish_is_done_once_however_often_it_comes(notes: dict[str, bytes]) -> None:
    with served(notes) as app:
        ann, bob = Visitor(app), Visitor(app)
        rev = ann.rows()["rev"]
        bob.rows()
        wish = {"rev": rev, "wish": "wish0001", "changes": book(title="Emma")}
        assert ask(ann, **wish)[0] == ask(ann, **wish)[0] == ask(ann, wish="wish0001")[0] == 200
        assert ask(ann, **{**wish, "rev": rev + 1, "changes": book(id="bbbbbbbbbbbb", title="Emma")})[0] == 200
        assert ask(bob, **wish)[0] == ask(bob, wish="wish0001")[0] == 409, "it is the wish of another"
        assert [row["title"] for row in ann.rows()["rows"]["book"]] == ["Emma"]
        assert ask(ann, rev=rev + 1, wish="wish0002", changes=book("remove"))[0] == 200
        assert ask(ann, rev=rev + 1, wish="wish0002", changes=book("remove"))[0] == 200, "taken away once, and not said to be gone"
        assert ask(ann, **wish)[0] == 200 and ann.rows()["rows"]["book"] == [], "what was taken away does not come back"


def test_a_wish_that_comes_after_it_was_given_up_is_not_done(notes: dict[str, bytes]) -> None:
    with served(notes) as app:
        ann = Visitor(app)
        rev = ann.rows()["rev"]
        assert ask(ann, wish="wish0001")[0] == ask(ann, wish="wish0001")[0] == 409
        assert ask(ann, rev=rev, wish="wish0001", changes=book(title="Emma"))[0] == 409
        assert ann.rows() == {"rev": rev, "you": {"owner": False}, "rows": {"book": []}}


def test_a_wish_is_known_after_app_py_began_again(notes: dict[str, bytes], tmp_path: Path) -> None:
    folder = unpack(notes, tmp_path)
    with started(folder) as app:
        ann = Visitor(app)
        assert ask(ann, rev=ann.rows()["rev"], wish="wish0001", changes=book(title="Emma"))[0] == 200
    with started(folder) as app:
        again = Visitor(app)
        again.cookie = ann.cookie
        assert ask(again, wish="wish0001")[0] == 200


@pytest.mark.parametrize("wish", [1, None, [], {}, "x", "UPPER-CASE", "a" * 41, "wish0001 or 1=1"])
def test_what_is_no_name_of_a_wish_is_refused(notes: dict[str, bytes], wish: Any) -> None:
    with served(notes) as app:
        ann = Visitor(app)
        assert ask(ann, wish=wish)[0] == ask(ann, rev=ann.rows()["rev"], wish=wish, changes=[])[0] == 422


def test_whoever_only_asks_makes_no_write_forgotten(notes: dict[str, bytes], tmp_path: Path) -> None:
    store = server.Store(tmp_path / "data.sqlite", json.loads(notes["things.json"]))
    assert store.write(1, book(title="Emma"), "ann", "wish0001")
    assert not any(store.settle(f"question{n}", "bob") for n in range(server.MAX_WISHES + 50))
    assert store.settle("wish0001", "ann") and not store.write(2, book(id="bbbbbbbbbbbb", title="Late"), "bob", "question2049")
    assert store.read().rev == 2, "a question moves nothing"
    assert store.db.execute("SELECT count(*) FROM wishes").fetchone()[0] <= server.MAX_WISHES + 1
    store.db.close()


def rows_of(writer: str, count: int, text: str = "") -> server.Rows:
    return {f"{writer}{n:08}": server.Row(f"{writer}{n:08}", "book", writer, {"title": text}) for n in range(count)}


def test_one_visitor_leaves_room_for_the_others_and_the_owner_need_not(notes: dict[str, bytes]) -> None:
    held = json.loads(notes["things.json"])
    share = server.MAX_ROWS // server.SHARE
    for full in (rows_of("ann", share), rows_of("ann", 9000, "x" * 4000), rows_of("ann", 3000, "😀" * 4000), rows_of("ann", 3000, "\x01" * 4000)):
        with pytest.raises(server.RefusedError, match="your_share"):
            server.decide(full, book(title="One more"), held, "ann", False)
        assert server.decide(full, book(title="Mine"), held, "bob", False)
        assert server.decide(full, book(title="Mine"), held, "ann", True)
        first = next(iter(full))
        assert server.decide(full, book("remove", first), held, "ann", False) == {first: None}
