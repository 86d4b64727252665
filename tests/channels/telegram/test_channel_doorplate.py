"""What Telegram is told of one chat, and that it is told once."""

from __future__ import annotations

from bot.channels.telegram import doorplate
from bot.channels.telegram.doorplate import Doorplate
from bot.channels.telegram.place import Place

ANN, GROUP = Place(77), Place(-100150)
APP = "https://sampan.test/telegram/app"


def told(plate: Doorplate, *more: object, place: Place = ANN) -> list[str]:
    return [call.method for call in plate.calls(place, *more)]  # type: ignore[arg-type]  # a language and an address


def test_the_app_is_told_once_and_again_in_another_language() -> None:
    plate = Doorplate()
    assert told(plate, "en", "") == []
    assert told(plate, "en", APP) == ["setChatMenuButton"]
    assert told(plate, "en", APP) == told(plate, "en", "") == []
    assert told(plate, "zh-Hant", "") == ["setChatMenuButton"]


def test_the_commands_are_told_to_the_simplified_script_and_to_those_who_leave_it() -> None:
    plate = Doorplate()
    assert told(plate, "zh-Hant", "") == []
    assert told(plate, "zh-Hans", "") == ["setMyCommands"]
    assert told(plate, "zh-Hans", "") == []
    assert told(plate, "en", "") == ["setMyCommands"]
    assert told(plate, "zh-Hant", "") == []


def test_only_what_opens_inside_telegram_is_a_button_and_groups_have_none() -> None:
    plate = Doorplate()
    assert told(plate, "en", "http://sampan.test/telegram/app") == told(plate, "en", "https://127.0.0.1/telegram/app") == []
    assert told(plate, "zh-Hans", APP, place=GROUP) == []


def test_it_does_not_remember_everybody() -> None:
    plate = Doorplate()
    for number in range(1, doorplate.KEPT + 3):
        plate.calls(Place(number), "en", APP)
    assert len(plate._told) == doorplate.KEPT and told(plate, "en", APP, place=Place(1)) == ["setChatMenuButton"]
