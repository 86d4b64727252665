"""What can be chosen among, where it was listed: 'vote: A, B or C', '投票決定去海洋公園、迪士尼定沙灘', 'kinds: taps, benches'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.brains.offline.lexicon import parts
from bot.brains.offline.normalise import Message
from bot.brains.offline.slots.joints import HAN_AND

_OR = re.compile(r"\bor\b|\bvs\b\.?|还是|或者?|定系|(?<![决一预约制规指肯固订确假否鉴坚稳特安铁])定(?![期时位额制义做好了要下律案性量])")
_JOINT = re.compile(rf"{_OR.pattern}|[,、/;]|\band\b|{HAN_AND}")
_BEFORE = re.compile(
    r"^[\s:]*(?:[\u3400-\u9fff]{0,6}(?=去))?(?:(?:to|go to|going to|between|on|for|either|whether|a|an|the|our|is|it|be|have|eat|watch|play)\s+)*(?:(?:究竟|到底|决定|应该|一齐|一起|去|食|吃|玩|睇|看|买|揀|拣|选|系|是)+)?"
)
_AFTER = re.compile(r"(?:\s*(?:呢|呀|啊|吗|嘛|啦|好呢|比较好|最好|好啲|好|for (?:lunch|dinner)|please|pls|[?!.。！？\"'」』)]))+$")
_NO_CHOICE = re.compile(r"\b(?:what|where|which|who|when|how|not|no|i|we|he|she|they|you)\b|[不没唔冇]|什么|甚么|哪|边[个度样日间]|我|佢|他")
_LONGEST_LATIN, _LONGEST_HAN, _MOST = 40, 12, 12


def choices(message: Message) -> tuple[str, ...]:
    """Two or more, each once, as typed. What only 'and' joins is a list of things and no choice, unless a colon or 'between' leads it in."""
    for key, surely in (("choices", True), ("choose", False)):
        for pattern in parts("facts", key, "patterns"):
            for found in pattern.finditer(message.folded):
                listed = message.part(*found.span("list"))
                made = tuple(dict.fromkeys(_split(listed))) if surely or _OR.search(listed.folded) else ()
                if 2 <= len(made) <= _MOST:
                    return made
    return ()


def _split(listed: Message) -> Iterator[str]:
    """The parts between joints, without 'what to eat'; none at all where one of them is a whole sentence."""
    pieces = [piece for piece in _pieces(listed) if not _NO_CHOICE.search(piece.folded)]
    bare = [_bare(piece) for piece in pieces]
    if all(len(one) <= (_LONGEST_LATIN if one.isascii() else _LONGEST_HAN) for one in bare):
        yield from filter(None, bare)


def _pieces(listed: Message) -> Iterator[Message]:
    start = 0
    for joint in _JOINT.finditer(listed.folded):
        yield listed.part(start, joint.start())
        start = joint.end()
    yield listed.part(start, len(listed.folded))


def _bare(piece: Message) -> str:
    before, after = _BEFORE.match(piece.folded), _AFTER.search(piece.folded)
    end = after.start() if after and after.start() else len(piece.folded)
    return piece.as_typed(before.end() if before and before.end() < end else 0, end)
