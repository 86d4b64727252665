"""What the page of charts shows: each with a heading that says what it means, the numbers for the picture, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.classroom import figures
from bot.core.classroom.figures import Said, Step
from bot.core.classroom.precision import Tally, in_all, weakest
from bot.core.classroom.progress import REASONS
from bot.core.classroom.survey import ANSWERS, MOMENTS, QUESTIONS, Change, changes
from bot.core.turn import STAGES
from bot.locales import Locale
from scaffolds import blocks
from storage.classrooms.numbers import Figures

_MOST_BLOCKS = 12


@dataclass(frozen=True)
class Chart:
    """One of them. `figure` is what the page's script draws; {} where there is nothing to draw yet."""

    id: str
    heading: str
    about: str
    """What is counted, in a line."""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str | int]] = ()
    figure: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Survey:
    """How the three questions stand."""

    chart: Chart
    first: int
    last: int
    """How many answered any of them on the day."""


@dataclass(frozen=True)
class ChartsView:
    charts: Sequence[Chart]
    survey: Survey
    precision: Chart
    begun: bool
    """Somebody did something."""
    at: str


def view_of(found: Figures, tallies: Sequence[Tally], t: Locale, zone: str, now: datetime) -> ChartsView:
    steps = [Step(one.learner, one.stage, one.at) for one in found.came]
    said = [Said(one.learner, one.at, one.helped or "") for one in found.moments]
    place = ZoneInfo(zone)
    return ChartsView(
        charts=[
            _funnel(found, steps, t),
            _times(steps, said, t),
            _blocks(found, t),
            _hints(said, t),
            _lesson(said, t, place),
        ],
        survey=_survey(found, t),
        precision=_precision(tallies, t),
        begun=bool(steps),
        at=f"{now.astimezone(place):%H:%M}",
    )


def _stages(t: Locale) -> list[str]:
    return [t(f"stage.{stage}") for stage in STAGES]


def _bars(labels: Sequence[str], *series: tuple[str, Sequence[float], str], **more: Any) -> dict[str, Any]:
    """A picture of bars; a series is what it is called, its numbers and its colour."""
    return {"kind": "bars", "labels": labels, "series": [{"label": name, "data": data, "tone": tone} for name, data, tone in series], **more}


def _funnel(found: Figures, steps: Sequence[Step], t: Locale) -> Chart:
    came = figures.reached(steps, [one.stage for one in found.places if one.stage])
    now = [sum(one.stage == stage for one in found.places) for stage in STAGES]
    heading = t("charts.funnel", built=came[STAGES.index("build")], all=len(found.places)) if any(came) else t("charts.funnel_none")
    return Chart(
        "funnel", heading, t("charts.funnel_about"), (t("charts.stage"), t("charts.came"), t("charts.now")),
        [*zip(_stages(t), came, now, strict=True)],
        _bars(_stages(t), (t("charts.came"), came, "water"), (t("charts.now"), now, "ferry"), horizontal=True) if any(came) else {},
    )  # fmt: skip


def _times(steps: Sequence[Step], said: Sequence[Said], t: Locale) -> Chart:
    spreads = figures.times(steps, said)
    columns = (t("charts.stage"), t("charts.quarter_below"), t("charts.middle"), t("charts.quarter_above"), t("charts.students"))
    if not spreads:
        return Chart("times", t("charts.times_none"), t("charts.times_about"))
    longest = max(spreads, key=lambda stage: spreads[stage].middle)
    minutes = _minutes(spreads[longest].middle)
    rows = [(t(f"stage.{stage}"), _minutes(one.low), _minutes(one.middle), _minutes(one.high), one.n) for stage, one in spreads.items()]
    figure = {
        "kind": "spreads", "labels": [t(f"stage.{stage}") for stage in spreads], "unit": t("charts.minutes"),
        "ranges": [[round(one.low, 1), round(one.high, 1)] for one in spreads.values()], "middles": [round(one.middle, 1) for one in spreads.values()],
        "names": [t("charts.half"), t("charts.middle")],
    }  # fmt: skip
    return Chart("times", t("charts.times", stage=t(f"stage.{longest}"), n=minutes), t("charts.times_about"), columns, rows, figure)


