"""Before anything is said while a quest is open: whatever would give its rule away is held back, and the next rung of the hints stands in its place.

It holds for a language model's words as for our own.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

import prompts
from bot.core import questing as core
from bot.core.brain import Phrased
from bot.core.conversation import Questing
from bot.core.deciding import Turn
from bot.core.decision import Move
from bot.core.turn import Button, Message
from bot.services import Parts
from bot.services.quest import hinting
from bot.services.quest.desk import Desk
from scaffolds.quests import leaks
from scaffolds.quests.making import Quest
from scaffolds.spec import Language
from storage.records import Loaded

log = logging.getLogger(__name__)
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#~|])")


async def held_back(parts: Parts, turn: Turn, loaded: Loaded | None, phrased: Phrased) -> Phrased:
    """What may be said, with what would give an answer away replaced. It holds while the quest waits for something else to be done, too."""
    questing = phrased.conversation.questing
    if questing is None or not questing.quest or turn.spec is None:
        return phrased
    desk = Desk(parts, turn.now(questing=questing), loaded)
    if (quest := desk.quest) is None:
        return phrased
    holds = _Holds(quest, gap=core.MAKING[phrased.conversation.tier] == "gap")
    if await holds.well(phrased.messages):
        return phrased
    log.warning("an answer to a quest was held back")
    rung = _rung(questing, turn.conversation.questing)
    instead = [_fixed(move, turn.conversation.language) for move in _instead(desk, quest, rung, gap=holds.gap)]
    said = await holds.within(phrased.messages, instead)
    shown = tuple(button for message in reversed(said) for button in message.buttons)
    conversation = phrased.conversation.now(questing=questing.model_copy(update={"rung": min(rung, core.RUNGS)}), buttons=shown)
    return phrased.model_copy(update={"messages": said, "conversation": conversation})


@dataclass(frozen=True)
class _Holds:
    """What may be said at a quest. `gap`: one piece alone is missing."""

    quest: Quest
    gap: bool

    async def well(self, messages: Sequence[Message]) -> bool:
        """Whether none of them, nor all together, gives the answer away. Labels of a quest's own cards and ways are ours."""
        text = "\n".join(_ESCAPED.sub(r"\1", message.text) for message in messages)
        labels = "\n".join(button.label for message in messages for button in message.buttons if not button.id.startswith(core.PREFIX))
        return not await asyncio.to_thread(leaks.gives_away, self.quest, f"{text}\n{labels}", gap=self.gap)

    async def within(self, messages: Sequence[Message], instead: Sequence[Message]) -> tuple[Message, ...]:
        """The messages that give nothing away, with the first of ours that does not either; ours alone where the rest only seems harmless."""
        harmless = [one for one in instead[:-1] if await self.well((one,))]
        ours = next(iter(harmless), instead[-1])
        clean = [one for one in messages if await self.well((one,))]
        return (*clean, ours) if clean and await self.well((*clean, ours)) else (ours,)


def _rung(questing: Questing, before: Questing | None) -> int:
    """The one to be shown: that which was about to be, else the next; behind the last one when all were."""
    given = before is not None and before.quest == questing.quest and questing.rung > before.rung
    return questing.rung if given or questing.solo else questing.rung + 1


def _instead(desk: Desk, quest: Quest, rung: int, *, gap: bool) -> tuple[Move, ...]:
    """Ours to choose from: the rung, and what says nothing of the rule. On one's own there are no rungs."""
    if desk.questing is None or desk.questing.solo:
        return (Move(prompt="quest/no_hints"),)
    spent = hinting.stuck(desk)
    return (hinting.rung_of(quest, rung, gap=gap), spent) if rung <= core.RUNGS else (spent,)


def _fixed(move: Move, language: Language) -> Message:
    """Our own words, whoever speaks otherwise."""
    prompt = prompts.load(move.prompt)
    buttons = tuple(Button(id=id, label=label) for id, label in prompt.labels(language) if move.only is None or id in move.only)
    return Message(text=prompt.render(language, **move.values), buttons=buttons)
