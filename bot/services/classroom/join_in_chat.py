"""Coming into a class by chat: what the code opens, what is still asked for, and the welcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import prompts
from bot.core.classroom import joining
from bot.core.deciding import Turn
from bot.core.decision import Decision, Join, Move
from bot.locales import spoken, words
from bot.services import Parts
from bot.services.classroom.join import Entry, join_class, task_of, what_opens
from bot.services.event.come_in import come_to_event
from bot.services.news import of_class
from bot.services.recover import recover
from scaffolds.spec import Language
from storage.classrooms.records import Classroom


@dataclass(frozen=True)
class Came:
    """What is said to somebody at the door. `learner`: who they turned out to be; `inside`: they sit there now, whatever holds in the class."""

    decision: Decision
    learner: str = ""
    inside: bool = False


async def join_in_chat(parts: Parts, turn: Turn, join: Join) -> Came:
    """Into the class of a code, or to the event, or one more question. Raises `StoreError`."""
    entry = await what_opens(parts, join.code, turn.speaker.chat, turn.speaker.origin)
    if entry.opens is not None:
        return Came(await come_to_event(parts, turn, join, entry.opens))
    classroom = entry.classroom
    if entry.problem or classroom is None:
        return Came(_out(turn, entry))
    before = await parts.store.classes.place_of(turn.speaker.learner)
    if before and before.classroom.id == classroom.id and not join.name:
        return Came(_welcome(turn, before.classroom, before.seat.name, before=True), inside=True)
    if join.words:
        return await _by_words(parts, turn, join, classroom)
    if not join.name:
        return Came(joining.ask(turn, join, "name", *_first_question(turn, classroom)))
    entry = await join_class(parts, turn.speaker.learner, classroom, join.name, join.number)
    if entry.seat is not None:
        again = before is not None and before.classroom.id == classroom.id
        return Came(_welcome(turn, classroom, entry.seat.name, left=entry.left, before=again), inside=True)
    return Came(_ask_again(parts, turn, join, entry, classroom))


def _first_question(turn: Turn, classroom: Classroom) -> tuple[Move, ...]:
    """What the teachers read is said before the name is asked for."""
    return Move(prompt="tutor/class_sees", values=_sees(classroom)), joining.ask_name(turn, classroom.name)


def _ask_again(parts: Parts, turn: Turn, join: Join, entry: Entry, classroom: Classroom) -> Decision:
    """What is missing or was not right, and the question for it."""
    join = join.model_copy(update={"name": entry.name})
    match entry.problem:
        case "number":
            return joining.ask(turn, join, "number", Move(prompt="tutor/join_number", values={"wrong": bool(join.number)}))
        case "full":
            return _out(turn, entry)
        case "listed":
            return joining.ask(turn, join, "words", _refused(entry, parts.public_url))
    anew = join.model_copy(update={"name": ""})
    return joining.ask(turn, anew, "name", _refused(entry, parts.public_url), joining.ask_name(turn, classroom.name))


async def _by_words(parts: Parts, turn: Turn, join: Join, classroom: Classroom) -> Came:
    """The words that were printed for a name on the list; whatever is no three words is another name."""
    numbers, _ = words.read(join.words)
    if len(numbers) != words.LENGTH:
        return await join_in_chat(parts, turn, Join(code=join.code, name=join.words))
    chat = turn.speaker.chat
    found = await recover(parts, numbers, f"chat {chat}", turn.speaker.origin or f"chat {chat}")
    seat = await parts.store.classes.seat_named(classroom.id, join.name)
    theirs = found.learner is not None and seat is not None and found.learner.id == seat.learner
    if theirs and seat is not None and await parts.store.classes.claim(seat.learner, turn.speaker.learner):
        parts.news.tell(of_class(classroom.id))
        return Came(_welcome(turn, classroom, seat.name), learner=seat.learner, inside=True)
    entry = Entry("locked" if found.wait else "words", classroom, join.name, found.wait)
    return Came(joining.ask(turn, join.model_copy(update={"words": ""}), "words", _refused(entry, parts.public_url)))


def _out(turn: Turn, entry: Entry) -> Decision:
    """Not into this class: one line, and on with what was open."""
    return joining.go_on(turn, _refused(entry, ""))


def _refused(entry: Entry, public_url: str) -> Move:
    back = prompts.Markdown(f"{public_url.rstrip('/')}/back") if public_url else ""
    return Move(prompt="tutor/join_refused", values={"why": entry.problem or "", "name": entry.name, "minutes": entry.wait, "back": back})


def _sees(classroom: Classroom) -> dict[str, Any]:
    return {"days": classroom.keep_days, "young": classroom.tier == "primary"}


def _welcome(turn: Turn, classroom: Classroom, name: str, *, left: str = "", before: bool = False) -> Decision:
    """In the language and at the tier of the class, where the student chose none."""
    turn = _as_in_class(turn, classroom)
    task = task_of(classroom, turn.conversation.language)
    values = {"class_name": classroom.name, "name": name, "left": left, "before": before, **task}
    told = before or "tutor/class_sees" in turn.conversation.told
    decision = joining.welcome(turn, values, sees=None if told else _sees(classroom))
    ways = tuple(classroom.task.get("blocks") or ())
    return decision.model_copy(update={"conversation": decision.conversation.now(allowed=ways)})


def _as_in_class(turn: Turn, classroom: Classroom) -> Turn:
    """Nothing was told yet, and no language or tier was asked for: those of the class."""
    old, speaker = turn.conversation, turn.speaker
    language: Language | None = spoken(classroom.language)
    fresh = not (turn.built or old.wish.brief.problem or speaker.chose_language or "tutor/language_set" in old.told)
    tier = classroom.tier if old.tier == "junior" and not speaker.chose_tier else old.tier
    return turn.now(language=language if fresh and language else old.language, tier=tier)
