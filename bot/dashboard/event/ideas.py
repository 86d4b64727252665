"""`/event/<code>/ideas`: the problems of a team side by side, with what helps to choose, and votes. What is told here is told in the chat too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from bot.core.event.ideas import CHOICES, LONGEST, QUESTIONS, WANTED, Problem
from bot.dashboard import Tab
from bot.dashboard.event.page import AMember, MemberVisit, show
from bot.dashboard.event.talking import in_chat, words_of
from bot.dashboard.page import is_partial
from bot.services.event import ideas
from bot.services.event.ideas import ASK, Standing
from storage.records import Loaded

TEAM_TAB = Tab(30, "ev_ideas.tab", "ideas")
router = APIRouter(prefix="/event/{code}/ideas", include_in_schema=False)


@dataclass(frozen=True)
class Card:
    """One problem as it is shown."""

    n: int
    problem: Problem
    who: str
    mine: bool
    voters: str
    voted: bool
    """By whoever looks."""
    chosen: bool
    leads: bool


@dataclass(frozen=True)
class Typed:
    """What was told and not kept, and why."""

    text: str = ""
    problem: str = ""
    alike: bool = False


@router.get("")
async def page(here: AMember, part: str = "", kept: int = 0) -> Response:
    """The board; `part` alone where the page's script asks for it."""
    return await _page(here, part=part == "board", kept=kept)


@router.post("")
async def tell(here: AMember, text: Annotated[str, Form()] = "", anyway: Annotated[str, Form()] = "") -> Response:
    """Tell a problem: a turn of the chat, so that all that holds there holds here."""
    before = await _standing(here)
    if before is None or not (text.strip() or anyway):
        return await _page(here, typed=Typed(text, here.t("ev_ideas.no_words")), status=422)
    words = " ".join(text.split())[:LONGEST]
    reply = await in_chat(here, press=f"event:{ASK}:anyway") if anyway else await in_chat(here, f"/idea {words}")
    after = await _standing(here)
    if after is not None and len(after.board.problems) > len(before.board.problems):
        return RedirectResponse(f"{here.home}/ideas?kept={len(after.board.problems)}#board", 303)
    return await _page(here, typed=Typed(words, words_of(reply), await _is_alike(here)), status=422)


@router.post("/vote")
async def vote(here: AMember, idea: Annotated[str, Form()] = "") -> Response:
    found = await _standing(here)
    if found is not None:
        await ideas.vote(here.parts, found, here.learner.id, idea)
    return await _again(here)


@router.post("/answer")
async def answer(
    here: AMember, idea: Annotated[str, Form()] = "", ask: Annotated[str, Form()] = "", often: Annotated[str, Form()] = "", show: Annotated[str, Form()] = ""
) -> Response:  # fmt: skip
    """Answers to the three questions; only the short ones, so that no words come in here."""
    given = {"ask": ask, "often": often, "show": show}
    short = {str(question): given[question] for question in QUESTIONS if given[question] in (*CHOICES[question], "unsure")}
    found = await _standing(here)
    if found is not None:
        await ideas.answer(here.parts, found, idea, short)
    return await _again(here)


@router.post("/out")
async def out(here: AMember, idea: Annotated[str, Form()] = "") -> Response:
    """Take out what one told oneself."""
    found = await _standing(here)
    if found is not None:
        await ideas.take_out(here.parts, found, here.learner.id, idea)
    return await _again(here)


@router.post("/begin")
async def begin(here: AMember, idea: Annotated[str, Form()] = "") -> Response:
    """Begin with one, in the chat: there its first question waits."""
    await in_chat(here, press=f"event:{ASK}:go:{idea[:40]}")
    return RedirectResponse("/", 303)


async def _standing(here: MemberVisit) -> Standing | None:
    return await ideas.standing(here.parts, here.event, here.team) if here.team else None


async def _again(here: MemberVisit) -> Response:
    return await _page(here, part=True) if is_partial(here.request) else RedirectResponse(f"{here.home}/ideas#board", 303)


async def _is_alike(here: MemberVisit) -> bool:
    """The chat asks whether it is another problem."""
    loaded: Loaded | None = next(iter([await here.parts.store.load_turn(chat) for chat in await here.parts.store.chats_of(here.learner.id)]), None)
    waits = loaded.state.get("gathering") if loaded else None
    return bool(waits and waits.get("what") == ASK and waits.get("step") == "alike")


async def _page(here: MemberVisit, *, part: bool = False, kept: int = 0, typed: Typed | None = None, status: int = 200) -> Response:
    found = await _standing(here)
    cards = [_card(here, found, one) for one in found.board.problems] if found else []
    values = {
        "path": "ideas", "heading": here.t("ev_ideas.heading_none" if found else "ev_ideas.heading_no_team"), "stand": _heading(here, found) if found else "", "cards": cards, "empty": max(0, WANTED - len(cards)), "typed": typed or Typed(), "kept": kept,
        "findings": [here.t(f"ev_ideas.finding_{one.question}", n=_numbers(here, one.numbers)) for one in found.board.findings] if found else [],
        "level": _numbers(here, tuple(found.board.number(one) for one in found.board.leading)) if found and found.board.state == "level" else "",
        "choices": CHOICES, "open": bool(found and not found.team.project), "longest": LONGEST, "alone": found is None or found.board.members == 1,
    }  # fmt: skip
    return show(here, "event/ideas/board.html" if part else "event/ideas/page.html", status, **values)


def _card(here: MemberVisit, found: Standing, problem: Problem) -> Card:
    board = found.board
    voters = [seat.name for seat in found.seats if board.votes.get(seat.learner) == problem.id]
    return Card(
        n=board.number(problem.id), problem=problem, who=found.name(problem.by), mine=problem.by == here.learner.id, voters=here.t("ev_ideas.joined").join(voters),
        voted=board.votes.get(here.learner.id) == problem.id, chosen=board.chosen == problem.id, leads=board.leading == (problem.id,),
    )  # fmt: skip


def _numbers(here: MemberVisit, numbers: tuple[int, ...]) -> str:
    return here.t("ev_ideas.joined").join(map(str, numbers))


def _heading(here: MemberVisit, found: Standing) -> str:
    """What the board says first: how far they are."""
    t = here.t
    board, count = found.board, len(found.board.problems)
    if found.team.project:
        return t("ev_ideas.heading_built", title=found.team.title)
    if board.chosen:
        return t("ev_ideas.heading_chosen", n=board.number(board.chosen))
    if count < WANTED:
        return t(("ev_ideas.stand_none", "ev_ideas.heading_one", "ev_ideas.heading_two")[count])
    if board.state == "none" or board.members == 1:
        return t("ev_ideas.heading_some", n=count)
    leading = _numbers(here, tuple(board.number(one) for one in board.leading))
    return t("ev_ideas.heading_leading" if board.state == "one" else "ev_ideas.heading_level", n=leading)
