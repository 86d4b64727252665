"""What an update says. Each is made as Telegram makes it; then they are mangled, and nothing stops the reader."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.addressed import Me
from bot.channels.telegram.heard import Document, Heard, Ignored, InlineQuery, LetIn, Membership, Message, Migrated, Press, Stop
from bot.channels.telegram.place import Place, place_of
from bot.channels.telegram.updates import LONGEST, answered, heard, language_of

ME = Me(99, "Sampan_bot")
BOT = {"id": 99, "is_bot": True, "first_name": "Sampan", "username": "Sampan_bot"}
ANN = {"id": 5000000007, "is_bot": False, "first_name": " Ann\u202e ", "language_code": "zh-hant"}
PRIVATE = {"id": 5000000007, "type": "private", "first_name": "Ann"}
GROUP = {"id": -100150, "type": "supergroup", "title": "Floor 3"}


def message(chat: dict[str, Any] = PRIVATE, **more: Any) -> dict[str, Any]:
    return {"message_id": 7, "from": ANN, "chat": chat, "date": 1_700_000_000, **more}


def hear(kind: str = "message", /, **fields: Any) -> Heard:
    return heard({"update_id": 5, kind: message(**fields) if "message" in kind else fields}, ME)


def in_group(text: str, *mentions: str, **more: Any) -> Heard:
    """A group's message, with a mention wherever one of these words stands."""
    entities = [{"type": "mention", "offset": units(text[: text.index(one)]), "length": units(one)} for one in mentions]
    return hear(chat=GROUP, text=text, entities=entities, **more)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def said(found: Heard) -> str | None:
    return found.incoming.text if isinstance(found, Message) else None


def test_words_in_a_private_chat() -> None:
    found = hear(text="one shower for 9 families 🚿")
    assert isinstance(found, Message)
    assert found.incoming.model_dump(exclude_defaults=True) == {
        "channel": "telegram", "chat": "5000000007", "sender": "5000000007", "id": "m7", "text": "one shower for 9 families 🚿",
        "nickname": "Ann", "hint": "zh-Hant",
    }  # fmt: skip
    assert (found.place, found.place.private, found.message_id) == (Place(5000000007), True, 7)


@pytest.mark.parametrize("text", ["/start 4B7K2", "/join 4B7K2", "/try", "@Sampan_bot hi", ""])
def test_in_a_private_chat_everything_is_for_sampan(text: str) -> None:
    assert said(hear(text=text)) == text


def test_what_was_sent_before_stays_whose_it_was() -> None:
    assert said(hear(text="a neighbour's words", forward_origin={"type": "user", "sender_user": BOT, "date": 1})) == "a neighbour's words"


def test_an_edit_is_said_anew_in_private_alone() -> None:
    edit = {"text": "two showers", "edit_date": 1_700_000_060}
    found = hear("edited_message", **edit)
    assert isinstance(found, Message) and found.incoming.id == "e7.1700000060" and found.incoming.text == "two showers"
    assert isinstance(hear("edited_message", chat=GROUP, entities=[], **edit), Ignored)
    assert isinstance(hear("edited_message", location={"latitude": 1}, edit_date=1), Ignored)


@pytest.mark.parametrize(
    ("text", "stops"), [("/stop", True), ("/STOP@sampan_bot now", True), ("stop", False), ("/stopp", False), ("/stop@other_bot", False)]
)
def test_stop_is_told_apart(text: str, stops: bool) -> None:
    assert isinstance(hear(text=text), Stop) is stops
    assert isinstance(in_group(text), Stop) is stops


# --- groups


@pytest.mark.parametrize(
    ("text", "heard_as"),
    [
        ("@Sampan_bot make it green", "make it green"),
        ("🚿🚿 hey @sampan_BOT, make it green", "🚿🚿 hey make it green"),
        ("@Sampan_bot：改成綠色", "改成綠色"),
        ("make it green @Sampan_bot", "make it green"),
        ("@Sampan_bot", ""),
    ],
)
def test_a_mention_is_heard_and_taken_out(text: str, heard_as: str) -> None:
    found = in_group(text, next(word for word in (text.split("：")[0]).replace(",", " ").split() if word.startswith("@")))
    assert isinstance(found, Message) and found.incoming.group and found.incoming.text == heard_as


