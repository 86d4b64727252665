"""Templates of generated code, escaped by construction.

Delimiters are `<%= value %>`, `<% statement %>`, `<%# comment %>`, since `{{ }}` belongs to WXML and `${}` to JavaScript.
What a template puts out is escaped for the language of its file, without the author's doing:

- `*.js.j2`: a JavaScript literal, quotes and all, safe inside `<script>` and in a `//` comment: `label: <%= field.label %>`
- `*.html.j2`, `*.wxml.j2`: escaped text, safe in an attribute in double quotes; WXML's `{{` is broken up
- `*.css.j2`, `*.wxss.j2`, `*.svg.j2`, `*.json.j2`: only numbers, colours and `Code`; JSON takes literals too
- `*.md.j2`: text in which Markdown's and HTML's own signs are escaped

`Code` marks what is code already: `<%= field.name | name %>` is an identifier that was checked.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOT = Path(__file__).parent
_TURNS_AROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that show a line in another order than it has. In a file that people read they stand as their escapes, so that code is what it seems."""


class Code(str):
    """Text that is code already and is put out as it is."""


def js(value: object) -> Code:
    """A JavaScript literal of JSON-like data, safe in a script element, a template file and a line comment."""
    literal = json.dumps(_plain(value), ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        literal = literal.replace(char, f"\\u{ord(char):04x}")
    return Code(_TURNS_AROUND.sub(lambda found: f"\\u{ord(found[0]):04x}", literal))


def html_text(value: object) -> Code:
    return Code(turned_shown(html.escape(str(value), quote=True)))


def wxml_text(value: object) -> Code:
    """Text or attribute value of WXML. A brace is written as an entity, so that no expression can begin."""
    escaped = html.escape(str(value), quote=True)
    return Code(escaped.replace("{", "&#123;").replace("}", "&#125;"))


def markdown_text(value: object) -> Code:
    """One line of Markdown text; whatever Markdown or HTML would read as a sign is escaped."""
    line = " ".join(str(value).split())
    return Code(turned_shown(re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~&$])", r"\\\1", line)))


def turned_shown(text: str) -> str:
    """Text for HTML or Markdown whose signs that turn a line around are entities: seen in the file, at work on the page."""
    return _TURNS_AROUND.sub(lambda found: f"&#x{ord(found[0]):x};", text)


def only_code(value: object) -> Code:
    if isinstance(value, (int, float)) or (isinstance(value, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}|-?[\w.%]+", value)):
        return Code(value)
    raise TypeError(f"not a number, a colour or Code: {value!r}")


def name(value: str) -> Code:
    """An identifier; raises where it is none (a spec that was checked has none such)."""
    if not re.fullmatch(r"[A-Za-z_$][\w$]*", value, re.ASCII):
        raise ValueError(f"not an identifier: {value!r}")
    return Code(value)


_ESCAPES: dict[str, Callable[[Any], Code]] = {
    ".js": js, ".json": js, ".html": html_text, ".wxml": wxml_text, ".md": markdown_text, ".css": only_code, ".wxss": only_code,
    ".svg": only_code,
}  # fmt: skip


def _plain(value: object) -> Any:
    """Models inside data become data."""
    dump = getattr(value, "model_dump", None)
    if dump is not None:
        return dump(mode="json")
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


@cache
def _environment(suffix: str) -> Environment:
    escape = _ESCAPES[suffix]
    environment = Environment(
        loader=FileSystemLoader(ROOT), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        auto_reload=False, cache_size=-1, block_start_string="<%", block_end_string="%>", variable_start_string="<%=",
        variable_end_string="%>", comment_start_string="<%#", comment_end_string="%>",
        finalize=lambda value: value if isinstance(value, Code) else escape(value),
    )  # fmt: skip
    environment.filters |= {"name": name, "code": Code, "js": js}
    return environment


def render(template: Path, **values: Any) -> str:
    """Render a `<anything>.<suffix>.j2` below `scaffolds/`; what it needs and does not get is an error."""
    suffix = Path(template.stem).suffix
    return _environment(suffix).get_template(template.relative_to(ROOT).as_posix()).render(**values)
