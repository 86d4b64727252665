"""A chat of several people: who speaks is known apart from whose conversation it is, and what each brought is counted."""

from __future__ import annotations

from storage.records import NewRevision
from storage.store import Store
from tests.storage.conftest import Talk
from tests.storage.test_lanes import take, wait


async def edit(talk: Talk, by: Talk, read_head: int) -> None:
    """Somebody of a group asks for a change in a chat that is another's."""
    more = {"project": "shower", "read_head": read_head, "revision": NewRevision("{}", "edit")}
    owner = None if by is talk else talk.learner.id
    await talk.store.commit_turn(talk.record(await talk.said(), learner=by.learner.id, owner=owner, **more))


async def test_who_speaks_is_loaded_beside_whose_it_is(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.turn()
    for sender, known in (("ann", None), ("ben", ben.learner), ("nobody", None)):
        loaded = await store.loaded_for(ann.chat, "web", sender)
        assert loaded is not None and (loaded.learner, loaded.sender) == (ann.learner, known)
    assert (plain := await store.load_turn(ann.chat)) and plain.sender is None
    assert (other := await store.loaded_for(ann.chat, "telegram", "ben")) and other.sender is None


async def test_a_turn_knows_its_sender_however_it_begins(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.turn()
    taken = await store.take_in(ann.chat, "1", {"channel": "web", "sender": "ben"}, "w")
    assert taken is not None and taken.loaded is not None and taken.loaded.sender == ben.learner
    await wait(store, ann.chat, "2", sender="ben")
    done = await store.commit_turn(ann.record(taken.turn), "w")
    assert done.next is not None and done.next.loaded is not None and done.next.loaded.sender == ben.learner
    await store.yield_lane(ann.chat, "w")
    (claim,) = await store.claim("w", 1)
    assert claim.loaded is not None and claim.loaded.sender == ben.learner


async def test_the_conversation_stays_its_owners(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.builds()
    await edit(ann, ben, 1)
    loaded = await store.load_turn(ann.chat)
    assert loaded is not None and loaded.learner == ann.learner


async def test_what_each_brought_is_counted(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.builds()
    cat = await store.find_or_create_learner("web", "cat", nickname="Cat")
    cat_talks = Talk(store, cat, "web:cat")
    await cat_talks.turn(project="shower", read_head=1)
    for head in (1, 2):
        await edit(ann, ben, head)
    team = await store.members("shower")
    assert [(one.nickname, one.role, one.contributions) for one in team] == [("Ben", "member", 2), ("Ann", "owner", 1), ("Cat", "member", 0)]
    versions = await store.versions("shower")
    assert [one.last for one in team] == [versions[2].created, versions[0].created, None]
    assert await store.members("nothing") == []


async def test_who_is_forgotten_in_a_group_takes_their_own_words_along_and_no_more(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.builds(said={"text": "Ann's"}, answers=[{"text": "to Ann"}])
    await edit(ann, ben, 1)
    turn = await take(store, ann.chat, "bye", sender="ben")
    farewell = ann.record(turn, learner=ben.learner.id, owner=ann.learner.id, forget=True, said={}, answers=[{"text": "All gone."}])
    await store.commit_turn(farewell, "w")
    assert [line.payload.get("text") for line in await store.history(ann.chat)] == ["Ann's", "to Ann", None, "All gone."]
    assert (loaded := await store.load_turn(ann.chat)) and loaded.project is not None and loaded.project.head == 2
    assert [one.nickname for one in await store.members("shower")] == ["Ann"]
    assert await take(store, ann.chat, "next")
