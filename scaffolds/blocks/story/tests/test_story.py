"""Story: the draft from a wish, reading with things to carry, writing without loose ends, and the pages of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from scaffolds import blocks, generator
from scaffolds.blocks.story import scenery, tale
from scaffolds.engine.play import OWNER
from scaffolds.screens import shared_words
from scaffolds.spec import AppSpec, Brief, Field, Language, SpecError, text_of
from scaffolds.wish import Facts, Wish
from tests.browser import browser, open_page, troubles, unpack
from tests.scaffolds.odd import odd_input
from tests.scaffolds.stage import Stage, app_of, failures

__all__ = ["browser"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
FOLDER = Path(__file__).parents[1]
BLOCK = blocks.discover()["story"]
SOUND = """
window.sounded = [];
window.AudioContext = function () {
  const part = () => ({ connect: () => {}, disconnect: () => sounded.push("end"), start: () => sounded.push("begin"), stop: () => {}, frequency: {},
    gain: { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} } });
  const data = { getChannelData: () => new Float32Array(8) };
  return { currentTime: 0, sampleRate: 8, resume: () => {}, createGain: part, createOscillator: part, createBufferSource: part, createBiquadFilter: part,
    createBuffer: () => data };
};
window.sampanSpeech = { synthesis: { getVoices: () => [{ lang: "en-GB" }], cancel: () => {}, speak: (one) => sounded.push(one.text) },
  Utterance: function (text) { this.text = text; } };
