"""The app's name, where one is given: 'call it Shower Time', '個app叫做…', or the answer to the question for it."""

from __future__ import annotations

import re

from bot.brains.offline.lexicon import parts
from bot.brains.offline.normalise import Message

_LONGEST = 80
_END = re.compile(
    r"[.!。！]\s|[.。!！,，]$|[,，;；]\s*(?=and|but|then|make|add|please|同埋|然后|再|并|加|把|将)|\s+(?:please|pls|plz|thanks|thank you|lol)\W*$|(?:,\s*ok(?:ay)?\W*|\s+ok(?:ay)?\s*[?？]+)$|(?:吧|啦|喇|唔该|好吗|好唔好|好不好|可以吗)[。!?！？]?$"
)
_AND_MORE = re.compile(
    r"\s+(?:and|then|but)\s+(?:also\s+)?(?:make|add|change|remove|delete|set|turn|put|give|use|rename)\b|\s*(?:同埋|然后|并且|再)(?:加|改|换|删|整|把|将)"
)
_QUOTES = "\"'“”‘’「」『』《》«»"
_ANSWER_START = re.compile(
    r"^(?:(?:i think|maybe|how about|what about|lets|umm?|ok|well|just|it is|its|the name is|name it|call it|called|i want to call it|i want|i choose)\s+|(?:我想|不如|就|想)?(?:叫做|叫佢做|叫佢|叫它|叫|名为)|不如|就)+[:\s]*"
)


def title(message: Message, asked: bool, of_an_app: bool) -> str:
    """The name as typed, or empty. `asked`: the whole message answers the question for a name."""
    for key in ("title", "title_of_an_app") if of_an_app or asked else ("title",):
        for pattern in parts("cues", key):
            found = pattern.search(message.folded)
            if found:
                return _trimmed(message.part(*found.span("title")))
    return _trimmed(_after_the_start(message)) if asked else ""


def _after_the_start(message: Message) -> Message:
    found = _ANSWER_START.match(message.folded)
    return message.part(found.end(), len(message.folded)) if found and found.end() < len(message.folded) else message


def _trimmed(part: Message) -> str:
    ends = [found.start() for found in (_AND_MORE.search(part.folded), _END.search(part.folded)) if found and found.start()]
    line = part.as_typed(0, min(ends) if ends else None).partition("\n")[0]
    return _unquoted(line.strip())[:_LONGEST].strip()


def _unquoted(words: str) -> str:
    if words and words[0] in _QUOTES:
        closed = [place for place, char in enumerate(words) if place and char in _QUOTES]
        return words[1 : closed[-1]] if closed else words[1:]
    return words.rstrip(_QUOTES) if sum(char in _QUOTES for char in words) == 1 else words
