"""What people usually measure: found in a field's label or in the brief, with its unit, bounds and step (`measures.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds.blocks.tracker.options import Measure
from scaffolds.spec import Field, Language


@dataclass(frozen=True, eq=False)
class Known:
    """One entry of `measures.toml`."""

    id: str
    says: re.Pattern[str]
    card: dict[str, Any]

    @property
    def several(self) -> str:
        return str(self.card.get("several", "one"))

    @property
    def goal(self) -> str:
        return str(self.card.get("goal", "at_least"))

    @property
    def measure(self) -> Measure:
        return Measure.model_validate({key: self.card[key] for key in Measure.model_fields if key in self.card})

    def unit(self, language: Language) -> str:
        return str(self.card[language]["unit"])

    def fields(self, language: Language) -> tuple[Field, ...]:
        """Its field, or both where it is a pair, as one would label them."""
        words = self.card[language]
        labels = [words["label"], *([words["and"]] if "and" in words else [])]
        names = [self.id, f"{self.id}_2"]
        return tuple(Field(name=name, label=label, type=self.card["type"], unit=words["unit"]) for name, label in zip(names, labels, strict=False))

    def fits(self, field: Field) -> bool:
        """Whether a field of this type can be entered in its way."""
        return field.type == self.card["type"] or {field.type, self.card["type"]} <= {"number", "money"}


@cache
def known() -> tuple[Known, ...]:
    read = tomllib.loads((Path(__file__).parent / "measures.toml").read_text(encoding="utf-8"))
    return tuple(Known(id, re.compile(card["says"], re.IGNORECASE), card) for id, card in read.items())


def found_in(text: str) -> Iterator[Known]:
    """All that a text names, in the order in which it names them."""
    places = ((match.start(), n, one) for n, one in enumerate(known()) if (match := one.says.search(text)))
    return (one for _, _, one in sorted(places, key=lambda place: place[:2]))
