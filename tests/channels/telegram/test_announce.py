"""What Telegram is told at the start, and that it is told once."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.channels.telegram.announce import SCOPES, announce, announcements, commands_for, listed, menu_button
from bot.channels.telegram.call import Call
from bot.channels.telegram.place import Place
from bot.channels.telegram.request import AiohttpRequest, request_data
from bot.commands import discover
from bot.locales import LANGUAGES, locale
from scaffolds.spec import Language
from tests.bot_api import BotApi


async def test_telegram_is_told_once_and_again_where_something_changed() -> None:
    async with BotApi() as api, AiohttpRequest(server=api.base_url) as sender:

        async def send(call: Call) -> Any:
            return await sender.post(f"{api.bot_url}{api.token}/{call.method}", request_data(call))

        assert await announce(send) > 8
        assert await announce(send) == 0
        api.world.profile["description", "zh"] = "舊"
        assert await announce(send) == 1
        assert not api.faults_of_bot
        assert len(api.calls_of("setMyDescription")) == 3


def test_commands_are_those_of_the_one_registry() -> None:
    for language in LANGUAGES:
        assert [one["command"] for one in listed("all_private_chats", language)] == [name for name, one in discover().items() if one.listed]
        assert [one["command"] for one in listed("all_private_chats", language, teacher=True)] == list(discover())
    in_groups = [one["command"] for one in listed("all_group_chats", "en")]
    assert "start" not in in_groups and {"undo", "zip", "help"} <= set(in_groups)


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_are_told_as_telegram_takes_them(language: Language) -> None:
    for scope in SCOPES:
        for one in listed(scope, language):
            assert re.fullmatch("[a-z0-9_]{1,32}", one["command"])
            assert 0 < len(one["description"]) <= 256
            assert not re.search(r"[*\\`]", one["description"])


def test_each_scope_is_told_in_telegrams_two_languages() -> None:
    told = [call.tell.params for call in announcements() if call.tell.method == "setMyCommands"]
    assert {(one["scope"]["type"], one.get("language_code", "")) for one in told} == {(scope, code) for scope in SCOPES for code in ("", "zh")}


def test_what_it_says_of_itself_is_whole_in_every_language() -> None:
    for one in announcements():
        for limit, name in ((512, "description"), (120, "short_description")):
            assert len(one.wanted.get(name, "") if isinstance(one.wanted, dict) else "") <= limit
        assert "…" not in str(one.wanted)


def test_a_learner_has_their_own_language_and_their_own_app() -> None:
    mine = commands_for(Place(77), "zh-Hans").params
    assert mine["scope"] == {"type": "chat", "chat_id": 77}
    assert mine["commands"] == listed("all_private_chats", "zh-Hans")
    assert menu_button(Place(77), "https://a.hk/x", "zh-Hant").params["menu_button"] == {
        "type": "web_app",
        "text": "我的小程式",
        "web_app": {"url": "https://a.hk/x"},
    }
    assert menu_button(Place(77), "", "en").params["menu_button"] == {"type": "commands"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_pops_up_is_short_enough(language: Language) -> None:
    assert 0 < len(locale(language)("telegram.old_press")) <= 200
