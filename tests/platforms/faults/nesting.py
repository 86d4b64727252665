"""What may stand in what: WeChat leaves out what stands in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.platforms.faults.walking import Part

_STANDS_IN: Mapping[str, str] = {
    "swiper-item": "swiper", "picker-view-column": "picker-view", "radio": "radio-group", "checkbox": "checkbox-group",
}  # fmt: skip
_HOLDS_ONLY: Mapping[str, frozenset[str]] = {
    "text": frozenset(("text", "block", "wxs")),
    "swiper": frozenset(("swiper-item", "block", "template", "wxs")),
    "picker-view": frozenset(("picker-view-column", "block", "template", "wxs")),
    "textarea": frozenset(),
    "input": frozenset(),
}
_ONLY_AT_THE_TOP = ("import",)


def faults(parts: list[Part]) -> Iterator[str]:
    """Of the parts of one file."""
    for part in parts:
        holder = next((tag for tag in reversed(part.inside) if tag != "block"), "")
        if part.tag and part.tag not in _HOLDS_ONLY.get(holder, (part.tag,)):
            yield f"{holder} shows no {part.tag} in it"
        if part.tag in _STANDS_IN and _STANDS_IN[part.tag] not in part.inside and "template" not in part.inside:
            yield f"{part.tag} stands in no {_STANDS_IN[part.tag]}"
        if part.tag in _ONLY_AT_THE_TOP and part.inside:
            yield f"{part.tag} stands in a {part.inside[-1]}"
