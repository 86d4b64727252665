"""A message as the policy sees it: a press, an answer to what waits, code, or words that a brain understood."""

from __future__ import annotations

from typing import Any

import prompts
from bot.commands import parse
from bot.core import lesson, questing
from bot.core.brain import Tell
from bot.core.classroom.joining import answers, left_off
from bot.core.classroom.ways import barred_press, within
from bot.core.conversation import Conversation
from bot.core.deciding import Speaker, Team, Turn
from bot.core.event import chatting
from bot.core.hearing import said_so_far
from bot.core.interpretation import Context, Interpretation
from bot.core.likeness import resumed
from bot.core.plan import plan
from bot.core.turn import Incoming
from bot.core.wanting import EXAMPLES
from bot.services import Parts
from bot.services.lanes import chat_of
from bot.services.now import Now
from bot.services.read_spec import spec_of

READ_AT_MOST = 4000
"""Characters of a message that are read; the rest of a pasted text is left alone, and that is said."""


async def understood(parts: Parts, now: Now) -> Turn:
    """The message as the policy sees it: a press, or words understood."""
    incoming, looked, text = now.incoming, now.conversation.looking, now.verdict.masked
    press, text = _pressed(now.conversation, incoming.press, text)
    joining = answers(now.conversation, press, text)
    gathering = chatting.answers(now.conversation, press, text)
    at_work = lesson.is_for(now.conversation, press, text) or questing.is_for(now.conversation, press, text)
    conversation = resumed(questing.aside(lesson.aside(chatting.left_off(left_off(now.conversation)))))
    spec = spec_of(now.loaded.head) if now.loaded and now.loaded.head and conversation.project else None
    empty = incoming.press is not None or incoming.file is not None or bool(incoming.file_ref or incoming.let_in_as) or incoming.unread is not None
    context = _context(parts, now, conversation, spec)
    plain = (
        press or joining or gathering or at_work or begs(now) or (empty and not text) or parse(text.strip())
    )  # what stands behind a command's name is a code or a number, in no language
    heard = Interpretation() if plain else await parts.brain.interpret(text, context, None if now.conversation.questing else _aloud(parts, incoming))
    heard, barred = within(heard, conversation.allowed)
    ours = _left_to_us(conversation, heard, press)
    if ours:
        text, heard = ours, (await parts.brain.interpret(ours, context)).model_copy(update={"intent": "idk"})
    if now.verdict.redacted:
        heard = heard.model_copy(update={"echo": ""})  # words with holes in them are not said back
    language = "en" if heard.foreign else heard.language or conversation.language
    cut = len(now.incoming.text) > READ_AT_MOST
    return Turn(
        conversation.now(language=language), heard, text, press, spec, parts.zone, cut, bool(ours), await _team(parts, now), looked,
        joining, _speaker_of(now), gathering, bool(now.loaded and now.loaded.in_class), barred or barred_press(press, conversation.allowed),
        taking=lesson.here(now.conversation), questing=questing.here(now.conversation),
    )  # fmt: skip


def _speaker_of(now: Now) -> Speaker:
    incoming = now.incoming
    return Speaker(
        now.learner.id,
        incoming.nickname,
        chat_of(incoming),
        incoming.group,
        incoming.origin,
        incoming.language is not None,
        incoming.tier is not None,
    )


async def _team(parts: Parts, now: Now) -> Team | None:
    """Who speaks in a group, and who began its app."""
    project = now.loaded.project if now.loaded else None
    if not now.incoming.group or project is None:
        return None
    began = now.learner if project.begun_by == now.learner.id else await parts.store.learner(project.begun_by)
    return Team(speaker=now.learner.nickname, began=began.nickname if began else "", may=began is None or began.id == now.learner.id)


def _left_to_us(conversation: Conversation, heard: Interpretation, press: str) -> str:
    """The first of the problems on the buttons, where a learner who saw them still does not know; else ''."""
    unsure = heard.intent in ("idk", "examples") or press == "idk"
    if conversation.asks != "problem" or EXAMPLES not in conversation.asked or not unsure or heard.foreign:
        return ""
    return next((button.label for button in conversation.buttons if button.id.startswith("problem:")), "")


def _pressed(conversation: Conversation, press: str | None, text: str) -> tuple[str, str]:
    """(press, text): a typed label is a press; a press that stands for words is these words."""
    label = " ".join(text.split()).casefold()
    shown = next((one for one in conversation.buttons if one.id == press or (press is None and one.label.casefold() == label != "")), None)
    id = shown.id if shown else press or ""
    if shown and id.partition(":")[0] in ("who", "problem"):
        return "", shown.label
    return id, text


def _aloud(parts: Parts, incoming: Incoming) -> Tell | None:
    """Shows what a brain says as it comes, in channels that can; not while a quest waits, for its guard hears only what is finished."""
    tell = parts.progress.get(incoming.channel)
    return (lambda said: tell(incoming.chat, prompts.escape(said))) if tell else None


def _context(parts: Parts, now: Now, conversation: Conversation, spec: Any) -> Context:
    if spec is None and conversation.chosen and (conversation.asks == "confirm" or conversation.about == "change"):
        spec = plan(conversation, parts.zone)
    return Context(
        language=conversation.language, tier=conversation.tier, stage=conversation.stage, asks=conversation.asks,
        said=said_so_far(conversation.wish), offered=conversation.offered, spec=spec,
        recent=conversation.recent, note=conversation.note, learner=now.learner.id,
        classroom=now.loaded.in_class.classroom.id if now.loaded and now.loaded.in_class else "", unaided=bool(now.loaded and now.loaded.unaided),
    )  # fmt: skip


def begs(now: Now) -> bool:
    """Whether somebody at a quest tries to get its answer; what they say goes to no model."""
    return questing.here(now.conversation) is not None and now.verdict.kind in questing.BEGGING
