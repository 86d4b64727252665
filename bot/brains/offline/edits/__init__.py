"""Plain sentences that change an app: cut into clauses, each read by the first reader that knows it.

What no reader knows is handed back as typed, to be asked about; nothing is guessed in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.brains.offline.edits.blocks import left_to_blocks
from bot.brains.offline.edits.fields import change_field, remove_part, rename_part
from bot.brains.offline.edits.growth import add_part
from bot.brains.offline.edits.look import colour, languages, text_size
from bot.brains.offline.edits.options import spoken_options
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
            unclear += [clause.as_typed()[:300]] if asks_for_change(clause.folded) or _is_beyond(clause, message) else []
            continue
        unclear += _left_over(clause, found, app, context)
        operations += found.operations
        wanted |= dict.fromkeys(found.wanted)
        app = app.after(found.operations)
    return Edit(tuple(operations), tuple(wanted), tuple(unclear))


def asks_for_change(folded: str) -> bool:
    """It has a word that asks for a change."""
    return bool(patterns("edits")["verb"].search(folded) or patterns("edits")["daily"].search(folded))


def _is_beyond(clause: Message, message: Message) -> bool:
    """What no app can do, asked for beside something else: 'and fly to the moon'."""
    return clause.folded != message.folded and bool(patterns("edits")["beyond"].search(clause.folded))


def _left_over(clause: Message, found: Changes, app: App, context: Context) -> list[str]:
    """What stands beside a change and added nothing to it: 'make it purple and fly to the moon'. Remarks are left alone."""
    first, *others = _pieces(clause)
    if not others or found.wanted or _read(first, app, context) != found:
        return []
    after = app.after(found.operations)
    return [one.as_typed()[:300] for one in others if not patterns("edits")["remark"].search(one.folded) and _read(one, after, context) is None]


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


_READERS: tuple[Reader, ...] = (text_size, colour, languages, remove_part, add_part)
_FREE = ("none", "confirm")
"""What is asked where any sentence may set something; elsewhere it may be a guess, or what was seen."""


def _read(clause: Message, app: App, context: Context) -> Changes | None:
    found = settings(clause, app, context)
    if found is not None:
        return found
    asked = _without_courtesy(clause)
    bare = _bare(asked)
    named = change_field(bare, app) or rename_part(bare, app) or _rename_app(asked, app)  # a name may end in 'ok' or 'too'
    found = named or next((changes for reader in _READERS if (changes := reader(bare, app)) is not None), None)
    return found or _set(clause, app, context)


def _set(clause: Message, app: App, context: Context) -> Changes | None:
    """Options and rules of blocks, where nothing else was understood."""
    if (context.asks not in _FREE and not asks_for_change(clause.folded)) or patterns("edits")["setting_off"].search(clause.folded):
        return None
    return spoken_options(clause, app) or left_to_blocks(clause, app)


def _clauses(message: Message) -> Iterator[Message]:
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


__all__ = ["App", "Edit", "asks_for_change", "read_edit"]
