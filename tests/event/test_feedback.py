"""What judges say goes to the team once an organiser passed it on: without their names, and never what a child should not read."""

from __future__ import annotations

from bot.services import Parts
from bot.services.event import feedback
from tests.classroom.people import learner_of
from tests.event.finished import a_finished, organiser, says
from tests.event.people import a_member, a_person

KIND = "You asked three neighbours before you built."
PRIVATE = "Call me on 9123 4567 and I will tell you more"


async def test_it_is_read_passed_on_and_heard_of_in_the_chat(parts: Parts) -> None:
    of = await a_finished(parts)
    ann = await a_member(parts, of.event, of.teams[0], "Ann")
    await says(parts, of, 0, KIND, {"problem": 3})
    assert await feedback.for_team(parts, of.event, of.teams[0].id, "en") == []
    desk, base = await organiser(parts, of.event), f"/event/{of.event.code}/desk/after/feedback"
    text = (await desk.get(base)).text
    assert KIND in text and "Ms Ho" in text
    assert (await desk.post(f"{base}/pass")).headers["location"].endswith("passed=1")
    [said] = await feedback.for_team(parts, of.event, of.teams[0].id, "en")
    assert (said.comment, said.name, said.levels[0].n) == (KIND, "", 3)
    assert await feedback.for_team(parts, of.event, of.teams[1].id, "en") == []
    answers = await parts.store.going.kept_of(await learner_of(parts, ann))
    told = [one["payload"]["text"] for one in answers["outbox"] if "judges" in str(one["payload"])]
    assert len(told) == 1
    assert await feedback.pass_on(parts, of.event) == 0, "nobody hears of the same twice"


async def test_what_is_hidden_stays_and_what_came_later_is_new(parts: Parts) -> None:
    of = await a_finished(parts)
    other, _ = await a_person(parts, of.event, "judge", "Mr Ip")
    await says(parts, of, 0, KIND)
    await says(parts, of, 0, "Too long for me.", judge=other)
    assert await feedback.hide(parts, of.event, other.id, of.entries[0], hidden=True)
    assert await feedback.pass_on(parts, of.event) == 1
    assert [one.comment for one in await feedback.for_team(parts, of.event, of.teams[0].id, "en")] == [KIND]
    await feedback.hide(parts, of.event, other.id, of.entries[0], hidden=False)
    assert await feedback.pass_on(parts, of.event) == 1
    await feedback.hide(parts, of.event, of.judge.id, of.entries[0], hidden=True)
    assert [one.comment for one in await feedback.for_team(parts, of.event, of.teams[0].id, "en")] == ["Too long for me."], "it is taken back"


async def test_data_and_unkind_words_are_held_back_whoever_passes_them(parts: Parts) -> None:
    of = await a_finished(parts)
    await says(parts, of, 0, PRIVATE, {"problem": 2})
    await says(parts, of, 1, PRIVATE)
    assert [one.held for one in await feedback.for_organisers(parts, of.event, "en")] == ["personal", "personal"]
    assert await feedback.pass_on(parts, of.event) == 1, "with nothing left to say nobody is told"
    [said] = await feedback.for_team(parts, of.event, of.teams[0].id, "en")
    assert said.comment == "" and said.levels
    assert feedback.held_back("You are stupid idiots") == feedback.held_back("你哋好蠢，廢物") == "words"
    assert feedback.held_back(KIND) == feedback.held_back("清楚、好用。\n下一步可以問問婆婆。") == ""
