"""Poll: the draft from a wish, one vote a person, results and ties, closing, odd input, and the proof of apps of every make."""

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
from tests.scaffolds.stage import NOW, Stage, app_of, failures

POLL = blocks.discover()["poll"]
ASKED = {"question": "Where to?", "choices": ["Sea", "Hill", "Town"]}
TWO = Rule(id="two", screen="poll", kind="most_choices", options={"amount": 2}, says="two each")
ONE = Rule(id="one", screen="poll", kind="most_choices", options={"amount": 1})
ACTIONS = ("add", "change", "vote", "unvote", "suggest", "close", "remove")


def asked(stage: Stage, who: str = "a", **changes: Any) -> str:
    answer = stage.act("add", {**ASKED, **changes}, who)
    assert answer["ok"], answer
    return stage.shelf.last


def poll_of(stage: Stage, id: str, who: str = "a", now: str = NOW) -> tuple[dict[str, Any], dict[str, Any]]:
    app = stage.app(who, now)
    return next(row for row in app["rows"]["poll"] if row["id"] == id), app


def result(stage: Stage, id: str, who: str = "a", now: str = NOW) -> dict[str, Any]:
    found: dict[str, Any] = stage.ask("result", *poll_of(stage, id, who, now))
    return found


def votes(stage: Stage, id: str) -> dict[str, int]:
    return {one["words"]: one["votes"] for one in result(stage, id)["choices"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rules", [(), (ONE,), (TWO,), (TWO.model_copy(update={"options": {"amount": 12}}),)])
def test_apps_of_every_make_hold_their_own_checks(language: Any, rules: tuple[Rule, ...]) -> None:
    options = {"own_choices": bool(rules), "results": "always", "many": True}
    wish = Wish(language=language, facts=Facts(choices=("甲", "乙")))
    assert failures(app_of("poll", wish, options=options, rules=rules)) == []


def test_a_second_vote_replaces_the_first_and_can_be_taken_back() -> None:
    stage = Stage(app_of("poll"))
    id = asked(stage)
    for choice in ("Sea", "Hill"):
        assert stage.act("vote", {"id": id, "choices": [choice]}, "b")["ok"]
    assert votes(stage, id) == {"Sea": 0, "Hill": 1, "Town": 0}
    assert stage.act("unvote", {"id": id}, "b")["ok"] and result(stage, id)["voters"] == 0
    assert stage.act("unvote", {"id": id}, "b")["why"] == "no_vote"


def test_nobody_is_told_who_chose_what() -> None:
    stage = Stage(app_of("poll"))
    id = asked(stage)
    stage.act("vote", {"id": id, "choices": ["Sea"]}, "b")
    for who in ("a", OWNER):
        assert [set(row) - {"id"} for row in stage.app(who)["rows"]["vote"]] == [{"mine", "poll", "choices"}]


def test_a_result_counts_people_and_says_a_tie_as_a_tie() -> None:
    stage = Stage(app_of("poll"))
    id = asked(stage)
    assert result(stage, id) == {
        "voters": 0,
        "most": 0,
        "first": [],
        "choices": [{"words": word, "votes": 0, "percent": 0} for word in ASKED["choices"]],
    }
    for who, choice in (("b", "Sea"), ("c", "Hill"), ("d", "Sea")):
        stage.act("vote", {"id": id, "choices": [choice]}, who)
    assert result(stage, id)["first"] == ["Sea"] and [one["percent"] for one in result(stage, id)["choices"]] == [67, 33, 0]
    stage.act("vote", {"id": id, "choices": ["Hill"]}, "e")
    assert result(stage, id)["first"] == ["Sea", "Hill"]


def test_several_can_be_chosen_where_the_question_says_so_and_no_more_than_the_limit() -> None:
    stage = Stage(app_of("poll", rules=(TWO,)))
    one, many = asked(stage), asked(stage, question="And what?", many=True)
    assert stage.act("vote", {"id": one, "choices": ["Sea", "Hill"]}, "b")["why"] == "only_one"
    assert stage.act("vote", {"id": many, "choices": ASKED["choices"]}, "b")["why"] == "at_most"
    assert stage.act("vote", {"id": many, "choices": ["Sea", "Sea", "Hill"]}, "b")["ok"]
    assert votes(stage, many) == {"Sea": 1, "Hill": 1, "Town": 0} and result(stage, many)["voters"] == 1


@pytest.mark.parametrize(
    ("choices", "why"), [([], "choose_one"), ("", "choose_one"), (["Moon"], "not_a_choice_of_this"), (["__proto__"], "not_a_choice_of_this"), ({"Sea": 1}, "not_a_choice_of_this"), ([["Sea"]], "not_a_choice_of_this")]
)  # fmt: skip
def test_a_vote_for_nothing_or_for_what_is_not_there_is_refused(choices: Any, why: str) -> None:
    stage = Stage(app_of("poll"))
    assert stage.act("vote", {"id": asked(stage), "choices": choices}, "b")["why"] == why


@pytest.mark.parametrize(
    ("changes", "why", "field"),
    [
        ({"question": " "}, "empty", "question"), ({"choices": []}, "needs_two", "choice_1"), ({"choices": "Sea\n \n"}, "needs_two", "choice_2"),
        ({"choices": ["Sea", "Hill", " sea "]}, "same_choice", "choice_3"), ({"choices": ["Sea", "x" * 81]}, "choice_too_long", "choice_2"),
        ({"choices": list(map(str, range(13)))}, "too_many_choices", None), ({"closes_on": "2026-03-01"}, "closes_in_the_past", "closes_on"),
        ({"closes_on": "2026-03-02", "closes_at": "08:00"}, "closes_in_the_past", "closes_on"), ({"closes_at": "18:00"}, "needs_day", "closes_on"),
        ({"closes_on": "soon"}, "not_a_date", "closes_on"), ({"choices": {"a": 1}}, "needs_two", "choice_1"), ({"choices": "y" * 20_000}, "choice_too_long", "choice_1"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_voted_on_is_refused_where_it_is_wrong(changes: dict[str, Any], why: str, field: str | None) -> None:
    answer = Stage(app_of("poll")).act("add", {**ASKED, **changes})
    assert (answer["why"], answer.get("field")) == (why, field)


def test_the_same_question_is_asked_again_only_when_the_first_is_closed() -> None:
    stage = Stage(app_of("poll"))
    id = asked(stage)
    assert stage.act("add", {**ASKED, "question": " where  TO? "})["why"] == "there_already"
    assert stage.act("close", {"id": id}, "b")["why"] == "not_yours"
    assert stage.act("close", {"id": id})["ok"]
    asked(stage)


def test_closing_ends_voting_to_the_minute_and_shows_the_result() -> None:
    stage = Stage(app_of("poll", options={"results": "after_closing", "own_choices": True}))
    id = asked(stage, closes_on="2026-03-02", closes_at="18:00")
    before, after = "2026-03-02T17:59", "2026-03-02T18:00"
    assert stage.act("vote", {"id": id, "choices": ["Sea"]}, "b", before)["ok"]
    assert not stage.ask("mayKnow", *poll_of(stage, id, "b", before))
    for action in ("vote", "unvote", "suggest", "change", "close"):
        assert stage.act(action, {**ASKED, "id": id, "words": "Moon"}, now=after)["why"] == "closed"
    assert stage.ask("mayKnow", *poll_of(stage, id, "c", after))
    assert [row["id"] for row in stage.ask("closed", stage.app(now=after))] == [id] and stage.ask("open", stage.app(now=after)) == []


def test_a_day_without_a_time_is_open_until_its_end() -> None:
    stage = Stage(app_of("poll"))
    id = asked(stage, closes_on="2026-03-02")
    assert stage.act("vote", {"id": id, "choices": ["Sea"]}, "b", "2026-03-02T23:58")["ok"]
    assert stage.act("vote", {"id": id, "choices": ["Sea"]}, "b", "2026-03-03T00:00")["why"] == "closed"


def test_the_result_is_seen_after_voting_where_that_was_chosen() -> None:
    stage = Stage(app_of("poll"))
    id = asked(stage)
    assert not stage.ask("mayKnow", *poll_of(stage, id, "b"))
    stage.act("vote", {"id": id, "choices": ["Sea"]}, "b")
    assert stage.ask("mayKnow", *poll_of(stage, id, "b")) and not stage.ask("mayKnow", *poll_of(stage, id, OWNER))


def test_once_somebody_has_voted_only_the_closing_time_is_changed() -> None:
    stage = Stage(app_of("poll"))
    id = asked(stage)
    assert stage.act("change", {**ASKED, "id": id, "choices": ["Sea", "Hill"]})["ok"]
    stage.act("vote", {"id": id, "choices": ["Sea"]}, "b")
    for changes in ({"choices": ["Sea", "Moon"]}, {"choices": ["Sea", "Hill"], "question": "Really?"}, {"choices": ["Sea", "Hill"], "many": True}):
        assert stage.act("change", {**ASKED, "id": id, **changes})["why"] == "voted_already"
    assert stage.act("change", {**ASKED, "id": id, "choices": ["Sea", "Hill"], "closes_on": "2026-03-09"})["ok"]
    assert stage.act("change", {**ASKED, "id": id}, "b")["why"] == "not_yours"


def test_people_add_choices_where_that_is_allowed_and_only_so_many() -> None:
    stage = Stage(app_of("poll", options={"own_choices": True}))
    id = asked(stage)
    assert stage.act("suggest", {"id": id, "words": " hill "}, "b")["why"] == "same_choice"
    for n in range(3):
        assert stage.act("suggest", {"id": id, "words": f"Moon {n}"}, "b")["ok"]
    assert stage.act("suggest", {"id": id, "words": "Mars"}, "b")["why"] == "enough_choices"
    assert stage.act("vote", {"id": id, "choices": ["Moon 1"]}, "c")["ok"] and votes(stage, id)["Moon 1"] == 1
    closed = Stage(app_of("poll"))
    assert closed.act("suggest", {"id": asked(closed), "words": "Mars"}, "b")["why"] == "no_own_choices"


def test_the_owner_takes_a_question_away_with_all_that_hangs_on_it() -> None:
    stage = Stage(app_of("poll", options={"own_choices": True}))
    id = asked(stage)
    stage.act("suggest", {"id": id, "words": "Moon"}, "b")
    stage.act("vote", {"id": id, "choices": ["Moon"]}, "b")
    assert stage.act("remove", {"id": id}, "b")["why"] == "not_yours"
    assert stage.act("remove", {"id": id}, OWNER)["ok"]
    assert [stage.app()["rows"][thing] for thing in ("poll", "vote", "suggestion")] == [[], [], []]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_listed_is_the_first_question_and_parts_of_a_poll_are_no_choices(language: Any) -> None:
    stage = Stage(app_of("poll", Wish(language=language, facts=Facts(choices=("紅", "blue", "紅 ")))))
    first = stage.ask("open", stage.app())[0]
    assert stage.ask("choicesOf", first, stage.app()) == ["紅", "blue"]
    assert stage.act("vote", {"id": first["id"], "choices": ["blue"]})["ok"]
    empty = Stage(app_of("poll", Wish(language=language, facts=Facts(items=("the question", "投票", "选项", "Sea")))))
    assert empty.app()["rows"]["poll"] == []


@pytest.mark.parametrize(
    ("said", "options", "written_by"),
    [
        ("see the votes live on the wall", {"results": "always"}, "everyone"),
        ("show the result only after everyone has voted", {"results": "after_closing"}, "everyone"),
        ("截止後先公佈結果，每人可以揀幾個", {"results": "after_closing", "many": True}, "everyone"),
        ("实时看到结果，可以多选，大家提建议选项", {"results": "always", "many": True, "own_choices": True}, "everyone"),
        ("pick three books and add your own ideas", {"many": True, "own_choices": True}, "everyone"),
        ("only the teacher can ask", {"results": "after_voting"}, "owner"),
        ("只有班主任可以出題", {}, "owner"),
    ],
)
def test_what_was_said_sets_the_poll(said: str, options: dict[str, Any], written_by: str) -> None:
    draft = POLL.draft(Wish(brief=Brief(goal=said)))
    assert options.items() <= draft.screen.options.items()
    assert draft.things[0].written_by == written_by


def test_the_learners_fields_belong_to_the_question_and_none_is_asked_twice() -> None:
    fields = (
        Field(name="topic", label="題目"), Field(name="votes", label="票數", type="number"), Field(name="deadline", label="截止日期", type="date"),
        Field(name="place", label="集合地點", type="place", required=True), Field(name="photo", label="相片", type="photo", private=True),
    )  # fmt: skip
    spec = app_of("poll", Wish(language="zh-Hant", fields=fields, facts=Facts(limits=(Limit(amount=3, says="每人三票"),))))
    assert text_of(spec.things[0].fields[0].label) == "題目"
    assert [field.name for field in spec.things[0].fields][5:] == ["place", "photo"]
    assert spec.screens[0].options["many"] and any(check.says == "每人三票" for check in spec.checks)
    assert failures(spec) == []


@pytest.mark.parametrize(
    ("options", "place"), [({"votes_thing": "poll"}, "options.votes_thing"), ({"suggestions_thing": "none"}, "options.suggestions_thing"), ({"starters": ("a", "A")}, "options.starters")]
)  # fmt: skip
def test_a_poll_without_its_things_is_refused(options: dict[str, Any], place: str) -> None:
    with pytest.raises(SpecError, match=place.replace(".", r"\.")):
        app_of("poll", options=options)


_ODD = odd_input("choices", "question", "closes_on", values=("Sea", "a\nb", ["Sea", "Sea"]))


@settings(max_examples=60, deadline=None)
@given(given=_ODD, id=st.booleans())
def test_odd_input_is_answered_and_never_thrown(given: Any, id: bool) -> None:
    if isinstance(given, dict) and id:
        given = {**given, "id": _STAGE.shelf.rows["poll"][0]["id"]}
    for action in ACTIONS:
        answer = _STAGE.ask(action, given, _STAGE.app("b"))
        assert answer["ok"] or answer["why"] in {**POLL.words["en"], **shared_words()["en"]}


def _stage() -> Stage:
    stage = Stage(app_of("poll", options={"own_choices": True}))
    asked(stage)
    return stage


_STAGE = _stage()


def test_the_store_holds_to_one_vote_a_person_even_without_the_page() -> None:
    held = things(app_of("poll"))
    vote = {"op": "add", "thing": "vote", "row": {"poll": "row000000001", "choices": "Sea"}}
    first = decide({}, [{**vote, "id": "vote00000001"}], held, "visitor", False)
    rows = {id: row for id, row in first.items() if row is not None}
    with pytest.raises(RefusedError, match="limit"):
        decide(rows, [{**vote, "id": "vote00000002"}], held, "visitor", False)
    assert decide(rows, [{**vote, "id": "vote00000002"}], held, "another", False)


def test_choices_that_were_listed_are_not_fields_as_well() -> None:
    """'Red, blue, black' at the question what to keep was read both ways."""
    fields = (Field(name="red", label="Red"), Field(name="size", label="Size"), Field(name="blue", label="blue "))
    draft = blocks.discover()["poll"].draft(Wish(fields=fields, facts=Facts(items=("Red", "blue"))))
    names = [field.name for field in draft.things[0].fields]
    assert draft.screen.options["starters"] == ["Red", "blue"]
    assert "size" in names and "red" not in names and "blue" not in names
