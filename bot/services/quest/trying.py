"""What a learner guesses, lays or writes is run, and told as it went: what it was given, what was expected, what it said."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.core.conversation import Questing
from bot.core.decision import AtQuest, Move
from bot.core.guessing import nearest
from bot.services.outcome import Outcome
from bot.services.quest import asking
from bot.services.quest.adopting import adopt
from bot.services.quest.desk import Desk
from bot.services.quest.offering import go_on, offer
from scaffolds.drill import Fault
from scaffolds.proof import telling as proof_telling
from scaffolds.quests import cardplay, checking, reading, telling, twin
from scaffolds.quests.checking import Checked, Line
from scaffolds.quests.making import Quest

_CHOICES = ("allow", "refuse")
_WORDS = {
    "en": ("it goes through, let, yes, works", "refused, no, stops"),
    "zh-Hant": ("成功 可以 得", "不可以 拒絕 唔得"),
    "zh-Hans": ("成功 可以 行", "不行 拒绝 不可以"),
}


async def guessed(desk: Desk, asked: AtQuest) -> Outcome:
    """The app as it is is asked, and what it did stands beside the guess; nobody is marked."""
    questing, quest = desk.questing, desk.quest
    if questing is None or quest is None:
        return await offer(desk, asked)
    if questing.step != "predict":
        return await go_on(desk, asked)
    case, shown = asking.shown_case(quest), await asking.shown_check(desk, quest)
    if shown is None:
        return await go_on(desk, asked)
    guess = asked.detail if asked.detail in _CHOICES else meant(desk, asked.text)
    result = shown[1]
    came = "allow" if result.passed else "refuse"
    said = proof_telling.answered(result.answer, desk.spec, quest.screen, desk.language)
    values = {
        "doing": quest.words("doing"),
        "case": telling.case_words(quest, case),
        "came": came,
        "said": said if came == "refuse" else "",
        "right": guess == came,
        "unsure": guess is None,
    }
    made, move = asking.to_make(desk, questing.model_copy(update={"predicted": guess == came}), quest)
    evidence = [desk.evidence("predict", "right" if guess == came else "other")] if guess else []
    return desk.say(made, Move(prompt="quest/guessed", values=values), move, evidence=evidence)


def meant(desk: Desk, text: str) -> str | None:
    """Which of the two somebody means who types it."""
    place = nearest(text, _WORDS[desk.language]) if text else None
    return _CHOICES[place] if place is not None else None


# --- cards


async def card_laid(desk: Desk, asked: AtQuest) -> Outcome:
    """One more card; when all that is needed lies there, the rule is run as it was laid."""
    questing, quest = desk.questing, desk.quest
    if questing is None or quest is None or questing.step != "cards":
        return await go_on(desk, asked)
    card = asked.detail or _named(quest, questing, asked.text)
    if card not in cardplay.left(quest, questing.cards):
        return await go_on(desk, asked)
    laid = questing.model_copy(update={"cards": (*questing.cards, card)})
    if not cardplay.begins_right(laid.cards):
        empty = questing.model_copy(update={"cards": ()})
        return desk.say(empty, Move(prompt="quest/card_first"), asking.cards(empty, quest))
    if len(laid.cards) < cardplay.NEEDED:
        return desk.say(laid, asking.cards(laid, quest))
    return await _run(desk, laid, quest, cardplay.code(quest, laid.cards))


async def cards_anew(desk: Desk, asked: AtQuest) -> Outcome:
    """All cards back on the table."""
    questing, quest = desk.questing, desk.quest
    if questing is None or quest is None or questing.step != "cards":
        return await go_on(desk, asked)
    empty = questing.model_copy(update={"cards": ()})
    return desk.say(empty, asking.cards(empty, quest))


def _named(quest: Quest, questing: Questing, text: str) -> str:
    left = cardplay.left(quest, questing.cards)
    place = nearest(text, [telling.card_words(quest, card) for card in left])
    return left[place] if place is not None else ""


# --- code


async def written(desk: Desk, asked: AtQuest) -> Outcome:
    """Code that was typed, pasted or sent as a file."""
    questing, quest = desk.questing, desk.quest
    if questing is None or quest is None:
        return await offer(desk, asked)
    if questing.step not in ("gap", "code", "tests"):
        return await go_on(desk, asked)
    found = reading.read(asked.text)
    if questing.step == "gap" and found.trouble in ("", "words"):
        return await _run(desk, questing, quest, reading.fits_gap(found.code, twin.gapped(quest), "____"))
    if found.trouble:
        values = {"kind": found.trouble, "line": found.line, "sign": found.sign, "instead": found.instead}
        return desk.say(questing, Move(prompt="quest/not_code", values=values))
    return await _run(desk, questing, quest, found.code)


async def _run(desk: Desk, questing: Questing, quest: Quest, code: str) -> Outcome:
    checked = await asyncio.to_thread(checking.check, quest, code)
    tried = questing.model_copy(update={"tries": questing.tries + 1})
    if checked.passed and questing.step == "tests" and (weak := await _weak_tests(quest, checked)) is not None:
        return desk.say(tried, weak)
    if checked.passed:
        return await adopt(desk, tried, quest, checked)
    if questing.step == "cards":
        tried = tried.model_copy(update={"cards": ()})
    shown = [asking.cards(tried, quest)] if questing.step == "cards" else []
    evidence = [desk.evidence("try", "missed", rungs=questing.rung)]
    return desk.say(tried, await _told(desk, quest, checked, code), *shown, evidence=evidence)


async def _told(desk: Desk, quest: Quest, checked: Checked, code: str) -> Move:
    if checked.fault is not None:
        return Move(prompt="quest/fault", values=fault_values(checked.fault, quest))
    if other := await asyncio.to_thread(_other_solved, desk, quest, code):
        return Move(prompt="quest/other", values={"name": other.words("name"), "rule": quest.words("rule")})
    missed = checked.missed
    if missed is None:
        return Move(prompt="quest/fault", values=fault_values(Fault("engine_died"), quest))
    return Move(
        prompt="quest/missed", values={**line_values(quest, missed), "held": sum(line.holds for line in checked.lines), "all": len(checked.lines)}
    )


def line_values(quest: Quest, line: Line) -> dict[str, Any]:
    """'I gave it ..., expected ..., it said ...'"""
    said = "fault" if line.fault else line.came
    words = line.fault.message if line.fault else str(line.said)[:120]
    return {"case": telling.case_words(quest, line.case), "expected": line.expected, "came": said, "said": words}


def fault_values(fault: Fault, quest: Quest) -> dict[str, Any]:
    return {"key": fault.key, "message": fault.message[:160], "line": fault.line, "function": quest.function}


def _other_solved(desk: Desk, quest: Quest, source: str) -> Quest | None:
    """Another quest of this app that the code is the answer of."""
    return next((one for one in desk.quests if one.id != quest.id and one.function in reading.names(source) and checking.solves(one, source)), None)


async def _weak_tests(quest: Quest, checked: Checked) -> Move | None:
    """What is wrong with the learner's own cases; None where they are good."""
    tests = await asyncio.to_thread(checking.own_tests, quest, checked.source)
    if not tests.readable or tests.count < checking.FEWEST or tests.wrong or tests.escaped:
        escaped = telling.condition_words(quest, f"wrong{tests.escaped[0]}") if tests.escaped else ""
        return Move(
            prompt="quest/weak_tests",
            values={
                "readable": tests.readable,
                "count": tests.count,
                "fewest": checking.FEWEST,
                "wrong": list(tests.wrong),
                "escaped": escaped,
                "more": len(tests.escaped),
            },
        )
    return None
