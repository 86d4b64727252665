"""What boards usually measure and move: found in the brief (`sensors.toml`, `actuators.toml`), with ends, limit and words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds.blocks.device.options import Actuator, Alarm
from scaffolds.spec import Language

_HERE = Path(__file__).parent
_MOST_ACTUATORS = 3


@dataclass(frozen=True, eq=False)
class Known:
    """One entry of `sensors.toml`."""

    id: str
    says: re.Pattern[str]
    card: Mapping[str, Any]

    def label(self, language: Language) -> str:
        return str(self.card[language]["label"])

    def unit(self, language: Language) -> str:
        return str(self.card[language]["unit"])

    def ends(self) -> dict[str, float]:
        return {"low": self.card["low"], "high": self.card["high"]}

    def alarm(self) -> Alarm:
        return Alarm(sense=self.card["sense"], value=self.card["value"])


@cache
def sensors() -> Mapping[str, Known]:
    """All sensors by id, in the order in which they are looked for."""
    return {id: Known(id, re.compile(card["says"], re.IGNORECASE), card) for id, card in _read("sensors.toml").items()}


def sensor_in(text: str) -> Known | None:
    """The sensor that a text names first."""
    places = [(match.start(), n, one) for n, one in enumerate(sensors().values()) if (match := one.says.search(text))]
    return min(places, key=lambda place: place[:2])[2] if places else None


def actuators_in(text: str, language: Language) -> tuple[Actuator, ...]:
    """What a text wants moved or switched."""
    return tuple(_actuators(text, language))[:_MOST_ACTUATORS]


def _actuators(text: str, language: Language) -> Iterator[Actuator]:
    for id, card in _read("actuators.toml").items():
        if re.search(card["says"], text, re.IGNORECASE):
            yield Actuator(id=id, kind=card["kind"], label=card[language])


@cache
def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))
