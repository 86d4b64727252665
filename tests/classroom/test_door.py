"""Teachers' accounts as teachers meet them: invited, signed in, signed out, guessed at."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from fastapi import FastAPI

from bot.dashboard.door import landing
from bot.services import Parts
from bot.services.classroom import accounts
from bot.services.classroom.accounts import OF_AN_ACCOUNT_HERE, password_fault
from tests.channels.visiting import Visit, text_of_page, visit, web
from tests.classroom.people import a_class, a_teacher, signed_in

PASSWORD = "ferry lantern plum"
DAY = timedelta(days=1)


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    return web(parts)


async def first_teacher(app: FastAPI, name: str = "Ms Lee") -> Visit:
    """A browser in which the first teacher opened the one-time link."""
    token = await app.state.parts.store.teachers.invite("first", DAY)
    here = visit(app)
    answered = await here.post(f"/teacher/in/{token}", {"name": name, "password": PASSWORD})
    assert (answered.status_code, answered.headers["location"]) == (303, "/teacher/new")
    return here


async def sign_in(here: Visit, name: str = "Ms Lee", password: str = PASSWORD, **values: str) -> int:
    return (await here.post("/teacher/login", {"name": name, "password": password, **values})).status_code


async def test_from_a_one_time_link_to_a_class_with_its_code(app: FastAPI) -> None:
    here = await first_teacher(app)
    assert (await here.get("/teacher/new")).status_code == 200
    made = await here.post("/teacher/new", {"name": "2B", "tier": "junior", "language": "zh-Hant", "asks_number": "1"})
    page = await here.get(made.headers["location"])
    (room,) = await app.state.parts.store.teachers.classes((await app.state.parts.store.teachers.all())[0][0].id)
    assert f"{room.code[:4]} {room.code[4:]}" in text_of_page(page) and "<svg" in page.text
    assert (room.name, room.language, room.asks_number, len(room.code)) == ("2B", "zh-Hant", True, 8)
    assert [one.what for one in await app.state.parts.store.care.entries(room.id)] == ["class_opened"]


async def test_a_one_time_link_opens_once(app: FastAPI) -> None:
    token = await app.state.parts.store.teachers.invite("first", DAY)
    assert (await visit(app).get(f"/teacher/in/{token}")).status_code == 200
    assert (await visit(app).get(f"/teacher/in/{token}")).status_code == 200
    await visit(app).post(f"/teacher/in/{token}", {"name": "Ms Lee", "password": PASSWORD})
    for answered in (
        await visit(app).get(f"/teacher/in/{token}"),
        await visit(app).post(f"/teacher/in/{token}", {"name": "Eve", "password": PASSWORD}),
    ):
        assert answered.status_code == 404 and "opens nothing any more" in answered.text
    assert await app.state.parts.store.teachers.count() == 1


async def test_the_first_teachers_link_opens_nothing_once_there_is_a_teacher(app: FastAPI) -> None:
    lying_about = await app.state.parts.store.teachers.invite("first", DAY)
    await first_teacher(app)
    assert (await visit(app).get(f"/teacher/in/{lying_about}")).status_code == 404
    assert (await visit(app).post(f"/teacher/in/{lying_about}", {"name": "Eve", "password": PASSWORD})).status_code == 404


@pytest.mark.parametrize(
    ("password", "fault"),
    [("short", "password_short"), ("ms lee 123", "password_name"), ("password123", "password_obvious"), ("aaaaaaaaaaaa", "password_obvious"),
     ("1234567890", "password_obvious"), ("x" * 201, "password_long"), ("班房裏有三隻黑色小貓咪", None), (PASSWORD, None)],
)  # fmt: skip
def test_what_a_password_must_be(password: str, fault: str | None) -> None:
    assert password_fault(password, "Ms Lee") == fault


async def test_a_password_that_will_not_do_is_said_beside_its_field(app: FastAPI) -> None:
    token = await app.state.parts.store.teachers.invite("first", DAY)
    answered = await visit(app).post(f"/teacher/in/{token}", {"name": "Ms Lee", "password": "password123"})
    assert answered.status_code == 422 and "guessed first" in answered.text and 'value="Ms Lee"' in answered.text
    assert "password123" not in answered.text


async def test_a_password_is_kept_as_an_argon2_hash(app: FastAPI) -> None:
    await first_teacher(app)
    _, kept = await app.state.parts.store.teachers.named("ＭＳ　ＬＥＥ")
    assert kept.startswith("$argon2id$") and PASSWORD not in kept


async def test_signing_in_gives_a_new_token_and_signing_out_ends_it(app: FastAPI) -> None:
    here = await first_teacher(app)
    first = here.http.cookies["teacher"]
    assert await sign_in(here) == 303
    second = here.http.cookies["teacher"]
    assert first != second and await app.state.parts.store.teachers.by_session(first) is None
    out = await here.post("/teacher/logout")
    assert out.headers["location"] == "/teacher/login?out=1"
    assert await app.state.parts.store.teachers.by_session(second) is None
    assert (await here.get("/teacher")).headers["location"] == "/teacher/login?next=%2Fteacher"


async def test_the_cookie_is_hidden_from_scripts_and_other_sites(app: FastAPI) -> None:
    await first_teacher(app)
    answered = await visit(app).post("/teacher/login", {"name": "ms lee", "password": PASSWORD})
    cookie = next(line for line in answered.headers.get_list("set-cookie") if line.startswith("teacher="))
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie
    secure = visit(app)
    secure.http.base_url = "https://sampan.test"
    answered = await secure.post("/teacher/login", {"name": "ms lee", "password": PASSWORD}, headers={"Origin": "https://sampan.test"})
    assert all("Secure" in line for line in answered.headers.get_list("set-cookie"))


@pytest.mark.parametrize(
    ("asked", "there"),
    [("/teacher/class/ab12/roster", "/teacher/class/ab12/roster"), ("/teacher/new?a=1", "/teacher/new?a=1"), ("//evil.test", "/teacher"),
     ("https://evil.test/teacher", "/teacher"), ("/teacher/../forget", "/teacher"), ("/teacher/%2e%2e/x", "/teacher"), ("/teacher\\..", "/teacher"),
     ("/teacher/login", "/teacher"), ("/teacherx", "/teacher"), ("/forget", "/teacher"), ("/teacher\n", "/teacher"), ("", "/teacher")],
)  # fmt: skip
def test_next_leads_to_our_own_pages_alone(asked: str, there: str) -> None:
    assert landing(asked) == there


async def test_a_wrong_name_and_a_wrong_password_look_the_same(app: FastAPI) -> None:
    await first_teacher(app)
    wrong = [await visit(app).post("/teacher/login", {"name": name, "password": "not the one"}) for name in ("Ms Lee", "Nobody")]
    assert [one.status_code for one in wrong] == [403, 403]
    assert text_of_page(wrong[0]) == text_of_page(wrong[1])


async def test_guessing_ends_and_locks_out_nobody_else(app: FastAPI) -> None:
    teacher, student = await first_teacher(app), visit(app, address="10.0.0.9")
    statuses = [await sign_in(student, password=f"guess number {n}") for n in range(OF_AN_ACCOUNT_HERE + 2)]
    assert statuses == [403] * OF_AN_ACCOUNT_HERE + [429, 429]
    assert await sign_in(student) == 429, "the right password does not help whoever is locked out"
    await teacher.post("/teacher/logout")
    teacher.http._transport.client = ("10.0.0.9", 4000)  # type: ignore[attr-defined]  # the same school, the same address
    assert await sign_in(teacher) == 303, "a browser that the teacher used before has a count of its own"


async def test_right_passwords_do_not_count(app: FastAPI) -> None:
    await first_teacher(app)
    for _ in range(OF_AN_ACCOUNT_HERE + 2):
        assert await sign_in(visit(app, address="10.0.0.7")) == 303


async def test_a_hundred_guesses_at_once_are_a_hundred(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def fits(kept: str, password: str) -> bool:
        looked.append(password)
        return False

    monkeypatch.setattr(accounts, "_fits", fits)
    await first_teacher(app)
    await asyncio.gather(*(sign_in(visit(app, address="10.0.0.8"), password=f"guess {n}") for n in range(40)))
    assert len(looked) == OF_AN_ACCOUNT_HERE


async def test_a_new_password_signs_out_everywhere_else(app: FastAPI) -> None:
    here, elsewhere = await first_teacher(app), visit(app)
    await sign_in(elsewhere, own="1")
    assert (await here.post("/teacher/account/password", {"old": "wrong one here", "new": "another three words"})).status_code == 403
    assert (await here.post("/teacher/account/password", {"old": PASSWORD, "new": "short"})).status_code == 422
    done = await here.post("/teacher/account/password", {"old": PASSWORD, "new": "another three words"})
    assert done.status_code == 303
    assert (await here.get("/teacher/account")).status_code == 200
    assert (await elsewhere.get("/teacher/account")).status_code == 303
    assert await sign_in(visit(app)) == 403
    assert await sign_in(visit(app), password="another three words") == 303


async def test_sessions_are_listed_and_ended(app: FastAPI) -> None:
    here, there = await first_teacher(app), visit(app)
    there.http.headers["User-Agent"] = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"
    await sign_in(there)
    page = await here.get("/teacher/account")
    assert "Safari, iPad" in page.text and "this browser" in page.text
    await here.post("/teacher/account/end")
    assert (await there.get("/teacher")).status_code == 303 and (await here.get("/teacher")).status_code == 200


async def test_a_password_link_is_for_its_account_and_ends_what_was(app: FastAPI) -> None:
    old = await first_teacher(app)
    ((teacher, _, _),) = await app.state.parts.store.teachers.all()
    token, other = [await app.state.parts.store.teachers.invite("password", DAY, teacher=teacher.id) for _ in range(2)]
    assert "Choose a password, Ms Lee" in (await visit(app).get(f"/teacher/in/{token}")).text
    assert (await visit(app).post(f"/teacher/in/{token}", {"password": "brand new words"})).status_code == 303
    assert (await old.get("/teacher")).status_code == 303
    assert (await visit(app).get(f"/teacher/in/{other}")).status_code == 404, "links from before are over too"
    assert await sign_in(visit(app), password="brand new words") == 303


async def test_a_students_cookie_opens_no_page_for_teachers(app: FastAPI, parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    student = visit(app)
    await student.get("/")
    learner = await parts.store.learner_by_identity("web", student.key)
    assert learner is not None
    await parts.store.classes.sit(room.id, learner.id, "Ka-ho")
    student.http.cookies.set("teacher", student.http.cookies["sampan"])
    for path in ("/teacher", f"/teacher/class/{room.id}/settings", f"/teacher/class/{room.id}/roster", "/teacher/account"):
        assert (await student.get(path)).headers["location"].startswith("/teacher/login")
    assert {one.what for one in await parts.store.care.entries(room.id)} == {"refused"}


async def test_a_part_of_a_page_is_told_to_go_to_the_door(app: FastAPI) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://sampan.test/teacher/class/ab/roster"}
    answered = await visit(app).get("/teacher/new", headers=headers)
    assert (answered.status_code, answered.headers["hx-redirect"]) == (204, "/teacher/login?next=%2Fteacher%2Fclass%2Fab%2Froster")


async def test_the_language_of_the_door_is_kept(app: FastAPI, parts: Parts) -> None:
    here = visit(app)
    await here.post("/teacher/language", {"language": "zh-Hans", "next": "/teacher/login"})
    assert "老师登录" in (await here.get("/teacher/login")).text
    assert (await here.post("/teacher/language", {"language": "zh-Hant", "next": "//evil.test"})).headers["location"] == "/teacher/login"


async def test_a_signed_in_teacher_does_not_stand_at_the_door(app: FastAPI, parts: Parts) -> None:
    here = visit(app)
    here.http.cookies.update(await signed_in(parts, await a_teacher(parts)))
    assert (await here.get("/teacher/login?next=/teacher/new")).headers["location"] == "/teacher/new"
