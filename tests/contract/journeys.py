"""What a person does on a screen of each block: `scaffolds/blocks/<id>/tests/journey.py`, with `use`, `kept`, `others` and `refuse`, and on a phone with
WeChat `weixin_journey.py`."""

from __future__ import annotations

import importlib
import re
from typing import Protocol, cast

from playwright.sync_api import Page, expect


class Journey(Protocol):
    """The functions of a `journey.py`, each on the open page of one screen."""

    def use(self, page: Page) -> None:
        """The main thing, once."""

    def kept(self, page: Page) -> None:
        """What `use` left is there, after a reload or another start of `app.py`."""

    def others(self, page: Page) -> None:
        """What a second person sees of it."""

    def refuse(self, page: Page) -> None:
        """Something that must be refused."""


def journey(block: str) -> Journey:
    return cast(Journey, importlib.import_module(f"scaffolds.blocks.{block}.tests.journey"))


class PhoneJourney(Protocol):
    """The functions of a `weixin_journey.py`, each on a mini program's page of one screen as it is opened."""

    def use(self, page: Page) -> None:
        """The main thing, once."""

    def kept(self, page: Page) -> None:
        """What `use` left is there, after the app was closed and opened again."""

    def refuse(self, page: Page) -> None:
        """Something that must be refused: `.alert` says why."""


def on_a_phone(block: str) -> PhoneJourney:
    return cast(PhoneJourney, importlib.import_module(f"scaffolds.blocks.{block}.tests.weixin_journey"))


def refused(page: Page, block: str) -> None:
    """What must be refused is, and a sentence says so."""
    journey(block).refuse(page)
    expect(page.get_by_role("alert").filter(has_text=re.compile(r"\S")).first).to_be_visible()
