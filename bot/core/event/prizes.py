"""Prizes of an event: who a ranking suggests for each, and the order in which they are revealed. Pure; a human gives them.

suggested(prizes, [("t3", "junior"), ("t1", "senior")])     {"first": "t3", "best-senior": "t1"}
steps(prizes, {"first", "second"})                          ("second", "first"), the best one last
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

Prizes = Sequence[Mapping[str, Any]]
"""[{id, name, division}], the best first; `division` is '' for all."""


def suggested(prizes: Prizes, ranked: Sequence[tuple[str, str]]) -> dict[str, str]:
    """By prize, the team that a ranking (team and division, best first) puts there: the second prize of a division is for its second place.
    Divisions are ranked each by itself, so that where there are several nobody is suggested for a prize of all."""
    found, given = {}, Counter[str]()
    several = len({division for _, division in ranked}) > 1
    for prize in prizes:
        division = str(prize.get("division") or "")
        places = [team for team, theirs in ranked if not division or theirs == division]
        if given[division] < len(places) and (division or not several):
            found[str(prize["id"])] = places[given[division]]
        given[division] += 1
    return found


def steps(prizes: Prizes, given: Collection[str]) -> tuple[str, ...]:
    """The prizes that somebody has, in the order in which they are revealed: the first of the list is the last."""
    return tuple(str(prize["id"]) for prize in reversed(prizes) if prize["id"] in given)


def last_step(awards: int) -> int:
    """Step 0 opens the ceremony, one step is for each award, and the last shows everybody."""
    return awards + 1
