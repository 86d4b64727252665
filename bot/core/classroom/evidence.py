"""What is shown beside each line of a rubric: only what was really said, made and done, as it is kept. Nothing is weighed here.

An item is a sentence's key with its values, or words of the learner's as they typed them. Nothing found is an item too: it says so,
and what a teacher may ask.

    evidence(facts)["problem"]          (Item("problem_own", quote="there's one shower for 9 families"),)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.core.classroom.rubric import KINDS, Kind
from bot.core.classroom.survey import QUESTIONS

MOST_RULES, MOST_CHANGES, MOST_ACCEPTED, MOST_SAID = 3, 5, 8, 4
Source = Literal["own", "both", "ours", ""]


@dataclass(frozen=True)
class Made:
    """A version, and how it differs from the one before it."""

    n: int
    at: datetime
    changes: Sequence[str] = ()


@dataclass(frozen=True)
class Facts:
    """What is known of a student's work. Words are the learner's own, as typed."""

    problem: str = ""
    who: str = ""
    goal: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Of `problem`, `who`, `goal`: whose words they are, where that can be told."""
    roles: Sequence[str] = ()
    offered: Sequence[str] = ()
    """Ways to build it that were offered, by name."""
    chosen: Sequence[str] = ()
    screens: Sequence[str] = ()
    rules: Sequence[str] = ()
    version: int = 0
    """The one that they are at; 0 where there is no app."""
    checked: int = 0
    passed: int = 0
    versions: Sequence[Made] = ()
    """The first one first."""
    predicted: int = 0
    odd: int = 0
    """Odd cases that they thought of and ran."""
    made: Sequence[str] = ()
    """Rules that they made, by name; `alone` those without any hint."""
    alone: Sequence[str] = ()
    hints: int = 0
    """Asked for on the way to them."""
    broken: int = 0
    """How often they said that it does not work and looked again."""
    undone: int = 0
    code_sent: int = 0
    """Zips that they sent back with changes of their own."""
    tried: bool = False
    """A try link was made."""
    rows: int = 0
    visitors: int = 0
    own: int = 0
    both: int = 0
    ours: int = 0
    accepted: Sequence[str] = ()
    """Words of ours that stand in the app."""
    model_turns: int = 0
    """Requests to a language model for them."""
    said_after: Sequence[str] = ()
    """What they wrote since the first version, the latest last."""
    survey: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By moment and question, their answers to the three questions."""


@dataclass(frozen=True)
class Item:
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    quote: str = ""
    """Somebody's words, as typed."""
    missing: bool = False
    """Nothing is kept for this; the sentence says what to ask."""


def evidence(facts: Facts) -> dict[Kind, tuple[Item, ...]]:
    """By kind of line, what is kept for it."""
    found = {
        "problem": _problem(facts), "users": _users(facts), "idea": _idea(facts), "app": _app(facts),
        "testing": _testing(facts), "ai": _ai(facts), "reflection": _reflection(facts),
    }  # fmt: skip
    return {kind: tuple(found[kind]) for kind in KINDS}


def _words(facts: Facts, part: str, text: str) -> Iterator[Item]:
    """Words of the brief, and where they came from if not from the learner."""
    if not text:
        yield Item(f"{part}_none", missing=True)
        return
    yield Item(f"{part}_own", quote=text)
    if facts.sources.get(part) in ("ours", "both"):
        yield Item(f"from_{facts.sources[part]}")


def _problem(facts: Facts) -> Iterator[Item]:
    yield from _words(facts, "problem", facts.problem)


def _users(facts: Facts) -> Iterator[Item]:
    yield from _words(facts, "who", facts.who)
    if facts.roles:
        yield Item("roles", {"names": facts.roles})


def _idea(facts: Facts) -> Iterator[Item]:
    yield from _words(facts, "goal", facts.goal)
    if facts.offered:
        yield Item("offered", {"names": facts.offered})
    yield Item("chosen", {"names": facts.chosen}) if facts.chosen else Item("chosen_none", missing=True)


def _app(facts: Facts) -> Iterator[Item]:
    if not facts.version:
        yield Item("app_none", missing=True)
        return
    yield Item("app", {"n": facts.version, "names": facts.screens})
    if facts.checked:
        yield Item("proof" if facts.passed == facts.checked else "proof_part", {"passed": facts.passed, "n": facts.checked})
    for says in facts.rules[:MOST_RULES]:
        yield Item("rule", quote=says)


def _testing(facts: Facts) -> Iterator[Item]:
    changes = [change for made in facts.versions for change in made.changes]
    counts = [("predicted", facts.predicted), ("odd", facts.odd), ("broken", facts.broken), ("undone", facts.undone), ("code_sent", facts.code_sent)]
    if len(facts.versions) > 1:
        yield Item("versions", {"n": len(facts.versions)})
        for change in changes[-MOST_CHANGES:]:
            yield Item("change", {"what": change})
    elif facts.versions:
        yield Item("one_version")
    for key, n in counts:
        if n:
            yield Item(key, {"n": n})
    if facts.visitors:
        yield Item("visitors", {"n": facts.visitors, "rows": facts.rows})
    elif facts.tried:
        yield Item("tried")
    if len(facts.versions) < 2 and not any(n for _, n in counts) and not facts.visitors:
        yield Item("testing_none", missing=True)


def _ai(facts: Facts) -> Iterator[Item]:
    if facts.own + facts.both + facts.ours:
        yield Item("words", {"own": facts.own, "both": facts.both, "ours": facts.ours})
    if facts.accepted:
        yield Item("accepted", {"names": facts.accepted[:MOST_ACCEPTED]})
    yield Item("model", {"n": facts.model_turns}) if facts.model_turns else Item("no_model")
    if facts.made:
        yield Item("made", {"names": facts.made, "n": facts.hints})
    if facts.alone:
        yield Item("alone", {"names": facts.alone})
    yield Item("ai_ask", missing=True)


def _reflection(facts: Facts) -> Iterator[Item]:
    for text in facts.said_after[-MOST_SAID:]:
        yield Item("said_after", quote=text)
    first, last = facts.survey.get("first", {}), facts.survey.get("last", {})
    asked = [question for question in QUESTIONS if question in first or question in last]
    for question in asked:
        yield Item("survey", {"question": question, "first": first.get(question), "last": last.get(question)})
    if not facts.said_after and not asked:
        yield Item("reflection_none", missing=True)