"""


def blank(**changes: Any) -> Stage:
    return Stage(app_of("story", options={"begin_with_tale": False}, **changes))


def written(stage: Stage, *names: str, ends: str = "") -> None:
    for name in names:
        assert stage.act("add", {"name": name, "text": "…", "ending": name == ends}, OWNER)["ok"]


def linked(stage: Stage, start: str, to: str, **given: str) -> str:
    assert stage.act("link", {"scene": start, "label": f"to {to}", "to": to, **given}, OWNER)["ok"]
    return stage.shelf.last


def loose(stage: Stage) -> list[tuple[str, str]]:
    return [(one["word"].removeprefix("problem_"), one["with"]["name"]) for one in stage.ask("problems", stage.app(OWNER))]


def here(stage: Stage, who: str = "a") -> dict[str, Any]:
    found: dict[str, Any] = stage.ask("now", stage.app(who))
    return found


# --- drafts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ways", [(), ("one",), ("left", "right"), ("{note}", "<b>{second}</b>")])
@pytest.mark.parametrize("problem", ["", "We queue for one shower. {first} `${x}`" * 9])
def test_every_first_tale_holds_its_checks_and_has_no_loose_end(language: Language, ways: tuple[str, ...], problem: str) -> None:
    spec = app_of("story", Wish(language=language, brief=Brief(problem=problem), facts=Facts(choices=ways)))
    assert any(check.edge for check in spec.checks)
    assert failures(spec) == []
    assert loose(Stage(spec)) == []


def test_the_tale_begins_with_what_was_said() -> None:
    spec = app_of("story", Wish(brief=Brief(problem="The lift {first} is broken."), facts=Facts(items=("Take the stairs", "Wait"))))
    rows = [row for _, row in BLOCK.seeds(spec, spec.screens[0])]
    assert rows[0]["text"].startswith("The lift {first} is broken.\n")
    assert [row["label"] for row in rows if row.get("scene") == "The beginning"] == ["Take the stairs", "Wait"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_and_sounds_of_the_tale_are_there_to_pick(language: Language) -> None:
    scenes, _ = tale.tale(language, "", ())
    spec = app_of("story", Wish(language=language))
    for scene in scenes:
        row = tale.scene_row(scene, spec.things[0], language)
        assert row["background"] in scenery.words("backgrounds", language)
        assert row.get("sound", "") in ("", *scenery.words("sounds", language))


def test_every_place_and_sound_has_its_drawing_and_its_making() -> None:
    for kind in scenery.KINDS.values():
        text = (FOLDER / "shared" / f"{kind}.js").read_text(encoding="utf-8")
        made = set(re.findall(r"^  (\w+): \[", text, re.M))
        assert set(scenery.drawn(scenery.words(kind, "en"), kind, "en").values()) <= made


@pytest.mark.parametrize(
    ("said", "writers"), [("the class writes it together", "everyone"), ("故事接龍", "everyone"), ("a story for my sister", "owner")]
)
def test_who_writes_is_heard(said: str, writers: str) -> None:
    things = BLOCK.draft(Wish(brief=Brief(problem=said))).things
    assert {things[0].written_by, things[1].written_by} == {writers}


def test_own_fields_of_a_scene_are_kept_once() -> None:
    fields = (Field(name="picture", label="圖片", type="photo"), Field(name="mood", label="氣氛", required=True))
    thing = BLOCK.draft(Wish(language="zh-Hant", fields=fields)).things[0]
    assert [text_of(field.label) for field in thing.fields[7:]] == ["氣氛"] and not thing.fields[7].required


@pytest.mark.parametrize(
    ("change", "place"),
    [({"choice_thing": "scene"}, "choice_thing"), ({"reading_thing": "choice"}, "reading_thing"), ({"choice_thing": "reading"}, "choice_thing")],
)
def test_things_that_do_not_fit_are_refused_with_their_place(change: dict[str, str], place: str) -> None:
    with pytest.raises(SpecError) as refused:
        app_of("story", options=change)
    assert refused.value.place == f"screens[0].options.{place}"


def test_who_writes_scenes_writes_choices() -> None:
    things = BLOCK.draft(Wish()).things
    with pytest.raises(SpecError):
        app_of("story", things=(things[0].model_copy(update={"written_by": "everyone"}), *things[1:]))


# --- reading


def test_what_is_carried_opens_what_needs_it_and_a_step_back_puts_it_down() -> None:
    stage = blank()
    written(stage, "A", "B", "End", ends="End")
    take, unlock = linked(stage, "A", "B", gives="Key"), linked(stage, "B", "End", needs=" key ")
    back = linked(stage, "B", "A")
    assert stage.act("choose", {"id": unlock})["why"] == "not_here"
    for id in (take, back, take, unlock):
        assert stage.act("choose", {"id": id})["ok"]
    assert (here(stage)["scene"]["name"], here(stage)["items"]) == ("End", ["Key"])
    assert stage.act("back")["ok"] and stage.act("back")["ok"] and stage.act("back")["ok"] and stage.act("back")["ok"]
    assert here(stage)["items"] == [] and stage.act("back")["why"] == "at_start"
    assert stage.ask("endings", stage.app())[0]["found"], "a found ending stays found"


def test_each_reader_has_their_own_place() -> None:
    stage = blank()
    written(stage, "A", "B", ends="B")
    on = linked(stage, "A", "B")
    assert stage.act("choose", {"id": on}, "a")["ok"]
    assert here(stage, "a")["scene"]["name"] == "B" and here(stage, "b")["scene"]["name"] == "A" == here(stage, OWNER)["scene"]["name"]
    assert not stage.ask("endings", stage.app("b"))[0]["found"]


def test_a_loop_can_be_gone_round_until_it_is_a_very_long_way() -> None:
    stage = blank()
    written(stage, "A")
    again = linked(stage, "A", "A")
    for _ in range(80):
        assert stage.act("choose", {"id": again})["ok"]
    assert stage.act("choose", {"id": again})["why"] == "too_far"
    assert stage.act("begin")["ok"] and here(stage)["way"] == []


def test_a_way_ends_where_the_author_changed_it() -> None:
    stage = blank()
    written(stage, "A", "B", "C", ends="C")
    first, second = linked(stage, "A", "B"), linked(stage, "B", "C")
    stage.act("choose", {"id": first})
    stage.act("choose", {"id": second})
    assert stage.act("unlink", {"id": second}, OWNER)["ok"]
    assert here(stage)["scene"]["name"] == "B"


def test_a_choice_that_leads_nowhere_yet_is_said_in_a_sentence() -> None:
    stage = blank()
    written(stage, "A")
    assert stage.act("choose", {"id": linked(stage, "A", "")})["why"] == "leads_nowhere"


# --- writing


def test_a_new_name_is_followed_by_the_choices() -> None:
    stage = blank()
    written(stage, "A", "B", ends="B")
    linked(stage, "A", "A")
    linked(stage, "A", "B")
    assert stage.act("change", {"id": stage.app()["rows"]["scene"][0]["id"], "name": "Start", "text": "…"}, OWNER)["ok"]
    assert [(one["scene"], one["to"]) for one in stage.app()["rows"]["choice"]] == [("Start", "Start"), ("Start", "B")]
    assert loose(stage) == []


def test_a_scene_that_is_taken_away_leaves_a_loose_end_that_is_named() -> None:
    stage = blank()
    written(stage, "A", "B", ends="B")
    linked(stage, "A", "B")
    assert stage.act("remove", {"id": stage.app()["rows"]["scene"][1]["id"]}, OWNER)["ok"]
    assert ("dangling", "A") in loose(stage)


def test_a_choice_may_bring_its_new_scene_along() -> None:
    stage = blank()
    written(stage, "A")
    given = {"scene": "A", "label": "Up", "new_scene": "Roof"}
    assert len(stage.act("link", given, OWNER)["changes"]) == 2
    assert stage.act("link", {**given, "new_scene": " roof "}, OWNER)["why"] == "there_already"
    assert stage.act("link", {**given, "new_scene": ""}, OWNER)["field"] == "new_scene"
    assert ("stops", "Roof") in loose(stage)


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ([("A", "B", {})], [("stops", "B"), ("unreached", "C")]),
        ([("A", "B", {}), ("A", "C", {})], [("stops", "B")]),
        ([("A", "B", {}), ("B", "A", {})], [("no_way_out", "A"), ("unreached", "C"), ("no_way_out", "B")]),
        ([("A", "B", {}), ("B", "C", {"needs": "key"})], [("item", "B"), ("locked", "B")]),
        ([("A", "B", {"gives": "KEY"}), ("B", "C", {"needs": "key"}), ("B", "A", {})], []),
        ([("A", "B", {}), ("B", "A", {}), ("B", "C", {})], []),
    ],
)
def test_loose_ends_are_found_and_loops_with_a_way_out_are_fine(links: list[tuple[str, str, dict[str, str]]], found: list[tuple[str, str]]) -> None:
    stage = blank()
    written(stage, "A", "B", "C", ends="C")
    for start, to, more in links:
        linked(stage, start, to, **more)
    assert sorted(loose(stage)) == sorted(found)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"name": "  "}, "empty"),
        ({"text": ""}, "empty"),
        ({"name": " a "}, "there_already"),
        ({"picture": "a cat"}, "not_a_picture"),
        ({"background": "__proto__"}, "not_a_choice"),
        ({"text": "a" * 2001}, "too_long"),
    ],
)
def test_a_scene_that_cannot_be_is_refused(given: dict[str, str], why: str) -> None:
    stage = blank()
    written(stage, "A")
    assert stage.act("add", {"name": "New", "text": "…", **given}, OWNER)["why"] == why


def test_there_is_room_for_sixty_scenes() -> None:
    stage = blank()
    written(stage, *(f"Scene {n}" for n in range(60)))
    assert stage.act("add", {"name": "One more", "text": "…"}, OWNER)["why"] == "too_many"


def test_readers_write_nothing_but_their_own_way() -> None:
    stage = Stage(app_of("story"))
    scene, choice = stage.app()["rows"]["scene"][0]["id"], stage.app()["rows"]["choice"][0]["id"]
    for action, wanted in (
        ("add", {}),
        ("change", {"id": scene}),
        ("remove", {"id": scene}),
        ("link", {}),
        ("relink", {"id": choice}),
        ("unlink", {"id": choice}),
    ):
        assert stage.act(action, wanted, "b")["why"] == "only_owner", action


def test_a_class_that_writes_together_may_change_all_of_it() -> None:
    stage = Stage(app_of("story", Wish(brief=Brief(problem="we write it together"))))
    scene = stage.app()["rows"]["scene"][0]
    assert stage.act("change", {**scene, "name": "Another beginning"}, "b")["ok"]


ACTIONS = st.sampled_from(["choose", "back", "begin", "add", "change", "remove", "link", "relink", "unlink"])
ODD_STAGE = Stage(app_of("story"))


@settings(max_examples=60, deadline=None)
@given(
    action=ACTIONS,
    who=st.sampled_from(["a", OWNER]),
    given_=odd_input("name", "scene", "to", "label", "new_scene"),
)
def test_nothing_odd_makes_a_rule_throw(action: str, who: str, given_: Any) -> None:
    answer = ODD_STAGE.ask(action, given_, ODD_STAGE.app(who))
    assert answer["ok"] or answer["why"] in set(BLOCK.words["en"]) | set(shared_words()["en"])


LINKS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6), st.sampled_from(["", "key"]), st.sampled_from(["", "key"])), max_size=10)


@settings(max_examples=40, deadline=None)
@given(links=LINKS, ends=st.sets(st.integers(0, 5)))
def test_any_tangle_is_read_and_checked_without_end(links: list[tuple[int, int, str, str]], ends: set[int]) -> None:
    app = ODD_STAGE.app()
    scenes = [{"id": f"s{n}", "mine": False, "name": f"S{n}", "text": "…", "ending": n in ends} for n in range(6)]
    choices = [
        {"id": f"c{n}", "mine": False, "scene": f"S{a}", "to": f"S{b}", "label": "x", "needs": needs, "gives": gives}
        for n, (a, b, needs, gives) in enumerate(links)
    ]
    app["rows"] = {
        "scene": scenes,
        "choice": choices,
        "reading": [{"id": "r", "mine": True, "path": " ".join(f"c{n}" for n in range(len(choices))), "seen": "gone"}],
    }
    words = {one["word"] for one in ODD_STAGE.ask("problems", app)}
    assert words <= set(BLOCK.words["en"])
    assert ends or "problem_dangling" in words or "problem_stops" in words or "problem_no_way_out" in words or "problem_locked" in words
    assert ODD_STAGE.ask("now", app)["scene"]["name"].startswith("S")


def test_every_word_that_the_parts_say_is_there() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (FOLDER / "web").glob("*.js")]
    said = {word for text in texts for word in re.findall(r'ui\.t\("(\w+)"[,)]', text)}
    assert said and said <= set(BLOCK.words["en"]) | set(shared_words()["en"])


# --- the pages


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    yield from opened(browser, app_of("story"), tmp_path)


def opened(browser: Browser, spec: AppSpec, folder: Path) -> Iterator[Page]:
    place = unpack(generator.build(spec, "web"), folder)
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.add_init_script(SOUND)
    page = open_page(browser, (place / "OPEN-ME.html").as_uri(), context=context)
    yield page
    assert troubles(page) == []
    context.close()


def test_a_locked_choice_says_what_it_needs_and_opens_with_it(page: Page) -> None:
    page.locator("[data-action=begin]").click()
    page.get_by_role("button", name="Go alone").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Read the note").click()
    expect(page.get_by_role("alert")).to_contain_text("you need: note")
    page.locator("[data-action=back]").click()
    page.get_by_role("button", name="Turn round").click()
    page.get_by_role("button", name="Ask somebody").click()
    page.get_by_role("button", name="Take the note").click()
    expect(page.locator(".story-items")).to_contain_text("note")
    page.reload()
    page.locator("[data-action=go-on]").click()
    page.get_by_role("button", name="Read the note").click()
    expect(page.locator(".story-end")).to_contain_text("found 1 of 2")


def test_the_map_hides_what_was_not_seen(page: Page) -> None:
    page.locator("[data-action=begin]").click()
    page.get_by_role("button", name="Go alone").click()
    page.locator("[data-action=map]").click()
    expect(page.locator(".knot.seen")).to_have_count(2)
    expect(page.locator(".way.taken")).to_have_count(1)
    expect(page.locator("[data-screen]")).not_to_contain_text("It opens")
    page.locator("[data-action=close]").click()
    expect(page.get_by_role("heading", name="Alone")).to_be_visible()


def test_sound_waits_to_be_switched_on_and_ends_with_the_scene(page: Page) -> None:
    page.locator("[data-action=begin]").click()
    assert page.evaluate("sounded") == []
    page.locator("[data-action=sound]").click()
    page.wait_for_function("sounded.filter((one) => one === 'begin').length === 5")
    page.get_by_role("button", name="Ask somebody").click()
    page.wait_for_function("sounded[sounded.length - 1] === 'end'")
    page.locator("[data-action=aloud]").click()
    page.wait_for_function("sounded[sounded.length - 1].startsWith('An answer.')")


def test_an_author_adds_a_way_and_is_told_what_is_loose(page: Page) -> None:
    page.locator("[data-action=write]").click()
    page.locator("[data-action=edit]").first.click()
    page.locator("[data-action=link]").click()
    page.locator("[name=label]").fill("Climb the roof")
    page.locator("[name=to]").select_option(label="A new scene")
    page.locator("[name=new_scene]").fill("The roof")
    page.locator("[data-action=link-save]").click()
    expect(page.locator("[data-item]", has_text="Climb the roof")).to_contain_text("The roof")
    page.locator("[data-action=back-to-all]").click()
    page.locator("[data-action=repair]").click()
    expect(page.get_by_role("heading", name="The roof")).to_be_visible()
    page.locator("[name=ending]").check()
    page.locator("[data-action=change]").click()
    expect(page.locator(".story-loose")).to_have_count(0)
    page.locator("[data-action=leave]").click()
    page.locator("[data-action=begin]").click()
    page.get_by_role("button", name="Climb the roof").click()
    expect(page.locator(".story-end")).to_be_visible()


def test_ways_that_were_read_as_fields_are_ways() -> None:
    fields = (Field(name="hide", label="hide under the desk"), Field(name="run", label="run down"))
    draft = blocks.discover()["story"].draft(Wish(brief=Brief(keep="hide under the desk, run down"), fields=fields))
    assert draft.screen.options["ways"] == ["hide under the desk", "run down"]
    assert not {"hide", "run"} & {field.name for field in draft.things[0].fields}
