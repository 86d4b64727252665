"""The colours of an app, all derived from the one that the learner chose, with contrast kept whatever they choose.

The maths is OKLCH (Björn Ottosson, https://bottosson.github.io/posts/oklab/): the same moves that `style.css` makes in new browsers,
written out as hex for those without relative colours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

Theme = Mapping[str, str]
"""CSS names without the dashes, such as `fill`, and `#RRGGBB`."""

_TO_LMS = ((0.4122214708, 0.5363325363, 0.0514459929), (0.2119034982, 0.6806995451, 0.1073969566), (0.0883024619, 0.2817188376, 0.6299787005))
_TO_LAB = ((0.2104542553, 0.7936177850, -0.0040720468), (1.9779984951, -2.4285922050, 0.4505937099), (0.0259040371, 0.7827717662, -0.8086757660))
_FROM_LAB = ((1.0, 0.3963377774, 0.2158037573), (1.0, -0.1055613458, -0.0638541728), (1.0, -0.0894841775, -1.2914855480))
_FROM_LMS = ((4.0767416621, -3.3077115913, 0.2309699292), (-1.2684380046, 2.6097574011, -0.3413193965), (-0.0041960863, -0.7034186147, 1.7076147010))

# name: (lightness, the most chroma that is kept)
_LIGHT = {"ground": (0.978, 0.010), "tint": (0.945, 0.040), "ink": (0.23, 0.030), "ink-2": (0.45, 0.030), "line": (0.88, 0.020),
          "edge": (0.58, 0.050), "theme-ink": (0.44, 0.150)}  # fmt: skip
_DARK = {"ground": (0.185, 0.014), "surface": (0.235, 0.020), "tint": (0.31, 0.045), "ink": (0.95, 0.012), "ink-2": (0.78, 0.025),
         "line": (0.35, 0.025), "edge": (0.62, 0.045), "theme-ink": (0.84, 0.110)}  # fmt: skip


@lru_cache(maxsize=512)
def light(seed: str) -> Theme:
    """The theme by day of a colour `#RRGGBB`."""
    lightness, chroma, hue = to_oklch(seed)
    dark_text = lightness > 0.6
    fill = max(lightness, 0.72) if dark_text else min(lightness, 0.52)
    fixed = {name: to_hex(at, min(chroma, most), hue) for name, (at, most) in _LIGHT.items()}
    on_fill = to_hex(0.2 if dark_text else 1.0, min(chroma, 0.03) if dark_text else 0.0, hue)
    return {**fixed, "surface": "#FFFFFF", "fill": to_hex(fill, chroma, hue), "on-fill": on_fill, "alert": "#5C3B00", "alert-bg": "#FFEFC9"}


@lru_cache(maxsize=512)
def dark(seed: str) -> Theme:
    """The theme by night."""
    lightness, chroma, hue = to_oklch(seed)
    fixed = {name: to_hex(at, min(chroma, most), hue) for name, (at, most) in _DARK.items()}
    fill = to_hex(max(lightness, 0.78), min(chroma, 0.15), hue)
    return {**fixed, "fill": fill, "on-fill": to_hex(0.2, min(chroma, 0.04), hue), "alert": "#FFDF9E", "alert-bg": "#3D2F12"}


def lines(seed: str, by_night: bool) -> Theme:
    """The colours of the second to the sixth line of one chart (`line-2`, ...): as light as `theme-ink`, which is the first, so contrast is kept."""
    (lightness, most), (_, chroma, hue) = (_DARK if by_night else _LIGHT)["theme-ink"], to_oklch(seed)
    vivid = max(min(chroma, most), 0.09)
    return {f"line-{n}": to_hex(lightness, vivid, hue + math.radians(75 * (n - 1))) for n in range(2, 7)}


def to_oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma from 0, hue in radians."""
    linear = [_to_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5)]
    roots = [math.copysign(abs(one) ** (1 / 3), one) for one in _times(_TO_LMS, linear)]
    lightness, a, b = _times(_TO_LAB, roots)
    return lightness, math.hypot(a, b), math.atan2(b, a)


def to_hex(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour that a screen can show: chroma gives way, lightness and hue stay."""
    kept = chroma if _shows(lightness, chroma, hue) else _most_chroma(lightness, chroma, hue)
    channels = (round(255 * _from_linear(min(max(one, 0.0), 1.0))) for one in _linear(lightness, kept, hue))
    return "#" + "".join(f"{one:02X}" for one in channels)


def contrast(a: str, b: str) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    darker, brighter = sorted((_luminance(a), _luminance(b)))
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_to_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _most_chroma(lightness: float, chroma: float, hue: float) -> float:
    least, most = 0.0, chroma
    for _ in range(16):
        middle = (least + most) / 2
        least, most = (middle, most) if _shows(lightness, middle, hue) else (least, middle)
    return least


def _shows(lightness: float, chroma: float, hue: float) -> bool:
    return all(-1e-4 <= one <= 1 + 1e-4 for one in _linear(lightness, chroma, hue))


def _linear(lightness: float, chroma: float, hue: float) -> list[float]:
    roots = _times(_FROM_LAB, [lightness, chroma * math.cos(hue), chroma * math.sin(hue)])
    return _times(_FROM_LMS, [one**3 for one in roots])


def _times(matrix: tuple[tuple[float, float, float], ...], vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _from_linear(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
