"""An app as it opens inside Telegram: served with a bot's token, its page in a browser that plays Telegram's part by the maintained mock.

with in_telegram(files) as app:
    page = open_inside(browser, app.url, passed(7001))
    asked(page, "web_app_setup_main_button")     what the page asked of Telegram, oldest first
    tell(page, "main_button_pressed")
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page, ViewportSize

from tests.bot_api.signing import init_data
from tests.browser import PHONE, App, open_page, started, unpack
from tests.combinations import Scheme
from tests.platforms import tools

MOCK = tools.HERE / "telegram"
"""`mockTelegramEnv` of `@tma.js/bridge`, in a folder of its own."""
TOKEN = "4242:tests-own-token"
DAY = {
    "bg_color": "#ffffff", "secondary_bg_color": "#efeff4", "section_bg_color": "#ffffff", "text_color": "#000000", "hint_color": "#999999",
    "subtitle_text_color": "#999999", "link_color": "#2481cc", "button_color": "#2481cc", "button_text_color": "#ffffff",
}  # fmt: skip
NIGHT = {
    "bg_color": "#17212b", "secondary_bg_color": "#232e3c", "section_bg_color": "#17212b", "text_color": "#f5f5f5", "hint_color": "#708499",
    "subtitle_text_color": "#708499", "link_color": "#6ab3f3", "button_color": "#5288c1", "button_text_color": "#ffffff",
}  # fmt: skip
THEMES: Mapping[Scheme, Mapping[str, str]] = {"light": DAY, "dark": NIGHT}
_VERSION = "9.1"
_PLAYED = """
window.asked = [];
tapps.bridge.mockTelegramEnv({ launchParams: %s, onEvent: (event) => window.asked.push([event.name, event.params]) });
"""


def passed(user: int = 7001, token: str = TOKEN, age: float = 0) -> str:
    """Init data as Telegram signs it."""
    return init_data(token, {"id": user, "first_name": "Ann & Bo 陳", "language_code": "en"}, age=age, query_id="AAE")


@contextlib.contextmanager
def in_telegram(files: Mapping[str, bytes], token: str = TOKEN) -> Iterator[App]:
    """The app of these files, run by `python app.py` as the README says."""
    with tempfile.TemporaryDirectory() as place, started(unpack(files, Path(place) / "app"), settings={"BOT_TOKEN": token}) as app:
        yield app


def launch(pass_: str, theme: Mapping[str, str] = MappingProxyType(DAY)) -> str:
    """What Telegram writes behind the `#` of the address."""
    return f"tgWebAppData={quote(pass_)}&tgWebAppVersion={_VERSION}&tgWebAppPlatform=android&tgWebAppThemeParams={quote(json.dumps(dict(theme)))}"


def open_inside(
    browser: Browser,
    url: str,
    pass_: str,
    theme: Mapping[str, str] = MappingProxyType(DAY),
    viewport: ViewportSize = PHONE,
    scheme: Scheme = "light",
    zone: str | None = None,
) -> Page:
    """The page as Telegram opens it. `scheme` is the phone's own, whatever Telegram's theme is."""
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce", timezone_id=zone)
    mock = (tools.installed(MOCK) / "node_modules/@tma.js/bridge/dist/index.iife.js").read_text(encoding="utf-8")
    context.add_init_script("{" + mock.replace("this.tapps", "window.tapps") + _PLAYED % json.dumps(launch(pass_, theme)) + "}")
    return open_page(browser, f"{url}#{launch(pass_, theme)}", context=context)


def asked(page: Page, event: str) -> list[Any]:
    """What the page asked of Telegram by this event, oldest first."""
    found: list[Any] = page.evaluate("event => window.asked.filter(([name]) => name === event).map(([, params]) => params)", event)
    return found


def tell(page: Page, event: str, data: Any = None) -> None:
    """Telegram tells the page something."""
    page.evaluate("([event, data]) => window.Telegram.WebView.receiveEvent(event, data)", [event, data])


def owners_word(app: App) -> str:
    """What `app.py` printed for its owner to send to the bot."""
    return next(line.split("/start ")[1] for line in app.printed if "/start " in line)


def make_owner(app: App, pass_: str) -> None:
    """As the page does for who sent the owner's word to the bot."""
    with urlopen(Request(f"{app.url}owner/{owners_word(app)}", headers={"Authorization": f"tma {pass_}"})) as answer:
        assert answer.status == 200


def show_its_own_buttons(page: Page) -> None:
    """For journeys, which press what stands in the page: the button that Telegram's main button stands for is seen too."""
    page.evaluate("document.styleSheets[0].insertRule('[data-mirrored]{display:revert!important}', document.styleSheets[0].cssRules.length)")
