"""A class from its first minute to its last, with one teacher and with several."""

from __future__ import annotations

import asyncio
import re

import pytest
from fastapi import FastAPI

from bot.bootstrap import make_parts
from bot.core.classroom.naming import code_of
from bot.core.classroom.roster import Line
from bot.services import Parts
from bot.services.classroom.accounts import INVITATION_LASTS
from bot.services.classroom.open_class import ALPHABET, ClassWish, new_code, open_class, shown_code
from bot.services.classroom.roster import MOST, keep
from bot.settings import Settings
from storage.classrooms.records import Classroom, Teacher
from tests.channels.visiting import Visit, text_of_page, visit, web
from tests.classroom.people import a_class, a_student, a_teacher, learner_of, signed_in
from tests.postgres import server

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"
CHANGED = {"name": "2B", "tier": "junior", "language": "en", "keep_days": "365"}


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    return web(parts)


async def browser_of(app: FastAPI, teacher: Teacher) -> Visit:
    here = visit(app)
    here.http.cookies.update(await signed_in(app.state.parts, teacher))
    return here


async def two_teachers(app: FastAPI) -> tuple[Classroom, Teacher, Visit, Teacher, Visit]:
    """A class, its lead and a co-teacher, each at a browser."""
    parts = app.state.parts
    lead, co = await a_teacher(parts), await a_teacher(parts, "Mr Chan")
    room = await a_class(parts, lead)
    await parts.store.teachers.join_class(co.id, room.id, "co")
    return room, lead, await browser_of(app, lead), co, await browser_of(app, co)


async def audited(parts: Parts, room: Classroom) -> set[str]:
    return {one.what for one in await parts.store.care.entries(room.id)}


def was_on(page: str) -> str:
    """What the settings form says that it showed."""
    found = re.search(r'name="was" value="([^"]*)"', page)
    assert found
    return found[1].replace("&#34;", '"')


def test_codes_are_long_and_hold_nothing_that_looks_alike() -> None:
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000 and len(ALPHABET) ** 8 > 2**34
    assert not set("".join(codes)) & set("AEIOUY01L5S8GZ2V")


