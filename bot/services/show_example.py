"""Show a whole app that is like the learner's, or a few to choose from: what is said of it, and the buttons."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import prompts
from bot.core.conversation import Conversation
from bot.core.deciding import Turn
from bot.core.decision import Decision, Move
from bot.core.likeness import MOST_LISTED, missing_in, nearest, ranked, showing
from bot.core.turn import Button
from bot.services import Parts
from prompts.examples import lines
from scaffolds import blocks
from scaffolds.picture import picture
from scaffolds.showcase import examples
from scaffolds.spec import AppSpec, Language, text_of


async def show_example(parts: Parts, turn: Turn, decision: Decision, name: str) -> Decision:
    """The named app; without a name the one that is most like theirs, or a few where none is."""
    found = name or nearest(decision.conversation, await _nearness(parts, decision.conversation))
    if not found:
        return await list_examples(parts, turn, decision, none_near=bool(decision.conversation.wish.brief.problem))
    return _said(decision, _shown(turn, found), found)


async def list_examples(parts: Parts, turn: Turn, decision: Decision, *, none_near: bool = False) -> Decision:
    """At most five apps with a line each, those that are most like theirs first; the next time the next five."""
    language = turn.conversation.language
    names = _next_names(turn, await _nearness(parts, turn.conversation))
    apps = [{**_named(name, language), "told": _told(name, language)[0]} for name in names]
    buttons = tuple(Button(id=f"look:{name}", label=f"{app['emoji']} {app['title']}") for name, app in zip(names, apps, strict=True))
    only = ("gallery", "again") if len(examples()) > MOST_LISTED else ("again",)
    return _said(decision, Move(prompt="tutor/gallery", values={"apps": apps, "none_near": none_near}, buttons=buttons, only=only))


async def _nearness(parts: Parts, conversation: Conversation) -> Mapping[str, float]:
    """Beside the event loop: the first time all examples are read and indexed, and other chats need not wait for that."""
    return await asyncio.to_thread(parts.brain.nearness, conversation)


def _next_names(turn: Turn, nearness: Mapping[str, float]) -> list[str]:
    """Five of the apps other than the one that is looked at, after those that were listed before."""
    conversation = turn.conversation
    names = [name for name in ranked(conversation, nearness) if turn.looked is None or name != turn.looked.name]
    begin = MOST_LISTED * conversation.told.get("tutor/gallery", 0) % max(len(names), 1)
    return [*names[begin:], *names[:begin]][:MOST_LISTED]


def _said(decision: Decision, move: Move, name: str = "") -> Decision:
    return decision.model_copy(update={"conversation": showing(decision.conversation, name), "moves": (*decision.moves, move)})


def _shown(turn: Turn, name: str) -> Move:
    language, spec = turn.conversation.language, examples()[name]
    missing = bool(missing_in(turn, name))
    told, typed = _told(name, language)
    screens = _screens(spec, language)
    values = {**_named(name, language), "told": told, "typed": typed, "screens": screens, "built": turn.built, "missing": missing}
    make = "like:added" if turn.built else "like"
    labels = dict(prompts.load("tutor/look").labels(language))
    buttons = (Button(id=f"like:{name}", label=labels[make]),) if missing else ()
    return Move(prompt="tutor/look", values=values, buttons=buttons, only=("gallery", "again"), picture=name)


def _named(name: str, language: Language) -> dict[str, Any]:
    spec = examples()[name]
    return {"emoji": spec.emoji, "title": text_of(spec.title, language)}


def _told(name: str, language: Language) -> tuple[str, bool]:
    """Whose problem it answered, and whether these are the words of its learner."""
    line = lines(language).get(name)
    return (line, False) if line else (examples()[name].brief.problem, True)


def _screens(spec: AppSpec, language: Language) -> list[dict[str, str]]:
    """What each screen is called and does."""
    return [
        {
            "emoji": blocks.of(screen).emoji,
            "label": text_of(screen.label, language),
            "sentence": str(blocks.of(screen).said(language)["sentence"]),
        }
        for screen in spec.screens
    ]


async def draw_example(name: str) -> bytes | None:
    """The picture of an example app, a PNG; None where there is no such app (any more)."""
    return await asyncio.to_thread(_drawn, name) if name in examples() else None


@lru_cache(maxsize=32)
def _drawn(name: str) -> bytes:
    return picture(examples()[name], "photo")
