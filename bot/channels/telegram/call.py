"""One call of the Bot API, as data: decided here, sent elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Upload:
    """A file that goes with a call."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True)
class Call:
    """A method and its parameters, as JSON has them. A file is under the name of its parameter, or of an `attach://` that names it."""

    method: str
    params: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    instead: tuple[Call, ...] | None = None
    """What is sent where Telegram refuses this one, as in a group that lets no pictures in; None where nothing can stand for it."""

    def in_plain_words(self) -> Call:
        """The same without entities, for a text whose entities Telegram refused."""
        params = {name: value for name, value in self.params.items() if name not in ("entities", "caption_entities")}
        return replace(self, params=params)
