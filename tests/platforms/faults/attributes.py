"""WXML's attributes and events: each component has those that it has, and no others; what it does not know it passes over in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from tests.platforms.faults.components import Component, component
from tests.platforms.faults.known import KNOWN
from tests.platforms.faults.walking import Part

_JOINED = re.compile(r"(?:bind|catch)[a-zA-Z]+")
_EVENT = re.compile(r"(?:capture-|mut-)?(?:bind|catch):([\w-]+)")
_OF_ALL = re.compile(r"id|class|style|hidden|slot|animation|(?:data|aria)-[a-z0-9-]+|wx:.*|mark:\w+|generic:.*|change:\w+")
_BOUND_BOTH_WAYS = "model:"
_WHOLE = re.compile(r"\{\{(?:(?!\}\}).)*\}\}", re.DOTALL)
_KEY = re.compile(r"\*this|\w+")
_HANDLER = re.compile(r"[\w$]+|\{\{.*\}\}")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NO_COMPONENTS: Mapping[str, frozenset[str]] = {
    "block": frozenset(), "template": frozenset(("is", "data", "name")), "import": frozenset(("src",)), "include": frozenset(("src",)),
    "wxs": frozenset(("src", "module")), "slot": frozenset(("name",)),
}  # fmt: skip
# What the typings do not list. getUserInfo is no longer there: https://developers.weixin.qq.com/miniprogram/dev/component/button.html
_CHOICES: Mapping[tuple[str, str], frozenset[str]] = {
    ("canvas", "type"): frozenset(("2d", "webgl")),
    ("button", "open-type"): frozenset(
        (
            "contact",
            "share",
            "getPhoneNumber",
            "getRealtimePhoneNumber",
            "launchApp",
            "openSetting",
            "feedback",
            "chooseAvatar",
            "agreePrivacyAuthorization",
        )
    ),
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "image": ("src",), "map": ("longitude", "latitude"), "icon": ("type",), "canvas": ("type",), "import": ("src",), "include": ("src",), "wxs": ("module",),
}  # fmt: skip
_WANTS_HANDLER: Mapping[str, str] = {"getPhoneNumber": "bind:getphonenumber", "chooseAvatar": "bind:chooseavatar"}


def faults(parts: list[Part], own: frozenset[str]) -> Iterator[str]:
    """Of the parts of one file; `own` are the app's own components, whose attributes are their own."""
    for part in parts:
        yield from _directives(part)
        if part.tag in KNOWN["tags"] and part.tag not in own:
            for name, value in part.attributes.items():
                yield from _of_attribute(part.tag, name, value)
            yield from _left_out(part)
    ids = Counter(part.attributes["id"] for part in parts if "{{" not in part.attributes.get("id", "{{"))
    yield from (f"the id {id} is there {times} times" for id, times in ids.items() if times > 1)


def _directives(part: Part) -> Iterator[str]:
    for name, value in part.attributes.items():
        if name.startswith("wx:") and name not in KNOWN["directives"]:
            yield f"there is no {name}"
        if name in ("wx:if", "wx:elif", "wx:for", "wx:for-items") and not _WHOLE.fullmatch(value):
            yield f"{name} wants {{{{ }}}} and nothing beside it, not {value}"
        if name == "wx:key" and not _KEY.fullmatch(value):
            yield f"wx:key is the name of a field or *this, not {value}"
    if "wx:for" in part.attributes and "wx:key" not in part.attributes:
        yield f"a {part.tag} that is repeated has no wx:key"


def _of_attribute(tag: str, name: str, value: str) -> Iterator[str]:
    event = _EVENT.fullmatch(name)
    if _JOINED.fullmatch(name):
        yield f"{name} wants a colon"
    elif event:
        yield from _of_event(tag, event[1], value)
    elif not _OF_ALL.fullmatch(name):
        yield from _of_its_own(tag, name.removeprefix(_BOUND_BOTH_WAYS), value)
    if name.startswith(_BOUND_BOTH_WAYS) and not re.fullmatch(r"\{\{\s*\w+\s*\}\}", value):
        yield f"{name} wants one name of the data, not {value}"


def _of_event(tag: str, event: str, value: str) -> Iterator[str]:
    known = component(tag)
    if event not in KNOWN["events"] and not (known and event in known.events):
        yield f"{tag} tells of no {event}"
    if not _HANDLER.fullmatch(value):
        yield f"a handler is a name, not {value}"


def _of_its_own(tag: str, name: str, value: str) -> Iterator[str]:
    known = component(tag)
    if tag in _NO_COMPONENTS or known is None:
        if name not in _NO_COMPONENTS.get(tag, ()):
            yield f"{tag} has no {name}"
    elif name not in known.attributes:
        yield f"{tag} has no {name}"
    elif "{{" not in value:
        yield from _of_value(tag, name, value, known)


def _of_value(tag: str, name: str, value: str, known: Component) -> Iterator[str]:
    attribute = known.attributes[name]
    choices = _CHOICES.get((tag, name), attribute.choices)
    if choices and value not in choices:
        yield f"{name} of {tag} cannot be {value}"
    if attribute.kind == "boolean" and value == "false":
        yield f"{name} of {tag}: the word false is taken for yes; write {{{{false}}}}"
    if attribute.kind == "number" and not _NUMBER.fullmatch(value):
        yield f"{name} of {tag} is a number, not {value}"


def _left_out(part: Part) -> Iterator[str]:
    given = part.attributes
    yield from (f"{part.tag} needs {name}" for name in _NEEDED.get(part.tag, ()) if name not in given)
    if part.tag == "picker" and given.get("mode", "selector") in ("selector", "multiSelector") and "range" not in given:
        yield "picker needs range"
    wanted = _WANTS_HANDLER.get(given.get("open-type", ""))
    if wanted and wanted not in given:
        yield f"{part.tag} with open-type {given['open-type']} needs {wanted}"
