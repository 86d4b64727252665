"""A turn between its message and its commit: what was said is understood, decided on, carried out and put into words. Nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import prompts
from bot.commands import discover, parse
from bot.core import lesson, questing
from bot.core.brain import Phrased, Tell
from bot.core.classroom.joining import answered, answers, left_off
from bot.core.classroom.ways import barred_press, only_these, within
from bot.core.conversation import AtQuest, Build, Conversation, Decision, Move
from bot.core.debugging import not_read
from bot.core.deciding import Speaker, Team, Turn, again, first
from bot.core.event import chatting
from bot.core.event.closing import changes_app
from bot.core.hearing import said_so_far
from bot.core.interpretation import Context, Interpretation
from bot.core.likeness import resumed
from bot.core.model_call import Call
from bot.core.plan import plan
from bot.core.policy import decide
from bot.core.safety import Verdict
from bot.core.saying import in_own_words, remembered
from bot.core.team import held_back, let_in
from bot.core.turn import Flag, Incoming, Message, Reply
from bot.core.wanting import EXAMPLES
from bot.services import Parts, guard
from bot.services.carry_out import Outcome, carry_out
from bot.services.classroom import pin, survey
from bot.services.classroom.standing import alarm_of, news_of
from bot.services.debug import known_message
from bot.services.event.allowed import instead_of_change
from bot.services.event.ideas import collected
from bot.services.event.standing import team_news_of
from bot.services.event.team_app import among_teammates, at_head
from bot.services.lanes import chat_of
from bot.services.learning import lesson_evidence
from bot.services.lesson.proposing import with_proposal
from bot.services.quest.in_chat import at_quest
from bot.services.quest.leak_guard import held_back as held_back_answers
from bot.services.quest.sending import sent
from bot.services.read_spec import spec_of
from bot.services.repeat import repeated
from bot.services.take_file import InDangerError, take_file
from scaffolds import blocks
from storage.classrooms.records import ClassNews
from storage.records import Learner, Loaded, TurnRecord

READ_AT_MOST = 4000
"""Characters of a message that are read; the rest of a pasted text is left alone, and that is said."""
ALWAYS = ("forget", "mydata", "stop")
"""Commands that are done though a class is paused, and so are their buttons."""
SHOWN_BY_THEMSELVES = ("web", "terminal")
"""Channels that show the history: what they answer need not be sent."""


@dataclass(frozen=True)
class Now:
    """What a turn starts from. `learner` is who speaks; `owner` is whose conversation it is, where that is somebody else: a group."""

    incoming: Incoming
    verdict: Verdict
    learner: Learner
    owner: Learner | None
    loaded: Loaded | None
    conversation: Conversation
    alarm: ClassNews | None = None
    """For the class of whoever speaks, where they may be in danger: written with the turn's end, however it ends."""


async def start(parts: Parts, incoming: Incoming, verdict: Verdict, loaded: Loaded | None) -> Now:
    """Who speaks, and where the conversation stands."""
    if loaded is None:
        learner = await _speaker(parts, incoming)
        conversation, owner = Conversation.model_validate({"language": learner.language, "tier": learner.tier}), None
    else:
        learner = loaded.learner if not incoming.group else loaded.sender or await _speaker(parts, incoming)
        conversation, owner = Conversation.model_validate(loaded.state), loaded.learner if learner.id != loaded.learner.id else None
    told: dict[str, Any] = {key: value for key, value in (("tier", incoming.tier), ("language", incoming.language)) if value}
    now = Now(incoming, verdict, learner, owner, loaded, at_head(conversation.now(**told, allowed=_ways_of(loaded)), loaded))
    return await _with_alarm(parts, now, verdict) if verdict.flag == "crisis" else now


async def _with_alarm(parts: Parts, now: Now, verdict: Verdict) -> Now:
    """The seat is looked up for whoever speaks: the chat may be new, or a group's, which says nothing of their class."""
    language = parts.brain.language_of(verdict.masked) or now.conversation.language
    inside = await parts.store.care.in_class(now.learner.id)
    return replace(now, verdict=verdict, alarm=alarm_of(inside, verdict, language) if inside else None)


async def _speaker(parts: Parts, incoming: Incoming) -> Learner:
    return await parts.store.find_or_create_learner(
        incoming.channel,
        incoming.sender,
        nickname=incoming.nickname,
        language=incoming.language or incoming.hint or "en",
        tier=incoming.tier or "junior",
    )


