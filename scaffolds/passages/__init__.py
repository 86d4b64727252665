"""Where the parts of an app stand in its code: each field, rule, check, screen and piece of code with its file, its lines and the learner's own words.

    found = read(spec, files)               the map of a web app, of its files as they are
    found.at("rules/book.js", 35)           the passage that a line stands in
    found.file("book.js")                   the path that is meant by the end of one

Nothing is kept beside the code for this: a field is found by how it is written, a rule by what is missing without it, a check by the reason it expects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from scaffolds.passages.book import LIST, Book
from scaffolds.passages.segments import segments
from scaffolds.passages.shapes import Kind, Passage, Passages, Span
from scaffolds.spec import AppSpec

_CODE = re.compile(r"public/(?:(?:rules|screens|parts/\w+)/\w+|my_rules|store|here|app|photo|speech|ear|chime|csv|watch)\.js")


def read(spec: AppSpec, files: Mapping[str, bytes]) -> Passages:
    """The map of a web app, from a spec that was checked and its files as they are, with the learner's own lines in them."""
    texts = {path: tuple(content.decode("utf-8", "replace").splitlines()) for path, content in files.items() if _is_read(path)}
    pieces = {path: tuple(segments(lines)) for path, lines in texts.items() if _CODE.fullmatch(path)}
    book = Book(spec, texts, pieces)
    return Passages(texts, (*book.fields(), *book.rules(), *book.checks(), *book.screens(), *book.code()))


def _is_read(path: str) -> bool:
    return bool(_CODE.fullmatch(path)) or path in ("app.py", LIST, "public/screens.js")


__all__ = ["Kind", "Passage", "Passages", "Span", "read"]
