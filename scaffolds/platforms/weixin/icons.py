"""The pictures of the tabs: each block's line drawing as PNG, in the colours of day and night, and in the theme's own for the tab that is open.

And the picture of the card that somebody sends to a chat.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageColor

from scaffolds import blocks, theme
from scaffolds.picture.pixels import png
from scaffolds.spec import AppSpec

SIDE = 81
"""Pixels, as WeChat advises (https://developers.weixin.qq.com/miniprogram/dev/reference/configuration/app.html#tabBar)."""
_STEP = 17
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="-1 -1 26 26"><path d="{path}" fill="none" stroke="{colour}"'
    ' stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/></svg>'
)
CARD = "share.png"
"""WeChat shows it where the app is sent on. Without one it shows the page as it looks then, and the names of others that stand on it."""
_CARD = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="400" viewBox="0 0 500 400"><rect width="500" height="400" fill="{ground}"/>'
    '<path transform="translate(142 92) scale(9)" d="{path}" fill="none" stroke="{colour}" stroke-width="1.2" stroke-linecap="round"'
    ' stroke-linejoin="round"/></svg>'
)
"""Five by four, as WeChat shows it (https://developers.weixin.qq.com/miniprogram/dev/reference/api/Page.html#onShareAppMessage-Object-object)."""


def path_of(block: str, mode: str, open: bool) -> str:
    """Where a tab's picture lies, by `light` or `dark`."""
    return f"icons/{block}-{mode}{'-open' if open else ''}.png"


def files(spec: AppSpec) -> dict[str, bytes]:
    """The pictures of all tabs, by path."""
    found: dict[str, bytes] = {}
    for mode, colours in (("light", theme.light(spec.colour)), ("dark", theme.dark(spec.colour))):
        for block in dict.fromkeys(screen.block for screen in spec.screens):
            drawing = str(blocks.discover()[block].card["icon"])
            found[path_of(block, mode, open=False)] = _drawn(drawing, colours["ink-2"])
            found[path_of(block, mode, open=True)] = _drawn(drawing, colours["theme-ink"])
    return found


def card(spec: AppSpec) -> dict[str, bytes]:
    """The card's picture, by path: what the first screen is about."""
    colours, drawing = theme.light(spec.colour), str(blocks.of(spec.screens[0]).card["icon"])
    return {CARD: _carded(drawing, colours["theme-ink"], colours["tint"])}


@lru_cache(maxsize=512)
def _carded(path: str, colour: str, ground: str) -> bytes:
    with Image.open(BytesIO(png(_CARD.format(path=path, colour=colour, ground=ground)))) as drawing:
        picture = drawing.convert("RGB").quantize(16)
    out = BytesIO()
    picture.save(out, "PNG", bits=4, optimize=True)
    return out.getvalue()


@lru_cache(maxsize=512)
def _drawn(path: str, colour: str) -> bytes:
    """One colour in sixteen degrees, which takes a third of the room of a picture of all colours."""
    with Image.open(BytesIO(png(_DRAWING.format(side=SIDE, path=path, colour=colour)))) as drawing:
        degrees = drawing.getchannel("A").point([round(n / _STEP) for n in range(256)])
    picture = Image.frombytes("P", degrees.size, degrees.tobytes())
    picture.putpalette(ImageColor.getrgb(colour) * 16)
    out = BytesIO()
    picture.save(out, "PNG", transparency=bytes(range(0, 256, _STEP)), bits=4, optimize=True)
    return out.getvalue()
