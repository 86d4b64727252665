"""The cloud function of a mini program: who owns it, what it tells whom, and that nothing is lost or written twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scaffolds import blocks, generator
from scaffolds.platforms.weixin import cloud
from scaffolds.spec import AppSpec, parse
from tests.browser import unpack
from tests.platforms.cloud import BOOK_WITH_COVER, SECRET_BOOK, Cloud, FaultError, adding, node
from tests.scaffolds.apps import data, drafted, plain_wish

__all__ = ["node"]


@pytest.fixture
def shared(node: Cloud, tmp_path: Path) -> Callable[[AppSpec], Cloud]:
    def made(spec: AppSpec) -> Cloud:
        node.take(unpack(generator.build(spec, "weixin"), tmp_path / "function"))
        return node

    return made


def test_who_calls_first_is_the_owner_and_nobody_after(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(drafted(plain_wish("en"), "checklist"))
    assert node.call("maker", since=-1)["owner"] is True
    for _ in range(3):
        assert node.call("visitor", since=-1, owner=True, you={"owner": True})["owner"] is False
    about = node.look("app_about")["about"]
    assert "maker" not in json.dumps(about) and len(about["owner"]) == 32


def test_of_two_who_begin_at_once_one_owns_it_and_the_first_rows_are_there_once(shared: Callable[[AppSpec], Cloud]) -> None:
    spec = parse(json.loads((blocks.discover()["checklist"].folder / "example.json").read_text(encoding="utf-8")))
    node = shared(spec)
    answers = node.at_once(*((who, {"since": -1}) for who in ("anna", "bela", "carl")))
    assert sorted(answer["owner"] for answer in answers) == [False, False, True]
    seeds = [seed["id"] for seed in cloud.held(spec)["seeds"]]
    assert seeds and all([id for ids in answer["ids"].values() for id in ids] == seeds for answer in answers)


def test_a_write_is_seen_by_others_who_are_told_only_what_moved(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(parse(data()))
    before = node.call("anna", since=-1)
    wrote = node.call("anna", since=before["rev"], changes=[adding("Emma")])
    assert wrote["error"] == "" and wrote["rows"]["book"] == [{"title": "Emma", "id": "newbook1", "mine": True}]
    seen = node.call("bela", since=before["rev"])
    assert seen["rows"]["book"] == [{"title": "Emma", "id": "newbook1", "mine": False}]
    assert node.call("bela", since=seen["rev"])["rows"] == {"book": []}
    node.call("anna", since=seen["rev"], changes=[{"op": "remove", "thing": "book", "id": "newbook1"}])
    assert node.call("bela", since=seen["rev"])["ids"] == {"book": []}


def test_rows_keep_their_place_when_they_are_changed_and_after_the_function_began_again(node: Cloud, tmp_path: Path) -> None:
    folder = unpack(generator.build(parse(data()), "weixin"), tmp_path / "function")
    node.take(folder)
    rev = node.call("anna", since=-1)["rev"]
    for n in range(3):
        rev = node.call("anna", since=rev, changes=[adding(f"Book {n}", f"99999990{n}")])["rev"]
    change = {"op": "change", "thing": "book", "id": "999999900", "row": {"title": "Book zero"}}
    warm = node.call("anna", since=rev, changes=[change])
    about, rows = node.look("app_about"), node.look("app_rows")
    node.take(folder)
    node.call("anna", since=-1)
    for collection, documents in (("app_about", about), ("app_rows", rows)):
        for id, document in documents.items():
            node.put(collection, id, document)
    cold = node.call("anna", since=-1)
    assert cold["ids"]["book"] == warm["ids"]["book"] == ["999999900", "999999901", "999999902"]
    assert [row["title"] for row in cold["rows"]["book"]] == ["Book zero", "Book 1", "Book 2"]
    assert cold["owner"] is True


def test_two_phones_race_for_one_slot_and_one_is_told(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(drafted(plain_wish("en"), "booking"))
    rev = node.call("maker", since=-1)["rev"]
    slot = {"resource": "Place", "day": "2026-03-02", "start": "19:00", "name": "Us"}
    annas, belas = ([{"op": "add", "thing": "bookings", "id": id, "row": slot}] for id in ("annarow1", "belarow1"))
    answers = node.at_once(("anna", {"since": rev, "changes": annas}), ("bela", {"since": rev, "changes": belas}))
    assert [answer["error"] for answer in answers] == ["", "moved"]
    assert answers[1]["ids"]["bookings"] == ["annarow1"]
    assert node.call("bela", since=answers[1]["rev"], changes=belas)["error"] == "unique"
    assert len(node.call("maker", since=-1)["ids"]["bookings"]) == 1


def test_a_wish_is_done_once_however_often_it_comes_and_each_visitors_own(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(parse(data()))
    rev = node.call("maker", since=-1)["rev"]
    asked = {"since": rev, "wish": "wish0001", "changes": [adding("Emma")]}
    assert node.call("anna", **asked)["error"] == ""
    now = node.call("maker", since=rev, changes=[{"op": "remove", "thing": "book", "id": "newbook1"}])["rev"]
    assert node.call("maker", since=now, changes=[{"op": "remove", "thing": "book", "id": "newbook1"}])["rev"] == now + 1
    for again in (asked, {**asked, "since": now + 1}, {"since": now, "wish": "wish0001"}):
        assert node.call("anna", **again)["error"] == ""
    assert node.call("bela", **asked)["error"] == node.call("bela", since=now, wish="wish0001")["error"] == "moved"
    assert node.call("maker", since=-1)["ids"] == {"book": []}


def test_a_wish_that_comes_after_it_was_given_up_is_not_done(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(parse(data()))
    rev = node.call("maker", since=-1)["rev"]
    given_up = node.call("anna", since=rev, wish="wish0001")
    assert given_up["error"] == "moved"
    for since in (rev, given_up["rev"]):
        assert node.call("anna", since=since, wish="wish0001", changes=[adding("Emma")])["error"] == "moved"
    assert node.call("anna", since=rev, wish="wish0001")["error"] == "moved"
    assert node.call("maker", since=-1)["ids"] == {"book": []}


def test_whoever_only_asks_makes_no_write_forgotten(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(parse(data()))
    rev = node.call("maker", since=-1)["rev"]
    wrote = node.call("anna", since=rev, wish="wish0001", changes=[adding("Emma")])
    assert {node.call("bela", since=wrote["rev"], wish=f"question{n}")["error"] for n in range(110)} == {"moved"}
    assert node.call("anna", since=wrote["rev"], wish="wish0001")["error"] == ""
    assert len(node.look("app_about")["about"]["wishes"]) == 101


def test_one_visitor_leaves_room_for_the_others_and_the_owner_need_not(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(parse(data(things=[BOOK_WITH_COVER])))
    rev = node.call("maker", since=-1)["rev"]
    picture = "data:image/png;base64," + "A" * 250_000
    for n in range(7):
        rev = node.call("anna", since=rev, changes=[adding(f"Book {n}", f"picture{n:02}", cover=picture)])["rev"]
    one_more = [adding("Book 8", "picture08", cover=picture)]
    assert node.call("anna", since=rev, changes=one_more)["error"] == "your_share"
    assert node.call("anna", since=rev, changes=[{"op": "remove", "thing": "book", "id": "picture00"}, *one_more])["error"] == ""
    assert node.call("bela", since=rev + 1, changes=[adding("Book 9", "picture09", cover=picture)])["error"] == ""
    many = [[adding("a", f"row{at:02}{n:04}") for n in range(200)] for at in range(7)]
    answers = [node.call(who, since=rev + 2 + n, changes=many[n])["error"] for n, who in enumerate(["carl"] * 6 + ["maker"])]
    assert answers == [""] * 6 + [""]


def test_what_is_private_goes_to_its_writer_and_the_owner_alone(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(parse(data(things=[SECRET_BOOK])))
    rev = node.call("maker", since=-1)["rev"]
    wrote = node.call("anna", since=rev, changes=[adding("Emma", phone="2345 6789")])
    assert wrote["rows"]["book"][0]["phone"] == "2345 6789"
    assert node.call("maker", since=-1)["rows"]["book"][0]["phone"] == "2345 6789"
    assert "2345" not in json.dumps(node.call("bela", since=-1))
    assert "2345" not in json.dumps(node.call("bela", since=rev))
    refused = node.call("bela", since=wrote["rev"], changes=[{"op": "change", "thing": "book", "id": "newbook1", "row": {"phone": "1"}}])
    assert refused["error"] == "not_yours" and "2345" not in json.dumps(refused)


@pytest.mark.parametrize(
    "event",
    [
        {"changes": "x"},
        {"changes": {}},
        {"changes": [None]},
        {"changes": [[]]},
        {"changes": None},
        {"changes": [{"op": "add", "thing": "book", "id": "newbook1", "row": [1]}]},
        {"changes": [{"op": "add", "thing": "book", "id": "newbook1", "row": {"title": "x" * 4001}}]},
        {"changes": [{"op": "add", "thing": "book", "id": "newbook1", "row": {"title": {"$gt": ""}}}]},
        {"changes": [{"op": "add", "thing": "book", "id": {"$ne": 1}, "row": {"title": "a"}}]},
        {"changes": [{"op": "add", "thing": "__proto__", "id": "newbook1", "row": {"title": "a"}}]},
        {"changes": [{"op": "add", "thing": "book", "id": "__proto__", "row": {"title": "a"}}]},
        {"changes": [{"op": "constructor", "thing": "book", "id": "newbook1", "row": {"title": "a"}}]},
        {"changes": [adding("a", f"newbook{n}") for n in range(201)]},
        {"changes": [adding("a", __proto__={"owner": True})]},
    ],
)
def test_what_no_page_sends_is_refused_and_keeps_nothing(shared: Callable[[AppSpec], Cloud], event: dict[str, Any]) -> None:
    node = shared(parse(data()))
    rev = node.call("maker", since=-1)["rev"]
    assert node.call("anna", since=rev, **event)["error"] == "not_kept"
    assert node.look("app_rows") == {} and node.call("anna", since=-1)["rev"] == rev


@pytest.mark.parametrize("since", [None, "1", [], 10**9, -7, 1.5, {"$gt": 0}])
def test_whoever_does_not_know_the_revision_is_told_everything_and_writes_nothing(shared: Callable[[AppSpec], Cloud], since: Any) -> None:
    node = shared(parse(data()))
    rev = node.call("maker", since=-1)["rev"]
    node.call("maker", since=rev, changes=[adding("Emma")])
    assert node.call("anna", since=since, changes=[adding("Ulysses", "newbook2")])["error"] == "moved"
    assert [row["title"] for row in node.call("anna", since=since)["rows"]["book"]] == ["Emma"]


def test_a_row_that_a_phone_wrote_past_the_function_is_not_there(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(parse(data()))
    node.call("maker", since=-1)
    node.put("app_rows", "evilrow1", {"_openid": "bela", "n": 0, "rev": 1, "thing": "book", "writer": "", "vals": '{"title": "Free"}'})
    node.call("maker", since=1, changes=[adding("Emma")])
    about = node.look("app_about")["about"]
    node.put("app_about", "about", {**about, "rev": about["rev"] + 1})  # so that the function reads all of it again
    assert node.call("anna", since=-1)["ids"]["book"] == ["newbook1"]


def test_many_pictures_come_in_pieces_and_a_full_cloud_says_so(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(parse(data(things=[BOOK_WITH_COVER])))
    rev = node.call("maker", since=-1)["rev"]
    picture = "data:image/png;base64," + "A" * 250_000
    for n in range(31):
        rev = node.call("maker", since=rev, changes=[adding(f"Book {n}", f"picture{n:02}", cover=picture)])["rev"]
    full = node.call("maker", since=rev, changes=[adding("Book 32", "picture32", cover=picture), adding("Book 33", "picture33", cover=picture)])
    assert full["error"] == "cloud_full" and len(full["ids"]["book"]) == 31
    titles, piece = [], node.call("anna", since=-1)
    while True:
        assert len(json.dumps(piece)) < 900_000
        titles += [row["title"] for row in piece["rows"]["book"]]
        if "next" not in piece:
            break
        piece = node.call("anna", since=-1, **{"from": piece["next"]})
    assert titles == [f"Book {n}" for n in range(31)]


def test_a_long_answer_in_chinese_comes_in_pieces_that_are_small_enough(shared: Callable[[AppSpec], Cloud]) -> None:
    """WeChat counts bytes, of which a Chinese character has three."""
    node = shared(parse(data()))
    rev = node.call("maker", since=-1)["rev"]
    node.call("maker", since=rev, changes=[adding("書" * 4000, f"longbook{n:03}") for n in range(100)])
    found, piece = 0, node.call("anna", since=-1)
    while "next" in piece:
        assert len(json.dumps(piece, ensure_ascii=False).encode()) < 900_000
        found += len(piece["rows"]["book"])
        piece = node.call("anna", since=-1, **{"from": piece["next"]})
    assert 0 < found < found + len(piece["rows"]["book"]) == 100


def test_a_commit_that_fails_writes_nothing(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(parse(data()))
    rev = node.call("maker", since=-1)["rev"]
    node.spoil(commit=True)
    with pytest.raises(FaultError):
        node.call("maker", since=rev, changes=[adding("Emma")])
    node.spoil(commit=False)
    assert node.call("maker", since=-1)["ids"] == {"book": []}
    assert node.call("maker", since=rev, changes=[adding("Emma")])["error"] == ""


def test_a_cloud_that_lets_no_collection_be_made_says_which_is_missing(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(parse(data()))
    node.spoil(collection=True)
    with pytest.raises(FaultError, match="collection not exists"):
        node.call("maker", since=-1)


def test_nobody_without_an_account_owns_it(shared: Callable[[AppSpec], Cloud]) -> None:
    node = shared(parse(data()))
    assert node.call("", since=-1) == {"error": "not_kept"}
    assert node.call("maker", since=-1)["owner"] is True
