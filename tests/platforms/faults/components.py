"""What each component of WeChat takes and tells: read from the typings of a library that has the same components."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from tests.platforms import tools

_TYPINGS = "node_modules/@tarojs/components/types"
_MEMBER = re.compile(r"/\*\*(?P<said>(?:(?!\*/).)*)\*/\s*(?P<name>\w+)\??:\s*(?P<kind>[^\n]+)", re.DOTALL)
_CHOICE = re.compile(r"""^\s*'?([\w -]*[\w-])'?\s*(?::.*)?$""", re.MULTILINE)
_SAID = re.compile(r"/\*\*.*?\*/", re.DOTALL)
_LIST = re.compile(r"keyof (?:\w+\.)?(\w+)")
_FOR_WECHAT = "weapp"
_EVENT = re.compile(r"on[A-Z]")
_IN_A_FORM = ("input", "textarea", "picker", "switch", "slider", "checkbox-group", "radio-group")
# Their names in WeChat's own reference where the typings have none: https://developers.weixin.qq.com/miniprogram/dev/component/
_MORE: Mapping[str, frozenset[str]] = {
    "text": frozenset(("user-select", "space", "decode", "overflow", "max-lines")),
    "textarea": frozenset(("confirm-type", "confirm-hold", "adjust-keyboard-to")),
    "label": frozenset(("for",)),
}


class Attribute(NamedTuple):
    """`kind` is `boolean`, `number` or something else; `choices` are the words that it may be, none where it may be any."""

    kind: str
    choices: frozenset[str]


class Component(NamedTuple):
    """Attributes as they are written in WXML (activeColor, active-color), and the events that it tells of besides those of every element."""

    attributes: Mapping[str, Attribute]
    events: frozenset[str]


@cache
def component(tag: str) -> Component | None:
    """None for one that the typings do not have."""
    path = tools.installed() / _TYPINGS / f"{''.join(word.capitalize() for word in tag.split('-'))}.d.ts"
    return _read(tag, path.read_text(encoding="utf-8")) if path.exists() else None


def _read(tag: str, text: str) -> Component:
    more = (*_MORE.get(tag, ()), *(("name",) if tag in _IN_A_FORM else ()))
    attributes: dict[str, Attribute] = {name: Attribute("", frozenset()) for name in more}
    events = set()
    for one in _MEMBER.finditer(text):
        if _EVENT.match(one["name"]):
            events.add(one["name"][2:].lower())
        elif _FOR_WECHAT in one["said"]:
            attribute = Attribute(one["kind"].strip(" ;"), _choices(one["kind"], text))
            attributes |= {one["name"]: attribute, _dashed(one["name"]): attribute}
    return Component(attributes, frozenset(events))


def _dashed(name: str) -> str:
    return re.sub(r"[A-Z]", lambda found: f"-{found[0].lower()}", name)


def _choices(kind: str, text: str) -> frozenset[str]:
    """`keyof ImageProps.Mode`: what the interface Mode lists."""
    asked = _LIST.match(kind.strip())
    listed = re.search(rf"interface {asked[1]} {{(.*?)\n  }}", text, re.DOTALL) if asked else None
    return frozenset(_CHOICE.findall(_SAID.sub("", listed[1]))) if listed else frozenset()
