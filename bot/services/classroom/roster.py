"""From a school's list to seats: looked at first, kept when the teacher says so, and words on paper for those who are on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.classroom.roster import Line, Odd
from bot.locales.words import Numbers
from bot.services import Parts
from bot.services.news import of_class
from bot.services.recover import RecoveryWords, new_words
from storage.classrooms.records import Classroom, Seat, Teacher
from storage.classrooms.setting_up import Enrolled, Row
from storage.names import name_key

MOST = 200
"""Students of one class."""
AT_ONCE = 4
"""Words that are hashed beside one another."""

Why = Literal["double", "number_double", "seated", "number_seated"] | Odd


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row will not do. `other`: the row, or the student, that it meets."""

    row: int
    name: str
    why: Why
    number: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list would do to a class. Nothing is kept yet."""

    students: Sequence[Line]
    faults: Sequence[Fault]
    free: int
    """Places that the class has left."""

    @property
    def too_many(self) -> bool:
        return len(self.students) > self.free


async def look_at(parts: Parts, classroom: Classroom, lines: Sequence[Line]) -> Preview:
    """Which rows become students, and which will not do and why."""
    seats = await parts.store.classes.seats(classroom.id)
    names = {name_key(seat.name): seat.name for seat in seats}
    numbers = {seat.number: seat.name for seat in seats if seat.number}
    rows: dict[str, int] = {}
    numbered: dict[str, int] = {}
    students, faults = list[Line](), list[Fault]()
    for line in lines:
        fault = _fault(line, names, numbers, rows, numbered)
        if fault:
            faults.append(fault)
            continue
        rows[name_key(line.name)] = line.row
        if line.number:
            numbered[line.number] = line.row
        students.append(line)
    return Preview(students, faults, max(0, MOST - len(seats)))


def _fault(line: Line, names: dict[str, str], numbers: dict[str, str], rows: dict[str, int], numbered: dict[str, int]) -> Fault | None:
    key = name_key(line.name)
    met: list[tuple[bool, Why, str]] = [
        (line.fault is not None, line.fault or "no_name", ""),
        (key in rows, "double", str(rows.get(key))),
        (key in names, "seated", names.get(key, "")),
        (line.number in numbered, "number_double", str(numbered.get(line.number))),
        (line.number in numbers, "number_seated", numbers.get(line.number, "")),
    ]
    return next((Fault(line.row, line.name, why, line.number, other) for is_so, why, other in met if is_so), None)


async def keep(parts: Parts, teacher: Teacher, classroom: Classroom, students: Sequence[Line]) -> Enrolled:
    """A learner and a seat for each. What a colleague added meanwhile is left as it is."""
    rows = [Row(line.name, line.number) for line in students]
    like = {"tier": classroom.tier, "language": classroom.language}
    done = await parts.store.setting_up.enrol(classroom.id, teacher.id, rows, MOST, like)
    parts.news.tell(of_class(classroom.id))
    return done


async def words_on_paper(
    parts: Parts, teacher: Teacher, classroom: Classroom, words: RecoveryWords, wanted: Callable[[Seat], bool]
) -> list[tuple[Seat, Numbers]]:
    """The words of those who are wanted, to be printed; who asked for them is written down."""
    seats = [seat for seat in await parts.store.classes.seats(classroom.id) if wanted(seat)]
    turn = asyncio.Semaphore(AT_ONCE)

    async def of(seat: Seat) -> tuple[Seat, Numbers]:
        async with turn:
            return seat, await words.of(seat.learner)

    learner = seats[0].learner if len(seats) == 1 else None
    await parts.store.care.write_down("words_printed", classroom=classroom.id, teacher=teacher.id, learner=learner, detail=str(len(seats)))
    return list(await asyncio.gather(*map(of, seats)))


async def renew_words(parts: Parts, teacher: Teacher, classroom: Classroom, learner: str) -> bool:
    """Other words for one student; the old ones, on a paper that somebody else may have, open nothing. False where they sit elsewhere."""
    seat = await parts.store.classes.seat(learner)
    if seat is None or seat.classroom != classroom.id:
        return False
    await new_words(parts, learner)
    await parts.store.care.write_down("words_renewed", classroom=classroom.id, teacher=teacher.id, learner=learner)
    return True
