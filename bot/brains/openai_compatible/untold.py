"""What may be logged of an error."""

from __future__ import annotations

import traceback


def where(error: BaseException) -> str:
    """What kind of error and where, without its text: that may hold what a learner wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {place}"
