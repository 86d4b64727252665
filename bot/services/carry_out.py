"""Do what a decision asks for before it is said: build and prove, move between versions, list, make a link."""

from __future__ import annotations

from bot.core.conversation import Conversation
from bot.core.deciding import Turn, then
from bot.core.decision import Ask, AtEvent, AtLesson, Build, Decision, Join, Move, Own, Step
from bot.services import Parts
from bot.services.answer_ask import answer_ask, with_problems
from bot.services.classroom.join_in_chat import join_in_chat
from bot.services.classroom.my_data import my_data_file
from bot.services.event.in_chat import at_event
from bot.services.lesson.in_chat import at_lesson
from bot.services.make_version import make_version, step_to
from bot.services.outcome import Outcome
from storage.records import Loaded


async def carry_out(parts: Parts, turn: Turn, decision: Decision, loaded: Loaded | None) -> Outcome:
    match decision.effect:
        case Build() as build:
            return await make_version(parts, turn, decision, build, loaded)
        case Step() as step:
            return await step_to(parts, decision, step, loaded)
        case Own(what="mydata"):
            return Outcome(then(decision, Move(prompt="tutor/my_data")), files=(my_data_file(turn.speaker.learner),))
        case Own():
            return await _forget(parts, turn, decision)
        case Ask() as ask:
            return await answer_ask(parts, turn, decision, ask)
        case Join() as join:
            came = await join_in_chat(parts, turn, join)
            greets = isinstance(came.decision.effect, Ask)
            said = with_problems(parts, came.decision, 3) if greets else came.decision
            return Outcome(said, learner=came.learner, inside=came.inside)
        case AtEvent() as asked:
            return Outcome(await at_event(parts, turn, asked))
        case AtLesson() as wanted:
            said, news = await at_lesson(parts, turn, wanted)
            return Outcome(said, lesson=news)
    return Outcome(decision)


async def _forget(parts: Parts, turn: Turn, decision: Decision) -> Outcome:
    """The farewell; nothing of theirs is in it, and the chat begins anew."""
    flag = await parts.store.care.has_open_flag(turn.speaker.learner)
    farewell = Move(prompt="tutor/forgotten", values={"flag": flag})
    return Outcome(Decision(conversation=Conversation(language=decision.conversation.language), moves=(farewell,)), forget=True)
