"""What is asked of the quests in a chat, and who answers it. Before an answer goes out it is held against the quest: nothing in it may give the rule away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from bot.core.deciding import Turn, again, first
from bot.core.decision import AtQuest, Move
from bot.services import Parts
from bot.services.outcome import Outcome
from bot.services.quest import hinting, hunting, offering, trying
from bot.services.quest.desk import Desk
from scaffolds.quests.making import quests_of
from storage.records import Loaded

Answer = Callable[[Desk, AtQuest], Awaitable[Outcome]]

_ANSWERS: Mapping[str, Answer] = {
    "offer": offering.offer, "begin": offering.begin, "go_on": offering.go_on, "solo": offering.solo, "leave": offering.leave, "stay": offering.stay,
    "guess": trying.guessed, "card": trying.card_laid, "anew": trying.cards_anew, "code": trying.written, "hint": hinting.hint,
    "teacher": hinting.teacher, "hunt": hunting.begin, "field": hunting.field, "value": hunting.value, "should": hunting.should, "fix": hunting.fix,
}  # fmt: skip
_WORDS_AT: Mapping[str, str] = {"predict": "guess", "cards": "card", "field": "field", "odd": "value", "guess": "should"}
"""What words are at a step."""


async def at_quest(parts: Parts, turn: Turn, asked: AtQuest, loaded: Loaded | None) -> Outcome:
    """The answer, with what it does to the app and what it shows of what was learnt."""
    if not turn.built:
        return Outcome(first(Move(prompt="quest/no_app"), again(turn)))
    await asyncio.to_thread(quests_of, turn.app, turn.conversation.language)
    desk = Desk(parts, turn, loaded)
    what = asked.what
    if what == "say" and turn.questing is not None:
        what = _WORDS_AT.get(turn.questing.step, "stay")
    if what in ("hint", "code", "card", "guess", "stay", "leave", "teacher", "should", "fix", "field", "value") and desk.questing is None:
        what = "offer"
    answer = _ANSWERS.get(what)
    return await answer(desk, asked) if answer else await offering.go_on(desk, asked)
