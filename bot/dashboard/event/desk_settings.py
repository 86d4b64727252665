"""All that an event is: about, times, teams, prizes and rules, judging, its end. Each part is kept by itself, so that two organisers do not undo
what the other did."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from bot.core.event.roles import ROLES
from bot.dashboard import Tab
from bot.dashboard.event.clocks import clocks_of
from bot.dashboard.event.new_event import goal_of
from bot.dashboard.event.page import AnOrganiser, PersonVisit, show
from bot.dashboard.event.reading import chosen, form_of, lines, number, text
from bot.dashboard.event.settings_times import MovedTimes, rows_of, typed_times
from bot.dashboard.home import TIERS, tier_of
from bot.locales import LANGUAGES, spoken
from bot.services.classroom.open_class import KEEP_DAYS
from bot.services.classroom.rubrics import rubrics
from bot.services.event import naming, schedule
from bot.services.event.open_event import LARGEST_BATCH, MOST_FINALISTS, MOST_IN_A_TEAM, MOST_NAMED, MOST_PRIZES, MOST_VIEWS, SMALLEST_BATCH
from bot.services.news import of_event
from scaffolds.spec import text_of
from storage.errors import OverError
from storage.events.records import Event
from storage.ids import new_id
from storage.names import name_key

router = APIRouter(prefix="/event/{code}/desk/settings", include_in_schema=False)
DESK_TAB = Tab(80, "ev_desk.tab_settings", "settings")
Form = Annotated[FormData, Depends(form_of)]
Faults = dict[str, str]
_NOTES = ("saved", "quicker")
_SHOWN = {
    "about": ("name", "theme", "sdg", "tier", "language", "languages", "divisions", "regions"),
    "teams": ("smallest", "largest", "roles"),
    "prizes": ("prizes", "rules"),
    "judging": ("rubric", "batch", "views", "finalists"),
}
"""What each part sets: as it stood when the page was made goes with its form."""
LONGEST_WAS = 40_000


@router.get("", response_class=HTMLResponse)
async def settings(here: AnOrganiser, note: str = "") -> Response:
    return _page(here, note=note if note in _NOTES else "")


@router.post("/about", response_class=HTMLResponse)
async def about(here: AnOrganiser, form: Form) -> Response:
    name, theme, language = text(form, "name"), naming.text_of(text(form, "theme")), spoken(text(form, "language")) or here.event.language
    also = [one for one in chosen(form, "languages", LANGUAGES) if one != language]
    groups = {"divisions": lines(form, "divisions", MOST_NAMED), "regions": lines(form, "regions", MOST_NAMED)}
    wanted = {
        "theme": theme,
        "sdg": goal_of(form.get("sdg")),
        "tier": tier_of(text(form, "tier")),
        "language": language,
        "languages": [language, *also],
    }
    faults = {
        "name": _said(here, naming.name_fault(name), naming.LONGEST_NAME),
        "theme": _said(here, naming.text_fault(theme), naming.LONGEST_THEME),
        **{key: _said(here, naming.text_fault("\n".join(names), 4000)) for key, names in groups.items()},
    }
    return await _kept(here, form, "about", wanted | groups | {"name": naming.event_name_of(name) or name}, faults)


@router.post("/times", response_class=HTMLResponse)
async def change_times(here: AnOrganiser, form: Form) -> Response:
    """All at once: each after the one before. Where a colleague moved them meanwhile, that is said and nothing is kept."""
    moved = typed_times(here, form)
    if moved.faults:
        return _page(here, 422, times=moved)
    try:
        await schedule.set_phases(here.parts, here.event, moved.phases, text(form, "was", 40))
    except OverError:
        return _back(here, "quicker", "times")
    return _back(here, "saved", "times")


@router.post("/teams", response_class=HTMLResponse)
async def teams(here: AnOrganiser, form: Form) -> Response:
    smallest = number(form, "smallest", 1, MOST_IN_A_TEAM, here.event.smallest)
    largest = number(form, "largest", 1, MOST_IN_A_TEAM, here.event.largest)
    faults = {"largest": here.t("ev_desk.fault_sizes")} if largest < smallest else {}
    return await _kept(here, form, "teams", {"smallest": smallest, "largest": largest, "roles": chosen(form, "roles", ROLES)}, faults)


@router.post("/prizes", response_class=HTMLResponse)
async def prizes(here: AnOrganiser, form: Form) -> Response:
    rules = naming.text_of(text(form, "rules", 3 * naming.LONGEST_RULES))
    found = _prizes(here.event, form)
    wanted = {"prizes": found, "rules": rules}
    names = "\n".join(str(prize["name"]) for prize in found)
    faults = {
        "prizes": _said(here, naming.text_fault(names, 4000)),
        "rules": _said(here, naming.text_fault(rules, naming.LONGEST_RULES), naming.LONGEST_RULES),
    }
    return await _kept(here, form, "prizes", wanted, faults)


@router.post("/judging", response_class=HTMLResponse)
async def judging(here: AnOrganiser, form: Form) -> Response:
    event, known = here.event, rubrics().by_id
    wanted = {
        "rubric": text(form, "rubric") if text(form, "rubric") in known else event.rubric,
        "batch": number(form, "batch", SMALLEST_BATCH, LARGEST_BATCH, event.batch),
        "views": number(form, "views", 1, MOST_VIEWS, event.views), "finalists": number(form, "finalists", 0, MOST_FINALISTS, event.finalists),
    }  # fmt: skip
    return await _kept(here, form, "judging", wanted, {})


@router.post("/end", response_class=HTMLResponse)
async def end(here: AnOrganiser, form: Form) -> Response:
    """Put away, or taken out again; and how long it is kept."""
    days = text(form, "keep_days", 5)
    kept: dict[str, Any] = {"keep_days": int(days)} if days in {str(one) for one in KEEP_DAYS} else {}
    ways: dict[str, dict[str, Any]] = {"1": {"ended": here.event.ended or datetime.now(UTC)}, "0": {"ended": None}}
    away = ways.get(text(form, "away", 2), {})
    await here.parts.store.events.change(here.event.id, **kept, **away)
    here.parts.news.tell(of_event(here.event.id))
    return _back(here, "saved", "end")


@router.get("/delete", response_class=HTMLResponse)
async def ask_to_delete(here: AnOrganiser) -> Response:
    return await _ask_to_delete(here)


@router.post("/delete", response_class=HTMLResponse)
async def delete(here: AnOrganiser, form: Form) -> Response:
    """Only by its name. What teams made stays theirs."""
    if name_key(text(form, "name", 400)) != name_key(here.event.name):
        return await _ask_to_delete(here, here.t("ev_desk.delete_wrong"))
    await here.parts.store.founding.remove(here.event.id)
    await here.parts.store.care.write_down("event_deleted", teacher=here.person.teacher, detail=f"{here.event.code} {here.event.name}")
    here.parts.news.tell(of_event(here.event.id))
    return show(here, "event/desk/deleted.html", heading=here.t("ev_desk.deleted"), kind="door", home="/teacher" if here.person.teacher else "/")


def _prizes(event: Event, form: FormData) -> list[dict[str, Any]]:
    """A row without a name is none; one that was there keeps its id."""
    known = {prize["id"] for prize in event.prizes}
    ids, names, groups = ([str(value) for value in form.getlist(key)] for key in ("prize_id", "prize", "prize_division"))
    found: list[dict[str, Any]] = []
    for place, typed in enumerate(names[:MOST_PRIZES]):
        name, id = naming.event_name_of(typed)[: naming.LONGEST_NAME], ids[place] if place < len(ids) else ""
        group = groups[place] if place < len(groups) and groups[place] in event.divisions else ""
        if name:
            taken = {prize["id"] for prize in found}
            found.append({"id": id if id in known and id not in taken else new_id(), "name": name, "division": group})
    return found


def _said(here: PersonVisit, fault: str | None, most: int = 0) -> str:
    return here.t(f"ev_open.fault_{fault}", most=most) if fault else ""


async def _kept(here: PersonVisit, form: FormData, part: str, wanted: Mapping[str, Any], faults: Faults) -> Response:
    """What was changed of one part is kept, or comes back as it was typed: with what is wrong at its field, or because a colleague changed the
    same meanwhile."""
    wrong, was = {key: fault for key, fault in faults.items() if fault}, text(form, "was", LONGEST_WAS)
    if wrong:
        return _page(here, 422, wanted=wanted, faults=wrong, was={part: was} if was else {})
    stood = _read(was)
    if await here.parts.store.events.adjust(here.event.id, stood, wanted):
        found = await here.parts.store.events.get(here.event.id) or here.event
        return _page(replace(here, event=found), 409, wanted={key: value for key, value in wanted.items() if value != stood.get(key)}, note="met")
    here.parts.news.tell(of_event(here.event.id))
    return _back(here, "saved", part)


def _read(was: str) -> dict[str, Any]:
    """How a part stood when its page was made; nothing where a form does not say it."""
    try:
        found = json.loads(was or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _back(here: PersonVisit, note: str, part: str) -> Response:
    return RedirectResponse(f"{here.home}/desk/settings?note={note}#{part}", 303)


def _page(
    here: PersonVisit, status: int = 200, *, wanted: Mapping[str, Any] | None = None, faults: Faults | None = None, times: MovedTimes | None = None,
    note: str = "", was: Mapping[str, str] | None = None,
) -> HTMLResponse:  # fmt: skip
    event = here.event
    stands = {part: json.dumps({name: getattr(event, name) for name in names}, ensure_ascii=False) for part, names in _SHOWN.items()}
    shows = {name: getattr(event, name) for name in Event.__dataclass_fields__} | dict(wanted or {})
    known = {id: text_of(one.name, here.t.language) for id, one in rubrics().by_id.items()}
    return show(
        here, "event/desk/settings.html", status, heading=here.t("ev_desk.settings"), path="settings", width="narrow", set=shows, faults=faults or {},
        rows=rows_of(here, times), was=schedule.stamp(event), stands=stands | dict(was or {}), note=note, tiers=TIERS, all_roles=ROLES, rubrics=known, keep_days=_days(event),
        batches=range(SMALLEST_BATCH, LARGEST_BATCH + 1), most_views=MOST_VIEWS, most_finalists=MOST_FINALISTS, most_team=MOST_IN_A_TEAM,
        clocks=clocks_of(event.zone, here.t),
        prizes=[*shows["prizes"], *({"id": "", "name": "", "division": ""} for _ in range(2))][:MOST_PRIZES], problem=bool(faults or times),
    )  # fmt: skip


def _days(event: Event) -> Sequence[int]:
    return sorted({*KEEP_DAYS, event.keep_days})


async def _ask_to_delete(here: PersonVisit, problem: str = "") -> HTMLResponse:
    teams = [team for team in await here.parts.store.teams.of_event(here.event.id) if team.is_in]
    entries = await here.parts.store.entries.of_event(here.event.id)
    return show(
        here, "event/desk/delete.html", 422 if problem else 200, heading=here.t("ev_desk.delete_title"), path="settings", width="narrow",
        teams=len(teams), entries=len(entries), problem=problem,
    )  # fmt: skip
