"""A club's group: silent unless spoken to, one app made by several, and who may take it away from the others."""

from __future__ import annotations

import pytest

from scaffolds.spec import Language
from tests.bot_api import BotApi
from tests.bot_api.groups import Group
from tests.bot_api.users import User
from tests.channels.telegram.conftest import Door, Enter
from tests.channels.telegram.talking import CODES, PROBLEMS, ids, presses, says, silent, to_zip

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
NAME = "@sampan_test_bot"
EDITS: dict[Language, str] = {"en": "add a phone field", "zh-Hant": "加一個電話欄", "zh-Hans": "加一个电话栏"}


def club(api: BotApi, language: Language = "en", forum: bool = False) -> tuple[Group, User, User]:
    ann, ben = api.user("Ann", language_code=CODES[language]), api.user("Ben", language_code=CODES[language])
    return api.group("Science club", members=[ann, ben], forum=forum), ann, ben


async def members(door: Door, group: Group) -> dict[str, int]:
    loaded = await door.parts.store.load_turn(f"telegram:{group.id}")
    assert loaded and loaded.project
    return {one.nickname: one.contributions for one in await door.parts.store.members(loaded.project.id)}


async def test_it_is_silent_unless_it_is_spoken_to(api: BotApi, enter: Enter) -> None:
    group, ann, ben = club(api)
    async with enter():
        group.says("shall we meet on friday?", from_=ann)
        group.says("/undo@some_other_bot", from_=ben)
        group.sends_sticker(from_=ben)
        group.sends_document(b"PK", "homework.zip", "application/zip", from_=ann)
        await silent(group, 0.2)
        said = await says(group, f"{NAME} {PROBLEMS['en']}", from_=ann)
        assert "queue for one shower" in said.text and NAME not in said.text
        assert group.messages[said.reply_to or 0].sender == ann.id, "it is seen whom it answers"
        answered = await says(group, "my class", from_=ben, reply_to=said)
        assert answered.text
        assert (await says(group, "/help@sampan_test_bot", from_=ben)).text
    assert group.actions == [] and not api.faults_of_bot


@pytest.mark.parametrize("language", LANGUAGES)
async def test_let_in_it_says_once_how_to_talk_to_it(api: BotApi, enter: Enter, language: Language) -> None:
    group, ann, _ = club(api, language)
    group.bot_status = "left"
    async with enter():
        group.adds_bot(ann)
        await group.wait_for(1)
        group.promotes_bot(ann)
        await silent(group, 0.15)
        greeting = group.last
        assert NAME in greeting.text and len(ids(greeting)) == 4
        assert {"en": "as a group", "zh-Hant": "你們", "zh-Hans": "你们"}[language] in greeting.text
        begun = await presses(group, "problem:0", greeting, ann)
        assert begun.text
        group.removes_bot(ann)
        group.says(f"{NAME} are you there?", from_=ann)
        await silent(group, 0.1)
        group.adds_bot(ann)
        await group.wait_for(3)
        assert NAME in group.last.text and "who:family" in ids(group.last), "the open question once more"
    assert not api.faults_of_bot


@pytest.mark.parametrize("language", LANGUAGES)
async def test_two_build_one_app_and_the_one_who_began_it_decides_what_is_taken_back(api: BotApi, enter: Enter, language: Language) -> None:
    group, ann, ben = club(api, language)
    async with enter() as door:
        zip_ = await to_zip(group, f"{NAME} {PROBLEMS[language]}", ann)
        assert "web_app" not in str(zip_.keyboard) and "https://sampan.test/try/" in str(zip_.keyboard)
        edited = await says(group, f"{NAME} {EDITS[language]}", from_=ben)
        assert edited.document
        assert await members(door, group) == {"Ann": 1, "Ben": 1}
        versions = await says(group, "/versions", from_=ben)
        assert "Ann 1" in versions.text and "Ben 1" in versions.text
        asked = await says(group, "/undo", from_=ben)
        assert "Ann" in asked.text and "Ben" in asked.text and ids(asked) == ["team:allow", "team:refuse"]
        not_his = await presses(group, "team:allow", asked, ben)
        assert "Ann" in not_his.text and ids(not_his) == ["team:allow", "team:refuse"]
        assert "✓" not in "".join(asked.buttons), "it did not count, so nothing says that it was chosen"
        taken_back = await presses(group, "team:allow", not_his, ann)
        assert "1" in taken_back.text
        once_more = await presses(group, "team:allow", asked, ann)
        assert "team:allow" not in ids(once_more), "nothing is asked any more"
        loaded = await door.parts.store.load_turn(f"telegram:{group.id}")
        assert loaded and loaded.project and loaded.project.head == 1
    assert not api.faults_of_bot and not api.unanswered


async def test_refused_it_stays_and_a_question_that_the_app_outran_is_over(api: BotApi, enter: Enter) -> None:
    group, ann, ben = club(api)
    async with enter() as door:
        await to_zip(group, f"{NAME} {PROBLEMS['en']}", ann)
        await says(group, f"{NAME} add a phone field", from_=ben)
        asked = await says(group, "/undo", from_=ben)
        assert "Ben" in (await presses(group, "team:refuse", asked, ann)).text
        asked = await says(group, "/undo", from_=ben)
        await says(group, f"{NAME} make it green", from_=ann)
        assert (await presses(group, "team:allow", asked, ann)).text
        loaded = await door.parts.store.load_turn(f"telegram:{group.id}")
        assert loaded and loaded.project and loaded.project.head == 3, "the green one was not what Ben asked about"
        assert (await says(group, "/undo", from_=ann)).text, "whoever began it needs nobody"


async def test_topics_are_talks_of_their_own(api: BotApi, enter: Enter) -> None:
    group, ann, ben = club(api, forum=True)
    shower, books = group.topic("Shower"), group.topic("Books")  # type: ignore[attr-defined]  # a forum is a supergroup
    async with enter():
        first = await says(group, f"{NAME} {PROBLEMS['en']}", from_=ann, thread=shower)
        second = await says(group, f"{NAME} our class lends books and half never come back", from_=ben, thread=books)
        assert (first.thread, second.thread) == (shower, books)
        third = await presses(group, "idk", first, ann)
        assert third.thread == shower and "shower" not in second.text
        general = await says(group, "/help", from_=ben)
        assert general.thread is None
    assert not api.faults_of_bot


async def test_a_group_that_moves_takes_its_app_along(api: BotApi, enter: Enter) -> None:
    group, ann, ben = club(api)
    async with enter():
        await to_zip(group, f"{NAME} {PROBLEMS['en']}", ann)
        moved = group.migrates()
        await silent(moved, 0.1)
        versions = await says(moved, "/versions", from_=ben)
        assert "1 (now)" in versions.text
        assert (await says(moved, f"{NAME} make it green", from_=ben)).document
    assert not api.faults_of_bot


async def test_what_was_on_its_way_when_a_group_moved_arrives_there(api: BotApi, enter: Enter) -> None:
    group, ann, _ = club(api)
    async with enter():
        await says(group, f"{NAME} {PROBLEMS['en']}", from_=ann)
        moved = group.migrates()
        api.world.updates.pending.clear()  # the bot hears of it only by Telegram's refusal
        group.says(f"{NAME} my class", from_=ann)
        await moved.wait_for(1)
    assert [call.outcome for call in api.calls_of("sendMessage")][1:] == ["migrated", "ok"]
