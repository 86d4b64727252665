"""Who looked at what, and who changed what, in a class: all its teachers read all of it, the latest first."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from bot.channels.web.times import moment_of
from bot.dashboard.page import ClassVisit, Inside, show
from bot.locales import Locale
from storage.classrooms.care import Line

router = APIRouter(prefix="/teacher", include_in_schema=False)
PER_PAGE = 50
LAST_PAGE = 10_000
BY_LEARNERS = ("refused", "pinned", "pin_refused")
"""What learners themselves do, where no teacher is named; the rest is Sampan's own doing."""


@router.get("/class/{classroom}/safety/audit")
async def audit(here: Inside, what: str = "", page: int = 1) -> HTMLResponse:
    """One kind or all, a page of them."""
    found = await here.parts.store.care.audited(here.classroom.id)
    chosen, number = what if what in found else "", min(max(page, 1), LAST_PAGE)
    shown = await lines(here, chosen, (number - 1) * PER_PAGE, PER_PAGE + 1)
    kinds = sorted((called(one, here.t), one, count) for one, count in found.items())
    return show(
        here, "trust/audit.html", heading=here.t("audit.title"), path="safety", lines=shown[:PER_PAGE], kinds=kinds, chosen=chosen, page=number,
        further=len(shown) > PER_PAGE,
    )  # fmt: skip


async def lines(here: ClassVisit, what: str = "", skip: int = 0, limit: int = PER_PAGE) -> list[dict[str, str]]:
    """The lines as they are read."""
    now = datetime.now(UTC)
    found = await here.parts.store.care.audit(here.classroom.id, what, skip, limit)
    return [_read(here, line) | {"when": moment_of(line.entry.at, now, here.parts.zone, here.t.language)} for line in found]


def _read(here: ClassVisit, line: Line) -> dict[str, str]:
    entry, by_learner = line.entry, line.entry.teacher is None and line.entry.what in BY_LEARNERS
    someone = here.t("audit.unknown") if entry.teacher or by_learner else here.t("audit.nobody")
    who, whom = (line.learner, "") if by_learner else (line.teacher, line.learner)
    return {"at": entry.at.isoformat(), "who": who or someone, "what": called(entry.what, here.t), "whom": whom, "detail": entry.detail}


def called(what: str, t: Locale) -> str:
    """What an entry is called on the page."""
    return t.sentences.get(f"audit.what_{what}", what.replace("_", " "))
