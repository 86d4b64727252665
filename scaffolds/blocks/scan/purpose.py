"""What somebody who wants to scan is after, heard in their own words."""

from __future__ import annotations

import re

from scaffolds.blocks.scan.options import Purpose
from scaffolds.wish import Wish

_LENDS = re.compile(
    r"borrow|\blen[dt]\b|lending|\bloans?\b|returned|(?:give|bring|put)(?:s|n)?(?: (?:it|them|one|things))? back|brought back|take(?:s|n)? (?:it|them|one) out|who has (?:it|which|what)|借|歸還|归还|還書|还书|租借",
    re.IGNORECASE,
)
_PASSES = re.compile(
    r"attendance|check(?:ed|s|ing)?[- ]?(?:them )?in\b|sign(?:ed|s|ing)?[- ]?in\b|register|roll[- ]call|turn(?:s|ed)? up|who (?:came|is here|was there|entered)|"
    r"pick(?:s|ed)?[- ]?up|boards? the bus|on the bus|present\b|entrance|tickets?\b|guests?\b|visitors?\b|participants?\b|"
    r"點名|点名|簽到|签到|報到|报到|出席|入場|入场|考勤|拍卡|打卡|到咗未|到齊|到齐|接走|接送|上車|上车|來賓|来宾|嘉賓|嘉宾|訪客|访客|邊個嚟咗|谁来了",
    re.IGNORECASE,
)
_BOTH_WAYS = re.compile(
    r"\bout\b|\bleav(?:e|es|ing)\b|\bleft\b|go(?:es|ing)? home|pick(?:s|ed)?[- ]?up|出入|進出|进出|簽退|签退|離開|离开|離場|离场|放學|放学|接走|接送|走咗",
    re.IGNORECASE,
)
_FORGETS = re.compile(
    r"forg[eo]t|left behind|leave(?:s)? (?:\w+ ){0,3}(?:at home|behind)|before (?:i|we|he|she|they|you|going|leaving)|bring everything|pack(?:ing|ed)?\b|"
    r"忘|唔記得|漏帶|漏带|漏咗|漏嘢|落东西|落下|帶齊|带齐|帶晒|出門|出门|出街|執書包|收拾书包",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"what (?:is|it is|are|this|they)|look(?:s|ed|ing)? up|find out|information|identify|which (?:plant|book|part|bin|tool)|price|allerg|ingredient|"
    r"learn about|tell me|read about|know more|exhibit|where .{0,20}belongs|係乜|係咩|是什么|是甚麼|是什麼|資料|资料|信息|查|介紹|介绍|認識|认识|價錢|价钱|致敏|過敏|过敏|成分|展品|了解",
    re.IGNORECASE,
)


def words_of(wish: Wish) -> str:
    """All that was said of the problem."""
    return " ".join((wish.brief.problem, wish.brief.who, wish.brief.goal, wish.brief.keep))


def purpose_of(wish: Wish) -> Purpose:
    """The purpose that was said; who lists things to take along wants none forgotten; else people and things pass."""
    said = words_of(wish)
    if _PASSES.search(said) or _LENDS.search(said):
        return "check_in"
    if _FORGETS.search(said):
        return "leave"
    if _ASKS.search(said):
        return "lookup"
    return "leave" if wish.facts.items and not wish.person else "check_in"


def lends(wish: Wish) -> bool:
    """Things go out and come back, over days."""
    return bool(_LENDS.search(words_of(wish)))


def both_ways(wish: Wish) -> bool:
    """They come and they leave."""
    return lends(wish) or bool(_BOTH_WAYS.search(words_of(wish)))
