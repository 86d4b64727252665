"""Lines of a list that a screen begins with: a step of a guide, a choice of a vote, a sentence on a board, a reminder with its time.

Which words people have for such a line is data (`[lines]` in `lines.toml`: a block's option and its words). What nobody named, or what no screen
has, is left to be asked about: it is no field either.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from pydantic import ValidationError

from bot.brains.offline.edits.target import App, Changes, lines_of
from bot.brains.offline.lexicon import any_of, parts, table
from bot.brains.offline.normalise import Message
from bot.brains.offline.phrasing import Phrasing
from bot.brains.offline.slots.numbers import NUMBER, value
from bot.brains.offline.slots.things import an_hour
from bot.brains.offline.slots.times import a_clock
from scaffolds import blocks
from scaffolds.operations import SetOption
from scaffolds.spec import Screen

_LONGEST = 80
_LISTED = re.compile(r"\s*[,、;]\s*(?:and\b\s*)?")
_AROUND = " .,:;，。：；、\"'“”「」『』"
_POINTS = re.compile(rf"[\s,(（]*(?P<points>{NUMBER}) ?(?:points?|pts?|分)[)）]?\s*$")
_KEPT_APART = {"steps": "guides", "question": "guides", "ways": "scenes", "starters": "questions"}
"""Where the second is given the block tells nothing of the first."""


@dataclass(frozen=True)
class Line:
    """A line that is to be added: what it was called, and its words (none where only 'a step' was said)."""

    word: str
    words: Message
    only: bool
    """The word means nothing else: where no screen has such lines, it is no field either."""


def line_in(what: Message) -> Line | None:
    """'a step: call home', 'tennis as a choice', 一句「我肚餓」; None where no word for a line is said."""
    for pattern in _forms():
        found = pattern.fullmatch(what.folded)
        if found:
            only = any(found["word"] in words for words in table("lines", "named").values())
            return Line(found["word"], what.part(*found.span("line")) if found["line"] else what.part(0, 0), only)
    return None


@cache
def _forms() -> tuple[Phrasing, ...]:
    strong, loose = (any_of(tuple(sorted(chain(*table("lines", section).values()), key=len, reverse=True))) for section in ("named", "loose"))
    return tuple(Phrasing(pattern.source.replace("STRONG", strong).replace("LOOSE", loose)) for pattern in parts("lines", "forms") if pattern.source)


def add_line(line: Line, app: App) -> Changes | None:
    """One line more on the first screen that has lines called so."""
    if not line.words.folded:
        return None
    for screen in app.spec.screens:
        for option in _options(screen, line.word):
            made = _added(screen, option, line.words)
            if made:
                return Changes((made,))
    return None


def _options(screen: Screen, word: str) -> Iterator[str]:
    """The block's options that hold lines called so."""
    for section in ("named", "loose"):
        for key, words in table("lines", section).items():
            block, _, option = key.partition("-")
            if block == screen.block and option in _kept_by(screen) and word in words:
                yield option


def _kept_by(screen: Screen) -> Collection[str]:
    """The block's options; a row, which people write in the app itself, is none of them."""
    return blocks.of(screen).options.model_fields


def listed(clause: Message, app: App) -> Changes | None:
    """'Put an umbrella on the list', '清單加埋雨傘': a line of the first list that is words alone."""
    for pattern in parts("lines", "listed"):
        found = pattern.search(clause.folded)
        screen = next((one for one in app.spec.screens if lines_of(one) is not None), None) if found else None
        if found and screen:
            made = _added(screen, "starters", clause.part(*found.span("line")))
            return Changes((made,)) if made else None
    return None


def remind(clause: Message, app: App) -> Changes | None:
    """'Remind me of eye drops at 3pm', '提我下午三點滴眼藥水', in an app with reminders."""
    for pattern in parts("lines", "remind"):
        found = pattern.search(clause.folded)
        if found and an_hour(clause.folded):
            words = clause.part(*found.span("line"))
            made = next((one for screen in app.spec.screens if screen.block == "reminder" and (one := _added(screen, "starters", words))), None)
            return Changes((made,)) if made else None
    return None


def _added(screen: Screen, option: str, words: Message) -> SetOption | None:
    model = blocks.of(screen).options
    now = model.model_validate(screen.options).model_dump(mode="json")
    if now.get(_KEPT_APART.get(option, "")):
        return None
    lines = [_line(screen.block, one) for one in _each(words, screen.block)]
    listed = (*now[option], *(line for line in lines if line not in now[option]))
    try:
        model.model_validate({**screen.options, option: listed})
    except ValidationError:
        return None
    return SetOption(screen=screen.id, option=option, value=listed)


def _each(words: Message, block: str) -> list[Message]:
    """'Tennis, chess' are two choices; a comma in something that is said is its own."""
    if block in ("communicator", "reminder", "points"):
        return [words]
    ends = [*(found.span() for found in _LISTED.finditer(words.folded)), (len(words.folded), 0)]
    starts = [0, *(end for _, end in ends)]
    return [part for (end, _), start in zip(ends, starts, strict=False) if (part := words.part(start, end)).folded]


def _line(block: str, words: Message) -> Any:
    """A line as its block keeps it."""
    if block == "reminder":
        return _reminder(words)
    if block == "points":
        found = _POINTS.search(words.folded)
        name = words.as_typed(0, found.start() if found and found.start() else None)
        return {"name": _bare(name), "points": int(value(found["points"]) or 1) if found else 1}
    return {"label": _bare(words.as_typed())} if block == "ai" else _bare(words.as_typed())


def _reminder(words: Message) -> dict[str, Any]:
    """What and when; at eight where no hour was said."""
    found = an_hour(words.folded)
    clock = a_clock(found[0]) if found else None
    if found is None or clock is None or clock == "24:00":
        return {"what": _bare(words.as_typed()), "times": ["08:00"]}
    rest = (words.as_typed(0, found.start()), words.as_typed(found.end()))
    what = " ".join(filter(None, (_bare(one) for one in rest)))
    return {"what": re.sub(r"\s+(?:at|by)$", "", what)[:_LONGEST], "times": [clock]}


def _bare(words: str) -> str:
    return words.strip(_AROUND)[:_LONGEST].strip()
