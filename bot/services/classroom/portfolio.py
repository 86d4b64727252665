"""One PDF a student, in their language: the problem in their words, their app, what they changed, what they can show."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.core.classroom.evidence import MOST_CHANGES, Item
from bot.core.classroom.rubric import LEVELS, Line, Rubric
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
from bot.services.classroom.report import Report, in_words, report_of
from bot.services.share_try import TryLink
from scaffolds.picture import drawing
from scaffolds.spec import AppSpec, text_of
from storage.classrooms.records import Classroom

MOST_VERSIONS = 8
_TOLD_APART = frozenset({"problem_own", "who_own", "goal_own", "change", "versions", "one_version", "app", "said_after", "survey"})
"""Items that have a place of their own in a portfolio, or are said to the teacher alone."""


@dataclass(frozen=True)
class Portfolio:
    """A student's PDF, and whose it is."""

    learner: str
    name: str
    pdf: bytes


@dataclass(frozen=True)
class Wanted:
    """What a portfolio holds beside the work itself."""

    rubric: Rubric
    scores: bool
    """With the levels and comments that teachers confirmed."""
    address: str = ""
    """Where Sampan is reached, for a code to scan; empty for none."""


async def portfolio(parts: Parts, classroom: Classroom, learner: str, wanted: Wanted) -> Portfolio | None:
    """None for one who does not sit in this class."""
    report = await report_of(parts, classroom.id, learner, wanted.rubric)
    if report is None:
        return None
    link = await _link(parts, report, wanted.address)
    document = _document(parts, classroom, report, wanted, link)
    return Portfolio(learner, report.seat.name, await asyncio.to_thread(print_pdf, document))


async def _link(parts: Parts, report: Report, address: str) -> TryLink | None:
    """Where the app can be tried, if the student lets others try it now: their own link is known by its hash alone, so this is another to the same."""
    project, until = report.student.sight.project, report.deeds.try_until
    if project is None or until is None or not address:
        return None
    return TryLink(await parts.store.new_app_link(project.id, "try", project.id, until - datetime.now(UTC)), until)


def _document(parts: Parts, classroom: Classroom, report: Report, wanted: Wanted, link: TryLink | None) -> Document:
    t = locale(spoken(report.student.sight.language) or "en")
    spec, zone = report.student.spec, ZoneInfo(parts.zone)
    title = text_of(spec.title, t.language) if spec else t("portfolio.no_title", name=report.seat.name)
    pieces = [
        Masthead(
            title, over=t("portfolio.over", name=report.seat.name, room=classroom.name), under=text_of(spec.tagline, t.language) if spec else ""
        ),
        *_app(spec, t),
        *_brief(report, t),
        *_changes(report, t, zone),
        *_shown(report, wanted, t),
        *_code(classroom, wanted.address, link, t, zone),
    ]
    return Document(
        title, t.language, pieces, colour=spec.colour if spec else "#0A5C4A", author=report.seat.name,
        foot=_foot(report, t, zone), unprintable=t("portfolio.unprintable", sign="{sign}"),
    )  # fmt: skip


def _foot(report: Report, t: Locale, zone: ZoneInfo) -> str:
    """As of when: of what is in it, so that the same work gives the same page."""
    standing = report.student.sight.standing
    return t("portfolio.foot", day=_day(standing.last.astimezone(zone).date(), t)) if standing else t("portfolio.foot_plain")


def _day(day: date, t: Locale) -> str:
    return t("portfolio.day", y=day.year, m=t(f"portfolio.month{day.month}"), d=day.day)


def _app(spec: AppSpec | None, t: Locale) -> Iterator[Piece]:
    if spec is None:
        yield Paragraph(t("portfolio.no_app"), quiet=True)
        return
    comma = ", " if t.language == "en" else "、"
    screens = comma.join(text_of(screen.label, t.language) for screen in spec.screens)
    yield Picture(drawing(spec, "photo"), t("portfolio.picture", screens=screens))
    yield Paragraph(t("portfolio.screens", screens=screens), quiet=True)


def _brief(report: Report, t: Locale) -> Iterator[Piece]:
    """Their words, in two columns where there are two."""
    facts = report.facts
    words = [("problem", facts.problem), ("who", facts.who), ("goal", facts.goal)]
    told: list[list[Piece]] = [[Heading(t(f"portfolio.{part}")), Quote(said)] for part, said in words if said]
    if told:
        yield from told[0]
    if len(told) == 3:
        yield Columns(told[1:])
    elif len(told) == 2:
        yield from told[1]


def _changes(report: Report, t: Locale, zone: ZoneInfo) -> Iterator[Piece]:
    versions = report.facts.versions
    if not versions:
        return
    shown = [versions[0], *versions[1:][-(MOST_VERSIONS - 1) :]] if len(versions) > MOST_VERSIONS else list(versions)
    left_out = len(versions) - len(shown)
    yield Heading(t("portfolio.changes", n=len(versions)) if len(versions) > 1 else t("portfolio.one_version"))
    steps = []
    for made in shown:
        points = list(made.changes[:MOST_CHANGES]) or ([t("portfolio.first")] if made.n == versions[0].n else [])
        steps.append((t("app.version", n=made.n), _day(made.at.astimezone(zone).date(), t), points))
    yield Steps(steps)
    if left_out:
        yield Paragraph(t("portfolio.left_out", n=left_out), quiet=True)


def _shown(report: Report, wanted: Wanted, t: Locale) -> Iterator[Piece]:
    """What there is to show for each line; with what a teacher confirmed, where that is wanted."""
    parts = [piece for line in wanted.rubric.lines for piece in _line(report, line, wanted.scores, t)]
    if parts:
        yield Heading(t("portfolio.shown"))
        yield from parts


def _line(report: Report, line: Line, scored: bool, t: Locale) -> Iterator[Piece]:
    score = report.scores.get(line.id) if scored else None
    items = [item for item in report.evidence[line.evidence] if not item.missing and item.key not in _TOLD_APART]
    if not items and score is None:
        return
    says = line.said(t.language)
    yield Heading(says.name, level=3)
    if score is not None:
        label = (
            t("portfolio.level", n=score.level, of=LEVELS, teacher=score.name) if score.name else t("portfolio.level_alone", n=score.level, of=LEVELS)
        )
        comment = t("portfolio.comment", words=score.comment) if score.comment else ""
        yield Rating(score.level, LEVELS, label, says.levels[score.level - 1], comment)
    if items:
        yield Points([_point(item, t) for item in items])


def _point(item: Item, t: Locale) -> str:
    words = in_words(item, t)
    return t("portfolio.quoted", what=words, words=" ".join(item.quote.split())) if item.quote else words


def _code(classroom: Classroom, address: str, link: TryLink | None, t: Locale, zone: ZoneInfo) -> Sequence[Piece]:
    if link is not None:
        where, day = link.address(address), _day(link.expires.astimezone(zone).date(), t)
        return [Code(where, t("portfolio.try", day=day), t("portfolio.qr"))]
    if address:
        where = f"{address.rstrip('/')}/"
        return [Code(where, t("portfolio.home", code=classroom.code), t("portfolio.qr"))]
    return []
