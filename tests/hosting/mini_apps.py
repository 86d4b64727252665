"""A learner of Telegram's with an app, and the pass with which their window opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from bot.channels.telegram.init_data import InitDataError, viewer_of
from bot.core.conversation import Conversation
from bot.services import Parts
from scaffolds.spec import AppSpec
from storage.ids import new_id
from storage.records import NewRevision, TurnRecord
from tests.bot_api.signing import init_data

TOKEN = "4242:tests-own-token"
USER = 7001
DAY = {"bg_color": "#ffffff", "text_color": "#000000", "button_color": "#2481cc", "button_text_color": "#ffffff"}
NIGHT = {"bg_color": "#17212b", "text_color": "#f5f5f5", "button_color": "#5288c1", "button_text_color": "#ffffff"}


def check(given: str) -> str | None:
    """As bootstrap joins it: the user that a pass is of."""
    try:
        return str(viewer_of(given, TOKEN, datetime.now(UTC)).user)
    except InitDataError:
        return None


def with_telegram(parts: Parts) -> Parts:
    return replace(parts, passes={"telegram": check})


def passed(user: int = USER, language: str = "en", age: float = 0, token: str = TOKEN) -> str:
    """Init data as Telegram signs it."""
    return init_data(token, {"id": user, "first_name": "Ann & Bo", "language_code": language}, age=age, query_id="AAE")


def opened_at(pass_: str, theme: str = "") -> str:
    """The part of the address behind `#` with which Telegram opens a window."""
    return f"#tgWebAppData={quote(pass_)}&tgWebAppVersion=9.1&tgWebAppPlatform=weba&tgWebAppThemeParams={quote(theme)}"


async def tell(parts: Parts, spec: AppSpec | None, user: int = USER, language: str = "en") -> str:
    """Commit what a learner's turn in Telegram came to: a new project, built where there is a spec; the project's id."""
    chat, id, store = f"telegram:{user}", new_id(), parts.store
    learner = await store.find_or_create_learner("telegram", str(user), language=language)
    taken = await store.take_in(chat, uuid4().hex, {"text": "build"})
    assert taken is not None
    made: Mapping[str, Any] = {"slug": spec.slug, "revision": NewRevision(spec.model_dump_json(), "first")} if spec else {"slug": "begun"}
    state = Conversation(stage="improve" if spec else "define", project=id, version=1 if spec else 0).model_dump(mode="json")
    await store.commit_turn(TurnRecord(turn=taken.turn, chat=chat, learner=learner.id, said={"text": "build"}, state=state, project=id, **made))
    return id
