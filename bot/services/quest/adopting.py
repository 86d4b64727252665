"""A rule that passed goes into the app: into `my_rules.js`, with a check of its own, as a new version."""

from __future__ import annotations

from bot.core import questing as core
from bot.core.conversation import Questing
from bot.core.decision import Move
from bot.services.outcome import Outcome
from bot.services.quest import asking, keeping
from bot.services.quest.desk import Desk
from bot.services.quest.keeping import Proved
from scaffolds.quests import placing, telling
from scaffolds.quests.checking import Checked, Line
from scaffolds.quests.making import Quest
from scaffolds.quests.measuring import measure
from scaffolds.spec import Check
from storage.learning.records import Evidence

_OWN = "own_quest_"


async def adopt(desk: Desk, questing: Questing, quest: Quest, checked: Checked) -> Outcome:
    """A new version with the rule in it; where the app would break a promise, of its own or this one, it stays as it was, and that is said."""
    try:
        rules = placing.placed(desk.rules, quest, checked.source)
    except placing.PlacingError:
        return desk.say(None, Move(prompt="quest/by_hand", values={"function": quest.function}), evidence=_evidence(desk, questing))
    check = await _check(desk, quest)
    spec = keeping.with_check(desk.spec, check) if check else desk.spec
    new = await keeping.prove(desk, spec, desk.with_rules(rules))
    if new.report.passed:
        return keeping.hand_over(desk, new, quest.words("rule"), _passed(desk, questing, quest, checked, new.number), _evidence(desk, questing))
    return desk.say(questing, _breaks(desk, quest, check, new))


async def _check(desk: Desk, quest: Quest) -> Check | None:
    """The rule as one of the app's acceptance checks, where the app can be asked it and would let it happen without the rule."""
    shown = await asking.shown_check(desk, quest, f"{_OWN}{quest.screen}_{quest.card.id}")
    if shown is None or not shown[1].passed:
        return None
    check = shown[0]
    return check.model_copy(update={"steps": (*check.steps[:-1], check.steps[-1].model_copy(update={"expect": "refused"}))})


def _breaks(desk: Desk, quest: Quest, check: Check | None, new: Proved) -> Move:
    """Why it stays out: a file cannot be loaded, an older promise would be broken, or in the app the rule does not do what it did when it was tried."""
    if new.report.problems:
        return Move(prompt="quest/breaks", values={"kind": "file", "words": new.report.problems[0].say(desk.language)})
    failed = [one.check for one in new.report.results if not one.passed]
    older = next((one for one in failed if check is None or one.id != check.id), None)
    if older is not None:
        return Move(prompt="quest/breaks", values={"kind": "promise", "words": older.says or older.id})
    return Move(prompt="quest/breaks", values={"kind": "app", "words": telling.case_words(quest, asking.shown_case(quest))})


def _passed(desk: Desk, questing: Questing, quest: Quest, checked: Checked, version: int) -> Move:
    """What was seen at the edge, then one way on."""
    shown = [{"case": telling.case_words(quest, line.case), "came": line.came, "said": str(line.said)[:200]} for line in _edge(checked)]
    size = measure(checked.source, quest) if questing.step == "tests" else None
    values = {"cases": shown, "count": len(checked.lines), "version": version, "solo": questing.solo, "measure": size}
    left = [one for one in desk.quests if one.id not in desk.has and one.id != quest.id]
    ways = (core.button("hunt"), "try")
    return Move(prompt="quest/passed", values=values, only=(core.button("solo"), *ways) if left and not questing.solo else ways)


def _edge(checked: Checked) -> tuple[Line, ...]:
    """Where refusing begins: the last that goes through and the first that does not."""
    for one, two in zip(checked.lines, checked.lines[1:], strict=False):
        if one.came != two.came:
            return one, two
    return checked.lines[:2]


def _evidence(desk: Desk, questing: Questing) -> list[Evidence]:
    found = [desk.evidence("quest", "passed", rungs=questing.rung)]
    return [*found, desk.evidence("solo", "done")] if questing.solo else found
