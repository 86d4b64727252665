"""Booking: drafts that hold, refusals that say what is next, and every check true of its own rules."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
import quickjs
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks, generator
from scaffolds.blocks.booking import BLOCK
from scaffolds.modules import bundle
from scaffolds.proof import prove
from scaffolds.spec import AppSpec, Language, SpecError, parse
from scaffolds.wish import Facts, Limit, Wish
from tests.scaffolds.apps import drafted

LANGUAGES: tuple[Language, ...] = get_args(Language)
CLOCKS = st.integers(0, 23).map(lambda hour: f"{hour:02d}:00")
LIMITS = st.builds(Limit, amount=st.integers(0, 300), unit=st.sampled_from(["times", "minutes"]), per=st.sampled_from(["day", "week", "ever"]))
FACTS = st.builds(
    Facts,
    resources=st.lists(st.sampled_from(["shower", "洗衣機", "A & B", "shower"]), max_size=3).map(tuple),
    slot_minutes=st.none() | st.integers(0, 2000), opens=st.none() | CLOCKS, closes=st.none() | CLOCKS, limits=st.lists(LIMITS, max_size=2).map(tuple),
)  # fmt: skip


def app_of(**options: Any) -> AppSpec:
    """Shower and washing machine, 18:00 to 23:00, half an hour each (an hour for washing), two a day for each person."""
    facts = Facts(resources=("shower", "washing machine"), slot_minutes=30, opens="18:00", closes="23:00", limits=(Limit(amount=2, says="two each"),))
    made = drafted(Wish(facts=facts), "booking").model_dump(mode="json")
    made["screens"][0]["options"] |= {"slot_minutes_of": {"Washing machine": 60}, **options}
    return parse(made)


class Rules:
    """The generated rules of the booking screen, and rows to run them on."""

    def __init__(self, spec: AppSpec) -> None:
        files = generator.build(spec)
        sources = {path: files[f"public/{path}"].decode() for path in ("rules/book.js", "rules/fields.js")}
        self.context = quickjs.Context()
        self.context.eval(bundle({**sources, "app.js": 'import * as book from "./rules/book.js";\nglobalThis.rules = book;\n'}, "app.js"))
        self.rows: list[dict[str, Any]] = []

    def ask(self, action: str, *given: Any, now: str = "2026-03-02T12:00", owner: bool = False) -> Any:
        app = {"rows": {"bookings": self.rows}, "now": now, "owner": owner}
        order = (app, *given) if action in ("slots", "week", "mine", "nextFree") else (*given, app)
        found = self.context.eval(f"JSON.stringify(rules.{action}({', '.join(map(json.dumps, order))}))")
        return json.loads(str(found))

    def book(
        self, start: str = "19:00", name: str = "Chan", resource: str = "Shower", day: str = "2026-03-02", keep: bool | None = None, **more: Any
    ) -> Any:
        answer = self.ask("book", {"resource": resource, "day": day, "start": start, "name": name}, **more)
        if keep is not None and answer["ok"]:
            self.rows.append({**answer["changes"][0]["row"], "id": f"row{len(self.rows)}", "mine": keep})
        return answer


@pytest.fixture(scope="module")
def spec() -> AppSpec:
    return app_of()


@pytest.fixture
def rules(spec: AppSpec) -> Rules:
    return Rules(spec)


def test_a_taken_time_says_who_has_it_and_what_is_free(rules: Rules) -> None:
    assert rules.book(name="Mrs Chan", keep=False)["ok"]
    rules.book("19:30", "Fai", keep=False)
    answer = rules.book(name="Lau")
    assert answer["why"] == "taken" and answer["with"]["name"] == "Mrs Chan" and answer["with"]["next"] == "20:00"
    assert rules.ask("book", answer["next"])["ok"], "the offered time can be had"


def test_one_hour_and_half_hours_do_not_meet_on_one_thing_only(rules: Rules) -> None:
    rules.book("19:00", "Lau", "Washing machine", keep=False)
    assert rules.book("19:30", "Chan")["ok"]
    assert rules.book("19:30", "Chan", "Washing machine")["why"] == "not_a_slot"
    assert rules.book("22:00", "Chan", "Washing machine")["ok"]


def test_a_person_is_the_browser_or_the_name(rules: Rules) -> None:
    rules.book("18:00", "Chan", keep=True)
    rules.book("18:30", "Chan", keep=True)
    assert rules.book("20:00", "Somebody else")["why"] == "limit_times_day"
    for row in rules.rows:
        row["mine"] = False
    assert rules.book("20:00", " chan ")["why"] == "limit_times_day"
    assert rules.book("20:00", "Lau")["ok"] and rules.book("20:00", "Chan", day="2026-03-03")["ok"]


@pytest.mark.parametrize(
    "given, why",
    [({"start": "17:30"}, "closed_hour"), ({"start": "23:00"}, "closed_hour"), ({"start": "19:10"}, "not_a_slot"), ({"name": " \u200b "}, "empty"),
     ({"day": "2026-03-01"}, "past"), ({"day": "2026-03-20"}, "too_far"), ({"day": "2026-02-30"}, "not_a_date"), ({"resource": "Roof"}, "not_a_choice"),
     ({"name": "x" * 500}, "too_long")],
)  # fmt: skip
def test_refusals(rules: Rules, given: dict[str, Any], why: str) -> None:
    assert rules.book(**given)["why"] == why


def test_a_time_that_began_is_over_and_one_that_begins_now_is_not(rules: Rules) -> None:
    assert rules.book("19:00", now="2026-03-02T19:01")["why"] == "past"
    assert rules.book("19:00", now="2026-03-02T19:00")["ok"]


def test_giving_back_is_for_the_writer_and_the_owner(rules: Rules) -> None:
    rules.book(keep=False)
    assert rules.ask("cancel", {"id": "row0"})["why"] == "not_yours"
    assert rules.ask("cancel", {"id": "row0"}, owner=True)["ok"]
    rules.rows[0]["mine"] = True
    assert rules.ask("cancel", {"id": "row0"}, now="2026-03-02T20:00")["why"] == "over"
    assert rules.ask("cancel", {"id": "row0"})["changes"] == [{"op": "remove", "thing": "bookings", "id": "row0"}]
    assert rules.ask("cancel", {"id": "nobody"})["why"] == "gone"


def test_what_the_screen_shows(rules: Rules) -> None:
    rules.book("19:00", keep=True)
    rules.book("19:30", "Fai", keep=False)
    shower, washing = rules.ask("slots", "2026-03-02", now="2026-03-02T18:10")
    assert [slot["state"] for slot in shower["slots"][:5]] == ["past", "free", "mine", "taken", "free"]
    assert len(washing["slots"]) == 5 and washing["minutes"] == 60
    assert [day["mine"] for day in rules.ask("week")] == [True, *[False] * 6]
    assert [row["end"] for row in rules.ask("mine")] == ["19:30"]


def test_the_next_free_time_is_looked_for_from_today_on(rules: Rules) -> None:
    """While one types the year 2026, a page asks from the year 2 on: two thousand years of days would stop it. 12026 is no day at all."""
    rules.context.set_time_limit(2)
    for day in ("0002-03-02", "12026-03-02"):
        assert rules.ask("nextFree", "Shower", day, "00:00")["day"] == "2026-03-02"


def test_one_name_and_give_back_before() -> None:
    spec = app_of().model_dump(mode="json")
    spec["rules"] = [
        {"id": "own", "screen": "book", "kind": "one_name"},
        {"id": "back", "screen": "book", "kind": "give_back_before", "options": {"minutes": 60}},
    ]
    rules = Rules(parse(spec))
    rules.book("19:00", keep=True)
    assert rules.book("20:00", "Lau")["why"] == "one_name"
    assert rules.ask("cancel", {"id": "row0"}, now="2026-03-02T18:30")["why"] == "too_late_to_give_back"


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda x: st.lists(x, max_size=2), max_leaves=4),
    st.sampled_from(["resource", "day", "start", "name", None]),
)
@settings(max_examples=60, deadline=None)
def test_odd_input_is_refused_never_thrown(value: Any, place: str | None) -> None:
    rules = _shared_rules()
    good = {"resource": "Shower", "day": "2026-03-02", "start": "19:00", "name": "Chan"}
    answer = rules.ask("book", {**good, place: value} if place else value)
    assert answer["ok"] in (True, False)
    assert rules.ask("cancel", value)["ok"] is False


_SHARED: list[Rules] = []


def _shared_rules() -> Rules:
    if not _SHARED:
        _SHARED.append(Rules(app_of()))
    return _SHARED[0]


@given(FACTS, st.sampled_from(LANGUAGES))
@settings(max_examples=40, deadline=None)
def test_any_wish_makes_an_app_that_validates_and_has_an_edge(facts: Facts, language: Language) -> None:
    spec = drafted(Wish(language=language, person="family", facts=facts), "booking")
    assert any(check.edge for check in spec.checks)
    assert len({check.id for check in spec.checks}) == len(spec.checks)


@pytest.mark.parametrize(
    "options",
    [{}, {"opens": "00:00", "closes": "24:00"}, {"opens": "06:00", "closes": "07:00", "slot_minutes": 60, "slot_minutes_of": {}},
     {"days": ["sun"], "book_ahead_days": 1}, {"slot_minutes": 45, "slot_minutes_of": {}}, {"opens": "23:00", "closes": "24:00"}],
)  # fmt: skip
def test_every_check_holds_for_its_own_rules(options: dict[str, Any]) -> None:
    spec = blocks.with_checks(app_of(**options))
    report = prove(generator.build(spec), spec, "web")
    assert [result for result in report.results if not result.passed] == []
    assert report.problems == ()


@pytest.mark.parametrize(
    "change, place",
    [
        (lambda spec: spec["screens"][0].update(thing=None), "screens[0].thing"),
        (lambda spec: spec["things"][0]["fields"].pop(3), "screens[0].thing"),
        (lambda spec: spec["things"][0]["fields"][3].update(required=False), "screens[0].thing"),
        (lambda spec: spec["screens"][0]["options"].update(opens="23:00", closes="06:00"), "screens[0].options"),
        (lambda spec: spec["screens"][0]["options"].update(slot_minutes_of={"Shower": 600}), "screens[0].options.slot_minutes_of"),
        (lambda spec: spec["rules"][0]["options"].update(unit="minutes", amount=10), "screens[0].options.slot_minutes"),
        (lambda spec: spec["rules"][0].update(kind="magic"), "rules[0].kind"),
    ],
)
def test_what_cannot_be_built_is_refused_with_its_place(change: Any, place: str) -> None:
    spec = app_of().model_dump(mode="json")
    change(spec)
    with pytest.raises(SpecError) as caught:
        parse(spec)
    assert caught.value.place == place


def test_the_store_is_told_what_to_hold_to() -> None:
    spec = app_of()
    taken, limit = BLOCK.guards(spec, spec.screens[0])
    assert taken.unique and taken.fields == ("resource", "day", "start")
    assert limit.limit == 2 and limit.fields == ("day",)


def test_the_learners_word_for_a_person_names_the_field() -> None:
    draft = BLOCK.draft(Wish(person="family"))
    assert [field.label for field in draft.things[0].fields][3] == "Family name"


def test_words_and_card_are_whole_in_every_language() -> None:
    for language in LANGUAGES:
        assert set(BLOCK.words[language]) == set(BLOCK.words["en"])
        card = BLOCK.card[language]
        assert 20 <= len(card["phrases"]) <= 80 and 0 <= card["predict"]["right"] < len(card["predict"]["choices"])


@pytest.mark.parametrize(
    ("language", "person", "label"),
    [
        ("zh-Hant", "戶", "哪一戶"),
        ("zh-Hant", "班", "哪一班"),
        ("zh-Hant", "住戶", "住戶的名字"),
        ("zh-Hans", "户", "哪一户"),
        ("zh-Hans", "", "名字"),
        ("en", "family", "Family name"),
        ("en", "戶", "戶 name"),
    ],
)
def test_whoever_books_is_asked_for_in_the_learners_word(language: Language, person: str, label: str) -> None:
    field = BLOCK.draft(Wish(language=language, person=person)).things[0].field("name")
    assert field is not None and field.label == label
