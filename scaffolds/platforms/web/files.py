"""All files of a web app, from a spec that was checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from scaffolds import blocks, theme
from scaffolds.platforms import Files
from scaffolds.platforms.web import libraries, pages
from scaffolds.platforms.web.things import things
from scaffolds.screens import label_of, page_words, screen_values, word
from scaffolds.spec import AppSpec, Language, Screen, text_of
from scaffolds.templates import Code, render

_HERE = Path(__file__).parent
_SHELL = _HERE / "shell"
_SHARED = _HERE.parent / "shared"
_LICENCES = _HERE / "licences"
_ON_DEMAND = {"speech.js": ("speech.js", "ear.js"), "chime.js": ("chime.js", "notes.js"), "csv.js": ("csv.js",), "save.js": ("save.js",)}
"""What a screen or a part of it may take, and the files that come with it."""
_ALWAYS = ("app.js", "ui.js", "shown.js", "store.js", "lost.js", "here.js", "about.js", "photo.js", "watch.js", "library.js")
SHELL_SCRIPTS = (*_ALWAYS, *(file for files in _ON_DEMAND.values() for file in files))
_FIRST = ("ui.js", "shown.js", "store.js", "lost.js", "vendor/preact.js", "words.js", "screens.js", "rules/fields.js", "my_rules.js")
"""What the first view loads besides its screen, so that the browser need not find it out file by file."""
LANGUAGE_TAGS = {"en": "en", "zh-Hant": "zh-Hant-HK", "zh-Hans": "zh-Hans"}


@dataclass(frozen=True, eq=False)
class Inside:
    """What the page has more where it opens inside another program (Telegram), which shows the web's views."""

    words: Mapping[str, Mapping[str, str]]
    """By language and key, in place of the shared ones or beside them; all keys in each language. `server_...` is said by `app.py`."""
    scripts: Mapping[str, str]
    """Modules by path below `public/`; the first of them is there before `app.js`."""
    style: str


ALONE = Inside(words={}, scripts={}, style="")
"""A page in a browser."""


def files(spec: AppSpec, inside: Inside = ALONE) -> Files:
    """`app.py`, `things.json`, `public/` and the licences; `finish` adds what depends on the learner's own files."""
    text = _public(spec, inside)
    made = {f"public/{path}": content.encode() for path, content in text.items()}
    made |= libraries.files(spec) | _extras(spec) | {f"LICENSES/{path.name}": _bytes(path) for path in _licence_files()}
    made["app.py"] = _bytes(_HERE / "app.py")
    made["things.json"] = (json.dumps(things(spec, inside.words), ensure_ascii=False, indent=1) + "\n").encode()
    return made | pages.readme(spec)


def finish(spec: AppSpec, made: Files) -> Files:
    """The page in one file, with the learner's own lines in it, and LEARN.md, which counts the lines."""
    text = {path.removeprefix("public/"): _read(content) for path, content in made.items() if path.startswith("public/") and _is_text(path)}
    return {"OPEN-ME.html": pages.open_me(spec, text, shell_values(spec)).encode(), **pages.learn(spec, text)}


def _is_text(path: str) -> bool:
    return path.endswith((".js", ".css", ".svg", ".html"))


