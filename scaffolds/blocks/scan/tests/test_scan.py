"""Scan: the draft from a wish, what a code may be, coming and going, what is missing, and the screens beside it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks, generator, modules
from scaffolds.blocks.scan.options import Purpose
from scaffolds.engine.play import OWNER
from scaffolds.engine.realm import Realm
from scaffolds.operations import AddScreen, RemoveScreen, SetOption, apply
from scaffolds.proof import finished
from scaffolds.screens import shared_words
from scaffolds.spec import AppSpec, Brief, Field, Language, SpecError, text_of
from scaffolds.wish import Facts, Wish
from tests.scaffolds.apps import drafted
from tests.scaffolds.odd import ODD
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
ROLL = Wish(brief=Brief(problem="attendance of the class on the bus"))
LENT = Wish(brief=Brief(problem="who borrowed which racket"))
LOOK = Wish(brief=Brief(problem="what is this plant"))
DOOR = Wish(brief=Brief(problem="grandpa forgets things"), facts=Facts(items=("Keys", "Pills", " keys ")))
WISHES: dict[str, Wish] = {"roll": ROLL, "lent": LENT, "look": LOOK, "door": DOOR}


def at(clock: str, day: str = "2026-03-02") -> str:
    return f"{day}T{clock}"


def ming(stage: Stage) -> None:
    assert stage.act("add", {"name": "Ming", "code": "M-1"})["ok"]


def word(answer: dict[str, Any]) -> str:
    return str(answer["say"]["word"])


@pytest.mark.parametrize(
    ("said", "purpose", "ways", "day_by_day"),
    [
        ("take attendance with a QR code", "check_in", 0, True),
        ("parents pick up their kids at five", "check_in", 2, True),
        ("who borrowed the rackets", "check_in", 2, False),
        ("邊個借咗本書", "check_in", 2, False),
        ("爺爺出街成日唔記得帶鎖匙", "leave", 0, True),
        ("收拾书包老是落东西", "leave", 0, True),
        ("what is in this box", "lookup", 0, True),
        ("掃植物睇下係咩樹", "lookup", 0, True),
        ("", "check_in", 0, True),
    ],
)
def test_what_was_said_decides_what_a_scan_means(said: str, purpose: Purpose, ways: int, day_by_day: bool) -> None:
    draft = blocks.discover()["scan"].draft(Wish(brief=Brief(problem=said)))
    way = draft.things[1].field("way")
    assert (draft.screen.options["purpose"], len(way.choices) if way else 0, draft.screen.options["day_by_day"]) == (purpose, ways, day_by_day)


def test_the_learners_fields_are_kept_once() -> None:
    fields = (
        Field(name="student", label="Student name", type="person"),
        Field(name="photo", label="Allergies"),
        Field(name="barcode", label="Barcode"),
        Field(name="came", label="Time in", type="time"),
        Field(name="klass", label="Class"),
    )
    thing = blocks.discover()["scan"].draft(ROLL.model_copy(update={"fields": fields})).things[0]
    labels = {field.name: text_of(field.label) for field in thing.fields}
    assert labels == {"name": "Student name", "code": "Barcode", "photo": "Picture", "photo_2": "Allergies", "klass": "Class"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wish", WISHES)
def test_apps_of_every_purpose_hold_their_own_checks(language: Language, wish: str) -> None:
    spec = app_of("scan", WISHES[wish].model_copy(update={"language": language}))
    assert sum(check.edge for check in spec.checks) >= 4
    assert failures(spec) == []


@pytest.mark.parametrize("which", [0, 1])
def test_what_only_the_owner_writes_holds_its_checks(which: int) -> None:
    things = list(app_of("scan", DOOR).things)
    things[which] = things[which].model_copy(update={"written_by": "owner"})
    assert failures(app_of("scan", DOOR, things=tuple(things))) == []


def test_the_same_code_within_a_minute_is_one_scan() -> None:
    stage = Stage(app_of("scan", ROLL))
    ming(stage)
    answers = [stage.act("scan", {"code": code}, now=at(now)) for code, now in (("M-1", "08:00"), (" m-1 ", "08:01"))]
    assert [word(one) for one in answers] == ["came", "just_now"]
    assert [row["code"] for row in stage.ask("scans", stage.app())] == ["M-1"]


def test_who_came_once_today_comes_again_tomorrow() -> None:
    stage = Stage(app_of("scan", ROLL))
    ming(stage)
    said = [word(stage.act("scan", {"code": "M-1"}, now=now)) for now in (at("08:00"), at("12:00"), at("08:00", "2026-03-03"))]
    assert said == ["came", "came_already", "came"]


def test_what_is_lent_is_out_for_days_and_then_back() -> None:
    stage = Stage(app_of("scan", LENT))
    ming(stage)
    days = ("2026-03-02", "2026-03-09", "2026-03-10")
    ways = [stage.act("scan", {"code": "M-1"}, now=at("08:00", day))["changes"][0]["row"]["way"] for day in days]
    assert ways == ["Taken", "Back", "Taken"]
    assert [row["name"] for row in stage.ask("passed", stage.app(), "2026-03-12")["here"]] == ["Ming"]


def test_what_is_missing_counts_down_and_begins_again_for_everybody() -> None:
    stage = Stage(app_of("scan", DOOR))
    assert [(one["name"], one["code"]) for one in stage.ask("needed", stage.app())] == [("Keys", "A001"), ("Pills", "A002")]
    assert stage.act("scan", {"code": "A001"})["say"] == {"word": "one_missing", "with": {"name": "Keys", "n": 1, "next": "Pills"}}
    assert word(stage.act("scan", {"code": "A001"})) == "there_already"
    assert word(stage.act("scan", {"code": "A002"}, who="b")) == "all_there"
    assert stage.act("again", {}, who="b")["ok"]
    assert all(not one["there"] for one in stage.ask("needed", stage.app()))


def test_something_new_that_was_scanned_is_kept_and_counted_at_once() -> None:
    stage = Stage(app_of("scan", ROLL))
    refused = stage.act("scan", {"code": "NEW"})
    assert (refused["why"], refused["next"]) == ("unknown", {"code": "NEW"})
    answer = stage.act("add", {"name": "Lau", "code": "NEW", "scan": True})
    assert [change["thing"] for change in answer["changes"]] == ["item", "scan"]


def test_what_has_no_code_is_given_the_next_free_one() -> None:
    stage = Stage(app_of("scan", DOOR))
    assert [stage.act("add", {"name": name, "code": ""})["changes"][0]["row"]["code"] for name in ("Phone", "Hat")] == ["A003", "A004"]


def test_a_scan_is_taken_back_by_who_made_it_and_by_the_owner() -> None:
    stage = Stage(app_of("scan", ROLL))
    ming(stage)
    stage.act("scan", {"code": "M-1"})
    scan = stage.ask("scans", stage.app())[0]["id"]
    assert stage.act("undo", {"id": scan}, who="b")["why"] == "not_yours"
    assert stage.act("undo", {"id": scan}, who=OWNER)["ok"]


def test_a_thing_is_changed_by_who_wrote_it() -> None:
    stage = Stage(app_of("scan", LOOK))
    ming(stage)
    item = stage.ask("items", stage.app())[0]["id"]
    assert stage.act("change", {"id": item, "name": "Fern"}, who="b")["why"] == "not_yours"
    assert stage.act("change", {"id": item, "name": "Fern", "note": "likes shade"})["changes"][0]["row"] == {"name": "Fern", "note": "likes shade"}
    assert stage.act("remove", {"id": item})["ok"]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("4" * 4096, "code_too_long"),
        ("", "code_empty"),
        (" \n", "code_empty"),
        (None, "code_empty"),
        ([1], "code_empty"),
        ({}, "code_empty"),
        (True, "code_empty"),
    ],
)
def test_odd_codes_are_refused_with_a_reason(code: Any, why: str) -> None:
    assert Stage(app_of("scan", ROLL)).act("scan", {"code": code})["why"] == why


def test_what_cannot_be_seen_is_written_out() -> None:
    stage = Stage(app_of("scan", ROLL))
    assert stage.ask("codeOf", {"code": "A\u001dB\u202eC\n\x00D"})["code"] == "A␝B⟨202e⟩C␊␀D"


@pytest.mark.parametrize(
    ("code", "host"),
    [
        ("https://example.org/x?y=1", "example.org"),
        ("HTTP://Example.org", "example.org"),
        ("https://a.example:8443/", "a.example:8443"),
        ("javascript:alert(1)", None),
        ("https://bank.example@evil.example/", None),
        ("https://evil.example\\@bank.example", None),
        ("https://xn--bank.example./", None),
        ("https://例子.example/", None),
        (" https://example.org", None),
        ("data:text/html,x", None),
        ("ftp://example.org", None),
        ("https://", None),
    ],
)
def test_only_a_plain_address_becomes_a_link_that_names_its_host(code: str, host: str | None) -> None:
    link = Stage(app_of("scan", ROLL)).ask("linkOf", code)
    assert (link["host"] if link else None) == host


@settings(max_examples=40, deadline=None)
@given(action=st.sampled_from(["scan", "add", "change", "remove", "undo", "again"]), given_=ODD, code=ODD)
def test_nothing_odd_breaks_a_rule(action: str, given_: Any, code: Any) -> None:
    for odd in (given_, {"code": code, "id": given_, "name": code, "photo": given_, "scan": code}):
        answer = STAGE.ask(action, odd, STAGE.app())
        assert answer["ok"] or answer["why"] in WORDS


STAGE = Stage(app_of("scan", DOOR))
WORDS = set(blocks.discover()["scan"].words["en"]) | set(shared_words()["en"])


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"scans_thing": "none"}, "screens[0].options.scans_thing"),
        ({"scans_thing": "item"}, "screens[0].options.scans_thing"),
        ({"list_screen": "scan"}, "screens[0].options.list_screen"),
        ({"records_screen": "nowhere"}, "screens[0].options.records_screen"),
        ({"purpose": "guess"}, "screens[0].options.purpose"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(options: dict[str, Any], place: str) -> None:
    with pytest.raises(SpecError) as refused:
        app_of("scan", ROLL, options=options)
    assert refused.value.place == place


# --- beside other screens


class Beside:
    """The rules of an app of several screens; rows are laid down by the test."""

    def __init__(self, spec: AppSpec, screen: str) -> None:
        files = generator.build(spec, "web")
        sources = {
            path.removeprefix("public/"): modules.to_commonjs(text.decode()) for path, text in files.items() if path.startswith("public/rules/")
        }
        self.realm, self.module = Realm(sources), f"rules/{screen}.js"

    def ask(self, function: str, *given: Any) -> Any:
        return self.realm.call(self.module, function, list(given), at("08:00"))


def app(**rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"rows": rows, "owner": False, "now": at("08:00")}


def with_a_list() -> AppSpec:
    return drafted(Wish(facts=Facts(items=("Keys", "Pills"))), "checklist", "scan")


def test_a_scan_finds_the_checklist_and_lets_it_go() -> None:
    spec = with_a_list()
    assert spec.screens[1].options["list_screen"] == "checklist"
    assert finished(spec, "web")[1].passed
    alone = apply(spec, [RemoveScreen(screen="checklist")])
    assert alone.screens[0].options["list_screen"] is None
    assert finished(alone, "web")[1].passed


def test_it_finds_a_list_that_comes_later() -> None:
    spec = apply(drafted(ROLL, "scan"), [AddScreen(draft=blocks.discover()["records"].draft(Wish()))])
    assert spec.screens[0].options["records_screen"] == "list"
    assert finished(spec, "web")[1].passed


def test_scanning_a_code_ticks_the_item_of_that_name() -> None:
    rules = Beside(with_a_list(), "scan")
    entry = {"id": "seed0001", "mine": False, "name": "Keys"}
    named = rules.ask("scan", {"code": "X9"}, app(item=[entry], item_2=[{"id": "i" * 9, "mine": True, "name": "keys", "code": "X9"}]))
    plain = rules.ask("scan", {"code": "keys"}, app(item=[entry]))
    for answer in (named, plain):
        ticks = [change for change in answer["changes"] if change["thing"] == "tick"]
        assert [tick["row"] for tick in ticks] == [{"item": "seed0001", "day": "2026-03-02"}]


def test_what_stands_on_the_checklist_is_missing_until_it_is_ticked() -> None:
    spec = apply(with_a_list(), [SetOption(screen="scan", option="purpose", value="leave")])
    rules, entry = Beside(spec, "scan"), {"id": "seed0001", "mine": False, "name": "Keys"}
    assert [one["there"] for one in rules.ask("needed", app(item=[entry]))] == [False]
    ticked = app(item=[entry], tick=[{"id": "t" * 9, "mine": True, "item": "seed0001", "day": "2026-03-02"}])
    assert [one["there"] for one in rules.ask("needed", ticked)] == [True]
    assert [change["op"] for change in rules.ask("again", {}, ticked)["changes"]] == ["remove"]


def test_a_row_of_a_list_is_found_by_a_code_in_one_of_its_fields() -> None:
    spec = drafted(Wish(), "records", "scan")
    found = Beside(spec, "scan").ask("known", "978-0", app(record=[{"id": "r" * 9, "mine": True, "title": "Emma", "note": "978-0"}]))
    assert (found["name"], found["record"]["note"]) == ("Emma", "978-0")


def test_what_is_brought_back_is_lent_and_has_the_name_that_was_said() -> None:
    fields = (Field(name="kit", label="kit"), Field(name="who", label="who has it", type="person"))
    draft = blocks.discover()["scan"].draft(Wish(brief=Brief(goal="scan a kit when you take it and bring it back"), fields=fields))
    labels = [text_of(field.label) for field in draft.things[0].fields]
    assert labels[0] == "kit" and "who has it" in labels
    assert any(field.name == "way" for field in draft.things[1].fields)
