"""The learner's own words, short enough to be said back: the part of a message that tells most, never cut within a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.brains.offline.lexicon import parts
from bot.brains.offline.normalise import Message

_LONGEST_LATIN, _LONGEST_HAN = 76, 24
_MOST_CLAUSES = 12
"""What somebody tells first is what it is about."""
_JOINT = re.compile(
    r"[.!?;\n。！？；…]+|,|，|\s[-–—]+\s|\(|\)|\s(?=(?:but|because|bc|then|when|while|which|since|cuz|coz|although|if)\s)"
    r"|\s(?=(?:and|so)\s(?:then|now|also|never|always|it|its|i|im|we|he|she|they|you|u|my|our|the|this|that|there|nobody|no ?one|everyone|everybody|people|someone|if|when)\s)"
    r"|(?=但系|但是|但|不过|所以|因为|而且|同埋|如果|于是|结果|然后|仲有|还有)|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])"
)
_LATIN = re.compile(r"[a-z]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_EDGES = " \t\n,.;:!?…~-–—\"'“”‘’「」『』*_#`|、，。！？；："


def echo(message: Message, weight: Callable[[str], float]) -> str:
    """The words worth repeating, as typed; empty where nothing is. `weight`: how much a text tells of a problem."""
    best, most = "", 0.0
    for part, tells in _windows(message, weight):
        words = part.as_typed().strip(_EDGES)
        if tells > most * 1.05 and _is_decent(words, part.folded):
            best, most = words, tells
    return " ".join(best.split())


def _windows(message: Message, weight: Callable[[str], float]) -> Iterator[tuple[Message, float]]:
    """Neighbouring clauses that are short enough together, each without greeting and filler before it, and what they tell."""
    spans = list(_clauses(message.folded))[:_MOST_CLAUSES]
    weights = [weight(message.folded[start:end]) for start, end in spans]
    for first, (start, _) in enumerate(spans):
        for last, (_, end) in enumerate(spans[first:], first):
            part = _bare(message.part(start, end))
            if len(part.as_typed()) > _longest(part.folded):
                break
            yield part, sum(weights[first : last + 1])


def _clauses(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for joint in _JOINT.finditer(folded):
        if joint.start() > start:
            yield start, joint.start()
        start = joint.end()
    if start < len(folded):
        yield start, len(folded)


def _bare(part: Message) -> Message:
    """Without 'hi', 'so', 'I want an app that', '想整個app' before it."""
    for _ in range(4):
        found = next(
            (hit for pattern in parts("cues", "filler_before") if (hit := pattern.match(part.folded)) and 0 < hit.end() < len(part.folded)), None
        )
        if found is None:
            return part
        part = part.part(found.end(), len(part.folded))
    return part


def _longest(folded: str) -> int:
    return _LONGEST_HAN if len(_HAN.findall(folded)) > len(_LATIN.findall(folded)) / 3 else _LONGEST_LATIN


def _is_decent(words: str, folded: str) -> bool:
    return len(words) >= 3 if _HAN.search(folded) else len(folded.split()) >= 2