async def think(parts: Parts, turn: str, now: Now) -> tuple[Reply, TurnRecord]:
    """The reply, and all that is committed with it."""
    if fixed := _fixed_words(parts, now):
        return _kept_waiting(turn, now, fixed)
    if messages := await repeated(parts, chat_of(now.incoming), now.incoming.press):
        return _ended(turn, now, Outcome(Decision(conversation=now.conversation)), messages, ())
    if messages := await pin.answered(parts, now.learner.id, now.conversation.language, now.incoming.press):
        return _ended(turn, now, Outcome(Decision(conversation=now.conversation)), messages, ())
    if messages := await survey.answered(parts, now.learner.id, now.conversation.language, now.incoming.press):
        return _ended(turn, now, Outcome(Decision(conversation=now.conversation)), messages, ())
    thought = await _turn(parts, now)
    try:
        outcome = await _if_allowed(parts, now, thought, await _outcome(parts, now, thought))
    except InDangerError as found:  # in a file
        now = await _with_alarm(parts, now, found.verdict)
        return _kept_waiting(turn, now, _help(parts, now))
    decision = await among_teammates(parts, now.loaded, thought, outcome.decision, steps=outcome.head is not None)
    decision = questing.with_way_back(thought, lesson.with_way_back(thought, decision))
    decision = await with_proposal(parts, thought, outcome, decision)
    phrased = await held_back_answers(parts, thought, now.loaded, await parts.brain.phrase(decision.moves, decision.conversation))
    messages = outcome.attached(_with_a_kind_line(now.verdict, phrased))
    flags: tuple[Flag, ...] = ("redacted",) if now.verdict.redacted else ()
    conversation = _remembering(thought, phrased) if parts.recalls else phrased.conversation
    learnt = (*outcome.evidence, *await lesson_evidence(parts, conversation, outcome.lesson))
    ended = replace(outcome, decision=outcome.decision.model_copy(update={"conversation": conversation}), evidence=learnt)
    reply, record = _ended(turn, now, ended, messages, flags)
    record = _with_news(record, None if ended.forget else news_of(now.loaded, thought, ended))
    record = replace(record, team_news=None if ended.forget else team_news_of(now.loaded, now.learner.id, thought, ended))
    return reply, _with_calls(record, thought.heard.calls)


async def _outcome(parts: Parts, now: Now, thought: Turn) -> Outcome:
    if (at_quest_came := await sent(parts, thought, now.incoming, now.loaded)) is not None:
        return at_quest_came
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


async def _turn(parts: Parts, now: Now) -> Turn:
    """The message as the policy sees it: a press, or words understood."""
    incoming, looked, text = now.incoming, now.conversation.looking, now.verdict.masked
    press, text = _pressed(now.conversation, incoming.press, text)
    joining = answers(now.conversation, press, text)
    gathering = chatting.answers(now.conversation, press, text)
    at_work = lesson.is_for(now.conversation, press, text) or questing.is_for(now.conversation, press, text)
    conversation = resumed(questing.aside(lesson.aside(chatting.left_off(left_off(now.conversation)))))
    spec = spec_of(now.loaded.head) if now.loaded and now.loaded.head and conversation.project else None
    empty = incoming.press is not None or incoming.file is not None or bool(incoming.file_ref or incoming.let_in_as) or incoming.unread is not None
    context = _context(parts, now, conversation, spec)
    understood = (
        press or joining or gathering or at_work or _begs(now) or (empty and not text) or parse(text.strip())
    )  # what stands behind a command's name is a code or a number, in no language
    heard = (
        Interpretation() if understood else await parts.brain.interpret(text, context, None if now.conversation.questing else _aloud(parts, incoming))
    )
    heard, barred = within(heard, conversation.allowed)
    ours = _left_to_us(conversation, heard, press)
    if ours:
        text, heard = ours, (await parts.brain.interpret(ours, context)).model_copy(update={"intent": "idk"})
    if now.verdict.redacted:
        heard = heard.model_copy(update={"echo": ""})  # words with holes in them are not said back
    language = "en" if heard.foreign else heard.language or conversation.language
    cut = len(now.incoming.text) > READ_AT_MOST
    return Turn(
        conversation.now(language=language), heard, text, press, spec, parts.zone, cut, bool(ours), await _team(parts, now), looked,
        joining, _speaker_of(now), gathering, bool(now.loaded and now.loaded.in_class), barred or barred_press(press, conversation.allowed),
        taking=lesson.here(now.conversation), questing=questing.here(now.conversation),
    )  # fmt: skip


