"""More than one need in one message: a way asked for beside another, by its name or by what it should do.

'預約時間，加一個佈告欄', 'name, phone, and also a notice board'; 'book the music room and have a place to post notices'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.brains.offline.lexicon import patterns
from bot.brains.offline.matching import Matcher
from bot.brains.offline.normalise import Message
from bot.brains.offline.slots.types import type_of
from bot.brains.offline.wishes import Wishes

_SHORTEST_LATIN, _SHORTEST_HAN = 12, 5
"""Characters of a clause that may tell a need of its own."""
_LONGEST = 200
"""In a longer story a clause says what happened, not what is wanted."""

_LEAD = 0.2
"""By how much a part must speak of its block more than of the next: it is short, so all shares are small."""


@dataclass(frozen=True)
class Beside:
    """A way by its name, and where in the folded text it is asked for, from the 'and also' on."""

    block: str
    start: int
    end: int


def named_beside(message: Message, wishes: Wishes, *, listing: bool) -> tuple[Beside, ...]:
    """Ways that are asked for beside what else is said. `listing`: among labels, where 'and a quiz' is enough, but a photo is a field."""
    return tuple(_named(message.folded, wishes, listing))


def _named(folded: str, wishes: Wishes, listing: bool) -> Iterator[Beside]:
    known = patterns("cues")
    for block, start, end in wishes.spans(folded):
        before, after = folded[:start], known["beside_end"].match(folded[end:])
        cue = known["beside"].search(before) or (known["beside_loosely"].search(before) if listing else None)
        if cue and (after or not listing) and not (listing and type_of(folded[start:end]) != "text"):
            yield Beside(block, cue.start(), end + (after.end() if after else 0))


def without(message: Message, found: tuple[Beside, ...]) -> Message:
    """The longer part of the message that is left without these."""
    if not found:
        return message
    before, after = message.part(0, found[0].start), message.part(found[-1].end, len(message.folded))
    return max(before, after, key=lambda part: len(part.folded))


def needs(message: Message, matcher: Matcher) -> tuple[str, ...]:
    """The two blocks of a wish with two parts, where each part plainly speaks of another one; else nothing."""
    known = patterns("cues")
    if len(message.folded) > _LONGEST or not known["wish"].search(message.folded):
        return ()
    for joint in known["joint"].finditer(message.folded):
        parts = (message.part(0, joint.start()), message.part(joint.end(), len(message.folded)))
        best = [_plain(part, matcher) for part in parts]
        if all(best) and best[0] != best[1]:
            return tuple(one for one in best if one)
    return ()


def _plain(part: Message, matcher: Matcher) -> str | None:
    """The block that stands out for a part alone."""
    if len(part.folded) < (_SHORTEST_LATIN if part.folded.isascii() else _SHORTEST_HAN):
        return None
    found = matcher.matches([(part.as_typed(), 1.0)])
    return found[0].block if found[0].score - found[1].score > _LEAD else None
