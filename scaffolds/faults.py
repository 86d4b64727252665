"""A spec that cannot be built, and how it is told: one line with the place and the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from scaffolds.plain import one_line


class SpecError(ValueError):
    """A spec that cannot be built. `str()` is one line: the place and the reason."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.place, self.reason = place, reason


def place_of(location: Iterable[str | int]) -> str:
    """`("things", 0, "fields")` as a reader writes it: `things[0].fields`."""
    place = ""
    for part in location:
        place += f"[{part}]" if isinstance(part, int) else f".{one_line(part, 40)}" if place else one_line(part, 40)
    return place


def reason_of(fault: Mapping[str, Any]) -> str:
    """What pydantic found, in words for somebody who has never heard of it; one line."""
    given = fault.get("ctx", {})
    told = _REASONS.get(str(fault["type"]), "")
    return one_line(told.format(**given) if told else str(given.get("error") or fault["msg"]))


def first_fault(error: ValidationError) -> SpecError:
    first = error.errors(include_url=False)[0]
    location = [part for part in first["loc"] if not (isinstance(part, str) and _of_a_union(part))]
    return SpecError(place_of(location), reason_of(first))


def half_a_character(data: object, location: tuple[str | int, ...] = ()) -> SpecError | None:
    """The first text of JSON-like data that no file can hold, a lone half of a pair being in it: pydantic's patterns stumble over it."""
    if isinstance(data, str):
        broken = any("\ud800" <= char <= "\udfff" for char in data)
        return SpecError(place_of(location), "half of a character stands in this text") if broken else None
    parts = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ()
    return next((found for key, value in parts if (found := half_a_character(value, (*location, key)))), None)


def _of_a_union(part: str) -> bool:
    """pydantic names the branch of a union in the place; a reader does not want it."""
    return "[" in part or part in ("str", "dict", "function-before")


_REASONS = {
    "extra_forbidden": "there is no such key",
    "missing": "this is missing",
    "too_long": "at most {max_length} fit here",
    "too_short": "at least {min_length} is needed here",
    "string_too_long": "at most {max_length} characters fit here",
    "string_too_short": "this is empty",
    "string_type": "this should be text",
    "string_unicode": "this should be text",
    "tuple_type": "this should be a list",
    "dict_type": "this should be an object with keys",
    "model_type": "this should be an object with keys",
    "model_attributes_type": "this should be an object with keys",
    "bool_type": "this should be true or false",
    "bool_parsing": "this should be true or false",
    "literal_error": "this should be one of {expected}",
}
