"""A turn is one transaction: taken in once, ended once, and read back as it was written."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.errors import HeadMovedError, TurnOverError
from storage.records import NewRevision
from storage.store import Store
from tests.storage.conftest import Talk
from tests.storage.looking import unanswered


async def test_a_message_is_taken_in_once(store: Store) -> None:
    assert await store.take_in("telegram:1", "77", {"text": "hi"})
    assert await store.take_in("telegram:1", "77", {"text": "hi"}) is None
    assert await store.take_in("web:1", "77", {"text": "another channel's 77"})


async def test_a_chat_without_a_turn_loads_as_nothing(store: Store) -> None:
    assert await store.load_turn("web:nobody") is None


async def test_a_turn_is_read_back_as_it_was_written(store: Store, ann: Talk) -> None:
    done = await ann.builds(why="the first build", state={"slots": ["一家五口"]}, language="zh-Hant", tier="primary", nickname="安")
    loaded = await store.load_turn(ann.chat)
    assert loaded is not None and loaded.project is not None and loaded.head is not None
    assert (done.project, done.head) == ("shower", 1)
    assert loaded.state == {"slots": ["一家五口"]}
    assert (loaded.learner.language, loaded.learner.tier, loaded.learner.nickname) == ("zh-Hant", "primary", "安")
    assert (loaded.project.slug, loaded.project.head, loaded.project.begun_by) == ("shower-time", 1, ann.learner.id)
    assert (loaded.head.n, loaded.head.parent, loaded.head.spec, loaded.head.why) == (1, None, '{"title": "the first build"}', "the first build")
    assert loaded.head.created.utcoffset() is not None


async def test_what_a_turn_does_not_learn_of_the_learner_stays(store: Store, ann: Talk) -> None:
    await ann.turn(language="zh-Hans")
    await ann.turn(tier="senior")
    loaded = await store.load_turn(ann.chat)
    assert loaded is not None
    assert (loaded.learner.language, loaded.learner.tier, loaded.learner.nickname) == ("zh-Hans", "senior", "Ann")


async def test_taking_in_reads_the_turn_too(store: Store, ann: Talk) -> None:
    assert (first := await store.take_in("web:ann", "x", {})) and first.loaded is None
    await ann.builds()
    assert (second := await store.take_in("web:ann", "y", {})) and second.loaded == await store.load_turn("web:ann")
    assert await store.take_in("web:ann", "y", {}) is None


async def test_the_raw_text_gives_way_to_its_masked_form(store: Store, ann: Talk) -> None:
    turn = await ann.said("my number is 9123 4567")
    assert (await store.history(ann.chat))[0].payload == {"text": "my number is 9123 4567"}
    await store.commit_turn(ann.record(turn))
    assert (await store.history(ann.chat))[0].payload == {"text": "masked"}
    assert await unanswered(store) == []


async def test_a_turn_ends_once(store: Store, ann: Talk) -> None:
    record = ann.record(await ann.said())
    await store.commit_turn(record)
    with pytest.raises(TurnOverError):
        await store.commit_turn(record)
    assert len(await store.waiting_answers(ann.chat)) == 1


async def test_a_turn_of_another_chat_is_not_ended(store: Store, ann: Talk, ben: Talk) -> None:
    turn = await ann.said()
    with pytest.raises(TurnOverError):
        await store.commit_turn(ben.record(turn))
    assert await unanswered(store) == [turn]


async def test_a_turn_that_broke_is_not_taken_up_again(store: Store, ann: Talk) -> None:
    await ann.turn(failed=True, answers=[{"text": "Something went wrong here. Please say it again."}])
    assert await unanswered(store) == []
    assert len(await store.waiting_answers(ann.chat)) == 1


async def test_two_devices_on_one_project_do_not_overwrite_each_other(store: Store, ann: Talk) -> None:
    await ann.builds()
    phone = Talk(store, ann.learner, chat="telegram:ann")
    slow, quick = await ann.said(), await phone.said()
    edit = {"project": "shower", "read_head": 1, "revision": NewRevision("{}", "edit")}
    await store.commit_turn(phone.record(quick, **edit))
    with pytest.raises(HeadMovedError) as moved:
        await store.commit_turn(ann.record(slow, **edit))
    assert moved.value.head == 2
    assert await unanswered(store) == [slow], "the turn can be thought over again"
    await store.commit_turn(ann.record(slow, **edit | {"read_head": 2}))
    assert [(version.n, version.parent) for version in await store.versions("shower")] == [(1, None), (2, 1), (3, 2)]


async def test_a_refused_commit_leaves_nothing_behind(store: Store, ann: Talk) -> None:
    await ann.builds()
    before = await store.load_turn(ann.chat), await store.history(ann.chat)
    turn = await ann.said()
    with pytest.raises(HeadMovedError):
        await store.commit_turn(ann.record(turn, state={"new": 1}, project="shower", read_head=7, revision=NewRevision("{}", "x"), tier="primary"))
    assert await store.load_turn(ann.chat) == before[0]
    assert (await store.history(ann.chat))[:-1] == before[1]


async def test_learner_files_are_kept_byte_for_byte(store: Store, ann: Talk) -> None:
    files = bytes(range(256))
    await ann.builds(learner_files=files)
    there = await store.project("shower")
    assert there is not None and there.learner_files == files


async def test_the_history_is_in_the_order_in_which_it_is_shown(store: Store, ann: Talk, ben: Talk) -> None:
    first = await ann.said("one")
    second = await ann.said("two")
    await ben.turn()
    await store.commit_turn(
        ann.record(first, said={"text": "one"}, answers=[{"text": "1a"}, {"text": "1b", "buttons": [{"id": "y", "label": "Yes"}]}])
    )
    await store.commit_turn(ann.record(second, said={"text": "two"}, answers=[{"text": "2a"}], delivered=True))
    shown = await store.history(ann.chat)
    assert [(line.by, line.payload["text"]) for line in shown] == [
        ("learner", "one"), ("tutor", "1a"), ("tutor", "1b"), ("learner", "two"), ("tutor", "2a"),
    ]  # fmt: skip
    assert shown[2].payload["buttons"] == [{"id": "y", "label": "Yes"}]
    assert await store.history(ann.chat, limit=2) == shown[-2:]
    assert await store.history(ann.chat, before=second) == shown[:3]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), max_size=60), key=st.text(st.characters(), min_size=1, max_size=10))
async def test_whatever_is_typed_comes_back_as_it_was(store: Store, ann: Talk, text: str, key: str) -> None:
    await ann.turn(said={"text": text}, state={key: text}, answers=[{"text": text}])
    said, answer = (await store.history(ann.chat))[-2:]
    loaded = await store.load_turn(ann.chat)
    assert said.payload == {"text": text} == answer.payload
    assert loaded is not None and loaded.state == {key: text}
