"""From pieces to the bytes of a PDF, by Typst."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import segno
import typst

from bot.portfolio.letters import FONTS, SIGN, printable, without_bold
from bot.portfolio.pieces import Code, Document, Paragraph, Piece
from scaffolds.spec import Language
from scaffolds.theme import light

_FOLDER = Path(__file__).parent
_AS_THEY_ARE = frozenset({"svg", "qr", "kind"})
_HONG_KONG, _MAINLAND, _EUROPE = "Noto Sans CJK HK", "Noto Sans CJK SC", "Roboto"
_SETTING: Mapping[Language, tuple[str, str, tuple[str, ...]]] = {
    "en": ("en", "GB", (_HONG_KONG, _MAINLAND, _EUROPE)),
    "zh-Hant": ("zh", "HK", (_HONG_KONG, _MAINLAND, _EUROPE)),
    "zh-Hans": ("zh", "CN", (_MAINLAND, _HONG_KONG, _EUROPE)),
}
"""Language, region, and whose shapes of characters come first."""
_ONE_AT_A_TIME = Lock()


def print_pdf(document: Document) -> bytes:
    """The PDF of a document; takes some 50 ms of a processor, so call it beside the event loop."""
    data = _plain(document)
    if SIGN in json.dumps(data["pieces"], ensure_ascii=False) and document.unprintable:
        data["pieces"].append(_piece(Paragraph(document.unprintable.replace("{sign}", SIGN), quiet=True)))
    return compiled("page.typ", data)


def compiled(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF that a template of this folder makes of plain data."""
    thin = without_bold(json.dumps(data, ensure_ascii=False))
    with _ONE_AT_A_TIME:
        made = _compiler(template).compile(format="pdf", sys_inputs={"document": json.dumps({**data, "thin": thin})}, pdf_standards="ua-1")
    assert isinstance(made, bytes)
    return made


def setting(language: Language, colour: str) -> dict[str, Any]:
    """What every template needs: the language with its shapes of characters, and the colours."""
    lang, region, fonts = _SETTING[language]
    return {"lang": lang, "region": region, "fonts": fonts, "colours": light(colour)}


def _plain(document: Document) -> dict[str, Any]:
    return {
        "title": printable(document.title) or "Sampan",
        "author": printable(document.author),
        "foot": printable(document.foot),
        "pieces": [_piece(piece) for piece in document.pieces],
    } | setting(document.language, document.colour)


def _piece(piece: Piece) -> dict[str, Any]:
    values: dict[str, Any] = {"kind": type(piece).__name__.lower()}
    values |= {field.name: _value(field.name, getattr(piece, field.name)) for field in fields(piece)}
    if isinstance(piece, Code):
        values["qr"] = segno.make_qr(piece.address, error="m").svg_inline(border=0, dark="#000", scale=4)
    return values


def _value(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return value if name in _AS_THEY_ARE or (name == "address" and value.isascii()) else printable(value)
    if isinstance(value, Sequence):
        return [_value(name, one) for one in value]
    return _piece(value) if hasattr(value, "__dataclass_fields__") else value


@cache
def _compiler(template: str) -> typst.Compiler:
    """It keeps the fonts, which are read once, and has no way to any other file."""
    return typst.Compiler(input=str(_FOLDER / template), root=str(_FOLDER), font_paths=[str(FONTS)], ignore_system_fonts=True)
