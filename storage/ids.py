"""Identifiers: random where they must not be guessed, in order of time where they are sorted."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time


class _Clock:
    """Nanoseconds that never stand still and never go back, whatever the system's clock does."""

    def __init__(self) -> None:
        self._lock, self._last = threading.Lock(), 0

    def tick(self) -> int:
        with self._lock:
            self._last = max(self._last + 1, time.time_ns())
            return self._last


_clock = _Clock()


def new_id() -> str:
    """An id that says nothing: 32 hex digits."""
    return secrets.token_hex(16)


def next_id() -> str:
    """An id that sorts after every one that this process gave before: nanoseconds, then 8 random bytes; 32 hex digits."""
    return f"{_clock.tick():016x}{secrets.token_hex(8)}"


def hash_token(token: str) -> str:
    """What is kept of a link's token. Plain SHA-256 is enough: a token has 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "backslashreplace")).hexdigest()


def new_token() -> str:
    """An unguessable token for an address."""
    return secrets.token_urlsafe(32)
