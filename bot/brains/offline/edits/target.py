"""The app that is changed, and what of it a learner's words mean: a screen, a field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.brains.offline.lexicon import patterns
from bot.brains.offline.normalise import Message, fold
from bot.brains.offline.slots.types import type_of
from bot.brains.offline.wishes import Wishes
from scaffolds import blocks
from scaffolds.operations import AddField, ChangeField, Operation
from scaffolds.spec import AppSpec, Field, Label, Screen, SpecError, Thing


@dataclass(frozen=True)
class Changes:
    """What one clause changes."""

    operations: tuple[Operation, ...] = ()
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True)
class App:
    """A spec and the names of blocks."""

    spec: AppSpec
    wishes: Wishes
    last: tuple[str, str] | None = None
    """The thing and the name of the field that the clause before was about: 'it'."""

    def after(self, operations: Sequence[Operation]) -> App:
        """The app with what the clauses before have changed, so that 'add a phone and make it private' means one phone."""
        spec, last = self.spec, self.last
        for operation in operations:
            try:
                spec = operation.apply(spec)
            except SpecError:  # it will be refused, with its reason, when the edit is done
                continue
            last = _field_of(operation) or last
        return replace(self, spec=spec, last=last)

    def main_thing(self) -> Thing | None:
        """What the first screen shows: where a new field goes if no other place is named."""
        ids = [screen.thing for screen in self.spec.screens if screen.thing]
        return self.spec.thing(ids[0]) if ids else next(iter(self.spec.things), None)

    def screen(self, words: Message) -> Screen | None:
        """The screen that is meant: by its label, its id or the name of its block."""
        bare = bare_object(words).folded
        for screen in self.spec.screens:
            if any(_same(said, bare) or _same(said, words.folded) for said in (*_said(screen.label), screen.id)):
                return screen
        return next((screen for said in (bare, words.folded) for screen in self.spec.screens if self.wishes.means(screen.block, said)), None)

    def field(self, words: Message) -> tuple[Thing, Field] | None:
        """The field that is meant: by its label or name, or the only one of the type that the words speak of."""
        bare = bare_object(words).folded
        if self.last and patterns("edits")["pronoun"].search(bare):
            thing = self.spec.thing(self.last[0])
            field = thing.field(self.last[1]) if thing else None
            return (thing, field) if thing and field else None
        every = list(self._shown_fields())
        for close in (_same, _begins, _within):
            for thing, field in every:
                if any(close(said, bare) or _same(said, words.folded) for said in (*_said(field.label), field.name.replace("_", " "))):
                    return thing, field
        kind = type_of(bare)
        typed = [(thing, field) for thing, field in every if field.type == kind and kind != "text"]
        return typed[0] if len(typed) == 1 else None

    def _shown_fields(self) -> Iterator[tuple[Thing, Field]]:
        """Fields of the things that screens show come before those that a block keeps for itself."""
        shown = [screen.thing for screen in self.spec.screens]
        things = sorted(self.spec.things, key=lambda thing: thing.id not in shown)
        yield from ((thing, field) for thing in things for field in thing.fields)


def bare_object(words: Message) -> Message:
    """Without 'the' before it and 'field', '欄' behind it."""
    known = patterns("edits")
    before = known["article"].match(words.folded)
    rest = words.part(before.end(), len(words.folded)) if before and before.end() < len(words.folded) else words
    after = known["object_end"].search(rest.folded)
    return rest.part(0, after.start()) if after and after.start() else rest


def _field_of(operation: Operation) -> tuple[str, str] | None:
    if isinstance(operation, AddField):
        return operation.thing, operation.field.name
    return (operation.thing, operation.name) if isinstance(operation, ChangeField) else None


def _said(label: Label) -> Iterable[str]:
    return (fold(label),) if isinstance(label, str) else tuple(fold(word) for word in label.values())


def _same(said: str, words: str) -> bool:
    return bool(said) and said.rstrip("s") == words.rstrip("s")


def _begins(said: str, words: str) -> bool:
    return len(words) >= 2 and (said.startswith(words) or said.endswith(words)) and len(words) * 3 >= len(said)


def _within(said: str, words: str) -> bool:
    return len(said) >= 2 and said in words and len(words) <= len(said) * 2 + 4


def lines_of(screen: Screen) -> tuple[str, ...] | None:
    """The lines that a screen begins with; None where it has none, or where a line is more than words (a reminder has its times)."""
    return tuple(screen.options.get("starters", ())) if _has_lines(screen.block) else None


@cache
def _has_lines(block: str) -> bool:
    kept = blocks.discover()[block].options.model_json_schema().get("properties", {}).get("starters", {})
    return bool(kept.get("items", {}).get("type") == "string")
