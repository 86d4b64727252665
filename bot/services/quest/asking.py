"""The questions of a quest, as moves: a guess, cards, a gap, a function to write."""

from __future__ import annotations

import datetime

import prompts
from bot.core import questing as core
from bot.core.conversation import Questing, QuestStep
from bot.core.decision import Move
from bot.services.quest.desk import Desk, button
from scaffolds.proof import Result
from scaffolds.quests import cardplay, checking, telling, twin
from scaffolds.quests.making import Quest
from scaffolds.quests.shapes import Case
from scaffolds.spec import Check


def shown_case(quest: Quest) -> Case:
    """The case to guess at: the first that the rule will refuse, at its very edge where there is one."""
    refused = [case for case, verdict in zip(quest.cases, checking.expectations(quest), strict=True) if verdict == "refuse"]
    return min(refused, key=lambda case: _distance(quest, case))


def _distance(quest: Quest, case: Case) -> tuple[bool, int]:
    """From the edge; what is blank the app may refuse for reasons of its own."""
    if case.clock:
        return False, abs(int(case.clock[:2]) * 60 + int(case.clock[3:]) - quest.about.n * 60)
    value = next(iter(case.input.values()), "")
    size = value if isinstance(value, int) else len(str(value))
    return isinstance(value, str) and bool(case.input) and not value.strip(), abs(size - quest.about.n)


def checks_of(quest: Quest, case: Case, id: str = "own_guess") -> tuple[Check, ...]:
    """A case as the app itself can be asked it: what people did before, then this; on its day, and on the day before, when what is asked for is not
    over yet. None for what depends on how much is kept.
    """
    if quest.shape.counts:
        return ()
    last = quest.steps[-1]
    day = datetime.date.fromisoformat(case.day or last.at[:10])
    days = (day, day - datetime.timedelta(days=1)) if case.clock else (day,)
    return tuple(_check(quest, case, id, f"{one}T{case.clock or last.at[11:16]}") for one in days)


def _check(quest: Quest, case: Case, id: str, at: str) -> Check:
    last = quest.steps[-1]
    before = tuple(step.model_copy(update={"at": min(step.at, at)}) for step in quest.steps[:-1])
    asked = last.model_copy(update={"at": at, "input": {**last.input, **case.input}, "expect": "done", "why": ""})
    return Check(id=id, screen=quest.screen, says=quest.words("rule")[:200], edge=True, steps=(*before, asked))


async def shown_check(desk: Desk, quest: Quest, id: str = "own_guess") -> tuple[Check, Result] | None:
    """The case to guess at as the app is asked it, with what it does now: where it goes through, if there is such a day."""
    played = [(check, (await desk.played(check)).results[0]) for check in checks_of(quest, shown_case(quest), id)]
    return next((one for one in played if one[1].passed), played[0] if played else None)


def guess(desk: Desk, quest: Quest) -> Move | None:
    """'Mei books at 22:00: what does your app do now?'"""
    case = shown_case(quest)
    if not checks_of(quest, case):
        return None
    return Move(prompt="quest/guess", values={"doing": quest.words("doing"), "case": telling.case_words(quest, case)})


def to_make(desk: Desk, questing: Questing, quest: Quest) -> tuple[Questing, Move]:
    """The rule is to be made now, in the tier's own way."""
    step: QuestStep = core.MAKING[desk.turn.conversation.tier]
    made = questing.model_copy(update={"step": step})
    return made, _make(made, quest)


def again(desk: Desk, questing: Questing, quest: Quest) -> tuple[Move, ...]:
    """The open step once more."""
    if questing.step == "predict" and (asked := guess(desk, quest)) is not None:
        return (asked,)
    return (_make(questing, quest),)


def _make(questing: Questing, quest: Quest) -> Move:
    if questing.step == "cards":
        return cards(questing, quest)
    rule = quest.words("rule")
    code = {"gap": twin.gapped(quest), "code": twin.signature(quest), "tests": twin.signature(quest)}[
        questing.step if questing.step in ("gap", "tests") else "code"
    ]
    values = {"rule": rule, "code": fenced(code)}
    if questing.step == "tests":
        values["example"] = fenced(_test_form(quest))
    return Move(prompt=f"quest/make_{questing.step}", values=values, only=_buttons(questing))


def _buttons(questing: Questing) -> tuple[str, ...]:
    return (core.button("leave"),) if questing.solo else (core.button("hint"), core.button("leave"))


def cards(questing: Questing, quest: Quest) -> Move:
    """What lies, and what can be laid next."""
    laid = [telling.card_words(quest, card) for card in questing.cards]
    buttons = tuple(button("card", telling.card_words(quest, card), card) for card in cardplay.left(quest, questing.cards))
    return Move(
        prompt="quest/make_cards",
        values={"rule": quest.words("rule"), "laid": laid},
        buttons=buttons,
        only=_buttons(questing) if not laid else (core.button("anew"), *_buttons(questing)),
    )


def _test_form(quest: Quest) -> str:
    """How a case of one's own is written: one that says nothing of where the edge is."""
    usual = quest.call(Case())
    given = f'{{ {quest.about.field}: "..." }}' if quest.about.field else "{}"
    rows = ", rows: []" if quest.shape.counts else ""
    return f'export const tests = [\n  {{ input: {given}, now: "{usual.now}"{rows}, expect: "allow" }},\n];'


def fenced(code: str) -> prompts.Markdown:
    """Code as a block of its own; what stands in it cannot end the block."""
    return prompts.Markdown("```js\n" + code.replace("```", "` ` `").strip("\n") + "\n```")
