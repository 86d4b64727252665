"""What a learner asked for, as the brain understood it, and the parts of a spec that a block makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from scaffolds.spec import Brief, Field, Label, Language, Part, Role, Rule, Screen, Sentence, Thing, Tier, text_of


class Limit(Part):
    """'Two hours a person a day', '每人最多一次': `amount` of `unit` for each `per`."""

    amount: int
    unit: Literal["times", "minutes"] = "times"
    per: Literal["day", "week", "ever"] = "day"
    says: Sentence = ""


class Facts(Part):
    """What came in passing, in any message; None and () mean that it was not said."""

    resources: tuple[Label, ...] = ()
    """What is shared or booked, in the learner's words: 'shower', '洗衣機'."""
    slot_minutes: int | None = None
    opens: str | None = None
    """`HH:MM`."""
    closes: str | None = None
    limits: tuple[Limit, ...] = ()
    items: tuple[str, ...] = ()
    """Things listed one after another: keys and medicine for a checklist."""
    choices: tuple[Label, ...] = ()
    large_text: bool = False
    """Old people, small children or poor eyes are among the users."""


class Wish(Part):
    """All that was said about one app so far. Blocks turn it into their `Draft`."""

    language: Language = "en"
    tier: Tier = "junior"
    brief: Brief = Brief()
    person: str = ""
    """One of those who use it, in the learner's word: 'family', '同學'; empty where it was not said."""
    fields: tuple[Field, ...] = ()
    """What must be kept, with a type guessed; without those that are a block's own (a booking's day)."""
    facts: Facts = Facts()

    def without(self, listed: Iterable[str]) -> Wish:
        """Less the fields that only repeat a list: of 'red, blue, black' a vote makes its choices, and keeps none of them of a question."""
        taken = {_folded(one) for one in listed}
        left = (field for field in self.fields if not taken & _readings(text_of(field.label, self.language)))
        return self.model_copy(update={"fields": tuple(left)})

    def kept_in_a_row(self) -> tuple[str, ...]:
        """Labels that were given one after another when it was asked what to keep, as they were typed; fewer than two are no list."""
        said = _folded(self.brief.keep)
        words = [" ".join(text_of(field.label, self.language).split()) for field in self.fields]
        found = tuple(word[:80] for word in words if _folded(word) in said)
        return found if len(found) > 1 else ()


def _readings(label: str) -> set[str]:
    """A label, and what stands behind its colon: 'kind: lost' begins a list of kinds."""
    whole = _folded(label)
    return {whole, _folded(whole.replace("：", ":").rpartition(":")[2])}


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


class Draft(Part):
    """The parts that one screen brings into a spec. Ids are made unique when the draft is added."""

    things: tuple[Thing, ...] = ()
    screen: Screen
    rules: tuple[Rule, ...] = ()
    roles: tuple[Role, ...] = ()
