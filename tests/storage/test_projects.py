"""Revisions are only ever added; undo and redo move the head."""

from __future__ import annotations

import pytest

from storage.errors import HeadMovedError
from storage.store import Store
from storage.tables import Member, table
from tests.storage.conftest import Talk


async def test_undo_and_a_new_edit_destroy_nothing(store: Store, ann: Talk) -> None:
    for why in ("one", "two", "three"):
        await ann.builds(why)
    await ann.turn(project="shower", read_head=3, head=2)
    await ann.builds("instead of three")
    assert [(version.n, version.parent, version.why) for version in await store.versions("shower")] == [
        (1, None, "one"), (2, 1, "two"), (3, 2, "three"), (4, 2, "instead of three"),
    ]  # fmt: skip
    assert (await store.revision("shower")) == (await store.versions("shower"))[3]
    await ann.turn(project="shower", read_head=4, head=3)
    head = await store.revision("shower")
    assert head is not None and head.why == "three"


async def test_a_turn_can_move_the_head(store: Store, ann: Talk) -> None:
    await ann.builds("one")
    await ann.builds("two")
    done = await ann.turn(project="shower", read_head=2, head=1)
    loaded = await store.load_turn(ann.chat)
    assert done.head == 1
    assert loaded is not None and loaded.head is not None and loaded.head.why == "one"


async def test_the_head_moves_only_from_where_it_was_read_and_to_what_there_is(store: Store, ann: Talk) -> None:
    await ann.builds("one")
    await ann.builds("two")
    with pytest.raises(HeadMovedError):
        await ann.turn(project="shower", read_head=1, head=1)
    with pytest.raises(LookupError):
        await ann.turn(project="shower", read_head=2, head=9)
    with pytest.raises(HeadMovedError):
        await ann.turn(project="shower", read_head=None, head=1)


async def test_a_second_project_leaves_the_first_as_it_is(store: Store, ann: Talk) -> None:
    await ann.builds("one")
    await ann.builds("other", project="queue", slug="queue", read_head=None)
    assert {project.id for project in await store.projects_of(ann.learner.id)} == {"shower", "queue"}
    assert [version.why for version in await store.versions("shower")] == ["one"]
    assert await store.revision("shower", 2) is None
    assert await store.project("nothing") is None


async def test_a_member_of_a_team_works_on_what_another_began(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.builds("one")
    await store.write(lambda db: db.execute(table(Member).insert().values(project="shower", learner=ben.learner.id, role="member")))
    await ben.builds("two", slug=None)
    loaded = await store.load_turn(ben.chat)
    assert loaded is not None and loaded.project is not None and loaded.head is not None
    assert (loaded.learner.id, loaded.project.begun_by, loaded.head.why) == (ben.learner.id, ann.learner.id, "two")
    assert [project.id for project in await store.projects_of(ben.learner.id)] == ["shower"]


async def test_renaming_keeps_the_project(store: Store, ann: Talk) -> None:
    await ann.builds("one")
    await ann.turn(project="shower", slug="bath-time", read_head=1)
    there = await store.project("shower")
    assert there is not None and (there.slug, there.head) == ("bath-time", 1)


async def test_each_version_has_the_learners_own_code_of_its_time(store: Store, ann: Talk) -> None:
    async def code() -> bytes:
        there = await store.project("shower")
        assert there is not None
        return there.learner_files

    await ann.builds()
    await ann.builds(learner_files=b"a rule")
    await ann.builds("green")
    assert (await code(), [await store.learner_files("shower", n) for n in (1, 2, 3)]) == (b"a rule", [b"", b"a rule", b"a rule"])
    await ann.turn(project="shower", read_head=3, head=1)
    assert await code() == b""
    await ann.builds("blue", learner_files=b"another")
    await ann.turn(project="shower", read_head=4, head=3)
    assert (await code(), await store.learner_files("shower", 4)) == (b"a rule", b"another")
