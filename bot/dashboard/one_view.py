"""What the page of one student shows, in the page's words. Plain frozen values; the templates only set them out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import prompts
from bot.channels.web.markdown import line_to_html
from bot.channels.web.times import moment_of
from bot.core.classroom.authorship import Source, Words
from bot.core.classroom.journey import Mark
from bot.dashboard.one_parts import Drawn, Happened, Share, Told
from bot.dashboard.page import ClassVisit
from bot.locales import Locale, spoken
from bot.services.classroom.look_at import Student, Version
from bot.services.classroom.signals import question_for, reason
from scaffolds.spec import text_of
from storage.classrooms.looking import Note

MOST_EXAMPLES = 5
_SWITCHED = {"pause": "pause", "resume": "resume", "ai_off": "ai_off", "ai_on": "ai_on", "bell": "bell"}


@dataclass(frozen=True)
class OneView:
    student: Student
    t: Locale
    zone: str
    tier: str
    asked_version: int | None

    @property
    def learner(self) -> str:
        return self.student.sight.seat.learner

    @property
    def name(self) -> str:
        return self.student.sight.seat.name

    @property
    def number(self) -> str:
        return self.student.sight.seat.number

    @property
    def paused(self) -> bool:
        return self.student.sight.seat.paused is not None

    @property
    def unaided(self) -> bool:
        return self.student.sight.seat.unaided is not None

    @property
    def project(self) -> str:
        return self.student.sight.project.id if self.student.sight.project else ""

    @property
    def projects(self) -> list[tuple[str, str, bool]]:
        """(id, name, chosen) of each app of theirs, where there are several."""
        found = self.student.sight.projects
        return [(one.id, one.slug, one.id == self.project) for one in found] if len(found) > 1 or (found and not self.project) else []

    @property
    def title(self) -> str:
        spec = self.student.spec
        return f"{spec.emoji} {text_of(spec.title, self.t.language)}" if spec else ""

    # How they stand

    @property
    def standing(self) -> str:
        """Another where what is told of them is another."""
        sight = self.student.sight
        judged = "".join(f"{one.ended is not None:d}{one.verdict}" for one in sight.signals)
        told = [
            len(sight.said),
            sight.said[-1].turn if sight.said else "",
            len(sight.nudges),
            len(sight.switches),
            judged,
            sight.seat,
            self.student.signal,
        ]
        notes = [one.id for one in sight.notes]
        return f"{hashlib.sha256(repr([told, notes]).encode()).hexdigest()[:16]}_{self.app_standing}"

    @property
    def app_standing(self) -> str:
        return f"{self.project}-{self.shown.n if self.shown else 0}"

    @property
    def stuck_reason(self) -> str:
        """Why they may be stuck, in a sentence."""
        return reason(self.student.signal, self.t) if self.student.signal else ""

    @property
    def question(self) -> str:
        """What to ask them, ready to send, in the language of their chat."""
        found, sight, spec = self.student.signal, self.student.sight, self.student.spec
        if found is None:
            return ""
        language, stage = spoken(sight.language) or "en", sight.standing.stage if sight.standing else ""
        title = text_of(spec.title, language) if spec else ""
        return question_for(found, language, title=title, stage=stage, tier=self.tier, seed=self.learner)

    @property
    def glance(self) -> str:
        """The heading of the river: where they are, in a sentence."""
        legs = self.student.river.legs
        if not legs:
            return self.t("one.before_class" if self.student.versions else "one.not_begun")
        stage, worked = self.t(f"stage.{legs[-1].stage}"), self.lasting(self.student.river.worked)
        version = next((one.n for one in self.student.versions if one.now), 0)
        return self.t("one.glance_app" if version else "one.glance", stage=stage, worked=worked, n=version, count=len(self.student.versions))

    @property
    def last(self) -> str:
        said = self.student.sight.said
        return self.when(said[-1].at) if said else ""

    # The river

    @property
    def legs(self) -> list[Drawn]:
        return [
            Drawn(leg.stage, _hundredths(leg.x), 100 * leg.width * _WIDE, self.t(f"stage.{leg.stage}"), self.lasting(leg.worked))
            for leg in self.student.river.legs
        ]

    @property
    def ahead(self) -> list[Drawn]:
        return [Drawn(stage, _hundredths(x), label=self.t(f"stage.{stage}")) for stage, x in self.student.river.ahead]

    @property
    def marks(self) -> list[Drawn]:
        return [Drawn(one.kind, _hundredths(one.x), label=one.name, times=one.times) for one in self.student.river.marks]

    @property
    def boat(self) -> float:
        return _hundredths(self.student.river.boat)

    @property
    def kinds(self) -> list[str]:
        """What marks there are, for the legend."""
        there = {one.kind for one in self.student.river.marks}
        return [kind for kind in ("version", "nudge", "signal", "hint", "pause") if kind in there]

    @property
    def happened(self) -> list[Happened]:
        """All of it in words, in its order."""
        found = [*self._stages(), *(self._mark(mark) for mark in self.student.marks), *self._breaks()]
        return sorted(found, key=lambda one: one.at)

    def _stages(self) -> Iterator[Happened]:
        for leg in self.student.river.legs:
            yield Happened(
                leg.begin, self.when(leg.begin), "stage", self.t("one.reached", stage=self.t(f"stage.{leg.stage}"), worked=self.lasting(leg.worked))
            )

    def _breaks(self) -> Iterator[Happened]:
        for at, long in self.student.river.breaks:
            yield Happened(at + timedelta(seconds=1), "", "break", self.t("one.break", long=self.lasting(long)))

    def _mark(self, mark: Mark) -> Happened:
        when = self.when(mark.at)
        match mark.kind:
            case "version":
                first = mark.name == "1"
                return Happened(mark.at, when, "version", self.t("one.first_zip" if first else "one.new_version", n=mark.name))
            case "nudge":
                return Happened(mark.at, when, "nudge", self.t("one.nudged", name=mark.name or self.t("one.a_teacher")), mark.text)
            case "signal":
                return Happened(mark.at, when, "signal", self.reason(mark.name), mark.text)
            case "hint":
                return Happened(mark.at, when, "hint", self.t("one.hinted"))
            case _:
                return Happened(mark.at, when, "pause", self.t(f"one.did_{_SWITCHED.get(mark.name, 'bell')}"))

    def reason(self, reason: str) -> str:
        return self.t(f"one.reason_{reason}") if f"one.reason_{reason}" in self.t.sentences else reason

    # The app

    @property
    def shown(self) -> Version | None:
        """The version in the frame: as asked for, else the one that they are at."""
        return next((one for one in self.student.versions if one.n == self.asked_version), None) or next(
            (one for one in self.student.versions if one.now), None
        )

    @property
    def versions(self) -> list[Told]:
        return [self._told(one) for one in self.student.versions]

    def _told(self, one: Version) -> Told:
        changes = [line_to_html(prompts.load("tutor/done").render(self.t.language, **change)) for change in one.changes]
        comma = ", " if self.t.language == "en" else "、"
        pages = comma.join(text_of(screen.label, self.t.language) for screen in one.spec.screens)
        return Told(one.n, self.when(one.made), one.now, line_to_html(one.why), changes, self.t("one.pages", pages=pages) if one.n == 1 else "")

    @property
    def shares(self) -> list[Share]:
        words = self.student.words
        if words is None or not words.words:
            return []
        x, shares = 0.0, []
        sources: tuple[Source, ...] = ("own", "both", "ours")
        for source in sources:
            found = words.of(source)
            percent = 100 * len(found) / len(words.words)
            shares.append(Share(source, len(found), percent, x, self._examples(found), max(0, len(found) - MOST_EXAMPLES)))
            x += percent
        return shares

    def _examples(self, found: Sequence[Words]) -> list[tuple[str, str]]:
        """Short ones first: a whole problem is quoted elsewhere."""
        return [(self.t(f"one.part_{one.part}"), one.text) for one in sorted(found, key=lambda one: len(one.text))[:MOST_EXAMPLES]]

    @property
    def brief(self) -> list[tuple[str, str]]:
        brief = self.student.brief
        return [(part, getattr(brief, part)) for part in ("problem", "who", "goal", "keep")]

    # Words about time

    def when(self, at: datetime) -> str:
        return moment_of(at, datetime.now(UTC), self.zone, self.t.language)

    def note_when(self, note: Note) -> str:
        return self.when(note.at)

    def lasting(self, long: timedelta) -> str:
        """About how long."""
        minutes = round(long.total_seconds() / 60)
        if minutes < 1:
            return self.t("one.under_a_minute")
        if minutes < 60:
            return self.t("one.minutes", n=minutes)
        if minutes < 48 * 60:
            return self.t("one.hours", h=minutes // 60, m=f"{minutes % 60:02}")
        return self.t("one.days", n=round(minutes / 60 / 24))


_LEFT, _WIDE = 1.5, 0.965


def _hundredths(x: float) -> float:
    """Within the picture, so that nothing is cut at its edges."""
    return _LEFT + 100 * x * _WIDE


def view_of(student: Student, here: ClassVisit, version: int | None = None) -> OneView:
    return OneView(student, here.t, here.parts.zone, here.classroom.tier, version)
