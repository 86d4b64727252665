"""An edit by chat moves, or leaves without a place, what a learner changed by hand in a mini program: it goes along, or one sentence says where it is."""

from __future__ import annotations

import json

import pytest

from bot.services import Parts
from scaffolds.generator import build, pack
from scaffolds.operations import RenameScreen, apply
from scaffolds.returned import Returned, read
from scaffolds.spec import AppSpec, Language
from tests.chatting import Chatter
from tests.platforms.test_weixin_crossing import HEAVY, LIGHT, MINE

NAMED = apply(LIGHT, [RenameScreen(screen="talk", label={"en": "Talk", "zh-Hant": "溝通", "zh-Hans": "沟通"})])
PAGE, PART, TALK = "pages/story/story.js", "parts/story/scene.js", "pages/talk/talk.js"


async def who_sent(parts: Parts, changed: dict[str, bytes], language: Language = "en", spec: AppSpec = LIGHT) -> Chatter:
    """A learner who changed files of the light app and sent the zip back."""
    ann = Chatter(parts, language=language)
    await ann.say(file=pack(build(spec, "weixin") | changed, spec.slug))
    return ann


async def fetched(ann: Chatter) -> Returned:
    """The mini program's zip of the version that they have."""
    await ann.say("/zip weixin")
    zipped = await ann.zip()
    assert zipped is not None
    return read(zipped)


async def test_a_screen_more_and_one_less_lose_nothing(parts: Parts) -> None:
    made = build(LIGHT, "weixin")
    ann = await who_sent(
        parts, {PAGE: made[PAGE] + MINE, PART: made[PART] + MINE, "my_rules.js": made["my_rules.js"] + MINE, "extra.js": b"module.exports = {};\n"}
    )
    await ann.say("add a reminder screen")
    heavy = await fetched(ann)
    assert "begins with a list of its screens" in ann.text and len(json.loads(heavy.files["app.json"])["subPackages"]) == 4
    theirs = {path for path, content in heavy.files.items() if MINE in content}
    assert theirs == {PAGE, "pages/story/parts/scene.js", "my_rules.js"} and "extra.js" in heavy.files
    await ann.say("remove the reminder screen")
    light = await fetched(ann)
    assert "list of its screens" not in ann.text and "tabBar" in json.loads(light.files["app.json"])
    assert light.files[PAGE] == made[PAGE] + MINE and light.files[PART] == made[PART] + MINE
    assert MINE in light.files["my_rules.js"]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "begins with a list"), ("zh-Hant", "列出各頁的清單，底部沒有分頁"), ("zh-Hans", "列出各页的清单，底部没有标签")]
)
async def test_that_it_begins_with_a_list_is_said_with_the_zip(parts: Parts, language: Language, said: str) -> None:
    ann = Chatter(parts, language=language)
    await ann.say(file=pack(build(HEAVY), HEAVY.slug))
    await ann.say("/zip weixin")
    assert said in ann.text
    await ann.say("/zip")
    assert said not in ann.text


@pytest.mark.parametrize(
    ("language", "wish", "said"),
    [
        ("en", "remove the Talk screen", "You changed Talk by hand"),
        ("zh-Hant", "刪除「溝通」這一頁", "你親手改過「溝通」，"),
        ("zh-Hans", "删除“沟通”这一页", "你亲手改过“沟通”，"),
    ],
)
async def test_lines_without_a_place_are_named_and_come_back_with_undo(parts: Parts, language: Language, wish: str, said: str) -> None:
    ann = await who_sent(parts, {TALK: build(NAMED, "weixin")[TALK] + MINE}, language, NAMED)
    await ann.say(wish)
    assert said in ann.text
    assert TALK not in (await fetched(ann)).files
    await ann.say("/undo")
    assert (await fetched(ann)).files[TALK].endswith(MINE)


async def test_lines_that_do_not_fit_any_more_are_told(parts: Parts) -> None:
    """A file of theirs takes a part of a screen, which a phone loads apart once the app is heavy."""
    ann = await who_sent(parts, {"extra.js": b'const scene = require("./parts/story/scene.js");\n\nmodule.exports = { scene };\n'})
    await ann.say("add a reminder screen")
    assert "does not fit this version of the WeChat mini program (extra.js, line 1" in ann.text and "Undo" in ann.text


async def test_a_mini_program_that_comes_back_is_proved_and_given_as_one(parts: Parts) -> None:
    made = build(LIGHT, "weixin")
    ann = await who_sent(parts, {PAGE: made[PAGE] + MINE})
    zipped = await ann.zip()
    assert zipped is not None and read(zipped).platform == "weixin" and read(zipped).files[PAGE].endswith(MINE)
    broken = await who_sent(parts, {PAGE: made[PAGE] + b'require("./nowhere.js");\n'})
    assert await broken.zip() is None and "nowhere.js" in broken.text


async def test_a_zip_of_another_kind_says_what_it_does_not_have(parts: Parts) -> None:
    ann = await who_sent(parts, {PAGE: build(LIGHT, "weixin")[PAGE] + MINE})
    web = build(LIGHT)
    await ann.say(file=pack(web | {"public/style.css": web["public/style.css"] + b"/* by Ann */\n"}, LIGHT.slug))
    assert "故事" in ann.text and "version 1 still has it" in ann.text
