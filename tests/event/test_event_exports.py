"""CSV of everything and a zip of every entry: whole, safe for a spreadsheet, for organisers alone, written down."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.event import awards, exports
from scaffolds.spec import Language
from storage.classrooms.tables import Audit
from storage.events import tables as t
from storage.tables import table
from tests.channels.visiting import visit, web
from tests.classroom.test_exports import FORMULA, read
from tests.event.finished import AT, Finished, a_finished, organiser, says, sits

EVIL = "=SUM(A1)|'x'"


def fill(db: Connection, event: str, team: str, judge: str, entry: str) -> None:
    """A row in each table that has none yet."""

    def add(part: Any, **values: object) -> None:
        db.execute(table(part).insert().values(**values))

    add(t.Idea, id="i", team=team, learner=None, text=EVIL, answers={}, at=AT)
    add(t.Announcement, id="a", event=event, kind="organiser", by="Mr Ng", text=EVIL, data={}, teams=[team], at=AT, hidden=None)
    add(t.HelpRequest, id="h", event=event, team=team, learner=None, chat="", topic="design", text=EVIL, tried=[], at=AT, mentor=judge, claimed=AT,
        handed_back=0, resolved=None, outcome="", rating=5, comment="")  # fmt: skip
    add(t.Checked, team=team, checkpoint="c", by="Mr Ng", at=AT)
    add(t.Conflict, judge=judge, team=team, why="school", at=AT)
    add(
        t.Batch,
        id="b",
        event=event,
        round=1,
        judge=judge,
        entries=[entry, "gone"],
        repeat_of=None,
        ranking=[[entry]],
        skipped={"gone": "=broken"},
        given=AT,
        done=AT,
    )
    db.execute(table(t.EventTeam).update().where(table(t.EventTeam).c.id == team).values(pitch=EVIL))


async def a_full_one(parts: Parts) -> Finished:
    of = await a_finished(parts, ["=Night Ferry", "燈籠"])
    await sits(parts, of.event, of.teams[0], "+Ann", "curator")
    await says(parts, of, 0, EVIL, {"problem": 3, "users": 2})
    await awards.give_suggested(parts, of.event, "Mr Ng")
    await parts.store.write(fill, of.event.id, of.teams[0].id, of.judge.id, of.entries[0])
    return of


async def test_every_table_is_whole_and_no_cell_is_a_formula(parts: Parts) -> None:
    of = await a_full_one(parts)
    desk, counts = await organiser(parts, of.event), {}
    for name in exports.SHEETS:
        answer = await desk.get(f"/event/{of.event.code}/desk/after/{name}.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        head, *rows = read(answer.content)
        assert all(len(row) == len(head) for row in rows) and not any(
            cell.startswith(FORMULA) and not _is_number(cell) for row in rows for cell in row
        )
        counts[name] = len(rows)
    assert counts == {
        "teams": 2, "members": 1, "ideas": 1, "entries": 2, "ballots": 2, "judgements": 3, "results": 2, "awards": 2, "help": 1, "announcements": 1,
        "checkpoints": 1, "people": 2, "conflicts": 1,
    }  # fmt: skip
    results = read(b"".join([part async for part in exports.table(parts, of.event, "results", locale("en"))]))
    assert [row[:3] for row in results[1:]] == [["1", "'=Night Ferry", "1"], ["1", "燈籠", "2"]]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_all_tables_in_one_zip(parts: Parts, language: Language) -> None:
    of, t_ = await a_full_one(parts), locale(language)
    with zipfile.ZipFile(io.BytesIO(b"".join([part async for part in exports.everything(parts, of.event, t_)]))) as found:
        assert found.testzip() is None and found.namelist() == [f"{name}.csv" for name in exports.SHEETS]
        assert read(found.read("members.csv"))[0][0] == t_("ev_after.col_team")
    for sheet in exports.SHEETS.values():
        columns = [t_(f"ev_after.col_{column}") for column in sheet.columns]
        assert len(set(columns)) == len(columns)


async def test_every_entry_with_a_page_that_leads_through(parts: Parts) -> None:
    of = await a_finished(parts, ["../Night Ferry", "燈籠", *(f"Team {n}" for n in range(98))])
    await parts.store.write(lambda db: db.execute(table(t.Entry).update().where(table(t.Entry).c.id == of.entries[1]).values(package=None)) and None)
    zipped = [part async for part in exports.entries_zip(parts, of.event, locale("en"))]
    assert len(zipped) > 90, "it is sent while it is made"
    with zipfile.ZipFile(io.BytesIO(b"".join(zipped))) as found:
        names, page = found.namelist(), found.read("index.html").decode()
        assert len(names) == 100 and all(".." not in name.split("/") and name.count("/") <= 1 for name in names)
        assert "燈籠" in page and page.count("There is no zip of this entry.") == 1 and "Entries: 100." in page


async def test_it_is_the_organisers_alone_and_written_down(parts: Parts) -> None:
    of = await a_finished(parts)
    desk, anybody, base = await organiser(parts, of.event), visit(web(parts)), f"/event/{of.event.code}/desk/after"
    for path in ("all.zip", "entries.zip", "certificates.zip", "teams.csv"):
        assert (await anybody.get(f"{base}/{path}")).status_code == 403
        assert (await desk.get(f"{base}/{path}")).status_code == 200
    assert (await desk.get(f"{base}/nothing.csv")).status_code == 404
    audit = await parts.store.read(lambda db: [row.detail for row in db.execute(table(Audit).select()) if row.what == "export"])
    assert len(audit) == 4 and all(of.event.code in one and "Mr Ng" in one for one in audit)


def _is_number(cell: str) -> bool:
    """Our own, such as a score below nought."""
    return cell.lstrip("-").replace(".", "", 1).isdecimal()
