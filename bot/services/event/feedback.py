"""What judges say to each team: organisers read it first and pass it on. What a child should not get is held back when it is kept: words that
could hurt until an organiser lets them through, somebody's data for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.classroom.rubric import LEVELS, Rubric
from bot.services import Parts, guard
from bot.services.classroom import rubrics
from bot.services.classroom.fit_name import fault_of
from bot.services.event.say import say_to_team, told
from bot.services.news import of_event
from scaffolds.spec import Language
from storage.events.feedback import Comment
from storage.events.records import Event

Held = Literal["", "personal", "words"]
"""Why a comment is held back: somebody's data in it, or words that no child should read."""
State = Literal["open", "passed", "hidden"]


@dataclass(frozen=True)
class Level:
    """A line of the rubric at which a judge put them, in its words."""

    name: str
    n: int
    of: int
    says: str


@dataclass(frozen=True)
class Said:
    """What one judge said of one entry, as a reader gets it."""

    judge: str
    name: str
    """Of the judge, for organisers alone: '' for a team."""
    entry: str
    team: str
    comment: str
    levels: Sequence[Level]
    held: Held
    state: State


async def for_organisers(parts: Parts, event: Event, language: Language) -> list[Said]:
    """Everything, by team in the order of joining."""
    found, rubric = await parts.store.feedback.of_event(event.id), _rubric(event)
    return [_said(one, rubric, language) for one in found]


async def for_team(parts: Parts, event: Event, team: str, language: Language) -> list[Said]:
    """What a team was given, without who said it and without what is held back."""
    given, rubric = await parts.store.feedback.given_to(event.id, team), _rubric(event)
    told_so = [_said(one, rubric, language, to_team=True) for one in given]
    return [one for one in told_so if one.comment or one.levels]


async def pass_on(parts: Parts, event: Event) -> int:
    """Give all that is not hidden to the teams, and tell them; how many teams got something new."""
    found = await parts.store.feedback.of_event(event.id)
    teams = await parts.store.feedback.pass_on(event.id, [(one.judge, one.entry) for one in found if one.levels or (one.comment and not one.held)])
    for team in teams:
        await say_to_team(parts, event, team, told("event/after_feedback", address=_address(parts, event)))
    parts.news.tell(of_event(event.id))
    return len(teams)


async def hide(parts: Parts, event: Event, judge: str, entry: str, *, hidden: bool) -> bool:
    """Keep one from its team, or no longer."""
    done = await parts.store.feedback.hide(event.id, judge, entry, hidden=hidden)
    parts.news.tell(of_event(event.id))
    return done


async def let_through(parts: Parts, event: Event, judge: str, entry: str) -> bool:
    """An organiser read words that were held back, and lets the team have them: at once where it has the rest, else with the next that go."""
    if not await parts.store.feedback.let_through(event.id, judge, entry):
        return False
    parts.news.tell(of_event(event.id))
    return True


def held_back(comment: str) -> Held:
    """Whether a comment may not go to a team as it is, and why."""
    if not comment:
        return ""
    fault = fault_of(" ".join(comment.split()), comment, longest=len(comment))
    return "words" if fault == "unkind" or guard.look(comment).kind else "personal" if fault else ""


def _said(one: Comment, rubric: Rubric, language: Language, *, to_team: bool = False) -> Said:
    held: Held = "personal" if one.held == "personal" else "words" if one.held else ""
    state: State = "hidden" if one.hidden else "passed" if one.passed else "open"
    comment, name = ("" if held and to_team else one.comment), ("" if to_team else one.name)
    return Said(one.judge, name, one.entry, one.team, comment, _levels(one.levels, rubric, language), held, state)


def _levels(levels: Mapping[str, object], rubric: Rubric, language: Language) -> list[Level]:
    """In the order of the rubric. Lines that it has no more are left out."""
    found = []
    for line in rubric.lines:
        n = levels.get(line.id)
        if isinstance(n, int) and 1 <= n <= LEVELS:
            says = line.said(language)
            found.append(Level(says.name, n, LEVELS, says.levels[n - 1]))
    return found


def _rubric(event: Event) -> Rubric:
    found = rubrics.rubrics().by_id
    return found.get(event.rubric) or found["contest"]


def _address(parts: Parts, event: Event) -> str:
    return f"{parts.public_url.rstrip('/')}/event/{event.code}/feedback" if parts.public_url else ""
