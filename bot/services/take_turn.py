"""One turn, for every channel: a message in, a decision, and one commit of all that follows from it.

What is taken in is committed first, so that it is not lost; what was decided is committed together with the message's end, so that it is
neither half-done nor done twice. Where another turn moved the project meanwhile, this one is thought again on the newer app.
"""

from __future__ import annotations

import asyncio
import base64
import logging
from dataclasses import dataclass, replace
from typing import Any

from bot.commands import discover, parse
from bot.core.brain import Phrased
from bot.core.conversation import Conversation, Decision, Move
from bot.core.deciding import Turn, again, first
from bot.core.hearing import said_so_far
from bot.core.interpretation import Context, Interpretation
from bot.core.plan import plan
from bot.core.policy import decide
from bot.core.safety import Verdict
from bot.core.turn import Flag, Incoming, Message, Reply
from bot.core.wanting import EXAMPLES
from bot.services import Parts, guard
from bot.services.carry_out import Outcome, carry_out
from bot.services.read_spec import spec_of
from bot.services.take_file import take_file
from storage.errors import HeadMovedError, TurnOverError
from storage.records import Learner, Loaded, Taken, TurnRecord

READ_AT_MOST = 4000
"""Characters of a message that are read; the rest of a pasted text is left alone, and that is said."""
TRIES = 5

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Now:
    """What one try of a turn starts from."""

    incoming: Incoming
    verdict: Verdict
    learner: Learner
    loaded: Loaded | None
    conversation: Conversation


async def take_turn(parts: Parts, incoming: Incoming) -> Reply | None:
    """Take a message in and answer it; None where the same message was taken in before. Raises `StoreError` alone."""
    chat = chat_of(incoming)
    async with parts.lanes.lane(chat):
        taking = asyncio.create_task(parts.store.take_in(chat, incoming.id, _payload(incoming)))
        await asyncio.sleep(0)  # the disk is at work while the words are looked at
        verdict = guard.look(incoming.text[:READ_AT_MOST])
        taken = await taking
        return await _finish(parts, taken.turn, incoming, verdict, taken) if taken else None


async def finish_turn(parts: Parts, turn: str, incoming: Incoming) -> Reply:
    """Answer a message that was taken in before a restart."""
    async with parts.lanes.lane(chat_of(incoming)):
        return await _finish(parts, turn, incoming, guard.look(incoming.text[:READ_AT_MOST]))


async def _finish(parts: Parts, turn: str, incoming: Incoming, verdict: Verdict, taken: Taken | None = None) -> Reply:
    for attempt in range(TRIES):
        loaded = taken.loaded if taken and attempt == 0 else await parts.store.load_turn(chat_of(incoming))
        now = await _start(parts, incoming, verdict, loaded)
        try:
            reply, record = await _think(parts, turn, now)
            await parts.store.commit_turn(record)
            return reply
        except HeadMovedError:
            continue
        except TurnOverError:
            break
        except Exception:
            log.exception("turn %s failed", turn)
            return await _apologise(parts, turn, now)
    return await _apologise(parts, turn, now)


def chat_of(incoming: Incoming) -> str:
    return f"{incoming.channel}:{incoming.chat}"


def _payload(incoming: Incoming) -> dict[str, Any]:
    data = incoming.model_dump(exclude={"file"}, exclude_defaults=True)
    return data | ({"file": base64.b64encode(incoming.file).decode()} if incoming.file is not None else {})


def from_payload(payload: dict[str, Any]) -> Incoming:
    """What `take_turn` took in, read again after a restart."""
    file = payload.get("file")
    return Incoming(**payload | ({"file": base64.b64decode(file)} if file else {}))


async def _start(parts: Parts, incoming: Incoming, verdict: Verdict, loaded: Loaded | None) -> _Now:
    if loaded is None:
        learner = await parts.store.find_or_create_learner(
            incoming.channel, incoming.sender, nickname=incoming.nickname, language=incoming.language or "en", tier=incoming.tier or "junior"
        )
        conversation = Conversation.model_validate({"language": learner.language, "tier": learner.tier})
    else:
        learner, conversation = loaded.learner, Conversation.model_validate(loaded.state)
    told = {key: value for key, value in (("tier", incoming.tier), ("language", incoming.language)) if value}
    return _Now(incoming, verdict, learner, loaded, conversation.now(**told))


async def _think(parts: Parts, turn: str, now: _Now) -> tuple[Reply, TurnRecord]:
    if fixed := _fixed_words(parts, now):
        return _kept_waiting(turn, now, fixed)
    thought = await _turn(parts, now)
    if now.incoming.file is not None:
        outcome = await take_file(parts, thought, now.incoming.file, now.loaded)
    else:
        outcome = await carry_out(parts, thought, _decide(thought, now.incoming.text), now.loaded)
    phrased = await parts.brain.phrase(outcome.decision.moves, outcome.decision.conversation)
    messages = outcome.attached(_with_a_kind_line(now.verdict, phrased))
    flags: tuple[Flag, ...] = ("redacted",) if now.verdict.redacted else ()
    return _ended(turn, now, replace(outcome, decision=outcome.decision.model_copy(update={"conversation": phrased.conversation})), messages, flags)


