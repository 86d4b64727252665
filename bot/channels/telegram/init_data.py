"""What a Mini App says of who opened it, believed only where Telegram signed it.

The check is Telegram's own, "Validating data received via the Mini App": HMAC-SHA256 over the sorted fields, with a key made of the bot's token.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from bot.channels.telegram.fields import Fields

LASTS = timedelta(hours=1)
"""How long what was signed is believed: long enough to open an app, too short to be passed on."""
_AHEAD = timedelta(minutes=1)
"""How far the clock of Telegram may be ahead of ours."""
_LONGEST, _MOST_FIELDS = 8192, 32
_HASH = re.compile(r"[0-9a-f]{64}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DIGITS = re.compile(r"[0-9]{1,12}")


class InitDataError(ValueError):
    """Init data that is not believed; `str()` says why, for the log."""


@dataclass(frozen=True)
class Viewer:
    """Who opened a Mini App, and by which link."""

    user: int
    signed: datetime
    start: str = ""


def viewer_of(init_data: str, token: str, now: datetime, lasts: timedelta = LASTS) -> Viewer:
    """Who signed in by this init data. `now` has a zone. Raises `InitDataError`."""
    fields = _fields(init_data)
    given = fields.pop("hash", "")
    if not _HASH.fullmatch(given) or not hmac.compare_digest(given, signature(fields, token)):
        raise InitDataError("the signature is not Telegram's")
    signed = _signed(fields.get("auth_date", ""))
    if not now - lasts <= signed <= now + _AHEAD:
        raise InitDataError("it is too old, or of a time to come")
    return Viewer(_user(fields.get("user", "")), signed, fields.get("start_param", ""))


def signature(fields: dict[str, str], token: str) -> str:
    """The `hash` that Telegram gives these fields, in hex."""
    key = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    return hmac.digest(key, lines.encode(), hashlib.sha256).hex()


def _fields(init_data: str) -> dict[str, str]:
    """Each field once. A line end in one would let two fields pass for one under the same signature, so none is let in."""
    if len(init_data) > _LONGEST:
        raise InitDataError("it is too long")
    try:
        pairs = parse_qsl(init_data, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise InitDataError("it is no list of fields") from None
    fields = dict(pairs)
    if len(fields) < len(pairs) or any(_CONTROL.search(part) for pair in pairs for part in pair):
        raise InitDataError("a field is there twice, or holds what no field holds")
    return fields


def _signed(seconds: str) -> datetime:
    if not _DIGITS.fullmatch(seconds):
        raise InitDataError("it does not say when it was signed")
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise InitDataError("it was signed at no time") from None


def _user(text: str) -> int:
    try:
        user = Fields(json.loads(text)).number("id")
    except (ValueError, RecursionError):
        user = 0
    if user <= 0:
        raise InitDataError("it does not say who opened the app")
    return user
