"""A model's answer over what the offline tutor understood. What is read off the text for certain stays the offline tutor's: numbers,
times, limits, lists, language, feelings and the words said back. What a model sees better is taken from it where it holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.brains.offline.normalise import fold
from bot.brains.openai_compatible.answer import Answer
from bot.brains.openai_compatible.changes import Translated, field_of, translate
from bot.brains.openai_compatible.stream import Spoken, is_plain
from bot.core.interpretation import Context, Intent, Interpretation, Match, Words
from scaffolds import blocks
from scaffolds.operations import RenameApp
from scaffolds.spec import Field, Language, SpecError, check_title

_CLEAR, _APART = 0.75, 0.2
"""How sure the first way must be, and by how much surer than the second."""
_FULL_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
_PIECE = re.compile(r"[a-z0-9']+|[^\W\d_a-z]")
"""A word, or a Chinese character."""
_PLACES = frozenset({"Hong Kong", "New Territories"})
_OF_AN_APP = frozenset({"edit", "undo", "broken", "explain"})
"""Intents that mean nothing before there is an app, or a plan of one."""


@dataclass(frozen=True)
class Speech:
    """The language of a turn, and what may be said in it."""

    language: Language
    guard: Callable[[str, Language], bool]
    language_of: Callable[[str], Language | None]
    known: str = ""
    """The app's own title."""

    def fits(self, text: str, language: Language | None = None) -> bool:
        return "://" not in text and self.guard(text, language or self.language)

    def may_say(self, text: str) -> bool:
        """It fits, and names nobody: what a message planted is not passed on. The app may be named."""
        named = _FULL_NAME.findall(text)
        return self.fits(text) and all(name in self.known or name in _PLACES for name in named)

    def is_spoken(self, text: str) -> bool:
        """It may be said, and nothing tells that it is in another language."""
        return self.may_say(text) and self.is_in(text)

    def is_in(self, text: str) -> bool:
        found = self.language_of(text) if text else None
        return found in (None, self.language) and (self.language == "en" or not _is_latin(text))


def merged(offline: Interpretation, answer: Answer, text: str, context: Context, speech: Speech) -> Interpretation:
    """Both as one."""
    edit = _edit(answer, text, context, speech)
    wanted = _wanted(offline, answer, context)
    intent = _intent(offline, answer, context, edit, wanted)
    told = _told(offline, answer, text, context, speech) if intent in ("tell", "new", "add_screen", "name", "back", "edit") else {}
    changes: dict[str, Any] = {
        "intent": intent,
        "words": words(answer, context, speech),
        "operations": (),
        "unclear": (),
        "wanted": wanted,
        "places": answer.places or offline.places,
        **told,
    }
    if intent in ("edit", "add_screen", "name"):
        changes |= _changes(offline, edit, intent, text, answer, speech)
    return offline.model_copy(update=changes)


def _edit(answer: Answer, text: str, context: Context, speech: Speech) -> Translated:
    if context.spec is None or answer.intent not in ("edit", "add_screen", "name"):
        return Translated()
    own = context.spec.language
    return translate(answer.changes, context.spec, text, lambda words: speech.fits(words) or speech.fits(words, own))


def _wanted(offline: Interpretation, answer: Answer, context: Context) -> tuple[str, ...]:
    """Ways asked for; of an app only those that it has not got. Where the model names none, those that were heard without it and that it thinks of."""
    thought_of = {way.id for way in answer.blocks}
    heard = tuple(one for one in offline.wanted if not thought_of or one in thought_of) if answer.intent in ("tell", "new", "add_screen") else ()
    used = {screen.block for screen in context.spec.screens} if context.spec and answer.intent == "add_screen" else set()
    return tuple(one for one in answer.screens or heard if one not in used)


def _intent(offline: Interpretation, answer: Answer, context: Context, edit: Translated, wanted: tuple[str, ...]) -> Intent:
    """The model's, where it means something at this point and has what it needs."""
    intent = answer.intent
    if intent == "tell" and offline.intent == "zip" and offline.places and not _tells(answer):
        return "zip"  # 'print it' as the first words is no problem to solve
    if intent in _OF_AN_APP and context.spec is None:
        return "tell" if intent == "edit" else offline.intent
    if intent == "edit" and edit.operations and all(isinstance(one, RenameApp) for one in edit.operations) and not edit.unclear:
        return "name"
    if intent == "add_screen" and not wanted:
        return "edit" if edit.operations or context.spec else "tell"
    if intent == "name" and not answer.title and not edit.operations:
        return offline.intent
    if intent == "question" and not answer.say:
        return offline.intent
    return intent


