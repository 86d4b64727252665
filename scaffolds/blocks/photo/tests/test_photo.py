"""Photo: the draft from a wish, tags, who may take a picture away, what waits for a yes, and how much fits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks
from scaffolds.blocks.samples import _PHOTO as PICTURE
from scaffolds.engine.play import OWNER
from scaffolds.screens import shared_words
from scaffolds.spec import Brief, Field, Language, SpecError, text_of
from scaffolds.wish import Facts, Wish
from tests.scaffolds.odd import ODD
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
TRIP = Wish(brief=Brief(problem="pictures of our class trip"))
INSECTS = Wish(brief=Brief(problem="collect insects"), facts=Facts(choices=("ant", "Bee, big", "ANT")))
CHECKED = Wish(brief=Brief(problem="before and after pictures, a teacher approves them"))
WISHES: dict[str, Wish] = {"trip": TRIP, "insects": INSECTS, "checked": CHECKED}


def given_(**values: Any) -> dict[str, Any]:
    return {"photo": PICTURE, "agreed": True, **values}


@pytest.mark.parametrize(
    ("said", "waits", "pairs", "consent"),
    [
        ("sports day photos, a teacher has to approve them", True, False, True),
        ("運動會相片要老師睇過先可以放上去，老師批准", True, False, True),
        ("清洁沙滩前后对比", False, True, True),
        ("collect insects in the yard", False, False, False),
        ("insects that our class sees", False, False, True),
        ("", False, False, True),
    ],
)
def test_what_was_said_decides_what_is_asked_first(said: str, waits: bool, pairs: bool, consent: bool) -> None:
    draft = blocks.discover()["photo"].draft(Wish(brief=Brief(problem=said)))
    options = draft.screen.options
    assert (options["waiting_thing"] == "waiting", options["pairs"], options["consent"]) == (waits, pairs, consent)
    assert [thing.id for thing in draft.things] == (["photo", "waiting"] if waits else ["photo"])


def test_the_learners_fields_are_kept_once() -> None:
    fields = (
        Field(name="pic", label="Snapshot", type="photo"),
        Field(name="title", label="Title"),
        Field(name="taken", label="Taken on", type="date"),
        Field(name="keywords", label="Keywords"),
        Field(name="day", label="Weekday"),
        Field(name="who", label="Who", type="person"),
    )
    thing = blocks.discover()["photo"].draft(Wish(fields=fields)).things[0]
    labels = {field.name: text_of(field.label) for field in thing.fields}
    assert labels == {"photo": "Snapshot", "caption": "Title", "day": "Taken on", "tags": "Keywords", "day_2": "Weekday", "who": "Who"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wish", WISHES)
def test_albums_of_every_make_hold_their_own_checks(language: Language, wish: str) -> None:
    spec = app_of("photo", WISHES[wish].model_copy(update={"language": language}))
    assert sum(check.edge for check in spec.checks) >= 2
    assert failures(spec) == []


def test_an_album_that_only_the_owner_fills_holds_its_checks() -> None:
    thing = app_of("photo", TRIP).things[0].model_copy(update={"written_by": "owner"})
    assert failures(app_of("photo", TRIP, things=(thing,))) == []


def test_tags_are_written_once_however_they_are_typed() -> None:
    stage = Stage(app_of("photo", TRIP))
    for typed in ("sea, Sun、 sea", "SUN；海"):
        assert stage.act("add", given_(tags=typed))["ok"]
    assert [row["tags"] for row in stage.ask("photos", stage.app())] == ["sea, Sun", "SUN, 海"]
    assert stage.ask("tags", stage.app())[0] == {"tag": "Sun", "n": 2}
    assert stage.act("add", given_(tags=",".join("abcdefghi")))["why"] == "too_many_tags"


def test_tags_that_exist_are_offered_before_those_that_were_said() -> None:
    stage = Stage(app_of("photo", INSECTS))
    stage.act("add", given_(tags="moth"))
    assert stage.ask("suggested", stage.app(), "") == ["moth", "ant", "Bee big"]
    assert stage.ask("suggested", stage.app(), "Moth, ant") == ["Bee big"]


def test_pictures_are_found_by_words_and_tag_the_newest_first() -> None:
    stage = Stage(app_of("photo", TRIP))
    for caption, tags in (("On the boat", "sea"), ("The boat again", "sea, sun"), ("Lunch", "food")):
        stage.act("add", given_(caption=caption, tags=tags))
    found = stage.ask("search", stage.app(), {"words": "BOAT", "tag": "Sea"})
    assert [row["caption"] for row in found] == ["The boat again", "On the boat"]


def test_people_on_it_are_asked_first_also_when_the_picture_is_another() -> None:
    stage = Stage(app_of("photo", TRIP))
    assert stage.act("add", given_(agreed="yes"))["why"] == "ask_first"
    stage.act("add", given_())
    row = stage.ask("photos", stage.app())[0]
    assert stage.act("change", {"id": row["id"], "caption": "Us"})["ok"]
    assert stage.act("change", {"id": row["id"], "photo": PICTURE.replace("TAEAOw", "TAEAOx")})["why"] == "ask_first"


def test_a_picture_is_its_owners_to_take_away() -> None:
    stage = Stage(app_of("photo", TRIP))
    stage.act("add", given_())
    row = stage.ask("photos", stage.app())[0]["id"]
    assert stage.act("remove", {"id": row}, who="b")["why"] == "not_yours"
    assert stage.act("remove", {"id": row})["ok"]
    assert stage.act("remove", {"id": row})["why"] == "gone"


def test_what_waits_is_seen_by_nobody_else_until_the_owner_says_yes() -> None:
    stage = Stage(app_of("photo", CHECKED))
    assert stage.act("add", given_(caption="Us"))["say"]["word"] == "sent"
    assert [len(stage.ask("waiting", stage.app(who))) for who in ("a", "b", OWNER)] == [1, 0, 1]
    row = stage.ask("waiting", stage.app())[0]["id"]
    assert stage.act("approve", {"id": row})["why"] == "only_owner"
    assert stage.act("approve", {"id": row}, who=OWNER)["ok"]
    assert [one["caption"] for one in stage.ask("photos", stage.app("b"))] == ["Us"]
    assert stage.ask("waiting", stage.app()) == []


def test_how_many_still_fit_is_told_before_none_do() -> None:
    stage = Stage(app_of("photo", TRIP))
    assert stage.ask("room", stage.app(), 4_800_000) == 36
    full = {"rows": {"photo": [{"photo": "x" * 1_000_000}] * 5}, "owner": False, "now": "2026-03-02T08:00"}
    assert stage.ask("room", full, 4_800_000) == 0


@pytest.mark.parametrize(
    "photo",
    [
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:text/html;base64,AAAA",
        "https://example.org/a.png",
        "javascript:alert(1)",
        7,
        "data:image/png;base64,<b>",
    ],
)
def test_what_is_no_photo_is_refused(photo: Any) -> None:
    assert Stage(app_of("photo", TRIP)).act("add", given_(photo=photo))["why"] == "not_a_photo"


def test_a_photo_that_is_too_big_is_refused() -> None:
    assert Stage(app_of("photo", TRIP)).act("add", given_(photo="data:image/png;base64," + "A" * 1_500_000))["why"] == "photo_too_big"


STAGE = Stage(app_of("photo", CHECKED))
WORDS = set(blocks.discover()["photo"].words["en"]) | set(shared_words()["en"])


@settings(max_examples=40, deadline=None)
@given(action=st.sampled_from(["add", "change", "remove", "approve"]), odd=ODD, other=ODD)
def test_nothing_odd_breaks_a_rule(action: str, odd: Any, other: Any) -> None:
    for input in (odd, {"id": odd, "photo": other, "caption": odd, "tags": other, "agreed": True, "day": other}):
        answer = STAGE.ask(action, input, STAGE.app(OWNER))
        assert answer["ok"] or answer["why"] in WORDS
    assert isinstance(STAGE.ask("tagsOf", odd), list) and isinstance(STAGE.ask("search", STAGE.app(), odd), list)


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"waiting_thing": "nowhere"}, "screens[0].options.waiting_thing"),
        ({"waiting_thing": "photo"}, "screens[0].options.waiting_thing"),
        ({"pairs": True}, "screens[0].thing"),
        ({"tags": ["x"] * 21}, "screens[0].options.tags"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(options: dict[str, Any], place: str) -> None:
    with pytest.raises(SpecError) as refused:
        app_of("photo", TRIP, options=options)
    assert refused.value.place == place


def test_what_waits_must_wait_unseen() -> None:
    album, waiting = app_of("photo", CHECKED).things
    seen = tuple(field.model_copy(update={"private": False}) for field in waiting.fields)
    with pytest.raises(SpecError, match="must be private"):
        app_of("photo", CHECKED, things=(album, waiting.model_copy(update={"fields": seen})))
    with pytest.raises(SpecError, match="only the owner writes"):
        app_of("photo", CHECKED, things=(album.model_copy(update={"written_by": "everyone"}), waiting))


def test_names_of_fields_are_no_tags() -> None:
    fields = (Field(name="photo", label="Photo", type="photo"), Field(name="place", label="Place", type="place"))
    draft = blocks.discover()["photo"].draft(Wish(fields=fields, facts=Facts(items=("photo", "place", "night"))))
    assert list(draft.screen.options["tags"]) == ["night"]
