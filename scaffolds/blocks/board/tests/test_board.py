"""Board: the draft from a wish, who sees and does what, reports, odd input, and the proof of apps of every make."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks
from scaffolds.engine.play import OWNER
from scaffolds.platforms.web.app import RefusedError, decide
from scaffolds.platforms.web.things import things
from scaffolds.screens import shared_words
from scaffolds.spec import Brief, Field, Rule, SpecError, text_of
from scaffolds.wish import Facts, Limit, Wish
from tests.combinations import LANGUAGES
from tests.scaffolds.odd import odd_input
from tests.scaffolds.stage import Stage, app_of, failures

BOARD = blocks.discover()["board"]
POST = {"words": "The lift is back", "name": "Ming"}
LIMIT = Rule(id="most", screen="board", kind="limit_per_person", options={"amount": 2, "per": "day"}, says="two a day")
ACTIONS = ("add", "announce", "reply", "change", "remove", "report", "unreport", "hide", "show")


def written(stage: Stage, who: str = "a", **changes: Any) -> str:
    answer = stage.act("add", {**POST, **changes}, who)
    assert answer["ok"], answer
    return stage.shelf.last


def seen(stage: Stage, who: str = "b", **view: Any) -> list[str]:
    return [row["words"] for row in stage.ask("posts", stage.app(who), view)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("options", [{}, {"anonymous": True, "replies": False, "longest": 20, "hide_after": 1}, {"questions": False}])
def test_apps_of_every_make_hold_their_own_checks(language: Any, options: dict[str, Any]) -> None:
    assert failures(app_of("board", Wish(language=language), options=options, rules=(LIMIT,))) == []


def test_a_board_whose_posts_need_a_photo_holds_its_own_checks() -> None:
    """A notice has the photo of a post: it is needed there as well."""
    app = app_of("board", Wish(fields=(Field(name="photo", label="Photo", type="photo", required=True),)))
    assert failures(app) == []


def test_newest_first_and_found_by_words_of_a_post_or_a_reply() -> None:
    stage = Stage(app_of("board"))
    first, _ = written(stage, words="Piano for sale"), written(stage, words="Lost cat")
    assert seen(stage) == ["Lost cat", "Piano for sale"]
    stage.act("reply", {"id": first, "words": "Is it a GRAND one?"}, "b")
    assert seen(stage, words="grand  PIANO") == ["Piano for sale"]
    assert seen(stage, words="nothing like it") == []


def test_a_question_is_unanswered_until_somebody_has_answered() -> None:
    stage = Stage(app_of("board"))
    id = written(stage, words="Who has a ladder?", question=True)
    written(stage)
    assert seen(stage, only="unanswered") == ["Who has a ladder?"]
    assert stage.act("reply", {"id": id, "words": "I have", "name": "Chan"}, "b")["ok"]
    assert seen(stage, only="unanswered") == []


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"words": "  \u200b "}, "empty"), ({}, "empty"), ({"words": "x" * 601}, "too_long"), ({"words": "x" * 20_000}, "too_long"),
        ({"words": ["x"]}, "not_text"), ({"words": {"__proto__": 1}}, "not_text"), ({"words": "ok", "photo": "javascript:1"}, "not_a_photo"),
    ],
)  # fmt: skip
def test_a_post_that_is_none_is_refused(given: dict[str, Any], why: str) -> None:
    stage = Stage(app_of("board"))
    assert stage.act("add", given)["why"] == why


def test_the_same_twice_in_a_row_is_refused_but_another_may_say_it_and_it_may_be_said_later() -> None:
    stage = Stage(app_of("board"))
    written(stage)
    assert stage.act("add", {**POST, "words": " the LIFT is  back"})["why"] == "said_already"
    written(stage, "b")
    written(stage, words="Something else")
    written(stage)


def test_a_reply_the_same_twice_to_what_is_gone_or_to_nothing_is_refused() -> None:
    stage = Stage(app_of("board"))
    id = written(stage)
    assert stage.act("reply", {"id": id, "words": "Thanks"}, "b")["ok"]
    assert stage.act("reply", {"id": id, "words": "thanks"}, "b")["why"] == "said_already"
    assert stage.act("reply", {"id": "nobody", "words": "Thanks"}, "b")["why"] == "gone"
    assert Stage(app_of("board", options={"replies": False})).act("reply", {"id": "seed", "words": "x"})["why"] == "gone"


def test_notices_are_the_owners_and_stand_apart() -> None:
    stage = Stage(app_of("board"))
    assert stage.act("announce", {"words": "No water"}, "a")["why"] == "only_owner"
    assert stage.act("announce", {"words": "No water"}, OWNER)["ok"]
    notice = stage.ask("notices", stage.app("b"))[0]
    assert (notice["words"], notice["day"], seen(stage)) == ("No water", "2026-03-02", [])
    assert stage.act("reply", {"id": notice["id"], "words": "All day?"}, "b")["ok"]
    assert stage.act("report", {"id": notice["id"]}, "b")["why"] == "gone"


def test_reported_by_enough_people_it_is_out_of_sight_until_the_owner_shows_it() -> None:
    stage = Stage(app_of("board", options={"hide_after": 2}))
    id = written(stage)
    for who in ("b", "c"):
        assert seen(stage, "z") == [POST["words"]]
        assert stage.act("report", {"id": id, "why": "rude"}, who)["ok"]
        assert stage.act("report", {"id": id}, who)["why"] == "reported_already"
    assert (seen(stage, "z"), seen(stage, "a"), seen(stage, OWNER)) == ([], [POST["words"]], [POST["words"]])
    assert stage.act("report", {"id": id}, "z")["why"] == "gone"
    assert stage.act("show", {"id": id}, "b")["why"] == "only_owner"
    assert seen(stage, OWNER, only="look") and stage.act("show", {"id": id}, OWNER)["ok"]
    assert seen(stage, "z") == [POST["words"]] and not seen(stage, OWNER, only="look")


def test_a_report_can_be_taken_back_and_its_reason_is_the_owners_alone() -> None:
    stage = Stage(app_of("board", options={"hide_after": 1}))
    id = written(stage)
    assert stage.act("report", {"id": id, "why": "rude"}, "b")["ok"]
    assert [row.get("why") for who in ("a", "c", OWNER) for row in stage.app(who)["rows"]["report"]] == [None, None, "rude"]
    assert stage.act("unreport", {"id": id}, "c")["why"] == "gone"
    assert stage.act("unreport", {"id": id}, "b")["ok"] and seen(stage, "z")
    assert stage.act("report", {"id": id, "why": "x" * 121}, "b")["why"] == "why_too_long"


def test_the_owner_hides_a_reply_which_then_answers_nothing() -> None:
    stage = Stage(app_of("board"))
    id = written(stage, question=True)
    stage.act("reply", {"id": id, "words": "Go away"}, "b")
    assert stage.act("hide", {"id": stage.shelf.last}, OWNER)["ok"]
    post = stage.ask("one", id, stage.app("z"))
    assert stage.ask("repliesTo", post, stage.app("z")) == [] and seen(stage, "z", only="unanswered")
    assert len(stage.ask("repliesTo", post, stage.app("b"))) == 1


def test_words_are_changed_by_who_wrote_them_alone_and_taken_away_by_the_owner_too() -> None:
    stage = Stage(app_of("board"))
    id = written(stage)
    for who in ("b", OWNER):
        assert stage.act("change", {**POST, "id": id, "words": "I am a fool"}, who)["why"] == "not_yours"
    assert stage.act("change", {**POST, "id": id, "words": "Better"})["ok"] and seen(stage) == ["Better"]
    stage.act("reply", {"id": id, "words": "Yes"}, "b")
    assert stage.act("remove", {"id": id}, "b")["why"] == "not_yours"
    assert stage.act("remove", {"id": id}, OWNER)["ok"]
    assert stage.app()["rows"]["post"] == stage.app()["rows"]["reply"] == []


@pytest.mark.parametrize("thing, row", [("post", {"name": "Ann", "question": False}), ("reply", {"post": "pppppppp", "name": "Ann"})])
def test_nobody_shows_what_the_owner_hid_past_the_page(thing: str, row: dict[str, Any]) -> None:
    """Nor says of their own, when they write it, that no report shall ever hide it."""
    held = things(app_of("board"))
    given = {"words": "poison", "day": "2026-03-02", "time": "08:00", **row}
    add = {"op": "add", "thing": thing, "id": "hhhhhhhh", "row": given}
    with pytest.raises(RefusedError, match="only_owner"):
        decide({}, [{**add, "row": {**given, "hidden": False}}], held, "a", owner=False)
    written: Any = decide({}, [add], held, "a", owner=False)
    hidden: Any = decide(written, [{**add, "op": "change", "row": {"hidden": True}}], held, "o", owner=True)
    for forged in (False, None):
        with pytest.raises(RefusedError, match="only_owner"):
            decide(hidden, [{**add, "op": "change", "row": {"hidden": forged}}], held, "a", owner=False)
    assert decide(hidden, [{**add, "op": "change", "row": {"words": "sorry"}}], held, "a", owner=False)


def test_anonymous_means_that_no_name_is_kept_of_anybody() -> None:
    wish = Wish(brief=Brief(goal="ask the teacher anonymously"), fields=(Field(name="who", label="Student", type="person", private=True),))
    spec = app_of("board", wish)
    assert [field.name for thing in spec.things for field in thing.fields if field.name in ("name", "who") or field.type == "person"] == []
    stage = Stage(app_of("board", options={"anonymous": True}))
    id = written(stage)
    stage.act("reply", {"id": id, "words": "Yes", "name": "Chan"}, "b")
    rows = stage.app(OWNER)["rows"]
    assert not any("name" in row for thing in rows.values() for row in thing)


@pytest.mark.parametrize(("per", "next_day"), [("day", "2026-03-03T08:00"), ("week", "2026-03-09T08:00")])
def test_a_limit_ends_with_its_day_or_week(per: str, next_day: str) -> None:
    stage = Stage(app_of("board", rules=(LIMIT.model_copy(update={"options": {"amount": 2, "per": per}}),)))
    written(stage)
    written(stage, words="two")
    assert stage.act("add", {"words": "three"})["why"] == f"limit_{per}"
    assert stage.act("add", {"words": "three"}, now=next_day)["ok"]


@pytest.mark.parametrize(
    ("said", "options", "written_by"),
    [
        ("only teachers can post", {}, "owner"),
        ("只有老師可以發公告", {}, "owner"),
        ("只有我能发通知", {}, "owner"),
        ("不記名問老師", {"anonymous": True}, "everyone"),
        ("想匿名说话，不能回复", {"anonymous": True, "replies": False}, "everyone"),
        ("no comments please", {"replies": False}, "everyone"),
        ("we queue for one shower", {"anonymous": False, "replies": True}, "everyone"),
    ],
)
def test_what_was_said_sets_the_board(said: str, options: dict[str, Any], written_by: str) -> None:
    draft = BOARD.draft(Wish(brief=Brief(problem=said)))
    assert options.items() <= draft.screen.options.items()
    assert draft.things[0].written_by == written_by


def test_the_learners_fields_are_kept_and_none_is_asked_twice() -> None:
    fields = (
        Field(name="headline", label="標題"), Field(name="content", label="內容"), Field(name="student", label="同學", type="person", required=True),
        Field(name="replies", label="回覆"), Field(name="day", label="活動日期", type="date"), Field(name="kind", label="類別", type="choice", choices=("球", "棋")),
    )  # fmt: skip
    spec = app_of("board", Wish(language="zh-Hant", fields=fields, facts=Facts(choices=("a", "b"), limits=(Limit(amount=3),))))
    labels = {field.name: text_of(field.label) for field in spec.things[0].fields}
    assert labels["title"] == "標題" and labels["words"] == "內容" and labels["name"] == "同學" and labels["own_day"] == "活動日期"
    assert "replies" not in labels and "topic" not in labels and "kind" in labels
    assert failures(spec) == []


def test_what_is_private_stays_so_though_it_is_called_a_message() -> None:
    fields = (Field(name="words", label="Message", type="long_text", private=True), Field(name="title", label="Title", private=True))
    things = {field.name: field for field in app_of("board", Wish(fields=fields)).things[0].fields}
    assert things["own_words"].private and things["own_title"].private and not things["words"].private and "title" not in things


def test_what_was_listed_is_what_posts_are_about() -> None:
    stage = Stage(app_of("board", Wish(facts=Facts(choices=("Lost", "Found")))))
    written(stage, topic="Lost")
    assert seen(stage, field="topic", topic="Lost") and not seen(stage, field="topic", topic="Found")


@pytest.mark.parametrize(
    ("options", "place"), [({"replies_thing": "post"}, "options.replies_thing"), ({"notices_thing": "reply"}, "options.notices_thing"), ({"reports_thing": "none"}, "options.reports_thing")]
)  # fmt: skip
def test_a_board_without_its_things_is_refused(options: dict[str, Any], place: str) -> None:
    with pytest.raises(SpecError, match=place.replace(".", r"\.")):
        app_of("board", options=options)


_ODD = odd_input("words", "name", "why")


@settings(max_examples=60, deadline=None)
@given(given=_ODD, id=st.booleans())
def test_odd_input_is_answered_and_never_thrown(given: Any, id: bool) -> None:
    if isinstance(given, dict) and id:
        given = {**given, "id": _STAGE.shelf.rows["post"][0]["id"]}
    for action in ACTIONS:
        answer = _STAGE.ask(action, given, _STAGE.app("b"))
        assert answer["ok"] or answer["why"] in {**BOARD.words["en"], **_SHARED}


def _stage() -> Stage:
    stage = Stage(app_of("board"))
    written(stage)
    return stage


_STAGE = _stage()
_SHARED = shared_words()["en"]


def test_the_store_holds_to_one_report_a_person_and_to_the_owners_notices_even_without_the_page() -> None:
    held = things(app_of("board"))
    report = {"op": "add", "thing": "report", "row": {"about": "row000000001"}}
    first = decide({}, [{**report, "id": "report000001"}], held, "visitor", False)
    rows = {id: row for id, row in first.items() if row is not None}
    with pytest.raises(RefusedError, match="limit"):
        decide(rows, [{**report, "id": "report000002"}], held, "visitor", False)
    notice = {"op": "add", "thing": "notice", "id": "notice000001", "row": {"words": "No school", "day": "2026-03-02", "time": "08:00"}}
    with pytest.raises(RefusedError, match="only_owner"):
        decide({}, [notice], held, "visitor", False)


def test_topics_are_not_fields_as_well() -> None:
    fields = (Field(name="kind_lost", label="kind: lost"), Field(name="swap", label="swap"), Field(name="floor", label="Floor"))
    draft = blocks.discover()["board"].draft(Wish(fields=fields, facts=Facts(choices=("lost", "swap"))))
    names = [field.name for field in draft.things[0].fields]
    assert "topic" in names and "floor" in names and "swap" not in names and "kind_lost" not in names
