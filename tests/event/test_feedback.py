"""What judges say goes to the team once an organiser passed it on: without their names, and never what a child should not read."""

from __future__ import annotations

import pytest

from bot.services import Parts
from bot.services.event import feedback, judging
from tests.classroom.people import learner_of
from tests.event.finished import a_finished, organiser, says
from tests.event.hall import a_hall
from tests.event.people import a_member, a_person

KIND = "You asked three neighbours before you built."
CRUEL, THREAT = "You are stupid idiots", "I will beat you up after school"
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


@pytest.mark.parametrize(
    "threat",
    [
        "I'll find you and make you pay",
        "Watch your back on the way home",
        "I know where you live",
        "Drop dead",
        "放學後小心點",
        "我唔會放過你",
        "你等着瞧",
    ],
)
def test_a_threat_is_seen(threat: str) -> None:
    assert feedback.held_back(f"The list is good. {threat}.") == "words"


@pytest.mark.parametrize(
    "meant_well",
    [
        "I will find you a tester next week",
        "Drop dead links from the first screen",
        "Kill the second screen",
        "Go back to your first idea",
        "放學後再試一次，小心點寫名字",
    ],
)
def test_what_is_meant_well_is_no_threat(meant_well: str) -> None:
    assert feedback.held_back(f"{meant_well}.") == ""


@pytest.mark.parametrize("hurts", [CRUEL, THREAT, "我會打死你", "你们都是垃圾，去死吧"])
async def test_what_could_hurt_is_marked_when_a_judge_keeps_it_and_waits_for_a_person(parts: Parts, hurts: str) -> None:
    hall = await a_hall(parts, teams=3, judges=1)
    assert await judging.open_round(parts, hall.event)
    judge = hall.judges[0]
    batch = await judging.next_batch(parts, hall.event, judge)
    assert batch is not None
    entry = batch.entries[0]
    line = judging.rubric_of(hall.event).lines[0].id
    assert await judging.say(parts, hall.event, judge, entry, {line: 2}, hurts)
    [kept] = await parts.store.judging.judgements(hall.event.id)
    assert (kept.comment, kept.held) == (hurts, "words"), "it is kept for organisers"
    [said] = await feedback.for_organisers(parts, hall.event, "en")
    assert (said.comment, said.held) == (hurts, "words")
    assert await feedback.pass_on(parts, hall.event) == 1
    [given] = await feedback.for_team(parts, hall.event, said.team, "en")
    assert given.comment == "" and given.levels
    assert await feedback.let_through(parts, hall.event, judge.id, entry)
    assert not await feedback.let_through(parts, hall.event, judge.id, entry)
    assert [one.comment for one in await feedback.for_team(parts, hall.event, said.team, "en")] == [hurts]
    assert await judging.say(parts, hall.event, judge, entry, {line: 3}, hurts)
    assert (await feedback.for_organisers(parts, hall.event, "en"))[0].held == "", "nobody is asked twice about the same words"
    assert await judging.say(parts, hall.event, judge, entry, {line: 3}, f"{hurts} {CRUEL}")
    assert [one.comment for one in await feedback.for_team(parts, hall.event, said.team, "en")] == [""], "other words are looked at anew"


async def test_an_organiser_lets_words_through_on_the_page_and_data_never(parts: Parts) -> None:
    of = await a_finished(parts)
    await says(parts, of, 0, CRUEL)
    await says(parts, of, 1, PRIVATE)
    desk, base = await organiser(parts, of.event), f"/event/{of.event.code}/desk/after/feedback"
    page = (await desk.get(base)).text
    assert page.count("Let it through</button>") == 1 and page.count("could hurt") == 1 and CRUEL in page
    for entry in of.entries[:2]:
        assert (await desk.post(f"{base}/let", {"judge": of.judge.id, "entry": entry})).status_code == 303
    held = {one.entry: one.held for one in await feedback.for_organisers(parts, of.event, "en")}
    assert held == {of.entries[0]: "", of.entries[1]: "personal"}
    assert await feedback.pass_on(parts, of.event) == 1
    assert [one.comment for one in await feedback.for_team(parts, of.event, of.teams[0].id, "en")] == [CRUEL]
    assert await feedback.for_team(parts, of.event, of.teams[1].id, "en") == []
    kept = await parts.store.read(lambda db: db.exec_driver_sql("SELECT detail FROM audit WHERE what = 'let_through'").scalars().all())
    assert len(kept) == 1 and "Mr Ng" in kept[0] and CRUEL not in kept[0]


async def test_what_is_held_back_is_not_in_what_is_kept_of_a_learner(parts: Parts) -> None:
    of = await a_finished(parts)
    ann = await a_member(parts, of.event, of.teams[0], "Ann")
    await says(parts, of, 0, CRUEL, {"problem": 3})
    await feedback.pass_on(parts, of.event)
    told = await parts.store.going.kept_of(await learner_of(parts, ann))
    assert [(one["comment"], one["levels"]) for one in told["judgement"]] == [("", {"problem": 3})]


async def test_words_stand_by_team_in_the_order_of_names(parts: Parts) -> None:
    of = await a_finished(parts, ("zebra", "Harbour", "Night Ferry"))
    for n in range(3):
        await says(parts, of, n, KIND)
    page = (await (await organiser(parts, of.event)).get(f"/event/{of.event.code}/desk/after/feedback")).text
    places = [page.index(f">{name}</h2>") for name in ("Harbour", "Night Ferry", "zebra")]
    assert places == sorted(places)
