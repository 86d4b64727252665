"""A map beside other screens: it shows what can be booked, and what a list says of its places."""

from __future__ import annotations

from scaffolds.blocks.map.options import is_booking, place_field
from scaffolds.spec import AppSpec, Screen


def link(spec: AppSpec, screen: Screen) -> Screen:
    """The first booking screen and the first list with a place; what is still there stays, what is gone is let go."""
    found = {**_books(spec, screen), **_list(spec, screen)}
    if all(screen.options.get(key) == value for key, value in found.items()):
        return screen
    return screen.model_copy(update={"options": {**screen.options, **found}})


def _books(spec: AppSpec, screen: Screen) -> dict[str, str | None]:
    kept = spec.screen(screen.options.get("books_screen") or "")
    found = kept if is_booking(kept) else next(filter(is_booking, spec.screens), None)
    return {"books_screen": found.id if found else None}


def _list(spec: AppSpec, screen: Screen) -> dict[str, str | None]:
    kept = spec.screen(screen.options.get("list_screen") or "")
    lists = (one for one in spec.screens if _names_places(spec, one))
    found = kept if kept and _names_places(spec, kept) else next(lists, None)
    return {"list_screen": found.id if found else None, "list_thing": found.thing if found else None}


def _names_places(spec: AppSpec, screen: Screen) -> bool:
    return screen.block == "records" and place_field(spec.thing(screen.thing)) is not None
