"""A picture of an app: its first screens on phones in the learner's colour, drawn without a browser and without a font.

A block draws its own scene in `blocks/<block>/picture.svg.j2`; one that brings none is shown by its icon. Shapes are painted by class:
`in-<name>` fills with a colour of `scaffolds.theme.light`, `by-<name>` draws a line in it. A scene is 344 wide and 560 high;
the thumbnail shows its upper 360. Its template gets what the block's other templates get (`scaffolds.screens.screen_values`).
"""

from __future__ import annotations

from scaffolds.picture.composing import drawing
from scaffolds.picture.pixels import Size, jpeg, png
from scaffolds.spec import AppSpec


def picture(spec: AppSpec, size: Size) -> bytes:
    """The picture of a checked spec; the same bytes for the same spec.

    `thumbnail`: JPEG of 320 x 320 below 200 kB, as Telegram wants it beside a document. `photo`: PNG of 1280 x 800.
    """
    drawn = png(drawing(spec, size))
    return jpeg(drawn) if size == "thumbnail" else drawn


__all__ = ["Size", "drawing", "picture"]
