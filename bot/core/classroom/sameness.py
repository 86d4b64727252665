"""Whether two sentences of a learner say the same: by marks of their words, which can be kept where the words need not be.

marks("how do i put it on my phone")     'b1kq0z' or the like: one mark of three letters for each word (in Chinese: each character and pair)
alike(marks(a), marks(b))
"""

from __future__ import annotations

import re
import unicodedata
import zlib

_WORD, _HAN = re.compile(r"[a-z0-9]+"), re.compile(r"[\u3400-\u9fff]+")
_STEM, _MOST, _WIDTH = 5, 16, 3
"""'phones' is 'phone'; so many marks of a sentence are kept, each so wide."""
_DULL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "at",
        "be",
        "but",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "get",
        "have",
        "how",
        "i",
        "im",
        "in",
        "is",
        "it",
        "its",
        "just",
        "like",
        "me",
        "my",
        "no",
        "not",
        "of",
        "ok",
        "on",
        "or",
        "please",
        "so",
        "still",
        "that",
        "the",
        "them",
        "then",
        "this",
        "to",
        "want",
        "was",
        "we",
        "what",
        "when",
        "where",
        "which",
        "why",
        "will",
        "with",
        "would",
        "yes",
        "you",
        "your",
    ]
)
_FILLERS = str.maketrans("", "", "的了吗嗎呢啊呀吧嘅啲喎囉啦就才也还還那这這到底請请我你係是")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LIKE, _SHARED = 0.5, 2
"""Half of their marks in common, and two at least."""


def marks(text: str) -> str:
    """The marks of a sentence, each once, in the order of their sizes; '' for one without words of its own."""
    text = unicodedata.normalize("NFKC", text).casefold()
    words = {word[:_STEM] for word in _WORD.findall(text) if word not in _DULL}
    runs = _HAN.findall(text.translate(_FILLERS))
    words |= {char for run in runs for char in run} | {run[i : i + 2] for run in runs for i in range(len(run) - 1)}
    return "".join(sorted(map(_mark, words))[:_MOST])


def alike(one: str, other: str) -> bool:
    """Whether two sentences, given by their marks, say about the same."""
    first, second = _split(one), _split(other)
    shared = len(first & second)
    return shared >= _SHARED and 2 * shared >= _LIKE * (len(first) + len(second))


def is_telling(marked: str) -> bool:
    """Whether a sentence has enough of its own to be known again; 'why not' and 不要 have not."""
    return len(marked) > _WIDTH


def _mark(word: str) -> str:
    number, mark = zlib.crc32(word.encode("utf-8", "backslashreplace")), ""
    for _ in range(_WIDTH):
        number, digit = divmod(number, len(_DIGITS))
        mark += _DIGITS[digit]
    return mark


def _split(marked: str) -> set[str]:
    return {marked[i : i + _WIDTH] for i in range(0, len(marked), _WIDTH)}
