"""Three-way merge of text by lines: what a learner wrote into a file that is made anew stays in it.

    merged = merge(base, mine, new)     base: as it was made; mine: as they left it; new: as it would be made now

The lines that only one of the two changed are taken from that one. Where both changed the same lines and not alike there is a `Conflict`; the text
then has the side that `prefer` names. The algorithm is diff3's (Khanna, Kunal and Pierce, 2007), with `scaffolds.alike` for the two comparisons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scaffolds.alike import shared

Side = Literal["mine", "new"]
Lines = tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """Lines that both changed: as the learner has them, as they would be made now, and the line of the new text (from 1) where they stand."""

    mine: Lines
    new: Lines
    line: int


@dataclass(frozen=True)
class Merged:
    text: str
    conflicts: tuple[Conflict, ...] = ()


def merge(base: str, mine: str, new: str, prefer: Side = "mine") -> Merged:
    """The merge of three texts. Line ends are those of `new`; a missing end of the last line is no change."""
    text: list[str] = []
    conflicts: list[Conflict] = []
    line = 1
    for part in _parts(*(tuple(one.splitlines()) for one in (base, mine, new))):
        if part.clash:
            conflicts.append(Conflict(part.mine, part.new, line))
        text += part.chosen(prefer)
        line += len(part.new)
    return Merged("\n".join(text) + "\n" if text else "", tuple(conflicts))


@dataclass(frozen=True)
class _Part:
    """A stretch that stands alike in all three, or that one or both changed."""

    base: Lines
    mine: Lines
    new: Lines

    @property
    def clash(self) -> bool:
        return self.base not in (self.mine, self.new) and self.mine != self.new

    def chosen(self, prefer: Side) -> Lines:
        if self.clash:
            return self.mine if prefer == "mine" else self.new
        return self.new if self.mine == self.base else self.mine


def _parts(base: Lines, mine: Lines, new: Lines) -> Iterator[_Part]:
    """From one line that all three share to the next."""
    of_mine, of_new = shared(base, mine), shared(base, new)
    b = m = n = 0
    for line in sorted(of_mine.keys() & of_new.keys()):
        yield _Part(base[b:line], mine[m : of_mine[line]], new[n : of_new[line]])
        same = (base[line],)
        yield _Part(same, same, same)
        b, m, n = line + 1, of_mine[line] + 1, of_new[line] + 1
    yield _Part(base[b:], mine[m:], new[n:])