def _tells(answer: Answer) -> bool:
    return bool(answer.blocks or answer.screens or answer.who or answer.goal or answer.fields)


def _changes(offline: Interpretation, edit: Translated, intent: Intent, text: str, answer: Answer, speech: Speech) -> dict[str, Any]:
    """The model's operations; those of the offline tutor where it has none."""
    title = next((one.title for one in edit.operations if isinstance(one, RenameApp)), None) or _title(answer.title, speech)
    operations, unclear = edit.operations, edit.unclear
    if not operations and offline.operations:
        operations, unclear = offline.operations, offline.unclear
    if intent == "edit" and not operations and not unclear:
        unclear = (text[:300],)
    return {"title": title or offline.title, "operations": operations, "unclear": unclear if intent != "name" else ()}


def _told(offline: Interpretation, answer: Answer, text: str, context: Context, speech: Speech) -> dict[str, Any]:
    said = {key: getattr(answer, key) for key in ("who", "person", "goal")}
    made: dict[str, Any] = {key: value for key, value in said.items() if value and _is_told(value, text) and speech.fits(value)}
    if _is_told(answer.title, text) and (title := _title(answer.title, speech)):
        made["title"] = title
    if fields := _fields(answer, speech):
        made["fields"] = fields
    return made | _matches(offline, answer, context)


def _is_told(words: str, text: str) -> bool:
    """Most of the words are the learner's own: what a model makes up would answer a question that was never asked."""
    wanted, told = (set(_PIECE.findall(fold(one))) for one in (words, text))
    return bool(wanted) and len(wanted & told) * 5 >= len(wanted) * 3


def _matches(offline: Interpretation, answer: Answer, context: Context) -> dict[str, Any]:
    """The model's ways first, then the others as they were. A later message of which it says nothing leaves what was thought before."""
    if not answer.blocks:
        return {"matches": (), "clear": False} if context.said and answer.intent == "tell" and not offline.unwanted else {}
    sure = {way.id: way.sure for way in sorted(answer.blocks, key=lambda way: -way.sure)}
    ways = [Match(block=id, score=0.5 + value / 2) for id, value in sure.items()]
    rest = [Match(block=one.block, score=min(one.score, 1.0) * 0.49) for one in offline.matches if one.block not in sure]
    known = {one.block for one in (*ways, *rest)}
    rest += [Match(block=id, score=0.0) for id in blocks.discover() if id not in known]
    best = list(sure.values())
    clear = best[0] >= _CLEAR and (len(best) == 1 or best[0] - best[1] >= _APART)
    unwanted = tuple(one for one in offline.unwanted if one not in sure and one not in answer.screens)
    return {"matches": (*ways, *rest), "clear": clear, "unwanted": unwanted}


def _fields(answer: Answer, speech: Speech) -> tuple[Field, ...]:
    made: dict[str, Field] = {}
    labels: set[str] = set()
    for asked in answer.fields:
        if asked.label.casefold() in labels or not all(speech.fits(one) for one in (asked.label, *asked.choices)):
            continue
        labels.add(asked.label.casefold())
        field = field_of(asked, set(made))
        made[field.name] = field
    return tuple(made.values())


def _title(title: str, speech: Speech) -> str | None:
    if not title or not speech.fits(title):
        return None
    try:
        check_title(title)
    except SpecError:
        return None
    return title


def words(answer: Answer, context: Context, speech: Speech) -> Words:
    """What may be said of it. Where something may not, nothing that hangs together with it is said either."""
    spoken = Spoken(speech.may_say)
    spoken.take(answer.say, whole=True)
    say = spoken.text if spoken.rounded else ""
    if spoken.stopped and answer.intent == "question":
        say = ""  # half an answer may be a wrong one
    if not speech.is_in(say):
        return Words(note=context.note)
    note = answer.note if not spoken.stopped and answer.note and (speech.fits(answer.note, "en") or speech.fits(answer.note)) else context.note
    question = answer.question
    if spoken.stopped or question is None or not _may_be_asked(question.text, speech):
        return Words(say=say, note=note)
    return Words(say=say, asks=question.asks, question=question.text, note=note)


def _may_be_asked(question: str, speech: Speech) -> bool:
    """One question, in the language that is spoken."""
    marks = sum(question.count(mark) for mark in "?？")
    return marks == 1 and question[-1] in "?？" and is_plain(question) and speech.is_spoken(question)


def _is_latin(text: str) -> bool:
    """Of ten letters nine are of the alphabet."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 12 and sum(char.isascii() for char in letters) * 10 > len(letters) * 9
