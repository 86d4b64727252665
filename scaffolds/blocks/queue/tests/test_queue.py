"""Queue: the draft from a wish, numbers of a day, who may call, waiting times from what really happened, and what others see."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks
from scaffolds.blocks.queue.options import Options
from scaffolds.engine.play import OWNER
from scaffolds.plain import can_be_read
from scaffolds.platforms.web.app import RefusedError, Row, decide
from scaffolds.platforms.web.things import things
from scaffolds.spec import AppSpec, Brief, Field, Language, SpecError, check, text_of
from scaffolds.wish import Facts, Limit, Wish
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
TWO_LINES = Wish(facts=Facts(choices=("Toasters", "Trousers")))
ODD: list[Any] = ["", None, 7, 0, -1, 1.5, True, [], {}, "__proto__", "x" * 20_000, {"constructor": 1}, {"toString": 1, "valueOf": 1}, [[]]]


def stage(wish: Wish | None = None, **options: Any) -> Stage:
    return Stage(app_of("queue", wish, options=options))


def take(on: Stage, who: str = "a", now: str = "2026-03-02T08:00", **given: Any) -> dict[str, Any]:
    return on.act("take", given, who, now)


def codes(on: Stage, function: str, who: str = "a", now: str = "2026-03-02T08:00") -> list[str]:
    return [one["code"] for one in on.ask(function, on.app(who, now))]


def test_numbers_go_up_and_begin_anew_the_next_day() -> None:
    on = stage()
    assert [take(on, who)["say"]["with"]["code"] for who in "abc"] == ["1", "2", "3"]
    assert take(on, "a", "2026-03-03T00:00")["say"]["with"]["code"] == "1"
    assert codes(on, "line", now="2026-03-03T00:01") == ["1"]


def test_a_number_that_was_given_up_is_not_given_again() -> None:
    on = stage()
    take(on, "a")
    on.act("leave", {"id": on.shelf.last}, "a")
    assert take(on, "b")["say"]["with"]["code"] == "2"


def test_each_line_counts_for_itself_under_its_letter() -> None:
    on = stage(TWO_LINES)
    for who, line in (("a", "Toasters"), ("b", "Trousers"), ("c", "Toasters")):
        take(on, who, line=line)
    assert codes(on, "line") == ["A1", "B1", "A2"]
    assert take(on, "d")["why"] == "empty"
    assert take(on, "d", line="Nothing")["why"] == "not_a_choice"
    assert on.act("next", {"line": "Trousers"}, OWNER)["say"]["with"]["code"] == "B1"


def test_the_store_gives_no_number_twice() -> None:
    for wish, fields in ((Wish(), ("day", "number")), (TWO_LINES, ("day", "line", "number"))):
        spec = app_of("queue", wish)
        guard = blocks.of(spec.screens[0]).guards(spec, spec.screens[0])[0]
        assert (guard.fields, guard.unique) == (fields, True)


def sent(spec: AppSpec, rows: dict[str, Row], op: str, who: str = "b", **row: Any) -> dict[str, Row]:
    """The rows after a write that came past the page, straight to the store."""
    change = {"op": op, "thing": "ticket", "id": "tttttttt", "row": row}
    return {**rows, **{id: one for id, one in decide(rows, [change], things(spec), who, who == OWNER).items() if one}}


def test_nobody_calls_themselves_past_the_page() -> None:
    """A forged write would show a number as being served that nobody called."""
    spec = app_of("queue")
    waiting: dict[str, Any] = {"number": 1, "day": "2026-03-02", "state": "waiting"}
    forgeries: tuple[dict[str, Any], ...] = ({"state": "called"}, {"state": "served"}, {"turn": 99}, {"counter": 1}, {"called": "2026-03-02T08:00"})
    for forged in forgeries:
        with pytest.raises(RefusedError, match="only_owner"):
            sent(spec, {}, "add", **{**waiting, **forged})
        with pytest.raises(RefusedError, match="only_owner"):
            sent(spec, sent(spec, {}, "add", **waiting), "change", **forged)
    left = sent(spec, sent(spec, {}, "add", **waiting), "change", state="left")
    with pytest.raises(RefusedError, match="only_owner"):  # not back into a place that was given up
        sent(spec, left, "change", state="waiting")
    assert sent(spec, left, "change", OWNER, state="called", turn=1, counter=1)["tttttttt"].values["turn"] == 1
    everyone = app_of("queue", options={"called_by": "everyone"})
    kept = sent(everyone, {}, "add", **waiting)
    assert sent(everyone, kept, "change", "c", state="called", turn=1)
    theirs: tuple[tuple[str, dict[str, Any]], ...] = (("change", {"number": 9}), ("change", {"state": "called", "day": "2026-03-09"}), ("remove", {}))
    for op, row in theirs:
        with pytest.raises(RefusedError, match="not_yours"):
            sent(everyone, kept, op, "c", **row)


@pytest.mark.parametrize("counter", [{"toString": 1, "valueOf": 1}, [1], "1", None, 1.5, 1e300])
def test_a_counter_that_is_none_is_refused(counter: Any) -> None:
    assert stage().act("next", {"counter": counter}, OWNER)["why"] == "no_counter"


def test_calling_again_skipping_and_putting_back() -> None:
    on = stage()
    take(on, "a")
    first = on.shelf.last
    take(on, "b")
    assert on.act("next", {}, OWNER)["say"]["with"]["code"] == "1"
    before = on.ask("serving", on.app())[0]["turn"]
    assert on.act("again", {"id": first}, OWNER)["ok"]
    assert on.ask("serving", on.app())[0]["turn"] > before
    assert on.act("skip", {"id": first}, OWNER)["ok"]
    assert (codes(on, "skipped"), codes(on, "line"), codes(on, "mine")) == (["1"], ["2"], ["1"])
    assert on.act("back", {"id": first}, OWNER)["ok"]
    assert codes(on, "line") == ["1", "2"], "back where that number stood"
    assert on.act("back", {"id": first}, OWNER)["why"] == "moved_on"


def test_only_the_owner_calls_or_everybody_where_nobody_sits_there() -> None:
    on = stage()
    take(on, "a")
    for action in ("next", "again", "skip", "back", "finish"):
        assert on.act(action, {"id": on.shelf.last}, "b")["why"] == "only_caller"
    family = stage(Wish(brief=Brief(who="six families on our floor")))
    take(family, "a", name="Chan")
    assert family.act("next", {}, "b")["ok"]
    assert family.ask("serving", family.app("b"))[0]["ticket"].get("name") is None


def test_others_see_numbers_and_no_names() -> None:
    fields = (Field(name="order", label="Order"), Field(name="phone", label="Phone", type="phone"))
    on = stage(Wish(fields=fields))
    assert take(on, "a", name="Mrs Chan", order="Tea", phone="2345 6789")["ok"]
    row = on.app("b")["rows"]["ticket"][0]
    assert {"name", "order", "phone"}.isdisjoint(row) and row["number"] == 1
    assert on.app(OWNER)["rows"]["ticket"][0]["name"] == "Mrs Chan"


def test_counters_finish_their_own_and_leave_the_others() -> None:
    on = stage(counters=2)
    for who in "abc":
        take(on, who)
    on.act("next", {"counter": 1}, OWNER)
    on.act("next", {"counter": 2}, OWNER)
    on.act("next", {"counter": 1}, OWNER)
    assert sorted((one["counter"], one["code"]) for one in on.ask("serving", on.app())) == [(1, "3"), (2, "2")]
    assert on.act("next", {"counter": 3}, OWNER)["why"] == "no_counter"


def served(on: Stage, *minutes: int) -> None:
    """So many served one after another from 08:00 on."""
    at = 8 * 60
    for n, length in enumerate(minutes):
        take(on, f"p{n}", clock(at))
        on.act("next", {}, OWNER, clock(at))
        at += length
        on.act("finish", {"id": on.shelf.last}, OWNER, clock(at))


def clock(minutes: int) -> str:
    return f"2026-03-02T{minutes // 60:02}:{minutes % 60:02}"


def test_a_wait_is_not_known_before_enough_were_served_then_it_is_what_really_happened() -> None:
    on = stage()
    served(on, 5, 7)
    assert on.ask("waitFor", on.app(), 2) is None
    on = stage()
    served(on, 5, 7, 30)
    assert on.ask("minutesEach", on.app()) == 7
    assert on.ask("waitFor", on.app(), 2) == 14
    on = stage()
    served(on, 4, 6, 8, 10)
    assert on.ask("minutesEach", on.app()) == 7
    take(on, "z", "2026-03-02T12:00")
    assert on.ask("mine", on.app("z", "2026-03-02T12:03"))[0] | {"ticket": 0} == {
        "id": on.shelf.last, "code": "5", "state": "waiting", "ahead": 0, "wait": 7, "waited": 3, "turn": 0, "ticket": 0,
    }  # fmt: skip


def test_who_holds_a_number_gets_no_other_but_the_owner_takes_them_for_others() -> None:
    on = stage()
    take(on, "a")
    assert take(on, "a")["why"] == "have_one"
    assert take(on, OWNER)["ok"] and take(on, OWNER)["ok"]
    on.act("next", {}, OWNER)
    on.act("next", {}, OWNER)
    assert take(on, "a")["ok"], "served, so a new number is fine"


def test_nobody_leaves_for_another_and_the_owner_may() -> None:
    on = stage()
    take(on, "a")
    assert on.act("leave", {"id": on.shelf.last}, "b")["why"] == "not_yours"
    assert on.act("leave", {"id": on.shelf.last}, OWNER)["ok"]
    assert on.act("leave", {"id": on.shelf.last}, "a")["why"] == "moved_on"


def test_closed_and_full() -> None:
    on = stage(opens="09:00", closes="12:00", most_waiting=2)
    assert [take(on, "a", f"2026-03-02T{at}")["ok"] for at in ("08:59", "12:00", "11:59")] == [False, False, True]
    take(on, "b", "2026-03-02T11:59")
    assert take(on, "c", "2026-03-02T11:59")["why"] == "full"
    assert failures(app_of("queue", options={"opens": "09:00", "closes": "12:00", "most_waiting": 2, "counters": 3, "per_person": 2})) == []


def test_old_numbers_go() -> None:
    on = stage()
    take(on, "a", "2026-03-01T09:00")
    take(on, "a", "2026-03-08T09:00")
    assert len(on.shelf.rows["ticket"]) == 2
    take(on, "a", "2026-03-09T09:00")
    assert [row["day"] for row in on.shelf.rows["ticket"]] == ["2026-03-08", "2026-03-09"]


ODD_STAGE = stage()
take(ODD_STAGE)


@given(action=st.sampled_from(["take", "leave", "next", "again", "finish", "skip", "back"]), odd=st.sampled_from(ODD), key=st.sampled_from(["", "id", "name", "counter", "line"]))  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_odd_input_is_answered_never_thrown_at(action: str, odd: Any, key: str) -> None:
    answer = ODD_STAGE.ask(action, {key: odd} if key else odd, ODD_STAGE.app(OWNER))
    assert isinstance(answer["ok"], bool)
    assert answer["ok"] or isinstance(answer["why"], str)


def test_rows_that_somebody_else_broke_hurt_no_page() -> None:
    on = stage(TWO_LINES)
    on.shelf.add("ticket", {"number": 1e14, "day": "2026-03-02", "state": "zzz", "line": "Toasters"}, "b")
    on.shelf.add("ticket", {"number": 2, "day": "2026-03-02", "state": "served", "called": "x", "ended": "y"}, "b")
    on.shelf.add("ticket", {"number": 3, "day": "2026-03-02", "state": "called"}, "b")
    for function in ("serving", "line", "skipped", "mine", "minutesEach", "lines"):
        on.ask(function, on.app())
    assert take(on, line="Toasters")["say"]["with"]["code"] == "A1"


@given(
    said=st.text(max_size=300)
    | st.sampled_from(
        ["at 25:99 am, 99點半, 0點", "最多0個人 十點 9 o'clock p.m.", "two counters 最多 999 人", "from 7:00 to 7:00 quiet, snooze 0 min"]
    ),
    language=st.sampled_from(LANGUAGES),
    labels=st.lists(st.text(min_size=1, max_size=80).filter(can_be_read), max_size=4),
)
@settings(max_examples=60, deadline=None)
def test_whatever_was_said_the_draft_holds(said: str, language: Language, labels: list[str]) -> None:
    fields = tuple(Field(name=f"f{n}", label=label) for n, label in enumerate(labels))
    facts = Facts(items=tuple(labels), choices=tuple(labels), opens="23:00", closes="01:00")
    app_of("queue", Wish(language=language, brief=Brief(problem=said, keep=said), fields=fields, facts=facts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_takes_what_was_said(language: Language) -> None:
    said = {
        "en": "two counters at the office, at most 30 people",
        "zh-Hant": "校務處兩個窗口，最多 30 個人等",
        "zh-Hans": "教务处两个窗口，最多30个人等",
    }
    fields = (Field(name="student", label="Student", type="person"), Field(name="form", label="Form"), Field(name="time", label="Time", type="time"))
    facts = Facts(opens="12:00", closes="14:00", limits=(Limit(amount=2),), choices=("A", "B", "a"))
    draft = blocks.discover()["queue"].draft(Wish(language=language, brief=Brief(problem=said[language]), fields=fields, facts=facts))
    options = Options.model_validate(draft.screen.options)
    assert options == Options(opens="12:00", closes="14:00", counters=2, most_waiting=30, per_person=2)
    own = [text_of(field.label, language) for field in draft.things[0].fields[:3]]
    assert own[1:] == ["Student", "Form"]
    assert len(draft.things[0].fields[0].choices) == 2


@pytest.mark.parametrize(
    "options", [{"opens": "12:00", "closes": "12:00"}, {"counters": 0}, {"most_waiting": 0}, {"called_by": "nobody"}, {"opens": "7"}]
)
def test_options_that_cannot_be_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        app_of("queue", options=options)


@pytest.mark.parametrize("changed", [{"private": True}, {"required": True}, {"type": "text"}])
def test_what_the_queue_keeps_itself_is_seen_by_all(changed: dict[str, Any]) -> None:
    spec = app_of("queue")
    thing = spec.things[0]
    fields = tuple(field.model_copy(update=changed) if field.name == "turn" else field for field in thing.fields)
    with pytest.raises(SpecError):
        check(spec.model_copy(update={"things": (thing.model_copy(update={"fields": fields}),)}))
