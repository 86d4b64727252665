"""The work of a whole class in one zip: a PDF a student, or an app a student. File names are safe on every system, doubles are numbered."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from bot.core.errors import LearnerError
from bot.locales import Locale
from bot.services import Parts
from bot.services.build_app import make_zip
from bot.services.classroom.portfolio import Wanted, portfolio
from scaffolds.spec import slug_of
from storage.classrooms.records import Classroom

AT_ONCE = 2
LONGEST_NAME = 60
_MADE = (1980, 1, 1, 0, 0, 0)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


async def portfolios_zip(parts: Parts, classroom: Classroom, wanted: Wanted) -> tuple[str, bytes]:
    """The name of the file and its bytes: everyone who has said something has a PDF."""
    begun = await parts.store.scores.titles(classroom.id)
    learners = [seat.learner for seat in await parts.store.classes.seats(classroom.id) if seat.learner in begun]
    made = [one for learner in learners if (one := await portfolio(parts, classroom, learner, wanted))]
    files = [(f"{one.name}.pdf", one.pdf) for one in made]
    return f"{slug_of(classroom.name)}-portfolios.zip", await asyncio.to_thread(packed, files)


async def apps_zip(parts: Parts, classroom: Classroom, t: Locale) -> tuple[str, bytes]:
    """Everyone's app as they have it now. Whose could not be made is named in a text beside them."""
    apps, turns = await parts.store.scores.apps(classroom.id), asyncio.Semaphore(AT_ONCE)

    async def one(project: str, n: int) -> tuple[str, bytes] | None:
        async with turns:
            try:
                return await make_zip(parts, project, n)
            except (LearnerError, LookupError):
                return None

    made = await asyncio.gather(*(one(app.project.id, app.head.n) for app in apps))
    files = [(f"{app.name} - {zipped[0]}", zipped[1]) for app, zipped in zip(apps, made, strict=True) if zipped]
    missing = [app.name for app, zipped in zip(apps, made, strict=True) if not zipped]
    if missing:
        files.append((t("report.left_out_file"), "\n".join([t("report.left_out"), *missing]).encode()))
    return f"{slug_of(classroom.name)}-apps.zip", await asyncio.to_thread(packed, files)


def packed(files: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip of files that are small already; the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in zip(safe_names(name for name, _ in files), (data for _, data in files), strict=True):
            entry = zipfile.ZipInfo(name, _MADE)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def safe_names(names: Iterable[str]) -> list[str]:
    """Each as a file name that every system takes, no two alike however a system compares them."""
    taken: set[str] = set()
    found: list[str] = []
    for name in names:
        stem, dot, kind = name.rpartition(".")
        bare = _safe(stem)
        number, free = 1, f"{bare}{dot}{kind}"
        while free.casefold() in taken:
            number += 1
            free = f"{bare} ({number}){dot}{kind}"
        taken.add(free.casefold())
        found.append(free)
    return found


def _safe(stem: str) -> str:
    bare = _UNSAFE.sub("_", stem)[:LONGEST_NAME].strip(" .") or "_"
    return f"_{bare}" if _RESERVED.fullmatch(bare) else bare
