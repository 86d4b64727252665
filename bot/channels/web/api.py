"""The chat as JSON, for programs: the same turns as on the page, in the session of the cookie. Described by `/openapi.json`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from bot.channels.web.desk import Desk, desk_of, tier_of, words_of_page
from bot.channels.web.pages import readable
from bot.channels.web.pictures import address_of
from bot.channels.web.session import CHANNEL, Session, new_session, remember
from bot.core.turn import Asks, Button, File, Flag, Incoming, Message, Stage
from bot.services.take_turn import take_turn
from scaffolds.spec import Language, Tier
from storage.ids import new_id

router = APIRouter(prefix="/api", tags=["chat"])


class Sent(BaseModel):
    """A message of the learner's: a text, or the id of a button that was shown."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=100_000)] = ""
    press: Annotated[str, Field(max_length=200)] | None = None
    id: Annotated[str, Field(max_length=64, description="the same id twice is the same message: it is answered once")] = ""
    language: Language | None = None
    tier: Tier | None = None


class SentFile(BaseModel):
    """A file to fetch."""

    name: str
    mime: str
    url: str


class Answer(BaseModel):
    """One message of the tutor's; `text` is Markdown of a small kind."""

    text: str
    buttons: list[Button] = []
    file: SentFile | None = None
    picture: str | None = None
    """The address of a picture of an example app."""
    proof: dict[str, Any] | None = None


class Project(BaseModel):
    slug: str
    version: int


class Answers(BaseModel):
    """What a turn answers; without messages where the same id was answered before."""

    messages: list[Answer]
    stage: Stage
    asks: Asks
    flags: list[Flag]
    project: Project | None


class Spoken(BaseModel):
    """One message of the chat."""

    by: str
    at: str
    text: str
    file: SentFile | str | None = None


class Chat(BaseModel):
    """The chat as it stands."""

    language: Language
    tier: Tier
    stage: Stage
    asks: Asks
    buttons: list[Button]
    project: Project | None
    messages: list[Spoken]


class Problem(BaseModel):
    error: str


@router.post("/messages", responses={403: {"model": Problem}, 413: {"model": Problem}, 422: {"model": Problem}})
async def messages(request: Request, response: Response, sent: Sent) -> Answers:
    """Take a turn. Without a session one begins; its cookie comes with the answer."""
    desk = desk_of(request)
    session = desk.session(request) or new_session()
    remember(request, response, desk.parts.secret, session)
    incoming = Incoming(
        channel=CHANNEL, chat=session.key, sender=session.key, id=readable(sent.id) or new_id(), text=readable(sent.text),
        press=sent.press and readable(sent.press), language=sent.language, tier=sent.tier, origin=desk.origin(request),
    )  # fmt: skip
    reply = await take_turn(desk.parts, incoming)
    desk.wire.moved(session.chat)
    standing = await _standing(desk, session)
    if reply is None:
        return Answers(messages=[], flags=[], **standing)
    return Answers(messages=[_answer(message) for message in reply.messages], flags=list(reply.flags), **standing)


@router.get("/chat")
async def chat(request: Request) -> Chat:
    """The session's chat: where it stands, and its latest messages."""
    desk = desk_of(request)
    session = desk.session(request)
    loaded = await desk.loaded(session)
    history = await desk.parts.store.history(session.chat, 100) if session else []
    spoken = [_spoken(message.by, message.created.isoformat(), dict(message.payload)) for message in history]
    buttons = [Button.model_validate(one) for one in loaded.state.get("buttons", ())] if loaded else []
    language, tier = words_of_page(request, loaded).language, tier_of(request, loaded)
    return Chat(language=language, tier=tier, buttons=buttons, messages=spoken, **await _standing(desk, session))


async def _standing(desk: Desk, session: Session | None) -> dict[str, Any]:
    loaded = await desk.loaded(session)
    state = loaded.state if loaded else {}
    project = Project(slug=loaded.project.slug, version=loaded.head.n) if loaded and loaded.project and loaded.head else None
    return {"stage": state.get("stage", "discover"), "asks": state.get("asks", "none"), "project": project}


def _answer(message: Message) -> Answer:
    picture = address_of(message.picture) if message.picture else None
    return Answer(text=message.text, buttons=list(message.buttons), file=_file(message.file), picture=picture, proof=message.proof)


def _spoken(by: str, at: str, said: dict[str, Any]) -> Spoken:
    file = said.get("file")
    sent = _file(File.model_validate(file)) if isinstance(file, dict) else None
    return Spoken(
        by=by, at=at, text=str(said.get("text") or ""), file=sent or (file if isinstance(file, str) and by == "learner" and len(file) < 200 else None)
    )


def _file(file: File | None) -> SentFile | None:
    if file is None:
        return None
    if file.learner:
        return SentFile(name=file.name, mime=file.mime, url="/mydata")
    return SentFile(name=file.name, mime=file.mime, url=f"/zip/{file.version}/{file.platform}?project={file.project}")
