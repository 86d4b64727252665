"""A turn between its message and its commit: what was said is understood, decided on, carried out and put into words. Nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import prompts
from bot.commands import discover, parse
from bot.core import lesson, questing
from bot.core.brain import Phrased
from bot.core.classroom.joining import answered
from bot.core.classroom.ways import only_these
from bot.core.conversation import Conversation
from bot.core.debugging import not_read
from bot.core.deciding import Turn, again, first
from bot.core.decision import AtQuest, Build, Decision, Move
from bot.core.event import chatting
from bot.core.event.closing import changes_app
from bot.core.model_call import Call
from bot.core.policy import decide
from bot.core.safety import Verdict
from bot.core.saying import in_own_words, remembered
from bot.core.team import held_back, let_in
from bot.core.turn import Flag, Incoming, Message, Reply
from bot.services import Parts, guard
from bot.services.carry_out import carry_out
from bot.services.classroom import pin, survey
from bot.services.classroom.standing import news_of
from bot.services.debug import known_message
from bot.services.ending import ended
from bot.services.event.allowed import instead_of_change
from bot.services.event.ideas import collected
from bot.services.event.standing import team_news_of
from bot.services.event.team_app import among_teammates
from bot.services.guarded_spec import InDangerError
from bot.services.lanes import chat_of
from bot.services.learning import lesson_evidence
from bot.services.lesson.proposing import with_proposal
from bot.services.lesson.sending import sent as sent_to_lesson
from bot.services.now import Now, with_alarm
from bot.services.outcome import Outcome
from bot.services.quest.in_chat import at_quest
from bot.services.quest.leak_guard import held_back as held_back_answers
from bot.services.quest.sending import sent
from bot.services.repeat import repeated
from bot.services.take_file import take_file
from bot.services.understand import begs, understood
from storage.classrooms.records import ClassNews
from storage.records import TurnRecord


async def think(parts: Parts, turn: str, now: Now) -> tuple[Reply, TurnRecord]:
    """The reply, and all that is committed with it."""
    if fixed := _fixed_words(parts, now):
        return _kept_waiting(turn, now, fixed)
    if messages := await repeated(parts, chat_of(now.incoming), now.incoming.press):
        return ended(turn, now, Outcome(Decision(conversation=now.conversation)), messages, ())
    if messages := await pin.answered(parts, now.learner.id, now.conversation.language, now.incoming.press):
        return ended(turn, now, Outcome(Decision(conversation=now.conversation)), messages, ())
    if messages := await survey.answered(parts, now.learner.id, now.conversation.language, now.incoming.press):
        return ended(turn, now, Outcome(Decision(conversation=now.conversation)), messages, ())
    thought = await understood(parts, now)
    try:
        outcome = await _if_allowed(parts, now, thought, await _outcome(parts, now, thought))
    except InDangerError as found:  # in a file
        now = await with_alarm(parts, now, found.verdict)
        return _kept_waiting(turn, now, _help(parts, now))
    decision = await among_teammates(parts, now.loaded, thought, outcome.decision, steps=outcome.head is not None)
    decision = questing.with_way_back(thought, lesson.with_way_back(thought, decision))
    decision = await with_proposal(parts, thought, outcome, decision)
    phrased = await held_back_answers(parts, thought, now.loaded, await parts.brain.phrase(decision.moves, decision.conversation))
    messages = outcome.attached(_with_a_kind_line(now.verdict, phrased))
    flags: tuple[Flag, ...] = ("redacted",) if now.verdict.redacted else ()
    conversation = _remembering(thought, phrased) if parts.recalls else phrased.conversation
    learnt = (*outcome.evidence, *await lesson_evidence(parts, conversation, outcome.lesson))
    done = replace(outcome, decision=outcome.decision.model_copy(update={"conversation": conversation}), evidence=learnt)
    reply, record = ended(turn, now, done, messages, flags)
    record = _with_news(record, None if done.forget else news_of(now.loaded, thought, done))
    record = replace(record, team_news=None if done.forget else team_news_of(now.loaded, now.learner.id, thought, done))
    return reply, _with_calls(record, thought.heard.calls)


async def _outcome(parts: Parts, now: Now, thought: Turn) -> Outcome:
    if came := await sent(parts, thought, now.incoming, now.loaded) or await sent_to_lesson(parts, thought, now.incoming):
        return came
    if now.incoming.file is not None or now.incoming.file_ref:
        return await take_file(parts, thought, now.incoming, now.loaded)
    if now.incoming.unread and not now.verdict.masked.strip():
        return Outcome(not_read(thought, now.incoming.unread))
    decision = (
        collected(now.loaded, thought)
        or await known_message(parts, thought, now.conversation.language)
        or held_back(thought, in_own_words(_decide(thought, now.incoming), thought.heard))
    )
    if changes_app(decision) and (instead := await instead_of_change(parts, now.loaded, thought)):
        return Outcome(instead)
    if isinstance(decision.effect, AtQuest):
        return await at_quest(parts, thought, decision.effect, now.loaded)
    if isinstance(decision.effect, Build):
        _say_building(parts, now.incoming, thought)
    return await carry_out(parts, thought, decision, now.loaded)


async def _if_allowed(parts: Parts, now: Now, thought: Turn, outcome: Outcome) -> Outcome:
    """What was done, unless it may not be: a file that was sent, a build during which pens went down."""
    if not outcome.changes_app:
        return outcome
    instead = await instead_of_change(parts, now.loaded, thought)
    return Outcome(instead) if instead else outcome


def _remembering(thought: Turn, phrased: Phrased) -> Conversation:
    """The conversation with this turn among the last ones, for a brain that is told of them. A project that begins anew brings nothing along."""
    conversation = phrased.conversation
    pressed = next((button.label for button in thought.conversation.buttons if button.id == thought.press), thought.press)
    recent = remembered(conversation.recent, thought.text or pressed, phrased.messages[0].text)
    return conversation.now(recent=recent, note=thought.heard.words.note or conversation.note)


def _with_news(record: TurnRecord, news: ClassNews | None) -> TurnRecord:
    """With what the turn leaves with a class; that they asked for help, and where, is noted beside their words."""
    said = {**record.said, "helped": news.standing.stage} if news and news.helped else record.said
    return replace(record, news=news, said=said)


def _with_calls(record: TurnRecord, calls: Sequence[Call]) -> TurnRecord:
    """With what was asked of a language model: by which prompt, of which version, at what cost."""
    if not calls:
        return record
    aided = any(call.outcome != "offline" for call in calls)
    return replace(record, said={**record.said, "calls": [call.model_dump() for call in calls]}, aided=aided)


def _say_building(parts: Parts, incoming: Incoming, turn: Turn) -> None:
    """What takes longest is told to those who wait, by channels that can."""
    if tell := parts.progress.get(incoming.channel):
        tell(incoming.chat, prompts.load("tutor/building").render(turn.conversation.language))


def _decide(turn: Turn, incoming: Incoming) -> Decision:
    if incoming.let_in_as:
        return let_in(turn, incoming.let_in_as)
    if turn.joining:
        return answered(turn, turn.joining)
    if (at_event := chatting.answered(turn)) is not None:
        return at_event
    if (at_lesson := lesson.answered(turn)) is not None:
        return at_lesson
    if (at_quest := questing.answered(turn)) is not None:
        return at_quest
    command = parse(incoming.text.strip()) if not turn.press else None
    if command is None:
        decision = _decided(turn)
        return first(Move(prompt="tutor/foreign"), decision) if turn.heard.foreign else decision
    name, argument = command
    found = discover().get(name)
    if found is None:
        return first(Move(prompt="tutor/no_command", values={"name": name}), again(turn))
    return found.run(turn, argument)


def _decided(turn: Turn) -> Decision:
    """What the policy says, within what the class builds with."""
    if turn.barred and turn.press:
        return only_these(turn, turn.barred)
    return only_these(turn, turn.barred, decide(turn)) if turn.barred else decide(turn)


def _with_a_kind_line(verdict: Verdict, phrased: Phrased) -> tuple[Message, ...]:
    """Before the answer: to a child who is bullied, or about what was taken out."""
    language, first, *rest = phrased.conversation.language, *phrased.messages
    lines = [guard.kind_word(language)] if verdict.victim else []
    lines += [guard.taken_out(verdict.found, language)] if verdict.redacted else []
    return (first.model_copy(update={"text": "\n\n".join([*lines, first.text])}), *rest)


def _fixed_words(parts: Parts, now: Now) -> Message | None:
    """A fixed answer where a child may be in danger or where we do not help; None for everything else."""
    if now.incoming.press == guard.CONTACTS:
        return guard.people(now.conversation.language, parts.region)
    if begs(now):
        return None  # who asks for the answer of a quest is given a hint
    if now.verdict.flag == "crisis" or (now.verdict.flag and not now.incoming.press):
        return _help(parts, now)
    return None


def _help(parts: Parts, now: Now) -> Message:
    """What is said to a verdict. Only where a flag is raised is it said that a teacher will see it."""
    language = parts.brain.language_of(now.verdict.masked) or now.conversation.language
    return guard.answer(now.verdict, language, parts.region, teacher_sees=now.alarm is not None)


def _kept_waiting(turn: str, now: Now, said: Message) -> tuple[Reply, TurnRecord]:
    """Say fixed words; the open question waits until the learner goes on."""
    outcome = Outcome(Decision(conversation=now.conversation.now(buttons=said.buttons or now.conversation.buttons)))
    found: tuple[Flag | None, ...] = (now.verdict.flag, "redacted" if now.verdict.redacted else None)
    flags = tuple(flag for flag in found if flag and (not now.incoming.press or flag == "crisis"))
    reply, record = ended(turn, now, outcome, (said,), flags)
    return reply.model_copy(update={"asks": "clarify"}), record
