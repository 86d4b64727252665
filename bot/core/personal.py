"""Personal data in a message: where it is, and the message without it.

Patterns come from outside (`Signs`); here are the checks that a pattern cannot do. Checksums: HKID and the mainland's ID (GB 11643, ISO 7064
MOD 11-2) and Luhn's for cards. A number that was made up for a test has no right checksum, so a cue word beside it counts as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from re import Match
from typing import Literal, get_args

from bot.core.folding import Folded
from bot.core.wording import Sieve, Wording

Found = Literal["phone", "id", "email", "card", "address", "password", "account", "name"]
FOUND: tuple[Found, ...] = get_args(Found)
MASK = "•••"
_CUE_REACH = 24
"""How many characters before a number a cue word ('phone', '信用卡') may stand."""


@dataclass(frozen=True)
class Sign:
    """A pattern whose named group (or the whole match) is personal data, if `check` (a key of CHECKS) agrees.

    `cue`: found shortly before, it counts without a check. `counter` found shortly before ('score'), or `after` right behind ('元'): it does not count.
    `company`: must be somewhere in the message, or other personal data must be (a name alone is none).
    """

    kind: Found
    match: Wording
    check: str = ""
    cue: Wording | None = None
    counter: Wording | None = None
    after: Wording | None = None
    company: Wording | None = None

    def in_company(self, text: str, possible: AbstractSet[Wording]) -> bool:
        return self.company is None or (self.company in possible and self.company.found_in(text))


@dataclass(frozen=True)
class Signs:
    """`public` are the digits of help lines: everyone may know them."""

    signs: tuple[Sign, ...]
    public: frozenset[str]

    @cached_property
    def sieve(self) -> Sieve:
        return Sieve(one for sign in self.signs for one in (sign.match, sign.company) if one)


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    kind: Found


def find(text: str, signs: Signs) -> tuple[Span, ...]:
    """Spans of a folded text in order, none overlapping another."""
    spans: list[Span] = []
    possible = signs.sieve.possible(text)
    for sign in signs.signs:
        if sign.match in possible and (spans or sign.in_company(text, possible)):
            spans += _spans(text, sign, signs.public)
    return tuple(_apart(spans))


def mask(original: str, folded: Folded, spans: Iterable[Span]) -> str:
    """`original` with each span, which counts in `folded`, replaced by MASK."""
    for span in sorted(spans, key=lambda one: one.start, reverse=True):
        start, end = folded.places[span.start], folded.places[span.end - 1] + 1
        original = original[:start] + MASK + original[end:]
    return original


def _spans(text: str, sign: Sign, public: frozenset[str]) -> list[Span]:
    found = [one for one in sign.match.pattern.finditer(text) if _counts(text, one, sign, public)]
    if sign.kind != "name":
        return [Span(*_place(one), sign.kind) for one in found]
    names = {text[slice(*_place(one))] for one in found}
    return [Span(*one.span(), "name") for name in names for one in re.finditer(re.escape(name), text)]


def _place(found: Match[str]) -> tuple[int, int]:
    return next((found.span(name) for name in found.re.groupindex if found[name] is not None), found.span())


def _counts(text: str, found: Match[str], sign: Sign, public: frozenset[str]) -> bool:
    start, end = _place(found)
    data, before = text[start:end], text[max(0, start - _CUE_REACH) : start]
    if _digits(data) in public:
        return False
    if sign.cue and sign.cue.found_in(before):
        return True
    if (sign.counter and sign.counter.found_in(before)) or (sign.after and sign.after.pattern.match(text, end)):
        return False
    return not sign.check or CHECKS[sign.check](data)


def _apart(spans: list[Span]) -> list[Span]:
    """Of overlapping spans one that covers them all, named by the first."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end), merged[-1].kind)
        else:
            merged.append(span)
    return merged


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def is_hkid(text: str) -> bool:
    """One or two letters, six digits and a check character; a missing first letter counts as 36."""
    signs = re.sub(r"[^0-9A-Z]", "", text.upper()).rjust(9)
    values = [36 if one == " " else int(one, 36) for one in signs]
    return sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


def is_mainland_id(text: str) -> bool:
    """17 digits, with a date of birth in 7 to 14, and a check digit; a right date is enough, since people mistype and make up the rest."""
    signs = re.sub(r"[^0-9X]", "", text.upper())
    weighed = sum(int(one) * (2 ** (17 - place) % 11) for place, one in enumerate(signs[:17]))
    return "10X98765432"[weighed % 11] == signs[17] or _is_date(signs[6:14])


def is_card(text: str) -> bool:
    digits = [int(one) for one in reversed(_digits(text))]
    doubled = sum(sum(divmod(2 * one, 10)) for one in digits[1::2])
    return len(set(digits)) > 1 and (sum(digits[::2]) + doubled) % 10 == 0


def is_local_phone(text: str) -> bool:
    """Eight digits, perhaps in two groups, that are no date, no two years, no time or price range ('2000-2200', '5000 6000')."""
    digits = _digits(text)
    if len(digits) == 11:  # with 852 or 853
        return True
    first, second = int(digits[:4]), int(digits[4:])
    if len(text) == 8:
        return not _is_date(digits)
    rounded = first % 100 == 0 and second % 100 == 0
    years = all(1900 <= one <= 2100 for one in (first, second))
    hours = all(one // 100 < 24 and one % 100 < 60 for one in (first, second))
    return not (first <= second and years) and not (first < second and (rounded or hours))


def has_area(text: str) -> bool:
    """More digits than a number has at home."""
    return len(_digits(text)) >= 11


def is_long_phone(text: str) -> bool:
    return 8 <= len(_digits(text)) <= 15


def is_cued_phone(text: str) -> bool:
    """After a word like 'phone' seven digits are enough."""
    return 7 <= len(_digits(text)) <= 15


def is_secret(text: str) -> bool:
    """Not a plain word ('the password is wrong'): it holds a digit or a sign."""
    return bool(re.search(r"[\d@#$%^&*_!+=]|[a-z][A-Z]", text))


def is_strong_secret(text: str) -> bool:
    """A word that nobody writes for another reason: letters with digits, signs or capitals within; not '8-12' and not 'box'."""
    letters = re.search(r"[A-Za-z]", text)
    return bool(letters and re.search(r"[A-Za-z][\d@#$%^&*!]|[\d@#$%^&*!][A-Za-z]|[a-z][A-Z]|[A-Za-z][_.]\d\d", text))


def is_no_counting(text: str) -> bool:
    """Digits in words that do not go up or down one by one."""
    words = re.findall(r"[a-z]+", text.lower()) or list(text)
    values = [_VALUES[one] for one in words if one in _VALUES]
    steps = {after - before for before, after in pairwise(values)}
    return steps not in ({1}, {-1})


_VALUES = {
    word: value
    for names in (["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], "零一二三四五六七八九")
    for value, word in enumerate(names)
}
_VALUES |= {"oh": 0, "〇": 0}


def _is_date(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year <= 2100
    except ValueError:
        return False


CHECKS: dict[str, Callable[[str], bool]] = {
    "hkid": is_hkid, "mainland_id": is_mainland_id, "card": is_card, "local_phone": is_local_phone, "long_phone": is_long_phone,
    "cued_phone": is_cued_phone, "secret": is_secret, "strong_secret": is_strong_secret, "no_counting": is_no_counting, "with_area": has_area,
}  # fmt: skip
