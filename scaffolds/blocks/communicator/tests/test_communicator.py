"""Communicator: the draft from a wish, what may be said, kept and pinned, and the screen with a simulated voice and ear.

Headless browsers neither speak nor hear: `window.sampanSpeech` is the seam of the shell's `speech.js`, and `PARTS` a simulated device behind it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from scaffolds import blocks, generator
from scaffolds.blocks.communicator import board
from scaffolds.blocks.communicator.voices import only_voice_said, voice_named
from scaffolds.engine.play import OWNER
from scaffolds.screens import shared_words
from scaffolds.spec import Brief, Field, Language, SpecError, text_of
from scaffolds.wish import Facts, Wish
from tests.browser import browser, open_page, troubles, unpack
from tests.scaffolds.odd import odd_input
from tests.scaffolds.stage import Stage, app_of, failures

__all__ = ["browser"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
FOLDER = Path(__file__).parents[1]
BLOCK = blocks.discover()["communicator"]
PARTS = """
window.saidAloud = [];
window.sampanSpeech = {
  synthesis: {
    getVoices: () => VOICES.map((lang) => ({ lang: lang })), cancel: () => {},
    speak: (one) => { window.saidAloud.push([one.text, one.lang, one.rate]); one.onstart({}); setTimeout(() => one.onend({}), 5); },
  },
  Utterance: function (text) { this.text = text; },
  Recognition: function () { window.ear = this; this.start = () => {}; this.stop = () => this.onend({}); },
};
window.hear = (words, final) => window.ear.onresult({ resultIndex: 0, results: [Object.assign([{ transcript: words, confidence: 0.9 }], { isFinal: final })] });
"""


def draft_of(problem: str, language: Language = "en", **facts: Any) -> dict[str, Any]:
    return dict(BLOCK.draft(Wish(language=language, brief=Brief(problem=problem), facts=Facts(**facts))).screen.options)


def added(stage: Stage, who: str = "a", **given: Any) -> str:
    assert stage.act("add", {"text": "Umbrella", **given}, who)["ok"]
    return stage.shelf.last


# --- drafts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("items", [(), ("tea",), ("茶", "tea", "  ", "tea", "<b>")])
def test_apps_of_every_make_hold_their_own_checks(language: Language, items: tuple[str, ...]) -> None:
    spec = app_of("communicator", Wish(language=language, facts=Facts(items=items)))
    assert any(check.edge for check in spec.checks)
    assert failures(spec) == []


@pytest.mark.parametrize(
    ("problem", "language", "start"),
    [
        ("my cousin is deaf", "en", "captions"),
        ("I can't hear what the teacher says", "en", "captions"),
        ("表妹聽唔到人講嘢", "zh-Hant", "captions"),
        ("班里有个失聪的同学", "zh-Hans", "captions"),
        ("my brother is non-verbal", "en", "board"),
        ("嫲嫲中風後講唔到嘢", "zh-Hant", "board"),
        ("", "en", "board"),
    ],
)
def test_who_hears_little_begins_with_captions(problem: str, language: Language, start: str) -> None:
    assert draft_of(problem, language)["start"] == start


def test_the_voice_the_pace_and_one_switch_come_from_what_was_said() -> None:
    assert draft_of("read it in Cantonese")["speaks"] == "yue"
    assert draft_of("用普通話讀", "zh-Hant")["speaks"] == "cmn"
    assert draft_of("from English to Cantonese")["speaks"] == ""
    assert draft_of("for my grandma")["rate"] < draft_of("for my friend")["rate"]
    assert draft_of("佢淨係撳到一個掣", "zh-Hant")["one_switch"]
    assert not draft_of("a talking board")["one_switch"]


@pytest.mark.parametrize(("word", "voice"), [("廣東話", "yue"), ("Mandarin", "cmn"), ("Urdu", "ur"), ("尼泊爾語", "ne"), ("Klingon", "")])
def test_languages_are_known_by_what_people_call_them(word: str, voice: str) -> None:
    assert voice_named(word) == voice


def test_one_voice_is_taken_two_are_not() -> None:
    assert only_voice_said("English only") == "en" and only_voice_said("English, 廣東話") == "" and only_voice_said("") == ""


def test_what_was_listed_stands_first_and_own_fields_are_kept_once() -> None:
    fields = (Field(name="photo", label="相片", type="photo"), Field(name="place", label="在哪裏說"), Field(name="category", label="分類"))
    wish = Wish(language="zh-Hant", fields=fields, facts=Facts(items=("飲茶",), choices=("屋企",)))
    spec = app_of("communicator", wish)
    seeds = BLOCK.seeds(spec, spec.screens[0])
    assert seeds[0][1] == {"text": "飲茶", "picture": "🍵", "category": "我的話", "emergency": False}
    names = [text_of(field.label) for field in spec.things[0].fields]
    assert "在哪裏說" in names and "相片" not in names and "分類" not in names
    assert text_of(spec.things[0].fields[3].choices[0]) == "屋企"


@pytest.mark.parametrize(
    ("words", "emoji"),
    [
        ("My tea, please", "🍵"),
        ("Where are my glasses?", "👓"),
        ("打電話畀媽媽", "📞"),
        ("帶鎖匙", "🔑"),
        ("mom", "👩"),
        ("a steak", ""),
        ("<b>", ""),
    ],
)
def test_what_was_listed_has_a_picture_where_one_is_sure(words: str, emoji: str) -> None:
    assert board.guessed(words) == emoji


def test_categories_of_the_learners_own_are_let_be() -> None:
    assert board.category_key(("吃喝", "Other"), "food", "zh-Hans") == "吃喝"
    assert board.category_key(({"en": "Food and drink", "zh-Hant": "飲食"},), "food", "en") == "Food and drink"
    assert board.category_key(("Meals",), "food", "en") == ""


@pytest.mark.parametrize(("change", "place"), [({"pins_thing": "phrase"}, "options.pins_thing"), ({"heard_thing": "pin"}, "options.heard_thing")])
def test_things_that_do_not_fit_are_refused_with_their_place(change: dict[str, str], place: str) -> None:
    with pytest.raises(SpecError) as refused:
        app_of("communicator", options=change)
    assert refused.value.place == f"screens[0].{place}"


# --- rules


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"text": " "}, "empty"),
        ({"text": "a" * 121}, "too_long"),
        ({"picture": "an apple"}, "not_a_picture"),
        ({"picture": "🍎" * 9}, "not_a_picture"),
        ({"photo": "data:text/html;base64,AAAA"}, "not_a_photo"),
        ({"category": "__proto__"}, "not_a_choice"),
        ({"text": " WATER ", "category": "Food and drink"}, "there_already"),
    ],
)
def test_a_picture_that_cannot_be_is_refused(given: dict[str, Any], why: str) -> None:
    assert Stage(app_of("communicator")).act("add", {"text": "Umbrella", **given})["why"] == why


@pytest.mark.parametrize("picture", ["🍎", "🧑‍⚕️", "☂️", "1️⃣", "🇭🇰"])
def test_every_emoji_is_a_picture(picture: str) -> None:
    added(Stage(app_of("communicator")), picture=picture)


def test_pins_are_each_persons_own_and_stand_first() -> None:
    stage = Stage(app_of("communicator"))
    id = added(stage)
    stage.act("pin", {"id": id}, "b")
    assert stage.ask("phrases", stage.app("b"), "")[0]["id"] == id
    assert stage.ask("phrases", stage.app("a"), "")[-1]["id"] == id
    assert stage.act("pin", {"id": id}, "b")["changes"] == []
    assert len(stage.act("unpin", {"id": id}, "b")["changes"]) == 1


def test_a_picture_goes_with_the_pins_of_who_takes_it_away_and_is_gone_for_others() -> None:
    stage = Stage(app_of("communicator"))
    id = added(stage)
    stage.act("pin", {"id": id})
    assert stage.act("remove", {"id": id}, "b")["why"] == "not_yours"
    assert len(stage.act("remove", {"id": id})["changes"]) == 2
    assert stage.act("pin", {"id": id}, "b")["why"] == "gone"


def test_kept_captions_are_seen_by_their_writer_only() -> None:
    stage = Stage(app_of("communicator"))
    assert stage.act("keep", {"words": "after breakfast"})["ok"]
    assert [one["words"] for one in stage.ask("heard", stage.app("a"))] == ["after breakfast"]
    assert stage.ask("heard", stage.app("b")) == [] == stage.ask("heard", stage.app(OWNER))
    assert stage.act("keep", {"words": "a" * 2001})["why"] == "too_long_to_say"


@pytest.mark.parametrize(
    ("text", "chosen", "voice"),
    [
        ("飲水", "yue", "yue"),
        ("飲水", "cmn", "cmn"),
        ("water", "yue", "en"),
        ("پانی", "en", "ur"),
        ("पानी", "en", "hi"),
        ("水とお茶", "cmn", "ja"),
        ("!", "yue", "yue"),
    ],
)
def test_a_voice_is_chosen_that_can_read_the_letters(text: str, chosen: str, voice: str) -> None:
    assert Stage(app_of("communicator")).ask("voiceOfText", text, chosen) == voice


def test_pictures_of_a_new_board_are_said_in_every_language_and_own_ones_as_typed() -> None:
    stage = Stage(app_of("communicator", Wish(language="zh-Hant")))
    water = next(row for row in stage.app()["rows"]["phrase"] if row["text"] == "飲水")
    assert [stage.ask("words", water, voice, board.pictures()) for voice in ("en", "yue", "cmn")] == ["water", "飲水", "喝水"]
    assert stage.ask("words", {"text": "我的"}, "en", board.pictures()) == "我的"
    assert stage.ask("voiceFor", {"text": "mama", "language": "廣東話"}, "en") == "yue"


def test_a_sentence_has_spaces_where_the_language_has_them() -> None:
    stage = Stage(app_of("communicator"))
    assert stage.ask("sentence", ["I want", "water"]) == "I want water"
    assert stage.ask("sentence", ["我想要", "飲水"]) == "我想要飲水"
    assert stage.ask("sentence", []) == ""


ACTIONS = st.sampled_from(["add", "change", "remove", "pin", "unpin", "say", "keep", "forget", "trouble"])


@settings(max_examples=60, deadline=None)
@given(action=ACTIONS, given_=odd_input("text", "words", "why", "picture"))
def test_nothing_odd_makes_a_rule_throw(action: str, given_: Any) -> None:
    answer = ODD_STAGE.ask(action, given_, ODD_STAGE.app())
    assert answer["ok"] or answer["why"] in known_words()


ODD_STAGE = Stage(app_of("communicator"))


def known_words() -> set[str]:
    return set(BLOCK.words["en"]) | set(shared_words()["en"])


def test_every_word_that_the_parts_say_is_there() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (FOLDER / "web").glob("*.js")]
    said = {word for text in texts for word in re.findall(r'ui\.t\("(\w+)"[,)]', text)}
    assert said and said <= known_words()


# --- the screen, with a simulated device


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    yield from opened(browser, tmp_path, "zh-HK", "en-GB")


def opened(browser: Browser, folder: Path, *voices: str) -> Iterator[Page]:
    spec = app_of("communicator")
    place = unpack(generator.build(spec, "web"), folder)
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.add_init_script(PARTS.replace("VOICES", json.dumps(voices)))
    page = open_page(browser, (place / "OPEN-ME.html").as_uri(), context=context)
    yield page
    assert troubles(page) == []
    context.close()


def test_a_tap_says_a_picture_and_the_sentence_is_said_as_a_whole(page: Page) -> None:
    page.locator("[data-action=tap]", has_text="I want").click()
    page.locator("[data-action=tap]", has_text="water").click()
    page.locator("[data-action=say]").click()
    page.wait_for_function("saidAloud.length === 3")
    assert page.evaluate("saidAloud") == [["I want", "en-GB", 0.9], ["water", "en-GB", 0.9], ["I want water", "en-GB", 0.9]]
    page.locator("[data-action=back-one]").click()
    expect(page.locator(".talk-strip")).to_have_text("🙋I want")


def test_another_voice_says_the_same_picture_in_its_language(page: Page) -> None:
    page.locator("summary").click()
    page.get_by_role("button", name="Cantonese").click()
    page.get_by_role("button", name="slow").click()
    page.locator("[data-action=tap]", has_text="water").click()
    page.wait_for_function("saidAloud.length === 1")
    assert page.evaluate("saidAloud") == [["飲水", "zh-HK", 0.6]]


def test_without_a_voice_it_says_so_and_the_words_can_be_shown_and_turned(page: Page) -> None:
    page.locator("summary").click()
    page.get_by_role("button", name="Putonghua").click()
    page.locator("[data-action=tap]", has_text="water").click()
    expect(page.locator(".talk-hint")).to_contain_text("no voice for Putonghua")
    page.locator("[data-action=big]").click()
    expect(page.locator(".talk-caption")).to_have_text("喝水")
    page.locator("[data-action=turn]").click()
    expect(page.locator(".talk-stage.turned")).to_be_visible()


def test_help_fills_the_screen_at_once(page: Page) -> None:
    page.locator("[data-action=quick-help]").click()
    expect(page.locator(".talk-caption")).to_contain_text("I need help now")
    page.wait_for_function("saidAloud.length === 2")


def test_it_listens_only_after_a_yes_writes_large_and_keeps_only_by_a_tap(page: Page) -> None:
    page.locator("[data-action=mode-captions]").click()
    page.locator("[data-action=listen]").click()
    assert page.evaluate("window.ear === undefined")
    page.locator("[data-action=listen-yes]").click()
    page.evaluate("hear('take the white', false)")
    expect(page.locator(".talk-caption")).to_have_text("take the white")
    page.evaluate("hear('take the white pill', true)")
    page.reload()
    page.locator("[data-action=mode-captions]").click()
    expect(page.locator("[data-item]")).to_have_count(0)
    page.locator("[name=words]").fill("after breakfast")
    page.keyboard.press("Enter")
    page.locator("[data-action=keep]").click()
    expect(page.locator("[data-item]", has_text="after breakfast")).to_be_visible()
    page.reload()
    page.locator("[data-action=mode-captions]").click()
    expect(page.locator("[data-item]", has_text="after breakfast")).to_be_visible()


def test_a_microphone_that_is_refused_is_said_in_a_sentence(page: Page) -> None:
    page.locator("[data-action=mode-captions]").click()
    page.locator("[data-action=listen]").click()
    page.locator("[data-action=listen-yes]").click()
    page.evaluate("ear.onerror({ error: 'not-allowed' })")
    expect(page.get_by_role("alert")).to_contain_text("microphone is not allowed")
    expect(page.locator("[data-action=listen]")).to_be_visible()


def test_leaving_the_captions_ends_the_listening(page: Page) -> None:
    page.locator("[data-action=mode-captions]").click()
    page.locator("[data-action=listen]").click()
    page.locator("[data-action=listen-yes]").click()
    page.evaluate("ear.stop = () => { window.stopped = true; }")
    page.locator("[data-action=mode-board]").click()
    page.wait_for_function("window.stopped === true")
    page.locator("[data-action=mode-captions]").click()
    expect(page.locator("[data-action=listen]")).to_be_visible()


def test_one_switch_marks_rows_and_takes_the_marked_picture(page: Page) -> None:
    """The page's clock stands, so that nothing else is marked before the key is pressed."""
    page.clock.install(time="2026-03-02T08:10:00+08:00")
    page.reload()
    page.clock.pause_at("2026-03-02T08:20:00+08:00")
    page.locator("summary").click()
    page.locator("[data-action=switch]").click()
    expect(page.locator(".talk-quick.marked")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("[data-action=quick-yes].marked")).to_be_visible()
    page.keyboard.press("Space")
    page.wait_for_function("saidAloud.length === 1")
    assert page.evaluate("saidAloud[0][0]") == "Yes"
    page.keyboard.press("Escape")
    expect(page.locator(".marked")).to_have_count(0)


def test_phrases_that_were_read_as_fields_are_pictures() -> None:
    fields = (Field(name="one", label="吃饭了"), Field(name="two", label="吃药了没有", type="yes_no"))
    wish = Wish(language="zh-Hans", brief=Brief(keep="吃饭了、吃药了没有"), fields=fields)
    draft = blocks.discover()["communicator"].draft(wish)
    assert draft.screen.options["starters"] == ["吃饭了", "吃药了没有"]
    assert not {"one", "two"} & {field.name for field in draft.things[0].fields}
