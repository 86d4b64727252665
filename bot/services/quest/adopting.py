"""A rule that passed goes into the app: into `my_rules.js`, with a check of its own, as a new version that is proved like every other."""

from __future__ import annotations

from bot.core import questing as core
from bot.core.conversation import Decision, Move, Questing
from bot.services.build_app import prove_app
from bot.services.carry_out import Outcome, next_version, proof_card, web_zip
from bot.services.quest import asking
from bot.services.quest.desk import Desk
from scaffolds import learner_code
from scaffolds.learner_code import LearnerCode
from scaffolds.proof import Report
from scaffolds.quests import placing, telling
from scaffolds.quests.checking import Checked, Line
from scaffolds.quests.making import Quest
from scaffolds.quests.measuring import measure
from scaffolds.spec import AppSpec, Check
from storage.learning.records import Evidence
from storage.records import NewRevision

_OWN = "own_quest_"


async def adopt(desk: Desk, questing: Questing, quest: Quest, checked: Checked) -> Outcome:
    """A new version with the rule in it; where the app would break a promise of its own it stays as it was, and that is said."""
    try:
        rules = placing.placed(desk.rules, quest, checked.source)
    except placing.PlacingError:
        return desk.say(None, Move(prompt="quest/by_hand", values={"function": quest.function}), evidence=_evidence(desk, questing))
    own, project = desk.with_rules(rules), desk.loaded.project if desk.loaded else None
    version = await next_version(desk.parts, project.id) if project else 1
    for spec in (await _with_check(desk, quest), desk.spec):
        _, report = await prove_app(spec, own, version)
        if report.passed and project is not None:
            return _handed_over(desk, questing, quest, checked, spec, own, report, version)
    broken = next((one.says for one in report.results if not one.passed), "")
    return desk.say(questing, Move(prompt="quest/breaks", values={"promise": broken}), evidence=[])


async def _with_check(desk: Desk, quest: Quest) -> AppSpec:
    """The rule as one of the app's acceptance checks, where the app can be asked it and would let it happen without the rule."""
    shown = await asking.shown_check(desk, quest, f"{_OWN}{quest.screen}_{quest.card.id}")
    if shown is None or not shown[1].passed:
        return desk.spec
    check = shown[0]
    refused = check.model_copy(update={"steps": (*check.steps[:-1], check.steps[-1].model_copy(update={"expect": "refused"}))})
    others = tuple(one for one in desk.spec.checks if one.id != check.id)
    return desk.spec.model_copy(update={"checks": (*others, Check.model_validate(refused.model_dump()))})


def _handed_over(
    desk: Desk, questing: Questing, quest: Quest, checked: Checked, spec: AppSpec, own: LearnerCode, report: Report, version: int
) -> Outcome:
    loaded = desk.loaded
    project = loaded.project if loaded else None
    assert project is not None  # the caller saw it
    conversation = core.over(desk.turn.conversation).now(version=version, stage=_stage(desk))
    return Outcome(
        Decision(conversation=conversation, moves=_said(desk, questing, quest, checked, version)),
        project=project.id,
        slug=spec.slug,
        read_head=project.head,
        revision=NewRevision(spec.model_dump_json(), quest.words("rule")),
        learner_files=learner_code.stored(own),
        files=(web_zip(spec, project.id, version),),
        proof=proof_card(report),
        evidence=tuple(_evidence(desk, questing)),
    )


def _stage(desk: Desk) -> str:
    return "share" if desk.turn.conversation.stage == "share" else "improve"


def _said(desk: Desk, questing: Questing, quest: Quest, checked: Checked, version: int) -> tuple[Move, ...]:
    """What was seen, case by case, then one way on."""
    shown = [{"case": telling.case_words(quest, line.case), "came": line.came, "said": str(line.said)[:200]} for line in _edge(checked)]
    size = measure(checked.source, quest) if questing.step == "tests" else None
    values = {"cases": shown, "count": len(checked.lines), "version": version,
              "solo": questing.solo, "measure": size}  # fmt: skip
    left = [one for one in desk.quests if one.id not in desk.has and one.id != quest.id]
    ways = (core.button("solo"), core.button("hunt"), "try") if left and not questing.solo else (core.button("hunt"), "try")
    return (Move(prompt="quest/passed", values=values, only=ways),)


def _edge(checked: Checked) -> tuple[Line, ...]:
    """Where refusing begins: the last that goes through and the first that does not."""
    for one, two in zip(checked.lines, checked.lines[1:], strict=False):
        if one.came != two.came:
            return one, two
    return checked.lines[:2]


def _evidence(desk: Desk, questing: Questing) -> list[Evidence]:
    found = [desk.evidence("quest", "passed", rungs=questing.rung)]
    return [*found, desk.evidence("solo", "done")] if questing.solo else found
