"""Whether a text gives a quest's answer away: whatever in it could be code is run against the hidden checks, and so is what it spells in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scaffolds.quests import cardplay, checking, reading, telling, twin
from scaffolds.quests.disguise import spelled, undressed
from scaffolds.quests.making import Quest

_FENCE = re.compile(r"```[ \t]*\w*[ \t]*\n?(.*?)(?:```|\Z)", re.DOTALL)
_INLINE = re.compile(r"`+([^`\n]+)`+")
_LINE = re.compile(r"^.*(?:return\b|=>|[<>=!]=|[<>]|\.length|\.slice\(|\.filter\(|\.some\().*$", re.MULTILINE)
_CONDITION = re.compile(r"\bif\s*\((.*)\)\s*(?:\{|return|$)", re.MULTILINE)
_EXPRESSION = re.compile(r"[!(]*(?:Number|String|new Date|app|input)\b[^\n`，。；]*")
_SPELT = (
    (re.compile(r"(?:is )?(?:greater|bigger|larger|more|later) than or (?:equal|the same)(?: to| as)?|at least|not (?:less|smaller) than|大於或等於|大于或等于|大於等於|大于等于|不小於|不小于", re.I), ">="),
    (re.compile(r"(?:is )?(?:less|smaller|fewer|earlier) than or (?:equal|the same)(?: to| as)?|at most|not (?:more|greater) than|小於或等於|小于或等于|小於等於|小于等于|不大於|不大于", re.I), "<="),
    (re.compile(r"(?:is )?(?:greater|bigger|larger|more|later) than|大於|大于|多於|多于", re.I), ">"),
    (re.compile(r"(?:is )?(?:less|smaller|fewer|earlier) than|小於|小于|少於|少于", re.I), "<"),
    (re.compile(r"(?:three|triple) equals?(?: signs?)?|strictly equals?|三個等號|三个等号|嚴格等於|严格等于", re.I), "==="),
)  # fmt: skip
_SIGN = re.compile(r"(?<![=<>!])(?:===|!==|>=|<=|==|!=|>|<)(?![=<>])")
_LAID = re.compile(r"\s*\d+\.\s+")
_MOST = 24
"""Pieces of a text that are run; more than a reply holds."""


def gives_away(quest: Quest, text: str, *, gap: bool = False) -> bool:
    """Whether somebody who copies any part of the text has solved the quest. `gap`: one piece alone is missing, so that the piece is the answer."""
    said = undressed(_beside_the_task(quest, text))
    if any(spelled(quest, view) for view in (said, _spelt_out(said))) or _spells(quest, said) or (gap and _names_the_piece(quest, said)):
        return True
    return any(checking.solves(quest, piece) for piece in _pieces(quest, said))


def _beside_the_task(quest: Quest, text: str) -> str:
    """Without the sentences that the task itself is told in, and the cards that the learner laid, which stand with their numbers."""
    laid = {telling.card_words(quest, card) for card in cardplay.CARDS}
    lines = ["…" if _LAID.sub("", line).strip() in laid and _LAID.match(line) else line for line in text.split("\n")]
    return "\n".join(lines).replace(quest.words("rule"), "…").replace(quest.words("scene"), "…")


def _names_the_piece(quest: Quest, text: str) -> bool:
    """Whether any sign of comparing in it fills the gap."""
    signs = dict.fromkeys(_SIGN.findall(_spelt_out(text)))
    return any(checking.solves(quest, twin.gapped(quest).replace("____", sign, 1)) for sign in signs)


def _pieces(quest: Quest, text: str) -> Iterator[str]:
    """What in a text could be code, each in the forms in which it could be handed in; each once."""
    seen: dict[str, None] = {}
    for raw in _raw(text):
        for form in _forms(quest, raw):
            seen.setdefault(form)
    yield from list(seen)[:_MOST]


def _raw(text: str) -> Iterator[str]:
    fenced = [found.strip() for found in _FENCE.findall(text) if found.strip()]
    yield from fenced
    if len(fenced) > 1:
        yield "\n".join(fenced)
    if "function" in text or "=>" in text:
        yield text[text.find("export") if "export" in text else max(text.find("function"), 0) :]
    yield from _INLINE.findall(text)
    yield from (line.strip() for line in _LINE.findall(_spelt_out(text)))
    yield from _EXPRESSION.findall(_spelt_out(text))


def _forms(quest: Quest, raw: str) -> Iterator[str]:
    """As it stands, as the condition of the rule."""
    code = reading.read(raw).code or raw
    if "return" in code or "function" in code or "=>" in code:
        yield code
    for condition in (*_CONDITION.findall(code), code):
        if "\n" not in condition and len(condition) < 300:
            yield quest.code(condition.strip(" ;{"))


def _spelt_out(text: str) -> str:
    """Comparisons said in words as their signs."""
    for pattern, sign in _SPELT:
        text = pattern.sub(f" {sign} ", text)
    return text


def _spells(quest: Quest, text: str) -> bool:
    """All that makes the condition what it is, in one text, though it is no code: its names, its numbers, its sign."""
    wanted = _marks(quest.condition)
    return len(wanted) >= 3 and wanted <= _marks(_spelt_out(_FENCE.sub("", text)))


def _marks(text: str) -> frozenset[str]:
    signs = set(_SIGN.findall(text))
    names = set(re.findall(r"\.([A-Za-z]\w+)", text)) | set(re.findall(r"\b[a-z]+[A-Z]\w+\b", text))
    return frozenset(signs | names | set(re.findall(r"(?<![\w.])\d+(?![\w])", text)))
