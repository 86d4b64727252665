"""The first screen of points of an app, from what the learner said."""

from __future__ import annotations

import re
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.points.options import MOST_POINTS
from scaffolds.plain import clean, trimmed
from scaffolds.spec import Field, Rule, Screen, Thing, text_of
from scaffolds.wish import Draft, Wish

_OWNER_GIVES = re.compile(
    r"\b(?:teacher|coach|leader|parents?|mum|mom|dad|i) (?:gives?|award|hands? out|decides?)|\baward(?:ed)? by|老師(?:派|畀|給|俾|加)分?|老师(?:给|加)分?"
    r"|由(?:老師|老师|家長|家长|媽媽|妈妈|我)(?:加|給|给|派|畀)|(?:媽媽|爸爸|爸妈|妈妈|家長|家长)(?:畀|俾|給|给)",
    re.IGNORECASE,
)
_TO_OTHERS = re.compile(
    r"give (?:points |stars |them )?to (?:others|each other|friends|classmates)|thank each other|praise|kind to|互相|俾其他|給別人|给别人|感謝|感谢|讚(?:人|賞)|表扬|赞别人",
    re.IGNORECASE,
)
_CONFIRMED = re.compile(r"cheat|honest|confirm|approve|proof|witness|呃分|作弊|確認|确认|證明|证明|核實|核实|老實|诚实", re.IGNORECASE)
_BOARD = re.compile(
    r"leader ?board|ranking|\brank|compet|who (?:is|has) (?:the )?(?:first|most|best|ahead)|top (?:three|ten|\d)|排行|排名|比賽|比赛|龍虎榜|鬥",
    re.IGNORECASE,
)
_REWARDS = re.compile(
    r"reward|prize|trade|exchange|redeem|spend|swap .* for|換(?:獎|禮|嘢|領)|獎品|獎勵|禮物|兌換|换(?:奖|礼)|奖品|奖励|礼物|兑换", re.IGNORECASE
)
_GOAL = re.compile(
    r"(?:reach|collect|until|together|get|total|滿|儲夠|儲到|達到|一齊|合共|满|攒够|攒到|达到|一起)\D{0,20}?(\d{2,5})|(\d{2,5})\s*(?:points|stars|分|粒星|颗星|個印|个印)",
    re.IGNORECASE,
)
_WORTH = re.compile(r"[\s:：(（=-]*\+?(\d{1,3})\s*(?:points?|pts?|stars?|分|粒星|颗星)?[)）]?\s*$", re.IGNORECASE)
_KNOWN = re.compile(
    r"name|who|person|student|child|kid|member|deed|task|chore|what (?:they|we|he|she|i) did|point|score|star|total|date|day|when|reward|prize|rank"
    r"|名|誰|谁|學生|学生|同學|同学|小朋友|孩子|任務|任务|做了|做咗|事|家務|家务|分|星|日期|日子|幾時|獎|奖|排",
    re.IGNORECASE,
)
"""What points keep by themselves: a field of this name would be asked twice."""


def draft(wish: Wish) -> Draft:
    """Deeds, people, what was given, rewards where some were spoken of; and the jar that all fill."""
    words = blocks.discover()["points"].said(wish.language)["labels"]
    said = " ".join((wish.brief.problem, wish.brief.goal, wish.brief.keep))
    rewards = bool(_REWARDS.search(said))
    options = {
        "gives": _gives(said), "board": bool(_BOARD.search(said)) and wish.tier != "primary", "starters": _starters(wish, words),
        "rewards_thing": "reward" if rewards else None,
    }  # fmt: skip
    things = (_deeds("deed", words["deed"], words), _points(wish, words), _members(wish, words))
    screen = Screen(id="points", label=words["screen"], block="points", thing="deed", options=options)
    return Draft(things=(*things, *((_deeds("reward", words["reward"], words),) if rewards else ())), screen=screen, rules=_rules(wish, said))


