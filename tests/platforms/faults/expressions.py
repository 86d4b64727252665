"""What stands between braces: it calls nothing, and names only what something sets. WeChat shows nothing for the rest, without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.platforms.faults.view_scripts import Given
from tests.platforms.faults.walking import Part

_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_STRING = re.compile(r""""[^"]*"|'[^']*'""")
_CALL = re.compile(r"([\w$.]*[\w$\]])\s*\(")
_NAME = re.compile(r"(?<![\w$])[A-Za-z_$][\w$]*")
_LONE = re.compile(r"(?<![{$])\{\s*[A-Za-z_][\w.]*\s*\}(?!\})")
_ENTITY = re.compile(r"&(?:\w+|#\d+);")
_NO_NAMES = frozenset(("true", "false", "null", "undefined", "typeof", "this"))


def faults(parts: list[Part], known: frozenset[str], scripts: Given) -> Iterator[str]:
    """Of the parts of one file; `known` is all that the app's scripts, and the templates that are used, name; `scripts` those of the view's own."""
    for part in parts:
        for written in part.written:
            yield from (f"{lone} wants two braces at each end" for lone in _LONE.findall(_BRACES.sub("", written)))
            for expression in _BRACES.findall(written):
                yield from _of_expression(_STRING.sub("", expression), known | part.names, scripts)
        key = part.attributes.get("wx:key", "*this")
        if re.fullmatch(r"\w+", key) and key not in known:
            yield f"nothing sets {key}, the wx:key"
        if part.text and part.inside[-1:] != ("text",):
            yield from (f"{entity} is shown as it is written" for entity in _ENTITY.findall(part.text))


def _of_expression(expression: str, known: frozenset[str], scripts: Given) -> Iterator[str]:
    for script, given in scripts.items():
        asked = re.compile(rf"(?<![\w$.]){re.escape(script)}(?![\w$])(?:\s*\.\s*(\w+)(?:\s*\.\s*\w+)*)?")
        yield from (f"the script {script} gives no {name}" for name in asked.findall(expression) if name and given is not None and name not in given)
        expression = asked.sub("", expression)  # what it makes of it is its own
    yield from (f"an expression cannot call {called}()" for called in _CALL.findall(expression))
    yield from (f"nothing sets {name}" for name in sorted(set(_NAME.findall(expression))) if name not in known and name not in _NO_NAMES)
