"""A team asks for a mentor in its chat: what about, in their words, what goes along, how long it takes, and how it was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.deciding import Turn, again
from bot.core.decision import AtEvent, Decision, Move
from bot.core.event.chatting import ask
from bot.core.event.helping import OTHER, RATINGS, By, Said
from bot.core.guessing import nearest
from bot.core.interpretation import Context
from bot.core.turn import Button
from bot.locales import Locale, locale
from bot.services import Parts
from bot.services.event import chat_mentoring, help_queue
from bot.services.event.help_queue import Queue, topic_name
from bot.services.event.in_chat import on
from storage.events.helping import HelpRequest
from storage.events.records import InTeam

ASK = "mentor"
QUOTED = 3
"""Lines of what goes along that are shown before it goes."""


@dataclass(frozen=True)
class Talk:
    """One turn about the mentors, of a team's chat."""

    parts: Parts
    turn: Turn
    here: InTeam
    queue: Queue
    t: Locale

    def press(self, verb: str, label: str, detail: str = "") -> Button:
        return Button(id=f"event:{ASK}:{verb}:{detail}" if detail else f"event:{ASK}:{verb}", label=label)

    def asks(self, step: str, prompt: str, *buttons: Button, known: dict[str, Any], **values: Any) -> Decision:
        """One question; `known` is what was answered by now."""
        return ask(self.turn, ASK, step, Move(prompt=f"event/{prompt}", values=values, buttons=buttons), values=known)

    def says(self, prompt: str, *buttons: Button, **values: Any) -> Decision:
        """Say this, then on with the open question."""
        return on(self.turn, Move(prompt=f"event/{prompt}", values=values, buttons=buttons, apart=True))


