"""The first poll of an app, from what the learner said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.poll.options import MOST, POLL
from scaffolds.spec import Field, Rule, Screen, Thing, text_of
from scaffolds.wish import Draft, Limit, Wish

_MANY = re.compile(
    r"more than one|several|multiple (?:choices?|options?|answers?)|as many as|(?:choose|pick|vote for) (?:two|three|four|five|[2-9])\b|all that apply"
    r"|多選|多选|選幾個|选几个|揀幾(?:個|樣)|多過一個|不止一個|不止一个|可以選多|可以选多|複選|复选",
    re.IGNORECASE,
)
_AFTER_CLOSING = re.compile(
    r"(?:only )?(?:after|when|until|once) (?:it|voting|the vote|the poll|everyone|everybody)(?: has| is| have)? ?(?:closes?|closed|ends?|ended|over|finished|voted)"
    r"|(?:截止|結束|结束|完結|投完|投完票)(?:之?後|之?后)?(?:才|先|再)(?:公佈|公布|睇|看|知)",
    re.IGNORECASE,
)
_ALWAYS = re.compile(
    r"\blive\b|real[- ]?time|at once|see the (?:result|vote|number)s? (?:straight|right) away|即時|即时|實時|实时|隨時|随时|一直睇到", re.IGNORECASE
)
_OWN_CHOICES = re.compile(
    r"(?:add|suggest|propose|write|put in) (?:their|your|our|an?|new|more|other)? ?(?:own )?(?:choices?|options?|ideas?|answers?|suggestions?)"
    r"|(?:自己|自行|大家)?(?:加|提|提出|提議|建議|建议|新增)(?:自己的)?(?:選項|选项|選擇|选择|提議|提议|主意)",
    re.IGNORECASE,
)
_OWNER_ONLY = re.compile(
    r"\bonly (?:the |our |a )?(?:teachers?|committee|admins?|owner|staff|leaders?|i) (?:can |may |should )?(?:asks?|makes?|starts?|creates?|opens?|posts?)"
    r"|(?:只有|只准|淨係|净系|只由)(?:老師|老师|班主任|委員會?|委员会?|管理員|管理员|主人|會長|会长|我).{0,3}(?:出題|出题|發起|发起|問|问|開|开)",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"question|topic|what (?:we|to) (?:vote|decide)|題目|题目|問題|问题|議題|议题|主題|主题", re.IGNORECASE)
_KNOWN = re.compile(
    r"choices?\b|options?\b|answers?\b|\bvot(?:e|es|er|ers|ed|ing)\b|results?\b|count|percent|winner|majority|clos(?:e|es|ing)|deadline|until"
    r"|選項|选项|選擇|选择|答案|投票|得票|票數|票数|結果|结果|百分比|截止|限期",
    re.IGNORECASE,
)
"""What a poll keeps by itself: a field of this name would be asked twice, and who voted is nobody's business."""
_OWN = frozenset(name for name, _ in POLL)


def draft(wish: Wish) -> Draft:
    """Questions with the learner's own fields, secret votes, and the choices that people add."""
    words = blocks.discover()["poll"].said(wish.language)["labels"]
    said = " ".join((wish.brief.problem, wish.brief.goal, wish.brief.keep))
    limit = next((one for one in wish.facts.limits if one.unit == "times" and 1 <= one.amount <= MOST), None)
    poll = Thing(id="poll", label=words["thing"], fields=(*_needed(wish, words), *_others(wish.without(_starters(wish)))))
    if _OWNER_ONLY.search(said):
        poll = poll.model_copy(update={"written_by": "owner"})
    screen = Screen(id="poll", label=words["screen"], block="poll", thing="poll", options=_options(wish, said, limit))
    return Draft(things=(poll, *_kept(words)), screen=screen, rules=_rules(limit))


def _options(wish: Wish, said: str, limit: Limit | None) -> dict[str, Any]:
    results = "after_closing" if _AFTER_CLOSING.search(said) else "always" if _ALWAYS.search(said) else "after_voting"
    many = limit.amount > 1 if limit else bool(_MANY.search(said))
    return {"results": results, "many": many, "own_choices": bool(_OWN_CHOICES.search(said)), "starters": _starters(wish)}


def _starters(wish: Wish) -> tuple[str, ...]:
    """Choices that were listed, else things or places that were: one line each, none twice, and no parts of a poll ('the question, the votes')."""
    for listed in (wish.facts.choices, wish.facts.items, wish.facts.resources):
        kept: dict[str, str] = {}
        for one in listed:
            word = " ".join(text_of(one, wish.language).split())[:80]
            if word and not _KNOWN.search(word) and not _QUESTION.search(word):
                kept.setdefault(word.casefold(), word)
        if len(kept) > 1:
            return tuple(kept.values())[:MOST]
    return ()


def _needed(wish: Wish, words: Any) -> tuple[Field, ...]:
    named = next(filter(_asks, wish.fields), None)
    return (
        Field(name="question", label=named.label if named else words["question"], type="long_text", required=True),
        Field(name="choices", label=words["choices"], type="long_text", required=True),
        Field(name="many", label=words["many"], type="yes_no"),
        Field(name="closes_on", label=words["closes_on"], type="date"),
        Field(name="closes_at", label=words["closes_at"], type="time"),
    )


def _others(wish: Wish) -> Iterator[Field]:
    """The learner's own fields belong to a question; none need be given."""
    for field in wish.fields[:20]:
        if not _KNOWN.search(_word(field)) and not _asks(field) and field.name not in _OWN:
            yield field.model_copy(update={"required": False})


def _asks(field: Field) -> bool:
    """Whether it is the learner's word for the question itself."""
    return field.type in ("text", "long_text") and not field.private and bool(_QUESTION.search(_word(field)))


def _kept(words: Any) -> tuple[Thing, Thing]:
    poll = Field(name="poll", label=words["question"], required=True)
    votes = (poll, Field(name="choices", label=words["choices"], type="long_text", required=True))
    return (
        Thing(id="vote", label=words["votes"], fields=votes),
        Thing(id="suggestion", label=words["suggestions"], fields=(poll, Field(name="words", label=words["choice"], required=True))),
    )


def _word(field: Field) -> str:
    return field.label if isinstance(field.label, str) else " ".join(field.label.values())


def _rules(limit: Limit | None) -> tuple[Rule, ...]:
    if limit is None:
        return ()
    return (Rule(id="poll_limit", screen="poll", kind="most_choices", options={"amount": limit.amount}, says=limit.says),)
