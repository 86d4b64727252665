"""Personal links, recovery words and the limit on guessing them; previews and try links."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from storage.columns import now
from storage.errors import LockedOutError
from storage.recovery import normal
from storage.store import Store
from storage.tables import PersonalLink, Stored, table
from tests.storage.conftest import Talk

GUESSER = {"browser:1": 3}


def revoke(db: Connection, learner: str) -> None:
    """As somebody with the database at hand does it."""
    links = table(PersonalLink)
    db.execute(links.update().where(links.c.learner == learner).values(revoked=now()))


async def test_a_personal_link_brings_its_learner_back_until_it_is_revoked(store: Store, ann: Talk, ben: Talk) -> None:
    token, other = await store.new_personal_link(ann.learner.id), await store.new_personal_link(ben.learner.id)
    assert await store.learner_by_link(token) == ann.learner
    assert await store.learner_by_link(token + "x") is None
    await store.write(revoke, ann.learner.id)
    assert await store.learner_by_link(token) is None
    assert await store.learner_by_link(other) == ben.learner


async def test_no_token_is_kept(store: Store, ann: Talk) -> None:
    token = await store.new_personal_link(ann.learner.id)
    kept = await store.read(lambda db: str([db.execute(one.select()).all() for one in Stored.metadata.sorted_tables]))
    assert ann.learner.id in kept and token not in kept


@pytest.mark.parametrize(
    ("given", "typed"),
    [
        ("apple kite river", " Apple,KITE   river "),
        ("蘋果 風箏 河流", "蘋果、風箏、河流"),
        ("苹果 风筝 河流", "苹果风筝河流"),
        ("🍎 🪁 ✈️", "🍎🪁✈"),
        ("apple kite river", "ａｐｐｌｅ kite river"),
    ],
)
def test_words_are_the_same_however_they_are_typed(given: str, typed: str) -> None:
    assert normal(given) == normal(typed) != ""


async def test_three_words_bring_a_learner_back_after_a_restart(store: Store, ann: Talk, ben: Talk, store_url: str) -> None:
    assert await store.set_recovery_words(ann.learner.id, "apple kite river")
    assert await store.set_recovery_words(ann.learner.id, "apple kite river"), "the same again is no harm"
    assert not await store.set_recovery_words(ben.learner.id, "Apple kite river"), "somebody has them"
    again = Store.open(store_url)
    assert await again.recover("apple, kite, river", GUESSER) == ann.learner
    await again.close()


async def test_new_words_replace_the_old(store: Store, ann: Talk) -> None:
    await store.set_recovery_words(ann.learner.id, "apple kite river")
    await store.set_recovery_words(ann.learner.id, "tiger moon bread")
    assert await store.recover("apple kite river", GUESSER) is None
    assert await store.recover("tiger moon bread", GUESSER) == ann.learner


async def test_wrong_guesses_lock_out_the_guesser_alone_and_a_restart_forgets_none(store: Store, ann: Talk, store_url: str) -> None:
    await store.set_recovery_words(ann.learner.id, "apple kite river")
    for guess in ("a b c", "d e f"):
        assert await store.recover(guess, GUESSER) is None
    assert await store.recover("apple kite river", GUESSER) == ann.learner, "right words are no wrong guess"
    assert await store.recover("g h i", GUESSER) is None
    again = Store.open(store_url)
    with pytest.raises(LockedOutError) as locked:
        await again.recover("apple kite river", GUESSER)
    assert timedelta(0) < locked.value.until - datetime.now(UTC) <= timedelta(minutes=15)
    assert await again.recover("apple kite river", {"browser:2": 3}) == ann.learner
    await again.close()


async def test_the_lock_ends_with_its_window(store: Store, ann: Talk) -> None:
    await store.set_recovery_words(ann.learner.id, "apple kite river")
    window = timedelta(milliseconds=1)
    for _ in range(5):
        assert await store.recover("wrong wrong wrong", {"browser:1": 1}, window) is None
        await asyncio.sleep(0.005)
    assert await store.recover("apple kite river", {"browser:1": 1}, window) == ann.learner


async def test_guesses_made_at_once_are_all_counted(store: Store) -> None:
    results = await asyncio.gather(*[store.recover(f"wrong {n}", GUESSER) for n in range(6)], return_exceptions=True)
    assert sum(isinstance(result, LockedOutError) for result in results) == 3


async def test_another_browser_goes_on_where_the_learner_was(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.builds(state={"stage": "improve"})
    await ben.turn()
    await store.adopt_chat("web:new", ann.learner.id)
    loaded = await store.load_turn("web:new")
    assert loaded is not None and loaded.project is not None
    assert (loaded.learner.id, loaded.state, loaded.project.id) == (ann.learner.id, {"stage": "improve"}, "shower")
    assert await store.chats_of(ann.learner.id) == ["web:new", "web:ann"]
    await store.adopt_chat("web:ben", ann.learner.id)
    assert (there := await store.load_turn("web:ben")) and there.learner.id == ann.learner.id


async def test_a_learner_is_found_again_in_each_channel(store: Store, ann: Talk) -> None:
    assert await store.find_or_create_learner("web", "ann", nickname="Somebody else") == ann.learner
    assert await store.learner(ann.learner.id) == ann.learner
    assert (await store.find_or_create_learner("telegram", "ann")).id != ann.learner.id
    await store.identify("telegram", "ann", ann.learner.id)
    assert await store.find_or_create_learner("telegram", "ann") == ann.learner


async def test_a_try_link_opens_until_it_is_over_or_ended(store: Store, ann: Talk) -> None:
    await ann.builds()
    week = timedelta(days=7)
    token = await store.new_app_link("shower", "try", "app-1", week)
    preview = await store.new_app_link("shower", "preview", "app-2", week, visitor="owner")
    link = await store.app_link(token)
    assert link is not None and (link.project, link.kind, link.app, link.visitor) == ("shower", "try", "app-1", None)
    assert await store.app_link(token, datetime.now(UTC) + timedelta(days=8)) is None
    assert await store.app_link("no such token") is None
    assert await store.end_app_links("shower", "try") == 1
    assert await store.app_link(token) is None
    assert (still := await store.app_link(preview)) and still.visitor == "owner"
