"""What every page of the chat needs at hand: the parts, the links that are shown, the wire, and how a page is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.web import session
from bot.channels.web.assets import asset
from bot.channels.web.session import Session
from bot.channels.web.view import PAGE_OF_TALK, ChatView, view_of, words_for
from bot.channels.web.wire import Wire
from bot.locales import LANGUAGES, Locale, locale, preferred, spoken
from bot.services import Parts
from bot.services.classroom.join import origin_of as origin_of_address
from bot.services.preview_app import PreviewLinks
from bot.services.recover import RecoveryWords
from bot.services.share_try import TryLinks
from scaffolds.spec import Language, Tier
from storage.records import Loaded

TIERS: tuple[Tier, ...] = get_args(Tier)
LANGUAGE_COOKIE, TIER_COOKIE, KEPT_COOKIE = "language", "tier", "words"
COOKIES = (session.COOKIE, LANGUAGE_COOKIE, TIER_COOKIE, KEPT_COOKIE)


@dataclass(frozen=True)
class Desk:
    """The web chat's own parts, one for each app; in `request.app.state.desk`."""

    parts: Parts
    previews: PreviewLinks
    tries: TryLinks
    words: RecoveryWords
    wire: Wire

    def session(self, request: Request) -> Session | None:
        return session.current(request, self.parts.secret)

    def origin(self, request: Request) -> str:
        """Where a request comes from, so that wrong guesses can be counted."""
        return origin_of_address(self.parts.secret, request.client.host if request.client else "")

    async def loaded(self, session: Session | None) -> Loaded | None:
        return await self.parts.store.load_turn(session.chat) if session else None

    async def view(self, request: Request, session: Session, before: str | None = None) -> ChatView:
        """The chat page of a session as it is now."""
        store = self.parts.store
        loaded = await store.load_turn(session.chat)
        history = await store.history(session.chat, PAGE_OF_TALK, before)
        t = words_of_page(request, loaded)
        view = view_of(loaded, history, t, self.parts.zone, await self._preview(loaded))
        if loaded is None or before or not view.words_after or KEPT_COOKIE in request.cookies:
            return replace(view, words_after="")
        numbers = await self.words.of(loaded.learner.id)
        return replace(view, words=words_for(numbers, tier_of(request, loaded), t.language))

    async def _preview(self, loaded: Loaded | None) -> str:
        if loaded is None or loaded.project is None or loaded.head is None:
            return ""
        token = await self.previews.of(loaded.project.id, loaded.learner.id)
        return f"/preview/{token}/?v={loaded.head.n}"


@dataclass(frozen=True)
class Visit:
    """Who asks for a page, as far as that is known, and the words that it is in."""

    desk: Desk
    loaded: Loaded | None
    t: Locale


async def visit_of(request: Request) -> Visit:
    desk = desk_of(request)
    loaded = await desk.loaded(desk.session(request))
    return Visit(desk, loaded, words_of_page(request, loaded))


def desk_of(request: Request) -> Desk:
    return cast(Desk, request.app.state.desk)


def words_of_page(request: Request, loaded: Loaded | None = None) -> Locale:
    """The page's language: as chosen, else that of the conversation, else the browser's."""
    chosen = chosen_language(request) or spoken(loaded.state.get("language") if loaded else None)
    return locale(chosen or preferred(request.headers.get("accept-language", "")))


def tier_of(request: Request, loaded: Loaded | None) -> Tier:
    return chosen_tier(request) or (loaded.learner.tier if loaded and loaded.learner.tier in TIERS else "junior")


def chosen_tier(request: Request) -> Tier | None:
    return known_tier(request.cookies.get(TIER_COOKIE))


def known_tier(name: str | None) -> Tier | None:
    return next((tier for tier in TIERS if tier == name), None)


def chosen_language(request: Request) -> Language | None:
    """As somebody chose it in this browser."""
    return spoken(request.cookies.get(LANGUAGE_COOKIE))


def render(template: str, t: Locale, **values: Any) -> str:
    return _templates().get_template(template).render(t=t, asset=asset, locales=[locale(one) for one in LANGUAGES], **values)


def sheet(request: Request, name: str, t: Locale, heading: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A sheet: in the dialog where the page's script asked for it, else a page of its own."""
    in_dialog = is_partial(request)
    layout = "fragment.html" if in_dialog else "page.html"
    return HTMLResponse(render(f"sheets/{name}.html", t, layout=layout, in_dialog=in_dialog, heading=heading, **values), status)


def is_partial(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"


def origin_of(request: Request) -> str:
    """The address by which this browser reached us, so that a link works in the same network."""
    return f"{request.url.scheme}://{request.url.netloc}"


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
