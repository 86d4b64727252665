r"""What a regular expression cannot match without: sets of words, of each of which any match holds one.

    needed(r"\b(?:wants?|going) to d(?:ie|rown)\b")     ({'want to die', 'wants to drown', 'going to die', ...},)

A pattern is read with less care than `re` reads it, and so in a fifth of the time; what is not understood counts as anything, so that too
little may be found and never too much. Words are in lower case, to be looked for in a text in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

Words: TypeAlias = frozenset[str]

_MOST = 24
"""So many words are kept of what a stretch may be; where there would be more, it is cut in two."""
_WIDEST = 40
"""Characters of a range in a class; more are as good as anything."""
_ESCAPE = r"\\(?:\d+|x..|u.{4}|U.{8}|N\{[^}]*\}|.)"
_TOKEN = re.compile(
    rf"{_ESCAPE}"
    r"|\[\^?(?:\\.|[^\]\\])+\]"  # a class
    r"|\(\?:[^\\\[\]()*+?{}.^$]*\)"  # plain words
    r"|\((?:\?(?:P<\w+>|[aims]*:|<?[=!]))?|[)|]"  # a group opens, closes, goes on
    r"|(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})\??"  # how often
    r"|[.^$]"
    r"|[^\\\[\]()|*+?{}.^$]+(?![*+?{])|[^\\\[\]()|*+?{}.^$]",  # words; a letter that is repeated stands alone
    re.DOTALL,
)
_OF_A_CLASS = re.compile(rf"({_ESCAPE}|.)(?:-({_ESCAPE}|.))?", re.DOTALL)
_ROUND_A_PLACE = frozenset((r"\b", r"\B", r"\A", r"\Z", "^", "$"))
_LOOKING_ROUND = frozenset(("(?=", "(?!", "(?<=", "(?<!"))
_OFTEN, _ENDS = ("*", "+", "?", "{"), ("|", ")", "")


class _Part(NamedTuple):
    """A stretch of a pattern: all that it may match, or, where that is None, what it holds among other things."""

    whole: Words | None
    needs: tuple[Words, ...] = ()


_NOTHING: Words = frozenset([""])
_PLACE, _ANYTHING, _DIGIT = _Part(_NOTHING), _Part(None), _Part(frozenset("0123456789"))


class _UnreadableError(ValueError):
    """A pattern of a form that is not known here."""


def needed(pattern: str, any_digit: bool = False) -> tuple[Words, ...]:
    """The sets, the rarest first: a text that lacks all words of one of them does not match. Empty where nothing is sure.

    The pattern is one for `re.ASCII`, where `\\d` is 0 to 9; `any_digit` is for patterns without it."""
    tokens = _TOKEN.findall(pattern)
    if sum(map(len, tokens)) != len(pattern):
        return ()
    if any_digit:
        tokens = ["." if r"\d" in token else token for token in tokens]
    try:
        part = _Reader(tokens).read()
    except _UnreadableError:
        return ()
    lowered = (frozenset(word.lower() for word in words) for words in _sure(part))
    return tuple(sorted(lowered, key=commonness))


def holds(text: str, needs: Iterable[Words]) -> bool:
    """A text in lower case holds a word of each set. Asked a hundred times for a message, and in plain loops twice as quick."""
    for words in needs:
        for word in words:
            if word in text:
                break
        else:
            return False
    return True


def commonness(words: Words) -> float:
    """How often one of the words is met, roughly: a letter makes a word ten times rarer, a Chinese character three hundred times."""
    return sum(10.0 ** -(len(word) if word.isascii() else 2.5 * len(word)) for word in words)


def _sure(part: _Part) -> tuple[Words, ...]:
    if part.whole is None:
        return part.needs
    return () if "" in part.whole else (part.whole,)


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = iter([*tokens, ""])
        self._next = next(self._tokens)

    def read(self) -> _Part:
        part = self._either()
        if self._next:
            raise _UnreadableError
        return part

    def _take(self) -> str:
        taken, self._next = self._next, next(self._tokens, "")
        return taken

    def _either(self) -> _Part:
        parts = [self._row()]
        while self._next == "|":
            self._take()
            parts.append(self._row())
        return parts[0] if len(parts) == 1 else _any_of(parts)

    def _row(self) -> _Part:
        row = _Row()
        while self._next not in _ENDS:
            part = self._one()
            row.add(part, self._take() if self._next.startswith(_OFTEN) else "")
        return row.part()

    def _one(self) -> _Part:
        token = self._take()
        sign = token[0]
        if sign == "(":
            return self._group(token)
        if sign == "[":
            return _class(token[1:-1])
        if sign == "\\":
            return _escape(token)
        if token in _ROUND_A_PLACE:
            return _PLACE
        if sign in _OFTEN:
            raise _UnreadableError
        return _ANYTHING if token == "." else _Part(frozenset([token]))

    def _group(self, token: str) -> _Part:
        if token.endswith(")"):
            return _Part(frozenset(token[3:-1].split("|")))
        part = self._either()
        if self._take() != ")":
            raise _UnreadableError
        return _PLACE if token in _LOOKING_ROUND else part


class _Row:
    """Parts one after another, joined as long as that gives few words."""

    def __init__(self) -> None:
        self._run = _NOTHING
        self._told = _NOTHING
        """Of a run that has only begun, what is known already."""
        self._needs: list[Words] | None = None

    def add(self, part: _Part, times: str) -> None:
        """`times`: '' for once, else the sign behind the part."""
        if times.startswith(("?", "*", "{0", "{,")):
            part = _Part(part.whole | _NOTHING) if part.whole and times[0] == "?" else _ANYTHING
            times = ""
        if part.whole is None:
            self._cut(_NOTHING, *part.needs)
        else:
            self._join(part.whole)
            if times:
                self._cut(part.whole)
                self._told = part.whole

    def part(self) -> _Part:
        if self._needs is None:
            return _Part(self._run)
        self._cut(_NOTHING)
        return _Part(None, tuple(self._needs))

    def _join(self, words: Words) -> None:
        if len(self._run) * len(words) > max(_MOST, len(self._run), len(words)):
            self._cut(words)
        else:
            self._run = frozenset([before + word for before in self._run for word in words])

    def _cut(self, begins: Words, *needs: Words) -> None:
        """What was joined so far is sure; what comes next begins with `begins`."""
        sure = () if "" in self._run or self._run == self._told else (self._run,)
        self._needs = [*(self._needs or ()), *sure, *needs]
        self._run, self._told = begins, _NOTHING


def _any_of(parts: Sequence[_Part]) -> _Part:
    wholes = [part.whole for part in parts if part.whole is not None]
    if len(wholes) == len(parts):
        return _Part(frozenset(chain.from_iterable(wholes)))
    sure = [min(_sure(part), key=commonness, default=None) for part in parts]
    found = [words for words in sure if words is not None]
    return _Part(None, (frozenset(chain.from_iterable(found)),)) if len(found) == len(parts) else _ANYTHING


def _escape(token: str) -> _Part:
    if token in _ROUND_A_PLACE:
        return _PLACE
    if token == r"\d":
        return _DIGIT
    return _ANYTHING if token[1].isalnum() else _Part(frozenset(token[1]))


def _class(body: str) -> _Part:
    if body.startswith("^"):
        return _ANYTHING
    found = [_characters(first, last) for first, last in _OF_A_CLASS.findall(body)]
    known = [one for one in found if one is not None]
    return _Part(frozenset(chain.from_iterable(known))) if len(known) == len(found) else _ANYTHING


def _characters(first: str, last: str) -> Iterator[str] | None:
    """What one item of a class stands for, None for too much."""
    if not last and first.startswith("\\"):
        return None if (part := _escape(first)).whole is None or part is _PLACE else iter(part.whole)
    if not last:
        return iter(first)
    if len(first + last) > 2 or ord(last) - ord(first) > _WIDEST:
        return None
    return map(chr, range(ord(first), ord(last) + 1))
