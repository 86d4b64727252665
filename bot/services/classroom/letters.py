"""Letters to teachers, written when they are sent: of a flag that was closed or a student who left nothing is said any more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import prompts
from bot.core.turn import STAGES, Button
from bot.locales import Locale, locale, spoken
from bot.services import Parts
from bot.services.classroom import digest
from bot.services.classroom.guidance import guidance
from bot.services.classroom.stuck_card import Card, card_of, mark_of
from storage.classrooms.glances import Seated
from storage.classrooms.records import Classroom, Teacher
from storage.records import Json

CARDS = 3
"""That are shown at once."""
LONGEST_SENTENCE = 600
MOST_NAMED = 8


@dataclass(frozen=True)
class Letter:
    """What is sent: Markdown, buttons, an address for one more of them; or what takes the place of a message that was sent before."""

    text: str
    buttons: tuple[Button, ...] = ()
    link: str = ""
    instead_of: int = 0


@dataclass(frozen=True)
class _Desk:
    """Whoever is written to, with their words."""

    parts: Parts
    teacher: Teacher
    t: Locale

    def render(self, name: str, /, **values: Any) -> str:
        return prompts.load(f"classroom_teacher/{name}").render(self.t.language, **values)

    def page(self, path: str) -> str:
        return f"{self.parts.public_url.rstrip('/')}{path}" if self.parts.public_url else ""


async def write(parts: Parts, teacher: Teacher | None, payload: Json) -> list[Letter]:
    """The messages of a letter; none where there is nothing to say any more. Raises `StoreError`."""
    about = str(payload.get("about"))
    if about == "not_linked":
        text = prompts.load("classroom_teacher/not_linked").render(spoken(payload["language"]) or "en", taken_by=payload["taken_by"])
        return [Letter(text)]
    if teacher is None or about not in _WRITERS:
        return []
    return await _WRITERS[about](_Desk(parts, teacher, locale(spoken(teacher.language) or "en")), payload)


async def _alarm(desk: _Desk, payload: Json) -> list[Letter]:
    found = await desk.parts.store.care.alarm(payload["flag"])
    if found is None or found.flag.closed or found.flag.acknowledged:
        return []
    flag, advice = found.flag, guidance(found, desk.t, desk.parts.region)
    text = desk.render(
        "alarm", name=flag.name, number=flag.number, classroom=found.class_name, when=_clock(flag.at, desk.parts.zone), kind=advice.kind,
        sentence=_one_line(flag.sentence), steps=advice.steps, numbers=advice.numbers, nth=payload["nth"],
    )  # fmt: skip
    return [Letter(text, (Button(id=f"t:seen:{flag.id}", label=desk.t("teacher_chat.seen")),), desk.page(f"/teacher/class/{flag.classroom}/safety"))]


async def _seen(desk: _Desk, payload: Json) -> list[Letter]:
    found = await desk.parts.store.care.alarm(payload["flag"])
    if found is None:
        return []
    return [Letter(desk.render("seen", teacher=found.seen_by, classroom=found.class_name, when=_clock(found.flag.at, desk.parts.zone)))]


async def _closed(desk: _Desk, payload: Json) -> list[Letter]:
    return [Letter(desk.render("closed"), instead_of=int(payload["message"]))]


async def _linked(desk: _Desk, payload: Json) -> list[Letter]:
    return [Letter(desk.render("linked", name=desk.teacher.name))]


async def _summary(desk: _Desk, payload: Json) -> list[Letter]:
    """One class, and the way to the next."""
    classes = [one for one in await desk.parts.store.teachers.classes(desk.teacher.id) if one.archived is None]
    if not classes:
        return [Letter(desk.render("no_class"), link=desk.page("/teacher"))]
    nth = (int(payload["nth"]) - 1) % len(classes) + 1
    classroom = classes[nth - 1]
    seated = await desk.parts.store.care.seated(classroom.id)
    stuck = _cards(desk, seated, classroom)
    text = desk.render(
        "summary", name=classroom.name, nth=nth, count=len(classes), students=len(seated), paused=classroom.paused is not None,
        waiting=sum(one.standing is None for one in seated), stages=_stages(desk.t, seated), flags=await desk.parts.store.care.open_flags(classroom.id),
        stuck=[{"name": one.name, "why": one.why} for one in stuck[:MOST_NAMED]],
    )  # fmt: skip
    return [Letter(text, tuple(_ways_on(desk.t, classroom, len(stuck), nth, len(classes))), desk.page(f"/teacher/class/{classroom.id}"))]


def _stages(t: Locale, seated: list[Seated]) -> list[dict[str, object]]:
    counts = {stage: sum(one.standing is not None and one.standing.stage == stage for one in seated) for stage in STAGES}
    return [{"stage": t(f"stage.{stage}"), "count": count} for stage, count in counts.items() if count]


def _ways_on(t: Locale, classroom: Classroom, stuck: int, nth: int, count: int) -> list[Button]:
    found = (
        [Button(id=f"t:stuck:{classroom.id}:0", label=t("teacher_chat.stuck_one") if stuck == 1 else t("teacher_chat.stuck", n=stuck))]
        if stuck
        else []
    )
    return [*found, *([Button(id=f"t:class:{nth + 1}", label=t("teacher_chat.next"))] if count > 1 else [])]


async def _stuck(desk: _Desk, payload: Json) -> list[Letter]:
    """A few cards, the last with the way to more."""
    classroom = await desk.parts.store.teachers.class_of(desk.teacher.id, payload["classroom"])
    if classroom is None:
        return []
    skip = int(payload["skip"])
    cards = _cards(desk, await desk.parts.store.care.seated(classroom.id), classroom)
    shown = [_card(desk, one) for one in cards[skip : skip + CARDS]]
    if shown and len(cards) > skip + CARDS:
        more = Button(id=f"t:stuck:{classroom.id}:{skip + CARDS}", label=desk.t("teacher_chat.more"))
        shown[-1] = Letter(shown[-1].text, (*shown[-1].buttons, more), shown[-1].link)
    return shown


def _cards(desk: _Desk, seated: list[Seated], classroom: Classroom) -> list[Card]:
    return [card for one in seated if (card := card_of(one, classroom, desk.teacher)) is not None]


def _card(desk: _Desk, card: Card) -> Letter:
    text = desk.render("stuck", name=card.name, title=card.title, stage=card.stage, why=card.why, question=_one_line(card.question))
    nudge = Button(id=f"t:ask:{card.learner}", label=desk.t("teacher_chat.nudge"))
    return Letter(text, (nudge,), desk.page(f"/teacher/class/{card.classroom.id}/learner/{card.learner}"))


async def _ask_nudge(desk: _Desk, payload: Json) -> list[Letter]:
    found = await desk.parts.store.care.seated_one(payload["learner"])
    classroom = await desk.parts.store.teachers.class_of(desk.teacher.id, found.seat.classroom) if found else None
    card = card_of(found, classroom, desk.teacher) if found and classroom else None
    if card is None:
        return await _unstuck(desk, payload)
    send = Button(id=f"t:send:{card.learner}:{mark_of(card.question)}", label=desk.t("teacher_chat.send"))
    text = desk.render("ask_nudge", name=card.name, question=_one_line(card.question))
    return [Letter(text, (send, Button(id="t:no", label=desk.t("teacher_chat.leave"))))]


async def _unstuck(desk: _Desk, payload: Json) -> list[Letter]:
    found = await desk.parts.store.care.seated_one(payload["learner"])
    return [Letter(desk.render("unstuck", name=found.seat.name))] if found else []


async def _nudged(desk: _Desk, payload: Json) -> list[Letter]:
    found = await desk.parts.store.care.seated_one(payload["learner"])
    return [Letter(desk.render("nudged", name=found.seat.name, reached=payload["reached"]))] if found else []


async def _week(desk: _Desk, payload: Json) -> list[Letter]:
    classes = await digest.told(desk.parts, desk.teacher, payload["week"], desk.t)
    off = Button(id="t:weekly:off", label=desk.t("teacher_chat.weekly_off"))
    return [Letter(desk.render("week", classes=classes), (off,), desk.page("/teacher"))]


async def _no_weekly(desk: _Desk, payload: Json) -> list[Letter]:
    return [Letter(desk.render("no_weekly"))]


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_SENTENCE else words[:LONGEST_SENTENCE] + "…"


def _clock(at: datetime, zone: str) -> str:
    local, today = at.astimezone(ZoneInfo(zone)), datetime.now(UTC).astimezone(ZoneInfo(zone))
    return f"{local:%H:%M}" if local.date() == today.date() else f"{local:%Y-%m-%d %H:%M}"


_WRITERS: Mapping[str, Callable[[_Desk, Json], Awaitable[list[Letter]]]] = {
    "alarm": _alarm, "seen": _seen, "closed": _closed, "linked": _linked, "summary": _summary, "cards": _stuck, "ask_nudge": _ask_nudge,
    "unstuck": _unstuck, "nudged": _nudged, "week": _week, "no_weekly": _no_weekly,
}  # fmt: skip
