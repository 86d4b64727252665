"""Things that are shared and booked, and things that are listed one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.brains.offline.lexicon import parts, pattern_of, patterns
from bot.brains.offline.normalise import Message
from bot.brains.offline.slots import numbers
from bot.brains.offline.slots.joints import HAN_AND
from bot.brains.offline.slots.times import clock_spans

_MANY_BEFORE = re.compile(rf"(?P<many>{numbers.NUMBER})(?:个|间|部|台|张|架|条)?\s?$")
_MOST = 8
_SHORT = 24
"""Characters up to which a thing is named for its own sake; in more, something must say that it is shared."""
_JOINTS = re.compile(rf",|、|;|\n|&|\+|\band\b|\bor\b|{HAN_AND}")
_LISTED = re.compile(r"[,、;\n]+|\band\b|同埋|以及|还有")
_AN_HOUR = re.compile(
    r"(?:\bat )?\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?|\b\d{1,2}:\d\d\b|(?:早上|朝早|上午|下午|晚上|夜晚|中午|朝|晚)?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})点半?"
)
_IN_TURN = re.compile(
    r"\s*(?:\b(?:first(?:ly)?(?! name)|then|next|after that|finally|at last)\b|首先|第[一二三四五六七八九]步?|然后|之后|跟住|最后|先(?![后生])|再(?![见三]))[\s,:]*"
)
_STEP_JOINT = re.compile(r"[,;\n。.]+|(?=\b(?:and )?then\b)|(?=然后|之后|跟住|最后|再(?![见三]))")
_LONGEST_STEP = 80
_BEFORE_A_THING = re.compile(r"^(?:(?:to|bring|take|pack|my|his|her|their|our|your|the|a|an|some|all|his or her)\s+)+")
_NAMES_NOTHING = re.compile(
    r"(?:(?:the |some |my |all )?(?:things?|stuff|something|everything|anything|items?|it|them)(?: (?:to|i|we|you|they|that)\b.*)?|what (?:to|i|we|you|they)\b.*"
    r"|(?:啲|些|那些|這些|这些|我啲|我的|.{0,6}(?:嘅|的))?(?:嘢|野|東西|东西|物品|物件)|乜嘢|咩|什麼|什么|甚麼)"
)
"""As typed, in lower case: 'I forget my things' is no list of things, nor is 'things to bring' or 「要帶的東西」."""
_SIGNS = re.compile(r"[^\w\s]")
_AFTER_A_THING = re.compile(r"\s*(?:出街|出门|返学|上学|啦|呀|了|等等|etc|too|lol|please|pls|[.!?。！？])+$")


def resources(message: Message) -> tuple[str, ...]:
    """What is booked or shared, as typed; 'two showers' are 'shower 1' and 'shower 2'."""
    found = tuple(dict.fromkeys(_known_resources(message)))
    return found or tuple(dict.fromkeys(_booked(message)))


def _known_resources(message: Message) -> Iterator[str]:
    known = patterns("facts", "patterns")
    if len(message.folded) > _SHORT and not known["shared"].search(message.folded):
        return
    for found in pattern_of("facts", "resources").finditer(message.folded):
        before = message.folded[: found.start()]
        if known["elsewhere"].search(before):
            continue
        yield from _numbered(message.as_typed(*found.span()), _how_many(before))


def _how_many(before: str) -> int:
    found = _MANY_BEFORE.search(before)
    return int(numbers.value(found["many"]) or 1) if found else 1


def _numbered(word: str, many: int) -> Iterator[str]:
    if not 2 <= many <= _MOST:
        yield word
        return
    single = word[:-1] if word.isascii() and word.endswith("s") else word
    yield from (f"{single} {n}" for n in range(1, many + 1))


def _booked(message: Message) -> Iterator[str]:
    """What stands behind 'book', 'share', '預約', where it is no time and no place to eat."""
    for pattern in parts("facts", "book", "patterns"):
        for found in pattern.finditer(message.folded):
            if not patterns("facts", "patterns")["not_a_resource"].search(found["what"]):
                yield message.as_typed(*found.span("what"))


def items(message: Message) -> tuple[str, ...]:
    """What is brought, packed or forgotten: two things or more, or one that is to be brought."""
    for pattern in parts("facts", "bring", "patterns"):
        for found in pattern.finditer(message.folded):
            listed = tuple(split(message.part(*found.span("list"))))
            if len(listed) > 1 or (listed and re.search(r"bring|pack|带|拿", found[0])):
                return listed
    return ()


def steps(message: Message) -> tuple[str, ...]:
    """What is done one after another: 'first call 999, then open the door', '先打999，然後開門'. Two or more, without the words that join them."""
    if len(_IN_TURN.findall(message.folded)) < 2:
        return ()
    listed = (_step(piece) for piece in _between(message, _STEP_JOINT))
    found = tuple(dict.fromkeys(one for one in listed if one))
    return found if len(found) > 1 and all(len(one) <= _LONGEST_STEP for one in found) else ()


def timed(message: Message) -> tuple[str, ...]:
    """Things with the hour at which they are due, as typed: '8am pill, 9pm eye drops'. Most of what is listed must have one."""
    listed = [piece for piece in _between(message, _LISTED) if piece.folded]
    found = tuple(piece.as_typed() for piece in listed if _says_what_and_when(piece))
    return found if len(found) * 2 > len(listed) and not clock_spans(message.folded) else ()


def an_hour(folded: str) -> re.Match[str] | None:
    """Where an hour stands in the words."""
    return _AN_HOUR.search(folded)


def _says_what_and_when(piece: Message) -> bool:
    return bool(_AN_HOUR.search(piece.folded)) and len(_AN_HOUR.sub("", piece.folded).strip(" :")) > 1


def _step(piece: Message) -> str:
    first = _IN_TURN.match(piece.folded)
    return _bare(piece.part(first.end(), len(piece.folded)) if first else piece)


def _between(message: Message, joint: re.Pattern[str]) -> Iterator[Message]:
    start = 0
    for found in joint.finditer(message.folded):
        yield message.part(start, found.start())
        start = found.end()
    yield message.part(start, len(message.folded))


def split(message: Message) -> Iterator[str]:
    """The things of a list, as typed, without what stands before and after them; long clauses are no things."""
    for part in _between(message, _JOINTS):
        thing = _bare(part)
        if thing and not _NAMES_NOTHING.fullmatch(_SIGNS.sub("", thing.lower()).strip()) and len(thing) <= (24 if thing.isascii() else 10):
            yield thing


def _bare(part: Message) -> str:
    before = _BEFORE_A_THING.match(part.folded)
    after = _AFTER_A_THING.search(part.folded)
    return part.as_typed(before.end() if before else 0, after.start() if after else None)


def goal(message: Message, asked: bool) -> str:
    """What the app should help them do, as typed: the whole answer where it was asked, else what stands behind 'an app that', '想'."""
    if asked:
        return message.as_typed()[:2000]
    for pattern in parts("facts", "goal", "patterns"):
        found = pattern.search(message.folded)
        if found:
            return message.as_typed(*found.span("goal"))[:300]
    return ""
