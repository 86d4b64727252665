"""Whether something said in a group is said to Sampan, and what is said once its name is taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.channels.telegram.fields import Fields
from bot.commands import discover

_COMMAND = re.compile(r"/([A-Za-z]\w{0,31})(?:@(\w+))?(?=\s|$)", re.ASCII)
_AFTER_A_NAME = " \t\n,:;，：、；"


@dataclass(frozen=True)
class Me:
    """Sampan's own account, as `getMe` tells it; `name` without the `@`."""

    id: int
    name: str


def address(message: Fields, words: str, me: Me) -> str | None:
    """What is said to Sampan; None where it is said to the others. `words` is the message's text or caption."""
    found = _COMMAND.match(words)
    if found:
        return words if command(words, me) else None
    without, mentioned = _without_mentions(message, words, me)
    return without if mentioned or _is_an_answer(message, me) else None


def command(words: str, me: Me) -> str:
    """The name of the command that is meant for Sampan; '' for none. Without `@name` it must be one of ours: a group may hold other bots."""
    found = _COMMAND.match(words)
    if found is None:
        return ""
    name, to = found[1].lower(), (found[2] or "").lower()
    ours = to == me.name.lower() if to else name in discover() or name == "stop"
    return name if ours else ""


def _is_an_answer(message: Fields, me: Me) -> bool:
    """A reply to a message of Sampan's. In a topic everything replies to the topic's beginning, which says nothing."""
    before = message.part("reply_to_message")
    return before.part("from").number("id") == me.id and "forum_topic_created" not in before


def _without_mentions(message: Fields, words: str, me: Me) -> tuple[str, bool]:
    """The words without Sampan's name, and whether it was there. Telegram counts in UTF-16, so the cuts are made there."""
    raw = words.encode("utf-16-le", "surrogatepass")
    stretches = sorted(_mentions(message, raw, me))
    if not stretches:
        return words, False
    kept, place = raw[: stretches[0][0]].decode("utf-16-le", "surrogatepass"), stretches[0][1]
    for first, behind in [*stretches[1:], (len(raw), len(raw))]:
        kept = _joined(kept, raw[place:first].decode("utf-16-le", "surrogatepass"))
        place = max(place, behind)
    return kept.strip(), True


def _joined(before: str, after: str) -> str:
    """What stood around a name: without the comma that belonged to it, and with one space."""
    if not before.strip():
        return after.lstrip(_AFTER_A_NAME)
    return before + (after.lstrip(_AFTER_A_NAME) if before.endswith(" ") else after)


def _mentions(message: Fields, raw: bytes, me: Me) -> Iterator[tuple[int, int]]:
    """Where Sampan is named, in bytes."""
    for entity in message.parts("entities") or message.parts("caption_entities"):
        first, behind = 2 * entity.number("offset"), 2 * (entity.number("offset") + entity.number("length"))
        if 0 <= first < behind <= len(raw) and _names(entity, raw[first:behind].decode("utf-16-le", "replace"), me):
            yield first, behind


def _names(entity: Fields, words: str, me: Me) -> bool:
    kind = entity.text("type")
    return (kind == "mention" and words.lower() == f"@{me.name.lower()}") or (kind == "text_mention" and entity.part("user").number("id") == me.id)
