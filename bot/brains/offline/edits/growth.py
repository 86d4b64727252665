"""What is added: fields, screens, one more thing to book, something on a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.brains.offline.edits.lines import add_line, line_in
from bot.brains.offline.edits.target import App, Changes, bare_object, lines_of
from bot.brains.offline.lexicon import parts, pattern_of, patterns
from bot.brains.offline.normalise import Message, fold
from bot.brains.offline.slots.fields import chosen_among, fields
from bot.brains.offline.slots.things import split
from bot.brains.offline.slots.types import told_type, type_of
from scaffolds.operations import AddField, ChangeField, SetOption
from scaffolds.spec import Field, Thing, text_of

_REQUIRED = re.compile(r"\brequired\b|必填")
_QUESTION = re.compile(r"\bquestions?\b(?! (?:field|box))")
"""What asks something is a field where it is taken away ('no questions'); what is added under this word is a quiz's."""
_LONGEST_LATIN, _LONGEST_HAN = 4, 10
"""Words, or Chinese characters, of a field's label that nobody called a field."""
_LONGEST_VALUE = 12
"""Characters behind a block's name that may make the whole a field: 'date' of 'booking date'."""


def add_part(clause: Message, app: App) -> Changes | None:
    for pattern in parts("edits", "add"):
        found = pattern.search(clause.folded)
        if found:
            made = _added(clause.part(*found.span("what")), app)
            if made is not None:
                return made
    return None


def add_known(clause: Message, app: App) -> Changes | None:
    """'Also the phone number', '仲有年齡': nobody said to add it, so that only what is plainly a kind of value is."""
    for pattern in parts("edits", "add_typed"):
        found = pattern.search(clause.folded)
        what = clause.part(*found.span("what")) if found else None
        if what and all(told_type(words) for words in _labels(what, app)):
            return _added(what, app)
    return None


def _labels(what: Message, app: App) -> list[str]:
    """The words of the fields that would be made."""
    return [fold(text_of(field.label)) for field in fields(bare_object(what), app.spec.language)]


def _added(what: Message, app: App) -> Changes | None:
    """A line of a list; a screen where a block is named and no field; then one more of what is booked or listed; then fields."""
    known = patterns("edits")
    if known["no_object"].search(bare_object(what).folded) or _is_kept_elsewhere(what, app):
        return None
    called_field = bool(known["field_word"].search(_QUESTION.sub("", what.folded)))
    line = None if called_field or known["screen_word"].search(what.folded) else line_in(what)
    made = add_line(line, app) if line else None
    if made or (line and line.only):
        return made
    return _a_part(what, app, called_field)


def _a_part(what: Message, app: App, called_field: bool) -> Changes | None:
    known = patterns("edits")
    label = _named_so(what)
    if label is not None or _chooses(what, app):
        return _new_fields(label or what, app, called_field=True)
    named = () if called_field else app.wishes.named(what.folded)
    if named and _is_mostly_the_name(what, app):
        return _one_more_screen(what, named, app)
    if known["screen_word"].search(what.folded) and not called_field:
        return None
    return _one_more(what, app) or (None if called_field else _on_the_list(what, app)) or _new_fields(what, app, called_field)


def _one_more_screen(what: Message, named: tuple[str, ...], app: App) -> Changes | None:
    """A page of a kind that is there already only where another one is plainly meant."""
    known = patterns("edits")
    there = {screen.block for screen in app.spec.screens}
    meant = known["another"].search(what.folded) or known["screen_word"].search(what.folded)
    left = named if meant else tuple(block for block in named if block not in there)
    return Changes(wanted=left) if left else None


def _is_kept_elsewhere(what: Message, app: App) -> bool:
    """'add a question' to an app with a quiz: a row for its owner to write, not a part of the app."""
    if patterns("edits")["screen_word"].search(what.folded):
        return False
    bare = bare_object(what).folded.rstrip("s")
    return any(fold(text_of(thing.label, app.spec.language)).rstrip("s") == bare for thing in app.spec.things)


def _is_mostly_the_name(what: Message, app: App) -> bool:
    """'a quiz', 'a quiz about animals', 'a packing checklist'; 'a list price' and '預約日期' are kinds of value."""
    bare = bare_object(what).folded
    behind = app.wishes.behind(bare)
    is_value = bool(behind) and len(behind) <= _LONGEST_VALUE and type_of(behind) != "text"
    return bool(app.wishes.named(bare)) and not is_value and (not bare.isascii() or len(bare.split()) <= 6)


def _one_more(what: Message, app: App) -> Changes | None:
    """'another washing machine': one more choice of what is booked."""
    bare = bare_object(what)
    if not pattern_of("facts", "resources").fullmatch(bare.folded):
        return None
    for thing, field in _choices(app):
        return Changes((ChangeField(thing=thing.id, name=field.name, choices=(*field.choices, bare.as_typed()[:80])),))
    return None


def _choices(app: App) -> Iterator[tuple[Thing, Field]]:
    """Fields that one must choose in: what is booked."""
    return ((thing, field) for thing in app.spec.things for field in thing.fields if field.type == "choice" and field.required)


def _on_the_list(what: Message, app: App) -> Changes | None:
    """'add glasses': one more line, where the first screen has lines to begin with and the words are no kind of value."""
    first = app.spec.screens[0]
    found = list(split(bare_object(what)))
    made = fields(what, app.spec.language)
    there = lines_of(first)
    if there is None or not found or all(field.type != "text" for field in made):
        return None
    listed = tuple(dict.fromkeys((*there, *(one[:80] for one in found))))
    return Changes((SetOption(screen=first.id, option="starters", value=listed),))


def _new_fields(what: Message, app: App, called_field: bool) -> Changes | None:
    thing = app.main_thing()
    among = chosen_among(bare_object(what), app.spec.language) if called_field else None
    made = [among] if among else [field for field in fields(bare_object(what), app.spec.language) if called_field or _is_short(field)]
    if thing is None or not made:
        return None
    required = bool(_REQUIRED.search(what.folded))
    there = {fold(text_of(field.label)): field for field in thing.fields}
    added = [field for field in made if fold(text_of(field.label)) not in there]
    again = [field for field in made if field not in added and field.choices and ":" in what.folded]
    changed = [ChangeField(thing=thing.id, name=there[fold(text_of(one.label))].name, type="choice", choices=one.choices) for one in again]
    kept = added if added or changed else made
    return Changes((*changed, *(AddField(thing=thing.id, field=field.model_copy(update={"required": required})) for field in kept)))


def _named_so(what: Message) -> Message | None:
    """The label of 'a field called mood', '一個欄位叫感覺'."""
    found = next((hit for pattern in parts("edits", "label") if (hit := pattern.fullmatch(what.folded))), None)
    return what.part(*found.span("label")) if found else None


def _chooses(what: Message, app: App) -> bool:
    """A label and its choices: 'kind: lost, swap'."""
    return ":" in what.folded and any(field.type == "choice" and field.choices for field in fields(bare_object(what), app.spec.language))


def choices_of(clause: Message, app: App) -> Changes | None:
    """'kind: lost, swap, help' and no more."""
    return _new_fields(clause, app, called_field=True) if patterns("edits")["listing"].search(clause.folded) and _chooses(clause, app) else None


def _is_short(field: Field) -> bool:
    label = str(field.label)
    return len(label.split()) <= _LONGEST_LATIN if label.isascii() else len(label) <= _LONGEST_HAN
