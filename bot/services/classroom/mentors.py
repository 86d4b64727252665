"""Mentors from outside: invited by a teacher to one project, known to the student, and read by the teacher before anybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.core.classroom import commenting
from bot.core.classroom.pseudonym import places
from bot.core.turn import Message
from bot.locales import Locale, locale
from bot.services import Parts, guard
from bot.services.classroom.mentored_app import Mentored
from bot.services.classroom.nudge import Write, say, told
from bot.services.news import of_class
from bot.services.read_spec import spec_of
from scaffolds.spec import Language, text_of
from storage.classrooms.mentors import Comment, Maker, Mentor
from storage.classrooms.records import Classroom, Teacher

MOST_DAYS, MOST_COMMENTS, LONGEST_NAME = 180, 50, 60
PROBLEM = ""
"""The screen of a comment that is on the problem."""
Refusal = Literal["where", "enough"] | commenting.Refusal
"""Why a comment is not kept."""
LISTED = " | "
"""Between the words of a list in the locale files."""


@dataclass(frozen=True)
class Invited:
    """A mentor, and the token of their link, which is shown once."""

    mentor: Mentor
    token: str


def pseudonym(parts: Parts, begun_by: str, t: Locale) -> str:
    """What a learner, and a team by who began its app, is called outside, in the page's language: always the same colour and bird."""
    colours, birds = t("mentor.colours").split(LISTED), t("mentor.birds").split(LISTED)
    colour, bird = places(parts.secret, begun_by, len(colours), len(birds))
    return t("mentor.pseudonym", colour=colours[colour], bird=birds[bird])


async def invite(parts: Parts, teacher: Teacher, classroom: Classroom, project: str, name: str, days: int) -> Invited | None:
    """A link for somebody from outside to a project of this class; its makers are told. None where the project is not of this class."""
    team = await parts.store.mentors.makers(classroom.id, project)
    called = " ".join(name.split())[:LONGEST_NAME]
    if not team or not called:
        return None
    mentor, token = await parts.store.mentors.invite(classroom.id, project, called, timedelta(days=max(1, min(days, MOST_DAYS))))
    await parts.store.care.write_down("mentor", classroom=classroom.id, teacher=teacher.id, learner=team[0].learner, detail=called)
    await _tell(parts, teacher, classroom, team, _invitation(parts, mentor, team[0].begun_by))
    return Invited(mentor, token)


def _invitation(parts: Parts, mentor: Mentor, begun_by: str) -> Write:
    def write(language: Language) -> tuple[str, Message]:
        called = pseudonym(parts, begun_by, locale(language))
        return told("mentor/invited", mentor=mentor.name, pseudonym=called, days=days_left(mentor, mentor.created))(language)

    return write


async def _tell(parts: Parts, teacher: Teacher, classroom: Classroom, team: Sequence[Maker], write: Write) -> None:
    """In the chats of those who make an app."""
    await say(parts, teacher, classroom, await parts.store.saying.addresses(classroom.id, [one.learner for one in team]), "mentor", write)
    parts.news.tell(of_class(classroom.id))


async def end(parts: Parts, teacher: Teacher, classroom: Classroom, mentor: str) -> bool:
    """Close a mentor's link, and the app that they have open."""
    ended = await parts.store.mentors.end(classroom.id, mentor)
    if ended:
        await parts.store.care.write_down("mentor_ended", classroom=classroom.id, teacher=teacher.id, detail=mentor)
        parts.news.tell(of_class(classroom.id))
    return ended


async def comment(parts: Parts, mentor: Mentor, app: Mentored, screen: str, text: str) -> Refusal | None:
    """Keep what a mentor wrote, without personal data; None where it is kept, else why not. The teacher sees both."""
    verdict = guard.look(text[: commenting.LONGEST + 1])
    why: Refusal | None = commenting.refusal(text, verdict, guard.outgoing_rules().address.pattern)
    if screen != PROBLEM and app.spec.screen(screen) is None:
        why = "where"
    if why is None and not await parts.store.mentors.comment(mentor, screen, app.shown(text), MOST_COMMENTS):
        why = "enough"
    what, detail = ("mentor_comment", mentor.name) if why is None else ("mentor_refused", f"{mentor.name}: {why}: {verdict.masked[:300]}")
    if why != "empty":
        await parts.store.care.write_down(what, classroom=mentor.classroom, detail=detail)
        parts.news.tell(of_class(mentor.classroom))
    return why


async def pass_on(parts: Parts, teacher: Teacher, classroom: Classroom, id: str) -> bool:
    """Give a comment to the students whose project it is on; False where it is gone, hidden, or was given to them before."""
    found = await parts.store.mentors.take_to_pass(classroom.id, id)
    mentor = await parts.store.mentors.get(classroom.id, found.mentor) if found else None
    if found is None or mentor is None:
        return False
    team = await parts.store.mentors.makers(classroom.id, found.project)
    where = await _screen_name(parts, found, team[0].language if team else "en")
    letter = told("mentor/comment", mentor=mentor.name, where=where, comment=" ".join(found.text.split()))
    await parts.store.care.write_down("comment_passed", classroom=classroom.id, teacher=teacher.id, detail=f"{mentor.name}: {id}")
    await _tell(parts, teacher, classroom, team, letter)
    return True


async def _screen_name(parts: Parts, comment: Comment, language: str) -> str:
    revision = await parts.store.revision(comment.project)
    screen = spec_of(revision).screen(comment.screen) if revision else None
    return text_of(screen.label, _language(language)) if screen else comment.screen


def _language(language: str) -> Language | None:
    return next((one for one in ("en", "zh-Hant", "zh-Hans") if one == language), None)


async def hide(parts: Parts, teacher: Teacher, classroom: Classroom, id: str, hidden: bool) -> bool:
    """Take a comment away, from the mentor's page too, or show it again."""
    done = await parts.store.mentors.hide(classroom.id, id, hidden)
    if done:
        what = "comment_hidden" if hidden else "comment_shown"
        await parts.store.care.write_down(what, classroom=classroom.id, teacher=teacher.id, detail=id)
        parts.news.tell(of_class(classroom.id))
    return done


def days_left(mentor: Mentor, now: datetime) -> int:
    """Whole days that a link still opens, the last one counted."""
    return max(0, -(-(mentor.expires - now) // timedelta(days=1)))
