"""Who is at the browser: a random key in a sealed cookie. It is no account; whoever holds the cookie is that learner."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

CHANNEL = "web"
COOKIE = "sampan"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that we know. Several browsers of one learner may share a key, and then they share the chat."""

    key: str

    @property
    def chat(self) -> str:
        return f"{CHANNEL}:{self.key}"


def new_session() -> Session:
    return Session(secrets.token_hex(16))


def session_of_chat(chat: str) -> Session | None:
    """The session whose chat this is; None for a chat of another channel."""
    channel, _, key = chat.partition(":")
    return Session(key) if channel == CHANNEL and re.fullmatch(r"[0-9a-f]{32}", key) else None


def seal(secret: bytes, session: Session) -> str:
    """The cookie's value. The seal keeps anybody from making up a key."""
    return f"{session.key}.{_mark(secret, session.key)}"


def unseal(secret: bytes, value: str) -> Session | None:
    key, _, mark = value.partition(".")
    if not re.fullmatch(r"[0-9a-f]{32}", key) or not hmac.compare_digest(mark.encode(), _mark(secret, key).encode()):
        return None
    return Session(key)


def current(request: Request, secret: bytes) -> Session | None:
    """The session of a request; None for somebody new or a cookie that we did not seal."""
    return unseal(secret, request.cookies.get(COOKIE, ""))


def remember(request: Request, response: Response, secret: bytes, session: Session) -> None:
    keep(request, response, COOKIE, seal(secret, session))


def keep(request: Request, response: Response, name: str, value: str) -> None:
    """Set a cookie that scripts cannot read and other sites do not send."""
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="lax", secure=secure, path="/")


def forget(response: Response, names: tuple[str, ...]) -> None:
    for name in names:
        response.delete_cookie(name, httponly=True, samesite="lax", path="/")


def _mark(secret: bytes, key: str) -> str:
    return hmac.new(secret, b"web session " + key.encode(), hashlib.sha256).hexdigest()[:40]
