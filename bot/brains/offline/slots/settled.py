"""What stands in a list of labels and is none: hours, the length of a turn, a limit, what is booked. They are facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from bot.brains.offline.lexicon import pattern_of, table
from bot.brains.offline.normalise import Message
from bot.brains.offline.slots import numbers
from bot.brains.offline.slots.limits import limits
from bot.brains.offline.slots.times import clock_spans, hours, slot_minutes
from bot.brains.offline.slots.types import type_of
from scaffolds.spec import FieldType

_MANY = re.compile(rf"^(?:there (?:is|are) |we have |only |得|只有|有|共有)?{numbers.NUMBER} ?(?:个|间|部|台|张|架|条|块)?\s?")
_JOINING = re.compile(
    r"[\s,]*\b(?:from|between|open|opens?|only|each|for|is|are|with|and|max|at)\b[\s,]*$|[\s,]+$|(?:由|从|开放|每节|每次|每人|每天|每日|最多)+$"
)


def is_settled(part: Message) -> bool:
    """The part says a fact and is no label: '6am to 11pm', '每節半小時', 'max 2', 'two showers'."""
    folded = part.folded
    known = hours(folded)
    return bool(known.opens or known.closes or slot_minutes(folded) or limits(part, "day", strict=False)) or is_counted_resource(folded)


def is_counted_resource(folded: str) -> bool:
    """'two showers', '三台洗衣机'."""
    counted = _MANY.match(folded)
    return bool(counted and pattern_of("facts", "resources").fullmatch(folded[counted.end() :]))


def is_resource(folded: str) -> bool:
    """Nothing but a word for what is shared, and no kind of value: 'shower', not 'room'."""
    return bool(pattern_of("facts", "resources").fullmatch(folded)) and type_of(folded) == "text"


def label_before(part: Message) -> Message | None:
    """The label that stands before a fact in one breath: 'phone' of 'phone max 2 per day'."""
    for end in _ends_of_words(part.folded):
        rest = part.part(0, end)
        joining = _JOINING.search(rest.folded)
        bare = rest.part(0, joining.start()) if joining and joining.start() else rest
        if _is_known_label(bare.folded):
            return bare
    return None


def _ends_of_words(folded: str) -> Iterator[int]:
    yield from (found.start() for found in list(re.finditer(r"\s|\d|每|最多|(?:早|朝|上)", folded))[:6] if found.start())


def _is_known_label(folded: str) -> bool:
    """A word that is a label wherever it stands; of people it may be the one who is limited."""
    known = table("fields")
    return any(folded in known[type] for type in get_args(FieldType) if type not in ("person", "choice"))


def hidden(folded: str) -> str:
    """The text with its ranges of hours out of sight, so that '8am and 10pm' is not cut in two."""
    for start, end in clock_spans(folded):
        folded = folded[:start] + "\x00" * (end - start) + folded[end:]
    return folded
