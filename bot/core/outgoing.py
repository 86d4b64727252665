"""Whether a text may be said to a child or stand in their app: what a language model wrote, and all that goes into an app. Rules in, answer out.

The rules for what comes in hold here too; besides these it may not lead away, pretend to be somebody, promise what nobody keeps, speak to the
program, or be in another language. A sentence at a time: words are shown while they are still coming.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from re import Match, Pattern

from bot.core.folding import HAN, fold, forms
from bot.core.hunch import Hunch
from bot.core.safety import Kind, Reading, Rules, Verdict, judge
from bot.core.wording import Sieve, Wording
from scaffolds.spec import Language

_TURNING = frozenset("\u061c\u180e\u200b\u200c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\ufeff")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINER = "\u200d"
_MARKS = 2
"""Marks above and below one letter, more of which hide it."""
_OVER_AND_OVER = re.compile(rf"(\w)\1{{9}}|\b(\w+(?: \w+){{0,5}})(?:\W+\2\b){{4}}|([{HAN}][{HAN}，、！!？? ]{{0,11}}?)\3{{4}}", re.IGNORECASE)
_SAME_LINES = 4
_MIXED = re.compile(r"[a-z][\u0400-\u052f]|[\u0400-\u052f][a-z]", re.IGNORECASE)
_QUOTED = re.compile(r"「[^」]{1,200}」|『[^』]{1,200}』|“[^”]{1,200}”|\"[^\"]{1,200}\"|\*[^*]{1,200}\*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CHINESE = re.compile(f"[{HAN}]")
_SENTENCE_END = re.compile(r"[.!?。！？…]\W*$")
_CHINESE_SENTENCE = re.compile(f"[{HAN}][，。！？；]")
_NAME = 6
"""Characters, or words, that a name or a label has at most."""
_LIKELY, _THINKABLE = 0.5, 0.04
_DOTS = str.maketrans("。", ".")


@dataclass(frozen=True)
class Tongues:
    """By what a language is told: small words, and the characters that only one of the two scripts has."""

    english: AbstractSet[str]
    elsewhere: AbstractSet[str]
    traditional: AbstractSet[str]
    simple: AbstractSet[str]
    names: Pattern[str]
    """What the languages call themselves."""


@dataclass(frozen=True)
class Outgoing:
    """`written` are kinds that show in how a text is written, `said` those that show in what it says."""

    incoming: Rules
    written: tuple[Kind, ...]
    said: tuple[Kind, ...]
    address: Wording
    hunch: Hunch | None
    tongues: Tongues
    longest: int

    @cached_property
    def marks(self) -> Sieve:
        return Sieve(one for kind in self.written for one in kind.wordings)

    @cached_property
    def words(self) -> Sieve:
        return Sieve(one for kind in self.said for one in kind.wordings)

    def agrees(self, text: str, verdict: Verdict) -> bool:
        """What a pattern finds of a danger stands. For the rest the hunch must find at least a little of the same, since patterns were made
        for what is asked; and more for the least, for 'your own rules' is asked for by some and talked of by many."""
        if self.hunch is None or verdict.flag == "crisis":
            return True
        share = self.hunch.feel(forms(text, self.incoming.simplified)[0]).get(verdict.kind, 0.0)
        return share >= (_LIKELY if verdict.flag == "redirected" else _THINKABLE)


def unfit(text: str, language: Language, rules: Outgoing, hosts: AbstractSet[str] = frozenset()) -> str:
    """The name of the first rule that a text breaks, '' where it may be said. `hosts` are ours: links may lead there. Never fails."""
    if len(text) > rules.longest:
        return "length"
    if _has_hidden_signs(text):
        return "signs"
    return next(_broken(text, language, rules, hosts), "")


def _broken(text: str, language: Language, rules: Outgoing, hosts: AbstractSet[str]) -> Iterator[str]:
    """The cheap ones first."""
    if _repeats(text):
        yield "repetition"
    plain = fold(text).text
    bare = plain.lower().translate(rules.incoming.simplified)
    if any(not _is_ours(found, hosts) for found in rules.address.pattern.finditer(bare)):
        yield "link"
    if not is_in(text, language, rules.tongues):
        yield "language"
    yield from _fitting(rules.written, [Reading(bare, rules.marks.possible(bare))])
    yield from _fitting(rules.said, [Reading(form, rules.words.possible(form)) for form in forms(plain, rules.incoming.simplified)])
    verdict = judge(text, rules.incoming)
    if verdict.flag and rules.agrees(plain, verdict):
        yield "harm"
    if verdict.redacted and not (hosts and not judge(rules.address.pattern.sub("", text), rules.incoming).redacted):
        yield "personal"


def _fitting(kinds: tuple[Kind, ...], readings: list[Reading]) -> Iterator[str]:
    yield from (kind.name for kind in kinds if kind.fitting(readings))


def _has_hidden_signs(text: str) -> bool:
    """Control and bidi characters, half pairs, tags; marks heaped on a letter; Cyrillic letters that pass for Latin ones."""
    if text.isascii():
        return not text.isprintable() and any((char < " " and char not in "\n\t") or char == "\x7f" for char in text)
    marks = 0
    for place, char in enumerate(text):
        category = unicodedata.category(char)
        marks = marks + 1 if category == "Mn" else 0
        hidden = char in _TURNING or (category in _UNSEEN and char not in "\n\t" and not (char == _JOINER and _joins(text, place)))
        if hidden or marks > _MARKS:
            return True
    return _MIXED.search(text) is not None


def _joins(text: str, place: int) -> bool:
    """The sign that makes one emoji of two."""
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return len(around) == 2 and all(ord(char) > 0x2000 and not char.isalpha() for char in around)


def _repeats(text: str) -> bool:
    if _OVER_AND_OVER.search(text):
        return True
    lines = [one.strip() for one in re.split(r"[\n.!?。！？]+", text) if len(one.strip()) > 2]
    return len(lines) >= _SAME_LINES and max(map(lines.count, set(lines))) >= _SAME_LINES


def _is_ours(found: Match[str], hosts: AbstractSet[str]) -> bool:
    """By http alone, and to the very host, or to the name of our own bot."""
    host = found["host"] or found["bare"] or found["handle"]
    return found["scheme"] in (None, "http:", "https:") and host is not None and host.translate(_DOTS).rstrip(".,;:!") in hosts


def is_in(text: str, language: Language, tongues: Tongues) -> bool:
    """Nothing tells that it is in another language. What is quoted may be, and names may be."""
    meant = tongues.names.sub(" ", _QUOTED.sub(" ", text))
    letters = [char for char in meant if char.isalpha()]
    strange = sum(not _is_known(char) for char in letters)
    if strange * 2 > len(letters):
        return False
    words = [word.lower() for word in _WORD.findall(_CHINESE.sub(" ", meant))]
    if language == "en":
        return _is_english(meant, words, tongues)
    return _is_chinese(meant, words, language, tongues)


def _is_known(char: str) -> bool:
    """Latin or Chinese."""
    return char < "\u0250" or "\u1e00" <= char < "\u1f00" or _CHINESE.match(char) is not None or "\uff21" <= char <= "\uff5a"


def _is_english(text: str, words: list[str], tongues: Tongues) -> bool:
    han = len(_CHINESE.findall(text))
    if _CHINESE_SENTENCE.search(text) or han > _NAME + len(words):
        return False
    english = sum(word.replace("’", "'").partition("'")[0] in tongues.english for word in words)
    return len(words) < 3 or _foreign(words, tongues) <= max(english, 1)


def _foreign(words: list[str], tongues: Tongues) -> int:
    """As many of another language; a word with an accent alone is a name."""
    small = sum(word in tongues.elsewhere for word in words)
    return small + sum(not word.isascii() for word in words) if small else 0


def _is_chinese(text: str, words: list[str], language: Language, tongues: Tongues) -> bool:
    han = _CHINESE.findall(text)
    small = sum(word in tongues.english or word in tongues.elsewhere for word in words)
    if not han:
        whole = len(words) >= 4 or _SENTENCE_END.search(text)
        return len(words) <= _NAME and not (small and whole)
    if small >= 3 and len(words) > 2 * len(han):
        return False
    hant, hans = (sum(char in ours for char in han) for ours in (tongues.traditional, tongues.simple))
    own, other = (hant, hans) if language == "zh-Hant" else (hans, hant)
    return other * 3 <= own