def test_two_mentions_and_one_of_somebody_else() -> None:
    text = "@Sampan_bot ask @ann_lee then @sampan_bot builds"
    assert said(in_group(text, "@Sampan_bot", "@ann_lee", "@sampan_bot")) == "ask @ann_lee then builds"


def test_a_mention_by_name_and_one_in_a_caption() -> None:
    named = [{"type": "text_mention", "offset": 0, "length": 6, "user": BOT}]
    assert said(hear(chat=GROUP, text="Sampan, hello", entities=named)) == "hello"
    photo = [{"file_id": "p", "width": 9, "height": 9}]
    assert (
        said(hear(chat=GROUP, photo=photo, caption="@Sampan_bot this", caption_entities=[{"type": "mention", "offset": 0, "length": 11}])) == "this"
    )


@pytest.mark.parametrize(
    "text", ["hello all", "@Sampan_botany", "@other_bot hi", "mail me@Sampan_bot.hk", "/undo@other_bot", "/weather", "/", "/ undo"]
)
def test_what_is_said_to_the_others_is_ignored(text: str) -> None:
    mentions = [text.split()[0]] if text.startswith("@") else []
    assert isinstance(in_group(text, *mentions), Ignored)


@pytest.mark.parametrize("text", ["/undo", "/undo@Sampan_bot", "/zip weixin", "/weather@Sampan_bot", "/start@Sampan_bot 4B7K"])
def test_a_command_is_heard(text: str) -> None:
    assert said(in_group(text)) == text


def test_an_answer_to_sampan_is_heard() -> None:
    assert said(hear(chat=GROUP, text="both", reply_to_message=message(GROUP, **{"from": BOT}))) == "both"
    assert isinstance(hear(chat=GROUP, text="both", reply_to_message=message(GROUP)), Ignored)
    topic = message(GROUP, **{"from": BOT}, forum_topic_created={"name": "Ours"})
    assert isinstance(hear(chat=GROUP, text="hi", reply_to_message=topic, is_topic_message=True, message_thread_id=7), Ignored)


def test_a_topic_is_a_chat_of_its_own_and_a_thread_is_not() -> None:
    topic = hear(chat=GROUP, text="/undo", is_topic_message=True, message_thread_id=31)
    thread = hear(chat=GROUP, text="/undo", message_thread_id=31)
    assert isinstance(topic, Message) and isinstance(thread, Message)
    assert (topic.incoming.chat, thread.incoming.chat) == ("-100150:31", "-100150")
    assert place_of(topic.incoming.chat) == topic.place == Place(-100150, 31)


def test_who_speaks_for_a_group_or_a_channel() -> None:
    anonymous: dict[str, Any] = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": GROUP}
    found = hear(chat=GROUP, text="/undo", **anonymous)
    assert isinstance(found, Message) and (found.incoming.sender, found.incoming.nickname) == ("-100150", "Floor 3")
    assert isinstance(hear(chat=GROUP, text="/undo", is_automatic_forward=True, sender_chat={"id": -100999}), Ignored)


@pytest.mark.parametrize(
    "more", [{"from": BOT}, {"from": None}, {"via_bot": BOT}, {"message_id": 0}, {"chat": {"id": -1, "type": "channel"}}, {"chat": {}}]
)
def test_bots_and_nobody_are_ignored(more: dict[str, Any]) -> None:
    assert isinstance(heard({"message": {**message(text="hi"), **more}}, ME), Ignored)


# --- files, and what cannot be read


def test_a_file_and_the_largest_of_a_photo() -> None:
    found = hear(document={"file_id": "d1", "file_name": "../a\\shower.zip", "file_size": 900, "mime_type": "application/zip"}, caption="here")
    assert isinstance(found, Message) and found.document == Document("d1", "shower.zip", 900, "application/zip")
    assert (found.incoming.text, found.incoming.file_name, found.incoming.file) == ("here", "shower.zip", None)
    found = hear(photo=[{"file_id": "s", "width": 90, "height": 60}, {"file_id": "l", "width": 900, "height": 600, "file_size": 5}])
    assert isinstance(found, Message) and found.document == Document("l", "photo.jpg", 5, "image/jpeg")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"voice": {"file_id": "v"}}, "voice"),
        ({"video_note": {"file_id": "v"}}, "video"),
        ({"sticker": {"file_id": "s", "emoji": "🚿"}}, "sticker"),
        ({"animation": {"file_id": "a"}, "document": {"file_id": "a"}}, "animation"),
        ({"dice": {"emoji": "🎲", "value": 6}}, "dice"),
        ({"contact": {"phone_number": "91234567"}}, "contact"),
        ({"venue": {"title": "Hall"}, "location": {"latitude": 22.3}}, "location"),
        ({"poll": {"id": "1"}}, "poll"),
        ({"web_app_data": {"data": "{}"}}, "other"),
    ],
)
def test_what_cannot_be_read_is_named(content: dict[str, Any], kind: str) -> None:
    found = hear(**content)
    assert isinstance(found, Message) and (found.unread, found.document, found.incoming.text) == (kind, None, "")
    assert isinstance(hear(chat=GROUP, **content), Ignored)


