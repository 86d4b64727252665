"""What a team says of its entry, pure: how long a pitch may be, which links there may be, and what is still missing.

length_of("Neighbours see who has the shower.")    6 of the 100 words that a pitch has; two Chinese characters count as one word
link_of("https://youtu.be/abc")                    the link and its host, or `LinkError`
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

MOST_WORDS = 100
CHARACTERS_A_WORD = 2
"""Chinese has no spaces: two characters count as a word, so that 200 are as many as 100 words."""
LONGEST_PITCH, LONGEST_STATEMENT, LONGEST_LINK = 1500, 2000, 300
Missing = Literal["app", "pitch", "link", "statement", "signatures"]
Fault = Literal["https", "long", "host", "signs"]
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_WORD = re.compile(rf"[^\W_{_HAN}]+(?:['’.,:/@-][^\W_{_HAN}]+)*")
_HOST = re.compile(r"(?=.{4,200}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}")


class LinkError(ValueError):
    """No link that can be shown; `fault` says what is wrong with it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def length_of(pitch: str) -> int:
    """How many words it counts as: what stands between spaces, and two Chinese characters as one."""
    return len(_WORD.findall(pitch)) + math.ceil(len(_HAN_CHARACTER.findall(pitch)) / CHARACTERS_A_WORD)


def is_too_long(pitch: str) -> bool:
    return length_of(pitch) > MOST_WORDS or len(pitch) > LONGEST_PITCH


def tidy(text: str, most: int) -> str:
    """A text as it is kept: lines without what cannot be seen or turns the text round, no empty line twice."""
    kept = "".join(char for char in unicodedata.normalize("NFC", text.replace("\r\n", "\n")[: 2 * most]) if char == "\n" or _is_seen(char))
    lines = "\n".join(" ".join(line.split()) for line in kept.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()[:most].rstrip()


def _is_seen(char: str) -> bool:
    """A zero-width joiner stays: emoji are made with it."""
    return char == "\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn") or char == "\t"


def link_of(text: str) -> str:
    """The link that was typed, '' for nothing. Raises `LinkError`."""
    link = text.strip().strip("<>")
    if not link:
        return ""
    if len(link) > LONGEST_LINK:
        raise LinkError("long")
    if not link.lower().startswith("https://"):
        raise LinkError("https")
    if re.search(r"[\s\"'<>\\^`{|}]", link) or not all(_is_seen(char) for char in link):
        raise LinkError("signs")
    if not host_of(link):
        raise LinkError("host")
    return link


def host_of(link: str) -> str:
    """Where a link leads, to stand beside it; '' where that is no place in the open net, or hides who it is."""
    try:
        parts = urlsplit(link)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    return host if _HOST.fullmatch(host) and port is None and "@" not in parts.netloc else ""


@dataclass(frozen=True)
class Words:
    """What there is of an entry so far."""

    version: int
    pitch: str
    link: str
    statement: str
    signed: frozenset[str]
    """The learners who signed the statement."""
    members: frozenset[str]

    @property
    def unsigned(self) -> frozenset[str]:
        return self.members - self.signed

    @property
    def missing(self) -> tuple[Missing, ...]:
        """In the order in which it is best done. A link is nobody's duty."""
        parts: dict[Missing, bool] = {
            "app": self.version == 0,
            "pitch": not self.pitch,
            "statement": not self.statement,
            "signatures": bool(self.unsigned),
        }
        return tuple(part for part, lacks in parts.items() if lacks)
