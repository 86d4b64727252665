"""Teachers, classes and students for tests, without a browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.core.classroom.progress import Event, Progress, Trouble, follow
from bot.core.turn import Stage
from bot.services import Parts
from storage.classrooms import standings
from storage.classrooms.records import ClassNews, Classroom, NewStanding, Teacher
from storage.ids import new_id
from tests.chatting import Chatter

LASTS = timedelta(days=1)
CODE = "KBCD3476"
A_CLASS = Classroom(
    id="", code=CODE, name="2B", tier="junior", language="en", asks_number=False, roster_only=False, task={}, pinned=None,
    tokens=None, learner_tokens=None, paused=None, unaided=None, schedule=[], next_bell=None, keep_days=365, archived=None,
    created=datetime(2026, 9, 1, tzinfo=UTC),
)  # fmt: skip
COLOURS = ("#0F766E", "#2F6FDE", "#8E3B8A", "#B4452B", "#B97A00", "#3F7D3A")
WORKS: tuple[tuple[str, str, Stage, int, str], ...] = (
    ("Wong Ka-ho", "Bus ETA for Grandpa", "build", 2, "records"),
    ("Priya Thapa", "Lunch swap board", "define", 4, "exchange"),
    ("Lo Tsz-yin", "Piano practice jar", "design", 1, "tracker"),
    ("Chan Ka-yan", "Community Living Room", "improve", 0, "booking"),
    ("Marco Santos", "Stairs or lift?", "build", 0, "poll"),
    ("林心悅", "餵貓輪值表", "build", 1, "checklist"),
    ("Ahmed Raza", "Prayer room finder", "design", 0, "map"),
    ("張希樂", "誰拿了球", "design", 2, "queue"),
    ("Yip Wing-sze", "Sound by Sound", "share", 0, "communicator"),
    ("Leung Pak-hei", "Typhoon packing list", "improve", 3, "checklist"),
    ("Ng Cheuk-lam", "Tutorial fee splitter", "build", 0, "calculator"),
    ("Fatima Noor", "Library seat map", "design", 1, "board"),
    ("Tse Long-hin", "Football boots swap", "design", 2, "exchange"),
    ("郭欣桐", "", "define", 0, ""),
    ("Ho Chun-kit", "Fish tank diary", "design", 4, "photo"),
    ("Sunita Gurung", "Mum’s shift calendar", "share", 2, "reminder"),
    ("Au Yeung Tsz-ching Isabella", "Which canteen queue is shortest right now", "design", 1, "tracker"),
    ("Mak Ho-yin", "Umbrella lending", "improve", 0, "scan"),
    ("Lee Min-ji", "New words at dinner", "design", 0, "quiz"),
    ("Poon Sze-wing", "Quiet corner map", "design", 2, "map"),
    ("Tang Yat-long", "Chess ladder", "define", 1, "points"),
    ("Chow Hoi-ki", "Plants on the roof", "define", 7, "guide"),
    ("Daniel Okafor", "", "discover", 0, ""),
    ("蕭慧琳", "", "discover", 1, ""),
)
"""Name, what they make, stage, minutes since they said something, block."""


async def a_teacher(parts: Parts, name: str = "Ms Lee", language: str = "en") -> Teacher:
    return await parts.store.teachers.add(name, "no hash", language)


async def signed_in(parts: Parts, teacher: Teacher) -> dict[str, str]:
    """The cookies of a browser in which they are signed in."""
    return {"teacher": await parts.store.teachers.begin_session(teacher.id, "test", LASTS)}


async def a_class(parts: Parts, teacher: Teacher, **changes: object) -> Classroom:
    made = replace(A_CLASS, id=new_id(), **changes)  # type: ignore[arg-type]
    await parts.store.classes.add(made)
    await parts.store.teachers.join_class(teacher.id, made.id, "lead")
    return made


async def a_student(parts: Parts, classroom: Classroom, name: str, first: str = "/start") -> Chatter:
    """Somebody who chats (in the terminal) and sits in the class."""
    student = Chatter(parts, language=classroom.language)  # type: ignore[arg-type]
    await student.say(first)
    learner = await learner_of(parts, student)
    await parts.store.classes.sit(classroom.id, learner, name)
    return student


async def learner_of(parts: Parts, student: Chatter) -> str:
    found = await parts.store.learner_by_identity("terminal", student.chat)
    assert found is not None
    return found.id


async def a_full_class(parts: Parts, room: Classroom, count: int = len(WORKS), stuck: int = 3) -> list[str]:
    """So many students in the class, without chats: their seats and how far they are, the first few stuck; their ids."""
    learners, at = [], datetime.now(UTC)
    for place in range(count):
        name, title, stage, minutes, block = WORKS[place % len(WORKS)]
        named = name if place < len(WORKS) else f"{name} {place // len(WORKS) + 1}"
        learner = await parts.store.find_or_create_learner("test", new_id(), nickname=named, language=room.language)
        seat = await parts.store.classes.sit(room.id, learner.id, named, str(place + 1))
        standing = a_standing(at - timedelta(minutes=minutes), stage, title, block, turns=9 if place < stuck else 1)
        await parts.store.write(standings.keep, ClassNews(seat, standing, True, None, False))
        learners.append(learner.id)
    return learners


async def troubled(parts: Parts, room: Classroom, learners: list[str], trouble: Trouble = "unclear") -> None:
    """The same trouble three times, just now."""
    for learner in learners:
        seat = await parts.store.classes.seat(learner)
        assert seat is not None
        standing = a_standing(datetime.now(UTC), "improve", "App", "records", turns=3, trouble=trouble)
        await parts.store.write(standings.keep, ClassNews(seat, standing, False, None, False))


def a_standing(at: datetime, stage: Stage, title: str = "", block: str = "", turns: int = 1, trouble: Trouble = "") -> NewStanding:
    """As so many turns at a stage leave it, the last of them at a moment."""
    progress, words = Progress(), "make it do colours" if trouble else ""
    for turn in range(turns):
        when = at - timedelta(minutes=turns - turn - 1)
        event = Event(at=when, stage=stage, asks="none", trouble=trouble, words=words, version=1)
        progress = follow(progress, event.model_copy(update={"moved": turns == 1}))
    look = {"colour": COLOURS[len(title) % len(COLOURS)], "emoji": "⛵", "blocks": [block]} if block else {}
    return NewStanding(None, 1, title, look, stage, at, at, len(title) % 4, progress.model_dump(mode="json"))
