"""What stands between braces: it calls nothing, and names only what something sets. WeChat shows nothing for the rest, without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.platforms.faults.walking import Part

_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_STRING = re.compile(r""""[^"]*"|'[^']*'""")
_CALL = re.compile(r"([\w$.]*[\w$\]])\s*\(")
_NAME = re.compile(r"(?<![\w$])[A-Za-z_$][\w$]*")
_LONE = re.compile(r"(?<![{$])\{\s*[A-Za-z_][\w.]*\s*\}(?!\})")
_ENTITY = re.compile(r"&(?:\w+|#\d+);")
_NO_NAMES = frozenset(("true", "false", "null", "undefined", "typeof", "this"))


def faults(parts: list[Part], known: frozenset[str]) -> Iterator[str]:
    """Of the parts of one file; `known` is all that the app's scripts, and the templates that are used, name."""
    scripts = frozenset(part.attributes["module"] for part in parts if part.tag == "wxs" and "module" in part.attributes)
    for part in parts:
        for written in part.written:
            yield from (f"{lone} wants two braces at each end" for lone in _LONE.findall(_BRACES.sub("", written)))
            for expression in _BRACES.findall(written):
                yield from _of_expression(_STRING.sub("", expression), known | part.names | scripts, scripts)
        key = part.attributes.get("wx:key", "*this")
        if re.fullmatch(r"\w+", key) and key not in known:
            yield f"nothing sets {key}, the wx:key"
        if part.text and part.inside[-1:] != ("text",):
            yield from (f"{entity} is shown as it is written" for entity in _ENTITY.findall(part.text))


def _of_expression(expression: str, known: frozenset[str], scripts: frozenset[str]) -> Iterator[str]:
    yield from (f"an expression cannot call {called}()" for called in _CALL.findall(expression) if called.split(".")[0] not in scripts)
    yield from (f"nothing sets {name}" for name in sorted(set(_NAME.findall(expression))) if name not in known and name not in _NO_NAMES)
