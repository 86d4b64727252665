"""What a message is about where a child may be in danger, or where we should not help. Patterns in, verdict out; nothing is loaded here.

A floor, not a judge: plain patterns that anyone can read and correct, the same whatever brain is used. It errs on the side of a warm
sentence too many, and a message may always be followed by the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal

from bot.core.folding import fold, forms
from bot.core.personal import Found, Signs, find, mask
from bot.core.wording import Sieve, Wording, without

SafetyFlag = Literal["crisis", "refused", "redirected"]


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
class Rules:
    """`kinds` in the order in which they count; `simplified` keeps one character one; `harmless` are turns of phrase that mean nothing ('笑死', 'this bug kills me')."""

    kinds: tuple[Kind, ...]
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
    readings = list(_readings(folded.text, rules))
    found = tuple(dict.fromkeys(span.kind for span in spans))
    for kind in rules.kinds:
        if entry := kind.fitting(readings):
            return Verdict(kind.name, kind.flag, masked, found, reason=entry.reason)
    return Verdict(masked=masked, found=found, victim=rules.victim.fitting(readings) is not None)


def _readings(folded: str, rules: Rules) -> Iterator[Reading]:
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
