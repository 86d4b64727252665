"""Plain sentences that change an app: cut into clauses, each read by the first reader that knows it.

What no reader knows is handed back as typed, to be asked about; nothing is guessed in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.brains.offline.edits.blocks import left_to_blocks
from bot.brains.offline.edits.fields import change_field, remove_part, rename_part
from bot.brains.offline.edits.growth import add_known, add_part, choices_of
from bot.brains.offline.edits.lines import listed, remind
from bot.brains.offline.edits.look import colour, languages, text_size
from bot.brains.offline.edits.said import is_refusal, said
from bot.brains.offline.edits.settings import settings
from bot.brains.offline.edits.target import App, Changes
from bot.brains.offline.lexicon import patterns
from bot.brains.offline.normalise import Message
from bot.brains.offline.slots.title import title
from bot.core.interpretation import Context
from scaffolds.operations import Operation, RemoveScreen, RenameApp

_MOST_CLAUSES = 16
"""Changes that one message may ask for; the rest of a longer one is taken as one clause."""
_OUGHT = re.compile(r"\b(?:should|must|has to|have to|needs? to|goal|target)\b|应该|要|目标")
_A_WORD = 2
_LONGEST_SWAP = 80
"""Characters of a sentence that names two pages to be changed one for the other."""
Reader = Callable[[Message, App], Changes | None]


@dataclass(frozen=True)
class Edit:
    """What a message changes; `wanted` are blocks that it asks to add as screens."""

    operations: tuple[Operation, ...] = ()
    wanted: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


def read_edit(message: Message, app: App, context: Context) -> Edit:
    """The operations of all clauses that are understood; a clause that asks for a change and is not understood is `unclear`."""
    operations: list[Operation] = []
    wanted: dict[str, None] = {}
    unclear: list[str] = []
    for clause in _clauses(message):
        found = _read(clause, app, context)
        if found is None:
            unclear += [clause.as_typed()[:300]] if asks_for_change(clause.folded) or _is_beyond(clause, message) else []
            continue
        unclear += _left_over(clause, found, app, context)
        operations += found.operations
        wanted |= dict.fromkeys(found.wanted)
        app = app.after(found.operations)
    return Edit(tuple(operations), tuple(wanted), tuple(unclear))


def swapped(message: Message, app: App) -> Edit | None:
    """'Not a quiz, more like a list': one page for another."""
    if len(message.folded) > _LONGEST_SWAP:
        return None
    wanted, refused = app.wishes.sort(message.folded, choosing=True)
    there = {screen.block for screen in app.spec.screens}
    gone = tuple(RemoveScreen(screen=screen.id) for screen in app.spec.screens if screen.block in refused)
    new = tuple(block for block in wanted if block not in there)
    return Edit(gone, new[:1]) if gone and new else None


def asks_for_change(folded: str) -> bool:
    """It has a word that asks for a change."""
    known = patterns("edits")
    return bool(known["verb"].search(folded) or known["daily"].search(folded))


def is_a_guess(folded: str, understood: bool) -> bool:
    """While a guess is asked for: a sentence is one unless it orders something. 'Only I can post' does, if it is understood; 'add a field' does always."""
    known = patterns("edits")
    before = known["courtesy"].match(folded)
    asked = folded[before.end() :] if before else folded
    return not known["orders"].search(asked) and not (understood and (known["rules"].search(asked) or known["rules"].search(folded)))


def _is_beyond(clause: Message, message: Message) -> bool:
    """What no app can do, asked for beside something else: 'and fly to the moon'."""
    return clause.folded != message.folded and bool(patterns("edits")["beyond"].search(clause.folded))


def _left_over(clause: Message, found: Changes, app: App, context: Context) -> list[str]:
    """What stands beside a change and added nothing to it: 'make it purple and fly to the moon'. Remarks are left alone."""
    first, *others = _pieces(clause)
    if not others or found.wanted or _read(first, app, context) != found:
        return []
    after = app.after(found.operations)
    return [one.as_typed()[:300] for one in others if not _is_a_remark(one) and _read(one, after, context) is None]


def _is_a_remark(piece: Message) -> bool:
    """It asks for nothing by itself; so does a word alone, as of 'change and delete'."""
    return bool(patterns("edits")["remark"].search(piece.folded)) or len(piece.folded) <= _A_WORD


def _pieces(clause: Message) -> Iterator[Message]:
    start = 0
    for joint in islice(patterns("edits")["beside"].finditer(clause.folded), _MOST_CLAUSES):
        if joint.start() > start:
            yield clause.part(start, joint.start())
            start = joint.end()
    yield clause.part(start, len(clause.folded))


def _rename_app(clause: Message, app: App) -> Changes | None:
    known = patterns("edits")
    if known["field_word"].search(clause.folded) or known["screen_word"].search(clause.folded):
        return None
    name = title(clause, asked=False, of_an_app=True)
    return Changes((RenameApp(title=name),)) if name else None


_READERS: tuple[Reader, ...] = (text_size, colour, languages, remove_part, remind, listed, add_part, choices_of)
_FREE = ("none", "confirm")
"""What is asked where any sentence may set something; elsewhere it may be a guess, or what was seen."""


def _read(clause: Message, app: App, context: Context) -> Changes | None:
    spoken = said(clause, app)
    found = settings(clause, app, beside=spoken)
    if found is not None:
        return found
    asked = _without_courtesy(clause)
    bare = _bare(asked)
    named = change_field(bare, app) or rename_part(bare, app) or _rename_app(asked, app)  # a name may end in 'ok' or 'too'
    found = named or next((changes for reader in _READERS if (changes := reader(bare, app)) is not None), None)
    return found or _set(clause, app, context) or add_part(_bare(clause), app) or add_known(_bare(clause), app)


def _set(clause: Message, app: App, context: Context) -> Changes | None:
    """Options and rules of blocks, where nothing else was understood."""
    asked = asks_for_change(clause.folded)
    if (context.asks not in _FREE and not asked) or is_refusal(clause.folded) or patterns("edits")["setting_off"].search(clause.folded):
        return None
    bare = _without_courtesy(clause).folded
    if patterns("edits")["remark"].search(bare) and not _OUGHT.search(bare):  # 'my sister likes it' tells, it sets nothing
        return None
    return left_to_blocks(clause, app)


def _clauses(message: Message) -> Iterator[Message]:
    if patterns("edits")["listing"].search(message.folded):  # 'first close it, then open it' is one list
        yield message
        return
    start = 0
    for joint in islice(patterns("edits")["clause"].finditer(message.folded), _MOST_CLAUSES):
        if message.folded[start : joint.start()].strip(" ,"):
            yield message.part(start, joint.start())
        start = joint.end()
    if message.folded[start:].strip():
        yield message.part(start, len(message.folded))


def _without_courtesy(clause: Message) -> Message:
    """Without 'please, can you' before it."""
    before = patterns("edits")["courtesy"].match(clause.folded)
    return clause.part(before.end(), len(clause.folded)) if before and before.end() < len(clause.folded) else clause


def _bare(clause: Message) -> Message:
    """Without 'thanks' after it."""
    after = patterns("edits")["after"].search(clause.folded)
    return clause.part(0, after.start()) if after and after.start() else clause


__all__ = ["App", "Edit", "asks_for_change", "is_a_guess", "read_edit", "swapped"]
