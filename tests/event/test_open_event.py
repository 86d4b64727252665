"""An event is begun: by a wish, in the chat in three languages, on the command line; and it goes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import events
from bot.core.errors import OperatorError
from bot.core.event import phases as times
from bot.core.turn import Incoming
from bot.services import Parts
from bot.services.event.events_of_chat import OPEN_AT_ONCE
from bot.services.event.open_event import EventWish, link_of, open_event
from bot.services.take_turn import take_turn
from bot.settings import Settings
from scaffolds.spec import Language
from storage.errors import TakenError
from storage.events import founding
from storage.events import tables as t
from tests.chatting import Chatter
from tests.event.people import CODE, a_member, a_person, a_team, an_event

SAYS: dict[Language, tuple[str, str, str, str]] = {
    "en": ("Build for a Neighbour", "our street", "tomorrow 10am", "Students type /join"),
    "zh-Hant": ("為鄰居做一件事", "我們這條街", "聽日上午十點", "輸入 /join"),
    "zh-Hans": ("为邻居做一件事", "我们这条街", "明天上午10点", "输入 /join"),
}


async def to_confirm(chatter: Chatter, language: Language, when: str = "") -> None:
    name, theme, begins, _ = SAYS[language]
    await chatter.say("/event new")
    for said in (name, theme):
        await chatter.say(said)
    await chatter.press("event:event_new:day")
    await chatter.say(when or begins)


@pytest.mark.parametrize("language", list(SAYS))
async def test_the_dialogue_from_the_first_question_to_the_link(parts: Parts, language: Language) -> None:
    chatter = Chatter(parts, language=language)
    await to_confirm(chatter, language)
    assert SAYS[language][0] in chatter.text and "10:00" in chatter.text
    await chatter.press("event:event_new:yes")
    [event] = await parts.store.events.all()
    assert (event.name, event.theme, event.language) == (*SAYS[language][:2], language)
    assert event.opened is None and event.prizes and event.rules
    assert f"{SAYS[language][3]} {event.code}" in chatter.text
    token = chatter.text.partition(f"/event/{event.code}/in/")[2].split()[0]
    person = await parts.store.crew.by_token(token)
    assert person is not None
    assert (person.role, person.chat) == ("organiser", f"terminal:{chatter.chat}")
    await chatter.press("event:event_new:yes")
    assert len(await parts.store.events.all()) == 1, "pressed twice, made once"
    await chatter.say("/event")
    assert event.name in chatter.text
    await chatter.say("/event link")
    assert await parts.store.crew.by_token(token) is None, "the old link is over"
    await chatter.press(f"event:event_open:{event.code}")
    opened = (await parts.store.events.all())[0].opened
    assert opened is not None
    said = chatter.text
    await chatter.say("/event open")
    assert chatter.text != said and (await parts.store.events.all())[0].opened == opened


async def test_now_opens_the_doors_at_once(parts: Parts) -> None:
    chatter = Chatter(parts, language="en")
    await chatter.say("/event new Club")
    await chatter.press("event:event_new:skip")
    await chatter.say("90 minutes")
    await chatter.say("now")
    await chatter.press("event:event_new:yes")
    [event] = await parts.store.events.all()
    assert event.opened is not None and event.theme == ""
    assert times.read(event.phases)[-1].at - times.read(event.phases)[0].at == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("typed", "says"),
    [("tomorrow", "At what time"), ("1 January 2020 10:00", "over"), ("soonish", "did not understand"), ("2031-01-01 10:00", "more than a year")],
)
async def test_a_time_that_will_not_do_is_asked_again_and_nothing_is_lost(parts: Parts, typed: str, says: str) -> None:
    chatter = Chatter(parts, language="en")
    await to_confirm(chatter, "en", typed)
    assert says in chatter.text
    await chatter.say("tomorrow 9:30am")
    assert "Build for a Neighbour" in chatter.text and "9:30" in chatter.text


async def test_names_are_checked_as_those_of_classes(parts: Parts) -> None:
    chatter = Chatter(parts, language="en")
    for name, says in (("x" * 61, "too long"), ("call 9123 4567 now", "private"), ("you are all idiots", "hurt")):
        await chatter.say(f"/event new {name}")
        assert says in chatter.text, name
    assert await parts.store.events.all() == []


async def test_it_can_be_left_and_a_command_is_no_answer(parts: Parts) -> None:
    chatter = Chatter(parts, language="en")
    await chatter.say("/event new Club")
    await chatter.say("/event")
    assert "You are at no event" in chatter.text
    await chatter.say("/event new Club")
    await chatter.press("event:event_new:leave")
    assert "No event was made" in chatter.text
    await chatter.press("event:event_new:yes")
    assert await parts.store.events.all() == []


async def test_a_chat_runs_only_so_many(parts: Parts) -> None:
    chatter = Chatter(parts, language="en")
    for number in range(OPEN_AT_ONCE + 1):
        await chatter.say(f"/event new Club {number}")
        if number < OPEN_AT_ONCE:
            await chatter.press("event:event_new:skip")
            await chatter.press("event:event_new:short")
            await chatter.press("event:event_new:now")
            await chatter.press("event:event_new:yes")
    assert len(await parts.store.events.all()) == OPEN_AT_ONCE
    assert "already" in chatter.text
    await chatter.say("/event link")
    assert len([one for one in chatter.ids if one.startswith("event:event_link:")]) == OPEN_AT_ONCE


async def test_in_a_group_the_link_is_never_said(parts: Parts) -> None:
    for words in ("/event new Club", "/event link", "/event open"):
        incoming = Incoming(channel="telegram", chat="-100", sender="7", id=words, text=words, group=True, language="en")
        reply = await take_turn(parts, incoming)
        assert reply is not None
        assert "private chat" in reply.messages[0].text
    assert await parts.store.events.all() == []


async def test_who_takes_part_hears_how_it_stands(parts: Parts) -> None:
    event = await an_event(parts, "build", 20)
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    await ann.say("/event")
    assert event.name in ann.text and team.name in ann.text and "20 min" in ann.text
    assert "/in/" not in ann.text and "you run" not in ann.text


async def test_a_code_opens_one_thing(parts: Parts) -> None:
    event = await an_event(parts)
    with pytest.raises(TakenError):
        await parts.store.founding.begin(replace(event, id="other"), "Ms Chan")
    made, person, token = await open_event(parts, EventWish("Club", template="demo", languages=("en", "zh-Hans")), "Ms Chan")
    assert made.code != CODE and made.languages == ["en", "zh-Hans"]
    assert link_of(replace(parts, public_url="https://sampan.example/"), made, token) == f"https://sampan.example/event/{made.code}/in/{token}"
    assert (await parts.store.founding.of_chat("nobody")) == [] and person.role == "organiser"


async def test_every_table_of_an_event_goes_with_it_and_apps_stay(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    await ann.to_zip("families in our building queue for one shower")
    kept = await parts.store.teams.get(event.id, team.id)
    assert kept is not None and kept.project is not None
    await a_person(parts, event, "judge")
    await parts.store.founding.remove(event.id)
    assert await parts.store.events.get(event.id) is None
    project = await parts.store.project(kept.project)
    assert project is not None and project.closes is None
    await ann.say("call it Shower Board")
    assert "Shower Board" in str(await ann.spec())


def test_every_table_knows_by_what_it_belongs_to_an_event() -> None:
    ours = [one for one in t.Event.metadata.sorted_tables if one.name in founding._OURS and one.name != "event"]
    assert ours and all(founding._belongs_by(one) for one in ours)


async def test_the_command_line_makes_lists_and_removes(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{(tmp_path / 'club.sqlite3').as_posix()}", public_url="https://sampan.example")
    assert "sampan event new" in (await events.act(settings, events.Asked("list")))[0]
    made = await events.act(settings, events.Asked("new", "為鄰居做一件事", "day", "明天上午10點", "zh-Hant", "陳老師"))
    assert "陳老師" in made[1] and made[2].startswith("https://sampan.example/event/")
    code = made[2].split("/")[4]
    assert code in (await events.act(settings, events.Asked("list")))[0]
    assert (await events.act(settings, events.Asked("link", code)))[1] != made[2]
    assert "--yes" in (await events.act(settings, events.Asked("remove", code)))[0]
    await events.act(settings, events.Asked("remove", code, sure=True))
    with pytest.raises(OperatorError):
        await events.act(settings, events.Asked("link", code))
    for asked in (events.Asked("new", ""), events.Asked("new", "Club", at="yesterday")):
        with pytest.raises(OperatorError):
            await events.act(settings, asked)


async def test_an_event_that_begins_now_rings_at_once(parts: Parts) -> None:
    event, _, _ = await open_event(parts, EventWish("Club", opened=True), "Ms Chan")
    assert event.next_ring == times.read(event.phases)[0].at
    later, _, _ = await open_event(parts, EventWish("Club", begins=datetime.now(UTC) + timedelta(days=1)), "Ms Chan")
    assert later.next_ring == times.read(later.phases)[0].at
