"""Pictures of the example apps that the chat shows."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from bot.locales import Locale
from bot.services.show_example import draw_example
from scaffolds.showcase import examples
from scaffolds.spec import text_of

router = APIRouter(prefix="/examples", include_in_schema=False)


@dataclass(frozen=True)
class Shown:
    """A picture on the page: its address, and what is said to whoever does not see it."""

    address: str
    alt: str


@router.get("/{name}.png")
async def picture(name: str) -> Response:
    """The same for everybody, so that browsers may keep it for a day."""
    drawn = await draw_example(name)
    if drawn is None:
        raise HTTPException(404)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": "public, max-age=86400"})


def shown(name: str, t: Locale) -> Shown | None:
    """The picture of an example app; None for no name, and for an app that there is no more."""
    spec = examples().get(name)
    return Shown(address_of(name), t("chat.picture", title=text_of(spec.title, t.language))) if spec else None


def address_of(name: str) -> str:
    return f"/examples/{name}.png"
