"""What every mini program has beside its pages: the runtime, the words, the look, and what the learner reads first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds import blocks, theme
from scaffolds.modules import to_commonjs
from scaffolds.platforms.weixin import tabs, words
from scaffolds.platforms.weixin.keeps import keeps, keeps_shared
from scaffolds.platforms.weixin.pages import Way, has_list
from scaffolds.screens import label_of, word
from scaffolds.spec import AppSpec
from scaffolds.templates import Code, render

_SHELL = Path(__file__).parent / "shell"
_SHARED = Path(__file__).parents[1] / "shared"
_AS_THEY_ARE = (
    "app.js", "clock.js", "cloud.js", "cloud_call.js", "language.js", "lost.js", "phone.js", "runtime.js", "shown.js", "store.js",
    "parts/form.wxml", "parts/page.wxml",
)  # fmt: skip
_ON_DEMAND = ("speech.js", "chime.js", "notes.js", "csv.js", "drawing.js", "save.js", "canvas.js", "chart.js", "picture.js", "parts/chart.wxml")
"""What lies ready for screens, and comes where one of them takes it, or something that it takes."""


def files(spec: AppSpec, way: Way, shown: Mapping[str, str]) -> dict[str, str]:
    """The shell's files by path; `shown`: the pages and their parts."""
    said = words.everywhere(spec)
    found = {path: _text(_SHELL / path) for path in _AS_THEY_ARE}
    found["rules/fields.js"] = _fields()
    found["my_rules.js"] = to_commonjs(render(_SHARED / "my_rules.js.j2", note=lambda key: Code(word(f"note_{key}", spec.language))))
    found["form.js"] = render(_SHELL / "form.js.j2", takes_pictures=_any(shown, 'is="photo"'))
    found["settings.js"] = render(_SHELL / "settings.js.j2", speaks=_any(shown, '/speech.js"'))
    found["words.js"] = words.script(spec, _groups(spec, way))
    found["screens.js"] = render(
        _SHELL / "screens.js.j2", listed=has_list(way), keeps=keeps(spec, said), keeps_shared=keeps_shared(spec, said), **_values(spec)
    )
    found["app.wxss"] = render(_SHELL / "app.wxss.j2", **_look(spec))
    return found


def _any(shown: Mapping[str, str], part: str) -> bool:
    """Whether a page has this. What no page needs is left out: of a camera WeChat would want to know what it is for, used or not."""
    return any(part in text for text in shown.values())


def taken(pages: Mapping[str, str]) -> dict[str, str]:
    """What the pages, their parts and the rest of the shell take of what lies ready, by path."""
    sources, found = "".join(pages.values()), dict[str, str]()
    for name in _ON_DEMAND:  # what another of them takes stands behind it
        if f'/{name}"' in sources:
            found[name] = _ready(name)
            sources += found[name]
    return found


@cache
def _ready(name: str) -> str:
    shared = _SHARED / name
    return to_commonjs(_text(shared), name) if shared.exists() else _text(_SHELL / name)


def _values(spec: AppSpec) -> dict[str, Any]:
    rows = [seed for screen in spec.screens for seed in blocks.of(screen).seeds(spec, screen)]
    return {
        "spec": spec,
        "title": label_of(spec.title, spec),
        "taglines": label_of(spec.tagline, spec),
        "screens": _screens(spec),
        "colour": theme.light(spec.colour)["fill"],
        "things": [thing.id for thing in spec.things],
        "seeds": [{"thing": thing, "id": f"seed{number:04d}", "row": row} for number, (thing, row) in enumerate(rows, 1)],
    }


def _screens(spec: AppSpec) -> list[dict[str, Any]]:
    """`tab`: the name where there is little room for it."""
    return [
        {"id": screen.id, "label": label_of(screen.label, spec), "tab": tab, "block": screen.block}
        for screen, tab in zip(spec.screens, tabs.labels(spec), strict=True)
    ]


def _groups(spec: AppSpec, way: Way) -> list[str]:
    """Where each screen has a package, it brings its own words."""
    return [words.EVERYWHERE, *([] if way == "packages" else dict.fromkeys(screen.block for screen in spec.screens))]


@cache
def _fields() -> str:
    return to_commonjs(_text(_SHARED / "fields.js"), "fields.js")


def _look(spec: AppSpec) -> dict[str, Any]:
    """Sizes in rpx: 32 are 16 px on a phone 375 wide. Chinese needs more air between lines."""
    times = 1.25 if spec.large_text else 1.0
    sizes = {"text": round(32 * times), "small": round(28 * times), "big": round(40 * times)}
    line_height = 1.55 if spec.language == "en" else 1.75
    light = {**theme.light(spec.colour), **theme.lines(spec.colour, by_night=False)}
    dark = {**theme.dark(spec.colour), **theme.lines(spec.colour, by_night=True)}
    return {"seed": spec.colour, "light": light, "dark": dark, "line_height": line_height, **sizes}


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
