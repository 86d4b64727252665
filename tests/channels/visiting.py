"""A browser without a screen for tests of the web chat, and an app that is there already."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2
from fastapi import FastAPI

from bot.channels.web.app import create_app
from bot.channels.web.session import COOKIE, unseal
from bot.core.conversation import Conversation
from bot.core.turn import Button, File, Message
from bot.services import Parts
from scaffolds.spec import AppSpec, parse
from storage.ids import new_id
from storage.records import NewRevision, TurnRecord

HERE = "http://sampan.test"
SPEC = parse(
    {
        "title": "Shower Time",
        "things": [
            {
                "id": "booking",
                "label": "Booking",
                "fields": [
                    {"name": "name", "label": "Family name", "type": "person", "required": True},
                    {"name": "phone", "label": "Phone", "type": "phone", "private": True},
                ],
            }
        ],
        "screens": [{"id": "book", "label": "Book", "block": "records", "thing": "booking"}],
    }
)


@dataclass
class Visit:
    """One browser: it keeps cookies and says where its requests come from."""

    app: FastAPI
    http: httpx2.AsyncClient

    @property
    def key(self) -> str:
        """The key of its session."""
        session = unseal(self.app.state.parts.secret, self.http.cookies.get(COOKIE) or "")
        assert session is not None
        return session.key

    async def get(self, path: str, **options: Any) -> httpx2.Response:
        return await self.http.get(path, **options)

    async def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> httpx2.Response:
        headers = {"Origin": HERE, **options.pop("headers", {})}
        return await self.http.post(path, data=data, headers=headers, **options)

    async def say(self, text: str) -> httpx2.Response:
        return await self.post("/say", {"text": text}, headers={"HX-Request": "true"})


def visit(app: FastAPI, language: str = "en", address: str = "127.0.0.1") -> Visit:
    """A new browser at an address."""
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False, client=(address, 4000))
    return Visit(app, httpx2.AsyncClient(transport=transport, base_url=HERE, headers={"Accept-Language": language}))


def web(parts: Parts) -> FastAPI:
    """The web app, ready to serve."""
    app = create_app(parts)
    app.state.ready = True
    return app


async def give_app(visit: Visit, spec: AppSpec = SPEC, project: str | None = None, tier: str = "junior") -> str:
    """Commit a version of an app to the chat of a browser, as a turn would; the project's id."""
    store, chat, id = visit.app.state.parts.store, f"web:{visit.key}", project or new_id()
    loaded = await store.load_turn(chat)
    learner = loaded.learner if loaded else await store.find_or_create_learner("web", visit.key, tier=tier)
    head = loaded.head.n if loaded and loaded.head and project else None
    taken = await store.take_in(chat, uuid4().hex, {"text": "build"})
    file = File(name=f"{spec.slug}.zip", mime="application/zip", project=id, version=(head or 0) + 1, platform="web")
    answer = Message(text="Here is **it**.", file=file, buttons=(Button(id="try", label="Try it"),))
    record = TurnRecord(
        turn=taken.turn, chat=chat, learner=learner.id, said={"text": "build"}, answers=[answer.model_dump(mode="json")],
        state=Conversation(stage="improve", project=id, version=(head or 0) + 1, buttons=answer.buttons).model_dump(mode="json"),
        project=id, slug=spec.slug, read_head=head, revision=NewRevision(spec.model_dump_json(), "first"), delivered=True, tier=tier,
    )  # fmt: skip
    await store.commit_turn(record)
    return id


def text_of_page(response: httpx2.Response) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def preview_of(response: httpx2.Response) -> str:
    """The path of the frame on a page."""
    found = re.search(r'<iframe[^>]* src="([^"?]+)', response.text)
    assert found, "no frame"
    return found[1]
