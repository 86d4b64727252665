"""The ideas of a team in the chat: a problem that was told, the three questions, votes, and the one that begins the app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.core.classroom.ways import within
from bot.core.conversation import AtEvent, Conversation, Decision, Move
from bot.core.deciding import Turn, again, first
from bot.core.event.chatting import ask
from bot.core.event.ideas import CHOICES, ENOUGH, LONGEST, QUESTIONS, WANTED, WAY, Problem, Question, names_an_app
from bot.core.interpretation import Context, Interpretation
from bot.core.policy import decide
from bot.core.telling import begun
from bot.core.turn import Button
from bot.locales import Locale, locale
from bot.services import Parts
from bot.services.event import ideas
from bot.services.event.ideas import ASK, Kept, Standing
from bot.services.event.in_chat import on
from bot.services.event.say import told
from storage.records import Loaded


@dataclass(frozen=True)
class Talk:
    """One turn about the ideas of the team that speaks in its chat."""

    parts: Parts
    turn: Turn
    loaded: Loaded
    here: Standing
    t: Locale

    @property
    def me(self) -> str:
        return self.turn.speaker.learner

    async def anew(self) -> Talk:
        """The same after something was kept."""
        return replace(self, here=await ideas.standing(self.parts, self.here.event, self.here.team))

    def says(self, prompt: str, *buttons: Button, **values: Any) -> Decision:
        """Say this and wait for a problem, or a button."""
        waits = self.turn.conversation.now(stage="discover").asks_for("problem")
        return Decision(conversation=waits, moves=(Move(prompt=f"event/{prompt}", values=values, buttons=buttons),))

    def press(self, verb: str, key: str, id: str = "", **values: object) -> Button:
        """A button about the ideas, named by a sentence."""
        return Button(id=f"event:{ASK}:{verb}:{id}" if id else f"event:{ASK}:{verb}", label=self.t(key, **values))


async def idea(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """Whatever is asked about the ideas of a team."""
    loaded = await parts.store.load_turn(turn.speaker.chat)
    if loaded is None or loaded.in_team is None:
        return on(turn, Move(prompt="event/idea_not_now", values={"why": "team", "title": ""}))
    event, team = loaded.in_team.event, loaded.in_team.team
    if team.project is not None:
        return on(turn, Move(prompt="event/idea_not_now", values={"why": "app", "title": team.title}))
    talk = Talk(parts, turn, loaded, await ideas.standing(parts, event, team), locale(turn.conversation.language))
    verb, _, detail = asked.press.partition(":")
    if verb in PRESSES:
        return await PRESSES[verb](talk, asked, detail)
    return await STEPS[asked.step](talk, asked) if asked.step in STEPS else again(turn)


# --- telling


async def _command(talk: Talk, asked: AtEvent) -> Decision:
    """`/idea` alone shows what there is; with words it tells a problem."""
    if not asked.text.strip():
        return _shown(talk)
    heard = await _understood(talk, asked.text)
    return await _told(talk, asked.model_copy(update={"values": {WAY: ideas.way_of(heard)}}))


async def _told(talk: Talk, asked: AtEvent, *, anyway: bool = False) -> Decision:
    way = str(asked.values.get(WAY, ""))
    kept = await ideas.tell(talk.parts, talk.here, talk.me, asked.text, way, anyway=anyway)
    if kept.why == "alike":
        near = talk.here.board.problems[kept.number - 1]
        move = Move(prompt="event/idea_alike", values={"n": kept.number, "text": near.text}, buttons=(_go(talk, near),))
        return ask(talk.turn, ASK, "alike", move, values={"text": asked.text, WAY: way})
    after = await talk.anew()
    if kept.why == "kept":
        await _others_hear(after, kept.number)
    return _next(after, kept, asked.text)


async def _others_hear(talk: Talk, number: int) -> None:
    board = talk.here.board
    if len(board.problems) < number:
        return
    letter = told("event/idea_heard", who=talk.here.name(talk.me), n=number, wanted=WANTED, text=board.problems[number - 1].text)
    await ideas.tell_others(talk.parts, talk.here, letter, talk.me, talk.turn.speaker.chat)


def _next(talk: Talk, kept: Kept, text: str) -> Decision:
    """After a problem was told: a different one, until there are three."""
    count = len(talk.here.board.problems)
    if count >= WANTED or not count:
        return _shown(talk)
    buttons = (
        _go(talk, talk.here.board.problems[min(kept.number, count) - 1]),
        *([talk.press("choose", "ev_ideas.sure")] if count >= ENOUGH else []),
    )
    return talk.says("idea_kept", *buttons, n=kept.number, count=count, wanted=WANTED, text=text, app=names_an_app(text))


async def _left_to_us(talk: Talk, asked: AtEvent) -> Decision:
    """Somebody without an idea, after the examples: the first of them is the team's first problem; where there are some already, these are
    looked at, and then the first one is begun with."""
    problems = talk.here.board.problems
    if not problems:
        return await _told(talk, asked, anyway=True)
    if "event/idea_choose" not in talk.turn.conversation.told:
        return _shown(talk)
    return await _begin(talk, talk.here.board.find(talk.here.board.leading[0]) if talk.here.board.leading else problems[0])


async def _instead(talk: Talk, asked: AtEvent) -> Decision:
    """Words where it was asked whether a problem is another one: another problem, or anything else that one may say."""
    heard = await _understood(talk, asked.text)
    if heard.intent == "tell":
        return await _told(talk, asked.model_copy(update={"values": {WAY: ideas.way_of(heard)}}))
    turn = replace(talk.turn, heard=heard, gathering=None)
    return ideas.collected(talk.loaded, turn) or decide(turn)


async def _anyway(talk: Talk, asked: AtEvent, _: str) -> Decision:
    text = str(asked.values.get("text", ""))
    return await _told(talk, asked.model_copy(update={"text": text}), anyway=True) if text else _shown(talk)


async def _understood(talk: Talk, text: str) -> Interpretation:
    conversation, loaded = talk.turn.conversation, talk.loaded
    context = Context(
        language=conversation.language, tier=conversation.tier, stage="discover", asks="problem", learner=talk.me,
        classroom=loaded.in_class.classroom.id if loaded.in_class else "", unaided=loaded.unaided,
    )  # fmt: skip
    return within(await talk.parts.brain.interpret(text, context), conversation.allowed)[0]


# --- choosing


async def _choose(talk: Talk, asked: AtEvent, _: str) -> Decision:
    return _shown(talk)


def _shown(talk: Talk) -> Decision:
    """All of them side by side, with what tells them apart and how the votes stand; nothing is decided."""
    board = talk.here.board
    if not board.problems:
        return talk.says("idea_none", wanted=WANTED)
    values = {
        "problems": [_row(talk, one) for one in board.problems],
        "findings": [talk.t(f"ev_ideas.finding_{one.question}", n=_numbers(talk.t, one.numbers)) for one in board.findings],
        "votes": board.state if board.members > 1 else "alone",
        "leading": _leading(talk),
        "chosen": board.number(board.chosen),
    }
    return talk.says("idea_choose", *_to_choose(talk), **values)


def _row(talk: Talk, problem: Problem) -> dict[str, Any]:
    board = talk.here.board
    facts = [said(talk.t, question, problem.answers[question]) for question in QUESTIONS if problem.answers.get(question)]
    votes = board.votes_for(problem.id)
    facts += [talk.t("ev_ideas.vote_one" if votes == 1 else "ev_ideas.votes", n=votes)] if votes else []
    return {"n": board.number(problem.id), "text": problem.text, "who": talk.here.name(problem.by), "facts": " · ".join(facts)}


def said(t: Locale, question: Question, answer: str) -> str:
    """An answer as it is shown: the words of a short one, or what was typed."""
    return t(f"ev_ideas.{question}_{answer}") if answer in CHOICES[question] else answer


def _numbers(t: Locale, numbers: tuple[int, ...]) -> str:
    """`1 and 3`, as the language joins them."""
    return t("ev_ideas.joined").join(map(str, numbers))


def _leading(talk: Talk) -> str:
    return _numbers(talk.t, tuple(talk.here.board.number(one) for one in talk.here.board.leading))


def _to_choose(talk: Talk) -> list[Button]:
    """Votes where there are several to vote, the questions while some are open, and always a way on."""
    board = talk.here.board
    voting = board.members > 1
    buttons = [talk.press("vote", "ev_ideas.vote_for", one.id, n=board.number(one.id)) for one in board.problems] if voting else []
    ready = [board.find(one) for one in board.leading] if voting and board.leading else list(board.problems)
    buttons += [_go(talk, one) for one in ready if one is not None]
    return buttons + ([talk.press("ask", "ev_ideas.ask_three")] if board.unanswered() else [])


def _go(talk: Talk, problem: Problem) -> Button:
    return talk.press("go", "ev_ideas.go_on", problem.id, n=talk.here.board.number(problem.id))


async def _vote(talk: Talk, asked: AtEvent, id: str) -> Decision:
    if not await ideas.vote(talk.parts, talk.here, talk.me, id):
        return _shown(talk)
    after = await talk.anew()
    board = after.here.board
    if board.all_voted and board.members > 1 and not talk.here.board.all_voted:
        letter = told("event/idea_all_voted", state=board.state, leading=_leading(after))
        await ideas.tell_others(talk.parts, after.here, letter, talk.me, talk.turn.speaker.chat)
    return _shown(after)


# --- the three questions


async def _questions(talk: Talk, asked: AtEvent, _: str) -> Decision:
    open_one = talk.here.board.unanswered()
    if open_one is None:
        return _shown(talk)
    problem, question = open_one
    buttons = [talk.press("says", f"ev_ideas.say_{question}_{one}", one) for one in CHOICES[question]]
    buttons.append(talk.press("skip", "ev_ideas.unsure"))
    values = {"question": question, "n": talk.here.board.number(problem.id), "text": problem.text}
    move = Move(prompt="event/idea_ask", values=values, buttons=(*buttons, talk.press("choose", "ev_ideas.enough")))
    return ask(talk.turn, ASK, "asks", move, values={"idea": problem.id, "question": question})


async def _says(talk: Talk, asked: AtEvent, answer: str) -> Decision:
    return await _answered(talk, asked, answer)


async def _skipped(talk: Talk, asked: AtEvent, _: str) -> Decision:
    return await _answered(talk, asked, "unsure")


async def _in_words(talk: Talk, asked: AtEvent) -> Decision:
    heard = await _understood(talk, asked.text)
    return await _answered(talk, asked, "unsure" if heard.intent in ("idk", "empty", "nonsense") else " ".join(asked.text.split())[:LONGEST])


async def _answered(talk: Talk, asked: AtEvent, answer: str) -> Decision:
    id, question = str(asked.values.get("idea", "")), str(asked.values.get("question", ""))
    await ideas.answer(talk.parts, talk.here, id, {question: answer})
    return await _questions(await talk.anew(), asked, "")


# --- going on with one


async def _go_on(talk: Talk, asked: AtEvent, id: str) -> Decision:
    """Begin with this one; asked once where others voted otherwise, or the team had chosen another one."""
    board, problem = talk.here.board, talk.here.board.find(id)
    if problem is None:
        return _shown(talk)
    against = [one for one in (board.chosen, *(board.leading if board.state == "one" else ())) if one and one != id]
    if not against:
        return await _begin(talk, problem)
    values = {"n": board.number(id), "other": board.number(against[0]), "chosen": against[0] == board.chosen}
    other = board.find(against[0])
    return talk.says(
        "idea_sure", talk.press("sure", "ev_ideas.all_the_same", id, n=board.number(id)), *([_go(talk, other)] if other else []), **values
    )


async def _sure(talk: Talk, asked: AtEvent, id: str) -> Decision:
    return await _begin(talk, talk.here.board.find(id))


async def _begin(talk: Talk, problem: Problem | None) -> Decision:
    """Its words go through the ordinary first turn, here; the others hear of it."""
    if problem is None:
        return _shown(talk)
    here, number = talk.here, talk.here.board.number(problem.id)
    if not await ideas.choose(talk.parts, here, problem.id):
        moved = await talk.parts.store.teams.get(here.event.id, here.team.id) or here.team
        return _shown(await replace(talk, here=replace(here, team=moved)).anew())
    letter = told("event/idea_chosen", who=here.name(talk.me), n=number, text=problem.text)
    if here.team.idea != problem.id:
        await ideas.tell_others(talk.parts, here, letter, talk.me, talk.turn.speaker.chat)
    who = here.name(problem.by) if problem.by != talk.me else ""
    going = Move(prompt="event/idea_going", values={"n": number, "text": problem.text, "who": who, "alone": here.board.members == 1})
    return first(going, await _first_turn(talk, problem))


async def _first_turn(talk: Talk, problem: Problem) -> Decision:
    """As if it was told in a chat where nothing was told yet."""
    before, heard = talk.turn.conversation, await _understood(talk, problem.text)
    fresh = Conversation(language=before.language, tier=before.tier, told=before.told, allowed=before.allowed)
    return begun(replace(talk.turn, conversation=fresh, heard=heard, text=problem.text, press="", spec=None, gathering=None, cut=False), echo=False)


Press = Callable[[Talk, AtEvent, str], Awaitable[Decision]]
PRESSES: Mapping[str, Press] = {
    "choose": _choose, "vote": _vote, "ask": _questions, "says": _says, "skip": _skipped, "go": _go_on, "sure": _sure, "anyway": _anyway,
}  # fmt: skip
STEPS: Mapping[str, Callable[[Talk, AtEvent], Awaitable[Decision]]] = {
    "": _command, "told": _told, "ours": _left_to_us, "alike": _instead, "asks": _in_words,
}  # fmt: skip
ANSWERS = {ASK: idea}
