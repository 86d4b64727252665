"""The organisers' desk: the hand on the clock, settings that come back with their fault, people and their links."""

from __future__ import annotations

import html
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event as listening

from bot.core.event import phases as times
from bot.dashboard.event.page import cookie_of
from bot.services import Parts
from bot.services.event import schedule
from storage.events.records import Event
from tests.channels.visiting import Visit, text_of_page, visit, web
from tests.classroom.people import a_teacher, signed_in
from tests.event.people import a_person, a_team, an_event


async def organiser(parts: Parts, event: Event, language: str = "en") -> Visit:
    _, token = await a_person(parts, event, "organiser")
    browser = visit(web(parts), language)
    browser.http.cookies.set(cookie_of(event.code, "organiser"), token)
    browser.http.cookies.set("language", language)
    return browser


async def now_of(parts: Parts, event: Event) -> Event:
    found = await parts.store.events.get(event.id)
    assert found is not None
    return found


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
async def test_every_page_opens_in_every_language(parts: Parts, language: str) -> None:
    event = await an_event(parts)
    browser = await organiser(parts, event, language)
    for path in ("", "/now", "/begin/freeze", "/settings", "/settings/delete", "/people"):
        assert (await browser.get(f"/event/{event.code}/desk{path}")).status_code == 200, path


async def test_one_press_moves_all_and_the_second_of_two_is_told(parts: Parts) -> None:
    event = await an_event(parts, "build", 20)
    browser, was = await organiser(parts, event), schedule.stamp(event)
    desk = f"/event/{event.code}/desk"
    first = await browser.post(f"{desk}/shift", {"minutes": "15", "was": was})
    again = await browser.post(f"{desk}/shift", {"minutes": "15", "was": was})
    assert (first.headers["location"], again.headers["location"]) == (f"{desk}?note=moved", f"{desk}?note=quicker")
    assert "Somebody was quicker" in (await browser.get(again.headers["location"])).text
    moved = (await now_of(parts, event)).freezes
    assert moved is not None and event.freezes is not None
    assert moved - event.freezes == timedelta(minutes=15)
    assert (await browser.post(f"{desk}/shift", {"minutes": "999", "was": was})).status_code == 303


async def test_started_twice_is_told_and_nothing_happens(parts: Parts) -> None:
    event = await an_event(parts, "build", opened=None)
    browser, desk = await organiser(parts, event), f"/event/{event.code}/desk"
    assert (await browser.post(f"{desk}/doors", {"now": "1"})).headers["location"].endswith("opened")
    phases = (await now_of(parts, event)).phases
    assert (await browser.post(f"{desk}/doors", {"now": "1"})).headers["location"].endswith("already")
    assert (await now_of(parts, event)).phases == phases


async def test_pens_down_from_the_desk(parts: Parts) -> None:
    event = await an_event(parts, "build", 20)
    browser, desk = await organiser(parts, event), f"/event/{event.code}/desk"
    await browser.post(f"{desk}/begin", {"phase": "freeze", "was": schedule.stamp(event)})
    freezes = (await now_of(parts, event)).freezes
    assert freezes is not None and freezes <= datetime.now(UTC)


def typed(event: Event, **changes: str) -> dict[str, str]:
    zone = ZoneInfo(event.zone)
    form = {f"at_{phase.kind}": f"{phase.at.astimezone(zone):%Y-%m-%dT%H:%M}" for phase in times.read(event.phases)}
    return form | {"was": schedule.stamp(event)} | {f"at_{kind}": value for kind, value in changes.items()}


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("freeze", "", "Give a day"),
        ("judging", "2020-01-01T10:00", "over"),
        ("freeze", "soon", "Give a day"),
        ("ceremony", "2099-01-01T10:00", "year ahead"),
    ],
)
async def test_times_that_make_no_event_come_back_with_their_fault(parts: Parts, kind: str, value: str, says: str) -> None:
    event = await an_event(parts, "build", 20)
    browser = await organiser(parts, event)
    answer = await browser.post(f"/event/{event.code}/desk/settings/times", typed(event, **{kind: value}))
    assert answer.status_code == 422 and says in answer.text and f'id="at_{kind}-problem"' in answer.text
    assert (await now_of(parts, event)).phases == event.phases


def clocks_go_forward(after: date) -> date:
    """The next last Sunday of March, on which half past one does not come in London."""
    found = (date(year, 3, 31) - timedelta(days=date(year, 3, 31).isoweekday() % 7) for year in (after.year, after.year + 1))
    return next(one for one in found if one > after)


