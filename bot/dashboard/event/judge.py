"""`/event/<code>/judge`: a judge in a hall with a phone. A batch, each entry of it with its app, an order from the best to the last, and feedback.

Every button is a form, so that nothing here needs a script; dragging and swapping only make it quicker.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.pages import readable
from bot.core.classroom.rubric import LEVELS
from bot.core.errors import NoAppError
from bot.core.event import ordering, phases
from bot.core.event.ordering import MOVES, REASONS, Sheet
from bot.dashboard.event.page import AJudge, PersonVisit, show
from bot.services import guard
from bot.services.event import judging
from bot.services.event.frozen_app import frozen_link
from bot.services.read_spec import read
from scaffolds.picture import picture
from scaffolds.spec import text_of
from storage.errors import SheetMovedError
from storage.events.batches import Batch, Shown
from storage.events.entries import Entry
from storage.events.rounds import Round

router = APIRouter(prefix="/event/{code}/judge", include_in_schema=False)
UNDO = 20
"""Steps that can be taken back."""


@dataclass(frozen=True)
class Card:
    """An entry on the sheet. `n` is its number in the batch, which names its buttons."""

    n: int
    entry: Shown
    ran: bool
    said: bool


@dataclass(frozen=True)
class Earlier:
    """A batch that was handed in."""

    batch: Batch
    titles: Sequence[str]


@router.get("", response_class=HTMLResponse)
async def home(here: AJudge, none: str = "") -> Response:
    """What there is to do now. `none`: a batch was asked for, and there was nothing."""
    last = await judging.last_round(here.parts, here.event)
    own = await here.parts.store.judging.batches(here.event.id, last.number, here.person.id) if last else []
    state = "before" if last is None else "closed" if last.closed else "working" if any(one.done is None for one in own) else "free"
    waiting = next((one for one in own if one.done is None), None)
    return show(
        here, "event/judging/judge.html", heading=here.t(f"ev_judging.head_{'none' if none and state == 'free' else state}", name=here.person.name),
        state=state, none=bool(none), batch=waiting, earlier=await _earlier(here, own), begins=_begins(here), final=last is not None and last.number > 1,
        progress=await judging.progress(here.parts, here.event, here.person), barred=await _barred(here), usual=here.event.batch,
    )  # fmt: skip


async def _earlier(here: PersonVisit, own: Sequence[Batch]) -> list[Earlier]:
    done = [one for one in own if one.done is not None]
    names = await here.parts.store.judging.shown(here.event.id, sorted({entry for one in done for entry in one.entries}))
    return [Earlier(one, [_title(names[entry], here) for place in one.ranking or () for entry in place if entry in names]) for one in done]


async def _barred(here: PersonVisit) -> list[tuple[str, str]]:
    """The names of teams whose entries this judge is not given, each with its reason."""
    barred = await here.parts.store.judging.barred(here.event.id, here.person.id)
    teams = await here.parts.store.teams.of_event(here.event.id) if barred else []
    return [(team.name, barred[team.id]) for team in teams if team.id in barred]


def _begins(here: PersonVisit) -> str:
    at = phases.begins(here.phases, "judging")
    return at.astimezone(ZoneInfo(here.event.zone)).strftime("%H:%M") if at else ""


def _title(entry: Shown | Entry, here: PersonVisit) -> str:
    return entry.title or here.t("ev_judging.no_title", n=entry.number)


@router.post("/next")
async def more(here: AJudge, more: Annotated[str, Form()] = "") -> Response:
    """The batch that they have, or another one."""
    given = await judging.next_batch(here.parts, here.event, here.person, more=more == "1")
    return RedirectResponse(f"{here.home}/judge/batch/{given.id}" if given else f"{here.home}/judge?none=1", 303)


@router.get("/batch/{id}", response_class=HTMLResponse)
async def sheet(here: AJudge, id: str, was: str = "") -> Response:
    """A batch in the order that it has now. `was`: the orders before, for going back to them."""
    batch, last = await _own(here, id)
    return await _sheet(here, batch, last, was)


@router.post("/batch/{id}", response_class=HTMLResponse)
async def step(
    here: AJudge, id: str, act: Annotated[str, Form()] = "", now: Annotated[str, Form()] = "", was: Annotated[str, Form()] = ""
) -> Response:
    """One step: `up:2`, `out-other:2`, `undo`, an order that was dragged (`set`), or `done`."""
    batch, _ = await _own(here, id)
    before = ordering.kept(batch.entries, batch.ranking, batch.skipped)
    after, orders = _stepped(batch, before, act, now, was)
    try:
        kept = await judging.keep(here.parts, here.event, here.person, batch, after, done=act == "done")
    except SheetMovedError:  # the press before this one was kept meanwhile: this step goes on from there
        return await step(here, id, act, now, was)
    if kept == "closed":
        return RedirectResponse(f"{here.home}/judge", 303)
    if act == "done":
        return RedirectResponse(f"{here.home}/judge?kept=1", 303)
    return RedirectResponse(f"{here.home}/judge/batch/{id}" + (f"?was={orders}" if orders else ""), 303)


def _stepped(batch: Batch, before: Sheet, act: str, now: str, was: str) -> tuple[Sheet, str]:
    """The sheet after a step, and the orders before it. What is no step changes nothing."""
    stack = [code for code in was.split("!") if ordering.decoded(code, batch.entries)][-UNDO:]
    if act == "undo":
        back = ordering.decoded(stack[-1], batch.entries) if stack else None
        return back or before, "!".join(stack[:-1])
    after = ordering.decoded(now, batch.entries) if act == "set" else _moved(batch, before, act)
    if after is None or after == before:
        return before, "!".join(stack)
    return after, "!".join([*stack, ordering.coded(before, batch.entries)][-UNDO:])


def _moved(batch: Batch, before: Sheet, act: str) -> Sheet:
    what, _, number = act.partition(":")
    entry = batch.entries[int(number)] if number.isascii() and number.isdecimal() and int(number[:4]) < len(batch.entries) else None
    reason = next((one for one in REASONS if what == f"out-{one}"), None)
    move = next((one for one in MOVES if what == one), None)
    if entry is None:
        return before
    if reason is not None:
        return ordering.left_out(before, entry, reason) if entry not in before.left_out else before
    return ordering.taken_back(before, entry) if what == "back" else ordering.moved(before, entry, move) if move else before


async def _own(here: PersonVisit, id: str) -> tuple[Batch, Round]:
    """A batch of this judge's; another judge's is not there, and it is written down that somebody asked."""
    batch = await here.parts.store.judging.batch(here.person.id, id)
    rounds = await here.parts.store.judging.rounds(here.event.id)
    round = next((one for one in rounds if batch and one.number == batch.round), None)
    if batch is None or round is None or batch.event != here.event.id:
        await here.parts.store.care.write_down("refused", detail=f"{here.person.id}: {here.request.url.path}")
        raise HTTPException(404)
    return batch, round


async def _sheet(here: PersonVisit, batch: Batch, round: Round, was: str) -> Response:
    """Entries that left the event, or of whom this judge must see nothing since, are not shown; their place is kept."""
    store = here.parts.store.judging
    shown, glances = await asyncio.gather(store.shown(here.event.id, batch.entries), store.glances(here.event.id, here.person.id))
    barred, words = await store.barred(here.event.id, here.person.id), await judging.own_words(here.parts, here.event, here.person)
    ran = {glance.entry for glance in glances if glance.ran}
    cards = {
        id: Card(n, shown[id], id in ran, id in words)
        for n, id in enumerate(batch.entries)
        if id in shown and shown[id].withdrawn is None and shown[id].team not in barred
    }
    sheet = ordering.kept(batch.entries, batch.ranking, batch.skipped)
    places = [[cards[entry] for entry in place if entry in cards] for place in sheet.places]
    out = [(Card(batch.entries.index(entry), shown[entry], False, False), why) for entry, why in sheet.left_out.items() if entry in shown]
    places = [place for place in places if place]
    return show(
        here, "event/judging/batch.html", heading=here.t("ev_judging.head_sheet", n=sum(map(len, places))), batch=batch, places=places, out=out,
        closed=round.closed is not None, code=ordering.coded(sheet, batch.entries), was=was if len(was) < 2000 else "", level=sheet.is_level,
        reasons=REASONS, title=lambda entry: _title(entry, here),
    )  # fmt: skip


@router.get("/entry/{id}", response_class=HTMLResponse)
async def entry(here: AJudge, id: str, kept: str = "", closed: str = "") -> Response:
    """One entry, with everything that its team handed in, and the rubric."""
    found = await _seen(here, id)
    await here.parts.store.judging.look(here.person.id, id)
    last = await judging.last_round(here.parts, here.event)
    words = (await judging.own_words(here.parts, here.event, here.person)).get(id)
    spec = await here.parts.store.entries.spec(id) if found.version else ""
    teams = await here.parts.store.judging.shown(here.event.id, [id])
    return show(
        here, "event/judging/entry.html", heading=_title(found, here), entry=found, team=teams[id].name, brief=_brief(here, spec), words=words,
        rubric=judging.rubric_of(here.event), levels=LEVELS, kept=bool(kept), closed=bool(closed) or last is None or last.closed is not None,
        batch=await _batch_of(here, last, id), link=found.link if found.link.startswith(("https://", "http://")) else "", most=judging.MOST_WORDS,
    )  # fmt: skip


@router.post("/entry/{id}", response_class=HTMLResponse)
async def say(request: Request, here: AJudge, id: str) -> Response:
    """Keep levels and comment."""
    await _seen(here, id)
    form: Mapping[str, Any] = await request.form()
    levels = {key.removeprefix("level-"): int(value) for key, value in form.items() if key.startswith("level-") and value in ("1", "2", "3", "4")}
    kept = await judging.say(here.parts, here.event, here.person, id, levels, readable(str(form.get("comment", ""))))
    return RedirectResponse(f"{here.home}/judge/entry/{id}?{'kept' if kept else 'closed'}=1#said-so", 303)


@router.get("/entry/{id}/run", response_class=HTMLResponse)
async def run(here: AJudge, id: str) -> Response:
    """The app as it was at the freeze, over the whole screen."""
    found = await _seen(here, id)
    try:
        token = await frozen_link(here.request.app.state.previews, found, here.person.id)
    except NoAppError:
        return RedirectResponse(f"{here.home}/judge/entry/{id}", 303)
    await here.parts.store.judging.look(here.person.id, id, ran=True)
    last = await judging.last_round(here.parts, here.event)
    batch = await _batch_of(here, last, id)
    return show(here, "event/judging/run.html", heading=_title(found, here), entry=found, frame=f"/preview/{token}/", batch=batch)


@router.get("/entry/{id}/picture")
async def entry_picture(here: AJudge, id: str) -> Response:
    """A drawing of the app's first screen."""
    found = await _seen(here, id)
    spec = await here.parts.store.entries.spec(id) if found.version else ""
    if not spec:
        raise HTTPException(404)
    drawn = await asyncio.to_thread(_drawn, spec)
    return Response(drawn, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


@lru_cache(maxsize=256)
def _drawn(spec: str) -> bytes:
    return picture(read(spec), "thumbnail")


async def _seen(here: PersonVisit, id: str) -> Entry:
    """An entry that they were given; every other one is not there for them, and it is written down that they asked."""
    found = await judging.seen_by(here.parts, here.event, here.person, id)
    if found is None:
        await here.parts.store.care.write_down("refused", detail=f"{here.person.id}: {here.request.url.path}")
        raise HTTPException(404)
    return found


async def _batch_of(here: PersonVisit, last: Round | None, entry: str) -> str:
    """The latest batch in which they have this entry."""
    own = await here.parts.store.judging.batches(here.event.id, last.number, here.person.id) if last else []
    return next((one.id for one in reversed(own) if entry in one.entries), "")


def _brief(here: PersonVisit, spec: str) -> list[tuple[str, str]]:
    """The problem in the team's own words, without anything by which a child could be found."""
    if not spec:
        return []
    brief = read(spec).brief
    said = [(part, text_of(getattr(brief, part), here.t.language)) for part in ("problem", "who", "goal")]
    return [(part, guard.look(text).masked) for part, text in said if text]
