"""Hints, one rung a request: a question back, where to look, the idea in words, a worked example about something else. There is no answer on the ladder."""

from __future__ import annotations

import prompts
from bot.core import questing as core
from bot.core.decision import AtQuest, Move
from bot.services.outcome import Outcome
from bot.services.quest import asking
from bot.services.quest.desk import Desk
from bot.services.quest.offering import go_on
from scaffolds.quests import telling, twin
from scaffolds.quests.making import Quest


async def hint(desk: Desk, asked: AtQuest) -> Outcome:
    """The next rung; on one's own there is none, and after the last a person is better than more text."""
    questing, quest = desk.questing, desk.quest
    if questing is None or quest is None or questing.step == "predict":
        return await go_on(desk, asked)
    if questing.solo:
        return desk.say(questing, Move(prompt="quest/no_hints"))
    if questing.rung >= core.RUNGS:
        return desk.say(questing, stuck(desk))
    rung = questing.rung + 1
    return desk.say(
        questing.model_copy(update={"rung": rung}),
        rung_of(quest, rung, gap=questing.step == "gap"),
        evidence=[desk.evidence("hint", str(rung), rungs=rung)],
    )


def rung_of(quest: Quest, rung: int, *, gap: bool = False) -> Move:
    """One rung, from 1; the last shows the worked example. `gap`: one piece alone is missing, and the example does not hold it."""
    last = rung == core.RUNGS
    code = asking.fenced(twin.twin(quest, gap=gap)) if last else ""
    words = twin.twin_words(quest, gap=gap) if last else prompts.Markdown(telling.hint_words(quest, rung, prompts.escape))
    return Move(prompt="quest/hint", values={"rung": rung, "rungs": core.RUNGS, "words": words, "code": code})


def stuck(desk: Desk) -> Move:
    """Behind the last rung."""
    ways = (core.button("teacher"), core.button("leave")) if desk.turn.in_class else (core.button("leave"),)
    return Move(prompt="quest/stuck", values={"in_class": desk.turn.in_class}, only=ways)


async def teacher(desk: Desk, asked: AtQuest) -> Outcome:
    """They ask for their teacher: seen on the class's page as somebody who asked."""
    if desk.questing is None or not desk.turn.in_class:
        return await go_on(desk, asked)
    return desk.say(desk.questing, Move(prompt="quest/teacher_asked"), evidence=[desk.evidence("teacher", "asked", rungs=desk.questing.rung)])
