"""The fake Bot API: what people do reaches the bot, and what the bot does is seen as a person sees it."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Bot, BotCommand, BotCommandScopeChat, InputMediaPhoto, LinkPreviewOptions
from telegram.error import Forbidden

from tests.bot_api import BotApi
from tests.bot_api.checks.entities import check_entities
from tests.bot_api.echo import YES, application
from tests.bot_api.mentions import find_entities
from tests.bot_api.params import Params
from tests.bot_api.wire import cut, units


async def test_python_telegram_bot_polls_echoes_and_answers_a_button(api: BotApi) -> None:
    async with application(api) as app:
        assert app.updater is not None
        await app.updater.start_polling(timeout=2)
        ann = api.private_chat("Ann")
        ann.says("你好 😀")
        await ann.wait_for("heard 你好 😀")
        press = ann.presses(button="Yes")
        assert await press.answered() == {"text": "right away"}
        await ann.wait_for(2)
        await app.updater.stop()
    assert (ann.answers[0].text, ann.answers[0].before, ann.answers[0].buttons) == ("done", ["heard 你好 😀"], [])
    assert (ann.last.document, ann.last.document_name, ann.last.text) == (b"PK...", "app.zip", "your app")
    assert api.faults_of_bot == [] and api.unanswered == []


async def test_python_telegram_bot_reads_what_the_methods_return(api: BotApi, bot: Bot) -> None:
    ann, club = api.private_chat("Ann", started=True), api.group("Club")
    club.promotes_bot()
    assert (await bot.get_me()).username == api.world.bot["username"]
    assert (await bot.get_chat(ann.id)).first_name == "Ann"
    assert {one.status for one in await bot.get_chat_administrators(club.id)} == {"creator", "administrator"}
    assert (await bot.get_chat_member(club.id, club.user.id)).status == "creator"
    await bot.set_my_commands([BotCommand("help", "說明")], scope=BotCommandScopeChat(ann.id), language_code="zh")
    assert await bot.get_my_commands(scope=BotCommandScopeChat(ann.id), language_code="zh") == (BotCommand("help", "說明"),)
    assert await bot.get_my_commands() == ()
    await bot.set_my_short_description("短", language_code="zh")
    assert (await bot.get_my_short_description("zh")).short_description == "短"
    assert api.faults_of_bot == []


async def test_files_go_both_ways(api: BotApi, bot: Bot) -> None:
    ann = api.private_chat("Ann")
    sent = ann.sends_document(b"PK from Ann", "app.zip")
    file = await bot.get_file(sent.wire["document"]["file_id"])
    assert bytes(await file.download_as_bytearray()) == b"PK from Ann"
    kept = await bot.send_document(ann.id, b"PK from the bot", filename="new.zip", reply_markup=YES)
    assert kept.document is not None
    await bot.send_document(ann.id, kept.document.file_id)
    assert [message.document for message in ann.answers] == [b"PK from the bot"] * 2
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (40).to_bytes(4, "big") + (30).to_bytes(4, "big")
    album = await bot.send_media_group(ann.id, [InputMediaPhoto(png), InputMediaPhoto(png, caption="two")])
    assert (album[0].photo[0].width, album[1].caption) == (40, "two")
    assert (await bot.send_photo(ann.id, png)).photo[-1].height == 30


async def test_a_draft_is_shown_apart_and_goes_when_the_message_comes(api: BotApi, bot: Bot) -> None:
    ann = api.private_chat("Ann", started=True)
    await bot.send_message_draft(ann.id, 7, "I am th")
    await bot.send_message_draft(ann.id, 7, "I am thinking")
    await bot.send_chat_action(ann.id, "typing")
    assert (ann.shown, ann.drafts, ann.draft_history) == ([], {7: "I am thinking"}, [(7, "I am th"), (7, "I am thinking")])
    await bot.send_message(ann.id, "I have thought", link_preview_options=LinkPreviewOptions(is_disabled=True))
    assert (ann.texts, ann.drafts, [action for _, action in ann.actions]) == (["I have thought"], {}, ["typing"])


async def test_what_stands_in_a_group(api: BotApi, bot: Bot) -> None:
    api.world.privacy = True
    hall = api.supergroup("Hall", forum=True)
    showers = hall.topic("Showers")
    hall.says("among ourselves", thread=showers)
    hall.says("/help@another_bot", thread=showers)
    hall.says("😀 @sampan_test_bot help us", thread=showers)
    (update,) = [one for one in await bot.get_updates() if one.effective_message and one.effective_message.text]
    message = update.effective_message
    assert message is not None
    assert (message.message_thread_id, message.parse_entities()) == (showers, {message.entities[0]: "@sampan_test_bot"})
    await bot.send_message(hall.id, "yes", message_thread_id=showers, reply_to_message_id=message.id)
    assert (hall.last.thread, hall.last.reply_to) == (showers, message.id)


async def test_an_answer_in_a_plain_supergroup_bears_a_thread_that_is_no_topic(api: BotApi) -> None:
    hall = api.supergroup("Hall")
    first = hall.says("which room?")
    answer = hall.says("this one", reply_to=first)
    assert (answer.thread, "is_topic_message" in answer.wire) == (first.id, False)


async def test_html_becomes_entities(api: BotApi, bot: Bot) -> None:
    ann = api.private_chat("Ann", started=True)
    await bot.send_message(ann.id, '😀 <b>a &amp; <i>b</i></b> <a href="https://example.org">c</a>', parse_mode="HTML")
    assert (ann.last.text, ann.last.marked) == ("😀 a & b c", [("bold", "a & b"), ("italic", "b"), ("text_link", "c")])


async def test_a_press_of_old_or_forged_data_comes_as_it_was_sent(api: BotApi, bot: Bot) -> None:
    ann = api.private_chat("Ann", started=True)
    await bot.send_message(ann.id, "?", reply_markup=YES)
    gone = ann.last
    ann.deletes(gone)
    press = ann.presses(gone, data="another chat's")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None and update.callback_query.message is not None
    assert (update.callback_query.data, update.callback_query.message.is_accessible) == ("another chat's", False)
    with pytest.raises(AssertionError, match="not answered"):
        await press.answered(0.01)
    with pytest.raises(LookupError, match="Maybe"):
        gone.button("Maybe")


async def test_a_user_who_comes_back_can_be_written_to(api: BotApi, bot: Bot) -> None:
    ann = api.private_chat("Ann", started=True)
    ann.user.blocks_bot()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(ann.id, "one")
    ann.user.unblocks_bot()
    await bot.send_message(ann.id, "two")
    told = [update.my_chat_member.new_chat_member.status for update in await bot.get_updates() if update.my_chat_member]
    assert (ann.texts, told) == (["two"], ["kicked", "member"])


async def test_waiting_says_what_is_shown_when_nothing_comes(api: BotApi) -> None:
    ann = api.private_chat("Ann")
    ann.says("anybody?")
    with pytest.raises(AssertionError, match=r"anybody\?"):
        await ann.wait_for(lambda chat: chat.drafts, timeout=0.05)


def test_init_data_is_signed_as_telegram_documents_it() -> None:
    api = BotApi()
    ann, before = api.user("安", username="ann"), int(time.time())
    fields = dict(parse_qsl(api.init_data(ann, age=100, start_param="CODE")))
    given = fields.pop("hash")
    key = hmac.new(b"WebAppData", api.token.encode(), hashlib.sha256).digest()
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    assert hmac.new(key, lines.encode(), hashlib.sha256).hexdigest() == given
    assert json.loads(fields["user"])["first_name"] == "安"
    assert before <= int(fields["auth_date"]) + 100 <= time.time()


WORDS = st.text(st.sampled_from("a b\n你😀👩‍👧/@#"), max_size=30)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.data())
def test_an_entity_on_whole_symbols_is_taken_and_covers_them(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    one = {"type": "bold", "offset": units(text[:start]), "length": units(text[start:end])}
    kept = check_entities(Params({}), [one], text)
    assert [cut(text, found["offset"], found["length"]) for found in kept] == ([text[start:end]] if end > start else [])


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_what_telegram_finds_in_a_text_is_in_the_text(text: str) -> None:
    words = f"{text} /help@some_bot {text} @someone"
    found = [(one["type"], cut(words, one["offset"], one["length"])) for one in find_entities(words)]
    assert ("bot_command", "/help@some_bot") in found and ("mention", "@someone") in found
