"""What must hold for a poll, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance
from scaffolds.blocks.poll.options import MOST, MostChoices, Options
from scaffolds.spec import AppSpec, Check, Rule, Screen, Step, Thing

_A, _B = "A", "B"
_CLOSES = {"closes_on": "2026-03-02", "closes_at": "18:00"}
_LATER = "2026-03-02T18:00"


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """One vote a person that can be changed until it closes; odd questions and odd votes are refused."""
    return tuple(_Made(spec, screen).all())


class _Made:
    """The checks of one screen; holds what all of them speak of."""

    def __init__(self, spec: AppSpec, screen: Screen) -> None:
        self.spec, self.screen = spec, screen
        self.thing: Thing = blocks.thing_of(spec, screen)
        self.options: Options = blocks.options_of(screen)
        self.writer = OWNER if self.thing.written_by == "owner" else "a"

    def all(self) -> Iterator[Check]:
        yield self.made("voted", self.ask(), self.vote("b", _A))
        yield self.made("foreign_choice", self.ask(), self.vote("b", "???", "not_a_choice_of_this"), edge=True)
        yield self.made("closed", self.ask(**_CLOSES), self.vote("b", _A, "closed", at=_LATER), self.vote("b", _A), edge=True)
        yield self.made("past", self.ask("closes_in_the_past", closes_on="2026-03-01"), edge=True)
        yield self.made("empty", self.ask("empty", question=" "), edge=True)
        yield self.made("one_choice", self.ask("needs_two", choices=_A), edge=True)
        yield self.made("same_choice", self.ask("same_choice", choices=f"{_A}\n{_A.lower()} "), edge=True)
        yield self.made("many_choices", self.ask("too_many_choices", choices="\n".join(map(str, range(MOST + 1)))), edge=True)
        yield from self.hands()
        if self.options.own_choices:
            yield self.made("own_choice", self.ask(), self.suggest("b", _A, "same_choice"), self.suggest("b", "C"))
        if self.writer == OWNER:
            yield self.made("owner_asks", self.ask("only_owner", who="b"), edge=True)
        yield from self.limits()

    def hands(self) -> Iterator[Check]:
        other = Step(action="close", who="b", input={"id": LAST}, expect="refused", why="not_yours")
        yield self.made("own_closes", self.ask(), other, Step(action="close", who=self.writer, input={"id": LAST}))

    def limits(self) -> Iterator[Check]:
        rules = self.spec.rules_of(self.screen)
        for rule in rules:
            yield self.limit(rule, MostChoices.model_validate(rule.options).amount)
        if not rules:
            yield self.made("only_one", self.ask(many=False), self.vote("b", [_A, _B], "only_one"), edge=True)

    def limit(self, rule: Rule, amount: int) -> Check:
        words = [str(n + 1) for n in range(amount + 1)][:MOST]
        why = "only_one" if amount == 1 else "at_most"
        ask = self.ask(choices="\n".join(words), many=True)
        too_many = [self.vote("b", words, why)] if len(words) > amount else []
        made = self.made("at_most", ask, *too_many, self.vote("b", words[:amount]), edge=True, amount=amount)
        return made.model_copy(update={"says": rule.says}) if rule.says else made

    def made(self, key: str, *steps: Step, edge: bool = False, **words: Any) -> Check:
        return acceptance(self.spec, self.screen, key, *steps, edge=edge, **words)

    def ask(self, refused: str = "", who: str = "", **given: Any) -> Step:
        usual = {"question": "?!", "choices": f"{_A}\n{_B}", "many": False, "closes_on": "", "closes_at": ""}
        row = {**samples.row(self.thing, 0, self.spec.language), **usual, **given}
        return _step("add", who or self.writer, row, refused)

    def vote(self, who: str, choices: Any, refused: str = "", at: str = "") -> Step:
        step = _step("vote", who, {"id": LAST, "choices": choices}, refused)
        return step.model_copy(update={"at": at}) if at else step

    def suggest(self, who: str, words: str, refused: str = "") -> Step:
        return _step("suggest", who, {"id": LAST, "words": words}, refused)


def _step(action: str, who: str, given: dict[str, Any], refused: str) -> Step:
    return Step(action=action, who=who, input=given, expect="refused" if refused else "done", why=refused)
