"""From SVG to pixels."""

from __future__ import annotations

from io import BytesIO
from typing import Literal

from PIL import Image
from resvg import render, usvg

Size = Literal["thumbnail", "photo"]
SIZES: dict[Size, tuple[int, int]] = {"thumbnail": (320, 320), "photo": (1280, 800)}
"""Width and height in pixels; the thumbnail's are the most that Telegram takes (https://core.telegram.org/bots/api#senddocument)."""
_AS_IT_IS = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
_QUALITY = 88


def png(svg: str) -> bytes:
    """A drawing as a PNG of the width and height that it gives itself."""
    return bytes(render(usvg.Tree.from_str(svg, usvg.Options.default()), _AS_IT_IS))


def jpeg(png: bytes) -> bytes:
    """The same as a JPEG, with whole colours: flat shapes blur where colours are halved."""
    out = BytesIO()
    with Image.open(BytesIO(png)) as image:
        image.convert("RGB").save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return out.getvalue()
