"""Whose pages may hold ours in a frame."""

from __future__ import annotations

from bot.services import Parts

TELEGRAM = "https://*.telegram.org"
"""Telegram's clients for browsers: web.telegram.org and its siblings. A browser asks every page around a frame, not the nearest alone."""


def frame_ancestors(parts: Parts) -> str:
    """The value of `frame-ancestors` for what may be seen inside Telegram; Telegram is named only where it is a door of this Sampan."""
    return f"'self' {TELEGRAM}" if "telegram" in parts.passes else "'self'"
