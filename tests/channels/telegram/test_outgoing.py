"""An answer as calls, sent to a strict Bot API: the words, the file, the buttons, and what others see in a group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from bot.channels.telegram import signals
from bot.channels.telegram.call import Call
from bot.channels.telegram.keyboard import mark_of
from bot.channels.telegram.outgoing import Answer, calls
from bot.channels.telegram.picture import fits_as_thumbnail, jpeg_sides
from bot.channels.telegram.place import Place
from bot.channels.telegram.request import AiohttpRequest, request_data
from bot.core.turn import Button, File, Message
from tests.bot_api import BotApi

PRIVATE, GROUP = Place(77), Place(-100150, 31)
ZIP = File(name="shower.zip", mime="application/zip", project="p", version=1, platform="web")
BUTTONS = (Button(id="try", label="🔗 Try it with others"), Button(id="inside", label="What's inside?"))


def jpeg(width: int, height: int, more: int = 0) -> bytes:
    """The beginning of a JPEG of that size, and zeros."""
    sizes = b"\xff\xc0\x00\x11\x08" + height.to_bytes(2) + width.to_bytes(2)
    return b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(10) + sizes + bytes(10 + more)


def made(text: str = "Here is **it**.", place: Place = PRIVATE, buttons: Sequence[Button] = (), file: bool = False, **more: Any) -> list[Call]:
    message = Message(text=text, buttons=tuple(buttons), file=ZIP if file else None)
    return calls(Answer(message, place, more.pop("language", "en"), mark_of("t", 1), document=b"PK" if file else None, **more))


def texts(keys: Any) -> list[list[str]]:
    return [[key["text"] for key in row] for row in keys["inline_keyboard"]]


def test_words_and_buttons_are_one_message() -> None:
    (call,) = made(buttons=BUTTONS)
    assert call.method == "sendMessage"
    assert call.params["chat_id"] == 77 and "message_thread_id" not in call.params
    assert (call.params["text"], call.params["entities"]) == ("Here is it.", [{"type": "bold", "offset": 8, "length": 2}])
    assert texts(call.params["reply_markup"]) == [["🔗 Try it with others"], ["What's inside?"]]
    assert call.params["link_preview_options"] == {"is_disabled": True}
    assert "disable_notification" not in call.params


def test_long_words_are_several_with_the_buttons_on_the_last() -> None:
    found = made("word " * 2000, buttons=BUTTONS)
    assert len(found) == 3
    assert ["reply_markup" in call.params for call in found] == [False, False, True]
    assert ["disable_notification" in call.params for call in found] == [True, True, False]


def test_what_is_not_the_last_of_its_turn_makes_no_sound() -> None:
    assert made(last=False)[0].params["disable_notification"] is True


def test_nothing_said_is_still_a_message() -> None:
    assert made("", buttons=BUTTONS)[0].params["text"] == "…"


def test_a_file_carries_its_words_and_buttons() -> None:
    (call,) = made(file=True, buttons=BUTTONS, thumbnail=jpeg(320, 200))
    assert call.method == "sendDocument"
    assert (call.params["caption"], call.params["caption_entities"][0]["type"]) == ("Here is it.", "bold")
    assert call.params["thumbnail"] == "attach://picture"
    assert {name: (file.name, file.mime) for name, file in call.files.items()} == {
        "document": ("shower.zip", "application/zip"),
        "picture": ("picture.jpg", "image/jpeg"),
    }
    assert "reply_markup" in call.params and "text" not in call.params


def test_words_too_long_for_a_caption_go_before_the_file() -> None:
    words, file = made("字" * 1500, file=True, buttons=BUTTONS)
    assert (words.method, file.method) == ("sendMessage", "sendDocument")
    assert "caption" not in file.params
    assert "reply_markup" in file.params and "reply_markup" not in words.params


def pictured(text: str = "Here is **it**.", **more: Any) -> list[Call]:
    return calls(Answer(Message(text=text, buttons=BUTTONS, picture="history-quiz"), PRIVATE, "en", mark_of("t", 1), photo=b"\x89PNG", **more))


def test_a_picture_carries_its_words_and_buttons() -> None:
    (call,) = pictured()
    assert (call.method, call.params["caption"], call.params["caption_entities"][0]["type"]) == ("sendPhoto", "Here is it.", "bold")
    assert (call.files["photo"].name, call.files["photo"].mime) == ("picture.png", "image/png")
    assert "reply_markup" in call.params and "text" not in call.params


def test_what_stands_for_a_picture_says_the_same() -> None:
    (call,) = pictured()
    (instead,) = call.instead or ()
    assert (instead.method, instead.params["text"]) == ("sendMessage", "Here is it.")
    assert instead.params["reply_markup"] == call.params["reply_markup"]


def test_words_too_long_for_a_caption_come_after_the_picture() -> None:
    picture, words = pictured("字" * 1500)
    assert (picture.method, words.method) == ("sendPhoto", "sendMessage")
    assert "caption" not in picture.params and picture.instead == ()
    assert "reply_markup" in words.params and "reply_markup" not in picture.params


def test_a_picture_that_is_no_more_leaves_its_words() -> None:
    message = Message(text="Here", picture="gone")
    assert [call.method for call in calls(Answer(message, PRIVATE, "en", "m-1"))] == ["sendMessage"]


def test_a_file_that_could_not_be_made_leaves_its_words() -> None:
    message = Message(text="Here", file=ZIP)
    assert [call.method for call in calls(Answer(message, PRIVATE, "en", "m-1"))] == ["sendMessage"]


@pytest.mark.parametrize(
    ("data", "fits"),
    [
        (jpeg(320, 320), True),
        (jpeg(321, 100), False),
        (jpeg(100, 321), False),
        (jpeg(0, 100), False),
        (jpeg(300, 300, 200_000), False),
        (b"\x89PNG\r\n", False),
        (b"", False),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", False),
        (b"\xff\xd8\xff\xe0\x00\x00" * 50, False),
    ],
)
def test_only_a_picture_that_telegram_takes_goes_along(data: bytes, fits: bool) -> None:
    assert fits_as_thumbnail(data) is fits
    assert ("thumbnail" in made(file=True, thumbnail=data)[0].params) is fits


def test_a_jpegs_sides() -> None:
    assert jpeg_sides(jpeg(300, 20)) == (300, 20)


@pytest.mark.parametrize(
    ("place", "app", "key"),
    [
        (PRIVATE, "https://sampan.hk/try/x", {"text": "▶ Open the app", "web_app": {"url": "https://sampan.hk/try/x"}}),
        (PRIVATE, "http://sampan.hk/try/x", {"text": "▶ Open the app", "url": "http://sampan.hk/try/x"}),
        (GROUP, "https://sampan.hk/try/x", {"text": "▶ Open the app", "url": "https://sampan.hk/try/x"}),
    ],
)
def test_the_button_that_opens_the_app(place: Place, app: str, key: dict[str, Any]) -> None:
    assert made(place=place, app=app, buttons=BUTTONS)[-1].params["reply_markup"]["inline_keyboard"][0] == [key]


@pytest.mark.parametrize(
    "app", ["", "http://localhost:8000/try/x", "http://127.0.0.1:8000/x", "http://a.localhost:8001", "http://[::1]/", "ftp://a.hk", "x"]
)
def test_an_app_that_telegram_cannot_reach_has_no_button(app: str) -> None:
    assert "reply_markup" not in made(app=app)[0].params


def test_in_a_group_it_answers_a_message_once() -> None:
    first, *_, last = made("word " * 2000, place=GROUP, reply_to=7)
    assert first.params["reply_parameters"] == {"message_id": 7, "allow_sending_without_reply": True}
    assert first.params["message_thread_id"] == 31
    assert "reply_parameters" not in last.params
    assert "reply_parameters" not in made(reply_to=7)[0].params


def test_plain_words_have_no_entities() -> None:
    assert "entities" not in made()[0].in_plain_words().params
    plain = made(file=True)[0].in_plain_words()
    assert plain.params["caption"] == "Here is it." and "caption_entities" not in plain.params and plain.files


def test_small_calls() -> None:
    assert signals.at_work(GROUP).params == {"chat_id": -100150, "message_thread_id": 31, "action": "typing"}
    assert signals.draft(PRIVATE, 5, "so **far**").params["entities"] == [{"type": "bold", "offset": 3, "length": 3}]
    assert signals.draft(PRIVATE, 5, "").params["text"] == ""
    assert signals.acknowledge("81").params == {"callback_query_id": "81"}
    assert len(signals.acknowledge("81", "x" * 300).params["text"]) == 200


async def test_a_strict_server_takes_all_of_it() -> None:
    async with BotApi() as api, AiohttpRequest(server=api.base_url) as sender:
        ann, floor = api.private_chat("Ann", started=True), api.supergroup("Floor 3", members=[api.user("Bo")], forum=True)
        thread = floor.topic("Ours")
        app, all_marks = "https://sampan.hk/try/x", "> 「一個浴室」🚿\n\n- **九個家庭**\n- `x`\n\n```\ncode\n```\n" * 90
        everything = [
            *made(all_marks, Place(ann.id), BUTTONS, app=app),
            *made("zip **🚿**", Place(ann.id), BUTTONS, file=True, thumbnail=jpeg(320, 320), app=app),
            *made("also here", Place(floor.id, thread), BUTTONS, app=app, reply_to=999, language="zh-Hant"),
            signals.at_work(Place(ann.id)),
            signals.draft(Place(ann.id), 5, "so **far**"),
        ]
        for call in everything:
            await sender.post(f"{api.bot_url}{api.token}/{call.method}", request_data(call))
        assert not api.faults_of_bot
        assert ann.last.document == b"PK"
        assert ann.last.marked == [("bold", "🚿")]
        assert floor.last.thread == thread