def test_words_beside_a_video_are_words() -> None:
    found = hear(video={"file_id": "v"}, caption="it looks like this")
    assert isinstance(found, Message) and (found.unread, found.incoming.text) == ("video", "it looks like this")


@pytest.mark.parametrize(
    "notice", ["pinned_message", "new_chat_members", "left_chat_member", "forum_topic_created", "group_chat_created", "delete_chat_photo"]
)
def test_notices_are_ignored(notice: str) -> None:
    assert isinstance(hear(chat=GROUP, **{notice: {"some": "thing"}}), Ignored)


@pytest.mark.parametrize(
    "update",
    [
        {kind: {"some": "thing"}}
        for kind in ("channel_post", "poll", "poll_answer", "message_reaction", "chat_member", "business_message", "new_kind")
    ],
)
def test_other_kinds_are_ignored(update: dict[str, Any]) -> None:
    assert isinstance(heard(update, ME), Ignored)


# --- presses, memberships, queries


def press(**more: Any) -> Heard:
    return heard({"callback_query": {"id": "81", "from": ANN, "message": message(text="Who?", **{"from": BOT}), "data": "0a1b-1|who:0", **more}}, ME)


def test_a_press() -> None:
    found = press()
    assert isinstance(found, Press) and found.incoming is not None
    assert (found.callback, found.mark, found.message_id) == ("81", "0a1b-1", 7)
    assert (found.incoming.press, found.incoming.id, found.incoming.sender, found.incoming.chat) == ("who:0", "c81", "5000000007", "5000000007")


def test_a_press_in_a_group_is_of_who_pressed_and_in_its_topic() -> None:
    found = press(message=message(GROUP, **{"from": BOT}, is_topic_message=True, message_thread_id=31))
    assert isinstance(found, Press) and found.incoming is not None
    assert (found.incoming.chat, found.incoming.sender, found.incoming.group) == ("-100150:31", "5000000007", True)


@pytest.mark.parametrize(
    "more",
    [
        {"data": "another bot's"},
        {"data": None},
        {"message": None, "inline_message_id": "5"},
        {"message": {"chat": {**GROUP, "is_forum": True}, "message_id": 7, "date": 0}},
        {"from": BOT},
    ],
)
def test_a_press_of_nothing_known_is_acknowledged_all_the_same(more: dict[str, Any]) -> None:
    found = press(**more)
    assert isinstance(found, Press) and found.callback == "81" and found.incoming is None


def test_a_press_on_a_message_too_old_to_show_is_heard_where_there_are_no_topics() -> None:
    found = press(message={"chat": PRIVATE, "message_id": 3, "date": 0})
    assert isinstance(found, Press) and found.incoming is not None


@pytest.mark.parametrize(
    ("member", "present"),
    [
        ({"status": "member"}, True),
        ({"status": "kicked"}, False),
        ({"status": "left"}, False),
        ({"status": "administrator"}, True),
        ({"status": "restricted", "is_member": True}, True),
        ({"status": "restricted", "is_member": False}, False),
    ],
)
def test_let_in_and_put_out(member: dict[str, Any], present: bool) -> None:
    change = {"chat": GROUP, "from": ANN, "new_chat_member": {"user": BOT, **member}}
    stayed = heard({"update_id": 9, "my_chat_member": change | {"old_chat_member": {"user": BOT, "status": "member"}}}, ME)
    assert stayed == Membership(Place(-100150), present, "5000000007")
    came = heard({"update_id": 9, "my_chat_member": change | {"old_chat_member": {"user": BOT, "status": "left"}}}, ME)
    assert isinstance(came, LetIn) is present
    assert not isinstance(came, LetIn) or (came.incoming.id, came.incoming.let_in_as, came.incoming.hint) == ("j9", ME.name, "zh-Hant")


