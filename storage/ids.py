"""Identifiers: random where they must not be guessed, in order of time where they are sorted."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """An id that says nothing: 32 hex digits."""
    return secrets.token_hex(16)


def next_id() -> str:
    """An id that sorts after every one that this process gave before: nanoseconds, then 8 random bytes; 32 hex digits."""
    global _last
    with _lock:
        _last = max(_last + 1, time.time_ns())
        moment = _last
    return f"{moment:016x}{secrets.token_hex(8)}"


def hash_token(token: str) -> str:
    """What is kept of a link's token. Plain SHA-256 is enough: a token has 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "backslashreplace")).hexdigest()


def new_token() -> str:
    """An unguessable token for an address."""
    return secrets.token_urlsafe(32)
