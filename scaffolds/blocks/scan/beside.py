"""What a scanning screen is beside its view and rules: what the store holds to, first rows, other screens, what the browser is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from scaffolds.blocks import Guard, Seed, thing_of
from scaffolds.blocks.scan.options import Options, way_of
from scaffolds.platforms.web import libraries as vendored
from scaffolds.spec import AppSpec, Screen, SpecError


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """A code belongs to one thing; two phones that read one code at once make one scan."""
    options = Options.model_validate(screen.options)
    return (Guard(thing_of(spec, screen).id, ("code",), unique=True), Guard(options.scans_thing, _once(spec, options), unique=True))


def _once(spec: AppSpec, options: Options) -> tuple[str, ...]:
    scans = spec.thing(options.scans_thing)
    if scans is None:
        raise SpecError("options.scans_thing", f'no thing is called "{options.scans_thing}"')
    if options.purpose == "leave":
        return ("code", "day")
    if options.purpose == "check_in" and not way_of(scans):
        return ("code", "day") if options.day_by_day else ("code",)
    return ("code", "day", "time")


def shared(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    """What must not be forgotten is a household's: everybody keeps it right and begins it again."""
    options = Options.model_validate(screen.options)
    return (thing_of(spec, screen).id, options.scans_thing) if options.purpose == "leave" else ()


def seeds(spec: AppSpec, screen: Screen) -> tuple[Seed, ...]:
    thing = thing_of(spec, screen)
    usual = {field.name: False for field in thing.fields if field.type == "yes_no"}
    starters = Options.model_validate(screen.options).starters
    return tuple((thing.id, {**usual, "code": f"A{number:03}", "name": word}) for number, word in enumerate(starters, 1))


def link(spec: AppSpec, screen: Screen) -> Screen:
    """The first checklist is ticked by scans, the first list is searched by codes; one that is gone is let go."""
    options = Options.model_validate(screen.options)
    found = {"list_screen": _first(spec, options.list_screen, "checklist"), "records_screen": _first(spec, options.records_screen, "records")}
    if found == {"list_screen": options.list_screen, "records_screen": options.records_screen}:
        return screen
    return screen.model_copy(update={"options": {**screen.options, **found}})


def _first(spec: AppSpec, known: str | None, block: str) -> str | None:
    """The screen that is known already, if it is still there."""
    ids = [screen.id for screen in spec.screens if screen.block == block]
    return known if known in ids else next(iter(ids), None)


def extras(spec: AppSpec, screen: Screen, platform: str) -> Mapping[str, bytes]:
    """In a mini program the library that draws the codes of labels; the camera's codes WeChat reads itself."""
    if platform != "weixin":
        return {}
    library = vendored.discover()["qrcode"]
    return {"vendor/qrcode.js": library.script.encode(), f"LICENSES/qrcode-{library.card['licence']}.txt": library.licence}


def libraries(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    return ("zxing", "qrcode")


def permissions(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    return ("camera",)
