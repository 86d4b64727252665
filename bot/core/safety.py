"""What a message is about where a child may be in danger, or where we should not help. Patterns in, verdict out; nothing is loaded here.

A floor, not a judge: plain patterns that anyone can read and correct, the same whatever brain is used, and behind them a hunch that was
learnt from examples, for wordings that nobody thought of. It errs on the side of a warm sentence too many, and a message may always be
followed by the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal

from bot.core.folding import fold, forms
from bot.core.hunch import ORDINARY, Hunch
from bot.core.personal import Found, Signs, find, mask
from bot.core.wording import Sieve, Wording, without

SafetyFlag = Literal["crisis", "refused", "redirected"]
FELT = "like the examples of its kind"


@dataclass(frozen=True)
class Reading:
    """A message as it may be read, and the wordings that it may hold."""

    text: str
    possible: AbstractSet[Wording]


@dataclass(frozen=True)
class Entry:
    """One way in which a kind shows: something of `match`, something of `also` where that is given, nothing of `unless`."""

    match: tuple[Wording, ...]
    also: Wording | None
    unless: Wording | None
    reason: str

    def fits(self, reading: Reading) -> bool:
        if not any(one.found_in(reading.text) for one in self.match if one in reading.possible):
            return False
        return (self.also is None or self.also.found_in(reading.text)) and not (self.unless and self.unless.found_in(reading.text))


@dataclass(frozen=True)
class Kind:
    name: str
    flag: SafetyFlag | None
    entries: tuple[Entry, ...]

    @cached_property
    def wordings(self) -> frozenset[Wording]:
        return frozenset(one for entry in self.entries for one in entry.match)

    def fitting(self, readings: Iterable[Reading]) -> Entry | None:
        likely = [reading for reading in readings if not self.wordings.isdisjoint(reading.possible)]
        return next((entry for reading in likely for entry in self.entries if entry.fits(reading)), None)


@dataclass(frozen=True)
class Sure:
    """How sure a hunch must be, of 1: that a child is in danger, the same of one who tells of being bullied, that something is not to be helped
    with, of which kind that is (what may be anything is nothing), that a pattern of such a kind is mistaken."""

    crisis: float
    victim: float
    refused: float
    kind: float
    ordinary: float


@dataclass(frozen=True)
class Rules:
    """`kinds` in the order in which they count; `simplified` keeps one character one; `harmless` are turns of phrase that mean nothing ('笑死', 'this bug kills me')."""

    kinds: tuple[Kind, ...]
    hunch: Hunch | None
    """None while it is being learnt."""
    sure: Sure
    victim: Kind
    harmless: tuple[Wording, ...]
    signs: Signs
    simplified: Mapping[int, str]

    @cached_property
    def sieve(self) -> Sieve:
        return Sieve([*self.harmless, *chain.from_iterable(kind.wordings for kind in (*self.kinds, self.victim))])


@dataclass(frozen=True)
class Verdict:
    """`kind` is the gravest that fits, '' where none does; `masked` the text without personal data; `found` what was taken out, each once."""

    kind: str = ""
    flag: SafetyFlag | None = None
    masked: str = ""
    found: tuple[Found, ...] = ()
    victim: bool = False
    reason: str = ""

    @property
    def redacted(self) -> bool:
        return bool(self.found)


def judge(text: str, rules: Rules) -> Verdict:
    """Never fails: any text gets a verdict, an empty one the empty verdict."""
    folded = fold(text)
    spans = find(folded.text.translate(rules.simplified), rules.signs)
    masked = mask(text, folded, spans)
    readings = list(read(folded.text, rules))
    found = tuple(dict.fromkeys(span.kind for span in spans))
    victim = rules.victim.fitting(readings) is not None
    if (kind := _grave(readings, rules, victim)) is not None:
        return Verdict(kind[0].name, kind[0].flag, masked, found, reason=kind[1])
    return Verdict(masked=masked, found=found, victim=victim)


def _grave(readings: Sequence[Reading], rules: Rules, victim: bool) -> tuple[Kind, str] | None:
    """The gravest kind that a pattern finds, or one that is felt. What a pattern finds of a danger stands, whatever is felt."""
    fitting = next(((kind, entry.reason) for kind in rules.kinds if (entry := kind.fitting(readings))), None)
    if rules.hunch is None or (fitting and fitting[0].flag == "crisis") or not rules.hunch.says_enough(readings[0].text):
        return fitting
    felt = rules.hunch.feel(readings[0].text)
    if fitting is None:
        return _felt(felt, rules, victim)
    if felt[ORDINARY] >= rules.sure.ordinary:
        return None
    return _danger(felt, rules, victim) or fitting  # 'he wants feet pics of me' holds words that are refused; who says it needs help


def _felt(felt: Mapping[str, float], rules: Rules, victim: bool) -> tuple[Kind, str] | None:
    """Who suffers it is no offender, and is asked after once more only where more is at stake."""
    if in_danger := _danger(felt, rules, victim):
        return in_danger
    refused = [kind for kind in rules.kinds if kind.flag != "crisis"]
    danger, wrong = _share(felt, rules.kinds) - _share(felt, refused), _share(felt, refused)
    if danger + wrong >= rules.sure.refused and wrong > danger and not victim:
        likeliest = max(refused, key=lambda kind: felt.get(kind.name, 0.0))
        return (likeliest, FELT) if felt.get(likeliest.name, 0.0) >= rules.sure.kind else None
    return None


def _danger(felt: Mapping[str, float], rules: Rules, victim: bool) -> tuple[Kind, str] | None:
    """The likeliest danger, where it is sure enough that there is one."""
    crisis = [kind for kind in rules.kinds if kind.flag == "crisis"]
    if _share(felt, crisis) < (rules.sure.victim if victim else rules.sure.crisis):
        return None
    return max(crisis, key=lambda kind: felt.get(kind.name, 0.0)), FELT


def _share(felt: Mapping[str, float], kinds: Iterable[Kind]) -> float:
    return sum(felt.get(kind.name, 0.0) for kind in kinds)


def read(folded: str, rules: Rules) -> Iterator[Reading]:
    """A folded text as patterns and hunches see it: plain, and without the turns of phrase that mean nothing."""
    for form in forms(folded, rules.simplified):
        possible = rules.sieve.possible(form)
        meant = without(form, [one for one in rules.harmless if one in possible], " □ ")
        yield Reading(meant, possible if meant == form else rules.sieve.possible(meant))


def wordings(patterns: Iterable[str], parts: Mapping[str, str], simplified: Mapping[int, str], ignore_case: bool = False) -> tuple[Wording, ...]:
    """Each pattern with `<name>` standing for a part and words in simplified characters, in which they are looked for."""
    return tuple(
        Wording(re.sub(r"(?<!\?P)<([a-z_]+)>", lambda found: f"(?:{parts[found[1]]})", one).translate(simplified), ignore_case) for one in patterns
    )


def any_wording(patterns: Iterable[str], parts: Mapping[str, str], simplified: Mapping[int, str]) -> Wording:
    """One for all of the patterns, for where it does not matter which of them is found."""
    (joined,) = wordings(["|".join(f"(?:{one})" for one in patterns)], parts, simplified)
    return joined
