"""Pictures that the chat shows: of the example apps, and those of lessons."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from bot.core.turn import Message
from bot.locales import Locale
from bot.services.lesson.drawing import is_lessons
from bot.services.show_example import draw_example
from scaffolds.showcase import examples
from scaffolds.spec import text_of

router = APIRouter(prefix="/examples", include_in_schema=False)


@dataclass(frozen=True)
class Shown:
    """A picture on the page: its address, and what is said to whoever does not see it."""

    address: str
    alt: str
    width: int = 1280
    height: int = 800


@router.get("/{name}.png")
async def picture(name: str) -> Response:
    """The same for everybody, so that browsers may keep it for a day."""
    drawn = await draw_example(name)
    if drawn is None:
        raise HTTPException(404)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": "public, max-age=86400"})


def shown(message: Message, t: Locale) -> Shown | None:
    """The picture that goes with a message; None for none, and for an app that there is no more."""
    name = message.picture
    if is_lessons(name):
        return Shown(address_of(name), message.alt, 640, 360)
    spec = examples().get(name)
    return Shown(address_of(name), t("chat.picture", title=text_of(spec.title, t.language))) if spec else None


def address_of(name: str) -> str:
    return f"/lessons/{name}" if is_lessons(name) else f"/examples/{name}.png"
