"""What a learner asked for, as the brain understood it, and the parts of a spec that a block makes of it."""

from __future__ import annotations

from typing import Literal

from scaffolds.spec import Brief, Field, Label, Language, Part, Role, Rule, Screen, Sentence, Thing, Tier


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


class Draft(Part):
    """The parts that one screen brings into a spec. Ids are made unique when the draft is added."""

    things: tuple[Thing, ...] = ()
    screen: Screen
    rules: tuple[Rule, ...] = ()
    roles: tuple[Role, ...] = ()
