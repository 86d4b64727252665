"""What the live page of a class shows, gathered at once. Plain frozen values; the templates only set them out."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.classroom.progress import GONE
from bot.core.classroom.trouble import Kind
from bot.core.turn import STAGES
from bot.dashboard.live_asking import shared_by
from bot.dashboard.live_people import Card, ago, card_of
from bot.dashboard.page import ClassVisit
from bot.dashboard.river import Post, band, posts
from bot.locales import Locale
from storage.classrooms.records import Classroom
from storage.classrooms.watch import Watched

MOST_TOGETHER = 40
"""Above so many, those on their way stand by stage."""
MOST_WIDE = 12
"""So many of the stuck have a wide card with a question: nobody helps more at once. The others are small, unless one asks for all who need help."""
ALL, HELP = "all", "help"
SHOWS: Mapping[str, Callable[[Card], bool]] = {
    ALL: lambda card: True,
    HELP: lambda card: card.stuck,
    "deciding": lambda card: card.step < 4,
    "building": lambda card: card.step in (4, 5),
    "ready": lambda card: card.step == 6,
}
SORTS = (HELP, "seat", "name", "stage")


@dataclass(frozen=True)
class Chip:
    """One of the filters."""

    key: str
    label: str
    n: int
    current: bool


@dataclass(frozen=True)
class Group:
    title: str
    cards: Sequence[Card]


@dataclass(frozen=True)
class Offer:
    """A lesson for those who meet the same."""

    key: str
    words: str
    names: str


@dataclass(frozen=True)
class LiveView:
    classroom: Classroom
    show: str
    sort: str
    stamp: str
    """Another with everything that moves; a page whose stamp is an older one is behind."""
    under: str
    headline: str
    second: str
    band: str
    """The path of the river."""
    posts: Sequence[Post]
    chips: Sequence[Chip]
    stuck: Sequence[Card]
    groups: Sequence[Group]
    absent: Sequence[str]
    """Names that are on the list and did not come yet."""
    offers: Sequence[Offer]
    joined: int

    @property
    def looks(self) -> Sequence[str]:
        """The blocks of which a thumbnail is on the page."""
        shown = {card.block for cards in (self.stuck, *(group.cards for group in self.groups)) for card in cards}
        return sorted(shown - {""})


async def view_of(here: ClassVisit, show: str = ALL, sort: str = HELP) -> LiveView:
    """The whole page, by one question to the store."""
    return live_view(here.classroom, await here.parts.store.watch.everyone(here.classroom.id), here.t, datetime.now(UTC), show, sort)


def live_view(room: Classroom, everyone: Sequence[Watched], t: Locale, at: datetime, show: str = ALL, sort: str = HELP) -> LiveView:
    show, sort = show if show in SHOWS else ALL, sort if sort in SORTS else HELP
    came = [one for one in by_seat(everyone) if one.seat.joined is not None]
    cards = [card_of(one, room, t, at) for one in came]
    chosen = [card for card in ordered(cards, sort) if SHOWS[show](card)]
    reached = [sum(card.step > step for card in cards) for step in range(len(STAGES))]
    stuck, others = [card for card in chosen if card.stuck], [card for card in chosen if not card.stuck]
    most = {card.learner for card in ordered(stuck, HELP)[: None if show == HELP else MOST_WIDE]}
    wide, small = [card for card in stuck if card.learner in most], [card for card in stuck if card.learner not in most]
    return LiveView(
        classroom=room, show=show, sort=sort, stamp=stamp_of(room, everyone), under=_under(cards, t), headline=headline(reached, cards, t, at),
        second=_second(cards, t), band=band(reached), posts=posts(reached, t),
        chips=[Chip(key, t(f"live.show_{key}"), sum(map(kept, cards)), key == show) for key, kept in SHOWS.items()],
        stuck=wide, groups=_more(small, t) + _groups(others, sort, len(cards) > MOST_TOGETHER, t),
        absent=[one.seat.name for one in by_seat(everyone) if one.seat.joined is None] if show == ALL else [],
        offers=_offers(cards, t), joined=len(cards),
    )  # fmt: skip


def stamp_of(room: Classroom, everyone: Sequence[Watched]) -> str:
    moves = [(one.seat, one.standing and one.standing.last, one.nudged, one.judged) for one in everyone]
    return f"{zlib.crc32(repr((room, moves)).encode()):08x}"


def by_seat(everyone: Sequence[Watched]) -> list[Watched]:
    """By class number where there is one, then in the order in which they came to the list."""
    return sorted(everyone, key=lambda one: (not one.seat.number, len(one.seat.number), one.seat.number))


def ordered(cards: Sequence[Card], sort: str) -> list[Card]:
    """Cards come by seat, and stay so where nothing else tells them apart."""
    if sort == "name":
        return sorted(cards, key=lambda card: card.name.casefold())
    if sort == "stage":
        return sorted(cards, key=lambda card: card.step)
    return sorted(cards, key=_calm) if sort == HELP else list(cards)


def _calm(card: Card) -> tuple[bool, bool, float]:
    """Who needs help first: the stuck, then whoever is silent for longest; who is done comes last."""
    return not card.stuck, card.step == len(STAGES), card.last.timestamp() if card.last else 0.0


def _more(cards: Sequence[Card], t: Locale) -> list[Group]:
    return [Group(t("live.stuck_more", n=len(cards)), cards)] if cards else []


def _groups(cards: Sequence[Card], sort: str, crowded: bool, t: Locale) -> list[Group]:
    if not crowded or sort in ("seat", "name"):
        return [Group(t("live.on_their_way"), cards)] if cards else []
    by_stage = [(stage, [card for card in cards if card.stage == stage]) for stage in STAGES]
    return [Group(t("live.at_stage", stage=t(f"stage.{stage}"), n=len(those)), those) for stage, those in by_stage if those]


def headline(reached: Sequence[int], cards: Sequence[Card], t: Locale, at: datetime) -> str:
    """What the class is doing, in a sentence."""
    n, built, done = len(cards), reached[3], reached[5]
    if not n:
        return t("live.nobody")
    last = max((card.last for card in cards if card.last), default=None)
    if last is not None and at - last > GONE:
        return t("live.rests", when=ago(last, t, at))
    if n == 1:
        return t("live.one_is", stage=t(f"stage.{cards[0].stage}"))
    if done == n or built == n:
        return t("live.all_done" if done == n else "live.all_built")
    if 2 * built > n:
        return t("live.most_done" if 2 * done > n else "live.most_built")
    return t("live.most_begin" if 2 * reached[1] < n else "live.most_decide")


def _second(cards: Sequence[Card], t: Locale) -> str:
    stuck = sum(card.stuck for card in cards)
    return t("live.stuck_one") if stuck == 1 else t("live.stuck_some", n=stuck) if stuck else t("live.stuck_none") if cards else ""


def _under(cards: Sequence[Card], t: Locale) -> str:
    return t("live.here", n=sum(card.here for card in cards), of=len(cards)) if cards else ""


def _offers(cards: Sequence[Card], t: Locale) -> list[Offer]:
    names = {card.learner: card.name for card in cards}
    return [
        Offer(
            key=one.kind.key,
            words=t("live.shared", n=len(one.learners), of=len(cards), what=shared_words(one.kind, t)),
            names=t("live.comma").join(names[learner] for learner in one.learners),
        )
        for one in shared_by(cards)
    ]


def shared_words(kind: Kind, t: Locale) -> str:
    """What several meet, in words."""
    if kind.reason == "error":
        return t(f"live.error_{kind.of}")
    if kind.reason == "question":
        return t("live.shared_question")
    if kind.reason == "failures":
        return t("live.shared_failures")
    return t("live.shared_same") if kind.of not in STAGES else t("live.shared_stage", stage=t(f"stage.{kind.of}"))
