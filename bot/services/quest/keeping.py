"""What a quest changes in the app: a new version, proved like every other, and handed over with its zip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core import questing as core
from bot.core.decision import Decision, Move
from bot.services.build_app import prove_app
from bot.services.make_version import next_version, proof_card
from bot.services.outcome import Outcome
from bot.services.quest.desk import Desk
from bot.services.send_zip import zip_file
from scaffolds import learner_code
from scaffolds.learner_code import LearnerCode
from scaffolds.proof import Report
from scaffolds.spec import AppSpec, Check
from storage.learning.records import Evidence
from storage.records import NewRevision


@dataclass(frozen=True)
class Proved:
    """An app that would be the next version, and what its proof found."""

    spec: AppSpec
    own: LearnerCode
    number: int
    report: Report


async def prove(desk: Desk, spec: AppSpec, own: LearnerCode) -> Proved:
    number = await next_version(desk.parts, desk.project.id)
    _, report = await prove_app(spec, own, number)
    return Proved(spec, own, number, report)


def hand_over(desk: Desk, new: Proved, why: str, move: Move, evidence: Sequence[Evidence]) -> Outcome:
    """The version and its zip; the quest is over. Only what passed its proof comes here."""
    conversation = core.over(desk.turn.conversation).now(version=new.number)
    return Outcome(
        Decision(conversation=conversation.now(stage="share" if conversation.stage == "share" else "improve"), moves=(move,)),
        project=desk.project.id,
        slug=new.spec.slug,
        read_head=desk.project.head,
        revision=NewRevision(new.spec.model_dump_json(), why),
        learner_files=learner_code.stored(new.own) if new.own != desk.own else None,
        files=(zip_file(new.spec, desk.project.id, new.number),),
        proof=proof_card(new.report),
        evidence=tuple(evidence),
    )


def with_check(spec: AppSpec, check: Check) -> AppSpec:
    """The app with one more acceptance check, in place of an older one of its id."""
    others = tuple(one for one in spec.checks if one.id != check.id)
    return spec.model_copy(update={"checks": (*others, Check.model_validate(check.model_dump()))})
