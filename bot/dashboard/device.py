"""The browser that somebody signs in with: what to call it, and which teacher it has seen before."""

from __future__ import annotations

import hashlib
import hmac

from fastapi import Request
from fastapi.responses import Response

from bot.channels.web.session import keep

KNOWN_COOKIE = "teacher_known"
"""Outlives a session: a guess at a password counts for this browser alone, where its teacher was signed in here before."""
_BROWSERS = (
    ("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPad", "iPad"), ("iPhone", "iPhone"), ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("CrOS", "Chromebook"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def device_of(request: Request) -> str:
    """`Chrome, Windows`: names that are the same in every language."""
    agent = request.headers.get("user-agent", "")
    found = (next((name for sign, name in signs if sign in agent), "") for signs in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, found))


def known_teacher(request: Request, secret: bytes) -> str:
    """The id of the teacher who was signed in here before; '' for nobody, or a cookie that we did not seal."""
    teacher, _, mark = request.cookies.get(KNOWN_COOKIE, "").partition(".")
    return teacher if hmac.compare_digest(mark.encode(), _mark(secret, teacher).encode()) else ""


def remember_teacher(request: Request, response: Response, secret: bytes, teacher: str) -> None:
    keep(request, response, KNOWN_COOKIE, f"{teacher}.{_mark(secret, teacher)}")


def _mark(secret: bytes, teacher: str) -> str:
    return hmac.new(secret, b"known teacher " + teacher.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:40]
