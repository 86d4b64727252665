"""Who opened this app, as Telegram says it. app.py asks here where BOT_TOKEN is set: the token that @BotFather gave you, which stands in no file.

Telegram signs what it says of a person with the bot's token; without the token nobody can sign so. Only what carries that signature and is fresh
is believed. How it is done: core.telegram.org/bots/webapps, "Validating data received via the Mini App".
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from urllib.parse import parse_qsl

LASTS = 24 * 3600  # seconds for which what was signed is believed: as long as somebody may leave the app open
AHEAD = 60  # seconds by which Telegram's clock may be ahead of this computer's
LONGEST, MOST_FIELDS = 8192, 32


def visitor(init_data: str, token: str, now: float) -> str:
    """The number of the person whom Telegram vouches for, "" for whatever Telegram did not sign, or signed too long ago."""
    fields = read(init_data)
    given = fields.pop("hash", "")
    if not re.fullmatch("[0-9a-f]{64}", given) or not hmac.compare_digest(given, signature(fields, token)):
        return ""
    signed = fields.get("auth_date", "")
    if not re.fullmatch("[0-9]{1,12}", signed) or not now - LASTS <= int(signed) <= now + AHEAD:
        return ""
    return person(fields.get("user", ""))


def signature(fields: Mapping[str, str], token: str) -> str:
    """What Telegram writes under these fields."""
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    return hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()


def read(init_data: str) -> dict[str, str]:
    """Each field once. A line end in one would let two fields pass for one under the same signature, so none is let in."""
    try:
        pairs = parse_qsl(init_data[: LONGEST + 1], keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    odd = any(re.search(r"[\x00-\x1f\x7f]", part) for pair in pairs for part in pair)
    return {} if odd or len(init_data) > LONGEST or len(dict(pairs)) < len(pairs) else dict(pairs)


def person(user: str) -> str:
    try:
        number = json.loads(user)["id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    return str(number) if isinstance(number, int) and number is not True and number > 0 else ""


class Door:
    """Lets in the people whom Telegram vouches for, by the bot's token. `secret` is the store's own."""

    frames = ("https://*.telegram.org",)  # Telegram in a browser shows this app inside its own page
    mark = "telegram-"  # how the prints of people begin, unlike those of browsers

    def __init__(self, token: str, secret: str) -> None:
        self.token, self.secret = token, secret

    def visitor(self, header: str) -> str:
        """Who asks: a print of their Telegram number, so that the kept file does not tell the number; "" for nobody."""
        kind, _, init_data = header.partition(" ")
        found = visitor(init_data, self.token, time.time()) if kind == "tma" else ""
        return self.mark + hmac.new(self.secret.encode(), f"telegram:{found}".encode(), hashlib.sha256).hexdigest()[:32] if found else ""