def _gives(said: str) -> str:
    found = ((_OWNER_GIVES, "owner"), (_TO_OTHERS, "others"), (_CONFIRMED, "confirm"))
    return next((gives for pattern, gives in found if pattern.search(said)), "self")


def _starters(wish: Wish, words: Any) -> list[dict[str, Any]]:
    """What the learner listed, each with its worth where they said one ('dishes 3 points'); else three that fit everywhere."""
    found: dict[str, dict[str, Any]] = {}
    listed = wish.facts.items or tuple(text_of(one, wish.language) for one in wish.facts.choices) or _priced(wish.brief.keep)
    for item in listed or tuple(words["deeds"]):
        words_of_it = " ".join(str(clean(item)).split())
        match = _WORTH.search(words_of_it)
        name = str(trimmed((words_of_it[: match.start()] if match else words_of_it)[:80] or words_of_it[:80]))
        worth = min(max(int(match[1]), 1), MOST_POINTS) if match else 1
        if name:
            found.setdefault(name.casefold(), {"name": name, "points": worth})
    return list(found.values())[:30]


def _priced(said: str) -> tuple[str, ...]:
    """'Dishes 2 points, rubbish 1 point': parts of what they want kept that say what they are worth."""
    parts = (part.strip() for part in re.split(r"[,;\n，、；。]", said))
    return tuple(part for part in parts if re.search(r"\w\D*\d\s*(?:points?|pts?|stars?|分|粒星|颗星)[)）]?$", part, re.IGNORECASE))


def _deeds(id: str, label: str, words: Any) -> Thing:
    fields = (Field(name="name", label=label, required=True), Field(name="points", label=words["points"], type="number", required=True))
    return Thing(id=id, label=label, fields=fields, written_by="owner")


def _members(wish: Wish, words: Any) -> Thing:
    label = words["of"].format(wish.person[:1].upper() + wish.person[1:])[:80] if wish.person else words["name"]
    return Thing(id="member", label=words["members"], fields=(Field(name="name", label=label, type="person", required=True),))


def _points(wish: Wish, words: Any) -> Thing:
    fields = (
        Field(name="name", label=words["name"], type="person", required=True), Field(name="deed", label=words["deed"], required=True),
        Field(name="points", label=words["points"], type="number", required=True), Field(name="day", label=words["day"], type="date", required=True),
        Field(name="giver", label=words["giver"]), Field(name="confirmed", label=words["confirmed"], type="yes_no"), Field(name="source", label=words["source"]),
    )  # fmt: skip
    taken = {field.name for field in fields}
    own = (field for field in wish.fields if field.name not in taken and not _KNOWN.search(_word(field)))
    return Thing(id="point", label=words["given"], fields=(*fields, *(field.model_copy(update={"required": False}) for field in own))[:30])


def _rules(wish: Wish, said: str) -> tuple[Rule, ...]:
    """The jar of all, and how often a day where they said so."""
    match = _GOAL.search(said)
    amount = int(match[1] or match[2]) if match else 100
    goal = Rule(id="points_goal", screen="points", kind="shared_goal", options={"amount": max(amount, 2)}, says=_sentence(said, match))
    limit = next((one for one in wish.facts.limits if one.unit == "times" and one.per == "day" and 1 <= one.amount <= 100), None)
    if limit is None:
        return (goal,)
    return (goal, Rule(id="points_limit", screen="points", kind="limit_per_person", options={"amount": limit.amount}, says=limit.says))


def _sentence(said: str, match: re.Match[str] | None) -> str:
    """The learner's sentence in which the goal stands."""
    if match is None:
        return ""
    begin = max(said.rfind(mark, 0, match.start()) for mark in ".!?。！？\n") + 1
    ends = [place for mark in ".!?。！？\n" if (place := said.find(mark, match.end())) >= 0]
    return said[begin : min(ends, default=len(said))].strip()[:300]


def _word(field: Field) -> str:
    return field.label if isinstance(field.label, str) else " ".join(field.label.values())