async def test_times_out_of_order_and_an_hour_that_is_not_there(parts: Parts) -> None:
    event = await an_event(parts, "build", 20, zone="Europe/London", opened=None)
    browser = await organiser(parts, event)
    day = datetime.now(UTC) + timedelta(days=1)
    early = await browser.post(f"/event/{event.code}/desk/settings/times", typed(event, over=f"{day - timedelta(days=9):%Y-%m-%dT%H:%M}"))
    assert early.status_code == 422 and "after the phase above" in early.text
    gap = await browser.post(f"/event/{event.code}/desk/settings/times", typed(event, over=f"{clocks_go_forward(day.date())}T01:30"))
    assert gap.status_code == 422 and "Clocks go forward" in gap.text


async def test_unchanged_times_stay_to_the_second_and_a_phase_may_be_left_out(parts: Parts) -> None:
    event = await an_event(parts, "build", 20)
    browser = await organiser(parts, event)
    assert (await browser.post(f"/event/{event.code}/desk/settings/times", typed(event, ceremony=""))).status_code == 303
    after = times.read((await now_of(parts, event)).phases)
    assert list(after) == [phase for phase in times.read(event.phases) if phase.kind != "ceremony"]


async def test_settings_are_kept_and_faults_come_back_at_their_field(parts: Parts) -> None:
    event = await an_event(parts)
    browser, at = await organiser(parts, event), f"/event/{event.code}/desk/settings"
    about = {
        "name": "  A <b>new</b> name ",
        "theme": "our lift",
        "sdg": "99",
        "tier": "senior",
        "language": "zh-Hans",
        "languages": "en",
        "divisions": "A\nB\nA",
    }
    assert (await browser.post(f"{at}/about", about)).status_code == 303
    await browser.post(f"{at}/teams", {"smallest": "2", "largest": "900", "roles": "curator"})
    prize = event.prizes[0]["id"]
    await browser.post(
        f"{at}/prizes", {"prize_id": [prize, "", "made-up"], "prize": ["Best", "=SUM(1)", ""], "prize_division": ["A", "Z", ""], "rules": "x"}
    )
    await browser.post(f"{at}/judging", {"rubric": "../../etc/passwd", "batch": "3", "views": "7", "finalists": "-1"})
    await browser.post(f"{at}/end", {"keep_days": "90", "away": "1"})
    now = await now_of(parts, event)
    assert (now.name, now.sdg, now.tier, now.languages, now.divisions) == ("A <b>new</b> name", None, "senior", ["zh-Hans", "en"], ["A", "B"])
    assert (now.smallest, now.largest, now.roles) == (2, 12, ["curator"])
    assert [(one["name"], one["division"]) for one in now.prizes] == [("Best", "A"), ("=SUM(1)", "")] and now.prizes[0]["id"] == prize
    assert (now.rubric, now.batch, now.views, now.finalists, now.keep_days) == (event.rubric, 6, 7, 0, 90)
    assert now.ended is not None
    page = (await browser.get(at)).text
    assert "<b>new</b>" not in page
    wrong = await browser.post(f"{at}/about", about | {"name": "call 9123 4567 now"})
    assert wrong.status_code == 422 and 'id="name-problem"' in wrong.text and "our lift" in wrong.text
    assert (await browser.post(f"{at}/teams", {"smallest": "5", "largest": "2"})).status_code == 422


async def test_an_event_goes_by_its_name_only(parts: Parts) -> None:
    event = await an_event(parts)
    browser, at = await organiser(parts, event), f"/event/{event.code}/desk/settings/delete"
    assert (await browser.post(at, {"name": "something else"})).status_code == 422
    assert (await browser.post(at, {"name": event.name.upper()})).status_code == 200
    assert await parts.store.events.get(event.id) is None
    assert (await browser.get(f"/event/{event.code}/desk")).status_code == 404


async def test_many_are_invited_at_once_and_their_links_are_shown_once(parts: Parts) -> None:
    event = await an_event(parts)
    browser, at = await organiser(parts, event), f"/event/{event.code}/desk/people"
    made = await browser.post(at, {"role": "judge", "names": "Chan Siu-ming, Sunrise School\n<i>x</i>\n\n", "language": "zh-Hant"})
    assert made.status_code == 200 and made.text.count('class="key"') == 2 and "<i>x</i>" not in made.text
    judges = await parts.store.crew.of_event(event.id, "judge")
    assert [(one.name, one.school, one.language) for one in judges] == [("Chan Siu-ming", "Sunrise School", "zh-Hant"), ("<i>x</i>", "", "zh-Hant")]
    assert all([await parts.store.crew.pin_of(one.id) for one in judges])
    assert "/in/" not in (await browser.get(at)).text
    await browser.post(at, {"role": "mentor", "names": "Marco", "topics": "ideas, data、演講"})
    assert (await parts.store.crew.of_event(event.id, "mentor"))[0].topics == ["ideas", "data", "演講"]
    for names in ("", "x\n" * 41, "y" * 61):
        assert (await browser.post(at, {"role": "judge", "names": names})).status_code == 422
    sheet = await browser.post(f"{at}/sheet")
    assert sheet.text.count('class="key"') == 2
    ended = await browser.post(f"{at}/end", {"person": judges[0].id})
    assert ended.headers["location"].endswith("ended")
    assert (await browser.post(f"{at}/renew", {"person": judges[0].id})).text.count('class="key"') == 1
    assert (await browser.post(f"{at}/renew", {"person": "nobody"})).status_code == 303


