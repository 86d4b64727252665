"""What is asked of the lessons in a chat: offer some, begin one, take a step, leave. One step a message, one question at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.conversation import Taking
from bot.core.deciding import Turn, again, first
from bot.core.decision import AtLesson, Decision, Move
from bot.core.lesson import LessonNews, showing
from bot.core.turn import Button
from bot.services import Parts
from bot.services.lesson import saying, trying
from bot.services.lesson.shelf import following, found, offered, shelf_of, ways_in
from prompts import Markdown, escape
from prompts.lessons import Asked, Lesson, Shelf, Step, Tried
from scaffolds.spec import Language

Said = tuple[Decision, LessonNews | None]


@dataclass(frozen=True)
class Talk:
    """One turn in a lesson."""

    turn: Turn
    shelf: Shelf
    lesson: Lesson
    taking: Taking

    @property
    def language(self) -> Language:
        return self.turn.conversation.language

    @property
    def step(self) -> Step | None:
        """The step before them; None at the words before the first one."""
        return self.lesson.said(self.language).steps[self.taking.step - 1] if self.taking.step else None

    def says(self, *moves: Move, **changes: Any) -> Decision:
        """Say these; the step still waits, with these changes to how it stands."""
        taking = self.taking.model_copy(update=changes)
        return Decision(conversation=showing(self.turn.conversation, taking), moves=moves)


async def at_lesson(parts: Parts, turn: Turn, asked: AtLesson) -> Said:
    """What is said, and how far somebody came where they came further."""
    shelf = await shelf_of(parts)
    if asked.what == "find":
        return _found(turn, shelf, asked.text)
    if asked.what == "press":
        return await _pressed(turn, shelf, asked.detail)
    lesson = shelf.lessons.get(asked.taking.id) if asked.taking else None
    taking = saying.standing(turn.conversation, lesson) if lesson else None
    if lesson is None or taking is None:
        return _gone(turn), None
    return await STEPS[asked.what](Talk(turn, shelf, lesson, taking), asked)


# --- choosing one


def _found(turn: Turn, shelf: Shelf, words: str) -> Said:
    lesson = found(shelf, words, turn.conversation.language) if words else None
    return _enter(turn, shelf, lesson) if lesson else (_offer(turn, shelf, words), None)


def _offer(turn: Turn, shelf: Shelf, unknown: str) -> Decision:
    conversation = turn.conversation
    language = conversation.language
    waits = shelf.lessons.get(conversation.lesson.id) if conversation.lesson else None
    lessons = offered(shelf, conversation, turn.spec)
    rows = [{"title": _title(one, language), "minutes": one.minutes, "unplugged": one.unplugged} for one in lessons]
    values = {"unknown": " ".join(unknown.split())[:60], "waiting": _title(waits, language) if waits else "", "lessons": rows}
    buttons = ways_in([*([waits] if waits else []), *lessons], language)
    return Decision(conversation=conversation, moves=(Move(prompt="lesson_chat/offer", values=values, buttons=buttons),))


def _enter(turn: Turn, shelf: Shelf, lesson: Lesson) -> Said:
    """Begin it, or go on with it where they left it."""
    standing = saying.standing(turn.conversation, lesson)
    taking = standing or Taking(id=lesson.id)
    talk = Talk(turn, shelf, lesson, taking)
    if not taking.step:
        moves = saying.begin(lesson, taking, talk.language)
        return talk.says(*moves), None if standing else LessonNews(lesson.id, 0)
    return first(Move(prompt="lesson_chat/back", values={"title": _title(lesson, talk.language)}), _shown(talk)), None


async def _pressed(turn: Turn, shelf: Shelf, detail: str) -> Said:
    """`<id>` or `<id>:<step>:<verb>`. A button of another step, or of another lesson, shows the step that there is."""
    id, _, rest = detail.partition(":")
    if not id and turn.conversation.lesson:
        id = turn.conversation.lesson.id
    lesson = shelf.lessons.get(id)
    if lesson is None:
        return _gone(turn), None
    place, _, verb = rest.partition(":")
    taking = saying.standing(turn.conversation, lesson)
    if not verb or taking is None or place != str(taking.step):
        return _enter(turn, shelf, lesson)
    name, _, chosen = verb.partition(":")
    if name not in PRESSES:
        return _enter(turn, shelf, lesson)
    return await STEPS[name](Talk(turn, shelf, lesson, taking), AtLesson(what="press", detail=chosen))


def _gone(turn: Turn) -> Decision:
    """A lesson that was taken away, or that has fewer steps by now."""
    lost = again(turn.now(lesson=None))
    return first(Move(prompt="lesson_chat/gone"), lost)


# --- steps


async def _next(talk: Talk, asked: AtLesson) -> Said:
    return _on(talk)


def _on(talk: Talk, *before: Move) -> Said:
    """The next step after these words, or the end."""
    steps = talk.lesson.said(talk.language).steps
    if talk.taking.step >= len(steps):
        return _ended(talk, before), LessonNews(talk.lesson.id, len(steps), ended=True)
    taking = saying.at_step(talk.taking, talk.lesson, talk.taking.step + 1, talk.language)
    shown = _shown(Talk(talk.turn, talk.shelf, talk.lesson, taking))
    return shown.model_copy(update={"moves": (*before, *shown.moves)}), LessonNews(talk.lesson.id, taking.step)


def _shown(talk: Talk) -> Decision:
    """The step before them, in the language that is spoken now."""
    taking = talk.taking
    if talk.step is not None:
        fresh = saying.at_step(taking, talk.lesson, taking.step, talk.language)
        taking = taking.model_copy(update={"choices": fresh.choices, "waits": fresh.waits})
        moves = saying.step(talk.lesson, taking, talk.language, app=talk.turn.built)
    else:
        moves = saying.begin(talk.lesson, taking, talk.language)
    return Decision(conversation=showing(talk.turn.conversation, taking), moves=tuple(moves))


def _ended(talk: Talk, before: tuple[Move, ...]) -> Decision:
    conversation = talk.turn.conversation
    page = talk.lesson.said(talk.language)
    taken = tuple(dict.fromkeys((*conversation.lessons, talk.lesson.id)))
    over = talk.turn.now(lesson=None, lessons=taken)
    after = following(talk.shelf, over.conversation, talk.lesson)
    values = {
        "title": _title(talk.lesson, talk.language), "aims": [saying.for_chat(aim) for aim in page.aims],
        "following": _title(after, talk.language) if after else "",
    }  # fmt: skip
    end = Move(prompt="lesson_chat/ended", values=values, buttons=ways_in([after] if after else [], talk.language), apart=True)
    return _then_again(over, *before, end)


async def _leave(talk: Talk, asked: AtLesson) -> Said:
    left = talk.turn.now(lesson=talk.taking.model_copy(update={"at": "left"}))
    of = len(talk.lesson.said(talk.language).steps)
    values = {"title": _title(talk.lesson, talk.language), "place": max(talk.taking.step, 1), "of": of}
    return _then_again(left, Move(prompt="lesson_chat/left", values=values)), None


def _then_again(turn: Turn, *moves: Move) -> Decision:
    """Say these, then the open question in a message of its own."""
    decision = again(turn)
    question = [move.model_copy(update={"apart": True}) if place == 0 else move for place, move in enumerate(decision.moves)]
    return decision.model_copy(update={"moves": (*moves, *question)})


async def _again(talk: Talk, asked: AtLesson) -> Said:
    """Words at a question that are none of its answers."""
    buttons = saying.ways_on(talk.step, talk.taking, talk.language) if talk.step else ()
    return talk.says(Move(prompt="lesson_chat/which", buttons=buttons)), None


async def _pick(talk: Talk, asked: AtLesson) -> Said:
    """An answer: what is said to it; where there is a better one they may think again."""
    step, place = talk.step, int(asked.detail) if asked.detail.isdecimal() else -1
    if not isinstance(step, Asked) or not 0 <= place < len(step.choices):
        return _shown(talk), None
    choice = step.choices[place]
    gone = (*talk.taking.gone, place)
    thinks_on = step.right not in (None, place) and len(step.choices) - len(set(gone)) > 1
    reply = Move(prompt="lesson_chat/reply", values={"answer": choice.text, "reply": saying.for_chat(choice.reply), "again": thinks_on}, only=())
    if not thinks_on:
        return _on(talk, reply)
    taking = talk.taking.model_copy(update={"gone": gone})
    return talk.says(reply.model_copy(update={"buttons": saying.thinking_on(step, taking, talk.language)}), gone=gone), None


async def _open(talk: Talk, asked: AtLesson) -> Said:
    """Whatever they answered: something to compare it with."""
    step = talk.step
    if not isinstance(step, Asked):
        return _shown(talk), None
    return _on(talk, Move(prompt="lesson_chat/reply", values={"answer": "", "reply": saying.for_chat(step.reply), "again": False}, only=()))


async def _code(talk: Talk, asked: AtLesson) -> Said:
    """What fills the gap is run; where all comes out as expected it goes on."""
    step = talk.step
    if not isinstance(step, Tried):
        return _shown(talk), None
    tally = await trying.tried(step, asked.text)
    said = Move(prompt="lesson_chat/ran", values=trying.told(tally))
    if tally.passed:
        return _on(talk, said)
    return talk.says(said.model_copy(update={"buttons": _while_trying(talk, step, talk.taking.rung)})), None


async def _hint(talk: Talk, asked: AtLesson) -> Said:
    """The next rung; never the answer."""
    step, rung = talk.step, talk.taking.rung
    if not isinstance(step, Tried):
        return _shown(talk), None
    over = rung >= len(step.hints)
    hint = saying.for_chat(step.hints[min(rung, len(step.hints) - 1)])
    after = min(rung + 1, len(step.hints))
    values = {"hint": hint, "rung": after, "last": after == len(step.hints), "over": over}
    return talk.says(Move(prompt="lesson_chat/hint", values=values, buttons=_while_trying(talk, step, after), only=()), rung=after), None


def _while_trying(talk: Talk, step: Tried, rung: int) -> tuple[Button, ...]:
    """A hint, as long as there are some; then the way on."""
    left = rung < len(step.hints)
    return saying.ways_on(step, talk.taking, talk.language) if left else saying.after_last_hint(talk.taking, talk.language)


def _title(lesson: Lesson, language: Language) -> Markdown:
    return Markdown(escape(lesson.said(language).title))


Doing = Callable[[Talk, AtLesson], Awaitable[Said]]
STEPS: Mapping[str, Doing] = {
    "next": _next, "pick": _pick, "open": _open, "code": _code, "hint": _hint, "again": _again, "leave": _leave,
}  # fmt: skip
PRESSES = frozenset({"next", "pick", "hint", "leave"})
