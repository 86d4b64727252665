"""`PRINT-ME.html`: a sheet a screen, from the view `paper.html.j2` of its block; and `ANSWERS.html`, from `paper.answers.html.j2`, where a block has one.

Answers are a file of their own. On a page after the questions they would be on the back of a sheet that is printed on both sides, and among the copies of a
class; browsers have no way to ask for a fresh sheet (Chromium 156 prints `break-before: recto` as any other page,
https://drafts.csswg.org/css-break-3/#break-between).
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds import blocks, theme
from scaffolds.blocks import Block
from scaffolds.screens import screen_values, word
from scaffolds.spec import AppSpec, Language, Screen, text_of
from scaffolds.templates import Code, render

_HERE = Path(__file__).parent
_SHELL = _HERE / "shell"
_VIEW, _ANSWERS = "paper.html.j2", "paper.answers.html.j2"
_POINTS, _LARGE_POINTS = 12, 15
"""Of the text, in points; as large as a school book's, and for apps in large text."""


def files(spec: AppSpec) -> dict[str, str]:
    """The pages to print, by path. The rows that an app begins with are kept in its main language alone, so that is the language of the sheets."""
    one = spec.model_copy(update={"languages": (spec.language,)})
    asked = [_sheet(one, screen, _VIEW) for screen in one.screens]
    answers = [_sheet(one, screen, _ANSWERS) for screen in one.screens if (blocks.of(screen).folder / _ANSWERS).exists()]
    made = {"PRINT-ME.html": _page(spec, asked, text_of(spec.tagline, spec.language), apart=bool(answers), checks=False)}
    if answers:
        made["ANSWERS.html"] = _page(spec, answers, _saying(None, spec.language)("answers_for"), apart=False, checks=True)
    return made


def _page(spec: AppSpec, sheets: Sequence[str], line: str, *, apart: bool, checks: bool) -> str:
    """`line` stands below the title; `apart`: it says that the answers are elsewhere; `checks`: it is for whoever checks."""
    return render(
        _SHELL / "page.html.j2",
        tag=_card()[spec.language]["tag"],
        title=text_of(spec.title, spec.language),
        line=line,
        emoji=spec.emoji,
        style=Code(_style(spec)),
        sheets=[Code(sheet) for sheet in sheets],
        say=_saying(None, spec.language),
        apart=apart,
        checks=checks,
    )


def _sheet(spec: AppSpec, screen: Screen, view: str) -> str:
    """What a view is given beside the usual: `rows` by thing, `say(word, ...)`, and `mixed`. Whatever is private is not among it."""
    block, values = blocks.of(screen), screen_values(spec, screen)
    public = [field for field in values["fields"] if not field["private"]]
    values |= {"fields": public, "rows": _rows(spec), "say": _saying(block, spec.language), "mixed": mixed}
    return render(block.folder / view, **values)


def _rows(spec: AppSpec) -> dict[str, list[dict[str, Any]]]:
    """The rows that a new app starts with, by thing, each with the id that every store gives it."""
    seeds = [seed for screen in spec.screens for seed in blocks.of(screen).seeds(spec, screen)]
    rows: dict[str, list[dict[str, Any]]] = {thing.id: [] for thing in spec.things}
    secret = {thing.id: {field.name for field in thing.fields if field.private} for thing in spec.things}
    for number, (thing, row) in enumerate(seeds, 1):
        shown = {name: value for name, value in row.items() if name not in secret[thing]}
        rows[thing].append({"id": f"seed{number:04d}", **shown})
    return rows


def _saying(block: Block | None, language: Language) -> Callable[..., Any]:
    """`say("step_n", n=2)`: a word of the block's, else one that paper alone says, else one that every app says."""

    def say(key: str, **places: object) -> Any:
        if block is not None and key in block.words["en"]:
            found: Any = block.word(key, language)
        else:
            found = _card()[language]["words"].get(key) or word(key, language)
        for name, value in places.items():
            found = found.replace(f"{{{name}}}", str(value))
        return found

    return say


def mixed(row: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """The texts of these fields of a row, as far as it has them, in an order that gives nothing away and is the same in each build: that of their hashes."""
    key = "\0".join(str(value) for name, value in row.items() if name != "id")
    return sorted((row[name] for name in names if row.get(name)), key=lambda text: hashlib.blake2b(f"{key}\0{text}".encode()).digest())


def _style(spec: AppSpec) -> str:
    look = {"ink": theme.light(spec.colour)["theme-ink"], "points": _LARGE_POINTS if spec.large_text else _POINTS}
    own = (blocks.discover()[id].folder / "paper.css" for id in dict.fromkeys(screen.block for screen in spec.screens))
    return "\n".join([render(_SHELL / "sheet.css.j2", **look), *(path.read_text(encoding="utf-8") for path in own if path.exists())])


@cache
def _card() -> Any:
    return tomllib.loads((_HERE / "platform.toml").read_text(encoding="utf-8"))
