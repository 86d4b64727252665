"""Makes PDFs of a few kinds of pieces: titles, words of somebody's, pictures, steps, a code to scan. What is in them is data, never markup.

    pdf = print_pdf(Document("Shower Time", "zh-Hant", [Masthead(...), Heading("..."), Quote("...")], colour="#0F766E"))

Everything a page needs lies in this folder: no font of the machine is used. The same document gives the same bytes. Pages are tagged (PDF/UA-1), so
that they can be read aloud and copied from. `fonts/README.md` says where the fonts come from.
"""

from __future__ import annotations

from bot.portfolio.certificate import Certificate, print_certificate
from bot.portfolio.pieces import (
    Code,
    Columns,
    Document,
    Heading,
    Masthead,
    Paragraph,
    Picture,
    Piece,
    Points,
    Quote,
    Rating,
    Steps,
)
from bot.portfolio.printing import print_pdf

__all__ = [
    "Certificate", "Code", "Columns", "Document", "Heading", "Masthead", "Paragraph", "Picture", "Piece", "Points", "Quote", "Rating", "Steps",
    "print_certificate", "print_pdf",
]  # fmt: skip
