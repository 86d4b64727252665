"""What lies in `device/` beside the app: the board's own program, the same for Bluetooth, and how they get onto the board."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Template

from scaffolds.blocks.device.options import Actuator, Options
from scaffolds.spec import AppSpec, Language, Screen, text_of
from scaffolds.templates import render

_PROGRAM = Path(__file__).parent / "program"
_PINS = {"switch": (1, 8, 12, 16), "servo": (2, 15, 9, 10), "sound": (0,)}
"""Where actuators are connected: the first of a kind, the second, ... Sensors take pins 0, 13 and 14."""
_PYTHON = {
    "switch": "microbit.pin{pin}.write_digital(1 if amount else 0)\n        microbit.display.show(microbit.Image.SQUARE if amount else microbit.Image.SQUARE_SMALL)",
    "servo": "microbit.pin{pin}.set_analog_period(20)\n        microbit.pin{pin}.write_analog(26 + max(0, min(180, amount)) * 102 // 180)",
    "sound": "music.pitch(880, 300 if amount else 0, wait=False)",
}  # fmt: skip
_MAKECODE = {
    "switch": "pins.digitalWritePin(DigitalPin.P{pin}, amount > 0 ? 1 : 0)",
    "servo": "pins.servoWritePin(AnalogPin.P{pin}, Math.constrain(amount, 0, 180))",
    "sound": "music.playTone(880, amount > 0 ? 300 : 0)",
}
PACE = 1000
"""Milliseconds between two readings."""


def extras(spec: AppSpec, screen: Screen, platform: str) -> Mapping[str, bytes]:
    """`device/makecode.ts` and `device/README.md`, and `device/main.py` where a cable can be used; a second device of an app has a folder of its own."""
    if platform not in ("web", "weixin"):
        return {}
    by_cable = platform == "web"
    options = Options.model_validate(screen.options)
    first = next(one.id for one in spec.screens if one.block == screen.block)
    folder = "device" if screen.id == first else f"device_{screen.id}"
    made = {"makecode.ts": _code("makecode.ts.txt", options, spec.language), "README.md": _readme(spec, options, by_cable)}
    if by_cable:
        made["main.py"] = _code("main.py.txt", options, spec.language)
    return {f"{folder}/{name}": text.encode() for name, text in made.items()}


def _code(name: str, options: Options, language: Language) -> str:
    """A program with its constants and comments filled in. Ids are plain ASCII names, so they need no escaping."""
    template = Template((_PROGRAM / name).read_text(encoding="utf-8"))
    python = [f'    if name == "{one.id}":\n        {_PYTHON[one.kind].format(pin=pin)}' for one, pin in _pinned(options)]
    makecode = [f'    if (name == "{one.id}") {_MAKECODE[one.kind].format(pin=pin)}' for one, pin in _pinned(options)]
    moves = {"PYTHON_MOVES": "\n".join(python or ["    pass"]), "MAKECODE_MOVES": "\n".join(makecode)}
    return template.substitute(_notes()[language], SENSOR=options.sensor, PACE=PACE, **moves)


def _pinned(options: Options) -> Iterator[tuple[Actuator, int]]:
    """Each actuator with its pin."""
    used: Counter[str] = Counter()
    for one in options.actuators:
        yield one, _PINS[one.kind][used[one.kind] % len(_PINS[one.kind])]
        used[one.kind] += 1


@cache
def _notes() -> Mapping[str, Mapping[str, str]]:
    read: dict[str, dict[str, str]] = tomllib.loads((_PROGRAM / "notes.toml").read_text(encoding="utf-8"))
    return read


def _readme(spec: AppSpec, options: Options, by_cable: bool) -> str:
    moved = [{"id": one.id, "kind": one.kind, "label": text_of(one.label, spec.language), "pin": pin} for one, pin in _pinned(options)]
    values = {"title": text_of(spec.title, spec.language), "sensor": options.sensor, "moved": moved, "by_cable": by_cable}
    return render(_PROGRAM / f"readme.{spec.language}.md.j2", **values)
