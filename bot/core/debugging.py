"""It does not work: reproduce, read, guess, test, one step at a time. What is shown was run; what is wrong is found by the learner, never told."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from bot.core.conversation import Conversation, Debugging, Suspect
from bot.core.deciding import Turn, again, first, say, settled, short
from bot.core.decision import Ask, Decision, Move
from bot.core.turn import Button, Unread
from scaffolds.spec import Language

RUNGS = 4
"""Hints: a question back, where to look, the idea in words, the same on other data."""
_LINE: dict[Language, str] = {"en": "Line {}", "zh-Hant": "第 {} 行", "zh-Hans": "第 {} 行"}
_OPEN = ("broken", "symptom", "fault")
"""What an open `clarify` is about while somebody tells what went wrong."""
_NUMBER = re.compile(r"^\W*(?:it is |its |it's |i think |係|是|我想是|我覺得是|我觉得是)?\W*(?:lines?|第)?\s*(\d{1,5})\s*(?:行)?\W*$", re.IGNORECASE)
_HINT = re.compile(r"\b(?:hint|clue|help me|stuck)\b|提示|提点|提點|幫幫我|帮帮我", re.IGNORECASE)


class Told(NamedTuple):
    """A known message: what it means and where to look, in the conversation's language; what to try stays for the next step."""

    fault: str
    means: str
    look: str


class Case(NamedTuple):
    """A check that fails with the learner's code. `strict`: their rule says no where the app promises yes; `lax` the other way; `breaks`: it stops."""

    check: str
    says: str
    given: str
    answer: str
    how: Literal["strict", "lax", "breaks"]
    path: str
    suspects: tuple[Suspect, ...]


# --- reproduce


def broken(turn: Turn) -> Decision:
    if not turn.built:
        return again(turn)
    if turn.text and turn.conversation.asks == "clarify" and turn.conversation.about in ("broken", "symptom"):
        return seen(turn)
    return Decision(conversation=turn.conversation.asks_for("clarify", about="broken"), moves=(Move(prompt="tutor/broken"),))


def seen(turn: Turn) -> Decision:
    """What somebody saw who found it broken: first the checks run again, then there is only a way back to offer."""
    if turn.conversation.about == "broken":
        return recheck(turn, "words")
    return say(turn, "tutor/broken_told", told=short(turn.text))


def recheck(turn: Turn, how: str) -> Decision:
    """Check this version again; `how` it is broken decides what is asked next."""
    if how == "code":
        return Decision(conversation=turn.conversation.asks_for("none"), effect=Ask(what="case"))
    return Decision(conversation=turn.conversation.asks_for("clarify", about="symptom"), effect=Ask(what="recheck", detail=how))


def not_read(turn: Turn, kind: Unread) -> Decision:
    """Something came that cannot be read. A picture of what went wrong is asked for in words, and the search stays open."""
    looking = turn.conversation.asks == "clarify" and turn.conversation.about in _OPEN
    if looking and kind == "picture":
        return Decision(conversation=turn.conversation, moves=(Move(prompt="debug/picture"),))
    return first(Move(prompt="tutor/unread", values={"kind": kind}), again(turn))


# --- read, guess, test: a message


def recognised(turn: Turn, told: Told, code: Move | None) -> Decision:
    """A message that is known: what it means, where to look; the learner looks first."""
    conversation = _begun(turn, Debugging(fault=told.fault, said=short(turn.text), version=turn.conversation.version), "fault")
    values = {"means": told.means, "look": told.look, "code": code or ""}
    return Decision(conversation=conversation, moves=(Move(prompt="debug/fault", values=values),))


def _fault(turn: Turn, detail: str) -> Decision:
    """The next step with a known message: what to try, or what came of it."""
    debugging = turn.conversation.debugging
    if debugging is None or not debugging.fault:
        return again(turn)
    match detail:
        case "try":
            return Decision(conversation=turn.conversation.asks_for("clarify", about="fault"), effect=Ask(what="fault", detail=debugging.fault))
        case "works":
            return Decision(conversation=_over(turn.conversation), moves=(Move(prompt="debug/works", values={"told": debugging.said}),))
        case "same":
            return Decision(conversation=turn.conversation.asks_for("clarify", about="fault"), effect=Ask(what="case", detail="same"))
    return again(turn)


# --- read, guess, test: a case that fails


def case_shown(turn: Turn, case: Case) -> Decision:
    """'I gave it ..., your rule says ..., the app promises ...': they say which line decides."""
    decides = tuple(one.line for one in case.suspects if one.decides)
    asked = case.suspects if decides else ()
    debugging = Debugging(check=case.check, given=case.given, how=case.how, path=case.path, suspects=asked, version=turn.conversation.version)
    shown = {key: getattr(case, key) for key in ("says", "given", "answer", "how", "path")}
    move = Move(prompt="debug/case", values={**shown, "lines": bool(asked)}, buttons=_lines(debugging, turn.conversation.language))
    return Decision(conversation=_begun(turn, debugging, "case"), moves=(move,))


def _lines(debugging: Debugging, language: Language) -> tuple[Button, ...]:
    """A button for each line that may decide and was not named yet."""
    return tuple(Button(id=f"case:{one.line}", label=_LINE[language].format(one.line)) for one in debugging.suspects if not one.named)


