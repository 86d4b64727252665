"""Between us and Telegram things go wrong: what can be tried again is, what may have arrived is not sent twice, and nobody else waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.channels.telegram.channel import Doorway
from bot.channels.telegram.request import AiohttpRequest
from bot.services import outbox
from scaffolds.spec import Language
from tests.bot_api import BotApi, DropAfterAccepting, DropBefore, Refusal, ServerError, TimeoutAfterAccepting, TooMany
from tests.bot_api.faults import Fault
from tests.bot_api.seen import PATIENCE
from tests.channels.telegram.conftest import Door, Enter
from tests.channels.telegram.talking import CODES, PROBLEMS, ids, presses, says, silent, to_plan, to_zip, until

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
LOST: dict[Language, str] = {"en": "may not have reached you", "zh-Hant": "未必收到", "zh-Hans": "可能没收到"}


@pytest.fixture(autouse=True)
def _soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "LONGEST_WAIT", 0.2)


async def test_patience_asked_for_in_one_chat_delays_no_other(api: BotApi, enter: Enter) -> None:
    """Carl waits for longer than the test lasts, and Ben is answered; Ann waits for a second."""
    ann, ben, carl = (api.private_chat(name) for name in ("Ann", "Ben", "Carl"))
    async with enter():
        await says(ben, "/help")
        api.script("sendMessage", chat=ann, fault=TooMany(1))
        api.script("sendMessage", chat=carl, fault=TooMany(3600))
        begun = time.monotonic()
        ann.says(PROBLEMS["en"])
        carl.says(PROBLEMS["en"])
        await until(lambda: not api.calls.script.left)
        await says(ben, PROBLEMS["en"])
        assert not carl.answers
        await ann.wait_for(1)
        assert time.monotonic() - begun >= 0.95
        await silent(ann, 0.1)
    assert not api.faults_of_bot, "it waited as long as it was asked to"


@pytest.mark.parametrize("fault", [ServerError(502), ServerError(500, html=True), ServerError(503)], ids=["502", "a proxy's page", "503"])
async def test_telegrams_own_trouble_is_waited_for(api: BotApi, enter: Enter, fault: Fault) -> None:
    ann = api.private_chat()
    api.script("sendMessage", times=2, fault=fault)
    async with enter():
        said = await says(ann, PROBLEMS["en"])
        await presses(ann, "idk", said)
        await silent(ann, 0.1)
    assert len(ann.answers) == 2 and LOST["en"] not in str(ann.texts)


async def test_where_nobody_answers_at_all_it_is_tried_again(api: BotApi, enter: Enter) -> None:
    """Telegram is gone for a while: no connection can be made, so nothing can have arrived."""
    ann = api.private_chat()
    async with enter() as door:
        await says(ann, "/help")
        there = door.channel._api.base_url
        door.channel._api._base_url = "http://127.0.0.1:9/bot"
        ann.says(PROBLEMS["en"])
        await silent(ann, 0.3)
        door.channel._api._base_url = there
        await ann.wait_for(2)
        await silent(ann, 0.1)
    assert LOST["en"] not in str(ann.texts)


@asynccontextmanager
async def impatient(api: BotApi, door: Door, fault: Fault) -> AsyncIterator[None]:
    """Only the call that is never answered is given up soon: on a busy machine every other may take its time."""
    await until(lambda: api.calls.log.counts["getUpdates"])
    api.script("sendMessage", fault=fault)
    request = door.channel._api.request
    assert isinstance(request, AiohttpRequest)
    request._read = 1.0
    yield
    await until(lambda: not api.calls.script.left)
    request._read = PATIENCE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", [TimeoutAfterAccepting(), DropAfterAccepting(), DropBefore()], ids=["no answer", "broken off", "broken before"])
async def test_what_may_have_arrived_is_told_of_and_comes_again_by_a_button(api: BotApi, enter: Enter, language: Language, fault: Fault) -> None:
    ann = api.private_chat("Ann", language_code=CODES[language])
    async with enter() as door:
        async with impatient(api, door, fault):
            ann.says(PROBLEMS[language])
        await ann.wait_for(LOST[language])
        notice = ann.last
        arrived = [one for one in ann.answers if one is not notice]
        assert len(arrived) == (0 if isinstance(fault, DropBefore) else 1), "not doubled"
        await silent(ann, 0.1)
        (button,) = ids(notice)
        again = await presses(ann, button, notice)
        assert "who:family" in ids(again) and all(one.text == again.text for one in arrived)
        assert "who:family" not in ids(await presses(ann, "idk", again)), "and the talk goes on from there"
    assert not api.faults_of_bot and not api.unanswered


async def test_a_zip_that_may_be_lost_comes_again_whole(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        plan = await to_plan(ann, PROBLEMS["en"])
        api.script("sendDocument", fault=DropBefore())
        ann.presses(plan, "Build it")
        await ann.wait_for(LOST["en"])
        notice = next(one for one in ann.answers if LOST["en"] in one.text)
        assert not any(one.document for one in ann.answers)
        again = await presses(ann, ids(notice)[0], notice)
        assert again.document and "web_app" in str(again.keyboard)
    assert not api.faults_of_bot


async def test_the_notice_itself_is_never_doubted(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        api.script("sendMessage", times=2, fault=DropAfterAccepting())
        ann.says(PROBLEMS["en"])
        await ann.wait_for(LOST["en"])
        await silent(ann, 0.3)
    assert len(ann.answers) == 2


async def test_words_whose_form_is_refused_come_in_plain_words(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        api.script("sendMessage", fault=Refusal(400, "Bad Request: can't parse entities: byte offset 3 is wrong"))
        said = await says(ann, PROBLEMS["en"])
        assert "queue for one shower" in said.text and said.marked == [] and "idk" in ids(said)
        await silent(ann, 0.1)
    assert len(ann.answers) == 1


async def test_what_telegram_will_not_take_at_all_is_given_up(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter() as door:
        api.script("sendMessage", times=2, fault=Refusal(400, "Bad Request: not this"))
        ann.says(PROBLEMS["en"])
        await until(lambda: not api.calls.script.left)
        await silent(ann, 0.4)
        async with asyncio.timeout(PATIENCE):
            while await door.parts.store.waiting_answers("telegram:"):
                await asyncio.sleep(0.01)
        assert (await says(ann, "/help")).text, "the next one goes out"


async def test_a_press_that_telegram_gave_up_on_is_heard_all_the_same(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        said = await says(ann, PROBLEMS["en"])
        api.script("answerCallbackQuery", fault=Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"))
        ann.presses(said, "Not sure")
        await ann.wait_for(2)


async def test_what_was_decided_is_sent_by_whoever_comes_next(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        await says(ann, PROBLEMS["en"])
        api.script("sendMessage", chat=ann, times=50, fault=ServerError(502))
        ann.presses(button="Not sure")
        await until(lambda: api.calls.script.left < 50)
    assert len(ann.answers) == 1
    api.calls.script._orders.clear()
    async with enter():
        await ann.wait_for(2)
        await silent(ann, 0.1)


async def test_at_telegrams_own_pace_nothing_is_refused(api: BotApi, enter: Enter) -> None:
    api.calls.limits.on = True
    ann, ben = api.private_chat("Ann"), api.private_chat("Ben")
    async with enter(doorway=Doorway()):
        for chat in (ann, ben):
            for text in (PROBLEMS["en"], "my class", "idk", "/help"):
                chat.says(text)
        await ann.wait_for(4)
        await ben.wait_for(4)
    assert [call.code for call in api.calls_of("sendMessage")] == [200] * 8 and not api.faults_of_bot


async def test_a_zip_goes_out_though_the_menu_button_does_not(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with enter():
        await says(ann, "/help")
        api.script("setChatMenuButton", times=9, fault=ServerError(500))
        assert (await to_zip(ann, PROBLEMS["en"])).document
