"""Open pages are told what moved."""

from __future__ import annotations

import asyncio

from bot.channels.web.wire import MOST_PAGES, News, Wire


async def test_each_page_of_a_chat_is_told() -> None:
    wire, over = Wire(), asyncio.Event()
    pages = [wire.listen("ann", 5, over.wait()) for _ in range(2)]
    heard = [asyncio.ensure_future(anext(page)) for page in pages]
    await asyncio.sleep(0)
    other = asyncio.ensure_future(anext(wire.listen("bob", 0.05, over.wait())))
    await asyncio.sleep(0)
    wire.moved("ann")
    assert await asyncio.gather(*heard) == [News(moved=True)] * 2
    assert await other == News()
    for page in pages:
        await page.aclose()  # type: ignore[attr-defined]  # an async generator


async def test_a_page_looks_for_itself_now_and_then() -> None:
    page = Wire().listen("ann", 0.01, asyncio.Event().wait())
    assert [await anext(page) for _ in range(2)] == [News(), News()]


async def test_what_moves_between_two_looks_is_not_lost() -> None:
    wire = Wire()
    page = wire.listen("ann", 0.01, asyncio.Event().wait())
    await anext(page)
    wire.moved("ann")
    assert await anext(page) == News(moved=True)


async def test_a_page_is_told_what_is_being_said_and_the_answer_takes_its_place() -> None:
    wire = Wire()
    page = wire.listen("ann", 0.01, asyncio.Event().wait())
    await anext(page)
    wire.says("ann", "That is")
    wire.says("ann", "That is a long queue.")
    assert await anext(page) == News(said="That is a long queue.")
    wire.says("ann", "That is a long queue. Who")
    wire.moved("ann")
    assert (await anext(page)).moved
    await page.aclose()  # type: ignore[attr-defined]  # an async generator


async def test_pages_end_when_the_server_stops() -> None:
    wire, over = Wire(), asyncio.Event()
    page = wire.listen("ann", 5, over.wait())
    last = asyncio.ensure_future(anext(page))
    await asyncio.sleep(0)
    over.set()
    assert await last == News()
    assert [told async for told in page] == [] and wire.open == 0


async def test_a_chat_has_so_many_pages_and_no_more() -> None:
    wire, over = Wire(), asyncio.Event()
    pages = [wire.listen("ann", 5, over.wait()) for _ in range(MOST_PAGES + 3)]
    heard = [asyncio.ensure_future(anext(page)) for page in pages]
    for _ in range(3):
        await asyncio.sleep(0)
    assert wire.open == MOST_PAGES
    wire.moved("ann")
    await asyncio.gather(*heard)
