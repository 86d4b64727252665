"""All files of a Telegram Mini App: those of the web, what is Telegram's, and the bot."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from scaffolds.platforms import Files
from scaffolds.platforms.telegram import bot
from scaffolds.platforms.web.files import Inside
from scaffolds.platforms.web.files import files as web_files
from scaffolds.platforms.web.files import finish as web_finish
from scaffolds.spec import AppSpec, text_of
from scaffolds.templates import Code, render

_HERE = Path(__file__).parent
_SHELL = _HERE / "shell"
_SCRIPTS = ("telegram.js", "telegram_client.js", "telegram_colours.js", "telegram_button.js")
"""The first begins, before `app.js`."""
_ELSEWHERE = ("bot_", "picture_")
"""How keys begin whose words neither the page nor `app.py` says."""


def files(spec: AppSpec) -> Files:
    """The web's files, the page among them with what it does inside Telegram; the bot and a README of its own."""
    made = web_files(spec, _inside())
    made |= {"people.py": (_HERE / "people.py").read_bytes(), "requirements.txt": (_SHELL / "requirements.txt").read_bytes()}
    return made | {"bot.py": bot.script(spec, _words()).encode()} | _readme(spec)


def finish(spec: AppSpec, made: Files) -> Files:
    """As on the web. The page in one file is opened by a double-click, never in Telegram, so Telegram's modules are not in it."""
    return web_finish(spec, {path: content for path, content in made.items() if path.removeprefix("public/") not in _SCRIPTS})


@cache
def _inside() -> Inside:
    scripts = {name: (_SHELL / name).read_text(encoding="utf-8") for name in _SCRIPTS}
    words = {language: {key: said for key, said in own.items() if not key.startswith(_ELSEWHERE)} for language, own in _words().items()}
    return Inside(words=words, scripts=scripts, style=(_SHELL / "telegram.css").read_text(encoding="utf-8"))


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    """What only an app in Telegram says, by language."""
    card = tomllib.loads((_HERE / "platform.toml").read_text(encoding="utf-8"))
    return {language: part["words"] for language, part in card.items() if isinstance(part, dict)}


def _readme(spec: AppSpec) -> Files:
    title, tagline = text_of(spec.title, spec.language), text_of(spec.tagline, spec.language)
    picture = {key.removeprefix("picture_"): Code(said) for key, said in _words()[spec.language].items() if key.startswith("picture_")}
    return {
        "README.md": render(_SHELL / f"readme.{spec.language}.md.j2", spec=spec, title=title, tagline=tagline).encode(),
        "README.svg": render(_SHELL / "readme.svg.j2", **picture).encode(),
    }
