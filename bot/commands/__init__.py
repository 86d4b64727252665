"""The chat's commands, the same in every channel. A command is a module here that declares itself in one `COMMAND`.

What `/help` says of it is `prompts/commands/<name>.md.j2`. A command that is not here yet is not listed and does not work.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from bot.core.deciding import Turn
from bot.core.decision import Decision


@dataclass(frozen=True)
class Command:
    """One command: a pure decision from the turn and what stood behind its name."""

    name: str
    run: Callable[[Turn, str], Decision]
    order: int = 50
    in_groups: bool = True
    """Whether it is listed where several people share a chat; it works there all the same."""
    listed: bool = True
    """Whether learners are told of it."""


@cache
def discover() -> Mapping[str, Command]:
    """Every command by its name, in the order in which `/help` lists them."""
    found = [importlib.import_module(f"{__name__}.{module.name}").COMMAND for module in pkgutil.iter_modules(__path__)]
    return {command.name: command for command in sorted(found, key=lambda command: (command.order, command.name))}


def parse(text: str) -> tuple[str, str] | None:
    """`("zip", "weixin")` of "/zip weixin" (a bot's name behind @ is dropped); None for what is no command."""
    if not text.startswith("/") or not text[1:2].isalpha():
        return None
    name, _, rest = text[1:].partition(" ")
    return name.partition("@")[0].lower()[:32], rest.strip()
