"""Tells the open pages of a chat that something moved, so that a second device and the preview follow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

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

    async def listen(self, chat: str, look_again: float, over: Coroutine[Any, Any, object]) -> AsyncIterator[bool]:
        """Yields True when something was said to have moved, False after `look_again` seconds of silence.

        Ends when `over` does (the server stops), or when it is let go for a newer page.
        """
        ended = asyncio.ensure_future(over)
        try:
            with self._page(chat) as page:
                while page in self._pages.get(chat, ()) and not ended.done():
                    yield await _told(page, ended, look_again)
        finally:
            ended.cancel()

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


async def _told(page: asyncio.Event, ended: asyncio.Future[Any], seconds: float) -> bool:
    """Whether the page was told something before the time, or everything, was over."""
    told = asyncio.ensure_future(page.wait())
    waiting: set[asyncio.Future[Any]] = {told, ended}
    await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    found = page.is_set()
    page.clear()
    return found
