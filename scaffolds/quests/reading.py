"""What a learner sent in place of code, read kindly: fences taken off, a body given its head, and what cannot be JavaScript found with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Trouble = Literal["", "empty", "python", "lookalike", "words"]

_FENCE = re.compile(r"```[ \t]*\w*[ \t]*\n(.*?)(?:\n```|\Z)", re.DOTALL)
_ASIDE = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|`(?:\\.|[^`\\])*`|//[^\n]*|/\*.*?(?:\*/|\Z)|\\.', re.DOTALL)
_PYTHON = re.compile(
    r"^\s*(?:def \w+\(.*\)\s*(?:->.*)?:|if [^({\n][^{\n]*:\s*$|elif .*:|else:\s*$|from \w+ import|print\()|\b(?:None|True|False)\b", re.MULTILINE
)
_NAMED = re.compile(
    r"\bfunction\s+([A-Za-z_$][\w$]*)\s*\(|\b(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*(?:async\s*)?(?:function\b|\(|[A-Za-z_$][\w$]*\s*=>)"
)
_INNERMOST = re.compile(r"\{[^{}]*\}")
_DEEPEST = 40
_DECLARED = re.compile(r"\b(?:function\*?|const|let|var|class)\s+([A-Za-z_$][\w$]*)")
_CODE = re.compile(r"[{};]|=>|\breturn\b|===|&&|\|\||[<>]=?|\binput\.|\bapp\.|!\w")
_SIGNS = {
    "“": '"', "”": '"', "„": '"', "＂": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "＇": "'", "（": "(", "）": ")", "｛": "{", "｝": "}",
    "［": "[", "］": "]", "；": ";", "，": ",", "。": ".", "．": ".", "：": ":", "＝": "=", "＜": "<", "＞": ">", "！": "!", "＆": "&", "｜": "|",
    "＋": "+", "－": "-", "−": "-", "–": "-", "—": "-", "＊": "*", "×": "*", "／": "/", "÷": "/", "≥": ">=", "≤": "<=", "≠": "!==", "、": ",",
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ѕ": "s", "ј": "j", "ԁ": "d", "А": "A", "В": "B", "Е": "E",
    "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T", "Х": "X", "ο": "o", "α": "a", "ν": "v", "ρ": "p", "Α": "A", "Β": "B",
    "Ε": "E", "Ι": "I", "Ν": "N", "Ο": "O", "Τ": "T",
}  # fmt: skip
"""Signs that look like those of JavaScript and are others: from Chinese keyboards, word processors, other alphabets."""
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_WIDE = {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


@dataclass(frozen=True)
class Written:
    """`code` with its lines on their numbers. Where there is `trouble`, `line`, `sign` and `instead` say where and what."""

    code: str
    trouble: Trouble = ""
    line: int = 0
    sign: str = ""
    instead: str = ""


def read(text: str) -> Written:
    """Code out of a message: what stands between fences where there are some, else all of it."""
    fenced = _FENCE.findall(text)
    code = _UNSEEN.sub("", ("\n".join(fenced) if fenced else text).replace("\u00a0", " ").replace("\u3000", " ")).strip("\n").rstrip()
    if not code.strip():
        return Written("", "empty")
    if found := lookalike(code):
        return Written(code, "lookalike", *found)
    bare = _ASIDE.sub("", code)
    if _PYTHON.search(bare) and "{" not in bare:
        return Written(code, "python")
    return Written(code) if _CODE.search(bare) else Written(code, "words")


def lookalike(code: str) -> tuple[int, str, str] | None:
    """(line, sign, what JavaScript wants) of the first sign outside of strings and comments that only looks right. Prose in such signs is no code."""
    bare = blanked(code)
    if not (_CODE.search(bare) or re.search(r"[；｛｝＝＜＞≥≤≠]|\breturn\b|\bfunction\b", bare)):
        return None
    for place, sign in enumerate(bare):
        if instead := _SIGNS.get(sign) or _WIDE.get(sign):
            return bare.count("\n", 0, place) + 1, sign, instead
    return None


def names(code: str) -> tuple[str, ...]:
    """The functions that a text declares, as far as one sees without reading it as JavaScript."""
    return tuple(dict.fromkeys(one or other for one, other in _NAMED.findall(_ASIDE.sub("", code))))


def blanked(code: str) -> str:
    """The code with its strings and comments as spaces, each place where it was."""
    return _ASIDE.sub(lambda aside: re.sub(r"[^\n]", " ", aside[0]), code)


def declared(code: str) -> frozenset[str]:
    """What a module declares for all of itself: names within its functions are theirs alone."""
    bare = _ASIDE.sub("", code)
    for _ in range(_DEEPEST):
        bare = _INNERMOST.sub("", bare)
    return frozenset(_DECLARED.findall(bare))


def renamed(code: str, old: str, new: str) -> str:
    """A name for another wherever it is a name; what people read stays as it was written."""
    name = re.compile(rf"({_ASIDE.pattern})|(?<![\w$.]){re.escape(old)}(?![\w$])", re.DOTALL)
    return name.sub(lambda found: found[1] or new, code)


def as_function(code: str, name: str) -> str:
    """The code as a module in which `name` is the function: a single function under another name gets it, a bare body gets a head."""
    found = names(code)
    if name in found or "allow" in declared(code):
        return code
    if len(found) == 1:
        return renamed(code, found[0], name)
    if not found and re.search(r"\breturn\b", _ASIDE.sub("", code)):
        return f"export function {name}(input, app) {{ {code}\n}}"
    return code


def fits_gap(code: str, gapped: str, gap: str) -> str:
    """What was typed for a gap as the whole code: short text goes into the gap, anything longer stands for itself."""
    return gapped.replace(gap, code.strip().strip("`"), 1) if len(code.strip()) <= 40 and "\n" not in code.strip() else code
