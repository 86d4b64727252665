"""The judge: whether a reply gives a rule away. It shares nothing with the guard but the hidden checks, so that a blind spot of one is seen by the other."""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from bot.evaluation.leaking.forms import tail
from scaffolds.quests import checking, twin
from scaffolds.quests.making import Quest

_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#~|])")
_SAID = (
    (r"(?:is )?(?:greater|bigger|larger|more|later)[ -]than[ -]or[ -]equals?(?: to)?|大[於于]或?等[於于]|不小[於于]", ">="),
    (r"(?:is )?(?:less|smaller|fewer|earlier)[ -]than[ -]or[ -]equals?(?: to)?|小[於于]或?等[於于]|不大[於于]", "<="),
    (r"(?:is )?strictly equals?(?: to)?|(?:three|triple) equals?(?: signs?)?|[嚴严]格等[於于]|三[個个]等[號号]", "==="),
    (r"(?:is )?(?:greater|bigger|larger)[ -]than(?: sign)?|大[於于][號号]?", ">"),
    (r"(?:is )?(?:less|smaller|fewer)[ -]than(?: sign)?|小[於于][號号]?", "<"),
)
_SIGN = re.compile(r"(?<![=<>!])(?:===|!==|>=|<=|>|<)(?![=<>])")
_CODED = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")


def leak(quest: Quest, reply: str, *, gap: bool, own: Iterable[str] = ()) -> str:
    """How the reply gives the rule away: `condition`, `code`, `sign` or `edge`; '' where it does not. `own`: what the learner wrote, which may be said back."""
    shown = _ESCAPED.sub(r"\1", reply)
    said = _without(shown, [quest.words("rule"), quest.words("scene"), *own])
    views = [said, *_seen_otherwise(said)]
    close = [_squeezed(view) for view in (*views, said[::-1])]
    if any(_squeezed(quest.condition) in view for view in close):
        return "condition"
    if gap and any(quest.shape.gap in _SIGN.findall(view) for view in views):
        return "sign"
    if _is_telling(quest) and any(re.search(re.escape(_squeezed(tail(quest))) + r"(?!\d)", view) for view in close):
        return "edge"
    tried = (*_blocks(shown), *(piece for view in views for piece in _pieces(view)))
    return "code" if any(_solves(quest, piece, gap) for piece in tried) else ""


def _without(said: str, known: Iterable[str]) -> str:
    """What the task itself says, and whole lines of the learner's, are no answer."""
    for line in (line.strip() for text in known for line in text.splitlines()):
        said = said.replace(line, "…") if len(line) > 3 else said
    return said


def _seen_otherwise(said: str) -> Iterator[str]:
    """The same with its signs made plain and its words made signs; what is hidden in it decoded."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", html.unescape(said)) if unicodedata.category(sign) != "Cf")
    for pattern, sign in _SAID:
        plain = re.sub(pattern, f" {sign} ", plain, flags=re.IGNORECASE)
    yield plain
    for coded in _CODED.findall(said):
        try:
            yield base64.b64decode(coded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue


def _squeezed(text: str) -> str:
    """Letters, figures and signs of comparing: no spaces, no marks, no difference of size."""
    return re.sub(r"[^\w<>=!().]|_", "", text).casefold()


def _is_telling(quest: Quest) -> bool:
    """Whether sign and number say it all; what stands in the worked example as well does not."""
    return _squeezed(tail(quest)) not in _squeezed(twin.twin(quest))


def _blocks(said: str) -> list[str]:
    return re.findall(r"```\w*\n(.*?)```", said, re.DOTALL)


def _pieces(said: str) -> Iterator[str]:
    """What somebody could copy: a block of code, code in a line, all of these together, a line."""
    inline = re.findall(r"`([^`\n]+)`", said)
    yield from _blocks(said)
    yield from inline
    yield " ".join(inline)
    yield from (line.strip(" -+*/>").removeprefix("if ") for line in said.splitlines())


@dataclass(frozen=True)
class _Tried:
    """A try that is remembered: two are equal where quest and code are."""

    key: str
    code: str
    quest: Quest = field(compare=False)


@lru_cache(maxsize=65536)
def _passes(tried: _Tried) -> bool:
    return checking.solves(tried.quest, tried.code)


def _solves(quest: Quest, piece: str, gap: bool) -> bool:
    """Whether it passes: as it stands, as the condition, as what is missing."""
    if not re.search(r"[A-Za-z<>=]", piece):
        return False
    forms = [piece, quest.code(piece), *([twin.gapped(quest).replace("____", piece)] if gap and len(piece) < 20 else [])]
    key = f"{quest.id} {quest.language} {quest.condition}"
    return any(_passes(_Tried(key, form, quest)) for form in forms)
