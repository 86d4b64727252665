"""Certificates: of taking part, and of each award, for every member, in their own language or the event's."""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.event import phases
from bot.locales import Locale, locale, spoken
from bot.portfolio import Certificate, print_certificate
from bot.services import Parts
from bot.services.classroom.class_zips import safe_names
from bot.services.classroom.export import Sink
from bot.services.event.keepsakes import COLOUR, Keepsake, keepsake_of, keepsakes
from scaffolds.picture import drawing
from scaffolds.spec import text_of
from storage.events.records import Event, Seat


@dataclass(frozen=True)
class Paper:
    """One certificate before it is printed, and the name of its file."""

    file: str
    certificate: Certificate


async def of_member(parts: Parts, event: Event, seat: Seat) -> list[Paper]:
    """One's own: of taking part, and of the awards that everybody saw by now."""
    team = await keepsake_of(parts, event, seat.team) if seat.team else None
    return list(papers(event, team, seat, await _locale(parts, event, seat)))


async def _locale(parts: Parts, event: Event, seat: Seat) -> Locale:
    return _words(event, (await parts.store.works.languages(event.id)).get(seat.learner))


async def everyone(parts: Parts, event: Event, *, own_language: bool) -> AsyncIterator[bytes]:
    """Everybody's in one zip, a part at a time, with every award that was given: they are printed before the ceremony. Raises `StoreError`."""
    made = await _everyones(parts, event, own_language=own_language)
    names, sink = safe_names([paper.file for paper in made]), Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as zipped:  # type: ignore[call-overload]  # it only needs to be written to
        for name, paper in zip(names, made, strict=True):
            zipped.writestr(name, await asyncio.to_thread(print_certificate, paper.certificate))
            yield sink.taken()
    yield sink.taken()


async def _everyones(parts: Parts, event: Event, *, own_language: bool) -> list[Paper]:
    languages: Mapping[str, str] = await parts.store.works.languages(event.id) if own_language else {}
    teams = {one.work.team: one for one in await keepsakes(parts, event, all_awards=True)}
    seats = await parts.store.teams.seats(event.id)
    return [paper for seat in seats for paper in papers(event, teams.get(seat.team or ""), seat, _words(event, languages.get(seat.learner)))]


def papers(event: Event, team: Keepsake | None, seat: Seat, t: Locale) -> Iterator[Paper]:
    """Every certificate of one person."""
    name = f"{team.work.name} - {seat.name}" if team else seat.name
    yield Paper(f"{name} - {t('ev_after.cert_file')}.pdf", _certificate(event, team, seat, t, t("ev_after.cert_title"), award=False))
    for prize in team.awards if team else ():
        yield Paper(f"{name} - {prize}.pdf", _certificate(event, team, seat, t, prize, award=True))


def _certificate(event: Event, team: Keepsake | None, seat: Seat, t: Locale, title: str, *, award: bool) -> Certificate:
    spec = team.spec if team else None
    return Certificate(
        t.language, title, event.name, seat.name, _says(team, t, award=award), team.problem if team else "", day(held_on(event), t),
        t("ev_after.cert_signed"), award, drawing(spec, "photo") if spec else "",
        t("ev_after.picture", title=text_of(spec.title, t.language)) if spec else "", spec.colour if spec else COLOUR,
    )  # fmt: skip


def _says(team: Keepsake | None, t: Locale, *, award: bool) -> str:
    if team is None:
        return t("ev_after.cert_alone")
    what = "award" if award else "part"
    return t(f"ev_after.cert_{what}_app", team=team.work.name, title=team.title) if team.title else t(f"ev_after.cert_{what}", team=team.work.name)


def held_on(event: Event) -> date:
    """The day of the freeze, where it was held."""
    moments: Sequence[datetime] = [moment for moment in (phases.freezes(phases.read(event.phases)), event.created) if moment]
    return moments[0].astimezone(ZoneInfo(event.zone)).date()


def day(when: date, t: Locale) -> str:
    return t("portfolio.day", y=when.year, m=t(f"portfolio.month{when.month}"), d=when.day)


def _words(event: Event, language: str | None) -> Locale:
    return locale(spoken(language) or spoken(event.language) or "en")
