"""What servers of a kind can do: `profiles.toml`, checked when it is read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Literal

from bot.brains.openai_compatible.endpoint import Endpoint
from scaffolds.spec import Part

Rung = Literal["json_schema", "json_object", "text"]
RUNGS: tuple[Rung, ...] = ("json_schema", "json_object", "text")
_FILE = Path(__file__).with_name("profiles.toml")


class Price(Part):
    """Of a million tokens."""

    sent: float
    cached: float
    got: float
    currency: str


class Profile(Part):
    """One kind of server; the keys are told in the file."""

    name: str
    title: str
    hosts: tuple[str, ...] = ()
    owned_by: tuple[str, ...] = ()
    rung: Rung
    usage: bool
    limit: Literal["max_tokens", "max_completion_tokens"]
    model: str = ""
    lists: bool = True
    lengths: bool = True
    extra: Mapping[str, Any] = {}
    prices: Mapping[str, Price] = {}
    source: tuple[str, ...]
    looked_up: str
    note: str = ""

    def price(self, model: str) -> Price | None:
        return self.prices.get(model)


@cache
def profiles() -> Mapping[str, Profile]:
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: Profile.model_validate({"name": name, **table}) for name, table in read.items()}


def profile_of(endpoint: Endpoint) -> Profile:
    """The kind of server that an address tells of."""
    host = endpoint.host
    found = (one for one in profiles().values() if any(fnmatchcase(host, pattern) for pattern in one.hosts))
    return next(found, profiles()["default"])


def profile_by_owner(owners: Iterable[str], otherwise: Profile) -> Profile:
    """The kind that a server tells of itself in its list of models, for an address that told nothing."""
    if otherwise.name != "default":
        return otherwise
    told = set(owners)
    return next((one for one in profiles().values() if told.intersection(one.owned_by)), otherwise)
