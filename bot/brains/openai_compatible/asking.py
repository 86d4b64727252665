"""One answer for one turn, within its deadline: a place to ask from, a second try where that helps, a repair, and an account of it all."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from bot.brains.openai_compatible import answer as answers
from bot.brains.openai_compatible.answer import Answer, WrongAnswerError
from bot.brains.openai_compatible.endpoint import Endpoint
from bot.brains.openai_compatible.ladder import Ladder
from bot.brains.openai_compatible.profiles import Profile, profile_by_owner
from bot.brains.openai_compatible.resting import Resting
from bot.brains.openai_compatible.server import Fault, Messages, Reply, Server
from bot.brains.openai_compatible.tokens import estimate
from bot.brains.openai_compatible.untold import where
from bot.core.model_call import Call, Meter
from prompts.instructions import load, print_of

log = logging.getLogger(__name__)
_SHORT_WAIT = 0.3
_AFTER_BUSY = 1.0
_STEPS_DOWN = 6
"""Refusals that one turn may learn from."""
_KEPT_OF_A_WRONG_ANSWER = 2000
Hear = Callable[[str], None]


@dataclass
class Asked:
    """What came of a turn. `fault` is empty where there is an answer."""

    answer: Answer | None = None
    calls: tuple[Call, ...] = ()
    fault: str = ""
    short: bool = False


@dataclass
class _Request:
    """One that was, or is, under way; `reserved` is the meter's id."""

    reserved: str | None
    begun: float = field(default_factory=time.monotonic)
    ended: float = 0.0
    fault: str = ""
    sent: int = 0
    cached: int = 0
    got: int = 0
    estimated: bool = False

    def add(self, reply: Reply) -> None:
        self.ended = time.monotonic()
        self.sent += reply.sent
        self.cached += reply.cached
        self.got += reply.received
        self.estimated = self.estimated or not reply.counted


class Asker:
    """For one endpoint; it remembers how the server wants to be asked, and when not to."""

    def __init__(
        self, endpoint: Endpoint, profile: Profile, system: str, meter: Meter, connect: Callable[[], Server], *, deadline: float, at_once: int
    ) -> None:
        self._endpoint, self._profile, self._system, self._meter, self._connect = endpoint, profile, system, meter, connect
        self._deadline = deadline
        self._places = asyncio.Semaphore(at_once)
        self._server: Server | None = None
        self._model = endpoint.model or profile.model
        self._version, self._print = load("tutor").version, print_of(system)
        self.ladder = Ladder(profile)
        self.resting = Resting()

    async def ask(self, message: str, learner: str, hear: Hear, classroom: str = "") -> Asked:
        """Never raises but when it is cancelled."""
        if not self.resting.enter():
            return Asked(calls=(self._call(None, "offline", "resting"),), fault="resting")
        turn = _Turn(self, message, (learner, classroom), hear)
        try:
            asked = await turn.run()
        except BaseException:
            self.resting.left()
            await self._settle(turn.requests, "offline", "stopped")
            raise
        calls = await self._settle(turn.requests, _outcome(asked, turn.requests), asked.fault)
        if not calls and asked.fault:
            calls = (self._call(None, "offline", asked.fault),)
        asked.calls = calls
        return asked

    async def server(self) -> Server:
        if self._server is None:
            try:
                self._server = self._connect()
            except Exception:  # what an address may be is the vendor's to say
                raise Fault("address", lasting=True) from None
        return self._server

    async def model(self) -> str:
        """The operator's, or the usual one of such servers, or the first that it lists."""
        if not self._model:
            listed = await (await self.server()).models()
            if not listed:
                raise Fault("model", lasting=True)
            self.ladder = Ladder(profile_by_owner((one.owner for one in listed), self._profile))
            self._model = listed[0].id
        return self._model

    def left(self, begun: float) -> float:
        return self._deadline - (time.monotonic() - begun)

    async def reserve(self, who: tuple[str, str], messages: Messages) -> str | None:
        """Of the tokens of a learner and of their class."""
        learner, classroom = who
        tokens = sum(estimate(str(one.get("content", ""))) + 4 for one in messages) + self.ladder.most
        return await self._meter.reserve(learner, tokens, classroom)

    def messages(self, message: str) -> Messages:
        return ({"role": "system", "content": self._system}, {"role": "user", "content": message})

    async def _settle(self, requests: Sequence[_Request], outcome: Literal["ok", "repaired", "offline"], fault: str) -> tuple[Call, ...]:
        """Each request is said to have ended as the turn did; what went wrong with it is its own."""
        calls = []
        for i, request in enumerate(requests):
            last = i == len(requests) - 1
            call = self._call(request, outcome, request.fault or (fault if last else ""))
            calls.append(call)
            if request.reserved is not None:
                with suppress(Exception):
                    await self._meter.settle(request.reserved, call)
        return tuple(calls)

    def _call(self, request: _Request | None, outcome: Literal["ok", "repaired", "offline"], fault: str) -> Call:
        about = Call(model=self._model, prompt="tutor", version=self._version, print=self._print, outcome=outcome, fault=fault)
        if request is None:
            return about
        spent = {key: getattr(request, key) for key in ("sent", "cached", "got", "estimated")}
        return about.model_copy(update={**spent, "ms": int(((request.ended or time.monotonic()) - request.begun) * 1000)})

    def places(self) -> asyncio.Semaphore:
        return self._places

    @property
    def deadline(self) -> float:
        return self._deadline

    async def close(self) -> None:
        if self._server is not None:
            await self._server.close()