async def mentor(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """Whatever is asked about mentors; in a mentor's own chat they see who waits."""
    guide = await chat_mentoring.mentor_at(parts, turn.speaker.chat)
    if guide is not None and not asked.press and not asked.step:
        return await chat_mentoring.shown(parts, turn, guide)
    loaded = await parts.store.load_turn(turn.speaker.chat)
    if loaded is None or loaded.in_team is None:
        return on(turn, Move(prompt="event/mentor_not_now", values={"why": "team"}))
    here = loaded.in_team
    talk = Talk(parts, turn, here, await help_queue.queue(parts, here.event), locale(turn.conversation.language))
    verb, _, detail = asked.press.partition(":")
    if verb in PRESSES:
        return await PRESSES[verb](talk, asked, detail)
    return await STEPS[asked.step](talk, asked) if asked.step in STEPS else again(turn)


# --- asking


async def _command(talk: Talk, asked: AtEvent) -> Decision:
    """The request that is open, or the first question."""
    open_one = _open_one(talk)
    if open_one is not None:
        return _standing(talk, open_one, new=False)
    if not help_queue.is_open(talk.here.event, talk.here.team):
        return talk.says("mentor_not_now", why="closed")
    if asked.text.strip():
        return await _words(talk, asked.model_copy(update={"values": {"topic": _meant(talk, asked.text)}}))
    buttons = [talk.press("topic", topic_name(topic, talk.t), str(n)) for n, topic in enumerate(talk.queue.topics)]
    return talk.asks("topic", "mentor_topic", *buttons, known={"topics": list(talk.queue.topics)})


def _open_one(talk: Talk) -> HelpRequest | None:
    return next((one for one in talk.queue.requests if one.team == talk.here.team.id and one.resolved is None), None)


def _meant(talk: Talk, text: str) -> str:
    """The topic that typed words name; any other where they name none."""
    place = nearest(text, [topic_name(topic, talk.t) for topic in talk.queue.topics])
    return OTHER if place is None else talk.queue.topics[place]


async def _topic(talk: Talk, asked: AtEvent, detail: str) -> Decision:
    topics = [str(one) for one in asked.values.get("topics") or talk.queue.topics]
    topic = topics[int(detail)] if detail.isdecimal() and int(detail) < len(topics) else OTHER
    button = talk.press("nothing", talk.t("ev_help.nothing_more"))
    return talk.asks("words", "mentor_words", button, known={"topic": topic}, topic=topic_name(topic, talk.t))


async def _topic_in_words(talk: Talk, asked: AtEvent) -> Decision:
    """Words where a topic was asked for are the request already."""
    return await _words(talk, asked.model_copy(update={"values": {"topic": _meant(talk, asked.text)}}))


async def _words(talk: Talk, asked: AtEvent) -> Decision:
    """Their words; then what goes along is shown, where there is anything."""
    known = {"topic": str(asked.values.get("topic", OTHER)), "text": asked.text.strip()}
    along = await help_queue.tried(talk.parts, talk.turn.speaker.chat)
    if not along:
        return await _sent(talk, known, ())
    buttons = (talk.press("along", talk.t("ev_help.with_lines")), talk.press("alone", talk.t("ev_help.without_lines")))
    lines = [{"by": line.by, "text": line.text} for line in along]
    return talk.asks("along", "mentor_along", *buttons, known={**known, "lines": lines}, count=len(lines), lines=lines[-QUOTED:])


async def _nothing(talk: Talk, asked: AtEvent, _: str) -> Decision:
    return await _words(talk, asked.model_copy(update={"text": ""}))


async def _with_lines(talk: Talk, asked: AtEvent, _: str) -> Decision:
    return await _sent(talk, asked.values, tuple(_line(one) for one in asked.values.get("lines", ())))


async def _without_lines(talk: Talk, asked: AtEvent, _: str) -> Decision:
    return await _sent(talk, asked.values, ())


def _line(kept: Mapping[str, Any]) -> Said:
    by: By = "team" if kept.get("by") == "team" else "tutor"
    return Said("", by, str(kept.get("text", "")))


async def _along_in_words(talk: Talk, asked: AtEvent) -> Decision:
    """'No' sends the request without the lines; whatever else is said sends it with them."""
    conversation = talk.turn.conversation
    context = Context(language=conversation.language, tier=conversation.tier, stage=conversation.stage, asks="confirm", unaided=True)
    heard = await talk.parts.brain.interpret(asked.text, context)
    return await (_without_lines if heard.intent == "no" else _with_lines)(talk, asked, "")


async def _sent(talk: Talk, known: Mapping[str, Any], along: tuple[Said, ...]) -> Decision:
    if not help_queue.is_open(talk.here.event, talk.here.team):
        return talk.says("mentor_not_now", why="closed")
    topic, text = str(known.get("topic", OTHER)), str(known.get("text", ""))
    speaker = talk.turn.speaker
    request, new = await help_queue.ask(talk.parts, talk.here, speaker.learner, speaker.chat, topic, text, along)
    moved = Talk(talk.parts, talk.turn, talk.here, await help_queue.queue(talk.parts, talk.here.event), talk.t)
    return _standing(moved, request, new=new)


def _standing(talk: Talk, request: HelpRequest, *, new: bool) -> Decision:
    """Where they are in the queue, or who comes."""
    values = {
        "new": new, "place": talk.queue.place(request.id), "minutes": talk.queue.minutes(request.id), "who": talk.queue.name(request.mentor),
        "mentors": len(talk.queue.mentors), "lines": len(request.tried) if new else 0,
    }  # fmt: skip
    return talk.says("mentor_asked", talk.press("back", talk.t("ev_help.withdraw"), request.id), **values)


async def _withdraw(talk: Talk, asked: AtEvent, id: str) -> Decision:
    done = await help_queue.withdraw(talk.parts, talk.here.event, talk.here.team.id, id)
    return talk.says("mentor_taken_back") if done else await _command(talk, AtEvent(what=ASK))


# --- how it was


def _rates(rating: int) -> Press:
    async def rate(talk: Talk, asked: AtEvent, id: str) -> Decision:
        if not await help_queue.rate(talk.parts, talk.here.event, talk.here.team.id, id, rating):
            return again(talk.turn)
        return talk.asks("word", "mentor_word", talk.press("done", talk.t("ev_help.no_word")), known={"id": id})

    return rate


async def _word(talk: Talk, asked: AtEvent) -> Decision:
    await help_queue.rate(talk.parts, talk.here.event, talk.here.team.id, str(asked.values.get("id", "")), comment=asked.text)
    return talk.says("mentor_thanks")


async def _done(talk: Talk, asked: AtEvent, _: str) -> Decision:
    return talk.says("mentor_thanks")


Press = Callable[[Talk, AtEvent, str], Awaitable[Decision]]
PRESSES: Mapping[str, Press] = {
    "topic": _topic, "nothing": _nothing, "along": _with_lines, "alone": _without_lines, "back": _withdraw, "done": _done,
    **{f"rate{one}": _rates(one) for one in RATINGS},
}  # fmt: skip
STEPS: Mapping[str, Callable[[Talk, AtEvent], Awaitable[Decision]]] = {
    "": _command, "topic": _topic_in_words, "words": _words, "along": _along_in_words, "word": _word,
}  # fmt: skip
ANSWERS = {ASK: mentor}
