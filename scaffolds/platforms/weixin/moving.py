"""What a learner changed by hand goes along where their app gets packages or loses them: to where its file lies now, with what it takes.

A page that took `../../parts/map/pin.js` takes `./parts/pin.js`; a part of a block lies once, or in the package of each screen of that block;
the sentences are in one file, or with each screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import partial

from scaffolds.platforms import Files
from scaffolds.platforms.weixin import packages
from scaffolds.platforms.weixin.words import EVERYWHERE
from scaffolds.spec import AppSpec, Screen

_SENTENCES = "words.js"
_PART = re.compile(r"parts/(\w+)/([^/]+)")
_PACKED = re.compile(r"pages/(\w+)/parts/([^/]+)")
_PAGE = re.compile(r"pages/(\w+)/[^/]+")
_GROUP = re.compile(r'    "?(\w*)"?: \{')
_UP = re.compile(r"(?<=[\"'])\.\./\.\./(?!\.\./)")
_FURTHER_UP = re.compile(r"(?<=[\"'])\.\./\.\./\.\./")
Moved = dict[str, Callable[[str], str]]


def moved(spec: AppSpec, made: Files, path: str, base: str) -> Moved:
    """Where a file that was `base` lies in `made`, and what its text is there, as a function of what it was. Where it lies nowhere, its old path."""
    to = _into_packages if packages.are_in(made, spec) else _into_one
    return to(spec, made, path, base) or {path: str}


def _into_packages(spec: AppSpec, made: Files, path: str, base: str) -> Moved:
    if path == _SENTENCES:
        return _sentences_apart(spec, base)
    if part := _PART.fullmatch(path):
        places = (f"{packages.parts_of(screen)}/{part[2]}" for screen in spec.screens if screen.block == part[1])
        return {place: partial(_UP.sub, "../../../") for place in places if place in made}
    screen = _screen_of(spec, _PAGE, path)
    return {path: partial(_nearer, screen, made, path)} if screen else {}


def _sentences_apart(spec: AppSpec, base: str) -> Moved:
    """Each sentence to the screens that say it; a file that holds none of a screen stays one."""
    if not _groups(base) - {EVERYWHERE}:
        return {}
    apart: Moved = {packages.words_of(screen): partial(_only, screen.block) for screen in spec.screens}
    return {_SENTENCES: partial(_only, EVERYWHERE), **apart}


def _into_one(spec: AppSpec, made: Files, path: str, base: str) -> Moved:
    if screen := _screen_of(spec, _PACKED, path):
        place = _SENTENCES if path == packages.words_of(screen) else f"parts/{screen.block}/{path.rpartition('/')[2]}"
        return {place: partial(_FURTHER_UP.sub, "../../")} if place in made else {}
    screen = _screen_of(spec, _PAGE, path)
    return {path: partial(_farther, screen, made)} if screen else {}


def _screen_of(spec: AppSpec, place: re.Pattern[str], path: str) -> Screen | None:
    found = place.fullmatch(path)
    return spec.screen(found[1]) if found else None


def _nearer(screen: Screen, made: Files, path: str, text: str) -> str:
    """A page takes the parts that lie in its package from there; a file of the learner's own stays where it is."""
    there = _names(made, packages.parts_of(screen))
    near = re.sub(rf"\.\./\.\./parts/{screen.block}/([\w.-]+)", lambda part: f"./parts/{part[1]}" if part[1] in there else part[0], text)
    begins = packages.BRINGS if path.endswith(".js") and not near.startswith(packages.BRINGS) else ""
    return begins + near


def _farther(screen: Screen, made: Files, text: str) -> str:
    there = _names(made, f"parts/{screen.block}")
    far = text.removeprefix(packages.BRINGS)
    return re.sub(r"(?<!\.)\./parts/([\w.-]+)", lambda part: f"../../parts/{screen.block}/{part[1]}" if part[1] in there else part[0], far)


def _names(made: Files, folder: str) -> Collection[str]:
    return {path.removeprefix(f"{folder}/") for path in made if path.startswith(f"{folder}/")}


def _groups(text: str) -> set[str]:
    return {group for group, _ in _with_groups(text) if group is not None}


def _only(wanted: str, text: str) -> str:
    """The file of sentences with one group of them, and what stands around the groups."""
    return "".join(line for group, line in _with_groups(text) if group in (None, wanted))


def _with_groups(text: str) -> Iterator[tuple[str | None, str]]:
    """Each line with the group that it stands in, none where it stands in no group."""
    group: str | None = None
    for line in text.splitlines(keepends=True):
        if begins := _GROUP.fullmatch(line.rstrip()):
            group = begins[1]
        yield group, line
        if line.rstrip() == "    },":
            group = None