async def _turn(parts: Parts, now: _Now) -> Turn:
    """The message as the policy sees it: a press, or words understood."""
    conversation, text = now.conversation, now.verdict.masked
    spec = spec_of(now.loaded.head) if now.loaded and now.loaded.head and conversation.project else None
    press, text = _pressed(conversation, now.incoming.press, text)
    empty = now.incoming.press is not None or now.incoming.file is not None
    context = _context(parts, conversation, spec)
    heard = Interpretation() if press or (empty and not text) else await parts.brain.interpret(text, context)
    ours = _left_to_us(conversation, heard, press)
    if ours:
        text, heard = ours, (await parts.brain.interpret(ours, context)).model_copy(update={"intent": "idk"})
    if now.verdict.redacted:
        heard = heard.model_copy(update={"echo": ""})  # words with holes in them are not said back
    language = "en" if heard.foreign else heard.language or conversation.language
    cut = len(now.incoming.text) > READ_AT_MOST
    return Turn(conversation.now(language=language), heard, text, press, spec, parts.zone, cut, bool(ours))


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


def _context(parts: Parts, conversation: Conversation, spec: Any) -> Context:
    if spec is None and conversation.chosen and (conversation.asks == "confirm" or conversation.about == "change"):
        spec = plan(conversation, parts.zone)
    return Context(
        language=conversation.language, tier=conversation.tier, stage=conversation.stage, asks=conversation.asks,
        said=said_so_far(conversation.wish), offered=conversation.offered, spec=spec,
    )  # fmt: skip


def _decide(turn: Turn, typed: str) -> Decision:
    command = parse(typed.strip()) if not turn.press else None
    if command is None:
        decision = decide(turn)
        return first(Move(prompt="tutor/foreign"), decision) if turn.heard.foreign else decision
    name, argument = command
    found = discover().get(name)
    if found is None:
        return first(Move(prompt="tutor/no_command", values={"name": name}), again(turn))
    return found.run(turn, argument)


def _with_a_kind_line(verdict: Verdict, phrased: Phrased) -> tuple[Message, ...]:
    """Before the answer: to a child who is bullied, or about what was taken out."""
    language, first, *rest = phrased.conversation.language, *phrased.messages
    lines = [guard.kind_word(language)] if verdict.victim else []
    lines += [guard.taken_out(verdict.found, language)] if verdict.redacted else []
    return (first.model_copy(update={"text": "\n\n".join([*lines, first.text])}), *rest)


def _fixed_words(parts: Parts, now: _Now) -> Message | None:
    """A fixed answer where a child may be in danger or where we do not help; None for everything else."""
    if now.incoming.press == guard.CONTACTS:
        return guard.people(now.conversation.language, parts.region)
    if now.verdict.flag and not now.incoming.press:
        language = parts.brain.language_of(now.verdict.masked) or now.conversation.language
        return guard.answer(now.verdict, language, parts.region)
    return None


def _kept_waiting(turn: str, now: _Now, said: Message) -> tuple[Reply, TurnRecord]:
    """Say fixed words; the open question waits until the learner goes on."""
    outcome = Outcome(Decision(conversation=now.conversation.now(buttons=said.buttons or now.conversation.buttons)))
    found: tuple[Flag | None, ...] = (now.verdict.flag, "redacted" if now.verdict.redacted else None)
    flags = tuple(flag for flag in found if flag and not now.incoming.press)
    reply, record = _ended(turn, now, outcome, (said,), flags)
    return reply.model_copy(update={"asks": "clarify"}), record


def _ended(turn: str, now: _Now, outcome: Outcome, messages: tuple[Message, ...], flags: tuple[Flag, ...]) -> tuple[Reply, TurnRecord]:
    """The reply, and all that is committed with it."""
    conversation = outcome.decision.conversation
    project = outcome.project or conversation.project
    conversation = conversation.now(project=project)
    reply = Reply(messages=messages, stage=conversation.stage, asks=conversation.asks, flags=flags)
    record = TurnRecord(
        turn=turn,
        chat=chat_of(now.incoming),
        learner=now.learner.id,
        said={"text": now.verdict.masked, "press": now.incoming.press, "file": now.incoming.file_name},
        state=conversation.model_dump(mode="json"),
        answers=[message.model_dump(mode="json") for message in messages],
        project=project,
        slug=outcome.slug,
        read_head=outcome.read_head,
        revision=outcome.revision,
        head=outcome.head,
        learner_files=outcome.learner_files,
        language=conversation.language,
        tier=conversation.tier,
        nickname=now.incoming.nickname or None,
        delivered=now.incoming.channel in ("web", "terminal"),
    )
    return reply, record


async def _apologise(parts: Parts, turn: str, now: _Now) -> Reply:
    """The program failed: the message is kept, the state stays, and one sentence says so."""
    phrased = await parts.brain.phrase((Move(prompt="tutor/went_wrong"),), now.conversation)
    reply, record = _ended(turn, now, Outcome(Decision(conversation=now.conversation)), phrased.messages, ())
    try:
        await parts.store.commit_turn(replace(record, failed=True))
    except TurnOverError:
        log.warning("turn %s was over already", turn)
    return reply
