"""What an app asks a phone for that WeChat holds to be private, so that whoever publishes it can name it in the privacy notice.

The kinds and the calls that belong to them: https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/miniprogram-intro.html.
WeChat reads the sources: a call that stands there must be named, used or not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds.spec import Language

_CALLS = {
    "pictures": ("wx.chooseMedia(",),
    "camera": ("<camera ",),
    "album": ("wx.saveImageToPhotosAlbum(",),
    "place": ("wx.getLocation(",),
    "bluetooth": ("wx.openBluetoothAdapter(",),
    "calendar": ("wx.addPhoneCalendar(", "wx.addPhoneRepeatCalendar("),
    "clipboard": ("wx.setClipboardData(",),
}


@cache
def card() -> Any:
    """What platform.toml says, by language."""
    return tomllib.loads((Path(__file__).parent / "platform.toml").read_text(encoding="utf-8"))


def asks(made: Mapping[str, str], language: Language) -> list[str]:
    """The private things by name, with WeChat's own word for each; `made`: the app's texts, by path."""
    sources = "".join(text for path, text in made.items() if path.endswith((".js", ".wxml")))
    names = card()[language]["asks"]
    return [names[kind] for kind, calls in _CALLS.items() if any(call in sources for call in calls)]