def _outcome(asked: Asked, requests: Sequence[_Request]) -> Literal["ok", "repaired", "offline"]:
    if asked.answer is None:
        return "offline"
    return "repaired" if len(requests) > 1 else "ok"


class _Turn:
    """The requests of one turn."""

    def __init__(self, asker: Asker, message: str, who: tuple[str, str], hear: Hear) -> None:
        self._asker, self._message, self._who, self._hear = asker, message, who, hear
        self.requests: list[_Request] = []
        self._begun = time.monotonic()
        self._placed = False
        self._tries = 1
        """Second tries that are left for the whole turn."""

    async def run(self) -> Asked:
        try:
            async with asyncio.timeout(self._asker.deadline), self._asker.places():
                self._placed = True
                return await self._answer()
        except TimeoutError:
            return self._given_up(Fault("timeout" if self._placed else "crowded"))
        except Fault as fault:
            return self._given_up(fault)
        except Exception as error:  # whatever a server or the vendor's package does, a learner is answered
            log.error("asking the model: %s", where(error))
            return self._given_up(Fault("unforeseen"))

    def _given_up(self, fault: Fault) -> Asked:
        resting = self._asker.resting
        if fault.lasting:
            resting.rest()
        elif fault.word == "busy":
            resting.rest(fault.wait if fault.wait is not None else 30.0)
        elif fault.word in ("crowded", "filtered"):
            resting.left()
        else:
            resting.failed()
        log.log(logging.DEBUG if fault.word == "crowded" else logging.WARNING, "the model did not answer: %s", fault.word)
        return Asked(fault=fault.word)

    async def _answer(self) -> Asked:
        """The answer, or the second one where the first was not of the form."""
        messages = self._asker.messages(self._message)
        for repaired in (False, True):
            reserved = await self._asker.reserve(self._who, messages)
            if reserved is None:
                self._asker.resting.left()
                return Asked(short=not repaired, fault="schema" if repaired else "")
            self.requests.append(_Request(reserved))
            reply = await self._reply(messages, self.requests[-1])
            try:
                found = _read(reply)
            except WrongAnswerError as wrong:
                self.requests[-1].fault = "schema"
                self._asker.ladder.missed(cramped=reply.finish == "length" and not reply.text.strip())
                messages = _with_repair(messages, reply, str(wrong))
                continue
            self._asker.ladder.held()
            self._asker.resting.answered()
            return Asked(answer=found)
        raise Fault("schema")

    async def _reply(self, messages: Messages, request: _Request) -> Reply:
        """One whole reply, learning from refusals, and once more after a fault that may pass."""
        for _ in range(_STEPS_DOWN):
            reply = Reply()
            try:
                server, model = await self._asker.server(), await self._asker.model()
                await server.ask(model, messages, self._asker.ladder.options(), reply, self._hear)
                request.add(reply)
                if reply.finish == "content_filter":
                    raise Fault("filtered")
                return reply
            except Fault as fault:
                if reply.text:
                    request.add(reply)
                await self._again(fault)
            except asyncio.CancelledError:
                request.add(reply)
                raise
        raise Fault("refused")

    async def _again(self, fault: Fault) -> None:
        """Wait for another try, or raise the fault where there is none."""
        if fault.word == "refused" and self._asker.ladder.refused(fault.reason):
            return
        wait = _SHORT_WAIT if fault.again else None
        if fault.word == "busy" and not fault.lasting:
            wait = _AFTER_BUSY if fault.wait is None else fault.wait
        elif fault.again and fault.wait is not None:
            wait = max(fault.wait, _SHORT_WAIT)
        if wait is None or not self._tries or wait > self._asker.left(self._begun) / 2:
            raise fault
        self._tries -= 1
        await asyncio.sleep(wait)


def _read(reply: Reply) -> Answer:
    try:
        return answers.read(reply.text)
    except WrongAnswerError:
        if reply.finish == "length":
            raise WrongAnswerError("it was cut off because it was too long") from None
        raise


def _with_repair(messages: Messages, reply: Reply, wrong: str) -> Messages:
    """The same once more, with the answer and what is wrong with it; the beginning stays, for the server's cache."""
    given = reply.text[:_KEPT_OF_A_WRONG_ANSWER] or "(nothing)"
    return (*messages, {"role": "assistant", "content": given}, {"role": "user", "content": load("repair").render(wrong=wrong)})
