"""What must hold for a board, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance
from scaffolds.blocks.board.options import LimitPerPerson, Options
from scaffolds.spec import AppSpec, Check, Rule, Screen, Step, Thing

_MOST_STEPS = 18
_OF_A_NOTICE = ("words", "photo")
_BY_ITSELF = ("day", "time", "hidden", "question")


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """Posts, replies, notices and reports do what they are for; nothing, too much and the same again are refused."""
    return tuple(_Made(spec, screen).all())


class _Made:
    """The checks of one screen; holds what all of them speak of."""

    def __init__(self, spec: AppSpec, screen: Screen) -> None:
        self.spec, self.screen = spec, screen
        self.thing: Thing = blocks.thing_of(spec, screen)
        self.options: Options = blocks.options_of(screen)
        self.writer = OWNER if self.thing.written_by == "owner" else "a"

    def all(self) -> Iterator[Check]:
        yield self.made("posted", self.post())
        if self.options.replies:
            yield self.made("replied", self.post(), self.reply("b"))
            yield self.made("empty_reply", self.post(), self.reply("b", "empty", words=" "), edge=True)
        yield self.made("empty", self.post("empty", words="   "), edge=True)
        yield self.made("too_long", self.post("too_long", words="啊" * (self.options.longest + 1)), edge=True, longest=self.options.longest)
        if self.most() > 1:
            yield self.made("twice", self.post(), self.post("said_already"), edge=True)
        yield from self.hands()
        yield self.made("reported", self.post(), self.report(self.writer, "own_report"), self.report("b"))
        yield self.made("notice", self.announce("b", "only_owner"), self.announce(OWNER))
        if self.writer == OWNER:
            yield self.made("owner_posts", self.post("only_owner", who="b"), edge=True)
        for rule in self.spec.rules_of(self.screen):
            yield from self.limit(rule, LimitPerPerson.model_validate(rule.options))

    def hands(self) -> Iterator[Check]:
        other = Step(action="remove", who="b", input={"id": LAST}, expect="refused", why="not_yours")
        yield self.made("own_removes", self.post(), other, Step(action="remove", who=self.writer, input={"id": LAST}))
        if self.writer != OWNER:
            words = {"id": LAST, **self.row(), "words": "?!"}
            yield self.made("own_words", self.post(), Step(action="change", who=OWNER, input=words, expect="refused", why="not_yours"))

    def limit(self, rule: Rule, limit: LimitPerPerson) -> Iterator[Check]:
        if limit.amount <= _MOST_STEPS and self.writer != OWNER:
            steps = [self.post(words=f"{n + 1}") for n in range(limit.amount)]
            made = self.made(f"limit_{limit.per}", *steps, self.post(f"limit_{limit.per}", words="+1"), edge=True, amount=limit.amount)
            yield made.model_copy(update={"says": rule.says}) if rule.says else made

    def most(self) -> int:
        """How many posts one person can write in a check."""
        limits = [LimitPerPerson.model_validate(rule.options).amount for rule in self.spec.rules_of(self.screen)]
        return min(limits, default=1000)

    def made(self, key: str, *steps: Step, edge: bool = False, **words: Any) -> Check:
        return acceptance(self.spec, self.screen, key, *steps, edge=edge, **words)

    def row(self) -> dict[str, Any]:
        """A sample post, cut to the board's length."""
        row = {name: value for name, value in samples.row(self.thing, 0, self.spec.language).items() if name not in _BY_ITSELF}
        return row | {"words": str(row["words"])[: self.options.longest]}

    def post(self, refused: str = "", who: str = "", **given: Any) -> Step:
        return _step("add", who or self.writer, self.row() | given, refused)

    def reply(self, who: str, refused: str = "", **given: Any) -> Step:
        name = self.row().get("name", "")
        return _step("reply", who, {"id": LAST, "words": "!", "name": name} | given, refused)

    def report(self, who: str, refused: str = "") -> Step:
        return _step("report", who, {"id": LAST}, refused)

    def announce(self, who: str, refused: str = "") -> Step:
        needed = {field.name for field in self.thing.fields if field.name in _OF_A_NOTICE and field.required}
        return _step("announce", who, {name: value for name, value in self.row().items() if name in needed}, refused)


def _step(action: str, who: str, given: dict[str, Any], refused: str) -> Step:
    return Step(action=action, who=who, input=given, expect="refused" if refused else "done", why=refused)
