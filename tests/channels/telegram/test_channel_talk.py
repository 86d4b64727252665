"""A student alone with Sampan in Telegram, from the problem to the zip and on, over real HTTP."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest

from bot.channels.telegram.announce import listed
from bot.channels.telegram.channel import Doorway
from bot.channels.telegram.picture import fits_as_thumbnail
from bot.locales import locale
from scaffolds.spec import Language
from tests.bot_api import BotApi, ServerError
from tests.channels.telegram.conftest import Enter
from tests.channels.telegram.talking import CODES, PROBLEMS, ids, presses, says, silent, to_zip

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")


def read(value: object) -> Any:
    """A parameter as it was sent: as JSON, or as JSON in a text."""
    return json.loads(value) if isinstance(value, str) else value


MINI_APP = "https://sampan.test/telegram/app"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_a_problem_to_a_zip(api: BotApi, enter: Enter, language: Language) -> None:
    ann = api.private_chat("Ann", language_code=CODES[language])
    async with enter():
        greeting = await says(ann, "/start")
        assert {"en": "program", "zh-Hant": "舢舨", "zh-Hans": "舢板"}[language] in greeting.text
        zip_ = await to_zip(ann, PROBLEMS[language])
        await ann.wait_for(lambda seen: seen.menu_button["type"] == "web_app")
    assert zip_.document is not None and zip_.document_name is not None
    names = zipfile.ZipFile(io.BytesIO(zip_.document)).namelist()
    assert f"{zip_.document_name.removesuffix('.zip')}/OPEN-ME.html" in names
    assert zip_.keyboard[0] == [{"text": locale(language)("telegram.open"), "web_app": {"url": MINI_APP}}]
    assert ann.menu_button == {"type": "web_app", "text": locale(language)("telegram.menu"), "web_app": {"url": MINI_APP}}
    assert ann.last.id > zip_.id and ids(ann.last)[0] == "predict:0", "the guess comes after the zip"
    assert not api.faults_of_bot and not api.unanswered
    assert not re.search(r"\{\{|\*\*|None|traceback", "\n".join(ann.texts))


async def test_the_zip_bears_a_picture_of_the_app(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        zip_ = await to_zip(ann, PROBLEMS["en"])
    thumbnail = zip_.wire["document"]["thumbnail"]
    assert fits_as_thumbnail(api.world.files.by_id[thumbnail["file_id"]].data)


async def test_commands_follow_a_learner_who_writes_the_simplified_script(api: BotApi, enter: Enter) -> None:
    ann, ben = api.private_chat("Ann"), api.private_chat("Ben")
    async with enter():
        await says(ann, PROBLEMS["zh-Hans"])
        await says(ann, "/help")
        await says(ben, PROBLEMS["zh-Hant"])
        await silent(ben, 0.05)
    told = [call.params for call in api.calls_of("setMyCommands") if "chat_id" in str(call.params["scope"])]
    assert [(read(one["scope"])["chat_id"], read(one["commands"])) for one in told] == [(ann.id, listed("all_private_chats", "zh-Hans"))]


async def test_a_plain_sentence_changes_the_app_and_undo_takes_it_back(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        await to_zip(ann, PROBLEMS["en"])
        edited = await says(ann, "add a phone field")
        assert edited.document and "phone" in edited.text.lower()
        undone = await presses(ann, "undo", edited)
        versions = await says(ann, "/versions")
    assert "1" in undone.text and "1 (now)" in versions.text
    assert "Versions by" not in versions.text, "alone there is nobody to tell apart"


async def test_a_zip_comes_back_and_is_their_app(api: BotApi, enter: Enter) -> None:
    ann, ben = api.private_chat("Ann"), api.private_chat("Ben")
    async with enter():
        zip_ = await to_zip(ann, PROBLEMS["en"])
        assert zip_.document and zip_.document_name
        before = len(ben.answers)
        ben.sends_document(zip_.document, zip_.document_name, "application/zip")
        await ben.wait_for(before + 1)
        versions = await says(ben, "/versions")
    assert ben.answers[0].document and "1 (now)" in versions.text
    assert not api.faults_of_bot


@pytest.mark.parametrize(
    ("data", "name", "mime", "size", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "app.zip", "application/zip", None, "the zip of an app"),
        (b"PK\x03\x04" + bytes(200), "app.zip", "application/zip", 12, "zip"),
        (b"PK" + bytes(21 * 1024 * 1024), "app.zip", "application/zip", None, "too large"),
        (b"PK" + bytes(21 * 1024 * 1024), "app.zip", "application/zip", 300, "too large"),
        (b"", "x" * 300 + ".zip", "application/zip", 7, "zip"),
    ],
    ids=["a picture that says zip", "broken, and another size", "21 MB", "21 MB that says 300 bytes", "empty"],
)
async def test_a_file_that_is_not_what_it_says(api: BotApi, enter: Enter, data: bytes, name: str, mime: str, size: int | None, said: str) -> None:
    ann = api.private_chat()
    async with enter():
        await says(ann, PROBLEMS["en"])
        ann.sends_document(data, name, mime, size=size)
        await ann.wait_for(2)
        assert said in ann.answers[1].text and "Nothing has changed" in ann.answers[1].text
        assert "who:family" in ids(ann.answers[1]), "the open question stays"


async def test_a_file_that_cannot_be_fetched(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    api.script("getFile", times=5, fault=ServerError(502))
    async with enter():
        await says(ann, PROBLEMS["en"])
        ann.sends_document(b"PK", "app.zip", "application/zip")
        await ann.wait_for("did not come through")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_cannot_be_read_is_told_and_the_question_stays(api: BotApi, enter: Enter, language: Language) -> None:
    ann = api.private_chat("Ann", language_code=CODES[language])
    async with enter():
        await says(ann, PROBLEMS[language])
        ann.sends_voice()
        ann.sends_sticker()
        ann.sends_poll("?", ["a", "b"])
        ann.sends_location(22.3, 114.2)
        ann.sends_photo(b"\xff\xd8\xff\xe0")
        ann.sends_web_app_data("{}")
        ann.post({"contact": {"phone_number": "+85291234567", "first_name": "Chan"}})
        ann.post({"dice": {"emoji": "🎲", "value": 3}})
        await ann.wait_for(9)
    assert all("who:family" in ids(one) for one in ann.answers), "the open question stays"
    assert len({text.split("\n")[0] for text in ann.texts[1:]}) == 7, "a sticker and a die are the same to us"
    assert "91234567" not in "".join(ann.texts)


async def test_words_beside_a_picture_are_read(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        ann.sends_photo(b"\xff\xd8\xff\xe0", caption=PROBLEMS["en"])
        await ann.wait_for(1)
    assert "queue for one shower" in ann.last.text


async def test_an_edited_message_is_said_anew(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        first = ann.says("asdf qwer")
        await ann.wait_for(1)
        ann.edits(first, PROBLEMS["en"])
        await ann.wait_for("queue for one shower")


async def test_channel_posts_and_notices_are_left_alone(api: BotApi, enter: Enter) -> None:
    news = api.channel("News")
    group = api.group("Club", members=[api.user("Ann"), api.user("Ben")])
    async with enter():
        news.posts("hello @sampan_test_bot")
        group.joins(api.user("Cleo"))
        api.raw_update(edited_channel_post={"chat": news.wire}, nonsense=1)
        await silent(group)
    assert news.answers == [] and not api.faults_of_bot


async def test_one_button_bears_the_tick_the_one_pressed_last(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        said = await says(ann, PROBLEMS["en"])
        await presses(ann, "idk", said)
        await ann.wait_for(lambda seen: "✓ Not sure" in seen.answers[0].buttons)
        await presses(ann, "who:family", said)
        await ann.wait_for(lambda seen: "✓ My family" in seen.answers[0].buttons)
    assert said.buttons == ["Everyone around here", "✓ My family", "My class", "Not sure"]
    assert not api.faults_of_bot


async def test_a_press_on_an_old_message_is_answered(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        first = await says(ann, PROBLEMS["en"])
        second = await presses(ann, "idk", first)
        third = await presses(ann, ids(second)[0], second)
        again = await presses(ann, ids(second)[1], second)
        assert again.text and again.id > third.id
        ann.deletes(first)
        gone = await presses(ann, "who:family", first)
        assert gone.text
    assert not api.faults_of_bot and not api.unanswered


@pytest.mark.parametrize("data", ["deadbeef-1|version:99999", "deadbeef-1|block:nonsense", "x|y", "a-1|#0123456789abcdef", "a-1|again:" + "0" * 32])
async def test_a_press_of_another_chat_or_a_forged_one_gets_an_ordinary_answer(api: BotApi, enter: Enter, data: str) -> None:
    ann = api.private_chat()
    async with enter():
        said = await says(ann, PROBLEMS["en"])
        press = ann.presses(said, data=data)
        await press.answered()
        await ann.wait_for(2)
    assert ann.last.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_press_that_says_nothing_is_told_so_in_a_pop_up(api: BotApi, enter: Enter, language: Language) -> None:
    ann = api.private_chat("Ann", language_code="de")
    async with enter():
        said = await says(ann, PROBLEMS[language])
        for data in ("no mark", "a|", "\x00|x", "🎲" * 16):
            press = ann.presses(said, data=data)
            assert await press.answered() == {"text": locale(language)("telegram.old_press")}
        await silent(ann, 0.05)


async def test_a_blocked_bot_lets_it_be_and_is_there_again_afterwards(api: BotApi, enter: Enter) -> None:
    ann, ben = api.private_chat("Ann"), api.private_chat("Ben", started=True)
    async with enter() as door:
        said = await says(ann, PROBLEMS["en"])
        ann.user.blocks_bot()
        ann.presses(said, "Not sure")
        ben.user.deletes_account()
        ben.says("hello")
        await says(api.private_chat("Cleo"), "hello")
        await silent(ann, 0.6)
        assert await door.parts.store.waiting_answers("telegram:") == []
        ann.user.unblocks_bot()
        assert (await says(ann, "my class")).text
    refused = [call for call in api.log if call.code == 403 and call.method == "sendMessage"]
    assert len(refused) == 2, "once each, and never again"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_code_that_opens_nothing_is_said_in_one_sentence(api: BotApi, enter: Enter, language: Language) -> None:
    ann = api.private_chat("Ann", language_code=CODES[language])
    async with enter():
        said = await says(ann, "/start NOSUCHCODE_1")
    assert "NOSUCHCODE_1" in said.text.split("\n")[0]
    assert len(ids(said)) == 4, "and the talk begins as without it"


async def test_a_try_links_code_shows_that_app(api: BotApi, enter: Enter) -> None:
    ann, ben = api.private_chat("Ann"), api.private_chat("Ben", language_code="zh-hant")
    async with enter():
        await to_zip(ann, PROBLEMS["en"])
        link = re.search(r"https://sampan\.test/try/(\S+)", (await says(ann, "/try")).text)
        assert link
        shown = await says(ben, f"/start {link[1]}")
    assert "Shower Time" in shown.text and link[0] in shown.text
    assert "舢舨" in shown.text


async def test_without_an_address_that_phones_reach_the_zip_comes_all_the_same(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter(public_url="http://127.0.0.1:8000", doorway=Doorway(unpaced=True)):
        zip_ = await to_zip(ann, PROBLEMS["en"])
    assert zip_.document and "Open the app" not in str(zip_.buttons) and ann.menu_button == {"type": "commands"}
    assert not api.faults_of_bot


async def test_very_long_words_and_signs_are_data(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        assert (await says(ann, "<b>{{7*7}}</b> *_[x](y)_* `" + "shower queue " * 300)).text
        assert (await says(ann, "/nonsense")).text
        assert (await says(ann, "\u200b")).text
    assert not api.faults_of_bot
