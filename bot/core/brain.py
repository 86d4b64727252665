"""What the program expects of a brain. It turns words into an `Interpretation` and moves into words; it decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from bot.core.conversation import Conversation
from bot.core.decision import Move
from bot.core.interpretation import Context, Interpretation
from bot.core.turn import Message
from scaffolds.spec import Language, Part


class Phrased(Part):
    """Moves put into words."""

    messages: tuple[Message, ...]
    conversation: Conversation
    """With what was said counted, and the buttons that were shown."""


class Problem(Part):
    """A real problem that somebody else wanted to fix, to be pressed by a learner without an idea."""

    id: str
    text: str


Tell = Callable[[str], None]
"""Shows what is being said so far, checked, as it grows; it is gone when the answer comes."""


class Brain(Protocol):
    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        """Understand one message. Never raises on what a person wrote, nor on what a model did."""
        ...

    def language_of(self, text: str) -> Language | None:
        """The language of a text where it can be told; None where it is short, doubtful, or none of ours."""
        ...

    async def phrase(self, moves: Sequence[Move], conversation: Conversation) -> Phrased:
        """Put moves into words in the conversation's language and tier."""
        ...

    def problems(self, conversation: Conversation, count: int) -> Sequence[Problem]:
        """Real problems for the conversation's tier and language."""
        ...

    async def close(self) -> None:
        """Give up what is kept open."""
        ...

    def nearness(self, conversation: Conversation) -> Mapping[str, float]:
        """How near the words of the example apps are to what was said, by name; 0 for those that are not named."""
        ...
