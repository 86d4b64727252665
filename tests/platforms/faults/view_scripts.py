"""The scripts of a view's own (WXS): each has a name of its own in its file, takes in what is there, and gives what expressions ask it for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scaffolds.platforms import Files
from tests.platforms.faults.scripts import names_in
from tests.platforms.faults.walking import attributes_of, place_of

Given = Mapping[str, frozenset[str] | None]
"""The names that each script gives, by what its file calls it; None where nobody can know."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ELEMENT = re.compile(r"<wxs\b([^>]*?)(?:/>|>(.*?)</wxs\s*>)", re.DOTALL)
_NO_CODE = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_TAKES = re.compile(r"""\brequire\(\s*["']([^"']*)["']\s*\)""")
_ONE = re.compile(r"\bexports\.(\w+)\s*=(?!=)")
_ALL = re.compile(r"\bmodule\.exports\s*=\s*")
_INNER = re.compile(r"\([^(){}\[\]]*\)|\[[^(){}\[\]]*\]|(?<!^)\{[^(){}\[\]]*\}")
_KEY = re.compile(r"""[{,]\s*["']?(\w+)["']?\s*:""")


class _Script(NamedTuple):
    """One that a view has: in a file beside it, or between its tags."""

    name: str
    path: str
    text: str


def given(path: str, files: Files) -> Given:
    """Of the view of this path."""
    return {script.name: _gives(script.text) for script in _scripts(path, files) if script.name}


def names(path: str, files: Files) -> frozenset[str]:
    """All that they name: what they give back may have fields of these names."""
    return frozenset().union(*(names_in(script.text) for script in _scripts(path, files)))


def faults(path: str, files: Files) -> Iterator[str]:
    """What is wrong with the scripts of the view of this path."""
    scripts = list(_scripts(path, files))
    yield from (f"two scripts are called {name}" for name, times in Counter(script.name for script in scripts).items() if name and times > 1)
    for script in scripts:
        missing = (taken for taken in _TAKES.findall(script.text) if place_of(script.path, taken) not in files)
        yield from (f"the script {script.name} takes {taken}, which is missing" for taken in missing)


def _scripts(path: str, files: Files) -> Iterator[_Script]:
    for written, text in _ELEMENT.findall(_COMMENT.sub("", files[path].decode("utf-8", "replace"))):
        attributes = attributes_of(written)
        place = place_of(path, attributes["src"]) if attributes.get("src") else path
        code = text if place == path else files.get(place, b"").decode("utf-8", "replace")
        yield _Script(attributes.get("module", ""), place, _NO_CODE.sub("", code))


def _gives(text: str) -> frozenset[str] | None:
    """The names that a script puts into its exports; None where they are put in otherwise, or at once as another thing than an object of names."""
    names = set(_ONE.findall(text))
    for whole in _ALL.finditer(text):
        if text[whole.end() : whole.end() + 1] != "{":
            return None
        names.update(_KEY.findall(_flat(text[whole.end() :])))
    return frozenset(names) if names else None


def _flat(text: str) -> str:
    """An object as it begins a text, without what stands within its fields."""
    while (inner := _INNER.sub("", text)) != text:
        text = inner
    return text.partition("}")[0]