def _speaker_of(now: Now) -> Speaker:
    incoming = now.incoming
    return Speaker(
        now.learner.id,
        incoming.nickname,
        chat_of(incoming),
        incoming.group,
        incoming.origin,
        incoming.language is not None,
        incoming.tier is not None,
    )


async def _team(parts: Parts, now: Now) -> Team | None:
    """Who speaks in a group, and who began its app."""
    project = now.loaded.project if now.loaded else None
    if not now.incoming.group or project is None:
        return None
    began = now.learner if project.begun_by == now.learner.id else await parts.store.learner(project.begun_by)
    return Team(speaker=now.learner.nickname, began=began.nickname if began else "", may=began is None or began.id == now.learner.id)


def _left_to_us(conversation: Conversation, heard: Interpretation, press: str) -> str:
    """The first of the problems on the buttons, where a learner who saw them still does not know; else ''."""
    unsure = heard.intent in ("idk", "examples") or press == "idk"
    if conversation.asks != "problem" or EXAMPLES not in conversation.asked or not unsure or heard.foreign:
        return ""
    return next((button.label for button in conversation.buttons if button.id.startswith("problem:")), "")


def _pressed(conversation: Conversation, press: str | None, text: str) -> tuple[str, str]:
    """(press, text): a typed label is a press; a press that stands for words is these words."""
    label = " ".join(text.split()).casefold()
    shown = next((one for one in conversation.buttons if one.id == press or (press is None and one.label.casefold() == label != "")), None)
    id = shown.id if shown else press or ""
    if shown and id.partition(":")[0] in ("who", "problem"):
        return "", shown.label
    return id, text


def _aloud(parts: Parts, incoming: Incoming) -> Tell | None:
    """Shows what a brain says as it comes, in channels that can; not while a quest waits, for its guard hears only what is finished."""
    tell = parts.progress.get(incoming.channel)
    return (lambda said: tell(incoming.chat, prompts.escape(said))) if tell else None


def _context(parts: Parts, now: Now, conversation: Conversation, spec: Any) -> Context:
    if spec is None and conversation.chosen and (conversation.asks == "confirm" or conversation.about == "change"):
        spec = plan(conversation, parts.zone)
    return Context(
        language=conversation.language, tier=conversation.tier, stage=conversation.stage, asks=conversation.asks,
        said=said_so_far(conversation.wish), offered=conversation.offered, spec=spec,
        recent=conversation.recent, note=conversation.note, learner=now.learner.id,
        classroom=now.loaded.in_class.classroom.id if now.loaded and now.loaded.in_class else "", unaided=bool(now.loaded and now.loaded.unaided),
    )  # fmt: skip


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
    if _begs(now):
        return None  # who asks for the answer of a quest is given a hint
    if now.verdict.flag == "crisis" or (now.verdict.flag and not now.incoming.press):
        return _help(parts, now)
    return None


def _begs(now: Now) -> bool:
    """Whether somebody at a quest tries to get its answer; what they say goes to no model."""
    return questing.here(now.conversation) is not None and now.verdict.kind in questing.BEGGING


def _help(parts: Parts, now: Now) -> Message:
    """What is said to a verdict. Only where a flag is raised is it said that a teacher will see it."""
    language = parts.brain.language_of(now.verdict.masked) or now.conversation.language
    return guard.answer(now.verdict, language, parts.region, teacher_sees=now.alarm is not None)


def _kept_waiting(turn: str, now: Now, said: Message) -> tuple[Reply, TurnRecord]:
    """Say fixed words; the open question waits until the learner goes on."""
    outcome = Outcome(Decision(conversation=now.conversation.now(buttons=said.buttons or now.conversation.buttons)))
    found: tuple[Flag | None, ...] = (now.verdict.flag, "redacted" if now.verdict.redacted else None)
    flags = tuple(flag for flag in found if flag and (not now.incoming.press or flag == "crisis"))
    reply, record = _ended(turn, now, outcome, (said,), flags)
    return reply.model_copy(update={"asks": "clarify"}), record


