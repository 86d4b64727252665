"""Tells the open pages of a chat that something moved, so that a second device and the preview follow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

MOST_PAGES = 8
"""Pages of one chat that may listen at once; the oldest is let go for a newer one."""


class Wire:
    """In this process. Pages also look for themselves now and then, which covers other processes and channels."""

    def __init__(self) -> None:
        self._pages: dict[str, list[asyncio.Event]] = {}

    def moved(self, chat: str) -> None:
        for page in self._pages.get(chat, ()):
            page.set()

    @property
    def open(self) -> int:
        return sum(len(pages) for pages in self._pages.values())

    async def listen(self, chat: str, look_again: float) -> AsyncIterator[bool]:
        """Yields True when something was said to have moved, False after `look_again` seconds of silence; ends when let go."""
        with self._page(chat) as page:
            while page in self._pages.get(chat, ()):
                try:
                    await asyncio.wait_for(page.wait(), look_again)
                except TimeoutError:
                    yield False
                else:
                    page.clear()
                    yield True

    @contextmanager
    def _page(self, chat: str) -> Iterator[asyncio.Event]:
        page = asyncio.Event()
        pages = self._pages.setdefault(chat, [])
        pages.append(page)
        if len(pages) > MOST_PAGES:
            pages.pop(0).set()
        try:
            yield page
        finally:
            if page in pages:
                pages.remove(page)
            if not pages:
                self._pages.pop(chat, None)
