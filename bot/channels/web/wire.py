"""Tells the open pages of a chat that something moved, so that a second device and the preview follow, and what is being said meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

MOST_PAGES = 8
"""Pages of one chat that may listen at once; the oldest is let go for a newer one."""


@dataclass(frozen=True)
class News:
    """What a page is told: that something moved, what is being said; neither after a silence."""

    moved: bool = False
    said: str = ""


@dataclass(eq=False)
class _Page:
    news: News = News()
    event: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, news: News) -> None:
        self.news = news
        self.event.set()

    def take(self) -> News:
        news, self.news = self.news, News()
        self.event.clear()
        return news


class Wire:
    """In this process. Pages also look for themselves now and then, which covers other processes and channels."""

    def __init__(self) -> None:
        self._pages: dict[str, list[_Page]] = {}

    def moved(self, chat: str) -> None:
        """The answer is there, or something else: it takes the place of what was being said."""
        for page in self._pages.get(chat, ()):
            page.tell(News(moved=True))

    def says(self, chat: str, words: str) -> None:
        """What there is of an answer so far; a page that is slow gets the latest alone."""
        for page in self._pages.get(chat, ()):
            page.tell(News(page.news.moved, words))

    @property
    def open(self) -> int:
        return sum(len(pages) for pages in self._pages.values())

    def listening(self, chat: str) -> int:
        """How many pages of it are open."""
        return len(self._pages.get(chat, ()))

    async def listen(self, chat: str, look_again: float, over: Coroutine[Any, Any, object], most: int = MOST_PAGES) -> AsyncIterator[News]:
        """Yields what there is to tell, and no news after `look_again` seconds of silence.

        Ends when `over` does (the server stops), or when it is let go for a newer page: `most` listen at once.
        """
        ended = asyncio.ensure_future(over)
        try:
            with self._page(chat, most) as page:
                while page in self._pages.get(chat, ()) and not ended.done():
                    yield await _told(page, ended, look_again)
        finally:
            ended.cancel()

    @contextmanager
    def _page(self, chat: str, most: int) -> Iterator[_Page]:
        page = _Page()
        pages = self._pages.setdefault(chat, [])
        pages.append(page)
        if len(pages) > most:
            pages.pop(0).event.set()
        try:
            yield page
        finally:
            if page in pages:
                pages.remove(page)
            if not pages:
                self._pages.pop(chat, None)


async def _told(page: _Page, ended: asyncio.Future[Any], seconds: float) -> News:
    """What the page was told before the time, or everything, was over."""
    told = asyncio.ensure_future(page.event.wait())
    waiting: set[asyncio.Future[Any]] = {told, ended}
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        told.cancel()
    return page.take()
