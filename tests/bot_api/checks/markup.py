"""Keyboards under a message, and the keyboards of a Mini App and of replies."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from tests.bot_api.checks.entities import check_address
from tests.bot_api.checks.text import check_whole
from tests.bot_api.params import Params
from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json

MOST_BUTTONS, LONGEST_DATA = 100, 64
ACTIONS = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)
KEYBOARDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def read_markup(params: Params, *, private: bool) -> Json | None:
    """`reply_markup`, or None. Raises the rules `markup-object`, `keyboard-large` and `button-...`."""
    markup = params.structure("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict) or (markup and not any(name in markup for name in KEYBOARDS)):
        raise refuse("markup-object")
    rows = markup.get("inline_keyboard")
    if rows is not None:
        _check_rows(params, rows, private)
    return markup


def _check_rows(params: Params, rows: Any, private: bool) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise refuse("button-malformed", why='Field "inline_keyboard" must be an Array of Arrays')
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise refuse("keyboard-large")
    for button in buttons:
        _check_button(params, button, private)


def _check_button(params: Params, button: Any, private: bool) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"]:
        raise refuse("button-malformed", why='Can\'t find field "text"')
    check_whole(button["text"])
    actions = ACTIONS & button.keys()
    if not actions or button.get("callback_data") == "":
        raise refuse("button-bare")
    if len(actions) > 1:
        params.notes.append("button-actions")
    if "callback_data" in button and len(str(button["callback_data"]).encode(errors="replace")) > LONGEST_DATA:
        raise refuse("button-data")
    if "url" in button:
        check_address(button["url"], "button-url")
    if "web_app" in button:
        _check_web_app(button["web_app"], private)


def _check_web_app(app: Any, private: bool) -> None:
    url = str(app.get("url", "")) if isinstance(app, dict) else ""
    if not private:
        raise refuse("button-web-app-place")
    if not reachable(url):
        raise refuse("button-web-app", url=url)


def reachable(url: str) -> bool:
    """An address that Telegram would open: https; on loopback, which Telegram never sees, http too."""
    split = urlsplit(url)
    return bool(split.hostname) and (split.scheme == "https" or (split.scheme == "http" and is_loopback(url)))


def is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
