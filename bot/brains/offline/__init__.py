"""The brain that needs no model, no key and no network."""

from __future__ import annotations

from bot.brains.offline.brain import OfflineBrain

__all__ = ["OfflineBrain"]
