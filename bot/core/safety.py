"""What a message is about where a child may be in danger, or where we should not help. Patterns in, verdict out; nothing is loaded here.

A floor, not a judge: plain patterns that anyone can read and correct, the same whatever brain is used. It errs on the side of a warm
sentence too many, and a message may always be followed by the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Literal

from bot.core.folding import fold, forms
from bot.core.personal import Found, Signs, find, mask

SafetyFlag = Literal["crisis", "refused", "redirected"]


@dataclass(frozen=True)
class Entry:
    """One way in which a kind shows: something of `match`, something of `also` where that is given, nothing of `unless`."""

    match: Pattern[str]
    also: Pattern[str] | None
    unless: Pattern[str] | None
    reason: str

    def fits(self, text: str) -> bool:
        if not self.match.search(text):
            return False
        return (self.also is None or bool(self.also.search(text))) and not (self.unless and self.unless.search(text))


@dataclass(frozen=True)
class Kind:
    name: str
    flag: SafetyFlag | None
    entries: tuple[Entry, ...]

    def fitting(self, texts: Iterable[str]) -> Entry | None:
        return next((entry for text in texts for entry in self.entries if entry.fits(text)), None)


@dataclass(frozen=True)
class Rules:
    """`kinds` in the order in which they count; `simplified` keeps one character one; `harmless` are turns of phrase that mean nothing ('笑死', 'this bug kills me')."""

    kinds: tuple[Kind, ...]
    victim: Kind
    harmless: Pattern[str]
    signs: Signs
    simplified: Mapping[int, str]


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
    texts = [rules.harmless.sub(" □ ", form) for form in forms(folded.text, rules.simplified)]
    found = tuple(dict.fromkeys(span.kind for span in spans))
    for kind in rules.kinds:
        if entry := kind.fitting(texts):
            return Verdict(kind.name, kind.flag, masked, found, reason=entry.reason)
    return Verdict(masked=masked, found=found, victim=rules.victim.fitting(texts) is not None)


def compiled(patterns: Iterable[str], parts: Mapping[str, str], simplified: Mapping[int, str]) -> Pattern[str]:
    """One pattern of many; `<name>` stands for a part, words may be written in either script. Letters and digits are ASCII's, so that `\\b` parts '想kms'."""
    joined = "|".join(f"(?:{one})" for one in patterns)
    return re.compile(re.sub(r"(?<!\?P)<([a-z_]+)>", lambda found: f"(?:{parts[found[1]]})", joined).translate(simplified), re.ASCII)
