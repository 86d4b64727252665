"""How a server is asked for JSON: by a schema, as any JSON, as text. What it refused, or took and did not hold to, is not asked for again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.brains.openai_compatible.answer import schema
from bot.brains.openai_compatible.profiles import RUNGS, Profile, Rung

_TOKENS, _TOKENS_WITH_THOUGHTS = 700, 2800
_MOST_MISSES = 2
"""Answers in a row that are not of the form before a server is believed not to hold to it."""
_OF_THE_FORM = re.compile(r"response_format|json_schema|json_object|structured output|grammar|schema", re.IGNORECASE)
_EFFORTS = ("none", "minimal", "low")
"""Of thinking, the least first; which of them a model takes differs."""
_OF_LENGTHS = re.compile(r"max_?length", re.IGNORECASE)
_OF_USAGE = re.compile(r"stream_options|include_usage", re.IGNORECASE)
_OF_THE_LIMIT = re.compile(r"max_tokens|max_completion_tokens", re.IGNORECASE)


class Ladder:
    """Where one server stands."""

    def __init__(self, profile: Profile) -> None:
        self.rung: Rung = profile.rung
        self.most = _TOKENS
        """Tokens of an answer."""
        self._lengths = profile.lengths
        self._usage = profile.usage
        self._limit: str = profile.limit
        self._swapped = False
        self._extra: dict[str, Any] = dict(profile.extra)
        self._misses = 0

    def options(self) -> dict[str, Any]:
        """What goes into a request beside the messages."""
        made: dict[str, Any] = {self._limit: self.most, "extra_body": dict(self._extra)}
        if self._usage:
            made["stream_options"] = {"include_usage": True}
        if form := self._form():
            made["response_format"] = form
        return made

    def _form(self) -> Mapping[str, Any] | None:
        if self.rung == "json_schema":
            return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema(self._lengths)}}
        return {"type": "json_object"} if self.rung == "json_object" else None

    def refused(self, reason: str) -> bool:
        """Learn from a refusal; False where it names nothing that could be left out."""
        if named := next((key for key in self._extra if key in reason), None):
            self._leave_out(named, reason)
            return True
        if self._usage and _OF_USAGE.search(reason):
            self._usage = False
            return True
        if _OF_THE_FORM.search(reason) and self.rung != "text":
            self._ease(reason)
            return True
        if not self._swapped and _OF_THE_LIMIT.search(reason):
            self._swapped = True
            self._limit = "max_tokens" if self._limit == "max_completion_tokens" else "max_completion_tokens"
            return True
        return False

    def _leave_out(self, name: str, reason: str) -> None:
        """A value is made milder where the server says which it takes; else the key goes."""
        milder = [one for one in _EFFORTS if f"'{one}'" in reason and one != self._extra[name]]
        if name == "reasoning_effort" and milder and self._extra[name] == _EFFORTS[0]:
            self._extra[name] = milder[0]
        else:
            del self._extra[name]

    def _ease(self, reason: str) -> None:
        """A schema without lengths first, then the next rung."""
        if self.rung == "json_schema" and self._lengths and _OF_LENGTHS.search(reason):
            self._lengths = False
        else:
            self.down()

    def down(self) -> None:
        self.rung = RUNGS[min(RUNGS.index(self.rung) + 1, len(RUNGS) - 1)]
        self._misses = 0

    def held(self) -> None:
        """An answer was of the form."""
        self._misses = 0

    def missed(self, *, cramped: bool = False) -> None:
        """An answer was not. `cramped`: it was cut off before its first word, by thoughts that nobody could switch off."""
        if cramped:
            self.most = _TOKENS_WITH_THOUGHTS
            return
        self._misses += 1
        if self._misses >= _MOST_MISSES and self.rung != "text":
            self.down()
