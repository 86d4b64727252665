"""The times of an event as they are typed into its settings: on the wall clock of where it is, with what is wrong at its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData

from bot.core.event import phases as times
from bot.core.event.moments import FARTHEST, local_moment, shown
from bot.core.event.phases import KINDS, Kind, Phase, PhaseError
from bot.dashboard.event.page import PersonVisit
from bot.dashboard.event.reading import text

NEEDED: tuple[Kind, ...] = ("freeze", "over")


@dataclass(frozen=True)
class MovedTimes:
    """What was typed, and the phases that it makes where there is no fault."""

    typed: dict[Kind, str]
    phases: Sequence[Phase] = ()
    faults: dict[Kind, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TimeRow:
    """A line of the form. `begun`: it has, and stays as it is."""

    kind: Kind
    value: str
    begun: str = ""
    fault: str = ""
    needed: bool = False


def rows_of(here: PersonVisit, moved: MovedTimes | None) -> list[TimeRow]:
    """Every kind of phase; those that the event leaves out are empty."""
    now = datetime.now(UTC)
    there = {phase.kind: phase for phase in here.phases}
    found = []
    for kind in KINDS:
        phase = there.get(kind)
        begun = shown(phase.at, now, here.event.zone, here.t.language) if phase and _begun(here, phase, now) else ""
        value = moved.typed.get(kind, "") if moved else _wall(here, phase.at) if phase else ""
        found.append(TimeRow(kind, value, begun, moved.faults.get(kind, "") if moved else "", kind in NEEDED))
    return found


def typed_times(here: PersonVisit, form: FormData) -> MovedTimes:
    """The phases of a form, in their order."""
    now = datetime.now(UTC)
    there = {phase.kind: phase for phase in here.phases}
    typed: dict[Kind, str] = {kind: text(form, f"at_{kind}", 40).strip() for kind in KINDS}
    phases, faults = [], dict[Kind, str]()
    for kind in KINDS:
        phase = there.get(kind)
        if phase is not None and (_begun(here, phase, now) or typed[kind] == _wall(here, phase.at)):
            phases.append(phase)  # to the second, where the field shows minutes
        elif typed[kind]:
            found, fault = _moment(here, typed[kind], now)
            if found is None:
                faults[kind] = here.t(f"ev_open.fault_{fault}")
            else:
                phases.append(Phase(kind=kind, at=found))
    return _checked(here, typed, phases, faults)


def _checked(here: PersonVisit, typed: dict[Kind, str], phases: list[Phase], faults: dict[Kind, str]) -> MovedTimes:
    if not faults:
        try:
            return MovedTimes(typed, times.checked(phases))
        except PhaseError as error:
            kind = next(one for one in KINDS if one == error.phase)
            faults = {kind: here.t("ev_open.fault_time" if error.why == "missing" else "ev_desk.fault_order")}
    return MovedTimes(typed, (), faults)


def _moment(here: PersonVisit, typed: str, now: datetime) -> tuple[datetime | None, str]:
    try:
        heard = local_moment(datetime.fromisoformat(typed).replace(tzinfo=None), here.event.zone)
    except (ValueError, OverflowError):
        return None, "time"
    if heard.at is None:
        return None, heard.why
    fault = "past" if here.event.opened and heard.at <= now else "far" if heard.at - now > FARTHEST else ""
    return (None, fault) if fault else (heard.at, "")


def _begun(here: PersonVisit, phase: Phase, now: datetime) -> bool:
    return here.event.opened is not None and phase.at <= now


def _wall(here: PersonVisit, moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo(here.event.zone)):%Y-%m-%dT%H:%M}"
