"""Recovery words, and links that open something."""

from __future__ import annotations

from dataclasses import replace

from bot.locales.words import SIZE, text_of
from bot.services import Parts
from bot.services.open_link import chat_of, new_link, open_link
from bot.services.recover import recover, words_of
from bot.services.share_try import try_link
from tests.channels.visiting import give_app, visit, web


async def test_the_words_stay_the_same(parts: Parts) -> None:
    learner = await parts.store.find_or_create_learner("web", "a")
    numbers = await words_of(parts, learner.id)
    assert numbers == await words_of(parts, learner.id)
    assert len(numbers) == 3 and all(0 <= number < SIZE for number in numbers)


async def test_words_depend_on_the_secret(parts: Parts) -> None:
    learner = await parts.store.find_or_create_learner("web", "a")
    assert await words_of(parts, learner.id) != await words_of(replace(parts, secret=b"another"), learner.id)


async def test_words_that_somebody_has_are_not_given_twice(parts: Parts) -> None:
    ann, bob = [await parts.store.find_or_create_learner("web", name) for name in ("ann", "bob")]
    wanted = await words_of(parts, bob.id)
    await parts.store.set_recovery_words(bob.id, "other words now")
    assert await parts.store.set_recovery_words(ann.id, text_of(wanted))
    given = await words_of(parts, bob.id)
    assert given != wanted
    found = await recover(parts, given, "browser", "address")
    assert found.learner is not None and found.learner.id == bob.id


async def test_somebody_of_another_channel_gets_a_chat_here(parts: Parts) -> None:
    learner = await parts.store.find_or_create_learner("telegram", "77")
    opened = await open_link(parts, await new_link(parts, learner.id))
    assert opened is not None and opened.id == learner.id
    chat = await chat_of(parts, "web", opened, "fresh")
    assert chat == "web:fresh"
    assert await chat_of(parts, "web", opened, "later") == chat
    assert (await parts.store.find_or_create_learner("web", "fresh")).id == learner.id


async def test_a_try_link_for_channels_that_only_say_it(parts: Parts) -> None:
    served = replace(parts, public_url="https://sampan.example/")
    browser = visit(web(parts))
    await browser.get("/")
    link = await try_link(served, await give_app(browser), days=7)
    assert link.startswith("https://sampan.example/try/")
    found = await parts.store.app_link(link.rpartition("/")[2])
    assert found is not None and found.kind == "try"
