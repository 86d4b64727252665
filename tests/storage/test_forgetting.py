"""What is deleted when a learner says so: all of theirs, and nothing of anybody else's."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from storage.records import AppRow
from storage.store import Store
from storage.tables import Member, Stored, table
from tests.storage.conftest import Talk
from tests.storage.looking import unanswered


def counts(db: Connection) -> dict[str, int]:
    found = {name: db.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() or 0 for name in Stored.metadata.tables}
    return {name: count for name, count in found.items() if count}


async def leave_traces(talk: Talk) -> None:
    store, id = talk.store, talk.learner.id
    await talk.builds(why="Ann's own words", learner_files=b"Ann's own file")
    await talk.said("Ann still waits")
    await store.new_personal_link(id)
    await store.set_recovery_words(id, "apple kite river")
    await store.new_app_link("shower", "try", "app-1", timedelta(days=7))
    await store.change_rows("shower", "app-1", 0, lambda _: [AppRow("booking", "1", "v", {"name": "Ann's row"})])


async def test_nothing_of_theirs_stays_and_nothing_else_goes(store: Store, ann: Talk, ben: Talk) -> None:
    await ben.turn()
    before = await store.read(counts)
    ben_before = await store.load_turn(ben.chat), await store.history(ben.chat)
    await leave_traces(ann)
    await ann.forgets()
    farewell = {"inbox": before["inbox"] + 1, "outbox": before["outbox"] + 1}
    assert await store.read(counts) == before | {"learner": 1, "identity": 1} | farewell
    assert (await store.load_turn(ben.chat), await store.history(ben.chat)) == ben_before
    assert await store.learner(ann.learner.id) is None


async def test_a_project_with_other_members_stays_with_them(store: Store, ann: Talk, ben: Talk) -> None:
    await leave_traces(ann)
    await store.write(lambda db: db.execute(table(Member).insert().values(project="shower", learner=ben.learner.id, role="member")))
    await ben.turn(project="shower", read_head=1)
    await ann.forgets()
    loaded = await store.load_turn(ben.chat)
    assert loaded is not None and loaded.project is not None and loaded.head is not None
    assert (loaded.project.begun_by, loaded.head.why) == (ben.learner.id, "Ann's own words")
    assert (await store.app_rows("app-1")) is not None


async def test_a_turn_that_forgets_keeps_only_its_farewell(store: Store, ann: Talk) -> None:
    await leave_traces(ann)
    for waiting in await unanswered(store):
        await store.commit_turn(ann.record(waiting, project="shower", read_head=1))
    await ann.forgets()
    assert await store.read(counts) == {"inbox": 1, "outbox": 1, "secret": 1}
    assert [line.payload for line in await store.history(ann.chat)] == [{}, {"text": "All gone."}]
    assert await store.load_turn(ann.chat) is None


async def test_somebody_who_forgets_at_their_first_message_is_forgotten_too(store: Store, ann: Talk) -> None:
    await ann.turn(forget=True, said={}, answers=[])
    assert await store.read(counts) == {"inbox": 1, "secret": 1}
