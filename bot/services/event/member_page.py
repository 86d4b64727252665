"""One page to take home for each member: the problem, the app, what they themselves brought, how AI was used, what the judges said."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from bot.core.classroom.changes import differences
from bot.locales import Locale, locale, spoken
from bot.portfolio import (
    Code,
    Columns,
    Document,
    Heading,
    Masthead,
    Paragraph,
    Picture,
    Piece,
    Points,
    Quote,
    Rating,
    Steps,
    print_pdf,
)
from bot.services import Parts
from bot.services.classroom.report import told
from bot.services.event import feedback
from bot.services.event.certificates import day, held_on
from bot.services.event.feedback import Said
from bot.services.event.keepsakes import COLOUR, Keepsake, keepsake_of
from bot.services.read_spec import spec_of
from scaffolds.picture import drawing
from scaffolds.spec import text_of
from storage.events.records import Event, Seat
from storage.records import Revision

MOST_CHANGES = 6
"""Versions of theirs that are told one by one, the latest ones."""


async def member_page(parts: Parts, event: Event, seat: Seat, address: str = "") -> bytes:
    """The PDF, in their language. `address`: where the event's page is reached, for a code to scan; empty for none."""
    language = (await parts.store.works.languages(event.id)).get(seat.learner)
    t = locale(spoken(language) or spoken(event.language) or "en")
    team = await keepsake_of(parts, event, seat.team) if seat.team else None
    said = await feedback.for_team(parts, event, team.work.team, t.language) if team else []
    own = await _own(parts, event, seat, team, t) if team else []
    return await asyncio.to_thread(print_pdf, _document(event, seat, team, own, said, t, address))


def _document(event: Event, seat: Seat, team: Keepsake | None, own: Sequence[Piece], said: Sequence[Said], t: Locale, address: str) -> Document:
    spec = team.spec if team else None
    title = text_of(spec.title, t.language) if spec else team.work.name if team else seat.name
    who = t("ev_after.page_over_team", name=seat.name, team=team.work.name, event=event.name) if team else f"{seat.name} · {event.name}"
    pieces = [
        Masthead(title, over=who, under=text_of(spec.tagline, t.language) if spec else ""),
        *(_app(team, t) if team else [Paragraph(t("ev_after.page_no_team"), quiet=True)]),
        *own,
        *(_statement(team, t) if team else ()),
        *_said(said, t),
        *([Code(address, t("ev_after.page_code"), t("portfolio.qr"))] if address else []),
    ]
    foot = f"{event.name} · {day(held_on(event), t)}"
    return Document(title, t.language, pieces, spec.colour if spec else COLOUR, seat.name, foot, t("portfolio.unprintable", sign="{sign}"))


def _app(team: Keepsake, t: Locale) -> Iterator[Piece]:
    spec = team.spec
    if team.awards:
        yield Points([t("ev_after.page_award", prize=prize) for prize in team.awards])
    if spec:
        yield Picture(drawing(spec, "photo"), t("ev_after.picture", title=text_of(spec.title, t.language)))
    if team.problem:
        yield Heading(t("ev_after.page_problem"))
        yield Quote(team.problem)
    asked: list[list[Piece]] = [[Heading(t(f"portfolio.{part}")), Quote(text)] for part, text in _brief(team) if text]
    if len(asked) == 2:
        yield Columns(asked)
    elif asked:
        yield from asked[0]
    if team.work.pitch:
        yield Heading(t("ev_after.page_pitch"))
        yield Quote(team.work.pitch)


def _brief(team: Keepsake) -> Sequence[tuple[str, str]]:
    spec = team.spec
    return [("who", spec.brief.who), ("goal", spec.brief.goal)] if spec else []


async def _own(parts: Parts, event: Event, seat: Seat, team: Keepsake, t: Locale) -> list[Piece]:
    """What they brought, as it is kept: their role, the problems that they named, the versions that their words made."""
    ideas = await parts.store.works.ideas_of(seat.learner, team.work.team)
    pieces: list[Piece] = [Paragraph(t("ev_after.page_role", role=_role(seat.role, t)))] if seat.role else []
    if ideas:
        pieces += [Heading(t("ev_after.page_ideas"), level=3), *map(Quote, ideas)]
    steps = await _steps(parts, seat, team, ZoneInfo(event.zone), t)
    if steps:
        pieces += [Heading(t("ev_after.page_changes"), level=3), Steps(steps)]
    return [Heading(t("ev_after.page_own", name=seat.name)), *pieces] if pieces else []


def _role(role: str, t: Locale) -> str:
    """What a role card is called; one that an event made up is called as it was typed."""
    return t.sentences.get(f"ev_role.{role}", role)


async def _steps(parts: Parts, seat: Seat, team: Keepsake, zone: ZoneInfo, t: Locale) -> list[tuple[str, str, Sequence[str]]]:
    if team.work.project is None:
        return []
    versions = await parts.store.versions(team.work.project)
    mine = await parts.store.works.turns_of(seat.learner, team.work.project)
    by_number = {one.n: one for one in versions}
    theirs = [one for one in versions if one.turn in mine and one.n <= team.work.version]
    return [_step(one, by_number.get(one.parent or 0), zone, t) for one in theirs[-MOST_CHANGES:]]


def _step(made: Revision, before: Revision | None, zone: ZoneInfo, t: Locale) -> tuple[str, str, Sequence[str]]:
    changes = [told(change, t.language) for change in differences(spec_of(before), spec_of(made))] if before else [t("portfolio.first")]
    return t("app.version", n=made.n), f"{made.created.astimezone(zone):%H:%M}", changes[:MOST_CHANGES]


def _statement(team: Keepsake, t: Locale) -> Iterator[Piece]:
    if team.work.ai_statement:
        yield Heading(t("ev_after.page_ai"))
        yield Paragraph(team.work.ai_statement)


def _said(said: Sequence[Said], t: Locale) -> Iterator[Piece]:
    """Every judge's words and levels, without who they were."""
    if said:
        yield Heading(t("ev_after.page_judges"))
    for n, one in enumerate(said, 1):
        yield Heading(t("ev_after.judge_n", n=n), level=3)
        if one.comment:
            yield Quote(one.comment)
        for level in one.levels:
            yield Rating(level.n, level.of, f"{level.name}: {level.n} / {level.of}", level.says)
