"""Tutors with a model for tests, what they are told, and a meter that remembers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.brains.offline.tutor import OfflineTutor
from bot.brains.openai_compatible.endpoint import Endpoint
from bot.brains.openai_compatible.tutor import ModelTutor
from bot.core.interpretation import Context
from bot.core.model_call import Call, Meter, Unmetered
from bot.services.guard import fit_to_say
from scaffolds import blocks
from scaffolds.operations import AddScreen, apply
from scaffolds.spec import AppSpec, Language
from scaffolds.wish import Facts, Wish

DEADLINE = 1.5
"""Seconds, where a test waits for them to be over."""
UNHURRIED = 60.0
"""Where it does not: a machine that is busy may take its own."""
TEXT = "there is one shower for nine families on our floor and every night there is a queue"
OFFLINE = OfflineTutor()
_UNFIT = re.compile(r"https?:|\bI love\b|\bPeter Chan\b|ignore (?:all|the) rules|\bstupid\b|password", re.IGNORECASE)


def fits(text: str, language: Language) -> bool:
    return fit_to_say(text, language)


def context(**changes: Any) -> Context:
    return Context(**({"language": "en", "tier": "junior", "stage": "discover", "asks": "problem", "learner": "ann"} | changes))


@dataclass
class Remembering:
    """A meter with so many tokens."""

    left: int = 1_000_000
    reserved: list[int] = field(default_factory=list)
    settled: dict[str, Call] = field(default_factory=dict)

    async def reserve(self, learner: str, tokens: int, classroom: str = "") -> str | None:
        if tokens > self.left:
            return None
        self.left -= tokens
        self.reserved.append(tokens)
        return f"{learner}:{len(self.reserved)}"

    async def settle(self, id: str, call: Call) -> None:
        assert id not in self.settled
        self.settled[id] = call


def tutor(url: str, meter: Meter | None = None, *, model: str = "m", deadline: float = UNHURRIED, at_once: int = 8) -> ModelTutor:
    return ModelTutor(OFFLINE, Endpoint(url, "sk-test", model), meter or Unmetered(), fits, deadline=deadline, at_once=at_once)


def shower(language: Language = "en") -> AppSpec:
    """An app with a booking screen and a board."""
    found = blocks.discover()
    wish = Wish(language=language, facts=Facts(resources=("shower",)))
    draft = found["booking"].draft(wish)
    spec = AppSpec(title="Shower Time", languages=(language,), things=draft.things, screens=(draft.screen,), rules=draft.rules)
    return apply(spec, [AddScreen(draft=found["board"].draft(wish))])
