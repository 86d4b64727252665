"""What one row is called, found in the learner's own words: 'keep track of borrowed books' keeps borrowed books."""

from __future__ import annotations

import re

from scaffolds.spec import Brief, Language

_EN = re.compile(
    r"\b(?:record|log|list|track|collect|store|organi[sz]e|catalogue|keep (?:track|a list|a record|a log|a note|notes?)(?: of)?|write down|note down)\s+"
    r"(?:of\s+|all\s+|the\s+|my\s+|our\s+|their\s+|every\s+|each\s+|which\s+|what\s+)*"
    r"((?:(?!and\b|with\b|so\b|for\b|that\b|when\b|in\b|on\b|from\b|to\b|by\b|at\b|or\b|we\b|i\b|who\b|it\b|them\b|things?\b)[a-z][a-z'-]*\s?){1,3})",
    re.IGNORECASE,
)
_ZH = re.compile(
    r"(?:記錄|纪录|记录|紀錄|記低|记下|記下|登記|登记|整理|收集|收藏)"
    r"(?:返|低|一下|晒|下|所有|全部|我們的|我们的|我嘅|我的|大家嘅|大家的|每日嘅|每天的|每次)*"
    r"([\u3400-\u9fff]{2,8})"
)
_ENDS_ZH = re.compile(r"^(?:[嘅的了同和與与或及時时邊边誰谁邊個哪什甚乜每有係是]|下|低)|[嘅的了同和與与或及係是]$")


def thing_name(brief: Brief, language: Language) -> str:
    """The words for one row, or '' where the learner gave none that are surely a name."""
    for said in (brief.goal, brief.keep, brief.problem):
        found = _english(said) if language == "en" else _chinese(said)
        if found:
            return found
    return ""


def _english(said: str) -> str:
    match = _EN.search(said)
    name = match[1].strip(" '-") if match else ""
    return name[:1].upper() + name[1:] if 3 <= len(name) <= 24 else ""


def _chinese(said: str) -> str:
    """Only where the words end with the sentence: a cut in the middle of a Chinese word would be no word of theirs."""
    match = _ZH.search(said)
    if match is None or said[match.end() :].strip()[:1] not in ("", "，", "。", "、", ",", ".", "！", "!", "？", "?", "；"):
        return ""
    return "" if _ENDS_ZH.search(match[1]) or len(match[1]) > 6 else match[1]
