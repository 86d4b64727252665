"""A team's entry in the chat: what is there and what is missing, and a question for each part."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.core.deciding import Turn
from bot.core.decision import AtEvent, Decision, Move
from bot.core.event import chatting
from bot.core.event.entry import host_of, length_of
from bot.core.turn import Button
from bot.locales import Locale, locale
from bot.services import Parts
from bot.services.classroom.nudge import as_typed
from bot.services.event import entry
from bot.services.event.ai_use import draft
from bot.services.event.entry import Kept, Part, Standing
from bot.services.event.in_chat import on
from prompts import Markdown

ASK = "entry"
_NAMES: Mapping[str, tuple[str, ...]] = {
    "pitch": ("pitch", "簡介", "简介"),
    "link": ("link", "連結", "链接"),
    "statement": ("statement", "聲明", "声明"),
    "ai": ("ai",),
    "show": ("show", "公開", "公开"),
    "hide": ("hide", "不公開", "不公开"),
}
"""What may stand behind `/entry`."""


@dataclass(frozen=True)
class Talk:
    """A turn about the entry of the team that speaks in its chat."""

    parts: Parts
    turn: Turn
    here: Standing

    @property
    def t(self) -> Locale:
        return locale(self.turn.conversation.language)

    def button(self, detail: str, key: str) -> Button:
        return Button(id=f"event:{ASK}:{detail}", label=self.t(f"ev_entry.{key}"))


async def at_entry(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """Whatever is asked about a team's entry."""
    loaded = await parts.store.load_turn(turn.speaker.chat)
    if loaded is None or loaded.in_team is None:
        return on(turn, Move(prompt="event/entry_none"))
    talk = Talk(parts, turn, await entry.standing(parts, loaded.in_team.event, loaded.in_team.team))
    verb, detail = _wanted(asked)
    return await _VERBS.get(verb, _list)(talk, detail)


def _wanted(asked: AtEvent) -> tuple[str, str]:
    """(verb, detail): of a button, of an answer to a question, of a command's words."""
    if asked.press:
        verb, _, detail = asked.press.partition(":")
        return verb, detail
    if asked.step:
        return f"{asked.step}=", asked.text
    name, _, text = asked.text.strip().partition(" ")
    verb = next((verb for verb, names in _NAMES.items() if name.casefold() in names), "list")
    return f"{verb}=" if text.strip() and verb in ("pitch", "link", "statement") else verb, text


async def _list(talk: Talk, _: str = "", *before: Move) -> Decision:
    """What there is, with a button for each thing to do."""
    here, words = talk.here, talk.here.words
    values: dict[str, Any] = {
        "team": here.team.name, "closed": entry.clock(here.event, here.closed) if here.closed else "",
        "at": entry.clock(here.event, here.closes) if here.closes else "", "minutes": _minutes(here), "title": here.title,
        "app_version": words.version, "words": length_of(words.pitch), "host": host_of(words.link), "statement": bool(words.statement),
        "signed": here.signed, "unsigned": here.unsigned, "shown": here.team.shown,
    }  # fmt: skip
    move = Move(prompt="event/entry_list", values=values, buttons=_buttons(talk), apart=bool(before))
    return Decision(conversation=talk.turn.conversation, moves=(*before, move))


def _buttons(talk: Talk) -> tuple[Button, ...]:
    here, words = talk.here, talk.here.words
    showing = talk.button("hide", "do_hide") if here.team.shown else talk.button("show", "do_show")
    if here.closed:
        return (showing,)
    mine = talk.turn.speaker.learner in words.unsigned
    statement = talk.button("ai", "do_sign" if words.statement and mine else "do_ai")
    pitch = talk.button("pitch", "do_pitch_again" if words.pitch else "do_pitch")
    return pitch, talk.button("link", "do_link_again" if words.link else "do_link"), statement, showing


def _minutes(here: Standing) -> int:
    """Until pens down; 0 where that is more than a day away."""
    left = (here.closes - here.now).total_seconds() if here.closes else 0
    return max(1, round(left / 60)) if 0 < left < 24 * 3600 else 0


async def _ask_pitch(talk: Talk, _: str) -> Decision:
    return await _ask(talk, "pitch", talk.here.team.pitch)


async def _ask_link(talk: Talk, _: str) -> Decision:
    return await _ask(talk, "link", talk.here.team.link)


async def _ask_statement(talk: Talk, _: str) -> Decision:
    return await _ask(talk, "statement", talk.here.team.ai_statement)


async def _ask(talk: Talk, part: Part, now: str) -> Decision:
    if talk.here.closed:
        return await _closed(talk, talk.here.closed)
    buttons = (talk.button("list", "do_back"), *((talk.button(f"empty:{part}", "do_empty"),) if now and part != "statement" else ()))
    move = Move(prompt="event/entry_ask", values={"part": part, "now": Markdown(as_typed(now))}, buttons=buttons)
    return chatting.ask(talk.turn, ASK, part, move)


async def _keep_pitch(talk: Talk, text: str) -> Decision:
    return await _keep(talk, "pitch", text)


async def _keep_link(talk: Talk, text: str) -> Decision:
    return await _keep(talk, "link", text)