async def test_a_teacher_begins_an_event_from_their_home(parts: Parts) -> None:
    browser = visit(web(parts))
    assert (await browser.get("/event/new")).headers["location"].startswith("/teacher/login")
    browser.http.cookies.update(await signed_in(parts, await a_teacher(parts)))
    begins = f"{datetime.now(ZoneInfo(parts.zone)) + timedelta(days=2):%Y-%m-%dT10:00}"
    form = {"name": "Makers", "theme": "our lift", "length": "day", "begins": begins, "tier": "junior", "language": "zh-Hant", "sdg": "11"}
    for change in ({"name": ""}, {"begins": "soon"}, {"begins": "2020-01-01T10:00"}, {"theme": "ring 9123 4567"}):
        assert (await browser.post("/event/new", form | change)).status_code == 422
    there = (await browser.post("/event/new", form)).headers["location"]
    assert (await browser.get(there)).status_code == 200
    [event] = await parts.store.events.all()
    assert (event.name, event.sdg, event.language, event.opened) == ("Makers", 11, "zh-Hant", None)
    assert f'href="{there}"' in (await browser.get("/teacher")).text


async def test_the_desk_asks_the_store_a_few_times_whatever_comes(parts: Parts) -> None:
    event = await an_event(parts)
    browser = await organiser(parts, event)
    counted: list[int] = []
    for many in (2, 22):
        for number in range(many):
            await a_team(parts, event, f"Team {many} {number}")
        asked: list[str] = []

        def count(*told: object, asked: list[str] = asked) -> None:
            asked.append(str(told[2]))

        engine = parts.store._reading
        listening.listen(engine, "before_cursor_execute", count)
        await browser.get(f"/event/{event.code}/desk")
        listening.remove(engine, "before_cursor_execute", count)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 12, counted


def _was(page: str, part: str) -> str:
    """How a part of the settings stands, as its form carries it."""
    return html.unescape(page.split(f"/settings/{part}")[1].split('name="was" value="')[1].split('"')[0])


@pytest.mark.parametrize("was", ["[" * 39_000, "{", "7", "[]", '{"rules": {"a": []}, "name": 5, "more": null}'])
async def test_a_form_that_says_nonsense_of_how_it_stood_breaks_nothing(parts: Parts, was: str) -> None:
    event = await an_event(parts)
    browser, at = await organiser(parts, event), f"/event/{event.code}/desk/settings/prizes"
    answer = await browser.post(at, {"prize_id": "", "prize": "Bravest", "prize_division": "", "rules": "Be kind.", "was": was})
    assert answer.status_code in (303, 409)


async def test_what_a_colleague_set_meanwhile_is_not_undone_by_a_page_that_stood_open(parts: Parts) -> None:
    event = await an_event(parts, rules="Be kind.\nBe done by four.")
    browser, at = await organiser(parts, event), f"/event/{event.code}/desk/settings"
    was, first = _was((await browser.get(at)).text, "prizes"), event.prizes[0]
    rows = {"prize_id": [first["id"], ""], "prize_division": ["", ""], "was": was}
    await browser.post(f"{at}/prizes", rows | {"prize": [first["name"], "Most useful"], "rules": "Be kind.\r\nBe done by four."})
    kept = await browser.post(f"{at}/prizes", rows | {"prize": [first["name"], ""], "rules": "Be kind."})
    assert kept.status_code == 303
    now = await now_of(parts, event)
    assert [one["name"] for one in now.prizes] == [first["name"], "Most useful"] and now.rules == "Be kind."
    met = await browser.post(f"{at}/prizes", rows | {"prize": ["Best of all", ""], "rules": "Be quick."})
    assert met.status_code == 409 and "A colleague changed the same meanwhile" in text_of_page(met) and "Be quick." in met.text
    assert await now_of(parts, event) == now
    again = rows | {"prize": ["Best of all", ""], "rules": "Be quick.", "was": _was(met.text, "prizes")}
    assert (await browser.post(f"{at}/prizes", again)).status_code == 303
    assert (await now_of(parts, event)).rules == "Be quick.", "who has seen it may set it all the same"
