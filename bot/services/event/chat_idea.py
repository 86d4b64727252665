"""The ideas of a team in the chat: a problem that was told, the three questions, votes, and the one that begins the app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.core.classroom.ways import within
from bot.core.conversation import Conversation
from bot.core.deciding import Turn, again, first
from bot.core.decision import AtEvent, Decision, Move
from bot.core.event.chatting import ask
from bot.core.event.ideas import CHOICES, ENOUGH, LONGEST, WANTED, WAY, Problem, names_an_app
from bot.core.interpretation import Context, Interpretation
from bot.core.policy import decide
from bot.core.telling import begun
from bot.locales import locale
from bot.services import Parts
from bot.services.event import ideas
from bot.services.event.idea_board import Talk, go, leading, shown
from bot.services.event.ideas import ASK, Kept
from bot.services.event.in_chat import on
from bot.services.event.say import told


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
        return shown(talk)
    heard = await _understood(talk, asked.text)
    return await _told(talk, asked.model_copy(update={"values": {WAY: ideas.way_of(heard)}}))


async def _told(talk: Talk, asked: AtEvent, *, anyway: bool = False) -> Decision:
    way = str(asked.values.get(WAY, ""))
    kept = await ideas.tell(talk.parts, talk.here, talk.me, asked.text, way, anyway=anyway)
    if kept.why == "alike":
        near = talk.here.board.problems[kept.number - 1]
        move = Move(prompt="event/idea_alike", values={"n": kept.number, "text": near.text}, buttons=(go(talk, near),))
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
        return shown(talk)
    buttons = (
        go(talk, talk.here.board.problems[min(kept.number, count) - 1]),
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
        return shown(talk)
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
    return await _told(talk, asked.model_copy(update={"text": text}), anyway=True) if text else shown(talk)


async def _understood(talk: Talk, text: str) -> Interpretation:
    conversation, loaded = talk.turn.conversation, talk.loaded
    context = Context(
        language=conversation.language, tier=conversation.tier, stage="discover", asks="problem", learner=talk.me,
        classroom=loaded.in_class.classroom.id if loaded.in_class else "", unaided=loaded.unaided,
    )  # fmt: skip
    return within(await talk.parts.brain.interpret(text, context), conversation.allowed)[0]


# --- choosing


async def _choose(talk: Talk, asked: AtEvent, _: str) -> Decision:
    return shown(talk)


async def _vote(talk: Talk, asked: AtEvent, id: str) -> Decision:
    if not await ideas.vote(talk.parts, talk.here, talk.me, id):
        return shown(talk)
    after = await talk.anew()
    board = after.here.board
    if board.all_voted and board.members > 1 and not talk.here.board.all_voted:
        letter = told("event/idea_all_voted", state=board.state, leading=leading(after))
        await ideas.tell_others(talk.parts, after.here, letter, talk.me, talk.turn.speaker.chat)
    return shown(after)


# --- the three questions


async def _questions(talk: Talk, asked: AtEvent, _: str) -> Decision:
    open_one = talk.here.board.unanswered()
    if open_one is None:
        return shown(talk)
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
        return shown(talk)
    against = [one for one in (board.chosen, *(board.leading if board.state == "one" else ())) if one and one != id]
    if not against:
        return await _begin(talk, problem)
    values = {"n": board.number(id), "other": board.number(against[0]), "chosen": against[0] == board.chosen}
    other = board.find(against[0])
    return talk.says(
        "idea_sure", talk.press("sure", "ev_ideas.all_the_same", id, n=board.number(id)), *([go(talk, other)] if other else []), **values
    )


async def _sure(talk: Talk, asked: AtEvent, id: str) -> Decision:
    return await _begin(talk, talk.here.board.find(id))


async def _begin(talk: Talk, problem: Problem | None) -> Decision:
    """Its words go through the ordinary first turn, here; the others hear of it."""
    if problem is None:
        return shown(talk)
    here, number = talk.here, talk.here.board.number(problem.id)
    if not await ideas.choose(talk.parts, here, problem.id):
        moved = await talk.parts.store.teams.get(here.event.id, here.team.id) or here.team
        return shown(await replace(talk, here=replace(here, team=moved)).anew())
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
