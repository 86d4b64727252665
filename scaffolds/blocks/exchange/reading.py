"""What a learner's words say about an exchange: is it lost and found, in which ways do things change hands, and which kinds of things."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scaffolds.spec import Brief, Language

_LOST = re.compile(
    r"lost[- ](?:and|&|property|things?|items?|stuff)|los(?:e|t|es|ing) (?:things|their|my|our|his|her|it|something|stuff|a )|"
    r"(?:things|bottles?|jackets?|keys?|cards?|umbrellas?|phones?|wallets?) (?:is|are|gets?|got|was|were) (?:always )?lost|unclaimed|find the owner|"
    r"what (?:was|is|we|people|someone|somebody) (?:lost|found)|found (?:keys|a wallet|a phone)|(?:knows?|idea) whose|who picked (?:it|them) up|"
    r"失物|失主|物主|認領|认领|招領|招领|遺失|遗失|執到|撿到|捡到|拾到|唔見咗|漏咗|落在|不見了|弄丟|弄丢|丟了|丢了|唔知係邊個嘅|不知道是[谁誰]的",
    re.IGNORECASE,
)
_WAYS: Mapping[str, re.Pattern[str]] = {
    "give": re.compile(r"\bgiv(?:e|es|ing|eaway)\b|\bdonat|hand[- ]me|hand down|leftover|for free|送|捐|贈|赠|派", re.IGNORECASE),
    "lend": re.compile(r"\blend|\bborrow|\bloan|\bshar(?:e|es|ing) (?:tools?|equipment|an?|our)|借", re.IGNORECASE),
    "swap": re.compile(r"\bswap|\btrad(?:e|es|ing)\b|\bexchang(?:e|es|ing)\b|換|换|交易", re.IGNORECASE),
    "help": re.compile(
        r"\bhelp(?!ful| me (?:make|build))|\btutor|\bvolunteer|\brepair|\bteach|\bskills?\b|幫|帮|義工|义工|志願|志愿|補習|辅导|維修|维修",
        re.IGNORECASE,
    ),
}
_KINDS: Mapping[str, re.Pattern[str]] = {
    "books": re.compile(r"book|novel|\bcomics?\b|notes\b|課本|课本|書|书|筆記|笔记", re.IGNORECASE),
    "clothes": re.compile(r"cloth|uniform|jacket|coat|shoe|costume|衫|衣|校服|鞋|外套", re.IGNORECASE),
    "toys": re.compile(r"\btoys?\b|board games?|lego|玩具|桌遊|桌游|積木|积木", re.IGNORECASE),
    "food": re.compile(r"food|meal|leftover|fruit|vegetable|bread|食物|剩食|吃的|蔬菜|水果|麵包|面包|餸|剩菜", re.IGNORECASE),
    "tools": re.compile(r"\btools?\b|drill|ladder|工具|電鑽|电钻|梯", re.IGNORECASE),
    "sports": re.compile(r"sport|\bballs?\b|racket|bicycle|\bbikes?\b|運動|运动|球拍|單車|自行车", re.IGNORECASE),
    "home": re.compile(r"furniture|household|kitchen|appliance|傢俬|家具|家電|家电|家居|日用品", re.IGNORECASE),
    "plants": re.compile(r"\bplants?\b|\bseeds?\b|seedling|植物|種子|种子|盆栽", re.IGNORECASE),
    "lessons": re.compile(r"tutor|lesson|homework|\bteach|補習|辅导|功課|作业|教", re.IGNORECASE),
    "rides": re.compile(r"\brides?\b|carpool|car seat|順風車|顺风车|拼車|拼车|搭車", re.IGNORECASE),
}
_LOST_KINDS = ("bottle", "clothes", "stationery", "electronics", "cards", "other")
_USUAL_KINDS = ("books", "clothes", "toys", "food", "home", "other")


def said(brief: Brief) -> str:
    """All of the learner's words at once."""
    return " ".join((brief.problem, brief.goal, brief.keep))


def is_lost_and_found(brief: Brief) -> bool:
    return bool(_LOST.search(said(brief)))


def ways(brief: Brief, words: Mapping[str, str]) -> tuple[str, ...]:
    """Give, lend, swap, help, in the learner's language: those that were named, all where none was, none where there is but one."""
    named = [key for key, pattern in _WAYS.items() if pattern.search(said(brief))]
    return tuple(words[f"way_{key}"] for key in (named or _WAYS)) if len(named) != 1 else ()


def kinds(brief: Brief, words: Mapping[str, str], lost: bool) -> tuple[str, ...]:
    """Kinds of things that were named, else the usual ones; an exchange of one kind only needs none."""
    named = [] if lost else [key for key, pattern in _KINDS.items() if pattern.search(said(brief))]
    if len(named) == 1:
        return ()
    found = [*named, "other"] if named else (_LOST_KINDS if lost else _USUAL_KINDS)
    return tuple(words[f"kind_{key}"] for key in found)


STATE: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"status|state\b|available|reserved|taken|claimed|done|offer or|lost or|type of post", re.IGNORECASE),
    "zh-Hant": re.compile(r"狀態|已取|已換|已送|預留|完成|認領了"),
    "zh-Hans": re.compile(r"状态|已取|已换|已送|预留|完成|认领了"),
}
"""Labels of what the screen keeps by itself: whether an entry is still there."""
