"""Pages that somebody takes home: plain HTML files without a script, an address or a server behind them. What is in them is data and is escaped.

page = write("my_data", t=locale("en"), ...)        pages/my_data.html
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def write(name: str, **values: Any) -> str:
    """The page `pages/<name>.html` with these values; one that is not given is an error."""
    return _templates().get_template(f"{name}.html").render(**values)


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "pages")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