def _minutes(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0")


def _blocks(found: Figures, t: Locale) -> Chart:
    apps = [one.blocks for one in found.places if one.blocks]
    known = blocks.discover()
    counted = [(f"{known[id].emoji} {known[id].said(t.language)['name']}", n) for id, n in figures.used(apps) if id in known]
    if not counted:
        return Chart("blocks", t("charts.blocks_none"), t("charts.blocks_about"))
    shown = counted[:_MOST_BLOCKS]
    figure = _bars([name for name, _ in shown], (t("charts.apps"), [n for _, n in shown], "water"), horizontal=True)
    heading = t("charts.blocks", name=counted[0][0].partition(" ")[2], n=counted[0][1], all=len(apps))
    return Chart("blocks", heading, t("charts.blocks_about"), (t("charts.block"), t("charts.apps")), counted, figure)


def _hints(said: Sequence[Said], t: Locale) -> Chart:
    counts, by = figures.hints(said), figures.asked_by(said)
    if not by:
        return Chart("hints", t("charts.hints_none"), t("charts.hints_about"))
    most = t(f"stage.{STAGES[counts.index(max(counts))]}")
    heading = t("charts.hints", n=sum(counts), students=len(by), stage=most)
    figure = _bars(_stages(t), (t("charts.times_asked"), counts, "lamp"))
    return Chart(
        "hints", heading, t("charts.hints_about"), (t("charts.stage"), t("charts.times_asked")), [*zip(_stages(t), counts, strict=True)], figure
    )


def _lesson(said: Sequence[Said], t: Locale, place: ZoneInfo) -> Chart:
    found = figures.lesson(said)
    if found is None:
        return Chart("lesson", t("charts.lesson_none"), t("charts.lesson_about"))
    clocks = [f"{one.astimezone(place):%H:%M}" for one in found.begins]
    heading = t("charts.lesson", n=sum(found.said), minutes=found.minutes, width=found.width, clock=f"{found.busiest.astimezone(place):%H:%M}")
    columns = (t("charts.from"), t("charts.messages"), t("charts.times_asked"))
    figure = _bars(clocks, (t("charts.messages"), found.said, "water"), (t("charts.times_asked"), found.helped, "lamp"), over=True)
    return Chart("lesson", heading, t("charts.lesson_about"), columns, [*zip(clocks, found.said, found.helped, strict=True)], figure)


def _survey(found: Figures, t: Locale) -> Survey:
    answers = {(one.learner, one.moment, one.question): one.answer for one in found.answers}
    counts = {moment: len({learner for learner, when, _ in answers if when == moment}) for moment in MOMENTS}
    moved = changes(answers)
    both = max(one.both for one in moved)
    shown = [
        [sum(answers.get((one.learner, moment, question)) == answer for one in found.places) for answer in ANSWERS]
        for question in QUESTIONS
        for moment in MOMENTS
    ]
    labels = [f"{t(f'charts.question_{question}')} · {t(f'charts.{moment}')}" for question in QUESTIONS for moment in MOMENTS]
    names = [t(f"charts.answer_{answer}") for answer in ANSWERS]
    chart = Chart(
        "survey", _moved(moved, t) if both else t("charts.survey_first", n=counts["first"]) if answers else t("charts.survey_none"), t("charts.survey_about"),
        (t("charts.question"), *names), [(label, *row) for label, row in zip(labels, shown, strict=True)] if answers else (),
        _stacked([label.replace(" · ", "\n") for label in labels], names, shown) if answers else {},
    )  # fmt: skip
    return Survey(chart, counts["first"], counts["last"])


def _stacked(labels: Sequence[str], names: Sequence[str], shown: Sequence[Sequence[int]]) -> dict[str, Any]:
    series = [(name, [row[place] for row in shown], f"step-{place + 1}") for place, name in enumerate(names)]
    return _bars(labels, *series, horizontal=True, stacked=True)


def _moved(moved: Sequence[Change], t: Locale) -> str:
    most = max(moved, key=lambda one: (one.sure_at_last - one.sure_at_first, one.both))
    return t("charts.survey", question=t(f"charts.question_{most.question}"), first=most.sure_at_first, last=most.sure_at_last, both=most.both)


def _precision(tallies: Sequence[Tally], t: Locale) -> Chart:
    ordered = sorted(tallies, key=lambda one: REASONS.index(one.reason) if one.reason in REASONS else len(REASONS))
    every, doubtful = in_all(ordered), weakest(ordered)
    heading = t("charts.precision", right=every.right, judged=every.judged) if every.judged else t("charts.precision_none")
    if doubtful is not None:
        heading = t("charts.precision_weak", right=every.right, judged=every.judged, name=_named(doubtful, t))
    columns = (t("charts.reason"), t("charts.shown"), t("charts.right"), t("charts.wrong"))
    rows = [(_named(one, t), one.shown, one.right, one.judged - one.right) for one in ordered]
    wrong, open_ = [one.judged - one.right for one in ordered], [one.shown - one.judged for one in ordered]
    series = ((t("charts.right"), [one.right for one in ordered], "ferry"), (t("charts.wrong"), wrong, "lamp"), (t("charts.not_said"), open_, "line"))
    figure = _bars([_named(one, t) for one in ordered], *series, horizontal=True, stacked=True) if ordered else {}
    return Chart("precision", heading, t("charts.precision_about"), columns, rows, figure)


def _named(one: Tally, t: Locale) -> str:
    return t.sentences.get(f"signal.name_{one.reason}", one.reason)