def _read(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _public(spec: AppSpec, inside: Inside) -> dict[str, str]:
    values = shell_values(spec)
    text = dict(inside.scripts)
    before, first = list(text)[:1], [*list(text)[1:], *_FIRST, *_of_screen(spec.screens[0])]
    text |= {name: _text((_SHARED if (_SHARED / name).exists() else _SHELL) / name) for name in SHELL_SCRIPTS}
    text["vendor/preact.js"] = _text(_SHELL / "vendor" / "preact.js")
    text["rules/fields.js"] = _text(_SHARED / "fields.js")
    text["my_rules.js"] = render(_SHARED / "my_rules.js.j2", **values)
    text["index.html"] = render(_SHELL / "index.html.j2", before=before, modules=first, **values)
    text["style.css"] = "\n".join(filter(None, [_style(spec), inside.style]))
    text["icon.svg"] = render(_SHELL / "icon.html.j2", **values)
    text["screens.js"] = render(_SHELL / "screens.js.j2", **values)
    text["seeds.js"] = render(_SHELL / "seeds.js.j2", **values)
    text |= _words(spec, inside)
    text["libraries.js"] = render(_SHELL / "libraries.js.j2", libraries=libraries.about(spec))
    for screen in spec.screens:
        text |= _screen(spec, screen) | _parts(screen.block)
    text["sw.js"] = render(_SHELL / "sw.js.j2", modules=[*inside.scripts, *_FIRST, *_later(spec), *_taken(text)])
    return text


def _words(spec: AppSpec, inside: Inside) -> dict[str, str]:
    """The first language by itself, since it is all that a first view needs."""
    types = frozenset(field.type for thing in spec.things for field in thing.fields)
    return dict(_words_of(spec.languages, tuple(dict.fromkeys(screen.block for screen in spec.screens)), types, inside))


@lru_cache(maxsize=64)
def _words_of(languages: tuple[Language, ...], used: tuple[str, ...], types: frozenset[str], inside: Inside) -> dict[str, str]:
    """Kept between builds, since the words of a block are the same in all apps."""
    words = page_words(languages, used, types)
    for language in inside.words.keys() & words.keys():
        words[language][""] |= {key: said for key, said in inside.words[language].items() if not key.startswith("server_")}
    others = {f"words_{language}.js": render(_SHELL / "words_other.js.j2", groups=words[language]) for language in languages[1:]}
    return {"words.js": render(_SHELL / "words.js.j2", words=words, first=languages[0]), **others}


def _screen(spec: AppSpec, screen: Screen) -> dict[str, str]:
    folder, values = blocks.of(screen).folder, screen_values(spec, screen)
    return {
        f"rules/{screen.id}.js": render(folder / "rules.js.j2", **values),
        f"screens/{screen.id}.js": render(folder / "web.js.j2", **values),
    }


def _extras(spec: AppSpec) -> Files:
    found: Files = {}
    for screen in spec.screens:
        found |= blocks.of(screen).extras(spec, screen, "web")
    return found


def _parts(block: str) -> dict[str, str]:
    """The modules of a block's own, which the view takes when it needs them."""
    return {f"parts/{block}/{path.name}": _text(path) for path in _part_files(block)}


@cache
def _part_files(block: str) -> tuple[Path, ...]:
    folder = blocks.discover()[block].folder
    return tuple(sorted([*(folder / "shared").glob("*.js"), *(folder / "web").glob("*.js")]))


def shell_values(spec: AppSpec) -> dict[str, Any]:
    """What the shell's own templates are given."""
    return {
        "spec": spec,
        "lang": LANGUAGE_TAGS[spec.language],
        "title": text_of(spec.title, spec.language),
        "titles": label_of(spec.title, spec),
        "tagline": text_of(spec.tagline, spec.language),
        "taglines": label_of(spec.tagline, spec),
        "light": theme.light(spec.colour),
        "dark": theme.dark(spec.colour),
        "screens": [_screen_entry(spec, screen) for screen in spec.screens],
        "kept": things(spec),
        "say": lambda key: word(key, spec.language),
        "note": lambda key: Code(word(f"note_{key}", spec.language)),
    }


def _screen_entry(spec: AppSpec, screen: Screen) -> dict[str, Any]:
    block = blocks.of(screen)
    return {"id": screen.id, "label": label_of(screen.label, spec), "block": block.id, "icon": block.card.get("icon", "")}


def _style(spec: AppSpec) -> str:
    values = {
        "language": spec.language,
        "seed": spec.colour,
        "light": theme.light(spec.colour),
        "dark": theme.dark(spec.colour),
        "large": spec.large_text,
    }
    used = dict.fromkeys(screen.block for screen in spec.screens)
    rated = any(field.type == "rating" for thing in spec.things for field in thing.fields)
    own = [*([_SHELL / "rating.css"] if rated else []), *(blocks.discover()[id].folder / "web.css" for id in used)]
    return "\n".join([render(_SHELL / "theme.css.j2", **values), _text(_SHELL / "style.css"), *(_text(path) for path in own if path.exists())])


def _later(spec: AppSpec) -> list[str]:
    """What a copy for times without a network holds besides the first view."""
    screens = [path for screen in spec.screens for path in _of_screen(screen)]
    parts = [path for block in dict.fromkeys(screen.block for screen in spec.screens) for path in _parts(block)]
    vendored = [path.removeprefix("public/") for path in libraries.files(spec) if path.startswith("public/")]
    loading = ["library.js", "libraries.js"] if vendored else []
    given = [path.removeprefix("public/") for path in _extras(spec) if path.startswith("public/")]
    return [*dict.fromkeys(screens), *parts, *given, *loading, *vendored, *(f"words_{language}.js" for language in spec.languages[1:])]


def _taken(text: Mapping[str, str]) -> list[str]:
    """What lies ready for screens, where one of them takes it."""
    sources = "".join(source for path, source in text.items() if path.startswith(("screens/", "parts/")))
    return [file for name, files in _ON_DEMAND.items() if f'../{name}"' in sources for file in files]


def _of_screen(screen: Screen) -> list[str]:
    return [f"screens/{screen.id}.js", f"rules/{screen.id}.js"]


@cache
def _licence_files() -> tuple[Path, ...]:
    return tuple(sorted(_LICENCES.iterdir()))


@cache
def _bytes(path: Path) -> bytes:
    return path.read_bytes()


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
