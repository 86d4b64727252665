"""It does not work: messages that are known are told by their pattern, and the learner's own code is run until the case that fails is found."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import prompts
from bot.core.conversation import Suspect
from bot.core.debugging import Case, Told, case_shown, fixed, recognised
from bot.core.deciding import Turn
from bot.core.decision import Decision, Move
from bot.core.explaining import place, read
from bot.core.interpretation import Intent
from bot.services import Parts
from bot.services.explain import Book, book_of, fenced
from prompts import faults
from scaffolds import learner_code, suspects
from scaffolds.given import given
from scaffolds.learner_code import LearnerCode
from scaffolds.passages import Span
from scaffolds.proof import Problem
from scaffolds.proof.telling import answered
from scaffolds.spec import AppSpec, Language
from scaffolds.suspects import Failing

_AROUND = 2
_MAY_TELL: frozenset[Intent] = frozenset({"broken", "tell", "question", "help"})
"""What somebody is heard to want who may be telling of a fault in their own words."""


async def known_message(parts: Parts, turn: Turn, language: Language) -> Decision | None:
    """What a pasted message means, where it is one that apps of ours make; None for all other words, and where another question is being answered.
    `language`: that of the chat before; what a computer says is in its own."""
    busy = turn.press or turn.joining or turn.gathering or turn.taking or turn.questing or turn.text.startswith("/") or turn.heard.intent == "explain"
    if not turn.built or busy:
        return None
    found = faults.recognise(turn.text, told=turn.heard.intent in _MAY_TELL and not turn.heard.operations)
    if found is None:
        return None
    turn = turn.now(language=language)
    told = Told(found.fault.id, prompts.Markdown(found.say("means", language)), prompts.Markdown(found.say("look", language)))
    return recognised(turn, told, _named_line(await book_of(parts, turn), turn))


def _named_line(book: Book, turn: Turn) -> Move | None:
    """The line that a message names, where it is in the app."""
    span = place(book.passages, read(turn.text), "")
    return _lines(book, span) if span else None


def _lines(book: Book, span: Span) -> Move:
    lines = book.passages.files[span.path]
    around = Span(span.path, max(1, span.first - _AROUND), min(len(lines), span.last + _AROUND))
    return Move(prompt="debug/line", values={"path": span.path, "line": span.first, "code": fenced(book.passages.code(around), around)})


def show_try(decision: Decision, fault: str) -> Decision:
    """What to try against a message that is known."""
    known = faults.by_id()[fault]
    return decision.model_copy(
        update={"moves": (Move(prompt="debug/try", values={"try_this": prompts.Markdown(known.words(decision.conversation.language).try_this)}),)}
    )


# --- a case


async def find_case(parts: Parts, turn: Turn) -> Decision | None:
    """The first case that the learner's own code gets wrong; None where there is none, or no code of theirs."""
    project = await parts.store.project(turn.conversation.project or "")
    own = learner_code.read(project.learner_files if project else b"")
    return await _failing(turn, turn.app, own) if own else None


async def looked_at(turn: Turn, told: Decision, spec: AppSpec, own: LearnerCode, *, passed: bool) -> Decision:
    """Code that just came back: the case that it gets wrong, or, where one was looked for, that it holds now."""
    conversation = told.conversation
    if passed:
        over, moves = fixed(conversation)
        return told.model_copy(update={"conversation": over, "moves": (*told.moves, *moves)})
    found = await _failing(replace(turn, conversation=conversation), spec, own) if own else None
    return found.model_copy(update={"moves": (*(move.model_copy(update={"only": ()}) for move in told.moves), *found.moves)}) if found else told


async def _failing(turn: Turn, spec: AppSpec, own: LearnerCode) -> Decision | None:
    found = await asyncio.to_thread(suspects.first_failing, spec, own, turn.conversation.version)
    language = turn.conversation.language
    match found:
        case Failing():
            return case_shown(turn, _case(found, spec, language))
        case Problem():
            return Decision(conversation=turn.conversation.asks_for("clarify", about="symptom"), moves=(_problem(found, own, language),))
    return None


def _case(found: Failing, spec: AppSpec, language: Language) -> Case:
    check, result = found.result.check, found.result
    step = check.steps[max(1, min(result.step or 1, len(check.steps))) - 1]
    known = tuple(Suspect(line=one.number, decides=one.decides) for one in found.lines)
    said = answered(result.answer, spec, check.screen, language) if found.how != "breaks" else str(result.values.get("message", ""))
    return Case(check.id, result.says, given(check, step, spec, language), said, found.how, found.path, known)


def _problem(found: Problem, own: LearnerCode, language: Language) -> Move:
    """A file that cannot be read: which, where, and its lines there."""
    lines = _text(found.path, own)
    first, last = max(1, found.line - _AROUND), min(len(lines), found.line + _AROUND)
    code = fenced(lines[first - 1 : last], Span(found.path, first, last)) if found.line and first <= last else ""
    return Move(prompt="debug/unreadable", values={"problem": found.say(language), "code": code})


def _text(path: str, own: LearnerCode) -> Sequence[str]:
    if path in own.edits:
        return own.edits[path].mine.splitlines()
    return (own.files(own.platform).get(path) or b"").decode("utf-8", "replace").splitlines()
