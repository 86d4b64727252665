"""The class on the wall: what everybody may see. No name, no number, nothing of who is stuck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.classroom.task import Task
from bot.core.turn import STAGES
from bot.dashboard.live_people import Card, card_of
from bot.dashboard.live_view import headline
from bot.dashboard.page import ClassVisit
from bot.dashboard.river import band
from bot.services.classroom.task import task_of
from storage.classrooms.records import Classroom


@dataclass(frozen=True)
class Boat:
    """Somebody's, in joining order: a drawing in their colour. `title` is there where they let the class see their app."""

    colour: str
    block: str
    title: str


@dataclass(frozen=True)
class Harbour:
    """A stage and the boats that are at it."""

    label: str
    boats: Sequence[Boat]


@dataclass(frozen=True)
class Wall:
    classroom: Classroom
    headline: str
    task: Task
    band: str
    harbours: Sequence[Harbour]
    joined: int

    @property
    def crowd(self) -> str:
        """How small the boats are drawn, so that the fullest harbour holds them."""
        most = max(len(harbour.boats) for harbour in self.harbours)
        return "few" if most <= 12 else "some" if most <= 24 else "many"

    @property
    def looks(self) -> Sequence[str]:
        return sorted({boat.block for harbour in self.harbours for boat in harbour.boats} - {""})


async def wall_of(here: ClassVisit) -> Wall:
    room, t, at = here.classroom, here.t, datetime.now(UTC)
    everyone = [one for one in await here.parts.store.watch.everyone(room.id) if one.seat.joined is not None]
    cards = [card_of(one, room, t, at) for one in sorted(everyone, key=lambda one: str(one.seat.joined))]
    harbours = [Harbour(t(f"stage.{stage}"), [_boat(card, room) for card in cards if card.stage == stage]) for stage in STAGES]
    reached = [sum(card.step > step for card in cards) for step in range(len(STAGES))]
    return Wall(room, headline(reached, cards, t, at), task_of(room), band(reached), harbours, len(cards))


def _boat(card: Card, room: Classroom) -> Boat:
    return Boat(card.colour, card.block, card.title if room.pinned and card.project == room.pinned else "")
