"""Reminder: the draft from a wish, times over midnight and the ends of months, ticks of several people, quiet hours, and the calendar file."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks, generator, modules
from scaffolds.blocks.reminder.options import Options
from scaffolds.blocks.reminder.said import clocks, silent, snooze
from scaffolds.engine.play import OWNER
from scaffolds.engine.realm import Realm
from scaffolds.operations import AddScreen, RemoveScreen, apply
from scaffolds.plain import can_be_read
from scaffolds.spec import AppSpec, Brief, Field, Language, SpecError, check, text_of
from scaffolds.wish import Facts, Wish
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
PILL = {"what": "Pill", "repeat": "daily", "times": ["08:00", "20:00"]}
ODD: list[Any] = [
    "",
    None,
    7,
    True,
    [],
    {},
    ["08:00"],
    "__proto__",
    "x" * 20_000,
    "25:99",
    ["x"] * 500,
    {"constructor": 1},
    {"toString": 1, "valueOf": 1},
]


def stage(**options: Any) -> Stage:
    return Stage(app_of("reminder", options=options))


def added(on: Stage, given: dict[str, Any], now: str = "2026-03-02T07:00", who: str = "a") -> str:
    answer = on.act("add", {**PILL, **given}, who, now)
    assert answer["ok"], answer
    return on.shelf.last


def states(on: Stage, day: str, now: str, who: str = "a") -> list[tuple[str, str]]:
    return [(one["time"], one["state"]) for one in on.ask("onDay", on.app(who, now), day)]


def test_a_day_with_what_became_of_each_time() -> None:
    on = stage()
    pill = added(on, {"times": ["20:00", "08:00", "08:00", "12:00"]})
    on.act("done", {"id": pill, "day": "2026-03-02", "time": "08:00"}, now="2026-03-02T08:05")
    assert states(on, "2026-03-02", "2026-03-02T12:30") == [("08:00", "done"), ("12:00", "due"), ("20:00", "coming")]
    assert states(on, "2026-03-02", "2026-03-02T13:00")[1] == ("12:00", "missed")
    assert states(on, "2026-03-01", "2026-03-02T12:30") == [], "what was before it was written is nobody's fault"


def test_what_was_due_before_midnight_is_due_after_it() -> None:
    on = stage(open_minutes=60)
    pill = added(on, {"times": ["23:50"]})
    assert [one["day"] for one in on.ask("due", on.app(now="2026-03-03T00:20"))] == ["2026-03-02"]
    later = on.act("later", {"id": pill, "day": "2026-03-02", "time": "23:50"}, now="2026-03-02T23:55")
    assert later["say"]["with"]["until"] == "00:05"
    assert on.ask("due", on.app(now="2026-03-03T00:04")) == []
    assert [one["time"] for one in on.ask("due", on.app(now="2026-03-03T00:05"))] == ["23:50"]
    assert [one["time"] for one in on.ask("missed", on.app(now="2026-03-03T02:00"))] == ["23:50"]


@pytest.mark.parametrize(
    ("plan", "days"),
    [
        ({"repeat": "once", "day": "2026-03-04"}, ["2026-03-04"]),
        ({"repeat": "weekdays"}, ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"]),
        ({"repeat": "days", "days": ["sun", "wed", "nonsense"]}, ["2026-03-04", "2026-03-08"]),
        ({"repeat": "monthly", "day": "2026-02-05"}, ["2026-03-05"]),
    ],
)
def test_each_repeat_falls_on_its_days(plan: dict[str, Any], days: list[str]) -> None:
    on = stage()
    added(on, {**plan, "times": ["09:00"]}, now="2026-02-01T07:00")
    week = on.ask("week", on.app(now="2026-03-02T07:00"), "2026-03-02")
    assert [one["day"] for one in week if one["list"]] == days


def test_the_31st_comes_at_the_end_of_a_short_month_and_the_29th_of_february_in_its_year() -> None:
    on = stage()
    added(on, {"repeat": "monthly", "day": "2028-01-31", "times": ["09:00"]})
    for day, there in (
        ("2028-02-28", False),
        ("2028-02-29", True),
        ("2028-04-30", True),
        ("2028-05-30", False),
        ("2028-05-31", True),
        ("2027-12-31", False),
    ):
        assert bool(states(on, day, "2026-03-02T08:00")) == there, day


def test_every_few_hours_until_the_end() -> None:
    on = stage()
    added(on, {"repeat": "hours", "times": ["09:00"], "every": "3", "until": "17:59"})
    assert [time for time, _ in states(on, "2026-03-02", "2026-03-02T08:00")] == ["09:00", "12:00", "15:00"]


def test_what_comes_next_may_be_days_away() -> None:
    on = stage()
    added(on, {"repeat": "once", "day": "2026-12-24", "times": ["18:00"]})
    assert on.ask("upcoming", on.app(now="2026-03-02T08:00"))["day"] == "2026-12-24"
    assert on.ask("upcoming", on.app(now="2026-12-24T18:00")) is None


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"what": "  "}, "empty"), ({"what": "x" * 121}, "too_long"), ({"repeat": "sometimes"}, "no_repeat"), ({"repeat": "__proto__"}, "no_repeat"),
        ({"times": []}, "empty"), ({"times": ["8 o'clock"]}, "not_a_time"), ({"times": [{}]}, "not_a_time"), ({"times": ["08:00"] * 9}, "too_many_times"),
        ({"repeat": "once"}, "empty"), ({"repeat": "once", "day": "2026-02-30"}, "not_a_date"), ({"repeat": "once", "day": "2026-03-01"}, "past"),
        ({"repeat": "days"}, "no_weekday"), ({"repeat": "days", "days": "mon"}, "no_weekday"), ({"repeat": "monthly", "day": ""}, "empty"),
        ({"repeat": "hours", "every": 0, "until": "20:00"}, "odd_hours"), ({"repeat": "hours", "every": 1.5, "until": "20:00"}, "odd_hours"),
        ({"repeat": "hours", "every": -2, "until": "20:00"}, "odd_hours"), ({"repeat": "hours", "every": 2}, "empty"),
        ({"repeat": "hours", "every": 2, "until": "08:00"}, "end_before_start"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_its_reason(given: dict[str, Any], why: str) -> None:
    answer = stage().act("add", {**PILL, "day": None, **given})
    assert (answer["ok"], answer["why"]) == (False, why)


def test_a_past_day_offers_tomorrow() -> None:
    on = stage()
    answer = on.act("add", {**PILL, "repeat": "once", "day": "2026-02-28", "times": ["08:00"]}, now="2026-02-28T09:00")
    assert answer["next"]["day"] == "2026-03-01"
    assert on.act("add", answer["next"], now="2026-02-28T09:00")["ok"]


@given(action=st.sampled_from(["add", "change", "remove", "done", "later", "skip", "undo"]), odd=st.sampled_from(ODD), key=st.sampled_from(["", "id", "what", "repeat", "times", "day", "days", "every", "until", "who", "time"]))  # fmt: skip
@settings(max_examples=120, deadline=None)
def test_odd_input_is_answered_never_thrown_at(action: str, odd: Any, key: str) -> None:
    answer = SHARED_STAGE.ask(action, {**PILL, "repeat": "hours", "every": 2, "until": "20:00", key: odd} if key else odd, SHARED_STAGE.app())
    assert isinstance(answer["ok"], bool)
    assert answer["ok"] or isinstance(answer["why"], str)


SHARED_STAGE = stage()
added(SHARED_STAGE, {})


def test_rows_that_somebody_else_broke_hurt_no_page() -> None:
    on = stage()
    for row in (
        {"what": "x", "repeat": "zzz", "times": "zz"},
        {"what": "y", "repeat": "monthly", "times": "08:00"},
        {"what": "z", "repeat": "hours", "times": "08:00", "every": 0, "until": "zz"},
    ):
        on.shelf.add("reminder", row, "b")
    on.shelf.add("mark", {"reminder": on.shelf.last, "day": "2026-03-02", "time": "08:00", "state": "later", "until": "never"}, "b")
    app = on.app(now="2026-03-02T08:10")
    for view in ("due", "missed", "upcoming", "events", "alerts", "reminders"):
        on.ask(view, app)
    assert len(on.ask("week", app, "2026-03-02")) == 7


def test_two_do_the_same_one_and_it_counts_once() -> None:
    on = stage(signed=True)
    when = {"id": added(on, {}), "day": "2026-03-02", "time": "08:00"}
    assert on.act("done", {**when, "who": "Mei"}, "b", "2026-03-02T08:02")["ok"]
    late = on.act("done", {**when, "who": "Dad"}, "c", "2026-03-02T08:02")
    assert (late["why"], late["with"]["who"]) == ("already_by", "Mei")
    assert on.ask("myName", on.app("b")) == "Mei"
    assert on.act("undo", when, "c", "2026-03-02T08:03")["ok"]
    assert on.act("done", when, "c", "2026-03-02T08:03")["ok"]


def test_the_store_holds_to_one_tick_for_each_time() -> None:
    spec = app_of("reminder")
    (guard,) = blocks.of(spec.screens[0]).guards(spec, spec.screens[0])
    assert (guard.thing, guard.fields, guard.unique) == ("mark", ("reminder", "day", "time"), True)


def test_own_reminders_are_seen_by_their_writer_alone() -> None:
    spec = app_of("reminder", Wish(brief=Brief(who="each student")))
    on = Stage(spec)
    added(on, {}, who="a")
    assert len(on.ask("reminders", on.app("a"))) == 1
    assert on.ask("reminders", on.app("b")) == [] == on.ask("reminders", on.app(OWNER))
    assert "what" not in on.app("b")["rows"]["reminder"][0]
    assert failures(spec) == []


def test_quiet_hours_make_no_sound_over_midnight_and_say_so() -> None:
    on = stage(quiet_from="22:00", quiet_to="07:00")
    answer = on.act("add", {**PILL, "times": ["22:00", "07:00"]}, now="2026-03-02T06:00")
    assert (answer["say"]["word"], answer["say"]["with"]["time"]) == ("added_quiet", "22:00")
    assert [len(on.ask("due", on.app(now=f"2026-03-02T{at}"))) for at in ("22:10", "07:00")] == [1, 1]
    assert [len(on.ask("alerts", on.app(now=f"2026-03-02T{at}"))) for at in ("22:10", "07:00")] == [0, 1]
    assert not stage(quiet_from="22:00", quiet_to="22:00").ask("isQuiet", "22:30")


def test_changing_keeps_the_ticks_and_empties_what_is_no_longer_said() -> None:
    on = stage()
    pill = added(on, {"repeat": "once", "day": "2026-03-02", "times": ["08:00"]})
    on.act("done", {"id": pill, "day": "2026-03-02", "time": "08:00"}, now="2026-03-02T08:01")
    assert on.act("change", {**PILL, "id": pill, "what": "Two pills", "times": ["21:00"]}, now="2026-03-02T12:00")["ok"]
    assert "day" not in on.shelf.rows["reminder"][0]
    assert states(on, "2026-03-02", "2026-03-02T12:00") == [("08:00", "done"), ("21:00", "coming")]


def test_removing_takes_its_ticks_along_and_old_ticks_go() -> None:
    on = stage()
    pill = added(on, {}, now="2026-01-01T07:00")
    on.act("done", {"id": pill, "day": "2026-01-01", "time": "08:00"}, now="2026-01-01T08:00")
    on.act("done", {"id": pill, "day": "2026-03-04", "time": "08:00"}, now="2026-03-04T08:00")
    assert [mark["day"] for mark in on.shelf.rows["mark"]] == ["2026-03-04"]
    assert on.act("remove", {"id": pill})["ok"]
    assert on.shelf.rows == {"reminder": [], "mark": []}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pills at 8am and 8:30 pm", ("08:00", "20:30")), ("at 12 pm and 12 a.m.", ("00:00", "12:00")), ("08:00/20:00", ("08:00", "20:00")),
        ("eight o'clock", ()), ("9 o'clock in the evening", ("21:00",)), ("朝早八點同夜晚八點半", ("08:00", "20:30")), ("早上7点、晚上十点", ("07:00", "22:00")),
        ("下午3點15分", ("15:15",)), ("99:99 and 8 pills", ()),
    ],
)  # fmt: skip
def test_times_are_understood_as_people_say_them(text: str, found: tuple[str, ...]) -> None:
    assert clocks(text) == found


def test_quiet_and_snooze_are_understood() -> None:
    assert silent("from 21:30 to 6:45 quiet please") == ("21:30", "06:45")
    assert silent("it should be quiet") is None
    assert (snooze("again in 15 minutes"), snooze("過5分鐘再提"), snooze("wait 9999 min")) == (15, 5, None)


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
    app_of("reminder", Wish(language=language, brief=Brief(problem=said, keep=said), fields=fields, facts=facts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_takes_what_was_said(language: Language) -> None:
    problem = {
        "en": "grandma forgets her pills at 8am and 8pm",
        "zh-Hant": "嫲嫲朝早八點同夜晚八點都唔記得食藥",
        "zh-Hans": "奶奶早上八点和晚上八点总忘了吃药",
    }
    fields = (Field(name="dose", label="Dose"), Field(name="time", label="Time", type="time"), Field(name="done", label="Done", type="yes_no"))
    draft = blocks.discover()["reminder"].draft(Wish(language=language, brief=Brief(problem=problem[language]), fields=fields))
    options = Options.model_validate(draft.screen.options)
    assert options.signed and options.shared
    assert [starter.times for starter in options.starters] == [("08:00", "20:00")]
    assert options.starters[0].what == {"en": "Medicine", "zh-Hant": "吃藥", "zh-Hans": "吃药"}[language]
    labels = [text_of(field.label) for field in draft.things[0].fields]
    assert "Dose" in labels and "Time" not in labels and "Done" not in labels


def test_what_was_listed_is_there_from_the_beginning() -> None:
    on = Stage(app_of("reminder", Wish(facts=Facts(items=("Water", " water ", "Pills")))))
    assert [one["what"] for one in on.ask("reminders", on.app())] == ["Water", "Pills"]


def test_it_finds_the_checklist_and_lets_go_of_it() -> None:
    spec = apply(app_of("reminder"), [AddScreen(draft=blocks.discover()["checklist"].draft(Wish()))])
    assert spec.screens[0].options["opens_screen"] == "checklist"
    assert failures(spec) == []
    assert apply(spec, [RemoveScreen(screen="checklist")]).screens[0].options["opens_screen"] is None


def test_what_a_new_app_brings_is_not_missed_before_somebody_used_it() -> None:
    on = Stage(app_of("reminder", Wish(facts=Facts(items=("Water",)))))
    assert on.ask("missed", on.app(now="2026-03-02T12:00")) == []
    on.act("done", {"id": "seed0001", "day": "2026-03-02", "time": "08:00"}, now="2026-03-02T12:00")
    assert [one["day"] for one in on.ask("missed", on.app(now="2026-03-03T12:00"))] == ["2026-03-03"]


@pytest.mark.parametrize("options", [{"quiet_from": "25:00"}, {"later_minutes": 0}, {"open_minutes": 10_000}, {"starters": [{"what": ""}]}, {"shared": False}, {"marks_thing": "reminder"}])  # fmt: skip
def test_options_that_cannot_be_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        app_of("reminder", options=options)


def test_a_field_that_it_needs_cannot_go() -> None:
    spec = app_of("reminder")
    thing = spec.things[0]
    without = thing.model_copy(update={"fields": tuple(field for field in thing.fields if field.name != "times")})
    with pytest.raises(SpecError):
        check(spec.model_copy(update={"things": (without, *spec.things[1:])}))


def calendar(on: Stage, spec: AppSpec, now: str = "2026-03-02T08:00") -> str:
    source = generator.build(spec, "web")["public/parts/reminder/calendar.js"].decode()
    realm = Realm({"calendar.js": modules.to_commonjs(source)})
    parts = [{"kind": "STANDARD", "start": "19700101T000000", "from": "+0800", "to": "+0800"}]
    about = {"slug": "ours", "title": "Ours; A, B", "note": "n", "zone": spec.zone, "parts": parts}
    made = realm.call("calendar.js", "calendarFile", [on.ask("events", on.app(now=now)), about, "2026-03-02T00:00:00.000Z"], now)
    assert isinstance(made, str)
    return made


def test_the_calendar_file_says_the_same_as_the_app() -> None:
    spec = app_of("reminder")
    on = Stage(spec)
    added(on, {"what": "Pill, \\ 藥;\nBEGIN:VEVENT" + "长" * 60})
    added(on, {"repeat": "monthly", "day": "2026-03-31", "times": ["09:00"]})
    added(on, {"repeat": "days", "days": ["thu", "mon"], "times": ["10:00"]})
    added(on, {"repeat": "hours", "times": ["09:00"], "every": 6, "until": "21:00"})
    text = calendar(on, spec)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == lines.count("BEGIN:VALARM") == 7
    assert "DTSTART;TZID=Asia/Hong_Kong:20260302T200000" in lines
    assert "RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1" in lines
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,TH" in lines
    assert len(set(re.findall(r"UID:.+", text))) == 7
    assert "Pill\\, \\\\ 藥\\;\\nBEGIN:VEVENT" in text.replace("\r\n ", "")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "water at 7:30 every day, clean the cage on Saturday at 10",
            [("water", "daily", "07:30", None), ("clean the cage", "days", "10:00", "sat")],
        ),
        ("朝早八點血壓藥，夜晚九點糖尿藥", [("血壓藥", "daily", "08:00", None), ("糖尿藥", "daily", "21:00", None)]),
        ("周一和周四晚上八点倒垃圾，周日上午十点换床单", [("倒垃圾", "days", "20:00", "mon thu"), ("换床单", "days", "10:00", "sun")]),
        ("medicine at 8 in the morning and 9 in the evening", [("medicine", "daily", "08:00 21:00", None)]),
        ("pick the tomatoes and water the plants at 6:30", [("pick the tomatoes and water the plants", "daily", "06:30", None)]),
        ("逢星期六下午三點淋花、每晚九點執書包", [("淋花", "days", "15:00", "sat"), ("執書包", "daily", "21:00", None)]),
    ],
)
def test_each_has_the_times_that_were_said_of_it(said: str, wanted: list[tuple[str, str, str, str | None]]) -> None:
    """Two medicines at their own two times are not both taken twice."""
    fields = (Field(name="one", label="clean the cage on Saturday at 10"),)
    spec = app_of("reminder", Wish(brief=Brief(keep=said), fields=fields, facts=Facts(items=("clean the cage",))))
    rows = [row for _, row in blocks.of(spec.screens[0]).seeds(spec, spec.screens[0])]
    assert [(row["what"], row["repeat"], row["times"], row.get("days")) for row in rows] == wanted
    if "cage" in said:
        assert spec.things[0].field("one") is None


def test_every_few_hours_ends_when_it_was_said() -> None:
    spec = app_of("reminder", Wish(brief=Brief(keep="eye drops every 4 hours from 8 to 20")))
    ((_, row),) = blocks.of(spec.screens[0]).seeds(spec, spec.screens[0])
    assert row == {"what": "eye drops", "repeat": "hours", "times": "08:00", "every": 4, "until": "20:00"}


def test_where_one_has_no_time_the_times_are_of_all() -> None:
    spec = app_of("reminder", Wish(brief=Brief(keep="water, pills at 8:00"), facts=Facts(items=("water", "pills"))))
    assert [row["times"] for _, row in blocks.of(spec.screens[0]).seeds(spec, spec.screens[0])] == ["08:00", "08:00"]
