"""What a page is made of. Plain frozen values; `page.typ` knows how each looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scaffolds.spec import Language


@dataclass(frozen=True)
class Masthead:
    """The head of a document: a small line above, the title, a line below."""

    title: str
    over: str = ""
    under: str = ""


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    text: str
    quiet: bool = False


@dataclass(frozen=True)
class Quote:
    """Words of somebody's, as they typed them, loud."""

    text: str


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, and what it shows for whoever does not see it."""

    svg: str
    says: str


@dataclass(frozen=True)
class Points:
    items: Sequence[str]


@dataclass(frozen=True)
class Steps:
    """What happened, one after the other: (what it is called, when, points)."""

    items: Sequence[tuple[str, str, Sequence[str]]]


@dataclass(frozen=True)
class Rating:
    """How far something is, in steps, words and a comment."""

    level: int
    of: int
    label: str
    says: str
    comment: str = ""


@dataclass(frozen=True)
class Code:
    """An address to scan, and in letters."""

    address: str
    text: str
    says: str


@dataclass(frozen=True)
class Columns:
    """Pieces side by side."""

    columns: Sequence[Sequence[Piece]]


Piece = Masthead | Heading | Paragraph | Quote | Picture | Points | Steps | Rating | Code | Columns


@dataclass(frozen=True)
class Document:
    title: str
    language: Language
    pieces: Sequence[Piece]
    colour: str = "#0F766E"
    """What the page's colours are made from."""
    author: str = ""
    foot: str = ""
    """A line at the foot of every page."""
    unprintable: str = ""
    """Said at the end where a character could not be printed; `{sign}` is what stands in its place."""
