"""The offline brain whole: it understands, and it has words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.brains.offline.brain import OfflineBrain
from bot.brains.offline.examples import problems
from bot.brains.offline.language import tell
from bot.brains.offline.likeness import nearness
from bot.brains.offline.words import phrase
from bot.core.brain import Phrased, Problem
from bot.core.conversation import Conversation
from bot.core.decision import Move
from bot.core.hearing import said_so_far
from scaffolds.spec import Language


class OfflineTutor(OfflineBrain):
    """Understanding by `OfflineBrain`, words by the texts of `prompts/`."""

    def language_of(self, text: str) -> Language | None:
        return tell(text, "en").language

    async def phrase(self, moves: Sequence[Move], conversation: Conversation) -> Phrased:
        return phrase(moves, conversation)

    async def close(self) -> None:
        """Nothing is open."""

    def problems(self, conversation: Conversation, count: int) -> Sequence[Problem]:
        return problems(conversation, count)

    def nearness(self, conversation: Conversation) -> Mapping[str, float]:
        return nearness(said_so_far(conversation.wish))
