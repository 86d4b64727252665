"""An app of the class as an example to all: only with the yes of whoever made it, which they take back whenever they like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import prompts
from bot.core.errors import NoAppError
from bot.core.turn import Button, Message
from bot.locales import spoken
from bot.services import Parts
from bot.services.classroom.nudge import say, told
from bot.services.news import of_class
from bot.services.read_spec import spec_of
from scaffolds.spec import Language, text_of
from storage.classrooms.records import Classroom, Seat, Teacher

YES, NO = "pin_yes", "pin_no"
"""What stands before the project in a press."""
LASTS = timedelta(days=30)


@dataclass(frozen=True)
class Pinned:
    """The example of a class, or the one whose maker was asked."""

    project: str
    title: str
    by: str
    """How teachers know whoever made it."""
    agreed: bool


async def ask(parts: Parts, teacher: Teacher, classroom: Classroom, project: str) -> bool:
    """Ask in their chat whoever began an app; False where they cannot be reached. Raises `NoAppError` for what is no app of the class."""
    maker = await _maker(parts, classroom, project)
    to = await parts.store.saying.addresses(classroom.id, [maker.learner])
    title = await _title(parts, project, spoken(to[0].language) or "en") if to else ""
    await _close_question(parts, classroom)
    reached = await say(parts, teacher, classroom, to, _kind(project), told("classroom/pin_ask", project, title=title))
    if reached:
        await parts.store.classes.change(classroom.id, pin_asked=project)
    await parts.store.care.write_down("pin", classroom=classroom.id, teacher=teacher.id, learner=maker.learner, detail=title)
    return bool(reached)


async def take_down(parts: Parts, teacher: Teacher, classroom: Classroom) -> None:
    """No example any more, and no open question for one."""
    await _close_question(parts, classroom)
    after = await parts.store.classes.get(classroom.id)
    if after is not None and after.pinned is not None:  # the yes may have come just before the question was closed
        await _hide(parts, classroom, after.pinned)
    await parts.store.care.write_down("unpin", classroom=classroom.id, teacher=teacher.id)


async def pinned(parts: Parts, classroom: Classroom, language: Language) -> Pinned | None:
    """What is shown as the example, else what was asked for; None where there is neither."""
    project = classroom.pinned or classroom.pin_asked
    try:
        maker = await _maker(parts, classroom, project or "")
    except NoAppError:
        return None
    return Pinned(project or "", await _title(parts, project or "", language), maker.name, agreed=classroom.pinned is not None)


async def answered(parts: Parts, learner: str, language: Language, press: str | None) -> tuple[Message, ...]:
    """What is said to whoever presses yes or no to being the example; () for every other press."""
    word, _, project = (press or "").partition(":")
    if word not in (YES, NO) or not project:
        return ()
    seat = await parts.store.classes.seat(learner)
    classroom = await parts.store.classes.get(seat.classroom) if seat else None
    if seat is None or classroom is None:
        return ()
    return await (_agreed if word == YES else _refused)(parts, classroom, seat, project, language)


async def _agreed(parts: Parts, classroom: Classroom, seat: Seat, project: str, language: Language) -> tuple[Message, ...]:
    asked = await parts.store.saying.asked(classroom.id, seat.learner, _kind(project))
    if classroom.pinned != project:
        if not asked or not await parts.store.classes.change_from(classroom.id, {"pin_asked": project}, pinned=project, pin_asked=None):
            return (_said("classroom/pin_over", language),)  # the teacher took the question back, or asked for another one
        await _show_all(parts, classroom, seat, project)
        await parts.store.care.write_down("pinned", classroom=classroom.id, learner=seat.learner)
    return (_said("classroom/pin_shown", language, Button(id=f"{NO}:{project}", label="")),)


async def _refused(parts: Parts, classroom: Classroom, seat: Seat, project: str, language: Language) -> tuple[Message, ...]:
    if not await parts.store.saying.asked(classroom.id, seat.learner, _kind(project)):
        return (_said("classroom/pin_over", language),)
    await parts.store.classes.change_from(classroom.id, {"pin_asked": project}, pin_asked=None)
    if classroom.pinned == project:
        await _hide(parts, classroom, project)
    parts.news.tell(of_class(classroom.id))
    await parts.store.care.write_down("pin_refused", classroom=classroom.id, learner=seat.learner)
    return (_said("classroom/pin_hidden", language),)


async def _show_all(parts: Parts, classroom: Classroom, seat: Seat, project: str) -> None:
    """The classmates get a link of their own kind: what they try there touches no row of the maker's."""
    token = await parts.store.new_app_link(project, "try", _rows(project), LASTS)
    link = f"{parts.public_url.rstrip('/')}/try/{token}"
    others = [one for one in await parts.store.saying.addresses(classroom.id) if one.learner != seat.learner]
    title = await _title(parts, project, spoken(classroom.language) or "en")
    await say(parts, None, classroom, others, "example", told("classroom/example", title=title, link=link))
    parts.news.tell(of_class(classroom.id))


async def _hide(parts: Parts, classroom: Classroom, project: str) -> None:
    await parts.store.classes.change_from(classroom.id, {"pinned": project}, pinned=None)
    await parts.store.end_app_links(project, "try", _rows(project))


async def _close_question(parts: Parts, classroom: Classroom) -> None:
    if classroom.pin_asked is not None:
        await parts.store.classes.change_from(classroom.id, {"pin_asked": classroom.pin_asked}, pin_asked=None)


async def _maker(parts: Parts, classroom: Classroom, project: str) -> Seat:
    """Whoever began an app, in their seat of this class. Raises `NoAppError`."""
    found = await parts.store.project(project) if project else None
    seat = await parts.store.classes.seat(found.begun_by) if found and found.head is not None else None
    if seat is None or seat.classroom != classroom.id:
        raise NoAppError
    return seat


async def _title(parts: Parts, project: str, language: Language) -> str:
    revision = await parts.store.revision(project)
    if revision is None:
        return ""
    spec = spec_of(revision)
    return f"{spec.emoji} {text_of(spec.title, language)}"


def _said(prompt: str, language: Language, *buttons: Button) -> Message:
    found = prompts.load(prompt)
    labels = [label for _, label in found.labels(language)]
    return Message(text=found.render(language), buttons=tuple(Button(id=one.id, label=label) for one, label in zip(buttons, labels, strict=True)))


def _kind(project: str) -> str:
    return f"pin:{project}"


def _rows(project: str) -> str:
    """The key of the rows that classmates share."""
    return f"example:{project}"
