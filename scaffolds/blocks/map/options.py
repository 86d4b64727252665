"""What can be set of a map, what its things must hold, and what it asks of the browser."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, model_validator
from pydantic import Field as Having

from scaffolds.blocks import Guard, thing_of
from scaffolds.spec import AppSpec, Field, Id, Part, Screen, SpecError, Thing

Drawn = Literal["none", "classroom", "flat", "school", "street"]
OnEarth = Literal["hong_kong", "macau", "delta", "east_asia", "world"]
ON_EARTH: tuple[OnEarth, ...] = ("hong_kong", "macau", "delta", "east_asia", "world")
"""Outlines whose places have degrees, so that a phone can say how far away they are."""

_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?")
_NEEDED = {"name": ("text", "place"), "x": ("number",), "y": ("number",), "ground": ("text",)}
_MORE = {"opens": ("time",), "closes": ("time",)}


def _check_tiles(value: str) -> str:
    """A template such as `https://tiles.example.org/{z}/{x}/{y}.png`."""
    if not value:
        return value
    parts = urlsplit(value)
    if parts.scheme != "https" or not _HOST.fullmatch(parts.netloc):
        raise ValueError('tiles are at an address such as "https://tiles.example.org/{z}/{x}/{y}.png"')
    if not all(place in parts.path + parts.query for place in ("{z}", "{x}", "{y}")):
        raise ValueError("the address of tiles needs {z}, {x} and {y}")
    return value


class Options(Part):
    """What lies under the places, and which other screens they speak of."""

    outline: Drawn | OnEarth = "street"
    """The ground that comes with the app; `none`: only pictures that the owner adds."""
    pictures_thing: Id = "map_picture"
    """The thing that keeps the owner's own pictures of a ground: `name`, `picture`."""
    tiles: Annotated[str, Having(max_length=300), AfterValidator(_check_tiles)] = ""
    """A server of street tiles, on an outline of the earth only. Without one the map needs no network."""
    tiles_by: Annotated[str, Having(max_length=120)] = ""
    """Whom the tiles' licence wants named."""
    books_screen: Id | None = None
    """A booking screen: its resources are places here that say whether they are free now."""
    list_screen: Id | None = None
    """A list whose rows name a place: they are shown with it."""
    list_thing: Id | None = None
    """What that list keeps."""

    @model_validator(mode="after")
    def _tiles_lie_on_the_earth(self) -> Options:
        if self.tiles and self.outline not in ON_EARTH:
            raise ValueError(f'tiles need an outline of the earth, not "{self.outline}"')
        if self.tiles and not self.tiles_by.strip():
            raise ValueError("tiles_by says who made the tiles: their licence asks for it")
        return self


def validate(spec: AppSpec, screen: Screen) -> None:
    """Places have a name and room for a position; pictures have a name and are the owner's; other screens are what they should be."""
    options = Options.model_validate(screen.options)
    places = thing_of(spec, screen)
    for name, types in _NEEDED.items():
        _check(places, name, types, required=name == "name")
    for name, types in _MORE.items():
        if places.field(name) is not None:
            _check(places, name, types, required=False)
    _check_others(places)
    _check_pictures(spec, options, places)
    _check_screens(spec, options)


def _check(thing: Thing, name: str, types: tuple[str, ...], required: bool) -> None:
    field = thing.field(name)
    if field is None or field.type not in types or field.private:
        raise SpecError("thing", f'"{thing.id}" needs a field "{name}" of type {" or ".join(types)} that everybody sees')
    if field.required != required:
        raise SpecError("thing", f'the field "{name}" of "{thing.id}" must {"be" if required else "not be"} required')


def _check_others(places: Thing) -> None:
    asked = [field for field in places.fields if field.name not in _NEEDED and field.required and field.private]
    if asked:
        raise SpecError("thing", f'the field "{asked[0].name}" of "{places.id}" cannot be both required and private')


def _check_pictures(spec: AppSpec, options: Options, places: Thing) -> None:
    pictures = spec.thing(options.pictures_thing)
    if pictures is None or pictures is places:
        raise SpecError("options.pictures_thing", f'no other thing is called "{options.pictures_thing}"')
    for name, type in (("name", "text"), ("picture", "photo")):
        field = pictures.field(name)
        if field is None or field.type != type or field.private or not field.required:
            raise SpecError("options.pictures_thing", f'"{pictures.id}" needs a required field "{name}" of type {type} that everybody sees')
    if pictures.written_by != "owner" or any(field.required for field in pictures.fields if field.name not in ("name", "picture")):
        raise SpecError("options.pictures_thing", f'only the owner writes "{pictures.id}", and nothing else of it is required')


def _check_screens(spec: AppSpec, options: Options) -> None:
    if options.books_screen and not is_booking(spec.screen(options.books_screen)):
        raise SpecError("options.books_screen", f'no booking screen is called "{options.books_screen}"')
    listed = spec.screen(options.list_screen) if options.list_screen else None
    if options.list_screen and (listed is None or listed.thing != options.list_thing):
        raise SpecError("options.list_screen", f'no screen "{options.list_screen}" shows "{options.list_thing}"')
    if options.list_thing and (listed is None or place_field(spec.thing(options.list_thing)) is None):
        raise SpecError("options.list_thing", f'"{options.list_thing}" has no field of type place that everybody sees')


def is_booking(screen: Screen | None) -> bool:
    return screen is not None and screen.block == "booking"


def place_field(thing: Thing | None) -> Field | None:
    """The field by which a row of a list names its place."""
    return next((field for field in thing.fields if field.type == "place" and not field.private), None) if thing else None


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """One name stands at one spot once, however often somebody taps; two pictures are not called the same."""
    options = Options.model_validate(screen.options)
    same_spot = Guard(thing_of(spec, screen).id, ("name", "ground", "x", "y"), unique=True)
    return (same_spot, Guard(options.pictures_thing, ("name",), unique=True))


def libraries(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    return ("leaflet",)


def permissions(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    """Where somebody is can be asked for on the earth only: nobody stands on a drawing."""
    return ("geolocation",) if Options.model_validate(screen.options).outline in ON_EARTH else ()


def sources(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    tiles = Options.model_validate(screen.options).tiles
    return (f"https://{urlsplit(tiles).netloc}",) if tiles else ()
