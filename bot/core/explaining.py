"""What a learner asks about the code of their own app, and which part of it is meant. Rules and words in, a place out; nothing is read here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from bot.core.bm25 import Bm25
from bot.core.deciding import Turn, again
from bot.core.decision import Ask, Decision
from bot.core.folding import fold
from scaffolds.passages import Kind, Passage, Passages, Span

Simplified = Mapping[int, str]
Wants = Literal["where", "why", "who", "page", "what"]
"""Where something is kept, why something is refused, who sees it, what makes a page; all else is what it does."""
MOST_LINES = 16
_ENOUGH = 0.34
"""The share of what a question tells that an answer must hold."""
_ENOUGH_SIGNS = 0.45
"""The same of single Chinese characters, which stand in more words than one."""
_CLOSE = 0.9
"""Of parts of one kind that fit nearly as well, the first of the app is meant."""
_NUMBER = r"(?P<{name}>\d{{1,5}})"
_LINE = re.compile(
    rf"\blines?\s*(?:no\.?|number)?\s*{_NUMBER.format(name='en')}(?:\s*(?:-|–|to)\s*(?P<to>\d{{1,5}}))?|第?\s*{_NUMBER.format(name='zh')}\s*[-至到]?\s*(?P<zto>\d{{1,5}})?\s*[行句]"
    r"|(?P<file>[\w/]+\.\w+):(?P<colon>\d{1,5})",
    re.IGNORECASE,
)
_FILE = re.compile(r"[\w./-]*\w\.(?:js|py|json)\b")
_QUOTES = re.compile(r"「[^」]*」|“[^”]*”|\"[^\"]*\"")
_TICKED = re.compile(r"```\w*\s*(.+?)\s*```|`([^`]+)`", re.DOTALL)
_SIGNS = re.compile(r"[{}();=<>]|=>|\w\.\w+\(|//")
_WHERE = re.compile(
    r"\bwhere\b.*\b(?:stored?|kept|keep|saved?|sits?|put|goes?|live|written)\b|\bwhere (?:is|are|does|do)\b|(?:存|放|儲存|保存|记录|記錄|寫|写)(?:在|喺|咗|到)?(?:了)?(?:哪|邊|边)|在(?:哪|邊)|喺邊"
)
_WHY = re.compile(r"\bwhy\b|\bwhat stops\b|\bhow come\b|點解|为什么|為甚麼|為什麼|為何|为何|为啥|怎麼不|怎么不")
_WHO = re.compile(
    r"\bwho (?:can |is able to |gets to |will )?(?:see|sees|read|reads|know)\b|(?:邊個|誰|谁|哪些人|邊啲人|什么人|甚麼人)(?:可以|會|会|能|都)*(?:睇|看|見|见|知)"
)
_PAGE = re.compile(r"\b(?:page|screen|tab)s?\b|頁|页|畫面|画面|屏|版面|界面")
_TERM = re.compile(r"[a-z]+|\d+|[\u3400-\u9fff]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")
_STEM = 6
_DULL_WORDS = frozenset(
    _TERM.findall(
        "the and that this what which where when why how who does do did is are was can could may cant cannot wont not for with from into about it "
        "its in on of to a an i me my we our you your they their there here line lines code file app work works mean means happen happens tell "
        "explain show one have has be at or if so by dont doesnt isnt please more than see sees read reads know knows kept keep stored store saved "
        "save refuse refuses page screen "
    )
)
_FIGURES = {str(number): sign for number, sign in enumerate("一二三四五六七八九十", 1)} | {"once": "一", "two": "二", "twice": "二", "three": "三"}
"""A number is the same in each writing; 兩 is turned into 二 before."""
_DULL_SIGNS = frozenset(
    "的了在是有我你他她它们這这那個个嗎吗呢呀啊吧甚什麼么点點解為为何邊边哪度里裏面喺系係咗嘅唔不可以能會会要就都也同和與与一下行句代碼码程式序做谁誰看睇见見到存放儲储保文件檔档案数據据資料资"
)


class Asked(NamedTuple):
    """A question about the code. `quoted` is what in it may be a line of code."""

    wants: Wants
    path: str = ""
    first: int = 0
    last: int = 0
    quoted: tuple[str, ...] = ()


def explain(turn: Turn) -> Decision:
    """The open question waits while a part of the app is explained."""
    if not turn.built:
        return again(turn)
    return Decision(conversation=turn.conversation, effect=Ask(what="explain", detail=turn.text))


def pressed(turn: Turn, key: str) -> Decision:
    """One of the parts that were offered."""
    if not turn.built or not key:
        return again(turn)
    return Decision(conversation=turn.conversation, effect=Ask(what="passage", detail=key))


def read(question: str) -> Asked:
    """What a question asks, as far as its form says so."""
    ticked = next((one[1] or one[2] for one in _TICKED.finditer(question)), "")
    file, line = _FILE.search(question), _LINE.search(question)
    lowered = _QUOTES.sub(" ", question).casefold().replace("’", "'")
    wants: Wants = (
        "where"
        if _WHERE.search(lowered)
        else "why"
        if _WHY.search(lowered)
        else "who"
        if _WHO.search(lowered)
        else "page"
        if _PAGE.search(lowered)
        else "what"
    )
    first, last = _numbers(line)
    return Asked(wants, file[0].lstrip("./") if file else "", first, last, _code_of(question, ticked))


def _numbers(line: re.Match[str] | None) -> tuple[int, int]:
    if line is None:
        return 0, 0
    first = int(line["en"] or line["zh"] or line["colon"])
    return first, max(first, int(line["to"] or line["zto"] or first))


def _code_of(question: str, ticked: str) -> tuple[str, ...]:
    """What may be a line of code in a question: between backticks, or what looks like one on a line of its own or behind a colon."""
    if ticked:
        return (ticked.strip().splitlines()[0],) if _SIGNS.search(ticked) else ()
    parts = [*question.splitlines(), question.partition("：")[2], question.partition(": ")[2], question.partition("? ")[2]]
    return tuple(part.strip() for part in parts if len(_SIGNS.findall(part)) > 1 and not part.strip().endswith(("?", "？")))


class Index:
    """The parts of an app by what people would call them."""

    def __init__(self, passages: Passages, simplified: Simplified) -> None:
        self._passages, self._simplified = passages, simplified

    @cached_property
    def _bm25(self) -> Bm25:
        return Bm25([tuple(self._words(one)) for one in self._passages.all])

    def terms(self, text: str) -> tuple[str, ...]:
        """Stems of Latin words, Chinese characters and pairs of them."""
        return terms(text, self._simplified)

    @cached_property
    def _held(self) -> Mapping[str, frozenset[str]]:
        return {one.key: frozenset(self._words(one)) for one in self._passages.all}

    def _words(self, one: Passage) -> Iterator[str]:
        """What somebody may ask for it by; what people call it counts most."""
        for text, times in (
            *((label, 3) for label in _labels(one)),
            (one.said, 2),
            (one.comment, 1),
            (" ".join(one.names), 2),
            *((text, 1) for text in one.words),
        ):
            yield from self.terms(text) * times

    def best(self, question: str, asked: Asked) -> Passage | None:
        """The part that fits a question best; None where nothing fits."""
        if named := self._named(question, asked):
            return named
        query = Counter(self.terms(_TICKED.sub(r" \2 ", question)))
        scores = self._bm25.scores(query)
        fits = {at: score * _fitting(self._passages.all[at], asked) for at, score in scores.items()}
        ranked = [at for at in sorted(fits, key=lambda at: -fits[at])[:12] if self._covers(self._passages.all[at], query)]
        if not ranked:
            return None
        top = self._passages.all[ranked[0]]
        return self._passages.all[min(at for at in ranked if fits[at] >= _CLOSE * fits[ranked[0]] and self._passages.all[at].kind == top.kind)]

    def _named(self, question: str, asked: Asked) -> Passage | None:
        """What is asked for by the very words that stand on the page, or by its whole sentence; of several the one in quotes, or at greatest length."""
        said = _plain(question, self._simplified)
        quoted = {one[1:-1].strip() for one in _QUOTES.findall(said)}
        found = [
            (label in quoted, len(label), -at)
            for at, (kind, labels) in enumerate(self._labels)
            if kind in _BY_NAME[asked.wants]
            for label in labels
            if _is_in(label, said) and (label in quoted or self.terms(label))  # a field may be called 'Where'
        ]
        return self._passages.all[-max(found)[2]] if found else None

    @cached_property
    def _labels(self) -> Sequence[tuple[Kind, tuple[str, ...]]]:
        return [(one.kind, tuple(_plain(label, self._simplified) for label in _labels(one))) for one in self._passages.all]

    def _covers(self, one: Passage, query: Counter[str]) -> bool:
        """Enough of what the question tells is in it; a word that stands nowhere tells much. Pairs of characters tell nothing besides their characters."""
        held = self._held[one.key]
        words = [term for term in query if term[0] < "\u3400" or len(term) == 1]
        rare = max((self._bm25.weight(term) for term in words), default=0.0) or 1.0
        weights = {term: self._bm25.weight(term) or rare for term in words}
        enough = _ENOUGH if any(term[0] < "\u3400" for term in words) else _ENOUGH_SIGNS
        return sum(weights[term] for term in words if term in held) >= enough * sum(weights.values())


_KINDS: Mapping[Wants, Mapping[Kind, float]] = {
    "where": {"field": 2.5, "screen": 0.8, "rule": 1.0, "check": 0.5, "code": 0.7},
    "who": {"field": 4.0, "screen": 0.8, "rule": 1.0, "check": 1.0, "code": 0.5},
    "why": {"check": 1.6, "rule": 1.5, "field": 0.7, "screen": 0.4, "code": 0.9},
    "page": {"screen": 4.0, "rule": 0.8, "field": 0.8, "check": 0.6, "code": 0.8},
    "what": {"rule": 1.2, "screen": 0.6, "field": 1.0, "check": 1.0, "code": 1.0},
}
_BY_NAME: Mapping[Wants, frozenset[Kind]] = {
    "where": frozenset({"field"}), "who": frozenset({"field"}), "page": frozenset({"screen"}), "why": frozenset({"check", "rule"}), "what": frozenset({"rule"}),
}  # fmt: skip
"""Which parts are taken by their name alone: a field called 'What' is none of 'what does it do'."""
_OF_THE_SHELL = 0.7


def _fitting(one: Passage, asked: Asked) -> float:
    """How much a kind of part answers a kind of question; a file that was named counts more than all."""
    named = 3.0 if asked.path and one.span.path.endswith(asked.path) else 1.0
    decides = 1.0 if one.kind != "code" or one.span.path.startswith("public/rules/") else _OF_THE_SHELL
    return _KINDS[asked.wants][one.kind] * named * decides


def _labels(one: Passage) -> tuple[str, ...]:
    """What people call it, in every language that it has."""
    return tuple(dict.fromkeys(one.label.values() if isinstance(one.label, Mapping) else (one.label,)))


def _plain(text: str, simplified: Simplified) -> str:
    return " ".join(fold(text).text.casefold().translate(simplified).split())


def _is_in(label: str, said: str) -> bool:
    """As a word of its own, where it is in letters that stand in words."""
    edges = (r"(?<!\w)", r"(?!\w)") if label.isascii() else ("", "")
    return len(label) > (label < "\u3400") and re.search(f"{edges[0]}{re.escape(label)}{edges[1]}", said) is not None


def place(passages: Passages, asked: Asked, shown: str) -> Span | None:
    """The lines that a question names, by number or as typed. `shown` is the file that was shown last, which a bare number means."""
    if typed := next((span for code in asked.quoted if (span := passages.line_of(code))), None):
        return typed
    path = passages.file(asked.path) if asked.path else shown
    if not asked.first or path not in passages.files:
        return None
    last = min(asked.last, len(passages.files[path]), asked.first + MOST_LINES - 1)
    return Span(path, asked.first, last) if asked.first <= last else None


def terms(text: str, simplified: Simplified) -> tuple[str, ...]:
    """What of a text is compared: names in code fall into their words, traditional characters count as simplified ones."""
    plain = _HUMP.sub(" ", fold(text).text).lower().replace("'", "").replace("’", "").translate(simplified).replace("两", "二")
    found: list[str] = []
    for run in _TERM.findall(plain):
        if run.isdigit():
            found.append(_FIGURES.get(run, run))
        elif run[0] < "\u3400":
            found += [_FIGURES[run]] if run in _FIGURES else [] if run in _DULL_WORDS or len(run) < 2 else [_stem(run)]
        else:
            pairs = [run[at : at + 2] for at in range(len(run) - 1) if not (run[at] in _DULL_SIGNS and run[at + 1] in _DULL_SIGNS)]
            found += [*(sign for sign in run if sign not in _DULL_SIGNS), *pairs]
    return tuple(found)


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "ied", "ies", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: len(word) - len(ending)][:_STEM]
    return word[:_STEM]


def offered(passages: Sequence[Passage]) -> list[Passage]:
    """Three parts worth asking about, of different kinds: what the learner asked for themselves first."""
    order: tuple[Kind, ...] = ("rule", "check", "field", "screen")
    by_kind = [[one for one in passages if one.kind == kind and one.span.path != "things.json"] for kind in order]
    firsts = [found[0] for found in by_kind if found]
    return (firsts + [one for found in by_kind for one in found[1:2]])[:3]