def _case(turn: Turn, detail: str) -> Decision:
    debugging = turn.conversation.debugging
    if debugging is None or not debugging.check or debugging.version != turn.conversation.version:
        return again(turn)
    if detail == "hint":
        return _hint(turn, debugging)
    suspect = next((one for one in debugging.suspects if str(one.line) == detail), None)
    if suspect is None:
        return _waits(
            turn, debugging, Move(prompt="debug/which", values={"path": debugging.path}, buttons=_lines(debugging, turn.conversation.language))
        )
    return _named(turn, debugging, suspect)


def _named(turn: Turn, debugging: Debugging, suspect: Suspect) -> Decision:
    """A line was named: without it the case was played again, and what came of that is said."""
    known = tuple(one.model_copy(update={"named": True}) if one == suspect else one for one in debugging.suspects)
    found = debugging.found or suspect.decides
    after = debugging.model_copy(update={"suspects": known, "found": found})
    values = {"line": suspect.line, "given": debugging.given, "how": debugging.how}
    if suspect.decides:
        return _waits(turn, after, Move(prompt="debug/line_decides", values=values))
    return _waits(turn, after, Move(prompt="debug/line_not", values=values, buttons=_lines(after, turn.conversation.language)))


def _hint(turn: Turn, debugging: Debugging) -> Decision:
    """One rung a request; never the line, never the fix. After the last a person is better than more text."""
    rung = debugging.rungs + 1
    if rung > RUNGS:
        return _waits(turn, debugging, Move(prompt="debug/stuck", values={"in_class": turn.in_class}))
    first, last = _reach(debugging)
    values = {"rung": rung, "how": debugging.how, "given": debugging.given, "path": debugging.path, "first": first, "last": last}
    buttons = () if debugging.found else _lines(debugging, turn.conversation.language)
    return _waits(turn, debugging.model_copy(update={"rungs": rung}), Move(prompt="debug/hint", values=values, buttons=buttons))


def _reach(debugging: Debugging) -> tuple[int, int]:
    """The lines that are worth reading; 0 where none is known."""
    lines = [one.line for one in debugging.suspects]
    return (min(lines), max(lines)) if lines else (0, 0)


def fixed(conversation: Conversation) -> tuple[Conversation, tuple[Move, ...]]:
    """The code came back and the case that failed holds: that is said once, and the search is over."""
    debugging = conversation.debugging
    if debugging is None or not debugging.check:
        return conversation, ()
    return conversation.now(debugging=None), (Move(prompt="debug/fixed", values={"given": debugging.given, "hints": debugging.rungs}),)


# --- what is said meanwhile


def answered(turn: Turn) -> Decision | None:
    """Words that answer what is open here; None for all others, which mean what they always mean."""
    conversation = turn.conversation
    if conversation.debugging is None or conversation.asks != "clarify" or not turn.built:
        return None
    if conversation.about == "case":
        return _of_case(turn)
    if conversation.about == "fault" and turn.heard.intent in ("yes", "no", "idk", "tell", "thanks", "question", "broken"):
        return _of_fault(turn)
    return None


def _of_case(turn: Turn) -> Decision | None:
    if found := _NUMBER.match(turn.text):
        return _case(turn, found[1])
    if turn.heard.intent in ("idk", "help") or _HINT.search(turn.text):
        return _case(turn, "hint")
    return _case(turn, "") if turn.heard.intent in ("tell", "yes", "no", "nonsense", "empty") else None


def _of_fault(turn: Turn) -> Decision:
    """'Still not', 'I don't know' go on to the next step; other words are a guess, which wants a test."""
    match turn.heard.intent:
        case "yes" | "thanks":
            return _fault(turn, "works")
        case "idk":
            return _fault(turn, "try")
        case "no" | "broken":
            return _fault(turn, "same")
    return Decision(conversation=turn.conversation, moves=(Move(prompt="debug/guess", values={"told": short(turn.text)}),))


def pressed(turn: Turn, detail: str) -> Decision:
    """A press in the search: `fault:...` for a message, `case:...` for a case."""
    if not turn.built:
        return again(turn)
    return _fault(turn, detail) if turn.press.startswith("fault") else _case(turn, detail)


def _begun(turn: Turn, debugging: Debugging, about: str) -> Conversation:
    """The question that was open waits until the search is over."""
    before, open_now = turn.conversation.debugging, turn.conversation
    mine = open_now.asks == "clarify" and open_now.about in (*_OPEN, "case")
    asks, waits = (before.asks, before.about) if before and mine else ("none", "") if mine else (open_now.asks, open_now.about)
    return open_now.now(debugging=debugging.model_copy(update={"asks": asks, "about": waits})).asks_for("clarify", about=about)


def _waits(turn: Turn, debugging: Debugging, move: Move) -> Decision:
    return Decision(conversation=turn.conversation.now(debugging=debugging).asks_for("clarify", about="case"), moves=(move,))


def _over(conversation: Conversation) -> Conversation:
    """Back at the question that waited."""
    debugging = conversation.debugging
    asks, about = (debugging.asks, debugging.about) if debugging else ("none", "")
    return settled(conversation).now(debugging=None).asks_for(asks, about=about)
