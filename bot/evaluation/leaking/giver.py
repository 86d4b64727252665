"""Who speaks in these dialogues: our own texts, listened to; and a scripted model that always gives the answer away, whatever it was to say."""

from __future__ import annotations

from collections.abc import Sequence

from bot.brains.offline.tutor import OfflineTutor
from bot.core.brain import Phrased
from bot.core.conversation import Conversation
from bot.core.decision import Move
from bot.evaluation.leaking.forms import FORMS
from scaffolds.quests.making import Quest


class Overheard(OfflineTutor):
    """The offline tutor, and what it was about to say: the guard comes after it."""

    def __init__(self) -> None:
        super().__init__()
        self.quest: Quest | None = None
        """The one that is played."""
        self.meant: list[str] = []
        """The messages of the last reply, as they came from here."""
        self.form = ""

    async def phrase(self, moves: Sequence[Move], conversation: Conversation) -> Phrased:
        if any(move.prompt == "tutor/went_wrong" for move in moves):
            raise AssertionError("a turn failed: what it measures would be an apology")
        phrased = await super().phrase(moves, conversation)
        self.meant = [message.text for message in phrased.messages]
        return phrased


class Giver(Overheard):
    """Adds the answer to all that it says, in one form after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._turn = 0

    async def phrase(self, moves: Sequence[Move], conversation: Conversation) -> Phrased:
        phrased = await super().phrase(moves, conversation)
        if self.quest is None:
            return phrased
        self.form = list(FORMS)[self._turn % len(FORMS)]
        self._turn += 1
        last = phrased.messages[-1]
        said = last.model_copy(update={"text": f"{last.text}\n\n{FORMS[self.form](self.quest)}"})
        self.meant[-1] = said.text
        return phrased.model_copy(update={"messages": (*phrased.messages[:-1], said)})
