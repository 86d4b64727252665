"""The problems of a team before one is chosen: told in a chat or on the page, weighed by three questions, voted on, and begun with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.core.deciding import Turn
from bot.core.decision import AtEvent, Decision
from bot.core.event import ideas as pure
from bot.core.event.ideas import LONGEST, MOST, WAY, Board, Problem, is_enough, is_told
from bot.core.event.phases import at, read
from bot.core.interpretation import Interpretation
from bot.services import Parts
from bot.services.event.say import Write, say
from bot.services.news import of_event
from storage.errors import FullError
from storage.events.ideas import Idea
from storage.events.records import Event, Seat, Team
from storage.ids import next_id
from storage.records import Loaded

ASK = "idea"
"""What a chat asks of an event by all of this."""


@dataclass(frozen=True)
class Standing:
    """What a team told, and who is in it."""

    event: Event
    team: Team
    board: Board
    seats: tuple[Seat, ...]

    def name(self, learner: str) -> str:
        """What somebody of the team is called here; '' for who left."""
        return next((seat.name for seat in self.seats if seat.learner == learner), "")


@dataclass(frozen=True)
class Kept:
    """What became of a problem that was told."""

    why: Literal["kept", "known", "alike", "full"]
    number: int
    """Of the problem; of the one that is like it; how many there are."""


def collected(loaded: Loaded | None, turn: Turn) -> Decision | None:
    """In the ideas phase, what one of a team tells as a problem is one of the team's ideas first. None for every other turn."""
    here = loaded.in_team if loaded else None
    if here is None or here.team.project or here.team.idea or not is_collecting(here.event):
        return None
    if is_enough(turn):
        return Decision(conversation=turn.conversation, effect=AtEvent(what=ASK, press="choose"))
    if not is_told(turn):
        return None
    step = "ours" if turn.ours else "told"
    return Decision(conversation=turn.conversation, effect=AtEvent(what=ASK, text=turn.text, step=step, values={WAY: way_of(turn.heard)}))


def is_collecting(event: Event) -> bool:
    """It is the ideas phase of an open event."""
    phase = at(read(event.phases), datetime.now(UTC)) if event.opened else None
    return phase is not None and phase.kind == "ideas"


def way_of(heard: Interpretation) -> str:
    """The two kinds of screens that would answer a problem best."""
    return " ".join(match.block for match in heard.matches[:2])


async def standing(parts: Parts, event: Event, team: Team) -> Standing:
    """The team's problems as they are now."""
    ideas, votes = await parts.store.ideas.of_team(team.id)
    seats = tuple(await parts.store.teams.seats(event.id, team.id))
    here = {seat.learner for seat in seats}
    problems = tuple(_problem(one) for one in ideas)
    counted = {learner: idea for learner, idea in votes.items() if learner in here}
    return Standing(event, team, Board(problems=problems, votes=counted, members=max(1, len(seats)), chosen=team.idea), seats)


def _problem(idea: Idea) -> Problem:
    answers = {key: str(value) for key, value in idea.answers.items()}
    return Problem(id=idea.id, text=idea.text, by=idea.learner or "", way=answers.pop(WAY, ""), answers=answers)


async def tell(parts: Parts, here: Standing, learner: str, text: str, way: str, *, anyway: bool = False) -> Kept:
    """Keep a problem that somebody told, unless it is about the same as another; `anyway`: they say that it is another one."""
    words = " ".join(text.split())[:LONGEST]
    same = next((one for one in here.board.problems if one.text == words), None)
    if same is not None:
        return Kept("known" if same.by == learner else "alike", here.board.number(same.id))
    near = None if anyway else here.board.near(words, way)
    if near is not None:
        return Kept("alike", here.board.number(near.id))
    idea = Idea(next_id(), here.team.id, learner, words, {WAY: way} if way else {}, datetime.now(UTC))
    try:
        new = await parts.store.ideas.add(idea, MOST)
    except FullError:
        return Kept("full", len(here.board.problems))
    parts.news.tell(of_event(here.event.id))
    now = (await standing(parts, here.event, here.team)).board.problems  # another of the team may have told one meanwhile
    number = next((n for n, one in enumerate(now, 1) if one.id == idea.id or (not new and (one.by, one.text) == (learner, words))), len(now))
    return Kept("kept" if new else "known", number)


async def vote(parts: Parts, here: Standing, learner: str, id: str) -> bool:
    """False where the team has no such problem (any more)."""
    done = await parts.store.ideas.vote(here.team.id, learner, id)
    parts.news.tell(of_event(here.event.id))
    return done


async def answer(parts: Parts, here: Standing, id: str, answers: Mapping[str, str]) -> bool:
    """Keep answers to the questions that help to choose: one of the short ones, or words."""
    known = {str(question): answers[question][:LONGEST] for question in pure.QUESTIONS if answers.get(question)}
    done = bool(known) and await parts.store.ideas.answer(here.team.id, id, known)
    parts.news.tell(of_event(here.event.id))
    return done


async def take_out(parts: Parts, here: Standing, learner: str, id: str) -> bool:
    """False for what is another's, or was chosen."""
    done = await parts.store.ideas.take_out(here.team.id, id, learner)
    parts.news.tell(of_event(here.event.id))
    return done


async def choose(parts: Parts, here: Standing, id: str) -> bool:
    """It is the one from now on; False where another of the team was quicker."""
    done = await parts.store.ideas.choose(here.team.id, id, here.team.idea)
    parts.news.tell(of_event(here.event.id))
    return done


async def tell_others(parts: Parts, here: Standing, write: Write, learner: str, chat: str = "") -> int:
    """Say something to everybody of the team but to one, and not into the chat where it was just done."""
    to = await parts.store.telling.addresses(here.event.id, [here.team.id])
    return await say(parts, here.event, [one for one in to if one.learner != learner and one.chat != chat], write)