def test_a_group_that_moved_is_told_of_on_both_sides() -> None:
    moved = Migrated(Place(-150), Place(-100150))
    assert hear(chat={"id": -150, "type": "group"}, migrate_to_chat_id=-100150) == moved
    assert hear(chat=GROUP, migrate_from_chat_id=-150) == moved


def test_an_inline_query() -> None:
    found = hear("inline_query", id="5", **{"from": ANN}, query="shower")
    assert found == InlineQuery("5", "5000000007", "shower", "zh-Hant")


# --- small things


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hk", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("zh-hant", "zh-Hant"),
        ("zh-Hans", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-cn", "zh-Hans"),
        ("en-GB", "en"),
        ("fr", None),
        ("", None),
    ],
)
def test_the_language_of_an_app(code: str, language: str | None) -> None:
    assert language_of(code) == language


@pytest.mark.parametrize(("id", "number"), [("m7", 7), ("e7.1700", 7), ("c7", 0), ("", 0), ("mx", 0), ("m", 0)])
def test_the_message_that_an_answer_answers(id: str, number: int) -> None:
    assert answered(id) == number


@pytest.mark.parametrize("name", ["", "x", "5:", "5:x", "-", "5:6:7", "٣"])
def test_a_name_that_is_no_place(name: str) -> None:
    with pytest.raises(ValueError, match="no chat"):
        place_of(name)


def test_a_megabyte_and_what_no_store_keeps() -> None:
    found = hear(text="\x00\ud800a" * 400_000)
    assert isinstance(found, Message) and set(found.incoming.text) == {"a"} and len(found.incoming.text) <= LONGEST


def test_plain_words_are_read_in_no_time() -> None:
    update = {"update_id": 1, "message": message(text="one shower for 9 families")}
    begun = time.process_time()
    for _ in range(500):
        heard(update, ME)
    assert (time.process_time() - begun) / 500 < 0.0005  # 0.05 ms on a quiet machine


# --- mangled


WHOLE: list[dict[str, Any]] = [
    {"message": message(text="hi", reply_to_message=message(**{"from": BOT}), via_bot=BOT, sender_chat=GROUP)},
    {
        "message": message(
            GROUP, text="🚿 @Sampan_bot hi", entities=[{"type": "mention", "offset": 3, "length": 11}], is_topic_message=True, message_thread_id=5
        )
    },
    {
        "message": message(
            document={"file_id": "d", "file_name": "a.zip", "file_size": 5, "mime_type": "x"}, photo=[{"file_id": "p", "width": 5}], caption="c"
        )
    },
    {"edited_message": message(text="hi", edit_date=5)},
    {"callback_query": {"id": "1", "from": ANN, "message": message(GROUP), "data": "a|b"}},
    {"my_chat_member": {"chat": GROUP, "from": ANN, "new_chat_member": {"status": "restricted", "is_member": True}}},
    {"inline_query": {"id": "1", "from": ANN, "query": "q"}},
    {"message": message(GROUP, migrate_to_chat_id=-5)},
]
JUNK: list[Any] = [None, True, 0, -1, 10**30, 1.5, float("nan"), "", "x", "\ud800", "9" * 50, [], [None], {}, {"id": {}}, "x" * 10_000]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each (container, key) of JSON."""
    if isinstance(value, (dict, list)):
        for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
            yield value, key
            yield from places(inner)


@given(st.sampled_from(WHOLE), st.randoms(use_true_random=False), st.integers(1, 4))
@settings(max_examples=300, deadline=None)
def test_nothing_missing_or_mistyped_stops_the_reader(update: dict[str, Any], chance: random.Random, changes: int) -> None:
    mangled = copy.deepcopy(update)
    for _ in range(changes):
        if found := list(places(mangled)):
            holder, key = chance.choice(found)
            holder[key] = copy.deepcopy(chance.choice(JUNK))
    assert isinstance(heard(mangled, ME), Heard)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner)
    )
)
@settings(max_examples=100)
def test_no_json_at_all_stops_the_reader(update: object) -> None:
    assert isinstance(heard(update, ME), Heard)
    assert isinstance(heard({"message": update, "callback_query": update}, ME), Heard)
