"""A quiz that is heard and answered by voice: the draft, how what was heard is compared, and the screen with a simulated voice and ear.

Headless browsers neither speak nor hear: `window.sampanSpeech` is the seam of the shell's `speech.js`, and `PARTS` a simulated device behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from scaffolds import blocks, generator, modules
from scaffolds.blocks.quiz import speaking
from scaffolds.engine.realm import Realm
from scaffolds.screens import shared_words
from scaffolds.spec import AppSpec, Brief, Language, SpecError
from scaffolds.wish import Wish
from tests.browser import browser, open_page, troubles, unpack
from tests.scaffolds.stage import Stage, app_of, failures

__all__ = ["browser"]
FOLDER = Path(__file__).parents[1]
BLOCK = blocks.discover()["quiz"]
SPOKEN = {"mode": "speak", "voice": "cmn"}
ALIKE = {"蘋": "苹", "髮": "发", "發": "发"}
APPLE = {"question": "apple", "right": "蘋果", "wrong_1": "香蕉", "why": "果 is fruit."}
PARTS = """
window.saidAloud = [];
window.sampanSpeech = {
  synthesis: {
    getVoices: () => [{ lang: "zh-CN" }, { lang: "zh-HK" }], cancel: () => {},
    speak: (one) => { window.saidAloud.push([one.text, one.lang, one.rate]); one.onstart({}); setTimeout(() => one.onend({}), 5); },
  },
  Utterance: function (text) { this.text = text; },
  Recognition: EARS && function () { window.ear = this; this.start = () => {}; this.abort = () => { window.aborted = true; this.onend({}); }; },
};
window.hear = (words) => window.ear.onresult({ results: [[{ transcript: words, confidence: 0.9 }]] });
"""


def spoken(language: Language = "en", **options: Any) -> AppSpec:
    return app_of("quiz", Wish(language=language), options={**SPOKEN, **options})


# --- the draft


@pytest.mark.parametrize(
    ("problem", "language", "mode", "voice"),
    [
        ("train pronunciation of new words", "en", "speak", "en"),
        ("a Putonghua quiz where you say the answer", "en", "speak", "cmn"),
        ("we practise speaking Cantonese with newcomers", "en", "speak", "yue"),
        ("listening practice for the English exam", "en", "choose", "en"),
        ("普通話口試好驚，想練多啲", "zh-Hant", "speak", "cmn"),
        ("想練發音", "zh-Hant", "speak", "yue"),
        ("英文默書成日錯", "zh-Hant", "choose", "en"),
        ("想练普通话口语", "zh-Hans", "speak", "cmn"),
        ("英语听力不好", "zh-Hans", "choose", "en"),
        ("i have a biology test on friday", "en", "choose", ""),
        ("people say nobody knows our district", "en", "choose", ""),
        ("普通話班的生字", "zh-Hant", "choose", ""),
        ("", "zh-Hans", "choose", ""),
    ],
)
def test_a_wish_to_speak_or_to_listen_is_noticed(problem: str, language: Language, mode: str, voice: str) -> None:
    options = blocks.options_of(BLOCK.draft(Wish(language=language, brief=Brief(problem=problem))).screen)
    assert (options.mode, options.voice) == (mode, voice)


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
@pytest.mark.parametrize("options", [SPOKEN, {"mode": "speak"}, {"voice": "en"}])
def test_apps_of_every_make_hold_their_own_checks(language: Language, options: dict[str, Any]) -> None:
    assert failures(app_of("quiz", Wish(language=language), options=options)) == []


def test_a_voice_that_is_not_known_and_a_pace_beyond_bounds_are_refused() -> None:
    for odd in ({"voice": "tlh"}, {"rate": 9}, {"mode": "sing"}):
        with pytest.raises(SpecError):
            app_of("quiz", options=odd)


def test_only_a_spoken_quiz_carries_an_ear_and_asks_for_the_microphone() -> None:
    plain, heard, said = (generator.build(app_of("quiz", options=options), "web") for options in ({}, {"voice": "en"}, SPOKEN))
    assert not [path for path in (*plain, *heard) if path.startswith("public/parts/quiz/")]
    assert "public/parts/quiz/speaking.js" in said
    assert b"speech" not in plain["public/screens/quiz.js"] and b'"speech.js"' not in plain["public/sw.js"]
    assert b'"speech.js"' in heard["public/sw.js"] and b'"parts/quiz/speaking.js"' in said["public/sw.js"]
    specs = app_of("quiz"), spoken()
    assert [BLOCK.permissions(spec, spec.screens[0]) for spec in specs] == [(), ("microphone",)]


def test_a_spoken_quiz_is_a_quiz_of_picking_in_wechat() -> None:
    made = generator.build(spoken(), "weixin")
    assert not [path for path in made if "speaking" in path or "speech" in path]


# --- what was heard


@pytest.mark.parametrize(
    ("right", "said", "how", "share"),
    [
        ("蘋果", "苹果", "right", (2, 2)),
        ("蘋果", "蘋果。", "right", (2, 2)),
        ("蘋果（píng guǒ）", "蘋果", "right", (2, 2)),
        ("(A)", "a", "right", (1, 1)),
        ("頭髮", "头发", "near", (1, 2)),
        ("Good morning!", "good  MORNING", "right", (11, 11)),
        ("ＡＢＣ", "abc", "right", (3, 3)),
        ("don’t", "don't", "right", (4, 4)),
        ("Good morning", "God morning", "near", (10, 11)),
        ("四是四", "是四", "near", (2, 3)),
        ("蘋果", "我要蘋果", "other", (0, 2)),
        ("蘋果", "香蕉", "other", (0, 2)),
        ("蘋果", "", "other", (0, 2)),
        ("？！", "？", "other", (0, 0)),
    ],
)
def test_writing_is_compared_without_case_marks_or_kind_of_characters(right: str, said: str, how: str, share: tuple[int, int]) -> None:
    heard = STAGE.ask("hearing", {"right": right}, said, ALIKE)
    assert (heard["how"], (heard["right"], heard["of"])) == (how, share)


@pytest.mark.parametrize(("text", "alike"), [("蘋果苹", {"蘋": "苹"}), ("裏面", {"裏": "里"}), ("四", {"四": "4"}), ("apple 果", {}), ("", {})])
def test_which_characters_are_the_same_is_looked_up(text: str, alike: dict[str, str]) -> None:
    realm = Realm({"characters.js": modules.to_commonjs((FOLDER / "speaking" / "characters.js").read_text(encoding="utf-8"))})
    assert realm.call("characters.js", "alikeOf", [text], "2026-03-02T08:00") == alike


def test_an_answer_that_is_said_is_kept_as_right_or_wrong_and_nothing_else() -> None:
    stage = Stage(spoken())
    assert stage.act("add", APPLE)["ok"]
    question = stage.shelf.last
    for said, right in (("香蕉", False), ("苹果", True)):
        assert stage.act("answer", {"id": question, "said": said, "alike": ALIKE}, who="b")["ok"]
        [row] = stage.app("b")["rows"]["answer"]
        assert {name: row[name] for name in row if name not in ("id", "mine")} == {"question": question, "right": right, "day": "2026-03-02"}
    assert stage.act("answer", {"id": question, "choice": "香蕉"}, who="b")["say"]["word"] == "wrong_answer"
    assert stage.act("answer", {"id": question, "said": "  。"}, who="b")["why"] == "nothing_said"


def test_a_round_counts_questions_and_the_characters_that_were_said() -> None:
    rows = [{**APPLE, "id": "one"}, {**APPLE, "id": "two", "right": "頭髮"}, {**APPLE, "id": "three"}]
    app = {"rows": {"question": rows, "answer": []}, "owner": False, "now": "2026-03-02T08:00"}
    answers = {"one": {"said": "苹果", "alike": ALIKE}, "two": {"said": "头发", "alike": ALIKE}, "three": "蘋果"}
    how = STAGE.ask("result", ["one", "two", "three"], answers, app)
    assert (how["right"], how["of"], how["marks"]) == (2, 3, {"right": 3, "of": 4})


@pytest.mark.parametrize(
    ("voice", "words", "shown", "tag"),
    [
        ("cmn", "蘋果", "en", "cmn"),
        ("cmn", "apple", "zh-Hant", "en"),
        ("cmn", "123", "en", "cmn"),
        ("en", "蘋果", "zh-Hans", "cmn"),
        ("en", "蘋果", "en", "yue"),
    ],
)
def test_a_voice_reads_only_letters_that_it_knows(voice: str, words: str, shown: str, tag: str) -> None:
    assert Stage(spoken(voice=voice)).ask("voiceFor", words, shown) == tag


STAGE = Stage(spoken())
ODD = (
    st.none()
    | st.integers()
    | st.text(max_size=300)
    | st.lists(st.none(), max_size=2)
    | st.dictionaries(st.sampled_from(["a", "__proto__"]), st.integers())
)


@settings(max_examples=80, deadline=None)
@given(ODD, ODD)
def test_rules_answer_whatever_was_heard(said: Any, alike: Any) -> None:
    answer = STAGE.ask("answer", {"id": "seed0001", "said": said, "alike": alike}, STAGE.app())
    assert answer["ok"] or answer["why"] in {**shared_words()["en"], **BLOCK.words["en"]}


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="ab 蘋", max_size=12), st.text(alphabet="ab 蘋", max_size=12))
def test_as_many_characters_are_right_as_there_are_at_most(right: str, said: str) -> None:
    heard = STAGE.ask("hearing", {"right": right}, said, {})
    assert 0 <= heard["right"] <= heard["of"] == len(right.replace(" ", ""))
    assert (heard["how"] == "right") == (heard["of"] > 0 and right.replace(" ", "") == said.replace(" ", ""))


def test_every_word_of_the_spoken_part_is_there_in_three_languages() -> None:
    asked = set(re.findall(r'say\(view, "(\w+)"[,)]', (FOLDER / "speaking" / "speaking.js").read_text(encoding="utf-8")))
    ear = (FOLDER.parents[1] / "platforms" / "web" / "shell" / "ear.js").read_text(encoding="utf-8")
    asked |= set(re.findall(r'"((?:mic|no)_\w+|nothing_heard)"', ear)) | {
        "by_say",
        "by_type",
        "by_choose",
        "again",
        "say",
        "near",
        "other",
        "heard",
        "typed",
        "letters",
    }
    for language in ("en", "zh-Hant", "zh-Hans"):
        assert asked <= set(speaking.words()[language])
        assert set(speaking.words()[language]) == set(speaking.words()["en"])


# --- the screen, with a simulated device


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    yield from opened(browser, tmp_path, ears=True)


def opened(browser: Browser, folder: Path, ears: bool, options: dict[str, Any] | None = None) -> Iterator[Page]:
    spec = app_of("quiz", options={**(SPOKEN if options is None else options), "questions": [APPLE]})
    place = unpack(generator.build(spec, "web"), folder)
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.add_init_script(PARTS.replace("EARS", "true" if ears else "false"))
    page = open_page(browser, (place / "OPEN-ME.html").as_uri(), context=context)
    page.locator("[data-action=play]").click()
    yield page
    assert troubles(page) == []
    context.close()


def test_it_listens_after_a_yes_tells_what_it_heard_and_lets_one_try_again(page: Page) -> None:
    page.locator("[data-action=say]").click()
    assert page.evaluate("window.ear === undefined")
    page.locator("[data-action=listen-yes]").click()
    expect(page.locator("[data-action=stop-listening]")).to_be_focused()
    assert page.evaluate("ear.lang") == "zh-CN"
    page.evaluate("hear('平果')")
    expect(page.locator(".quiz-heard")).to_contain_text("平果")
    expect(page.locator(".quiz-heard")).to_contain_text("1 of 2")
    page.locator("[data-action=say]").click()
    page.evaluate("hear('苹果。')")
    expect(page.locator(".quiz-because")).to_contain_text("Yes, that is it.")
    page.locator("[data-action=next]").click()
    expect(page.locator("h2")).to_have_text("You knew all 1.")
    expect(page.locator(".quiz-end")).to_contain_text("2 of 2 points")


def test_whoever_stops_is_no_longer_listened_to(page: Page) -> None:
    page.locator("[data-action=say]").click()
    page.locator("[data-action=listen-yes]").click()
    page.locator("[data-action=stop]").click()
    page.wait_for_function("window.aborted === true")


def test_a_refused_microphone_leaves_typing_and_picking(page: Page) -> None:
    page.locator("[data-action=say]").click()
    page.locator("[data-action=listen-yes]").click()
    page.evaluate("ear.onerror({ error: 'not-allowed' })")
    expect(page.get_by_role("status").filter(has_text="microphone is not allowed")).to_be_visible()
    page.locator("[data-action=by-type]").click()
    page.locator("[name=said]").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("say or type")
    page.locator("[name=said]").fill("香蕉")
    page.locator("[data-action=check]").click()
    page.locator("[data-action=show]").click()
    expect(page.locator(".quiz-because")).to_contain_text("It is: 蘋果")
    page.locator(".quiz-because [data-action=hear]").click()
    page.wait_for_function("saidAloud.length === 1")
    assert page.evaluate("saidAloud") == [["蘋果", "zh-CN", 0.9]]


def test_a_browser_that_cannot_listen_says_so_and_answers_are_typed_or_picked(browser: Browser, tmp_path: Path) -> None:
    for page in opened(browser, tmp_path, ears=False):
        expect(page.locator("[data-screen]")).to_contain_text("cannot listen")
        expect(page.locator("[data-action=say]")).to_have_count(0)
        page.locator("[data-action=by-choose]").click()
        page.locator("[data-action=answer]", has_text="蘋果").click()
        expect(page.locator(".quiz-because")).to_contain_text("Yes, that is it.")


def test_a_question_is_heard_and_a_missing_voice_is_said(browser: Browser, tmp_path: Path) -> None:
    for page in opened(browser, tmp_path, ears=True, options={"voice": "cmn"}):
        page.locator("[data-action=hear]").click()
        expect(page.locator(".quiz-hear")).to_contain_text("no voice for that")
        page.locator("[data-action=answer]").first.click()
        expect(page.locator("[data-action=next]")).to_be_visible()