async def _keep_statement(talk: Talk, text: str) -> Decision:
    return await _keep(talk, "statement", text)


async def _empty(talk: Talk, part: str) -> Decision:
    return await _keep(talk, "link" if part == "link" else "pitch", "")


async def _keep(talk: Talk, part: Part, text: str) -> Decision:
    here = talk.here
    kept = await entry.keep(talk.parts, here.event, here.team, part, text, talk.turn.speaker.learner)
    if kept.why:
        return await _refused(talk, kept, part)
    talk = await _anew(talk)
    if part == "statement" and talk.here.team.ai_statement:
        return await _statement(talk, "", _said(talk, part, kept))
    return await _list(talk, "", _said(talk, part, kept))


def _said(talk: Talk, part: str, kept: Kept) -> Move:
    values = {"part": part, "words": kept.words, "host": host_of(talk.here.team.link), "masked": kept.masked}
    return Move(prompt="event/entry_kept", values=values)


async def _refused(talk: Talk, kept: Kept, part: Part) -> Decision:
    """Why, and the same question once more."""
    if kept.since is not None:
        return await _closed(talk, kept.since)
    move = Move(prompt="event/entry_refused", values={"why": kept.why, "words": kept.words}, buttons=(talk.button("list", "do_back"),))
    return chatting.ask(talk.turn, ASK, part, move)


async def _closed(talk: Talk, since: datetime) -> Decision:
    return await _list(talk, "", Move(prompt="event/entry_closed", values={"at": entry.clock(talk.here.event, since)}))


async def _statement(talk: Talk, _: str = "", *before: Move) -> Decision:
    """The statement to be read; where there is none, its draft, which becomes the team's when somebody takes it."""
    here = talk.here
    words = here.words
    drafted = not words.statement and here.closed is None
    text = await draft(talk.parts, here.event, here.team) if drafted else words.statement
    buttons = (talk.button("list", "do_back"),) if here.closed else _signing(talk, text, drafted)
    if not text:
        return await _closed(talk, here.closed or here.now)
    values = {"text": Markdown(as_typed(text)), "drafted": drafted, "signed": here.signed, "unsigned": [] if drafted else here.unsigned}
    move = Move(prompt="event/entry_statement", values=values, buttons=buttons, apart=bool(before))
    return Decision(conversation=talk.turn.conversation, moves=(*before, move))


def _signing(talk: Talk, text: str, drafted: bool) -> tuple[Button, ...]:
    read, me = entry.print_of(text), talk.turn.speaker.learner
    sign = talk.button("take", "do_take") if drafted else talk.button(f"sign:{read}", "do_sign")
    may = (sign,) if drafted or me in talk.here.words.unsigned else ()
    return *may, talk.button("statement", "do_change"), talk.button("list", "do_back")


async def _take(talk: Talk, _: str) -> Decision:
    """The draft as it is becomes the team's, and who takes it signs it."""
    here, me = talk.here, talk.turn.speaker.learner
    if here.team.ai_statement:
        return await _statement(talk)
    kept = await entry.keep(talk.parts, here.event, here.team, "statement", await draft(talk.parts, here.event, here.team), me)
    if kept.why:
        return await _refused(talk, kept, "statement")
    talk = await _anew(talk)
    return await _sign(talk, entry.print_of(talk.here.team.ai_statement))


async def _sign(talk: Talk, read: str) -> Decision:
    here = talk.here
    kept = await entry.sign(talk.parts, here.event, here.team, talk.turn.speaker.learner, read)
    if kept.since is not None:
        return await _closed(talk, kept.since)
    if kept.why == "moved" or kept.why == "empty":
        return await _statement(talk, "", Move(prompt="event/entry_refused", values={"why": kept.why, "words": 0}))
    said = Move(prompt="event/entry_refused", values={"why": kept.why, "words": 0}) if kept.why else _said(talk, "signed", kept)
    return await _list(await _anew(talk), "", said)


async def _show(talk: Talk, _: str) -> Decision:
    return await _shown(talk, True)


async def _hide(talk: Talk, _: str) -> Decision:
    return await _shown(talk, False)


async def _shown(talk: Talk, on: bool) -> Decision:
    await entry.show(talk.parts, talk.here.event, talk.here.team, on)
    return await _list(await _anew(talk), "", _said(talk, "shown" if on else "hidden", Kept()))


async def _anew(talk: Talk) -> Talk:
    """The same after something was kept."""
    here = talk.here
    team = await talk.parts.store.teams.get(here.event.id, here.team.id) or here.team
    return replace(talk, here=replace(await entry.standing(talk.parts, here.event, team), now=datetime.now(UTC)))


Verb = Callable[[Talk, str], Awaitable[Decision]]
_VERBS: Mapping[str, Verb] = {
    "list": _list, "pitch": _ask_pitch, "link": _ask_link, "statement": _ask_statement, "pitch=": _keep_pitch, "link=": _keep_link,
    "statement=": _keep_statement, "empty": _empty, "ai": _statement, "take": _take, "sign": _sign, "show": _show, "hide": _hide,
}  # fmt: skip
ANSWERS = {ASK: at_entry}
