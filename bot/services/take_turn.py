"""A message in, for every channel: committed to the inbox first, then answered in its lane.

What was taken in is not lost, whatever happens next; what was decided is committed together with the message's end, so that it is neither
half-done nor done twice. Where another turn moved the project meanwhile, this one is thought again on the newer app.
"""

from __future__ import annotations

import asyncio
import base64
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.commands import parse
from bot.core.safety import Verdict
from bot.core.turn import Incoming, Reply
from bot.services import Parts, guard
from bot.services.classroom import survey
from bot.services.ending import apology, paused_words, silence, waits_for_class
from bot.services.event.team_app import show_others
from bot.services.event.teammates import tell_teammates
from bot.services.forget import after_forgetting, what_shows
from bot.services.lanes import InterruptedTurnError, StoppedError, chat_of, key_of
from bot.services.news import of_class, of_event
from bot.services.now import Now, start
from bot.services.think import think
from bot.services.understand import READ_AT_MOST
from storage.errors import ClosedError, HeadMovedError, PausedError, StoreError, TurnOverError
from storage.records import Answer, Claimed, Committed, Loaded, TurnRecord

TRIES = 5
LOOK_AGAIN = 0.1
"""Seconds between two looks for an answer that another process gives."""
WAIT_AT_MOST = 120.0
"""Seconds after which whoever waits for an answer from elsewhere is sent away: a lane may stand still until the next start, or another process
hang, and nobody keeps a page open for longer. The message stays in the inbox and is answered when its turn comes."""
STOP = "stop"
"""It overtakes what waits in its lane."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Turn:
    """A message whose lane is ours."""

    id: str
    incoming: Incoming
    loaded: Loaded | None
    verdict: Verdict


async def take_turn(parts: Parts, incoming: Incoming) -> Reply | None:
    """Take a message in and wait for its answer; None where the same message was taken in before. Raises `StoreError` alone."""
    with parts.lanes.expecting(key_of(incoming)) as promise:
        turn, mine = await _take_in(parts, incoming)
        if turn is None:
            return None
        if not mine:
            return await _from_elsewhere(parts, turn, promise)
        reply, following = await _answer_or_let_go(parts, turn)
        if following:
            parts.lanes.begin(work(parts, following))
        return reply


async def accept(parts: Parts, incoming: Incoming) -> bool:
    """Take a message in; its answer goes to the outbox. Committed on return. False where it was taken in before. Raises `StoreError`."""
    turn, mine = await _take_in(parts, incoming)
    if turn is not None and mine:
        parts.lanes.begin(_work_from(parts, turn))
    return turn is not None


async def work(parts: Parts, claimed: Claimed) -> None:
    """Answer the messages of a lane that is ours until none waits."""
    await _work_from(parts, _claimed_turn(claimed))


async def _work_from(parts: Parts, turn: _Turn) -> None:
    while True:
        try:
            reply, following = await _answer_or_let_go(parts, turn)
            parts.lanes.answered(key_of(turn.incoming), reply)
            if following is None:
                return
            turn = _claimed_turn(following)
        except StoreError as error:
            log.warning("turn %s waits: %s", turn.id, error)
            return
        except Exception:  # what cannot even be read is not tried again and again: the lane stands until the next start
            log.exception("the lane of turn %s stands still", turn.id)
            return


async def _take_in(parts: Parts, incoming: Incoming) -> tuple[_Turn | None, bool]:
    chat, verdict = chat_of(incoming), guard.look(incoming.text[:READ_AT_MOST])
    taken = await parts.store.take_in(chat, incoming.id, _payload(incoming), parts.lanes.holder)
    if taken and not taken.mine and (parse(incoming.text.strip()) or ("",))[0] == STOP:
        parts.lanes.stop(chat, taken.turn)
    return (_Turn(taken.turn, incoming, taken.loaded, verdict), taken.mine) if taken else (None, False)


async def _from_elsewhere(parts: Parts, turn: _Turn, promise: asyncio.Future[Reply]) -> Reply:
    """The answer to a message that waits behind another of its chat, here or in another process. Raises `StoreError` where none comes in time."""
    until = time.monotonic() + WAIT_AT_MOST
    while not promise.done():
        await asyncio.wait([promise], timeout=LOOK_AGAIN)
        if promise.done():
            break
        if time.monotonic() > until:
            raise StoreError(
                f"no answer in {WAIT_AT_MOST:.0f} s to a message that waits behind others of its chat; it is kept and answered in its turn"
            )
        if (answers := await parts.store.answers_of(turn.id)) is not None:
            await asyncio.wait([promise], timeout=LOOK_AGAIN)  # where it was given here, its promise is being kept at this moment
            return promise.result() if promise.done() else await _told(parts, turn, answers)
    return promise.result()


async def _told(parts: Parts, turn: _Turn, answers: Sequence[Answer]) -> Reply:
    """What another process answered, and where the conversation stands now."""
    loaded = await parts.store.load_turn(chat_of(turn.incoming))
    state = loaded.state if loaded else {}
    messages = [answer.payload for answer in answers if not answer.is_notice]
    return Reply.model_validate({"messages": messages, "stage": state.get("stage", "discover"), "asks": state.get("asks", "none")})


def _claimed_turn(claimed: Claimed) -> _Turn:
    incoming = from_payload(dict(claimed.received.payload))
    return _Turn(claimed.received.id, incoming, claimed.loaded, guard.look(incoming.text[:READ_AT_MOST]))


async def _answer_or_let_go(parts: Parts, turn: _Turn) -> tuple[Reply, Claimed | None]:
    """Where the store is gone the message stays in the inbox, and its lane is let go, to be taken up again when the store is back."""
    try:
        return await _answer(parts, turn)
    except (StoreError, asyncio.CancelledError):
        parts.lanes.stuck.add(chat_of(turn.incoming))
        raise


async def _answer(parts: Parts, turn: _Turn) -> tuple[Reply, Claimed | None]:
    """Think, commit, and hand the answers over; with the message that waits next in the lane."""
    now = await start(parts, turn.incoming, turn.verdict, turn.loaded)
    tries = 0
    while tries < TRIES:
        if waits_for_class(now):
            return await _hold(parts, turn, now)
        try:
            async with parts.lanes.one_by_one(now.loaded.project.id if tries and now.loaded and now.loaded.project else None):
                now = await _anew(parts, turn) if tries else now
                reply, record = await _thought(parts, turn, now)
                return reply, await _commit(parts, record)
        except (PausedError, InterruptedTurnError) as stopped:
            if now.loaded is None and isinstance(stopped, PausedError):  # a new chat of somebody whose class is paused
                return await _hold(parts, turn, now)
            now = await _anew(parts, turn)
        except (HeadMovedError, ClosedError):
            tries += 1
        except TurnOverError:
            log.warning("turn %s was over already", turn.id)
            parts.lanes.stuck.add(chat_of(turn.incoming))
            return reply, None
        except StoreError:
            raise
        except Exception:
            log.exception("turn %s cannot be kept", turn.id)
            break
    reply, record = await apology(parts, turn.id, now)
    try:
        return reply, await _commit(parts, replace(record, failed=True))
    except PausedError:
        return await _hold(parts, turn, now)


async def _anew(parts: Parts, turn: _Turn) -> Now:
    """Where the conversation stands by now."""
    loaded = await parts.store.loaded_for(chat_of(turn.incoming), turn.incoming.channel, turn.incoming.sender)
    return await start(parts, turn.incoming, turn.verdict, loaded)


async def _hold(parts: Parts, turn: _Turn, now: Now) -> tuple[Reply, Claimed | None]:
    """The class is paused: the message is answered when it goes on. Who must have an answer at once (a line of JSON) is told so."""
    if parts.lanes.holder is None:
        reply, record = paused_words(turn.id, now)
        return reply, await _commit(parts, record)
    following = await parts.store.hold_turn(turn.id, chat_of(turn.incoming), (now.owner or now.learner).id, parts.lanes.holder)
    parts.news.tell(chat_of(turn.incoming))
    return silence(turn.id, now)[0], following


async def _thought(parts: Parts, turn: _Turn, now: Now) -> tuple[Reply, TurnRecord]:
    """What a turn answers; never nothing, unless the learner said stop. A child who may be in danger is answered all the same."""
    chat = chat_of(turn.incoming)
    if parts.lanes.passed_over(chat, turn.id) and now.verdict.flag != "crisis":
        return silence(turn.id, now)
    try:
        with parts.lanes.stoppable(chat, turn.id):
            async with parts.lanes.thinking:
                return await think(parts, turn.id, now)
    except StoppedError:
        return silence(turn.id, now)
    except InterruptedTurnError:
        raise
    except Exception:
        log.exception("turn %s failed", turn.id)
        reply, record = await apology(parts, turn.id, now)
        return reply, replace(record, failed=True)


async def _commit(parts: Parts, record: TurnRecord) -> Claimed | None:
    theirs = await what_shows(parts, record.learner) if record.forget else ()
    committed: Committed = await parts.store.commit_turn(record, parts.lanes.holder)
    if record.forget:
        parts.outbox.let_go({record.chat, *theirs})
        parts.lanes.begin(after_forgetting(parts, record.learner, theirs))
    if not record.delivered:
        parts.outbox.hand_over(committed.answers)
    parts.news.tell(record.chat)
    if record.team_news is not None:
        parts.news.tell(of_event(record.team_news.event))
        if record.team_news.share is not None:
            parts.lanes.begin(tell_teammates(parts, record.team_news, record.chat))
        elif record.revision is not None or record.head is not None:
            parts.lanes.begin(show_others(parts, record.team_news, record.chat))
    if record.news is not None:
        parts.news.tell(of_class(record.news.seat.classroom))
        if record.news.asks_first:
            parts.lanes.begin(survey.ask_newcomer(parts, record.news.seat))
    return committed.next


def _payload(incoming: Incoming) -> dict[str, Any]:
    data = incoming.model_dump(exclude={"file"}, exclude_defaults=True)
    return data | ({"file": base64.b64encode(incoming.file).decode()} if incoming.file is not None else {})


def from_payload(payload: dict[str, Any]) -> Incoming:
    """What was taken in, read again."""
    file = payload.get("file")
    return Incoming(**payload | ({"file": base64.b64decode(file)} if file else {}))
