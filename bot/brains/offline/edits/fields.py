"""Changes of what is there: rename, remove, required or not, private or not, another type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.brains.offline.edits.target import App, Changes, bare_object, lines_of
from bot.brains.offline.lexicon import parts, patterns
from bot.brains.offline.normalise import Message, fold
from bot.brains.offline.slots.joints import HAN_AND
from bot.brains.offline.slots.types import type_of
from scaffolds.operations import ChangeField, RemoveField, RemoveScreen, RenameScreen, SetOption

_HOW: Mapping[str, Mapping[str, Any]] = {
    "optional": {"required": False},
    "required": {"required": True},
    "public": {"private": False},
    "private": {"private": True},
}
_SEVERAL = re.compile(rf"\s*(?:,|、|\band\b|{HAN_AND})\s*")
_QUOTES = "\"'“”‘’「」『』《》"


def _objects(key: str, clause: Message) -> Iterator[tuple[re.Match[str], Message]]:
    """The readings of a clause by the patterns of one kind, with what each says is meant."""
    for pattern in parts("edits", key):
        found = pattern.search(clause.folded)
        if found:
            yield found, clause.part(*found.span("what"))


def change_field(clause: Message, app: App) -> Changes | None:
    """'make the name optional', 'phone should be private', '電話必填'."""
    for how, change in _HOW.items():
        for _, what in _objects(how, clause):
            made = tuple(ChangeField(thing=thing.id, name=field.name, **change) for thing, field in _fields(what, app))
            if made:
                return Changes(made)
    return _change_type(clause, app)


def _fields(what: Message, app: App) -> Iterator[Any]:
    """Each of 'name and phone'; nothing where one of them is not there."""
    whole = app.field(what)
    several = [app.field(piece) for piece in _pieces(what)]
    if several and all(several) and len(several) > 1:
        yield from several
    elif whole:
        yield whole


def _pieces(what: Message) -> Iterator[Message]:
    start = 0
    for joint in _SEVERAL.finditer(what.folded):
        yield what.part(start, joint.start())
        start = joint.end()
    yield what.part(start, len(what.folded))


def _change_type(clause: Message, app: App) -> Changes | None:
    for found, what in _objects("into_type", clause):
        target = app.field(what)
        if target:
            thing, field = target
            return Changes((ChangeField(thing=thing.id, name=field.name, type=_TYPES.get(found["type"], type_of(found["type"]))),))
    return None


_TYPES: Mapping[str, Any] = {
    "yes/no": "yes_no",
    "yes or no": "yes_no",
    "是非": "yes_no",
    "text": "text",
    "文字": "text",
    "long text": "long_text",
    "数字": "number",
}


def remove_part(clause: Message, app: App) -> Changes | None:
    """A screen or a field, or several of them; a screen where the words name one."""
    for _, what in _objects("remove", clause):
        made = [_removal(piece, app) for piece in _pieces(what)]
        whole = _removal(what, app)
        if len(made) > 1 and all(made):
            return Changes(tuple(one for one in made if one))
        if whole:
            return Changes((whole,))
        listed = _off_the_list(what, app)
        if listed:
            return listed
    return None


def _off_the_list(what: Message, app: App) -> Changes | None:
    """'remove keys': a line less, of those that the list begins with."""
    first = app.spec.screens[0]
    starters = lines_of(first) or ()
    left = tuple(one for one in starters if fold(one) not in (what.folded, bare_object(what).folded))
    return Changes((SetOption(screen=first.id, option="starters", value=left),)) if len(left) < len(starters) else None


def _removal(what: Message, app: App) -> RemoveScreen | RemoveField | None:
    screen, target = app.screen(what), app.field(what)
    of_a_field = patterns("edits")["field_word"].search(what.folded)
    if screen and not (target and of_a_field):
        return RemoveScreen(screen=screen.id)
    return RemoveField(thing=target[0].id, name=target[1].name) if target else None


def rename_part(clause: Message, app: App) -> Changes | None:
    """'rename the quiz to Test', '把名字改成家庭名字'; what names neither a screen nor a field is left to the other readers."""
    for found, what in _objects("rename", clause):
        if patterns("edits")["app_name"].search(what.folded) and not clause.folded.startswith("rename"):
            return None  # 'change the name to Wash Wash': the app's own
        label = clause.as_typed(*found.span("to")).strip(_QUOTES + " ")[:80]
        quoted = what.part(*_within_quotes(what.folded))
        screen, target = app.screen(quoted), app.field(quoted)
        if label and target and not (screen and patterns("edits")["screen_word"].search(what.folded)):
            return Changes((ChangeField(thing=target[0].id, name=target[1].name, label=label),))
        if label and screen:
            return Changes((RenameScreen(screen=screen.id, label=label),))
    return None


def _within_quotes(words: str) -> tuple[int, int]:
    inner = words.strip(_QUOTES)
    start = words.find(inner)
    return start, start + len(inner)
