"""How a judge puts a batch in order: places from the best to the last, entries of one place tied, others left out with a reason.

sheet = begun(("a", "b", "c"))
moved(sheet, "c", "up")            c changes places with b
moved(sheet, "b", "level")         b is tied with the one above it
coded(sheet, entries)              '0-2.1': the same as short text, for a form

Pure. Every sheet holds each entry of its batch exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Reason = Literal["conflict", "fails", "language", "other"]
"""Why a judge leaves an entry out: an interest of theirs, it does not open, they do not read its language."""
REASONS: tuple[Reason, ...] = get_args(Reason)
Move = Literal["up", "down", "level", "apart"]
MOVES: tuple[Move, ...] = get_args(Move)
_CODE = re.compile(r"(?P<places>[\d.-]*)(?P<left>(?:~\d+[cflo])*)")
_LONGEST = 400


@dataclass(frozen=True)
class Sheet:
    """A batch as it is ranked by now."""

    places: tuple[tuple[str, ...], ...]
    left_out: Mapping[str, Reason]

    @property
    def is_level(self) -> bool:
        """All on one place: it says nothing of which is better."""
        return len(self.places) == 1 and len(self.places[0]) > 1


def begun(entries: Sequence[str]) -> Sheet:
    """As the batch is given: each on a place of its own, in the order in which they are shown."""
    return Sheet(tuple((entry,) for entry in entries), {})


def kept(entries: Sequence[str], ranking: Sequence[Sequence[str]] | None, skipped: Mapping[str, str]) -> Sheet:
    """As it is in the store."""
    if ranking is None:
        return begun(entries)
    return Sheet(tuple(tuple(place) for place in ranking), {entry: reason for entry, reason in skipped.items() if reason in REASONS})


def moved(sheet: Sheet, entry: str, move: Move) -> Sheet:
    """One step. A step that is not possible, such as up from the first place, changes nothing."""
    at = next((n for n, place in enumerate(sheet.places) if entry in place), None)
    if at is None:
        return sheet
    places = [list(place) for place in sheet.places]
    tied = len(places[at]) > 1
    places[at].remove(entry)
    if move == "level":
        places[max(0, at - 1)].append(entry)
    elif move == "apart" or (move == "down" and tied):
        places.insert(at + 1, [entry])
    elif move == "up":
        places.insert(at if tied else max(0, at - 1), [entry])
    else:
        places.insert(at + 2, [entry])
    return Sheet(tuple(tuple(place) for place in places if place), sheet.left_out)


def left_out(sheet: Sheet, entry: str, reason: Reason) -> Sheet:
    """Without one of them."""
    places = tuple(tuple(one for one in place if one != entry) for place in sheet.places)
    return Sheet(tuple(place for place in places if place), {**sheet.left_out, entry: reason})


def taken_back(sheet: Sheet, entry: str) -> Sheet:
    """One that was left out, at the last place."""
    if entry not in sheet.left_out:
        return sheet
    return Sheet((*sheet.places, (entry,)), {one: why for one, why in sheet.left_out.items() if one != entry})


def coded(sheet: Sheet, entries: Sequence[str]) -> str:
    """As short text: the places as numbers in the batch, then what was left out with the first letter of its reason."""
    number = {entry: n for n, entry in enumerate(entries)}
    places = "-".join(".".join(str(number[entry]) for entry in place) for place in sheet.places)
    return places + "".join(f"~{number[entry]}{reason[0]}" for entry, reason in sheet.left_out.items())


def decoded(code: str, entries: Sequence[str]) -> Sheet | None:
    """What `coded` made of a sheet of this batch; None of anything else, whatever it is."""
    found = _CODE.fullmatch(code) if len(code) <= _LONGEST and code.isascii() else None
    if found is None:
        return None
    try:
        places = tuple(tuple(entries[int(n)] for n in place.split(".")) for place in found["places"].split("-") if place)
        left = {entries[int(one[:-1])]: next(why for why in REASONS if why[0] == one[-1]) for one in found["left"].split("~") if one}
    except (ValueError, IndexError):
        return None
    together = [entry for place in places for entry in place] + list(left)
    return Sheet(places, left) if sorted(together) == sorted(entries) else None
