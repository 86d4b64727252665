"""The board's own program: it is Python, it measures and says lines, it does what lines say, on a micro:bit that stands in for the real one."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from scaffolds import generator
from scaffolds.operations import AddScreen, apply
from scaffolds.spec import Brief, Language
from scaffolds.wish import Wish
from tests.scaffolds.apps import drafted
from tests.scaffolds.stage import app_of

SENSORS = ("temperature", "light", "sound", "moisture", "pressure", "distance", "movement", "button")
EVERYTHING = Wish(brief=Brief(problem="a fan, a lamp, a robot arm and a buzzer; how hot is it"))
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")


class StoppedError(Exception):
    """The board is switched off."""


class Pin:
    def __init__(self) -> None:
        self.done: list[Any] = []

    def write_digital(self, value: int) -> None:
        self.done.append(value)

    def write_analog(self, value: int) -> None:
        self.done.append(value)

    def set_analog_period(self, value: int) -> None:
        assert value == 20

    def read_analog(self) -> int:
        return 512


class Board:
    """A micro:bit with as much of its face as the program uses; it is switched off after some rounds."""

    def __init__(self, heard: bytes, rounds: int = 120) -> None:
        self.heard, self.left, self.clock = heard, rounds, 0
        self.pins = {f"pin{n}": Pin() for n in (0, 1, 2, 8, 13, 14)}
        self.image = SimpleNamespace(SQUARE="on", SQUARE_SMALL="off")

    def module(self) -> Any:
        uart = SimpleNamespace(init=lambda baudrate: None, any=lambda: bool(self.heard), read=self.read)
        parts: dict[str, Any] = {
            "temperature": lambda: 23, "running_time": lambda: self.clock, "sleep": self.sleep, "uart": uart, "Image": self.image,
            "display": SimpleNamespace(read_light_level=lambda: 120, show=lambda image: None), "microphone": SimpleNamespace(sound_level=lambda: 77),
            "accelerometer": SimpleNamespace(get_strength=lambda: 1024), "button_a": SimpleNamespace(is_pressed=lambda: self.clock > 500), **self.pins,
        }  # fmt: skip
        return SimpleNamespace(**parts)

    def read(self) -> bytes:
        piece, self.heard = self.heard[:3], self.heard[3:]
        return piece

    def sleep(self, milliseconds: int) -> None:
        self.clock += milliseconds
        self.left -= 1
        if not self.left:
            raise StoppedError


def run(program: bytes, monkeypatch: pytest.MonkeyPatch, heard: bytes = b"") -> Board:
    board = Board(heard)
    monkeypatch.setitem(sys.modules, "microbit", board.module())
    monkeypatch.setitem(sys.modules, "music", SimpleNamespace(pitch=lambda *tone, **how: None))
    monkeypatch.setitem(sys.modules, "machine", SimpleNamespace(time_pulse_us=lambda pin, level, longest: 580))
    monkeypatch.setitem(sys.modules, "utime", SimpleNamespace(sleep_us=lambda n: None))
    with pytest.raises(StoppedError):
        exec(compile(program, "main.py", "exec"), {})  # the program as the board runs it
    return board


@pytest.mark.parametrize("sensor", SENSORS)
def test_it_measures_and_says_lines(sensor: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run(generator.build(app_of("device", options={"sensor": sensor, "low": 0, "high": 100}), "web")["device/main.py"], monkeypatch)
    lines = capsys.readouterr().out.splitlines()
    expected = {
        "temperature": "23",
        "light": "120",
        "sound": "77",
        "moisture": "50",
        "pressure": "50",
        "distance": "10",
        "movement": "24",
        "button": "1",
    }
    assert len(lines) >= 2 and lines[-1] == f"{sensor}:{expected[sensor]}"


def test_it_does_what_lines_say_and_leaves_noise_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    program = generator.build(app_of("device", EVERYTHING), "web")["device/main.py"]
    board = run(program, monkeypatch, b"fan:1\nnoise\nlamp:x\nlamp:1\nfan:0\nservo:180\nbuzzer:1\n")
    assert board.pins["pin1"].done == [1, 0]
    assert board.pins["pin8"].done == [1]
    assert board.pins["pin2"].done == [128]  # 180 degrees


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_folder_speaks_the_apps_language(language: Language) -> None:
    files = generator.build(app_of("device", EVERYTHING.model_copy(update={"language": language})), "web")
    compile(files["device/main.py"], "main.py", "exec")
    for path in ("device/main.py", "device/README.md", "device/makecode.ts"):
        text = files[path].decode()
        assert "$" not in text
        assert any("\u4e00" <= char <= "\u9fff" for char in text) == (language != "en")


def test_two_devices_have_a_folder_each() -> None:
    from scaffolds import blocks

    spec = apply(drafted(EVERYTHING, "device"), [AddScreen(draft=blocks.discover()["device"].draft(Wish()))])
    folders = {path.rsplit("/", 1)[0] for path in generator.build(spec, "web") if path.endswith("main.py")}
    assert len(folders) == 2 and "device" in folders
