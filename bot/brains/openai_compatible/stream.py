"""What an answer says, sentence by sentence, while it is still coming: nothing is shown that was not looked at whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pydantic_core import from_json

from bot.core.brain import Tell

_END = re.compile(r"[.!?]+[\"'”’)]*(?=\s)|[。！？!?…]+[」』”’）]*|\n+")
_ASKS = re.compile(r"[?？][\"'”’)」』）]*\s*$")
_MARKUP = re.compile(r"[<>{}\[\]`\\|#*_=~^]|https?:|www\.|://|\b[\w-]+\.(?:com|net|org|io|cn|hk|me|app|dev|xyz|info|co)\b|;\s*$", re.IGNORECASE)
_MAY_END = re.compile(r"[.!?。！？…\"\n\s]")
_MOST_SENTENCES, MOST = 5, 400
"""Sentences; characters of all of them."""
Fits = Callable[[str], bool]


def sentences(text: str, *, whole: bool) -> list[str]:
    """The sentences of a text; `whole`: nothing follows, so what is left is one too."""
    found, start = [], 0
    for end in _END.finditer(text):
        found.append(text[start : end.end()])
        start = end.end()
    if whole and text[start:].strip():
        found.append(text[start:])
    return [one for one in found if one.strip()]


def is_plain(text: str) -> bool:
    """No markup, code or address in it."""
    return not _MARKUP.search(text)


@dataclass
class Spoken:
    """Takes in sentences one after another. The first that may not be said ends it; a question is left out: that is asked elsewhere."""

    fits: Fits
    said: list[str] = field(default_factory=list)
    seen: int = 0
    stopped: bool = False

    def take(self, text: str, *, whole: bool) -> bool:
        """All sentences of the text so far; whether there was one more to show."""
        before = len(self.said)
        found = sentences(text, whole=whole)
        for one in found[self.seen :]:
            self.seen += 1
            self._take(one)
        return len(self.said) > before

    def _take(self, sentence: str) -> None:
        if self.stopped or (_ASKS.search(sentence) and is_plain(sentence)):
            return
        bare = sentence.strip()
        again = any(bare == one.strip() for one in self.said)
        full = len(self.said) >= _MOST_SENTENCES or len(self.text) + len(bare) > MOST
        if again or full or not is_plain(bare) or not self.fits(bare):
            self.stopped = True
        else:
            self.said.append(sentence)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())

    @property
    def rounded(self) -> bool:
        """What was said stands by itself: nothing is announced that does not come."""
        return bool(self.text) and not self.text.endswith((":", "：", ",", "，", "、"))


class Reader:
    """Reads an answer as it grows and tells what may be shown of it."""

    def __init__(self, tell: Tell | None, fits: Fits) -> None:
        self._tell, self._fits = tell, fits
        self._begin()

    def _begin(self) -> None:
        self._spoken = Spoken(self._fits)
        self._over = self._tell is None
        self._length = 0

    def hear(self, text: str) -> None:
        """All of the answer so far; one that is shorter than it was is another answer."""
        if len(text) < self._length:
            self._begin()
        new, self._length = text[self._length :], len(text)
        if self._over or not _MAY_END.search(new):
            return
        answer = _so_far(text)
        say = answer.get("say")
        if isinstance(say, str) and self._spoken.take(say, whole=len(answer) > list(answer).index("say") + 1) and self._tell:
            self._tell(self._spoken.text)
        self._over = self._spoken.stopped or (isinstance(say, str) and list(answer)[-1] != "say")


def _so_far(text: str) -> dict[str, object]:
    opening = text.find("{")
    if opening < 0:
        return {}
    try:
        found = from_json(text[opening:], allow_partial="trailing-strings")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
