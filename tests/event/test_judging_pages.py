"""The pages of judging: what a judge may do and see without a script, and what organisers read and decide."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.dashboard.event.page import cookie_of
from bot.services import Parts
from bot.services.event import judging
from tests.channels.visiting import Visit, text_of_page, visit, web
from tests.combinations import LANGUAGES
from tests.event.hall import Hall, a_hall
from tests.event.people import a_person


async def _judge(hall: Hall, n: int = 0, language: str = "en") -> Visit:
    here = visit(web(hall.parts), language)
    here.http.cookies.set(cookie_of(hall.event.code, "judge"), hall.tokens[n])
    here.http.cookies.set("language", language)
    return here


async def _organiser(hall: Hall, language: str = "en") -> Visit:
    _, token = await a_person(hall.parts, hall.event, "organiser")
    here = visit(web(hall.parts), language)
    here.http.cookies.set(cookie_of(hall.event.code, "organiser"), token)
    here.http.cookies.set("language", language)
    return here


def _home(hall: Hall) -> str:
    return f"/event/{hall.event.code}/judge"


async def _given(here: Visit, hall: Hall) -> str:
    """The address of the batch that they are given."""
    answer = await here.post(f"{_home(hall)}/next")
    assert answer.status_code == 303
    return str(answer.headers["location"])


def _order(page: Any) -> list[str]:
    return re.findall(r'data-n="(\d+)"', page.text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_judge_is_told_in_their_language_what_there_is_to_do(language: str, parts: Parts) -> None:
    hall = await a_hall(parts)
    here = await _judge(hall, language=language)
    waiting = await here.get(_home(hall))
    assert waiting.status_code == 200 and "Judge 1" in waiting.text and "hull" not in waiting.text
    await judging.open_round(parts, hall.event)
    assert "hull" in (await here.get(_home(hall))).text
    sheet = await here.get(await _given(here, hall))
    assert sheet.status_code == 200 and len(_order(sheet)) == 8
    await judging.close_round(parts, hall.event)
    closed = await here.get(_home(hall))
    assert closed.status_code == 200 and "hull" not in closed.text


async def test_an_order_is_made_with_buttons_alone(parts: Parts) -> None:
    hall = await a_hall(parts)
    await judging.open_round(parts, hall.event)
    here = await _judge(hall)
    at = await _given(here, hall)
    assert _order(await here.get(at)) == ["0", "1", "2", "3", "4", "5", "6", "7"]
    step = await here.post(at, {"act": "up:2", "now": "", "was": ""})
    assert step.status_code == 303
    there = step.headers["location"]
    page = await here.get(there)
    assert _order(page)[:3] == ["0", "2", "1"]
    was = re.search(r'name="was" value="([^"]+)"', page.text)
    assert was is not None
    back = await here.post(at, {"act": "undo", "was": was[1]})
    assert _order(await here.get(back.headers["location"]))[:3] == ["0", "1", "2"]
    await here.post(at, {"act": "level:1"})
    await here.post(at, {"act": "out-language:7"})
    done = await here.post(at, {"act": "done"})
    assert done.headers["location"].startswith(_home(hall))
    (kept,) = await parts.store.judging.batches(hall.event.id, 1)
    assert kept.done is not None and kept.ranking is not None
    assert len(kept.ranking[0]) == 2 and kept.skipped == {kept.entries[7]: "language"}


@pytest.mark.parametrize("act", ["", "up", "up:", "up:99", "up:-1", "up:²", "out-bribe:1", "set", "undo", "<script>", "level:0", "up:" + "9" * 500])
async def test_what_is_no_step_changes_nothing(act: str, parts: Parts) -> None:
    hall = await a_hall(parts, judges=1)
    await judging.open_round(parts, hall.event)
    here = await _judge(hall)
    at = await _given(here, hall)
    answer = await here.post(at, {"act": act, "now": "0-0-0", "was": "x!9-9!" + "1." * 900})
    assert answer.status_code == 303
    assert len(_order(await here.get(answer.headers["location"]))) == 8


async def test_a_judge_sees_no_batch_and_no_entry_of_another(parts: Parts) -> None:
    hall = await a_hall(parts, teams=12, judges=2, views=1)
    await judging.open_round(parts, hall.event)
    one, other = await _judge(hall, 0), await _judge(hall, 1)
    at = await _given(one, hall)
    batch = await parts.store.judging.batch(hall.judges[0].id, at.rsplit("/", 1)[1])
    assert batch is not None
    assert (await other.get(at)).status_code == 404
    assert (await other.post(at, {"act": "done"})).status_code == 404
    for path in ("", "/run", "/picture"):
        assert (await other.get(f"{_home(hall)}/entry/{batch.entries[0]}{path}")).status_code == 404
    assert (await one.get(f"{_home(hall)}/entry/{batch.entries[0]}")).status_code == 200
    assert (await visit(web(parts)).get(_home(hall))).status_code == 403
    refused = [line for line in await _audit(parts) if line == "refused"]
    assert len(refused) >= 5, "who asks for what is another’s is written down"


async def _audit(parts: Parts) -> list[str]:
    def read(db: Any) -> list[str]:
        return [what for (what,) in db.exec_driver_sql("SELECT what FROM audit")]

    return await parts.store.read(read)


async def test_an_entry_of_their_school_is_shut_even_when_it_was_given_before(parts: Parts) -> None:
    hall = await a_hall(parts, judges=1)
    await judging.open_round(parts, hall.event)
    here = await _judge(hall)
    at = await _given(here, hall)
    await parts.store.crew.change(hall.event.id, hall.judges[0].id, school="Ho Man Tin College")
    await parts.store.teams.change(hall.event.id, hall.teams[0].id, school="ho man tin college")
    assert (await here.get(f"{_home(hall)}/entry/{hall.entries[0]}")).status_code == 404
    assert "Shower Queue" not in (await here.get(at)).text
    assert "It is a team of your school" in text_of_page(await here.get(_home(hall)))


async def test_feedback_stays_and_what_is_typed_is_data(parts: Parts) -> None:
    hall = await a_hall(parts, judges=1)
    await judging.open_round(parts, hall.event)
    here = await _judge(hall)
    await _given(here, hall)
    at = f"{_home(hall)}/entry/{hall.entries[0]}"
    line = judging.rubric_of(hall.event).lines[0].id
    for nonsense in ("", "12", "x", "²"):
        assert (await here.post(at, {f"level-{line}": nonsense, "comment": "no level"})).status_code == 303
    answer = await here.post(at, {f"level-{line}": "3", "level-nothing": "4", "comment": "<b>=1+1</b> \0 Clear"})
    page = await here.get(answer.headers["location"].partition("#")[0])
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in page.text and "<b>=1+1" not in page.text and "Kept." in page.text
    await judging.close_round(parts, hall.event)
    answer = await here.post(at, {"comment": "too late"})
    page = await here.get(answer.headers["location"].partition("#")[0])
    assert "can no longer be changed" in page.text and "too late" not in page.text


async def test_a_link_that_is_no_address_is_no_link(parts: Parts) -> None:
    hall = await a_hall(parts, judges=1)
    await judging.open_round(parts, hall.event)
    here = await _judge(hall)
    await _given(here, hall)
    for link, shown in (("javascript:alert(1)", False), ("https://example.org/clip", True)):
        await parts.store.write(_set_link, hall.entries[0], link)
        page = await here.get(f"{_home(hall)}/entry/{hall.entries[0]}")
        assert (link in page.text) is shown


def _set_link(db: Any, entry: str, link: str) -> None:
    from sqlalchemy import update

    from storage.events import tables as t
    from storage.tables import table

    db.execute(update(table(t.Entry)).where(table(t.Entry).c.id == entry).values(link=link))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_desk_says_what_is_missing_and_a_human_confirms(language: str, parts: Parts) -> None:
    hall = await a_hall(parts, judges=2)
    desk = await _organiser(hall, language)
    home = f"/event/{hall.event.code}/desk"
    assert (await desk.get(f"{home}/results")).status_code == 200
    assert (await desk.get(f"{home}/judges")).status_code == 200
    assert (await desk.post(f"{home}/judges/round", {"act": "open"})).status_code == 303
    await hall.judge(hall.judges[0])
    await hall.judge(hall.judges[1], fair=False)
    page = await desk.get(f"{home}/judges")
    assert page.status_code == 200 and "Judge 2" in page.text and 'class="on"' in page.text
    live = await desk.get(f"{home}/results")
    assert live.status_code == 200 and "Shower Queue" in live.text and "<svg" in live.text and "style=" not in live.text
    await desk.post(f"{home}/judges/round", {"act": "close"})
    asked = await desk.get(f"{home}/results")
    picks = dict(_selects(asked.text))
    first = {name: options[0] for name, options in picks.items()}
    assert (await desk.post(f"{home}/results/confirm", {"round": "1", **first})).status_code == 422, "one entry on three places"
    chosen = {name: hall.entries[n] for n, name in enumerate(picks)}
    assert (await desk.post(f"{home}/results/confirm", {"round": "1", **chosen})).status_code == 303
    kept = await desk.get(f"{home}/results")
    assert kept.status_code == 200 and "Ms Chan" in kept.text
    assert (await desk.post(f"{home}/results/take-back", {"round": "1"})).status_code == 303


def _selects(text: str) -> list[tuple[str, list[str]]]:
    found = re.findall(r'<select id="pick-[^"]*" name="([^"]+)">(.*?)</select>', text, re.S)
    return [(name, re.findall(r'value="([^"]+)"', inside)) for name, inside in found]


async def test_an_organiser_keeps_a_team_from_a_judge(parts: Parts) -> None:
    hall = await a_hall(parts, judges=1)
    desk = await _organiser(hall)
    home = f"/event/{hall.event.code}/desk/judges"
    pair = {"judge": hall.judges[0].id, "team": hall.teams[0].id}
    assert (await desk.post(f"{home}/bar", pair)).status_code == 303
    assert "Set by you" in (await desk.get(home)).text
    assert (await desk.post(f"{home}/unbar", pair)).status_code == 303
    assert (await desk.post(f"{home}/unbar", pair)).status_code == 404
    assert (await desk.post(f"{home}/bar", {"judge": "nobody", "team": hall.teams[0].id})).status_code == 404
    judge = await _judge(hall)
    assert (await judge.post(f"{home}/bar", pair)).status_code == 403


async def test_pages_ask_the_store_as_often_for_many_as_for_few(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    for teams, code in ((4, "HJKM4673"), (24, "HJKM4674")):
        hall = await a_hall(parts, teams=teams, judges=3, code=code)
        await judging.open_round(parts, hall.event)
        for judge in hall.judges:
            await hall.judge(judge)
        desk, here = await _organiser(hall), await _judge(hall)
        home = f"/event/{code}"
        batch = (await parts.store.judging.batches(hall.event.id, 1, hall.judges[0].id))[0]
        paths = [(desk, f"{home}/desk/judges"), (desk, f"{home}/desk/results"), (here, f"{home}/judge"), (here, f"{home}/judge/batch/{batch.id}")]
        counts.append([await _reads(parts, monkeypatch, who, path) for who, path in paths])
    assert counts[0] == counts[1] and max(counts[0]) <= 20


async def _reads(parts: Parts, monkeypatch: pytest.MonkeyPatch, who: Visit, path: str) -> int:
    assert (await who.get(path)).status_code == 200
    asked, read = [], parts.store.read

    async def counted(work: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(work)
        return await read(work, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(parts.store, "read", counted)
        await who.get(path)
    return len(asked)


async def test_a_ranking_is_not_lost_to_the_press_that_hands_it_in(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow line 'up' and 'done' are pressed one after the other: 'done' had read the sheet before 'up' was kept."""
    hall = await a_hall(parts)
    await judging.open_round(parts, hall.event)
    here = await _judge(hall)
    at = await _given(here, hall)
    keep, waiting = judging.keep, ["up:2"]

    async def late(*args: Any, **how: Any) -> judging.Done:
        if waiting:
            assert (await here.post(at, {"act": waiting.pop()})).status_code == 303
        return await keep(*args, **how)

    monkeypatch.setattr(judging, "keep", late)
    assert (await here.post(at, {"act": "done"})).headers["location"].endswith("?kept=1")
    batch = await parts.store.judging.batch(hall.judges[0].id, at.rpartition("/")[2])
    assert batch is not None and batch.done is not None and batch.ranking is not None
    assert [batch.entries.index(entry) for place in batch.ranking for entry in place][:3] == [0, 2, 1]
