"""Plain sentences that change an app: cut into clauses, each read by the first reader that knows it.

What no reader knows is handed back as typed, to be asked about; nothing is guessed in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.brains.offline.edits.fields import change_field, remove_part, rename_part
from bot.brains.offline.edits.growth import add_part
from bot.brains.offline.edits.look import colour, languages, text_size
from bot.brains.offline.edits.settings import settings
from bot.brains.offline.edits.target import App, Changes
from bot.brains.offline.lexicon import patterns
from bot.brains.offline.normalise import Message
from bot.brains.offline.slots.title import title
from bot.core.interpretation import Context
from scaffolds.operations import Operation, RenameApp

_MOST_CLAUSES = 16
"""Changes that one message may ask for; the rest of a longer one is taken as one clause."""
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
            unclear += [clause.as_typed()[:300]] if asks_for_change(clause.folded) else []
            continue
        operations += found.operations
        wanted |= dict.fromkeys(found.wanted)
        app = app.after(found.operations)
    return Edit(tuple(operations), tuple(wanted), tuple(unclear))


def asks_for_change(folded: str) -> bool:
    """It has a word that asks for a change."""
    return bool(patterns("edits")["verb"].search(folded))


def _rename_app(clause: Message, app: App) -> Changes | None:
    known = patterns("edits")
    if known["field_word"].search(clause.folded) or known["screen_word"].search(clause.folded):
        return None
    name = title(clause, asked=False, of_an_app=True)
    return Changes((RenameApp(title=name),)) if name else None


_READERS: tuple[Reader, ...] = (change_field, rename_part, _rename_app, text_size, colour, languages, remove_part, add_part)


def _read(clause: Message, app: App, context: Context) -> Changes | None:
    found = settings(clause, app, context)
    if found is not None:
        return found
    bare = _bare(clause)
    return next((changes for reader in _READERS if (changes := reader(bare, app)) is not None), None)


def _clauses(message: Message) -> Iterator[Message]:
    start = 0
    for joint in islice(patterns("edits")["clause"].finditer(message.folded), _MOST_CLAUSES):
        if message.folded[start : joint.start()].strip(" ,"):
            yield message.part(start, joint.start())
        start = joint.end()
    if message.folded[start:].strip():
        yield message.part(start, len(message.folded))


def _bare(clause: Message) -> Message:
    """Without 'please, can you' before it and 'thanks' after it."""
    known = patterns("edits")
    before = known["courtesy"].match(clause.folded)
    rest = clause.part(before.end(), len(clause.folded)) if before and before.end() < len(clause.folded) else clause
    after = known["after"].search(rest.folded)
    return rest.part(0, after.start()) if after and after.start() else rest


__all__ = ["App", "Edit", "asks_for_change", "read_edit"]
