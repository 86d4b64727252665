"""What somebody from outside may write to a student: about the app, and nothing that leads to a private channel."""

from __future__ import annotations

import re
from re import Pattern
from typing import Literal

from bot.core.folding import fold
from bot.core.safety import Verdict

Refusal = Literal["empty", "long", "contact", "link", "unkind"]
LONGEST = 1000
_CONTACT = frozenset(("phone", "email", "address", "account"))
"""Personal data by which people reach one another."""
_MESSENGER = r"(?:whats ?app|we ?chat|weixin|telegram|instagram|insta|snap ?chat|discord|facebook|messenger|tiktok|signal|line|qq|zoom|微信|微訊|微讯|抖音|小红书|小紅書|臉書|脸书)"
_BESIDE = re.compile(
    rf"\b(?:add|message|text|call|e-?mail|dm|write to|contact|find|follow|reach|ping|{_MESSENGER})\s+(?:to\s+)?me\b"
    rf"|\bmy\s+(?:e-?mail|number|phone|handle|{_MESSENGER})\b|\b(?:on|over|via)\s+{_MESSENGER}\b.{{0,20}}\bme\b"
    r"|\b(?:meet|talk|chat|speak|see you)\b.{0,30}\b(?:privately|in private|alone|outside (?:of )?(?:school|class)|just us|without (?:your|the) teacher)\b"
    r"|\b(?:don['’]?t|do not|no need to)\s+tell\s+(?:your|the|any)"
    r"|(?:加|搵|找|聯絡|联系|聯繫|打給|打给|寫給|写给|私訊|私信|私聊|密)我|我(?:的|嘅)?(?:電話|电话|手機|手机|號碼|号码|微信|郵箱|邮箱|電郵)"
    rf"|{_MESSENGER}.{{0,6}}(?:我|號|号)|私(?:下|底下)(?:見|见|聊|談|谈|傾)|(?:不要|唔好|別|别)(?:告訴|告诉|話俾|話畀|跟|同)老師|(?:不要|别|別)(?:告诉|跟)老师",
    re.IGNORECASE,
)


def refusal(text: str, verdict: Verdict, address: Pattern[str]) -> Refusal | None:
    """Why this is not kept; None where it may be. `verdict` is of the safety floor, `address` finds links.

    A floor: a teacher reads every comment before a student does."""
    plain = fold(text).text
    if not plain.strip():
        return "empty"
    if len(text) > LONGEST:
        return "long"
    if verdict.flag:
        return "unkind"
    if _CONTACT.intersection(verdict.found) or _BESIDE.search(plain):
        return "contact"
    return "link" if address.search(plain.lower()) else None