@pytest.mark.parametrize("typed", ["KBCD 3476", "kbcd3476", "kbcd-3476", " K B C D 3 4 7 6 ", "ＫＢＣＤ３４７６", "KBCD—3476"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert code_of(typed) == "KBCD3476" and shown_code("KBCD3476") == "KBCD 3476"


async def test_a_taken_code_is_drawn_again(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    teacher = await a_teacher(parts)
    await a_class(parts, teacher, code="KBCD3476")
    drawn = iter(["KBCD3476", "KBCD3476", "MNPQ7934"])
    monkeypatch.setattr("bot.services.classroom.open_class.new_code", lambda: next(drawn))
    assert (await open_class(parts, teacher, ClassWish("3C", "senior", "en"))).code == "MNPQ7934"


@pytest.mark.parametrize(
    ("name", "said"), [("", "Give the class a name"), (" \u200b ", "Give the class a name"), ("x" * 61, "60 characters are enough")]
)
async def test_a_class_needs_a_name(app: FastAPI, parts: Parts, name: str, said: str) -> None:
    here = await browser_of(app, await a_teacher(parts))
    answered = await here.post("/teacher/new", {"name": name})
    assert answered.status_code == 422
    assert said in text_of_page(answered)


async def test_the_home_page_lists_classes_with_who_came(app: FastAPI, parts: Parts) -> None:
    room, lead, here, _, _ = await two_teachers(app)
    await a_student(parts, room, "Ka-ho")
    await a_class(parts, lead, name="Coding club", code="MNPQ7934")
    said = text_of_page(await here.get("/teacher"))
    assert "2B" in said and "1 came in" in said and "Coding club" in said and "KBCD 3476" in said and "Nobody has come in yet" in said


async def test_the_home_page_costs_the_same_queries_for_two_and_for_forty_classes(
    app: FastAPI, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = await a_teacher(parts)
    here = await browser_of(app, lead)
    read_store, asked, costs = parts.store.read, 0, []

    async def counted(*args: object, **kwargs: object) -> object:
        nonlocal asked
        asked += 1
        return await read_store(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(parts.store, "read", counted)
    for many in (2, 38):
        for _ in range(many):
            await a_class(parts, lead, code=new_code())
        asked = 0
        await here.get("/teacher")
        costs.append(asked)
    assert costs[0] == costs[1] <= 4


async def test_the_qr_leads_to_where_the_browser_reached_us(app: FastAPI, parts: Parts) -> None:
    room, _, here, _, _ = await two_teachers(app)
    page = await here.get(f"/teacher/class/{room.id}/code")
    assert f'value="http://sampan.test/join/{room.code}"' in page.text and "sampan.test/join" in text_of_page(page)


async def test_a_renewed_code_ends_the_old_one_and_two_at_once_make_one(app: FastAPI, parts: Parts) -> None:
    room, _, one, _, other = await two_teachers(app)
    at = f"/teacher/class/{room.id}/code/renew"
    assert "stop working" in (await one.get(at)).text
    await asyncio.gather(one.post(at, {"was": room.code}), other.post(at, {"was": room.code}))
    now = await parts.store.classes.get(room.id)
    assert now is not None and now.code != room.code and await parts.store.classes.by_code(room.code) is None
    await other.post(at, {"was": room.code})
    assert (await parts.store.classes.get(room.id)) == now, "a page that is out of date renews nothing"
    assert [entry.what for entry in await parts.store.care.entries(room.id)].count("code_renewed") == 1


async def test_settings_are_kept_and_told(app: FastAPI, parts: Parts) -> None:
    room, _, here, _, _ = await two_teachers(app)
    heard: list[str] = []
    parts.news.listen(heard.append)
    page = await here.get(f"/teacher/class/{room.id}/settings")
    changed = CHANGED | {"name": "2B science", "tier": "senior", "language": "zh-Hant", "roster_only": "1", "keep_days": "90"}
    assert (await here.post(f"/teacher/class/{room.id}/settings", changed | {"was": was_on(page.text)})).status_code == 303
    now = await parts.store.classes.get(room.id)
    assert now is not None
    assert (now.name, now.tier, now.language, now.roster_only, now.keep_days, now.asks_number) == ("2B science", "senior", "zh-Hant", True, 90, False)
    assert f"class:{room.id}" in heard and "settings_changed" in await audited(parts, room)


async def test_two_who_change_other_things_at_once_both_keep_theirs(app: FastAPI, parts: Parts) -> None:
    room, _, one, _, other = await two_teachers(app)
    at = f"/teacher/class/{room.id}/settings"
    was = was_on((await one.get(at)).text)
    first, second = CHANGED | {"name": "2B science", "was": was}, CHANGED | {"keep_days": "90", "was": was}
    done = await asyncio.gather(one.post(at, first), other.post(at, second))
    now = await parts.store.classes.get(room.id)
    assert [answer.status_code for answer in done] == [303, 303]
    assert now is not None and (now.name, now.keep_days) == ("2B science", 90)


async def test_two_who_change_the_same_at_once_are_told_and_nothing_is_lost(app: FastAPI, parts: Parts) -> None:
    room, _, one, _, other = await two_teachers(app)
    at = f"/teacher/class/{room.id}/settings"
    was = was_on((await one.get(at)).text)
    await one.post(at, CHANGED | {"name": "2B science", "was": was})
    met = await other.post(at, CHANGED | {"name": "2B biology", "keep_days": "90", "was": was})
    assert met.status_code == 409
    assert "somebody else changed this while you were here, to “2B science”" in text_of_page(met)
    assert 'value="2B biology"' in met.text and "settings_met" in await audited(parts, room)
    now = await parts.store.classes.get(room.id)
    assert now is not None and (now.name, now.keep_days) == ("2B science", 365)
    assert (await other.post(at, CHANGED | {"name": "2B biology", "keep_days": "90", "was": was_on(met.text)})).status_code == 303
    now = await parts.store.classes.get(room.id)
    assert now is not None and (now.name, now.keep_days) == ("2B biology", 90)


async def test_odd_values_change_nothing(app: FastAPI, parts: Parts) -> None:
    room, _, here, _, _ = await two_teachers(app)
    at = f"/teacher/class/{room.id}/settings"
    for was in ("", "[]", "nonsense", '{"id": "x", "code": "stolen"}', "3"):
        await here.post(at, {"name": "2B", "tier": "kings", "language": "fr", "keep_days": "-1", "was": was, "code": "EVEL9999"})
    assert await parts.store.classes.get(room.id) == room


async def test_a_colleague_without_an_account_comes_by_a_link(app: FastAPI, parts: Parts) -> None:
    room, _, here, _, _ = await two_teachers(app)
    shown = await here.post(f"/teacher/class/{room.id}/settings/invite")
    link = re.search(r'value="http://sampan.test(/teacher/in/[\w-]+)"', shown.text)
    assert link
    new = visit(app)
    assert "Ms Lee invites you" in text_of_page(await new.get(link[1]))
    done = await new.post(link[1], {"name": "Dr Ho", "password": "ferry lantern plum"})
    assert done.headers["location"] == f"/teacher/class/{room.id}"
    assert (await new.get(f"/teacher/class/{room.id}/settings")).status_code == 200
    assert [(one.name, role) for one, role in await parts.store.teachers.of_class(room.id)] == [
        ("Ms Lee", "lead"),
        ("Dr Ho", "co"),
        ("Mr Chan", "co"),
    ]
    assert (await visit(app).get(link[1])).status_code == 404
    assert {"teacher_invited", "teacher_joined"} <= await audited(parts, room)


async def test_a_colleague_with_an_account_says_yes(app: FastAPI, parts: Parts) -> None:
    room, lead, _, _, _ = await two_teachers(app)
    token = await parts.store.teachers.invite("co", INVITATION_LASTS, by=lead.id, classroom=room.id)
    guest = await a_teacher(parts, "Dr Ho")
    here = await browser_of(app, guest)
    assert (await here.get(f"/teacher/class/{room.id}/settings")).status_code == 404
    assert "Come in as Dr Ho" in (await here.get(f"/teacher/in/{token}")).text
    assert (await here.post(f"/teacher/in/{token}")).headers["location"] == f"/teacher/class/{room.id}"
    assert (await here.get(f"/teacher/class/{room.id}/settings")).status_code == 200


async def test_a_link_that_was_taken_back_opens_nothing(app: FastAPI, parts: Parts) -> None:
    room, lead, here, _, _ = await two_teachers(app)
    token = await parts.store.teachers.invite("co", INVITATION_LASTS, by=lead.id, classroom=room.id)
    (waiting,) = await parts.store.admitting.invited(room.id)
    await here.post(f"/teacher/class/{room.id}/settings/withdraw", {"link": waiting.token_hash})
    assert (await visit(app).get(f"/teacher/in/{token}")).status_code == 404


async def test_what_the_lead_alone_may_do(app: FastAPI, parts: Parts) -> None:
    room, lead, _, co, other = await two_teachers(app)
    at = f"/teacher/class/{room.id}/settings"
    for path, values in (
        ("invite", {}),
        ("hand_over", {"teacher": co.id}),
        ("remove", {"teacher": lead.id}),
        ("delete", {"name": "2B"}),
        ("withdraw", {}),
    ):
        assert (await other.post(f"{at}/{path}", values)).status_code == 403, path
    assert (await other.get(f"{at}/delete")).status_code == 403
    assert await parts.store.classes.get(room.id) == room
    assert [entry.what for entry in await parts.store.care.entries(room.id)].count("refused") == 6


async def test_the_lead_is_handed_over_and_the_last_lead_stays(app: FastAPI, parts: Parts) -> None:
    room, lead, here, co, other = await two_teachers(app)
    at = f"/teacher/class/{room.id}/settings"
    assert (await here.post(f"{at}/leave")).headers["location"].endswith("done=moved")
    assert await parts.store.setting_up.role(lead.id, room.id) == "lead"
    assert "Make Mr Chan the lead?" in (await here.get(f"{at}/ask/hand_over?teacher={co.id}")).text
    await asyncio.gather(*(here.post(f"{at}/hand_over", {"teacher": co.id}) for _ in range(3)))
    assert [(one.name, role) for one, role in await parts.store.teachers.of_class(room.id)] == [("Mr Chan", "lead"), ("Ms Lee", "co")]
    assert (await here.post(f"{at}/leave")).headers["location"] == "/teacher?gone=left"
    assert (await here.get(at)).status_code == 404 and (await other.get(at)).status_code == 200


async def test_two_leads_at_once_are_never_none(app: FastAPI, parts: Parts) -> None:
    """One hands over to somebody who leaves at that moment: whoever is first holds, and there is always one lead."""
    room, _, here, co, other = await two_teachers(app)
    at = f"/teacher/class/{room.id}/settings"
    await asyncio.gather(here.post(f"{at}/hand_over", {"teacher": co.id}), other.post(f"{at}/leave"))
    assert [role for _, role in await parts.store.teachers.of_class(room.id)].count("lead") == 1


async def test_a_removed_colleague_sees_nothing_any_more(app: FastAPI, parts: Parts) -> None:
    room, _, here, co, other = await two_teachers(app)
    await here.post(f"/teacher/class/{room.id}/settings/remove", {"teacher": co.id})
    assert (await other.get(f"/teacher/class/{room.id}/settings")).status_code == 404
    assert {"teacher_removed", "refused"} <= await audited(parts, room)


async def test_an_archived_class_leaves_the_list_and_comes_back(app: FastAPI, parts: Parts) -> None:
    room, _, here, _, _ = await two_teachers(app)
    at = f"/teacher/class/{room.id}/settings/archive"
    await here.post(at, {"on": "1"})
    assert "Archived classes (1)" in (await here.get("/teacher")).text
    assert "nobody can join" in (await here.get(f"/teacher/class/{room.id}/code")).text
    await here.post(at)
    assert "Archived classes" not in (await here.get("/teacher")).text
    assert {"class_archived", "class_back"} <= await audited(parts, room)


@pytest.mark.parametrize("work", ["keep", "delete"])
async def test_a_deleted_class_is_gone_with_or_without_the_work(app: FastAPI, parts: Parts, work: str) -> None:
    room, _, here, _, _ = await two_teachers(app)
    student = await a_student(parts, room, "Ka-ho")
    await student.say(PROBLEM)
    learner = await learner_of(parts, student)
    await parts.store.classes.turn_switch(room.id, "paused", True)
    at = f"/teacher/class/{room.id}/settings/delete"
    assert "Nothing was deleted" in (await here.post(at, {"name": "2C", "work": work})).text
    assert (await here.post(at, {"name": " 2b ", "work": work})).headers["location"] == "/teacher?gone=deleted"
    await parts.lanes.drained(60)
    assert await parts.store.classes.get(room.id) is None and await parts.store.classes.seat(learner) is None
    assert (await parts.store.learner(learner) is None) == (work == "delete")
    assert (await here.get(f"/teacher/class/{room.id}/settings")).status_code == 404
    if work == "keep":
        assert (await student.say("five kids and a bathroom, who goes when")).messages, "out of the pause, and alone"
    assert "class_deleted" in await audited(parts, room)


async def test_a_class_with_an_open_alarm_is_not_deleted(app: FastAPI, parts: Parts) -> None:
    room, _, here, _, _ = await two_teachers(app)
    student = await a_student(parts, room, "Ka-ho")
    await student.say("i want to kill myself")
    answered = await here.post(f"/teacher/class/{room.id}/settings/delete", {"name": "2B", "work": "delete"})
    assert answered.status_code == 422 and "open alarm" in answered.text
    now = await parts.store.classes.get(room.id)
    assert now == room and await parts.store.learner(await learner_of(parts, student)) is not None


async def test_on_postgresql_two_at_once_meet_as_they_do_on_sqlite(postgres_database: str) -> None:
    parts = make_parts(Settings(database_url=server().url(postgres_database)))
    try:
        lead, co = await a_teacher(parts), await a_teacher(parts, "Mr Chan")
        room = await open_class(parts, lead, ClassWish("2B", "junior", "en"))
        await parts.store.teachers.join_class(co.id, room.id, "co")
        lists = [[Line(n, f"{who} {n}") for n in range(1, 121)] for who in ("Ann", "Ben")]
        done = await asyncio.gather(*(keep(parts, lead, room, one) for one in lists))
        assert sum(len(one.seats) for one in done) == MOST == len(await parts.store.classes.seats(room.id))
        setting = parts.store.setting_up
        met = await asyncio.gather(*(setting.adjust(room.id, one.id, {"name": "2B"}, {"name": one.name}) for one in (lead, co)))
        assert sorted(len(one) for one in met) == [0, 1]
        assert len(await parts.store.teachers.all()) == 2 and (await setting.sizes(lead.id))[room.id] == (MOST, 0)
        assert await setting.end(room.id, lead.id) == []
    finally:
        await parts.close()