def waits_for_class(now: Now) -> bool:
    """Whether a teacher paused this chat; what may be grave, and what a learner has a right to, does not wait."""
    return now.loaded is not None and now.loaded.paused and not _is_grave(now) and not _is_a_right(now)


def _is_grave(now: Now) -> bool:
    return now.verdict.flag == "crisis" or now.incoming.press == guard.CONTACTS


def _is_a_right(now: Now) -> bool:
    """What a learner may always do, by its command or a button of its."""
    return _command(now) in ALWAYS or (now.incoming.press or "").partition(":")[0] in ALWAYS


def _command(now: Now) -> str:
    return (parse(now.incoming.text.strip()) or ("",))[0]


def paused_words(turn: str, now: Now) -> tuple[Reply, TurnRecord]:
    """One sentence, and nothing changes."""
    said = Message(text=prompts.load("tutor/paused").render(now.conversation.language))
    reply, record = _ended(turn, now, Outcome(Decision(conversation=now.conversation)), (said,), ())
    return reply, replace(record, despite_pause=True)


def _ended(turn: str, now: Now, outcome: Outcome, messages: tuple[Message, ...], flags: tuple[Flag, ...]) -> tuple[Reply, TurnRecord]:
    """The reply, and all that is committed with it."""
    conversation = outcome.decision.conversation
    messages = _marked(messages, now.incoming, conversation)
    project = outcome.project or conversation.project
    conversation = conversation.now(project=project)
    reply = Reply(messages=messages, stage=conversation.stage, asks=conversation.asks, flags=flags)
    record = TurnRecord(
        turn=turn,
        chat=chat_of(now.incoming),
        learner=outcome.learner or now.learner.id,
        owner=now.owner.id if now.owner else None,
        said={} if outcome.forget else {"text": now.verdict.masked, "press": now.incoming.press, "file": now.incoming.file_name},
        state=conversation.model_dump(mode="json"),
        answers=[message.model_dump(mode="json") for message in messages],
        project=project,
        slug=outcome.slug,
        read_head=outcome.read_head,
        revision=outcome.revision,
        head=outcome.head,
        learner_files=outcome.learner_files,
        language=_news(conversation.language, now.learner.language),
        tier=_news(conversation.tier, now.learner.tier),
        nickname=_news(now.incoming.nickname, now.learner.nickname),
        despite_pause=_is_a_right(now) or _is_grave(now) or outcome.inside,
        forget=outcome.forget,
        news=now.alarm,
        evidence=outcome.evidence,
        delivered=now.incoming.channel in SHOWN_BY_THEMSELVES,
    )
    return reply, record


def _news(said: str, known: str) -> str | None:
    """What the store is to learn of somebody: nothing where it knows it."""
    return said if said and said != known else None


def _marked(messages: tuple[Message, ...], incoming: Incoming, conversation: Conversation) -> tuple[Message, ...]:
    """What a channel must know of each: whether another follows, whom it answers in a group, and the language where it is sent."""
    last = len(messages) - 1
    for_all = {
        "answers": incoming.id if incoming.group else "",
        "language": None if incoming.channel in SHOWN_BY_THEMSELVES else conversation.language,
    }
    known = [{"more": place < last, **for_all} for place in range(len(messages))]
    return tuple(message.model_copy(update=more) if any(more.values()) else message for message, more in zip(messages, known, strict=True))


async def apology(parts: Parts, turn: str, now: Now) -> tuple[Reply, TurnRecord]:
    """The program failed: the message is kept, the state stays, and one sentence says so."""
    phrased = await parts.brain.phrase((Move(prompt="tutor/went_wrong"),), now.conversation)
    return _ended(turn, now, Outcome(Decision(conversation=now.conversation)), phrased.messages, ())


def _ways_of(loaded: Loaded | None) -> tuple[str, ...]:
    """The blocks that the learner's class builds with; () for all."""
    wanted = loaded.in_class.classroom.task.get("blocks") if loaded and loaded.in_class else None
    return tuple(id for id in wanted or () if id in blocks.discover())


def silence(turn: str, now: Now) -> tuple[Reply, TurnRecord]:
    """A turn that the learner stopped: it ends without a word, and nothing changes."""
    return _ended(turn, now, Outcome(Decision(conversation=now.conversation)), (), ())
