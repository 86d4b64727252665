"""The device: what is drafted from what was said, what its rules keep, refuse and send, and what its pretend twin says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks, modules
from scaffolds.blocks.device.limits import limit_in
from scaffolds.blocks.device.options import MOST_KEPT
from scaffolds.engine.play import OWNER
from scaffolds.engine.realm import Realm
from scaffolds.screens import shared_words
from scaffolds.spec import Brief, Field, Language, Rule, SpecError, check, text_of
from scaffolds.wish import Draft, Wish
from tests.scaffolds.odd import ODD, odd_input
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
ROOM = Wish(brief=Brief(problem="the room gets too hot", goal="turn on the fan above 28"))
ROBOT = Wish(brief=Brief(problem="a robot arm that hands over things, and a buzzer"))
WORDS = {**shared_words()["en"], **blocks.discover()["device"].words["en"]}
HERE = {"connected": True}


def drafted(problem: str, language: Language = "en", **more: Any) -> Draft:
    return blocks.discover()["device"].draft(Wish(language=language, brief=Brief(problem=problem), **more))


@pytest.mark.parametrize(
    ("problem", "sensor", "moved"),
    [
        ("the soil of my plant is too dry", "moisture", []),
        ("turn the fan on when the room is hot", "temperature", ["fan"]),
        ("a bin that opens its lid when it is full", "distance", ["servo"]),
        ("how noisy is the canteen", "sound", []),
        ("steer a robot from my tablet", "none", ["servo"]),
        ("垃圾桶滿了就話我知", "distance", []),
        ("天黑就開燈，好暗", "light", ["lamp"]),
        ("奶奶摔倒了要报警", "movement", []),
        ("", "temperature", []),
    ],
)
def test_what_is_measured_and_moved_is_found_in_the_words(problem: str, sensor: str, moved: list[str]) -> None:
    options = drafted(problem).screen.options
    assert options["sensor"] == sensor
    assert [one["id"] for one in options["actuators"]] == moved


@pytest.mark.parametrize(
    ("text", "sense", "value"),
    [
        ("beep above 28 degrees", "above", 28),
        ("when it is below 4.5 warn us", "below", 4.5),
        ("高過 30 就嗶", "above", 30),
        ("低于 20 就浇水", "below", 20),
    ],
)
def test_a_limit_is_read_from_a_sentence(text: str, sense: str, value: float) -> None:
    limit = limit_in(text, -10, 60)
    assert limit and (limit.sense, limit.value, limit.says) == (sense, value, text)


@pytest.mark.parametrize("text", ["", "above all", "we are 30", "over 9000 degrees"])
def test_other_numbers_are_no_limit(text: str) -> None:
    assert limit_in(text, -10, 60) is None


def test_the_limit_moves_what_can_be_moved_and_quotes_the_learner() -> None:
    rule = app_of("device", ROOM).rules[0]
    assert (rule.options["value"], rule.options["actuator"], rule.says) == (28, "fan", "turn on the fan above 28")


def test_the_learners_own_number_is_what_is_measured() -> None:
    own = (Field(name="heat", label="Heat of the oven", type="number", unit="F"), Field(name="place", label="Shelf", type="place", required=True))
    draft = drafted("is it hot", fields=own)
    assert draft.screen.options["value"] == "heat"
    assert [field.name for field in draft.things[0].fields] == ["day", "time", "heat", "event", "place"]


def test_what_is_nobody_elses_business_is_private() -> None:
    draft = drafted("a pillow that feels how long grandpa sleeps")
    assert draft.screen.options["shared"] is False and all(field.private for field in draft.things[0].fields)


def test_a_pace_that_was_said_is_kept_to() -> None:
    assert drafted("log the temperature every 10 minutes").screen.options["log_minutes"] == 10
    assert drafted("每小時記低溫度").screen.options["log_minutes"] == 60


@pytest.mark.parametrize("wish", [ROOM, ROBOT, Wish()])
@pytest.mark.parametrize("language", LANGUAGES)
def test_apps_of_every_make_hold_their_own_checks(wish: Wish, language: Language) -> None:
    spec = app_of("device", wish.model_copy(update={"language": language}))
    assert any(check.edge for check in spec.checks)
    assert failures(spec) == []


@pytest.mark.parametrize("sensor", ["temperature", "light", "sound", "moisture", "pressure", "distance", "movement", "button"])
def test_each_sensor_makes_an_app(sensor: str) -> None:
    assert failures(app_of("device", options={"sensor": sensor, "low": 0, "high": 100})) == []


def test_what_only_the_owner_writes_holds_its_checks_too() -> None:
    thing = app_of("device", ROOM).things[0].model_copy(update={"written_by": "owner"})
    assert failures(app_of("device", ROOM, things=(thing,))) == []


@pytest.mark.parametrize(
    "options",
    [
        {"low": 5, "high": 5},
        {"sensor": "none"},
        {"value": "note"},
        {"shared": False},
        {"actuators": [{"id": "a", "label": "A"}] * 2},
        {"log_minutes": 0},
    ],
)
def test_options_that_do_not_hold_together_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        app_of("device", options=options)


def test_a_limit_that_moves_nothing_that_is_there_is_refused() -> None:
    spec = app_of("device", ROOM)
    rule = spec.rules[0].model_copy(update={"options": {**spec.rules[0].options, "actuator": "gone"}})
    with pytest.raises(SpecError, match="gone"):
        check(spec.model_copy(update={"rules": (rule,)}))


def test_a_field_that_a_device_cannot_fill_is_not_required() -> None:
    spec = app_of("device", ROOM)
    fields = (*spec.things[0].fields, Field(name="why", label="Why", required=True))
    with pytest.raises(SpecError, match="why"):
        check(spec.model_copy(update={"things": (spec.things[0].model_copy(update={"fields": fields}),)}))


def test_a_value_is_kept_with_its_moment_and_the_limit_that_it_passed() -> None:
    stage = Stage(app_of("device", ROOM))
    assert stage.act("log", {"value": 31.5, "alarm": 0, "pretend": True, **HERE})["ok"]
    row = stage.app()["rows"]["reading"][0]
    assert (row["day"], row["time"], row["value"], row["event"]) == ("2026-03-02", "08:00", 31.5, "pretend above:28")
    parts = stage.ask("eventParts", row["event"])
    assert [one["kind"] for one in parts] == ["pretend", "above"]


@pytest.mark.parametrize("value", [None, "31", 1e9, True, [], {}])
def test_what_is_no_number_is_not_kept(value: Any) -> None:
    stage = Stage(app_of("device", ROOM))
    assert stage.act("log", {"value": value, **HERE})["why"] == "no_value"
    assert stage.act("log", {"value": 3})["why"] == "no_device"


def test_a_number_by_hand_lies_on_the_scale() -> None:
    stage = Stage(app_of("device", ROOM))
    assert stage.act("add", {"value": "61"})["why"] == "out_of_bounds"
    assert stage.act("add", {"value": ""})["why"] == "empty"
    assert stage.act("add", {"value": "２２.５"})["ok"]
    assert stage.app()["rows"]["reading"][0]["value"] == 22.5


def test_a_command_becomes_a_line_and_is_written_down() -> None:
    stage = Stage(app_of("device", ROBOT))
    answer = stage.act("command", {"actuator": "servo", "amount": 90, **HERE})
    assert answer["line"] == "servo:90" and stage.app()["rows"]["reading"][0]["event"] == "servo=90"
    for amount in (181, -1, 1.5, "90", None):
        assert stage.act("command", {"actuator": "servo", "amount": amount, **HERE})["why"] == "not_possible"
    assert stage.act("command", {"actuator": "__proto__", "amount": 1, **HERE})["why"] == "gone"
    assert stage.act("command", {"actuator": "servo", "amount": 90})["why"] == "no_device"


def test_limits_do_not_flutter_and_switch_once_each_way() -> None:
    stage = Stage(app_of("device", ROOM))
    on = stage.ask("alarmsOn", 28.5, [False])
    assert on == [True] and stage.ask("alarmsOn", 28, [False]) == [False]
    assert stage.ask("alarmsOn", 27.9, on) == [True] and stage.ask("alarmsOn", 26, on) == [False]
    assert stage.ask("commandsFor", [False], [True]) == [{"actuator": "fan", "amount": 1}]
    assert stage.ask("commandsFor", [True], [True]) == []
    assert stage.ask("commandsFor", [True], [False]) == [{"actuator": "fan", "amount": 0}]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("temperature:23.5", {"name": "temperature", "value": 23.5}),
        (" light:-3 \r", {"name": "light", "value": -3}),
        *[(odd, None) for odd in ("", ">>> ", "temperature:", "temperature:nan", "x:1e9", "__proto__:1", "a" * 20000, "temperature:1:2")],
    ],
)
def test_lines_of_the_protocol(line: str, found: Any) -> None:
    assert Stage(app_of("device", ROOM)).ask("readLine", line) == found


def test_the_oldest_gives_way_to_the_newest() -> None:
    stage = Stage(app_of("device", ROOM))
    rows = [{"id": f"r{n:011}", "mine": True, "day": "2026-03-01", "time": "10:00", "value": n} for n in range(MOST_KEPT)]
    answer = stage.ask("log", {"value": 5, **HERE}, {**stage.app(), "rows": {"reading": rows}})
    assert [change["op"] for change in answer["changes"]] == ["remove", "add"]
    assert answer["changes"][0]["id"] == rows[0]["id"]


def test_people_keep_their_hands_off_what_is_anothers() -> None:
    stage = Stage(app_of("device", ROOM))
    stage.act("log", {"value": 5, **HERE})
    id = stage.app()["rows"]["reading"][0]["id"]
    assert stage.act("remove", {"id": id}, who="b")["why"] == "not_yours"
    assert stage.act("clear", {}, who="b")["why"] == "nothing_to_clear"
    assert stage.act("change", {"id": id, "value": "6"})["ok"]
    assert stage.act("clear", {}, who=OWNER)["ok"] and stage.app()["rows"]["reading"] == []


def test_today_in_numbers() -> None:
    stage = Stage(app_of("device", ROOM))
    for value in (20, 30.4):
        stage.act("log", {"value": value, **HERE})
    stage.act("log", {"value": 1, **HERE}, now="2026-03-01T10:00")
    assert stage.ask("summary", stage.app()) == {"n": 2, "low": 20, "high": 30.4, "average": 25.2}


def simulated() -> Realm:
    source = (blocks.discover()["device"].folder / "shared" / "simulated.js").read_text(encoding="utf-8")
    return Realm({"simulated.js": modules.to_commonjs(source)})


@pytest.mark.parametrize("sensor", ["temperature", "light", "sound", "moisture", "pressure", "distance", "movement", "button"])
def test_the_pretend_device_stays_on_its_scale_and_moves(sensor: str) -> None:
    realm, about = simulated(), {"sensor": sensor, "low": -10, "high": 60} if sensor != "button" else {"sensor": sensor, "low": 0, "high": 1}
    values = [realm.call("simulated.js", "curve", [about, second], "2026-03-02T08:00") for second in range(90)]
    assert all(about["low"] <= value <= about["high"] for value in values) and len(set(values)) > 1


def lines_of(pieces: list[str]) -> list[str]:
    source = (blocks.discover()["device"].folder / "shared" / "lines.js").read_text(encoding="utf-8")
    probe = 'import { lineReader } from "./lines.js";\nexport function read(pieces) {\n  const found = [];\n  const take = lineReader((one) => found.push(one));\n  pieces.forEach(take);\n  return found;\n}\n'
    found: list[str] = Realm({"lines.js": modules.to_commonjs(source), "probe.js": modules.to_commonjs(probe)}).call(
        "probe.js", "read", [pieces], "2026-03-02T08:00"
    )
    return found


def test_pieces_become_lines_wherever_they_are_cut() -> None:
    assert lines_of(["temp", "erature:2", "3\r\nli", "ght:4\n", "half"]) == ["temperature:23", "light:4"]
    assert [len(line) for line in lines_of(["x" * 50000, "\n"])] == [200]


STAGE = Stage(app_of("device", ROOM))


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(("log", "add", "command", "change", "remove", "clear")),
    odd_input("value", "connected", "alarm", "actuator", "amount", "event", "day"),
)
def test_rules_answer_whatever_they_are_given(action: str, odd: Any) -> None:
    answer = STAGE.ask(action, odd, STAGE.app())
    assert answer["ok"] or answer["why"] in WORDS


@settings(max_examples=60, deadline=None)
@given(ODD, ODD)
def test_what_the_page_asks_is_answered_too(odd: Any, other: Any) -> None:
    STAGE.ask("readLine", odd)
    STAGE.ask("eventParts", odd)
    assert len(STAGE.ask("alarmsOn", odd, other)) == 1
    STAGE.ask("commandsFor", [odd], [other])


def test_labels_are_in_the_learners_language() -> None:
    assert text_of(drafted("太熱要開風扇", "zh-Hant").screen.label) == "即時"


def test_a_second_limit_is_a_rule_of_its_own() -> None:
    first = app_of("device", ROOM).rules[0]
    cold = Rule(id="cold", screen="device", kind="alarm", options={"sense": "below", "value": 5})
    spec = app_of("device", ROOM, rules=(first, cold))
    assert failures(spec) == [] and Stage(spec).ask("alarmsOn", 2, []) == [False, True]


def test_the_value_is_what_the_sensor_measures() -> None:
    fields = (Field(name="soil_moisture", label="soil moisture"), Field(name="temperature", label="temperature", type="number"))
    draft = blocks.discover()["device"].draft(Wish(brief=Brief(problem="nobody knows that the soil is dry"), fields=fields))
    assert (draft.screen.options["sensor"], draft.screen.options["value"]) == ("moisture", "soil_moisture")
    assert [field.type for field in draft.things[0].fields if field.name == "soil_moisture"] == ["number"]
