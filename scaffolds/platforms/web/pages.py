"""The pages that are for reading (README, LEARN) and the one that holds the whole app."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scaffolds import modules
from scaffolds.hooks import hooks
from scaffolds.modules import ModuleError
from scaffolds.platforms import Files
from scaffolds.platforms.web import libraries
from scaffolds.said import said
from scaffolds.spec import AppSpec, text_of
from scaffolds.templates import Code, js, render

_SHELL = Path(__file__).parent / "shell"
_SHARED = Path(__file__).parents[1] / "shared"
_VENDOR = "vendor/preact.js"
_NO_RULES = "export function allow(screen, action, input, app) {\n  return true;\n}\n"
_EXPORT = re.compile(r"export (?:async )?(?:function|const) ([\w$]+)")


def readme(spec: AppSpec) -> Files:
    """README.md in the learner's language, and its picture."""
    return {"README.md": render(_SHELL / f"readme.{spec.language}.md.j2", **_about(spec)).encode(), "README.svg": _first_look()}


@cache
def _first_look() -> bytes:
    return render(_SHARED / "first_look.svg.j2", file=Code("OPEN-ME.html"), printed=False).encode()


def learn(spec: AppSpec, text: Mapping[str, str]) -> Files:
    """LEARN.md in the learner's language; `text`: what lies below `public/`."""
    screens = [_screen(spec, screen.id, text) for screen in spec.screens]
    values = {"screens": screens, "said": said(spec, text, "public/"), **hooks(spec, lambda screen: text[f"rules/{screen.id}.js"]), **_about(spec)}
    return {"LEARN.md": render(_SHELL / f"learn.{spec.language}.md.j2", **values).encode()}


def _about(spec: AppSpec) -> dict[str, Any]:
    return {"spec": spec, "title": text_of(spec.title, spec.language), "tagline": text_of(spec.tagline, spec.language)}


def open_me(spec: AppSpec, text: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """The app in one file: the same modules joined, their rows kept in the browser."""
    joined = {path: source for path, source in text.items() if _is_ours(path)}
    script = _joined(joined)
    sheets = "\n".join([text["style.css"], *(library.style for library in libraries.used(spec))])
    style, watch = Code(sheets.replace("</", "<\\/")), Code(text["watch.js"])
    vendored = {library.name: Code(modules.safe_in_html(library.script)) for library in libraries.used(spec)}
    return render(
        _SHELL / "open-me.html.j2", script=Code(script), style=style, watch=watch, vendored=vendored, icon=_as_link(text["icon.svg"]), **values
    )


def _joined(scripts: Mapping[str, str]) -> str:
    """Scripts that the learner changed may join in a way of their own: the proof says so, the page goes without their rules, or says where."""
    try:
        return modules.bundle(scripts, "app.js", _vendor())
    except ModuleError:
        pass
    try:
        return modules.bundle({**scripts, "my_rules.js": _NO_RULES}, "app.js", _vendor())
    except ModuleError as error:
        return f"throw new SyntaxError({js(str(error))});"


def _is_ours(path: str) -> bool:
    return path.endswith(".js") and not path.startswith("vendor/") and path not in ("sw.js", "watch.js")


def _as_link(svg: str) -> str:
    return "data:image/svg+xml," + quote(svg)


@cache
def _vendor() -> dict[str, str]:
    return {_VENDOR: (_SHELL / "vendor" / "preact.umd.js").read_text(encoding="utf-8")}


def _screen(spec: AppSpec, id: str, text: Mapping[str, str]) -> dict[str, Any]:
    screen = spec.screen(id)
    source = text[f"rules/{id}.js"]
    return {"id": id, "label": text_of(screen.label, spec.language) if screen else id, "parts": list(_parts(source))}


def _parts(source: str) -> Iterator[dict[str, Any]]:
    """Each exported name with its line and the comment above it."""
    lines = source.split("\n")
    for number, line in enumerate(lines, 1):
        above = lines[number - 2] if number > 1 else ""
        if (match := _EXPORT.match(line)) and above.startswith("// "):
            yield {"name": match[1], "line": number, "comment": above[3:]}
