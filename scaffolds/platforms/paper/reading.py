"""README.md with its picture, and LEARN.md: how to print the sheets, and where in the rules the learner's words stand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scaffolds.hooks import hooks
from scaffolds.said import said
from scaffolds.spec import AppSpec, text_of
from scaffolds.templates import Code, render

_SHELL = Path(__file__).parent / "shell"
_SHARED = Path(__file__).parents[1] / "shared"


def files(spec: AppSpec, rules: Mapping[str, str], printed: Mapping[str, str]) -> dict[str, str]:
    """In the app's main language; `rules`: the texts of the modules that they speak of, `printed`: the pages to print, both by path."""
    values = {
        "spec": spec,
        "title": text_of(spec.title, spec.language),
        "tagline": text_of(spec.tagline, spec.language),
        "answers": "ANSWERS.html" in printed,
        "said": said(spec, rules),
        **hooks(spec, lambda screen: rules[f"rules/{screen.id}.js"]),
    }
    picture = render(_SHARED / "first_look.svg.j2", file=Code("PRINT-ME.html"), printed=True)
    return {"README.svg": picture} | {
        f"{name}.md": render(_SHELL / f"{name.lower()}.{spec.language}.md.j2", **values) for name in ("README", "LEARN")
    }
