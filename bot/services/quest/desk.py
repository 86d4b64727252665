"""What an answer to a quest is made from: the app, the learner's own code in it, the quest before them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.core import questing as core
from bot.core.conversation import Conversation, Questing
from bot.core.deciding import Turn
from bot.core.decision import Decision, Move
from bot.core.turn import Button
from bot.services import Parts
from bot.services.outcome import Outcome
from scaffolds import learner_code, own_rules, platforms, proof
from scaffolds.learner_code import LearnerCode
from scaffolds.proof import Report
from scaffolds.quests import hunting
from scaffolds.quests.making import Quest, quest, quests_of
from scaffolds.spec import AppSpec, Check, Language
from storage.learning.records import Evidence
from storage.records import Loaded, Project


@dataclass(frozen=True)
class Desk:
    """One turn at a quest."""

    parts: Parts
    turn: Turn
    loaded: Loaded | None

    @property
    def spec(self) -> AppSpec:
        return self.turn.app

    @property
    def language(self) -> Language:
        return self.turn.conversation.language

    @property
    def questing(self) -> Questing | None:
        """The quest that waits, before the learner or aside."""
        return self.turn.conversation.questing

    @cached_property
    def quest(self) -> Quest | None:
        """The rule that is being made; None while an odd input is hunted for, or where the app has it no more."""
        questing = self.questing
        if questing is None or not questing.quest:
            return None
        if "value" in questing.hunt:
            place = next((one for one in hunting.places(self.spec, self.language) if (one.screen, one.field) == _hunted(questing)), None)
            return hunting.quest_for(self.spec, place, questing.hunt["value"], self.language) if place else None
        return quest(self.spec, questing.quest, self.language)

    @property
    def quests(self) -> tuple[Quest, ...]:
        return quests_of(self.spec, self.language)

    @property
    def project(self) -> Project:
        """The project of a turn that has an app."""
        if self.loaded is None or self.loaded.project is None:
            raise ValueError("there is no project in this conversation")
        return self.loaded.project

    @cached_property
    def own(self) -> LearnerCode:
        """What the learner changed in the code of this app."""
        return learner_code.read(self.project.learner_files)

    @property
    def rules(self) -> str:
        """Their `my_rules.js`, or the one that a new app comes with."""
        place = platforms.discover()["web"].my_rules
        kept = self.own.files("web").get(place) or platforms.discover()["web"].files(self.spec)[place]
        return kept.decode("utf-8", "replace")

    @property
    def has(self) -> frozenset[str]:
        """Quests whose rule is in the app already."""
        rules = self.rules
        return frozenset(one.id for one in self.quests if f"// quest {one.id}:" in rules)

    def with_rules(self, rules: str) -> LearnerCode:
        """Their code with other rules of theirs."""
        place = platforms.discover()["web"].my_rules
        kept = own_rules.kept({place: rules.encode()}, "web")
        return LearnerCode(kept, self.own.platform, self.own.edits, self.own.added)

    async def played(self, check: Check, own: LearnerCode | None = None) -> Report:
        """The app as it is, asked one thing: the proof of this check alone."""
        alone = self.spec.model_copy(update={"checks": (check,)})
        _, report = await asyncio.to_thread(proof.finished, alone, "web", own or self.own)
        return report

    def evidence(self, kind: str, outcome: str, *, rungs: int = 0, about: str = "", concepts: Sequence[str] = ()) -> Evidence:
        """Something that shows what the learner understands, of this app."""
        conversation = self.turn.conversation
        return Evidence(
            kind=kind, outcome=outcome, about=about or (self.questing.quest if self.questing else ""), rungs=rungs,
            concepts=tuple(concepts) or (self.quest.shape.concepts if self.quest else ()), tier=conversation.tier,
        )  # fmt: skip

    def say(self, questing: Questing | None, *moves: Move, evidence: Sequence[Evidence] = ()) -> Outcome:
        """Say this; the quest is before the learner, or over."""
        conversation = self.turn.conversation
        shown: Conversation = core.showing(conversation, questing) if questing else core.over(conversation)
        said = tuple(map(_alone, moves)) if questing and questing.solo else moves
        return Outcome(Decision(conversation=shown, moves=said), evidence=tuple(evidence))


def _alone(move: Move) -> Move:
    """On one's own: no hint is offered."""
    return move if move.only is not None else move.model_copy(update={"only": (core.button("leave"),)})


def _hunted(questing: Questing) -> tuple[str, str]:
    return questing.hunt["screen"], questing.hunt["field"]


def button(what: str, label: str, detail: str | int = "") -> Button:
    return Button(id=core.button(what, detail), label=label)
