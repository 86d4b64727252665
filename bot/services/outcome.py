"""What came of a decision, before it is committed and said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.core.decision import Decision
from bot.core.lesson import LessonNews
from bot.core.turn import File, Message
from storage.learning.records import Evidence
from storage.records import NewRevision


@dataclass(frozen=True)
class Outcome:
    """A decision after everything was done for it, and what must be committed with it."""

    decision: Decision
    project: str | None = None
    slug: str | None = None
    read_head: int | None = None
    revision: NewRevision | None = None
    head: int | None = None
    learner_files: bytes | None = None
    files: tuple[File, ...] = ()
    proof: dict[str, Any] | None = field(default=None)
    learner: str = ""
    """Who the speaker turned out to be, where that is somebody else than was thought."""
    inside: bool = False
    """They sit in a class now: that is said though it is paused."""
    forget: bool = False
    """Nothing of the speaker stays but what is said with this."""
    lesson: LessonNews | None = None
    """How far the speaker came in a lesson."""

    evidence: tuple[Evidence, ...] = ()
    """What it shows of the speaker's understanding."""

    @property
    def changes_app(self) -> bool:
        """Whether the project is another one when this is committed."""
        return self.revision is not None or self.head is not None or self.learner_files is not None

    def attached(self, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        """The messages with the files of this turn: the first on the first message, others on messages of their own."""
        if not self.files:
            return messages
        head = messages[0].model_copy(update={"file": self.files[0], "proof": self.proof})
        more = tuple(Message(text=file.name, file=file) for file in self.files[1:])
        return (head, *more, *messages[1:])
