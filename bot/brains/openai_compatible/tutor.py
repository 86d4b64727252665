"""The brain with a model: one call a turn understands and has words; on any fault the offline tutor's understanding stands."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.brains.offline import intents
from bot.brains.offline.normalise import read
from bot.brains.offline.tutor import OfflineTutor
from bot.brains.openai_compatible.brief import brief, fixed
from bot.brains.openai_compatible.endpoint import Endpoint
from bot.brains.openai_compatible.merging import Speech, merged
from bot.brains.openai_compatible.profiles import profile_of
from bot.brains.openai_compatible.stream import Reader
from bot.brains.openai_compatible.untold import where
from bot.core.brain import Phrased, Problem, Tell
from bot.core.conversation import Conversation
from bot.core.decision import Move
from bot.core.interpretation import Context, Intent, Interpretation
from bot.core.model_call import Meter
from scaffolds.spec import Language, text_of

if TYPE_CHECKING:
    import httpx2

log = logging.getLogger(__name__)
Fits = Callable[[str, Language], bool]
"""Whether a text may be said, or stand in an app, in this language."""
_CERTAIN: frozenset[Intent] = frozenset({"idk", "yes", "no", "empty", "unreadable", "undo", "zip", "try"})
"""As whole messages these mean one thing: nobody needs to be asked."""
_SILENCE = 0.6
"""Of the deadline: so long a server may send nothing."""


class ModelTutor:
    """Satisfies `Brain`. `at_once`: calls that may run side by side; `transport`: another way to the server, for tests."""

    def __init__(
        self,
        offline: OfflineTutor,
        endpoint: Endpoint,
        meter: Meter,
        fits: Fits,
        *,
        deadline: float = 20.0,
        at_once: int = 8,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        from bot.brains.openai_compatible.asking import Asker  # late: the vendor's package is loaded where a model is used
        from bot.brains.openai_compatible.server import Server

        self._offline, self._fits = offline, fits
        self._asker = Asker(
            endpoint,
            profile_of(endpoint),
            fixed(),
            meter,
            lambda: Server(endpoint, deadline * _SILENCE, transport),
            deadline=deadline,
            at_once=at_once,
        )

    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        """Never raises but when it is cancelled, which ends the request too."""
        understood = await self._offline.interpret(text, context)
        if context.unaided or is_certain(text, context):
            return understood
        language = _language(understood, context)
        speech = Speech(language, self._fits, self.language_of, text_of(context.spec.title) if context.spec else "")
        reader = Reader(tell, speech.is_spoken)
        asked = await self._asker.ask(brief(text, context, language), context.learner, reader.hear, context.classroom)
        told = understood.model_copy(update={"calls": asked.calls, "short": asked.short})
        if asked.answer is None:
            return told
        try:
            return merged(told, asked.answer, text, context, speech)
        except Exception as error:  # an answer of a model never costs a learner their turn
            log.error("taking in an answer: %s", where(error))
            return told

    def language_of(self, text: str) -> Language | None:
        return self._offline.language_of(text)

    async def phrase(self, moves: Sequence[Move], conversation: Conversation) -> Phrased:
        return await self._offline.phrase(moves, conversation)

    def problems(self, conversation: Conversation, count: int) -> Sequence[Problem]:
        return self._offline.problems(conversation, count)

    def nearness(self, conversation: Conversation) -> Mapping[str, float]:
        return self._offline.nearness(conversation)

    async def close(self) -> None:
        """Give up the connections that are kept open."""
        await self._asker.close()


def is_certain(text: str, context: Context) -> bool:
    """The whole message is a phrase that means one thing."""
    return intents.whole(read(text).folded, context) in _CERTAIN


def _language(understood: Interpretation, context: Context) -> Language:
    """That of the message; English to those whose language we do not speak."""
    return "en" if understood.foreign else understood.language or context.language
