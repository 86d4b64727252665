"""What is kept of a request to a language model, and who says whether there are tokens left for one."""

from __future__ import annotations

from typing import Literal, Protocol

from scaffolds.spec import Part

Outcome = Literal["ok", "repaired", "offline"]
"""How it ended: with an answer, with one that was asked for a second time, or with the offline tutor in its place."""


class Call(Part):
    """One request, without any text: what it was told by which prompt, what it cost, how it ended."""

    model: str
    prompt: str = ""
    version: int = 0
    """The prompt's own, as its file says."""
    print: str = ""
    """The beginning of a hash of all that was in the prompt before a word of the conversation: which text it was, whatever its version says."""
    sent: int = 0
    """Tokens of the request; `cached` of them were known to the server."""
    cached: int = 0
    got: int = 0
    """Tokens of the answer."""
    estimated: bool = False
    """The server did not say how many: they are counted here."""
    outcome: Outcome = "ok"
    fault: str = ""
    """One word for what went wrong: `timeout`, `busy`, `schema`, ..."""
    ms: int = 0


class Meter(Protocol):
    """Tokens that may be spent: each learner's, each class's and everybody's, a day."""

    async def reserve(self, learner: str, tokens: int, classroom: str = "") -> str | None:
        """Put so many aside before a request, of a learner's and of the class that they sit in; an id to settle it by, or None where they would be
        too many. Committed on return."""
        ...

    async def settle(self, id: str, call: Call) -> None:
        """Say what it came to. What is never settled stays as it was reserved: a crash makes nothing free."""
        ...


class Unmetered:
    """For a program without a store to keep them in: an evaluation, a test."""

    async def reserve(self, learner: str, tokens: int, classroom: str = "") -> str | None:
        return ""

    async def settle(self, id: str, call: Call) -> None:
        return None
