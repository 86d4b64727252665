"""A teacher's words in a student's own chat: they come as from the teacher, in whatever channel the student used last, paused or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import prompts
from bot.core.turn import Button, Message
from bot.locales import locale, spoken
from bot.services import Parts
from bot.services.news import of_class
from scaffolds.spec import Language
from storage.classrooms.records import Classroom, Teacher
from storage.classrooms.saying import Address, Letter, Receipt

LONGEST = 600
"""Letters of a nudge."""
SHOWN_BY_THEMSELVES = ("web",)
"""Channels whose pages show the history: what is said there need not be sent."""
_LIST_SIGN = re.compile(r"^([-+=]|\d{1,9}[.)])(?=\s|$)")
_MARKS = re.compile(r"\\(.)|\*\*")

Write = Callable[[Language], tuple[str, Message]]
"""In a language: what is kept beside the chat, and what is said."""


async def nudge(
    parts: Parts, teacher: Teacher, classroom: Classroom, learners: Sequence[str], text: str, kind: str = "nudge", receipt: Receipt | None = None
) -> int:
    """Say a teacher's own words to some of a class, as typed; how many were reached. Those who never said anything cannot be, and with a receipt
    nobody is a second time."""
    words = trimmed(text)
    if not words:
        return 0
    to = await parts.store.saying.addresses(classroom.id, learners)
    reached = await say(parts, teacher, classroom, to, kind, lambda language: (words, Message(text=as_typed(words))), receipt)
    if receipt is not None and not reached:
        return 0
    whom = learners[0] if len(learners) == 1 else None
    await parts.store.care.write_down(kind, classroom=classroom.id, teacher=teacher.id, learner=whom, detail=f"{reached}: {words}")
    return reached


async def say(
    parts: Parts, teacher: Teacher | None, classroom: Classroom, to: Sequence[Address], kind: str, write: Write, receipt: Receipt | None = None
) -> int:
    """Say something to some of a class, each in the language of their chat; to how many. Without a teacher it is the class's own word: of a
    schedule."""
    letters = [_letter(one, teacher, *write(language_of(one))) for one in to]
    if not letters:
        return 0
    answers = await parts.store.saying.say(classroom.id, kind, teacher.id if teacher else None, letters, receipt)
    if not answers:
        return 0
    parts.outbox.hand_over(answer for answer in answers if answer.status == "pending")
    for letter in letters:
        parts.news.tell(letter.to.chat)
    parts.news.tell(of_class(classroom.id))
    return len(letters)


def _letter(to: Address, teacher: Teacher | None, kept: str, message: Message) -> Letter:
    language = language_of(to)
    name = teacher.name if teacher else locale(language)("act.your_teacher")
    signed = message.model_copy(update={"teacher": name, "language": language})
    return Letter(to, kept, signed.model_dump(mode="json"), delivered=to.chat.partition(":")[0] in SHOWN_BY_THEMSELVES)


def language_of(to: Address) -> Language:
    return spoken(to.language) or "en"


def trimmed(text: str) -> str:
    """What is kept of what a teacher typed: no more than fits, without what no store can hold."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode().replace("\r\n", "\n").strip()[:LONGEST].rstrip()


def as_typed(text: str) -> str:
    """A text as Markdown that shows it letter by letter: no line of it becomes a list, a heading or a quote."""
    return "\n".join(_LIST_SIGN.sub(_shown_sign, prompts.escape(line.strip())) for line in text.split("\n"))


def _shown_sign(sign: re.Match[str]) -> str:
    return f"{sign[1][:-1]}\\{sign[1][-1]}"


def led(message: Message) -> Message:
    """The message for channels that show all words alike: who speaks stands above a teacher's."""
    if not message.teacher:
        return message
    lead = locale(message.language or "en")("act.from", name=prompts.escape(message.teacher))
    return message.model_copy(update={"text": f"**{lead}**\n\n{message.text}"})


async def unread(parts: Parts, chat: str) -> tuple[Message, ...]:
    """What a teacher said meanwhile in a chat whose channel only answers: to be shown before the next answer, once."""
    waiting = await parts.store.saying.unread(chat)
    if not waiting:
        return ()
    await parts.store.saying.read_out([answer.id for answer in waiting])
    return tuple(led(Message.model_validate(answer.payload)) for answer in waiting)


def told(prompt: str, about: str = "", **values: Any) -> Write:
    """One of the program's own texts; `about` completes the ids of its buttons."""
    found = prompts.load(prompt)

    def write(language: Language) -> tuple[str, Message]:
        text = found.render(language, **values)
        buttons = tuple(Button(id=f"{id}:{about}", label=label) for id, label in found.labels(language))
        return unmarked(text), Message(text=text, buttons=buttons)

    return write


def unmarked(markdown: str) -> str:
    """A text as it is kept beside the chat: without the signs of Markdown."""
    return _MARKS.sub(lambda found: found[1] or "", markdown)
