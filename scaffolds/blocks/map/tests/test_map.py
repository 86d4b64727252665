"""Map: what is drafted from a wish, where a place may stand, who may move it, what is near, and what other screens say of it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks, generator, modules
from scaffolds.engine.play import OWNER
from scaffolds.engine.realm import Realm
from scaffolds.operations import AddScreen, RemoveScreen, apply
from scaffolds.spec import AppSpec, Brief, Field, Language, SpecError, text_of
from scaffolds.wish import Facts, Wish
from tests.scaffolds.stage import NOW, Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
HONG_KONG = {"outline": "hong_kong"}
ODD: tuple[Any, ...] = (
    None,
    [],
    7,
    "x" * 20_000,
    {},
    {"__proto__": {"x": 1}},
    {"id": "__proto__"},
    {"name": ["a"], "x": "1", "y": {}},
    {"name": "a", "x": 1e300, "y": -1},
)


def shown(stage: Stage, view: Any = None, who: str = "a", now: str = NOW) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stage.ask("places", stage.app(who, now), view or {})
    return found


def names(found: list[dict[str, Any]]) -> list[str]:
    return [one["row"]["name"] for one in found]


def put(stage: Stage, name: str, x: float, y: float, who: str = "a", **more: Any) -> dict[str, Any]:
    return stage.act("add", {"name": name, "x": x, "y": y, **more}, who)


@pytest.mark.parametrize(
    ("problem", "outline"),
    [
        ("new students get lost in our school", "school"),
        ("where do people sit in the classroom", "classroom"),
        ("屋企邊度有藥", "flat"),
        ("免費休息的地方，全香港", "hong_kong"),
        ("大湾区好吃的店", "delta"),
        ("my family lives all over the world", "world"),
        ("", "street"),
    ],
)
def test_the_ground_is_what_was_spoken_of(problem: str, outline: str) -> None:
    assert blocks.discover()["map"].draft(Wish(brief=Brief(problem=problem))).screen.options["outline"] == outline


def test_the_learners_own_fields_are_kept_and_none_is_doubled() -> None:
    fields = (
        Field(name="place", label="Place", type="place", required=True),
        Field(name="type", label="Type", type="choice", choices=("Bench", "Toilet")),
        Field(name="picture", label="Picture", type="photo"),
        Field(name="note", label="Notes"),
        Field(name="steps", label="Steps to climb", type="number", required=True),
        Field(name="hours", label="Opening hours"),
    )
    thing = blocks.discover()["map"].draft(Wish(fields=fields)).things[0]
    labels = [text_of(field.label) for field in thing.fields]
    assert labels[:7] == ["Place", "Type", "Notes", "Picture", "Opens at", "Closes at", "Steps to climb"]
    assert [field.name for field in thing.fields if field.required] == ["name"]


def test_words_that_were_listed_are_the_kinds() -> None:
    thing = blocks.discover()["map"].draft(Wish(facts=Facts(choices=("Bench", "Toilet", "Bench")))).things[0]
    assert [field.choices for field in thing.fields if field.name == "kind"] == [("Bench", "Toilet")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outline", ["none", "flat", "hong_kong", "world"])
def test_maps_of_every_ground_hold_their_own_checks(language: Language, outline: str) -> None:
    assert failures(app_of("map", Wish(language=language), options={"outline": outline})) == []


def test_a_place_stands_where_it_was_put_until_its_writer_moves_it() -> None:
    stage = Stage(app_of("map"))
    assert put(stage, "Bench", 20.04, 30)["ok"]
    row = shown(stage)[0]["row"]
    assert (row["x"], row["y"]) == (20, 30)
    moved = {"id": row["id"], "x": 40, "y": 10}
    assert stage.act("put", moved, "b")["why"] == "not_yours"
    assert stage.act("put", moved)["ok"] and shown(stage)[0]["row"]["x"] == 40


@pytest.mark.parametrize("spot", [(-1, 50), (50, 101), (float(10**15), 3)])
def test_off_the_map_is_refused_and_nothing_is_kept(spot: tuple[float, float]) -> None:
    stage = Stage(app_of("map"))
    assert put(stage, "Bench", *spot)["why"] == "off_map"
    assert shown(stage) == []


def test_without_a_spot_it_is_in_the_list_and_can_be_put_later() -> None:
    stage = Stage(app_of("map"))
    assert stage.act("add", {"name": "Bench"})["say"]["word"] == "added_unplaced"
    assert [one["placed"] for one in shown(stage)] == [False]
    assert stage.act("put", {"id": shown(stage)[0]["row"]["id"], "x": 1, "y": 2})["ok"]
    assert [one["placed"] for one in shown(stage)] == [True]


def test_the_same_name_may_stand_at_two_spots_but_not_twice_at_one() -> None:
    stage = Stage(app_of("map"))
    assert put(stage, "Toilet", 10, 10)["ok"] and put(stage, "Toilet", 90, 10)["ok"]
    assert put(stage, " toilet ", 10, 10, "b")["why"] == "there_already"
    assert stage.act("put", {"id": shown(stage)[1]["row"]["id"], "x": 10, "y": 10})["why"] == "there_already"


def test_a_picture_of_the_owners_makes_way_and_leaves_its_places_in_the_list() -> None:
    stage = Stage(app_of("map"))
    picture = {"name": "Ground floor", "picture": GIF}
    assert stage.act("add_picture", picture, "b")["why"] == "only_owner"
    assert stage.act("add_picture", picture, OWNER)["ok"]
    assert stage.act("add_picture", picture, OWNER)["why"] == "picture_there"
    grounds = stage.ask("grounds", stage.app())
    assert [one.get("name") for one in grounds] == ["Ground floor"]
    assert put(stage, "Fuse box", 10, 20, ground=grounds[0]["id"])["ok"]
    assert stage.act("remove_picture", {"id": grounds[0]["id"]}, OWNER)["ok"]
    assert [(one["row"]["name"], one["placed"]) for one in shown(stage)] == [("Fuse box", False)]


def test_the_drawing_stays_while_something_stands_on_it() -> None:
    stage = Stage(app_of("map"))
    put(stage, "Bench", 10, 10)
    stage.act("add_picture", {"name": "Ground floor", "picture": GIF}, OWNER)
    assert [one["id"] == "" for one in stage.ask("grounds", stage.app())] == [True, False]


def test_the_nearest_comes_first_and_its_distance_is_true() -> None:
    stage = Stage(app_of("map", options=HONG_KONG))
    put(stage, "Kowloon Park", 114.1702, 22.3003)
    put(stage, "City Hall", 114.1613, 22.2822)
    stage.act("add", {"name": "Somewhere"})
    found = shown(stage, {"me": {"x": 114.1580, "y": 22.2820, "ground": ""}})
    assert names(found) == ["City Hall", "Kowloon Park", "Somewhere"]
    assert 300 < found[0]["metres"] < 400 and found[2]["metres"] is None


def test_words_and_kinds_narrow_it_down() -> None:
    stage = Stage(app_of("map", Wish(facts=Facts(choices=("Bench", "Toilet")))))
    put(stage, "Park gate", 1, 1, kind="Bench", note="Under the big tree")
    put(stage, "Library", 2, 2, kind="Toilet")
    assert names(shown(stage, {"words": "TREE"})) == ["Park gate"]
    assert names(shown(stage, {"kind": "Toilet"})) == ["Library"]
    assert stage.ask("kinds", stage.app()) == ["Bench", "Toilet"]


@pytest.mark.parametrize(
    ("opens", "closes", "now", "expected"),
    [("09:00", "18:00", "12:00", True), ("09:00", "18:00", "18:00", False), ("22:00", "02:00", "01:00", True), ("22:00", "02:00", "12:00", False)],
)
def test_it_says_whether_a_place_is_open_past_midnight_too(opens: str, closes: str, now: str, expected: bool) -> None:
    stage = Stage(app_of("map", Wish(brief=Brief(problem="which shops are open"))))
    put(stage, "Shop", 1, 1, opens=opens, closes=closes)
    at = f"2026-03-02T{now}"
    assert shown(stage, now=at)[0]["open"]["open"] is expected
    assert len(shown(stage, {"open": True}, now=at)) == int(expected)


@pytest.mark.parametrize("action", ["add", "change", "put", "remove", "add_picture", "remove_picture"])
@pytest.mark.parametrize("given", ODD, ids=lambda one: repr(one)[:30])
def test_odd_input_is_refused_and_never_throws(action: str, given: Any) -> None:
    assert Stage(app_of("map")).act(action, given, OWNER)["ok"] is False


@settings(max_examples=40, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(max_size=30),
        lambda of: st.lists(of) | st.dictionaries(st.text(), of),
        max_leaves=8,
    )
)
def test_whatever_is_asked_for_the_list_answers(view: Any) -> None:
    stage = _one_stage()
    assert isinstance(stage.ask("places", stage.app(), view), list)


@cache
def _one_stage() -> Stage:
    return Stage(app_of("map"))


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"tiles": "http://tiles.example.org/{z}/{x}/{y}.png", "outline": "world"}, "options.tiles"),
        ({"tiles": "https://tiles.example.org/map.png", "outline": "world"}, "options.tiles"),
        ({"tiles": "https://tiles.example.org/{z}/{x}/{y}.png", "tiles_by": "A", "outline": "flat"}, "options"),
        ({"tiles": "https://tiles.example.org/{z}/{x}/{y}.png", "outline": "world"}, "options"),
        ({"pictures_thing": "place"}, "options.pictures_thing"),
        ({"books_screen": "map"}, "options.books_screen"),
        ({"outline": "moon"}, "options.outline"),
    ],
)
def test_options_that_cannot_be_are_refused_with_their_place(options: dict[str, Any], place: str) -> None:
    with pytest.raises(SpecError) as refused:
        app_of("map", options=options)
    assert place in refused.value.place


def test_tiles_and_a_position_are_asked_for_only_where_somebody_said_so() -> None:
    block = blocks.discover()["map"]
    plain, earth = app_of("map"), app_of("map", options=HONG_KONG | {"tiles": "https://tiles.example.org/{z}/{x}/{y}.png", "tiles_by": "© Somebody"})
    assert (block.permissions(plain, plain.screens[0]), block.sources(plain, plain.screens[0])) == ((), ())
    assert block.permissions(earth, earth.screens[0]) == ("geolocation",)
    assert block.sources(earth, earth.screens[0]) == ("https://tiles.example.org",)


def beside(*others: str) -> AppSpec:
    wish = Wish(
        facts=Facts(resources=("Room A", "Room B")), fields=(Field(name="where", label="Where", type="place"), Field(name="what", label="What"))
    )
    first = app_of("map", Wish())
    return blocks.with_checks(apply(first, [AddScreen(draft=blocks.discover()[id].draft(wish)) for id in others]))


def test_it_finds_the_booking_and_the_list_and_lets_them_go() -> None:
    spec = beside("booking", "records")
    options = blocks.options_of(spec.screens[0])
    assert (options.books_screen, options.list_screen, options.list_thing) == ("book", "list", "record")
    assert failures(spec) == []
    alone = apply(spec, [RemoveScreen(screen="book"), RemoveScreen(screen="list")])
    options = blocks.options_of(alone.screens[0])
    assert (options.books_screen, options.list_screen, options.list_thing) == (None, None, None)
    assert failures(blocks.with_checks(alone)) == []


def ask_beside(spec: AppSpec, function: str, rows: dict[str, Any], *given: Any) -> Any:
    files = generator.build(spec, "web")
    rules = {path.removeprefix("public/"): modules.to_commonjs(text.decode()) for path, text in files.items() if path.startswith("public/rules/")}
    app = {"rows": rows, "owner": False, "now": "2026-03-02T10:10"}
    return Realm(rules).call("rules/map.js", function, [*given, app] if given else [app, {}], NOW)


def test_what_can_be_booked_waits_for_its_spot_and_says_whether_it_is_free() -> None:
    booked = {"id": "b1", "resource": "Room A", "day": "2026-03-02", "start": "10:00", "name": "Chan"}
    spec = beside("booking")
    found = ask_beside(spec, "places", {"bookings": [booked], "place": [{"id": "p1", "name": "room a", "x": 1, "y": 1, "mine": True}]})
    assert [(one["row"]["name"], one["placed"], one["booked"]["state"]) for one in found] == [("room a", True, "taken"), ("Room B", False, "free")]
    assert found[0]["booked"]["at"] == "10:30"


def test_what_a_list_says_of_a_place_is_shown_with_it() -> None:
    rows = {"record": [{"id": "r1", "where": "Gate", "what": "Blue umbrella"}, {"id": "r2", "where": "gate ", "what": "Keys"}]}
    spec = beside("records")
    assert [one["row"]["name"] for one in ask_beside(spec, "places", rows)] == ["Gate"]
    assert ask_beside(spec, "noted", rows, "GATE") == ["Blue umbrella", "Keys"]
