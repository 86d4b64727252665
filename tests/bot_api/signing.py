"""A Mini App's init data, signed as Telegram signs it (core.telegram.org/bots/webapps, "Validating data received via the Mini App")."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

from tests.bot_api.wire import Json


def sign(token: str, fields: dict[str, str]) -> str:
    """The hash: HMAC-SHA-256 of the sorted `name=value` lines under a key made of the token."""
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    return hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()


def init_data(token: str, user: Json, *, age: float = 0, chat: Json | None = None, start_param: str = "", query_id: str = "") -> str:
    """The query string that a Mini App gets. `age`: seconds since it was signed; `chat`: the group it was opened in.

    `signature`, the third parties' one, is in the data that is hashed, as on Telegram, and is not a true one.
    """
    fields = {"user": json.dumps({name: value for name, value in user.items() if name != "is_bot"}, ensure_ascii=False, separators=(",", ":"))}
    if chat is not None:
        fields |= {"chat_instance": str(abs(int(chat["id"])) * 31), "chat_type": str(chat["type"])}
    fields |= {name: value for name, value in (("start_param", start_param), ("query_id", query_id)) if value}
    fields |= {"auth_date": str(int(time.time() - age)), "signature": "bm90IGEgdHJ1ZSBvbmU"}
    return urlencode({**fields, "hash": sign(token, fields)})
