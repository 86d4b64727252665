"""Three ideas before one: what is an idea, which are alike, choosing without deciding, and always a way on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.event.ideas import CHOICES, QUESTIONS, WANTED, Board, Problem, names_an_app
from bot.services import Parts
from bot.services.event import ideas
from storage.events.records import Event, Team
from tests.chatting import Chatter
from tests.classroom.people import learner_of
from tests.event.people import a_member, a_team, an_event

SHOWER, WAIT, PILLS, UMBRELLAS = (
    "families in our building queue for one shower",
    "every night we wait for the only shower",
    "grandma forgets her pills",
    "lost umbrellas pile up at the gate",
)


async def told(parts: Parts, team: Team) -> list[str]:
    return [one.text for one in (await parts.store.ideas.of_team(team.id))[0]]


async def pressed(chatter: Chatter, verb: str, place: int = 0) -> None:
    await chatter.press([id for id in chatter.ids if id.startswith(f"event:idea:{verb}")][place])


async def heard(parts: Parts, chatter: Chatter) -> list[str]:
    """What was said into a chat without being asked."""
    lines = await parts.store.history(f"terminal:{chatter.chat}", 60)
    return [str(line.payload["text"]) for line in lines if line.by == "tutor" and line.payload.get("teacher")]


# --- the board


def board(*texts: str, answers: Sequence[dict[str, str]] = (), **changes: object) -> Board:
    problems = [Problem(id=str(n), text=text, by="a", answers=answers[n - 1] if answers else {}) for n, text in enumerate(texts, 1)]
    return Board.model_validate({"problems": problems, **changes})


def test_what_is_the_same_is_seen_and_what_differs_is_not() -> None:
    there = Board(problems=(Problem(id="1", text=SHOWER, way="booking exchange"),))
    assert there.near("families in our building queue for one shower every night", "") is not None
    assert there.near(WAIT, "booking queue") is not None
    assert there.near(WAIT, "reminder") is None
    assert there.near(PILLS, "booking") is None


@pytest.mark.parametrize(
    ("text", "is_one"), [("a booking app", True), ("make a game about fish", True), ("想做一個投票app", True), ("做一个抢课小程序", True), (PILLS, False), ("婆婆成日唔記得食藥", False)]
)  # fmt: skip
def test_an_app_is_told_from_a_problem(text: str, is_one: bool) -> None:
    assert names_an_app(text) is is_one


def test_only_what_tells_them_apart_is_said() -> None:
    answers = [{"ask": "today", "often": "daily"}, {"ask": "nobody", "often": "daily"}, {"ask": "today"}]
    found = board(SHOWER, PILLS, UMBRELLAS, answers=answers).findings
    assert [(one.question, one.numbers) for one in found] == [("ask", (1, 3))]


@given(st.dictionaries(st.text(max_size=3), st.sampled_from(["1", "2", "3", "gone"]), max_size=9))
def test_votes_lead_and_ties_are_ties(votes: dict[str, str]) -> None:
    there = board(SHOWER, PILLS, UMBRELLAS, votes=votes, members=9)
    counts = {one.id: there.votes_for(one.id) for one in there.problems}
    most = max(counts.values())
    assert set(there.leading) == ({id for id, count in counts.items() if count == most} if most else set())
    assert there.state == ("none" if not most else "one" if len(there.leading) == 1 else "level")


def test_the_questions_end() -> None:
    answered = {str(question): CHOICES[question][0] for question in QUESTIONS}
    assert board(SHOWER, PILLS, answers=[answered, {}]).unanswered() == (board(SHOWER, PILLS, answers=[answered, {}]).problems[1], "ask")
    assert board(SHOWER, answers=[answered]).unanswered() is None


# --- in the chat


async def test_three_are_asked_for_and_one_begins_the_app(parts: Parts) -> None:
    event = await an_event(parts, "ideas")
    team = await a_team(parts, event)
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    await ann.say(SHOWER)
    assert "problem 1 of 3" in ann.text
    assert ann.last.asks == "problem"
    await ben.say(PILLS)
    assert "problem 2 of 3" in ben.text
    assert "event:idea:choose" in ben.ids
    await ben.say(UMBRELLAS)
    assert await told(parts, team) == [SHOWER, PILLS, UMBRELLAS]
    await pressed(ben, "vote", 1)
    await ann.say("/idea")
    await pressed(ann, "vote", 1)
    assert "Problem 2 has most votes" in ann.text
    await pressed(ann, "go")
    assert "in Ben's words" in ann.text
    assert any("Ann begins with problem 2" in line for line in await heard(parts, ben))
    for _ in range(8):
        await ann.press("build" if "build" in ann.ids else "idk")
        if any(message.file for message in ann.last.messages):
            break
    spec = await ann.spec()
    assert spec is not None
    assert spec.brief.problem == PILLS
    kept = await parts.store.teams.get(event.id, team.id)
    assert kept is not None
    assert kept.project is not None
    ideas_of_team, _ = await parts.store.ideas.of_team(team.id)
    assert (kept.idea, ideas_of_team[1].learner) == (ideas_of_team[1].id, await learner_of(parts, ben))
    await ben.say("/idea")
    assert "chose already" in ben.text


@pytest.mark.parametrize(
    ("language", "texts", "no_more"),
    [("en", (SHOWER, PILLS), "no more"), ("zh-Hant", ("我們樓層得一間沖涼房，日日排隊", "婆婆成日唔記得食藥"), "冇喇"), ("zh-Hans", ("我们楼层只有一间浴室，天天排队", "外婆总是忘记吃药"), "没有了")],
)  # fmt: skip
async def test_two_are_enough_for_those_who_are_sure(parts: Parts, language: str, texts: tuple[str, str], no_more: str) -> None:
    event = await an_event(parts, "ideas", language=language)
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    for text in texts:
        await ann.say(text)
    await ann.say(no_more)
    assert all(text in ann.text for text in texts)
    await pressed(ann, "go")
    assert ann.last.asks == "who"


async def test_going_on_with_the_first_is_always_there(parts: Parts) -> None:
    event = await an_event(parts, "ideas")
    ann = await a_member(parts, event, await a_team(parts, event), "Ann")
    await ann.say(SHOWER)
    await pressed(ann, "go")
    assert ann.last.asks == "who"
    for turns in range(1, 8):
        await ann.press("build" if "build" in ann.ids else "idk")
        if any(message.file for message in ann.last.messages):
            assert turns <= 7
            return
    raise AssertionError(ann.text)


async def test_i_dont_know_alone_ends_in_an_app(parts: Parts) -> None:
    event = await an_event(parts, "ideas")
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    for _ in range(14):
        if any(message.file for message in ann.last.messages):
            break
        await ann.say("i don't know")
    assert await ann.spec() is not None, [message.text for message in ann.last.messages]


async def test_one_that_is_alike_is_asked_about_and_never_blocks(parts: Parts) -> None:
    event = await an_event(parts, "ideas")
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    await ann.say(SHOWER)
    await ann.say(WAIT)
    assert "close to problem 1" in ann.text
    await ann.say("help")
    assert await told(parts, team) == [SHOWER]
    await ann.say(WAIT)
    await ann.press("event:idea:anyway")
    assert await told(parts, team) == [SHOWER, WAIT]
    await ann.say("every night we all wait for the one shower")
    await ann.say(PILLS)
    assert await told(parts, team) == [SHOWER, WAIT, PILLS]


async def test_what_is_no_problem_is_answered_as_ever(parts: Parts) -> None:
    event = await an_event(parts, "ideas")
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    for text in ("hello", "help", "thanks", "show me some", "/language 中文", "/help"):
        await ann.say(text)
    assert await told(parts, team) == []


async def test_the_safety_floor_holds_for_ideas(parts: Parts) -> None:
    event = await an_event(parts, "ideas")
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    reply = await ann.say("i want to kill myself")
    assert "crisis" in reply.flags
    await ann.say("my neighbour ka-ho@example.com loses keys")
    assert not any("example.com" in text for text in await told(parts, team))


async def test_outside_of_the_phase_a_problem_begins_an_app(parts: Parts) -> None:
    event = await an_event(parts, "build")
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    await ann.say(SHOWER)
    assert ann.last.asks == "who"
    assert await told(parts, team) == []


async def test_a_problem_may_be_told_by_command_and_without_a_team_it_is_said_why_not(parts: Parts) -> None:
    event = await an_event(parts, "teams")
    team = await a_team(parts, event)
    ann, bo = await a_member(parts, event, team, "Ann"), await a_member(parts, event, None, "Bo")
    await ann.say(f"/idea {SHOWER}")
    assert await told(parts, team) == [SHOWER]
    await bo.say("/idea")
    assert "Join one first" in bo.text


async def test_against_the_votes_it_is_asked_once(parts: Parts) -> None:
    event = await an_event(parts, "ideas")
    team = await a_team(parts, event)
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    for text in (SHOWER, PILLS, UMBRELLAS):
        await ann.say(text)
    await pressed(ann, "vote", 0)
    await ben.say("/idea")
    kept, _ = await parts.store.ideas.of_team(team.id)
    await ben.press(f"event:idea:go:{kept[1].id}")
    assert "Problem 1 has more votes" in ben.text
    await pressed(ben, "sure")
    assert ben.last.asks == "who"


async def test_a_tie_and_the_questions_are_shown_side_by_side(parts: Parts) -> None:
    event = await an_event(parts, "ideas")
    team = await a_team(parts, event)
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    for text in (SHOWER, PILLS, UMBRELLAS):
        await ann.say(text)
    await pressed(ann, "ask")
    for place in (0, 1, 0, 2, 0, 0):
        await pressed(ann, "says", place)
    await ann.say("the guard, on Monday")
    await pressed(ann, "skip")
    await ann.say("not sure")
    assert "Can ask somebody today: problem 1" in ann.text
    assert "the guard, on Monday" in ann.text
    await pressed(ann, "vote", 0)
    await ben.say("/idea")
    await pressed(ben, "vote", 1)
    assert "1 and 2 have as many votes" in ben.text


async def test_two_who_choose_at_once_choose_one(parts: Parts) -> None:
    event = await an_event(parts, "ideas")
    team = await a_team(parts, event)
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    for text in (SHOWER, PILLS, UMBRELLAS):
        await ann.say(text)
    kept, _ = await parts.store.ideas.of_team(team.id)
    done = await asyncio.gather(*(parts.store.ideas.choose(team.id, one.id, None) for one in kept))
    assert sorted(done) == [False, False, True]
    await ben.say("/idea")
    assert "Your team chose problem" in ben.text


async def test_one_takes_out_what_one_told_oneself(parts: Parts) -> None:
    event, team, ann = await _with_three(parts)
    here = await ideas.standing(parts, event, team)
    mine = await learner_of(parts, ann)
    assert not await ideas.take_out(parts, here, "somebody else", here.board.problems[0].id)
    assert await ideas.take_out(parts, here, mine, here.board.problems[0].id)
    assert len(await told(parts, team)) == WANTED - 1


async def _with_three(parts: Parts) -> tuple[Event, Team, Chatter]:
    event = await an_event(parts, "ideas")
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    for text in (SHOWER, PILLS, UMBRELLAS):
        await ann.say(text)
    return event, team, ann


async def test_no_more_than_nine_are_kept(parts: Parts) -> None:
    _, team, ann = await _with_three(parts)
    words = ("kettle", "bicycle", "homework", "library", "football", "canteen", "garden", "piano", "typhoon")
    for word in words:
        await ann.say(f"/idea {word} {word}s")
        if "event:idea:anyway" in ann.ids:
            await ann.press("event:idea:anyway")
    assert len(await told(parts, team)) == 9


async def test_what_two_tell_at_once_is_told_to_the_others_as_what_each_said(parts: Parts) -> None:
    """Both boards were read before either problem was kept."""
    event = await an_event(parts, "ideas")
    team = await a_team(parts, event)
    ann, ben = [await learner_of(parts, await a_member(parts, event, team, name)) for name in ("Ann", "Ben")]
    seen = await ideas.standing(parts, event, team)
    assert await ideas.tell(parts, seen, ann, SHOWER, "") == ideas.Kept("kept", 1)
    assert await ideas.tell(parts, seen, ben, PILLS, "") == ideas.Kept("kept", 2)
    assert await ideas.tell(parts, seen, ben, PILLS, "") == ideas.Kept("known", 2), "sent twice is told once"
    assert await told(parts, team) == [SHOWER, PILLS]
