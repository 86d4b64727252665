"""What every mini program has beside its pages: the runtime, the words, the look, and what the learner reads first."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from scaffolds import blocks, theme
from scaffolds.modules import to_commonjs
from scaffolds.platforms.weixin.keeps import keeps, keeps_shared
from scaffolds.screens import label_of, page_words, word
from scaffolds.spec import AppSpec, Language
from scaffolds.templates import Code, render

_SHELL = Path(__file__).parent / "shell"
_SHARED = Path(__file__).parents[1] / "shared"
_AS_THEY_ARE = (
    "app.js", "clock.js", "cloud.js", "cloud_call.js", "form.js", "language.js", "phone.js", "runtime.js", "settings.js", "shown.js", "store.js",
    "parts/form.wxml", "parts/page.wxml",
)  # fmt: skip
_ON_DEMAND = ("speech.js", "chime.js", "notes.js", "csv.js", "drawing.js", "save.js", "canvas.js", "chart.js", "parts/chart.wxml")
"""What lies ready for screens, and comes where one of them takes it, or something that it takes."""
_OF_THE_WEB = frozenset(("forgetful", "keeps_where_local", "keeps_who", "made_with", "skip", "language"))
"""Words that only a page in a browser says."""


def files(spec: AppSpec) -> dict[str, str]:
    """The shell's files by path."""
    types = frozenset(field.type for thing in spec.things for field in thing.fields)
    words = _words(spec.languages, tuple(dict.fromkeys(screen.block for screen in spec.screens)), types)
    found = {path: _text(_SHELL / path) for path in _AS_THEY_ARE}
    found["rules/fields.js"] = _fields()
    found["my_rules.js"] = to_commonjs(render(_SHARED / "my_rules.js.j2", note=lambda key: Code(word(f"note_{key}", spec.language))))
    found["words.js"] = words.script
    found["screens.js"] = render(
        _SHELL / "screens.js.j2", keeps=keeps(spec, words.shared), keeps_shared=keeps_shared(spec, words.shared), **_values(spec)
    )
    found["app.wxss"] = render(_SHELL / "app.wxss.j2", **_look(spec))
    return found


def taken(pages: Mapping[str, str]) -> dict[str, str]:
    """What the pages and their parts take of what lies ready, by path."""
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
        "screens": [{"id": screen.id, "label": label_of(screen.label, spec), "block": screen.block} for screen in spec.screens],
        "colour": theme.light(spec.colour)["fill"],
        "things": [thing.id for thing in spec.things],
        "seeds": [{"thing": thing, "id": f"seed{number:04d}", "row": row} for number, (thing, row) in enumerate(rows, 1)],
    }


@dataclass(frozen=True)
class _Words:
    shared: dict[str, dict[str, str]]
    """What every screen may say, by language."""
    script: str


@lru_cache(maxsize=64)
def _words(languages: tuple[Language, ...], used: tuple[str, ...], types: frozenset[str]) -> _Words:
    """Kept between builds, since the words of a block are the same in all apps."""
    words = page_words(languages, used, types, "weixin")
    for language, groups in words.items():
        groups[""] = {key: text for key, text in groups[""].items() if key not in _OF_THE_WEB} | _own_words()[language]["words"]
    return _Words({language: groups[""] for language, groups in words.items()}, render(_SHELL / "words.js.j2", words=words))


@cache
def _own_words() -> dict[str, Any]:
    """What this platform says otherwise than the shared words do."""
    return tomllib.loads((_SHELL.parent / "platform.toml").read_text(encoding="utf-8"))


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
