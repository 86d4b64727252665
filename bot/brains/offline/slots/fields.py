"""What must be kept, found in the learner's list: 'name, date, how long', '书名、作者、几时还', 'photo + keywords'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pydantic import TypeAdapter, ValidationError
from slugify import slugify

from bot.brains.offline.lexicon import any_of, table
from bot.brains.offline.normalise import Message
from bot.brains.offline.slots.joints import HAN_AND
from bot.brains.offline.slots.settled import hidden, is_resource, is_settled, label_before
from bot.brains.offline.slots.types import is_optional, is_private, is_said_of_all, status_choices, type_of
from scaffolds.spec import MAX_FIELDS, Field, Id, Label, Language

_STRONG = re.compile(r"[,、;\n|]|\s\+\s|\+|\s&\s|(?<=\s)[-•*·](?=\s)|\.\s|。|(?<!\S)\d{1,2}[.)]\s")
_WEAK = re.compile(rf"\band\b|\bplus\b|&|{HAN_AND}")
_SLASH = re.compile(r"/")
_COLON = re.compile(r"(?P<before>(?:[^:]*[,、;\n])?)\s*(?P<label>[^:,、;\n]{1,40}?)\s*:\s*(?P<list>[^:;\n]+?)[.。]?")
_CHOSEN = re.compile(r"[,、/|]|\bor\b|或者?|\band\b(?=[^,]*$)")
_ASKS = "\\s*(?:有[冇没无]|有.{1,4}冇|要[不唔]要|是[不否]|系[咪唔]|及[格时早])"
"""'有冇壞' asks whether; its first character is no word before a label."""
_IN_BRACKETS = re.compile(r"[(\[（]([^)\]）]*)[)\]）]")
_LONGEST_LATIN, _LONGEST_HAN = 60, 24
_MOST, _MOST_CHOICES = 20, 12
_FEWEST_OF_A_LIST, _SHORT_LATIN, _SHORT_HAN = 3, 4, 8
"""Parts, and their words or characters, of a message that can be nothing but a list."""
_AMONG = re.compile(
    r"(?P<label>[^,、;:\n]{1,40}?)(?:\s+with(?: the)?(?: choices| options| values)?:?\s+|[,，]?\s*(?:入面|里面)?(?:有得拣|可以[选拣]|[选拣]项有?|有)\s*:?)(?P<list>[^:;\n]*[^:;\n\s][,、/][^:;\n]+)"
)


def fields(message: Message, language: Language) -> tuple[Field, ...]:
    """The fields of an answer to 'what must be kept?'; labels as typed, types guessed, names unique."""
    chosen = _with_choices(message, language)
    if chosen is not None:
        before, field = chosen
        first = fields(before, language) if before.folded else ()
        taken = {one.name for one in first}
        return (*first, field.model_copy(update={"name": f"{field.name[:36]}_2"}) if field.name in taken else field)
    made: list[Field] = []
    parts = list(_parts(message))
    settled = any(is_settled(part) for part in parts)
    for part in parts:
        if is_settled(part) or (settled and is_resource(part.folded)):
            label = label_before(part)
            if label is None:
                continue
            part = label
        if is_said_of_all(part.folded):
            made = [one.model_copy(update={"private": True}) for one in made]
            continue
        new = field_of(part, language, {one.name for one in made})
        if new and all(one.label != new.label for one in made):
            made.append(new)
    return tuple(made[: min(_MOST, MAX_FIELDS)])


def _with_choices(message: Message, language: Language) -> tuple[Message, Field] | None:
    """'kind: lost, swap, help' is one field and its choices; what stands before it is left to be read as labels."""
    found = _COLON.fullmatch(message.folded)
    if found is None:
        return None
    listed = [one for one in _cut(message.part(*found.span("list")), _CHOSEN) if one.folded]
    label = _bare(message.part(*found.span("label")))
    if not 2 <= len(listed) <= _MOST_CHOICES or not all(len(one.folded) <= (24 if one.folded.isascii() else 10) for one in listed):
        return None
    if not label.folded or not (_is_chosen(label.folded) or _are_no_labels(listed, label.folded)):
        return None
    field = choosing(label, listed, language)
    return (message.part(0, max(found.end("before"), 0)), field) if field else None


def choosing(label: Message, listed: Sequence[Message], language: Language) -> Field | None:
    """A field in which one of these is chosen."""
    field = field_of(label, language, set())
    words = tuple(dict.fromkeys(one.as_typed().strip(" .。") for one in listed))
    return field.model_copy(update={"type": "choice", "choices": words}) if field and len(words) > 1 else None


def chosen_among(message: Message, language: Language) -> Field | None:
    """'mood with happy, ok, angry', '感覺，有開心、普通、嬲': of something that was called a field."""
    found = _AMONG.fullmatch(message.folded)
    listed = [one for one in _cut(message.part(*found.span("list")), _CHOSEN) if one.folded] if found else []
    if found is None or not 2 <= len(listed) <= _MOST_CHOICES:
        return None
    return choosing(_bare(message.part(*found.span("label"))), listed, language)


def is_a_list(message: Message) -> bool:
    """Three labels or more and nothing else: 'who, when it starts, minutes'."""
    listed = [part for part in _cut(message, _STRONG) if part.folded]
    return len(listed) >= _FEWEST_OF_A_LIST and all(_is_short(one.folded) for one in listed)


def _is_short(folded: str) -> bool:
    return len(folded.split()) <= _SHORT_LATIN if folded.isascii() else len(folded) <= _SHORT_HAN


def _is_chosen(label: str) -> bool:
    """A word for one of several: 'kind', 'colour', '類別'."""
    return any(label == word or label.endswith(f" {word}" if word.isascii() else word) for word in table("fields")["chosen"])


def _are_no_labels(listed: Sequence[Message], label: str) -> bool:
    """'fields: name, date' lists labels, 'mood: good, bad' does not."""
    labels = sum(type_of(one.folded) != "text" or one.folded in _usual_names() for one in listed)
    return labels * 2 < len(listed) and not any(word in label for word in table("fields")["of_labels"])


def field_of(part: Message, language: Language, taken: set[str]) -> Field | None:
    """One field from its words; None where they are no label."""
    aside = _IN_BRACKETS.search(part.folded)
    bare = _bare(part.part(0, aside.start()) if aside and aside.start() else part)
    label = bare.as_typed()
    if {bare.folded, part.folded} & set(table("fields")["dropped"]):
        return None
    if not label or not re.search(r"\w", label) or len(label) > (_LONGEST_LATIN if label.isascii() else _LONGEST_HAN):
        return None
    said = aside[1] if aside else ""
    type = type_of(bare.folded)
    choices = _choices(part, aside) or (status_choices(language) if type == "choice" else ())
    return Field(
        name=name_of(bare.folded, taken),
        label=label,
        type="choice" if choices else type,
        private=is_private(bare.folded) or is_private(said),
        choices=choices,
    )


def name_of(folded: str, taken: set[str]) -> str:
    """An ASCII name for a label: a usual one where there is one, else its letters (Chinese as they sound)."""
    usual = _usual_names().get(folded) or re.sub(r"^[^a-z]+", "", slugify(folded, separator="_", max_length=36, word_boundary=True)) or "field"
    name, n = (usual if _is_id(usual) else f"{usual[:30]}_field"), 1
    while (name if n == 1 else f"{name}_{n}") in taken:
        n += 1
    return name if n == 1 else f"{name}_{n}"


@cache
def _ids() -> TypeAdapter[str]:
    return TypeAdapter(Id)


def _is_id(name: str) -> bool:
    try:
        return bool(_ids().validate_python(name))
    except ValidationError:
        return False


@cache
def _usual_names() -> Mapping[str, str]:
    return {word: name for name, words in table("fields", "names").items() for word in words}


def _parts(message: Message) -> Iterator[Message]:
    for part in _cut(message, _STRONG):
        for piece in _cut(part, _WEAK):
            yield from _cut(piece, _SLASH) if _only_slashes(message, piece) else _words_apart(piece)


def _cut(message: Message, joint: re.Pattern[str]) -> Iterator[Message]:
    """The parts between joints; what stands in brackets is left whole."""
    text = hidden(_IN_BRACKETS.sub(lambda found: "\x00" * len(found[0]), message.folded))
    start = 0
    for found in joint.finditer(text):
        yield message.part(start, found.start())
        start = found.end()
    yield message.part(start, len(text))


def _only_slashes(message: Message, piece: Message) -> bool:
    """'name/date/phone' are three; the slash of 'parent/car code' in a list joins."""
    return "/" in piece.folded and not _STRONG.search(message.folded)


def _words_apart(piece: Message) -> Iterator[Message]:
    """'名字 電話 日期': Chinese words with blanks between them are a list."""
    words = piece.folded.split()
    if len(words) > 1 and all(len(word) <= 8 and not word.isascii() for word in words):
        yield from _cut(piece, re.compile(r"\s+"))
    else:
        yield piece


def _bare(part: Message) -> Message:
    """Without 'we need to keep', 'their', '記錄', 'etc' around it."""
    lead, tail = _around()
    before = lead.match(part.folded)
    rest = part.part(before.end(), len(part.folded)) if before and before.end() < len(part.folded) else part
    after = tail.search(rest.folded)
    rest = rest.part(0, after.start()) if after and after.start() else rest
    return _without_marks(rest)


def _without_marks(part: Message) -> Message:
    found = re.search(r"[\w)\]）](?:.*[\w)\]）%$#])?", part.folded, re.DOTALL)
    return part.part(*found.span()) if found else part.part(0, 0)


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = table("fields")
    lead = re.compile(rf"^(?:(?!{_ASKS})\s*{any_of(lists['lead'])}\s*:?\s*)+(?=\S)")
    return lead, re.compile(rf"(?:\s*{any_of((*lists['tail'], *lists['optional']))}\s*)+[.!。！]*$")


def _choices(part: Message, aside: re.Match[str] | None) -> tuple[Label, ...]:
    """'size (S/M/L)': the choices in brackets, where there are two or more."""
    if aside is None or is_private(aside[1]) or is_optional(aside[1]):
        return ()
    inner = part.part(*aside.span(1))
    found = tuple(dict.fromkeys(piece.as_typed() for piece in _cut(inner, re.compile(r"[,、/|;]|\bor\b|或")) if piece.folded))
    return found if 2 <= len(found) <= 30 and all(len(one) <= 80 for one in found) else ()
