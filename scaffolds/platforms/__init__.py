"""The platforms that code is made for. A platform is a folder here that declares itself in one `PLATFORM`.

platforms/<id>/
  __init__.py     PLATFORM = Platform(folder, files=...)
  platform.toml   its names in each language, how a module exports, and `views`, where it shows those of another platform
  shell/          what every app of it has: templates (`*.j2`) and files taken as they are
"""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from scaffolds.spec import AppSpec, Language

Files = dict[str, bytes]
"""Paths inside the app's folder, with `/`, and their bytes."""


def nothing_more(spec: AppSpec, files: Files) -> Files:
    """The default `finish`: no file depends on the others."""
    return {}


def where_it_was(spec: AppSpec, made: Files, path: str, base: str) -> Mapping[str, Callable[[str], str]]:
    """The default `moved`: a file lies in the same place in every version."""
    return {path: str}


def plainly(spec: AppSpec, language: Language) -> str:
    """The default `opens`: there is nothing to tell."""
    return ""


@dataclass(frozen=True)
class Platform:
    """A platform as the generator sees it."""

    folder: Path
    files: Callable[[AppSpec], Files]
    """All files of an app, an empty my_rules among them, but `sampan.json`, `CHECKS.md` and what `finish` makes."""
    my_rules: str
    """Where the learner's own rules lie."""
    finish: Callable[[AppSpec, Files], Files] = nothing_more
    """Files made of all the others, the learner's own among them (a whole app in one page)."""
    moved: Callable[[AppSpec, Files, str, str], Mapping[str, Callable[[str], str]]] = where_it_was
    """Where a file that was made as `base` lies in the files of a later version, by path what its text is there, as a function of what it was."""
    like: Callable[[AppSpec, Collection[str]], Files] | None = None
    """All files of an app, laid out as those that came back, where a platform has more ways than one."""
    opens: Callable[[AppSpec, Language], str] = plainly
    """A sentence about how this app opens there, where that is otherwise than people expect."""

    @property
    def id(self) -> str:
        return self.folder.name

    def made_like(self, spec: AppSpec, paths: Collection[str]) -> Files:
        """All files of an app, laid out as those of these paths."""
        return self.like(spec, paths) if self.like else self.files(spec)

    @property
    def views(self) -> str:
        """What the name of a block's view begins with, `weixin` of `weixin.wxml.j2`: its own id, or that of the platform whose views it shows."""
        return str(self.card.get("views", self.id))

    @cached_property
    def card(self) -> Mapping[str, Any]:
        return tomllib.loads((self.folder / "platform.toml").read_text(encoding="utf-8"))


@cache
def discover() -> Mapping[str, Platform]:
    """Every platform there is, by id."""
    names = [module.name for module in pkgutil.iter_modules(__path__) if module.ispkg]
    found = [importlib.import_module(f"{__name__}.{name}").PLATFORM for name in names]
    return {platform.id: platform for platform in found}
