"""The three questions in the chat: one after another, each with its buttons, and nobody has to answer."""

from __future__ import annotations

import logging

import prompts
from bot.core.classroom.survey import LEAVE, QUESTIONS, Moment, Question, following, given_by
from bot.core.turn import Button, Message
from bot.locales import locale
from bot.services import Parts
from bot.services.classroom.nudge import say
from bot.services.news import of_class
from scaffolds.spec import Language
from storage.classrooms.records import Classroom, Seat, Teacher
from storage.errors import StoreError

log = logging.getLogger(__name__)


async def ask(parts: Parts, teacher: Teacher, classroom: Classroom, moment: Moment) -> int:
    """Ask everybody of a class who has not answered all; how many were reached."""
    answered = [one.learner for one in await parts.store.surveys.of_class(classroom.id) if one.moment == moment]
    open_to = [one for one in await parts.store.saying.addresses(classroom.id) if answered.count(one.learner) < len(QUESTIONS)]
    reached = await say(parts, None, classroom, open_to, _kind(moment), lambda language: _begin(language, moment))
    await parts.store.care.write_down(_kind(moment), classroom=classroom.id, teacher=teacher.id, detail=str(reached))
    return reached


async def ask_newcomer(parts: Parts, seat: Seat) -> None:
    """Ask somebody who has just come in, once."""
    try:
        classroom = await parts.store.classes.get(seat.classroom)
        if classroom is None or await parts.store.saying.asked(seat.classroom, seat.learner, _kind("first")):
            return
        to = await parts.store.saying.addresses(seat.classroom, [seat.learner])
        await say(parts, None, classroom, to, _kind("first"), lambda language: _begin(language, "first"))
    except StoreError as error:
        log.warning("somebody is not asked the first questions: %s", error)


async def answered(parts: Parts, learner: str, language: Language, press: str | None) -> tuple[Message, ...]:
    """Keep the answer that a press gives and say what comes next; () for every other press, and for who was not asked."""
    given = given_by(press or "")
    seat = await parts.store.classes.seat(learner) if given else None
    if given is None or seat is None or not await parts.store.saying.asked(seat.classroom, learner, _kind(given.moment)):
        return ()
    if given.answer != LEAVE:
        await parts.store.surveys.answer(learner, given.moment, given.question, given.answer)
        parts.news.tell(of_class(seat.classroom))
    more = following(given.question) if given.answer != LEAVE else None
    return (_question(language, given.moment, more) if more else _thanks(language, left=given.answer == LEAVE),)


def _kind(moment: Moment) -> str:
    """As it is kept beside the chat, and in the audit."""
    return f"survey_{moment}"


def _begin(language: Language, moment: Moment) -> tuple[str, Message]:
    message = _question(language, moment, QUESTIONS[0])
    intro = prompts.load("classroom/survey_intro").render(language, last=moment == "last")
    return intro, message.model_copy(update={"text": f"{intro}\n\n{message.text}"})


def _question(language: Language, moment: Moment, question: Question) -> Message:
    found = prompts.load(f"classroom/survey_{question}")
    buttons = tuple(Button(id=f"{id}:{moment}", label=label) for id, label in found.labels(language))
    return _signed(language, found.render(language), buttons)


def _thanks(language: Language, *, left: bool) -> Message:
    return _signed(language, prompts.load("classroom/survey_thanks").render(language, left=left))


def _signed(language: Language, text: str, buttons: tuple[Button, ...] = ()) -> Message:
    return Message(text=text, buttons=buttons, teacher=locale(language)("act.your_teacher"), language=language)
