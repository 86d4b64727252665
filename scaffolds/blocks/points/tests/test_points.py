"""Points: what is drafted from what was said, who may give to whom, what counts, and what screens beside it bring in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks, generator, modules
from scaffolds.blocks import options_of
from scaffolds.engine.play import OWNER
from scaffolds.engine.realm import Realm
from scaffolds.operations import AddScreen, RemoveScreen, SetOption, apply
from scaffolds.platforms.web.app import RefusedError, decide
from scaffolds.platforms.web.things import things
from scaffolds.proof import finished
from scaffolds.screens import shared_words
from scaffolds.spec import AppSpec, Brief, Field, Language, Rule, SpecError, text_of
from scaffolds.wish import Draft, Facts, Limit, Wish
from tests.scaffolds.apps import drafted as whole
from tests.scaffolds.odd import odd_input
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
GIVES = ("self", "others", "confirm", "owner")
CHORES = Wish(facts=Facts(items=("wash up 2 points", "shopping", "clean: 5")))
WORDS = {**shared_words()["en"], **blocks.discover()["points"].words["en"]}
NOW, NEXT_DAY = "2026-03-02T08:00", "2026-03-03T08:00"


def drafted(problem: str, **more: Any) -> Draft:
    return blocks.discover()["points"].draft(Wish(brief=Brief(problem=problem), **more))


def staged(gives: str = "self", **options: Any) -> Stage:
    """Ming (a) and Aisha (b) take part; three deeds are worth 2, 1 and 5."""
    stage = Stage(app_of("points", CHORES, options={"gives": gives, **options}))
    for who, name in (("a", "Ming"), ("b", "Aisha")):
        stage.act("join", {"name": name}, OWNER if gives == "owner" else who)
    return stage


def give(stage: Stage, to: str, who: str = "a", deed: str = "seed0001", now: str = NOW) -> dict[str, Any]:
    return stage.act("give", {"deed": deed, "to": to}, who, now)


@pytest.mark.parametrize(
    ("problem", "gives"),
    [
        ("Nobody notices chores.", "self"), ("The teacher gives stars for tidy desks.", "owner"), ("We want to thank each other.", "others"),
        ("My brother cheats, somebody must confirm.", "confirm"), ("老師派星星", "owner"), ("想互相講多謝", "others"), ("怕有人作弊，要确认", "confirm"),
    ],
)  # fmt: skip
def test_who_gives_is_found_in_the_words(problem: str, gives: str) -> None:
    assert drafted(problem).screen.options["gives"] == gives


def test_nobody_is_compared_unless_it_was_asked_for_and_never_small_children() -> None:
    assert drafted("Chores at home.").screen.options["board"] is False
    assert drafted("A ranking of teams.").screen.options["board"] is True
    assert drafted("A ranking of teams.", tier="primary").screen.options["board"] is False


def test_the_jar_is_as_large_as_they_said_in_their_sentence() -> None:
    rule = drafted("Nobody helps. When we reach 250 points we go camping! Good.").rules[0]
    assert (rule.options["amount"], rule.says) == (250, "When we reach 250 points we go camping")
    assert drafted("Nobody helps.").rules[0].options["amount"] == 100


def test_what_they_listed_counts_with_its_worth() -> None:
    starters = blocks.discover()["points"].draft(CHORES).screen.options["starters"]
    assert [(one["name"], one["points"]) for one in starters] == [("wash up", 2), ("shopping", 1), ("clean", 5)]


def test_their_own_fields_are_asked_when_points_are_given_and_none_is_asked_twice() -> None:
    fields = (
        Field(name="student", label="Student name"),
        Field(name="total", label="Points"),
        Field(name="photo", label="Picture", type="photo", required=True),
    )
    kept = next(thing for thing in drafted("deeds", fields=fields).things if thing.id == "point")
    assert [field.name for field in kept.fields][-2:] == ["source", "photo"] and not kept.fields[-1].required


def test_rewards_come_where_they_are_spoken_of() -> None:
    assert [thing.id for thing in drafted("trade stars for an ice cream").things] == ["deed", "point", "member", "reward"]
    assert drafted("chores").screen.options["rewards_thing"] is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("gives", GIVES)
def test_apps_of_every_make_hold_their_own_checks(language: Language, gives: str) -> None:
    wish = CHORES.model_copy(update={"language": language, "facts": Facts(items=CHORES.facts.items, limits=(Limit(amount=3, says="3 a day"),))})
    spec = app_of("points", wish, options={"gives": gives})
    assert len(spec.checks) >= 8 and any(check.id == "points_limit" for check in spec.checks)
    assert failures(spec) == []


def test_deeds_that_everybody_writes_hold_their_checks_too() -> None:
    spec = app_of("points", CHORES)
    things = tuple(thing.model_copy(update={"written_by": "everyone"}) for thing in spec.things)
    assert failures(app_of("points", CHORES, things=things)) == []


@pytest.mark.parametrize(
    ("gives", "who", "to", "why"),
    [
        ("self", "a", "Aisha", "only_yourself"), ("confirm", "a", "Aisha", "only_yourself"), ("others", "a", "Ming", "not_yourself"),
        ("owner", "c", "Ming", "only_owner_gives"), ("self", "a", "Nobody", "who_are_you"), ("self", "c", "", "who_are_you"),
    ],
)  # fmt: skip
def test_points_are_given_in_the_one_way_that_is_meant(gives: str, who: str, to: str, why: str) -> None:
    assert give(staged(gives), to, who)["why"] == why


def test_the_owner_gives_to_anybody() -> None:
    for gives in GIVES:
        assert give(staged(gives), "Aisha", OWNER)["ok"], gives


@pytest.mark.parametrize(
    "forged", [{"op": "change", "row": {"name": "Ming"}}, {"op": "change", "row": {"confirmed": True, "points": 99}}, {"op": "remove", "row": {}}]
)
def test_who_confirms_takes_nobodys_points_past_the_page(forged: dict[str, Any]) -> None:
    held = things(app_of("points", options={"gives": "confirm"}))
    row = {"name": "Aisha", "deed": "Dishes", "points": 1, "day": "2026-03-02", "confirmed": False}
    rows: Any = decide({}, [{"op": "add", "thing": "point", "id": "pppppppp", "row": row}], held, "a", owner=False)
    with pytest.raises(RefusedError, match="not_yours"):
        decide(rows, [{"thing": "point", "id": "pppppppp", **forged}], held, "b", owner=False)
    assert decide(rows, [{"op": "change", "thing": "point", "id": "pppppppp", "row": {"confirmed": True, "giver": "Ming"}}], held, "b", owner=False)


def test_what_is_claimed_counts_once_somebody_else_says_yes() -> None:
    stage = staged("confirm")
    assert give(stage, "Ming")["say"]["word"] == "claimed"
    claim = stage.shelf.last
    assert stage.ask("earned", "Ming", stage.app()) == 0
    assert stage.act("confirm", {"id": claim})["why"] == "not_your_own"
    assert stage.act("confirm", {"id": claim}, "b")["ok"]
    assert stage.ask("earned", "Ming", stage.app()) == 2
    assert stage.act("confirm", {"id": claim}, "c")["why"] == "gone"
    assert stage.shelf.rows["point"][0]["giver"] == "Aisha"


def test_the_jar_fills_and_the_next_one_begins() -> None:
    rule = Rule(id="g", screen="points", kind="shared_goal", options={"amount": 5})
    stage = Stage(app_of("points", CHORES, rules=(rule,)))
    stage.act("join", {"name": "Ming"})
    found = []
    for deed in ("seed0001", "seed0001", "seed0002", "seed0001"):
        give(stage, "Ming", deed=deed)
        found.append(stage.ask("filled", stage.app()))
    assert [(one["jar"], one["within"], one["left"]) for one in found] == [(1, 2, 3), (1, 4, 1), (1, 5, 0), (2, 2, 3)]


def test_a_tie_is_a_tie() -> None:
    stage = staged()
    stage.act("join", {"name": "Third"}, "c")
    for who, name, deed in (("a", "Ming", "seed0001"), ("b", "Aisha", "seed0001"), ("c", "Third", "seed0002")):
        give(stage, name, who, deed)
    assert [(one["name"], one["place"]) for one in stage.ask("ranked", stage.app())] == [("Ming", 1), ("Aisha", 1), ("Third", 3)]


def test_points_are_taken_back_the_same_day_and_later_by_the_owner() -> None:
    stage = staged()
    give(stage, "Ming")
    given = stage.shelf.last
    assert stage.act("undo", {"id": given}, "b")["why"] == "not_yours"
    assert stage.act("undo", {"id": given}, now=NEXT_DAY)["why"] == "too_late"
    assert stage.act("undo", {"id": given}, OWNER, NEXT_DAY)["ok"]
    assert stage.shelf.rows["point"] == []


def test_a_limit_is_for_each_giver_and_begins_again_the_next_day() -> None:
    wish = CHORES.model_copy(update={"facts": Facts(items=CHORES.facts.items, limits=(Limit(amount=2),))})
    stage = Stage(app_of("points", wish))
    for who, name in (("a", "Ming"), ("b", "Aisha")):
        stage.act("join", {"name": name}, who)
    assert [give(stage, "Ming").get("why") for _ in range(3)] == [None, None, "enough"]
    assert give(stage, "Aisha", "b")["ok"]
    assert give(stage, "Ming", now=NEXT_DAY)["ok"]


def test_the_store_holds_to_the_limit_where_nothing_else_is_kept_beside_it() -> None:
    wish = Wish(facts=Facts(limits=(Limit(amount=2),)))
    limits = {gives: _limit(app_of("points", wish, options={"gives": gives})) for gives in GIVES}
    assert limits == {"self": 2, "others": 2, "confirm": 2, "owner": None}


def _limit(spec: AppSpec) -> int | None:
    return next((guard.limit for guard in blocks.discover()["points"].guards(spec, spec.screens[0]) if guard.limit), None)


def test_trading_takes_points_and_leaves_the_jar_full() -> None:
    stage = Stage(app_of("points", Wish(brief=Brief(problem="swap stars for prizes"), facts=CHORES.facts)))
    stage.act("join", {"name": "Ming"})
    stage.act("add", {"name": "Ice cream", "points": 4, "reward": True}, OWNER)
    prize = stage.shelf.last
    refused = stage.act("spend", {"id": prize})
    assert (refused["why"], refused["with"]["more"]) == ("not_enough", 4)
    give(stage, "Ming", deed="seed0003")
    assert stage.act("spend", {"id": prize})["ok"]
    assert (stage.ask("balance", "Ming", stage.app()), stage.ask("earned", "Ming", stage.app()), stage.ask("filled", stage.app())["within"]) == (
        1,
        5,
        5,
    )
    assert stage.act("spend", {"id": prize, "to": "Ming"}, "b")["why"] == "who_are_you"


def test_one_person_one_name_but_the_owner_writes_down_many() -> None:
    stage = staged()
    assert stage.act("join", {"name": "Second"})["why"] == "one_name"
    assert stage.act("join", {"name": " MING "}, "c")["why"] == "name_there"
    assert [stage.act("join", {"name": name}, OWNER)["ok"] for name in ("C", "D")] == [True, True]
    ming = stage.shelf.rows["member"][0]["id"]
    assert stage.act("leave", {"id": ming}, "b")["why"] == "not_yours"
    assert stage.act("leave", {"id": ming}, OWNER)["ok"]


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ({"name": "x", "points": 0}, "odd_points"), ({"name": "x", "points": -3}, "odd_points"), ({"name": "x", "points": 1.5}, "odd_points"), ({"name": "x", "points": 1e11}, "odd_points"),
        ({"name": "WASH up", "points": 1}, "there_already"), ({"name": "", "points": 1}, "empty"), ({"name": "x", "points": "many"}, "not_a_number"), (None, "empty"),
    ],
)  # fmt: skip
def test_odd_deeds_are_refused(deed: Any, why: str) -> None:
    assert staged().act("add", deed, OWNER)["why"] == why


def test_a_deed_is_changed_and_what_was_given_stays() -> None:
    stage = staged()
    give(stage, "Ming")
    assert stage.act("change", {"id": "seed0001", "name": "Dishes", "points": 9}, OWNER)["ok"]
    assert stage.act("remove", {"id": "seed0001"}, OWNER)["ok"]
    assert stage.act("remove", {"id": "seed0002"}, "a")["why"] == "only_owner"
    assert stage.ask("earned", "Ming", stage.app()) == 2


def beside(*ids: str) -> AppSpec:
    wish = Wish(facts=Facts(items=("keys", "water")), brief=Brief(problem="sleep at least 8 hours"))
    return whole(wish, "points", *ids)


def test_screens_come_and_go_and_points_follow() -> None:
    spec = beside("checklist", "tracker", "quiz")
    assert _counted(spec) == ["checklist", "tracker", "quiz"]
    assert finished(spec)[1].passed, finished(spec)[1].wrong("en")
    smaller = apply(spec, [RemoveScreen(screen="tracker")])
    assert _counted(smaller) == ["checklist", None, "quiz"]
    assert finished(smaller)[1].passed
    off = apply(smaller, [SetOption(screen="points", option="counts", value=False), AddScreen(draft=drafted("more"))])
    assert _counted(off) == [None, None, None]


def _counted(spec: AppSpec) -> list[str | None]:
    options = options_of(spec.screens[0])
    return [options.checklist_screen, options.tracker_screen, options.quiz_screen]


def test_what_is_no_screen_of_its_kind_does_not_count() -> None:
    with pytest.raises(SpecError, match="checklist_screen"):
        app_of("points", options={"checklist_screen": "points"})


def test_a_tick_a_right_answer_and_a_goal_are_collected_once() -> None:
    spec = beside("checklist", "tracker", "quiz")
    files = generator.build(spec)
    names = ("fields", *(screen.id for screen in spec.screens))
    realm = Realm({f"rules/{name}.js": modules.to_commonjs(files[f"public/rules/{name}.js"].decode()) for name in names})
    rows = {
        "member": [{"id": "m", "mine": True, "name": "Ming"}], "point": [], "deed": [],
        "item": [{"id": "i1", "mine": False, "name": "keys"}], "question": [],
        "tick": [{"id": "t1", "mine": True, "item": "i1", "day": "2026-03-02"}, {"id": "t2", "mine": False, "item": "i1", "day": "2026-03-01"}],
        "answer": [{"id": "a1", "mine": True, "question": "q", "right": True, "day": "2026-03-02"}, {"id": "a2", "mine": True, "question": "r", "right": False, "day": "2026-03-02"}],
        "entry": [{"id": "e1", "mine": True, "day": "2026-03-01", "sleep": 9}, {"id": "e2", "mine": True, "day": "2026-03-02", "sleep": 5}, {"id": "e3", "mine": True, "day": "2026-01-01", "sleep": 9}],
    }  # fmt: skip
    app = {"rows": rows, "owner": False, "now": NOW}
    answer = realm.call("rules/points.js", "collect", [{}, app], NOW)
    assert [change["row"]["source"] for change in answer["changes"]] == ["list:i1:2026-03-02", "quiz:q:2026-03-02", "goal:sleep:2026-03-01"]
    rows["point"] = [{"id": f"p{n}", "mine": True, **change["row"]} for n, change in enumerate(answer["changes"])]
    assert realm.call("rules/points.js", "collect", [{}, app], NOW)["why"] == "nothing_to_collect"
    assert realm.call("rules/points.js", "earned", ["Ming", app], NOW) == 3


def test_labels_are_the_learners_person() -> None:
    members = next(thing for thing in drafted("x", person="student").things if thing.id == "member")
    assert text_of(members.fields[0].label) == "Student's name"


ACTIONS = ("join", "leave", "give", "confirm", "undo", "spend", "collect", "add", "change", "remove")
STAGES = {gives: staged(gives) for gives in GIVES}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ACTIONS), st.sampled_from(GIVES), st.sampled_from(("a", "c", OWNER)),
    odd_input("name", "points", "deed", "to", "reward", values=("seed0001",)),
)  # fmt: skip
def test_rules_answer_whatever_they_are_given(action: str, gives: str, who: str, odd: Any) -> None:
    stage = STAGES[gives]
    answer = stage.ask(action, odd, stage.app(who))
    assert answer["ok"] or answer["why"] in WORDS


def test_what_deeds_are_worth_is_read_where_nothing_was_listed() -> None:
    draft = blocks.discover()["points"].draft(Wish(brief=Brief(keep="dishes 2 points, rubbish 1 point, hoover 3 points")))
    assert draft.screen.options["starters"] == [{"name": "dishes", "points": 2}, {"name": "rubbish", "points": 1}, {"name": "hoover", "points": 3}]
