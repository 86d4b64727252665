"""Each rule of the fake Bot API has a case here that breaks it, and the documented table is the code's."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.bot_api import BotApi, TooMany, server
from tests.bot_api.calling import At, jpeg, png
from tests.bot_api.checks import files
from tests.bot_api.rules import RULES, Rule, table
from tests.bot_api.wire import Json

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "bot-api.md"
Case = Callable[[At], Awaitable[tuple[int, Json]]]


@pytest.fixture
async def at(api: BotApi) -> AsyncIterator[At]:
    async with aiohttp.ClientSession() as session:
        yield At(api, session)


async def not_json(at: At) -> tuple[int, Json]:
    headers = {"Content-Type": "application/json"}
    async with at.session.post(f"{at.api.bot_url}{at.api.token}/sendMessage", data=b"[1", headers=headers) as answer:
        return answer.status, await answer.json()


async def flood(at: At) -> tuple[int, Json]:
    at.api.calls.limits.on = True
    answers = [await at.send() for _ in range(5)]
    return answers[3]


async def impatient(at: At) -> tuple[int, Json]:
    at.api.script("sendMessage", fault=TooMany(5))
    await at.send()
    status, body = await at.send()
    assert (status, body["parameters"]["retry_after"]) == (429, 5)
    return status, body


async def two_polls(at: At) -> tuple[int, Json]:
    first = await at.polling()
    await at.call("getUpdates", timeout=0)
    return await first


async def webhook_ends_poll(at: At) -> tuple[int, Json]:
    poll = await at.polling()
    await at.call("setWebhook", url="http://127.0.0.1:9/hook")
    return await poll


async def poll_with_webhook(at: At) -> tuple[int, Json]:
    await at.call("setWebhook", url="http://127.0.0.1:9/hook")
    return await at.call("getUpdates")


async def migrated(at: At) -> tuple[int, Json]:
    new = at.club.migrates()
    status, body = await at.call("sendMessage", chat_id=at.club.id, text="hello")
    assert body["parameters"] == {"migrate_to_chat_id": new.id}
    return status, body


async def blocked(at: At) -> tuple[int, Json]:
    at.ann.user.blocks_bot()
    return await at.send()


async def deactivated(at: At) -> tuple[int, Json]:
    at.ann.user.deletes_account()
    return await at.send()


async def kicked(at: At) -> tuple[int, Json]:
    at.club.removes_bot()
    return await at.call("sendMessage", chat_id=at.club.id, text="hello")


async def left(at: At) -> tuple[int, Json]:
    await at.call("leaveChat", chat_id=at.club.id)
    return await at.call("sendMessage", chat_id=at.club.id, text="hello")


async def edit_same(at: At) -> tuple[int, Json]:
    _, sent = await at.send("same")
    return await at.edit(sent["result"]["message_id"], "same")


async def edit_document(at: At) -> tuple[int, Json]:
    _, sent = await at.call("sendDocument", {"document": b"PK"}, chat_id=at.ann.id)
    return await at.edit(sent["result"]["message_id"])


async def delete_foreign(at: At) -> tuple[int, Json]:
    message = at.club.says("mine")
    return await at.call("deleteMessage", chat_id=at.club.id, message_id=message.id)


async def get_large(at: At) -> tuple[int, Json]:
    message = at.ann.sends_document(b"PK", "film.zip", size=21 * 1024 * 1024)
    return await at.call("getFile", file_id=message.wire["document"]["file_id"])


async def too_late(at: At) -> tuple[int, Json]:
    await at.button(callback_data="a")
    at.api.world.query_lifetime = -1
    return await at.call("answerCallbackQuery", callback_query_id=at.ann.presses().id)


async def long_toast(at: At) -> tuple[int, Json]:
    await at.button(callback_data="a")
    return await at.call("answerCallbackQuery", callback_query_id=at.ann.presses().id, text="x" * 201)


async def inline(at: At, *ids: str) -> tuple[int, Json]:
    press = at.api.asks_inline(at.ann.user, "shower")
    return await at.call("answerInlineQuery", inline_query_id=press.id, results=[{"type": "article", "id": one} for one in ids])


async def album(at: At, *media: Json) -> tuple[int, Json]:
    return await at.call("sendMediaGroup", {"a": b"PK", "b": png(9, 9)}, chat_id=at.ann.id, media=list(media))


def commands(*names: str, words: str = "helps", **params: Any) -> Case:
    return lambda at: at.call("setMyCommands", commands=[{"command": name, "description": words} for name in names], **params)


STRANGER = 999_999_999
CASES: dict[str, Case] = {
    "token-malformed": lambda at: at.call("getMe", token="no-token"),
    "token-wrong": lambda at: at.call("getMe", token="1:" + "x" * 35),
    "method-unknown": lambda at: at.call("sendTelepathy"),
    "body-malformed": not_json,
    "body-too-large": lambda at: at.call("sendDocument", {"document": b"x" * 600}, chat_id=at.ann.id),
    "structure-malformed": lambda at: at.send(entities="[{"),
    "flood": flood,
    "impatient": impatient,
    "poll-terminated": two_polls,
    "poll-ended": webhook_ends_poll,
    "poll-with-webhook": poll_with_webhook,
    "webhook-https": lambda at: at.call("setWebhook", url="http://example.org/hook"),
    "webhook-port": lambda at: at.call("setWebhook", url="https://example.org:8081/hook"),
    "secret-letters": lambda at: at.call("setWebhook", url="https://example.org/hook", secret_token="a b"),
    "secret-long": lambda at: at.call("setWebhook", url="https://example.org/hook", secret_token="a" * 257),
    "allowed-updates": lambda at: at.call("getUpdates", allowed_updates={"message": True}),
    "text-empty": lambda at: at.send(""),
    "text-blank": lambda at: at.send(" \n "),
    "text-broken": lambda at: at.send("cut in \ud83d"),
    "text-long": lambda at: at.send("😀" * 2048 + "x"),
    "caption-long": lambda at: at.call("sendDocument", {"document": b"PK"}, chat_id=at.ann.id, caption="x" * 1025),
    "parse-mode": lambda at: at.send(parse_mode="wiki"),
    "markdown-unread": lambda at: at.send(parse_mode="MarkdownV2"),
    "html-malformed": lambda at: at.send("<b>bold", parse_mode="HTML"),
    "entity-malformed": lambda at: at.marked("sparkling", 0, 1),
    "entity-offset": lambda at: at.marked("bold", -1, 1),
    "entity-length": lambda at: at.marked("bold", 0, -1),
    "entity-after-end": lambda at: at.marked("bold", 5, 1),
    "entity-past-end": lambda at: at.marked("bold", 3, 5),
    "entity-mid-symbol": lambda at: at.marked("bold", 1, 2, text="😀😀"),
    "entity-url": lambda at: at.marked("text_link", 0, 1, url="nowhere"),
    "entity-crossing": lambda at: at.two_entities(("bold", 0, 3), ("italic", 2, 3)),
    "entity-in-code": lambda at: at.two_entities(("code", 0, 3), ("bold", 1, 1)),
    "entity-empty": lambda at: at.marked("bold", 1, 0),
    "entities-many": lambda at: at.send("x" * 101, entities=[{"type": "bold", "offset": place, "length": 1} for place in range(101)]),
    "markup-object": lambda at: at.send(reply_markup=[1]),
    "button-malformed": lambda at: at.send(reply_markup={"inline_keyboard": [{"text": "A"}]}),
    "button-bare": lambda at: at.button(),
    "button-actions": lambda at: at.button(callback_data="a", url="https://example.org"),
    "button-data": lambda at: at.button(callback_data="課" * 22),
    "button-url": lambda at: at.button(url="nowhere"),
    "button-web-app": lambda at: at.button(web_app={"url": "http://example.org"}),
    "button-web-app-place": lambda at: at.button(at.club.id, web_app={"url": "https://example.org"}),
    "keyboard-large": lambda at: at.send(reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]] * 101}),
    "chat-empty": lambda at: at.call("sendMessage", text="hello"),
    "chat-unknown": lambda at: at.call("sendMessage", chat_id=STRANGER, text="hello"),
    "user-unknown": lambda at: at.call("getChatMember", chat_id=at.club.id, user_id=STRANGER),
    "thread-unknown": lambda at: at.call("sendMessage", chat_id=at.forum.id, message_thread_id=1, text="the General topic has no id"),
    "reply-gone": lambda at: at.send(reply_parameters={"message_id": 77}),
    "migrated": migrated,
    "not-started": lambda at: at.call("sendMessage", chat_id=at.api.private_chat("Bob").id, text="hello"),
    "blocked": blocked,
    "deactivated": deactivated,
    "kicked": kicked,
    "not-member": left,
    "private-only": lambda at: at.call("leaveChat", chat_id=at.ann.id),
    "action-unknown": lambda at: at.call("sendChatAction", chat_id=at.ann.id, action="dancing"),
    "draft-place": lambda at: at.call("sendMessageDraft", chat_id=at.club.id, draft_id=1, text="h"),
    "draft-id": lambda at: at.call("sendMessageDraft", chat_id=at.ann.id, draft_id=0, text="h"),
    "message-id-empty": lambda at: at.call("deleteMessage", chat_id=at.ann.id),
    "edit-gone": lambda at: at.edit(77),
    "edit-foreign": lambda at: at.edit(at.ann.says("mine").id),
    "edit-no-text": edit_document,
    "edit-same": edit_same,
    "delete-gone": lambda at: at.call("deleteMessage", chat_id=at.ann.id, message_id=77),
    "delete-foreign": delete_foreign,
    "file-missing": lambda at: at.call("sendDocument", chat_id=at.ann.id, document="attach://nothing"),
    "file-empty": lambda at: at.call("sendDocument", {"document": b""}, chat_id=at.ann.id),
    "file-id": lambda at: at.call("sendDocument", chat_id=at.ann.id, document="made-up"),
    "photo-large": lambda at: at.photo(png(9, 9) + b"x" * 300),
    "photo-unread": lambda at: at.photo(b"no picture"),
    "photo-sides": lambda at: at.photo(png(9_000, 1_001)),
    "thumbnail": lambda at: at.call("sendDocument", {"document": b"PK", "thumbnail": jpeg(321, 9)}, chat_id=at.ann.id),
    "album-empty": album,
    "album-large": lambda at: album(at, *[{"type": "photo", "media": "attach://b"}] * 11),
    "album-mixed": lambda at: album(at, {"type": "photo", "media": "attach://b"}, {"type": "document", "media": "attach://a"}),
    "get-file-id": lambda at: at.call("getFile", file_id="made-up"),
    "get-file-large": get_large,
    "query-old": too_late,
    "query-text-long": long_toast,
    "results-many": lambda at: inline(at, *map(str, range(51))),
    "result-ids": lambda at: inline(at, "a", "a"),
    "command-name": commands("Start"),
    "command-words": commands("start", words=""),
    "commands-many": commands(*[f"c{place}" for place in range(101)]),
    "command-scope": commands("start", scope={"type": "universe"}),
    "language-code": commands("start", language_code="zh-Hant"),
    "profile-long": lambda at: at.call("setMyShortDescription", short_description="x" * 121),
    "menu-button": lambda at: at.call("setChatMenuButton", menu_button={"type": "web_app", "text": "App", "web_app": {"url": "http://example.org"}}),
    "menu-kind": lambda at: at.call("setChatMenuButton", menu_button={"type": "jukebox"}),
}
SMALL = {"body-too-large": (files, "LARGEST", 500), "photo-large": (files, "LARGEST_PHOTO", 300)}
"""Limits made small, so that no test sends megabytes."""


def test_every_rule_has_a_case() -> None:
    assert list(CASES) == list(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
async def test_the_rule_is_held(rule: Rule, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    if rule.id in SMALL:
        module, name, value = SMALL[rule.id]
        monkeypatch.setattr(module, name, value)
    status, body = await CASES[rule.id](at)
    if rule.code != 200:
        assert (status, body["ok"], body["error_code"]) == (rule.code, False, rule.code)
        assert all(part in body["description"] for part in _fixed(rule.says))
        assert rule.id in [request.outcome for request in at.api.log] or "poll" in rule.id or rule.id == "allowed-updates"
    assert (rule.id in [fault.rule for fault in at.api.faults_of_bot]) == rule.blamed


def _fixed(says: str) -> list[str]:
    """The parts of a description that are always the same."""
    return [part.partition("}")[2] if "}" in part else part for part in says.split("{")]


async def test_a_body_above_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "LARGEST_BODY", 1000)
    async with BotApi() as api, aiohttp.ClientSession() as session:
        at = At(api, session)
        assert (await at.send("x" * 2000))[0] == 413
        assert (await at.call("sendDocument", {"document": b"x" * 2000}, chat_id=at.ann.id))[0] == 413
        assert (await at.send())[0] == 200


def test_the_document_has_the_table_of_the_code() -> None:
    page = DOCUMENT.read_text(encoding="utf-8")
    found = page.split("<!-- checks -->\n")[1].split("\n<!-- end of checks -->")[0]
    assert found == table(), f"{DOCUMENT.name} should say:\n{table()}"


async def test_what_a_correct_bot_does_is_no_fault(at: At) -> None:
    answers = [
        await at.send("*hi* there", entities=[{"type": "bold", "offset": 0, "length": 10}, {"type": "italic", "offset": 0, "length": 4}]),
        await at.button(callback_data="課" * 21 + "x"),
        await at.button(web_app={"url": "http://127.0.0.1:8000/preview/x"}),
        await at.call("sendMessage", chat_id=at.forum.id, message_thread_id=at.topic, text="in the topic"),
        await at.call("sendDocument", {"document": b"PK", "thumbnail": jpeg(320, 200)}, chat_id=at.ann.id, caption="x" * 1024),
        await at.photo(png(320, 200)),
        await at.send("😀" * 2048),
    ]
    assert [status for status, _ in answers] == [200] * len(answers)
    assert at.api.faults_of_bot == []
