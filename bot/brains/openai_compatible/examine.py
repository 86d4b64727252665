"""One line for the operator: what is wrong with an address, a key or a model, or what is used."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.brains.openai_compatible.endpoint import Endpoint
from bot.brains.openai_compatible.profiles import Profile, profile_by_owner, profile_of

if TYPE_CHECKING:
    import httpx2

    from bot.brains.openai_compatible.server import Fault, Model, Server

SECONDS = 5.0


@dataclass(frozen=True)
class Examined:
    """`well`: a model will be asked; else the line says what to mend."""

    well: bool
    line: str

    def __str__(self) -> str:
        return self.line


async def examine(endpoint: Endpoint, *, seconds: float = SECONDS, transport: httpx2.AsyncBaseTransport | None = None) -> Examined:
    """Asks the server for its models, or for one token where it lists none. Never raises; never says the key."""
    from bot.brains.openai_compatible.server import Fault, Server  # late: the vendor's package is loaded where a model is used

    try:
        server = Server(endpoint, seconds, transport)
    except Exception:  # what an address may be is the vendor's to say
        return Examined(False, "OPENAI_BASE_URL is not an address: it begins with http:// or https://")
    try:
        async with asyncio.timeout(seconds):
            return await _examined(server, endpoint, profile_of(endpoint))
    except TimeoutError:
        return Examined(False, f"{_place(endpoint)} did not answer in {seconds:g} s: check OPENAI_BASE_URL")
    except Fault as fault:
        return Examined(False, _wrong(fault, endpoint))
    finally:
        await server.close()


async def _examined(server: Server, endpoint: Endpoint, profile: Profile) -> Examined:
    from bot.brains.openai_compatible.ladder import Ladder
    from bot.brains.openai_compatible.server import Reply

    if profile.lists:
        return _chosen(await server.models(), endpoint, profile)
    model = endpoint.model or profile.model
    ladder = Ladder(profile.model_copy(update={"rung": "text"}))
    ladder.most = 1
    await server.ask(model, ({"role": "user", "content": "Hi"},), ladder.options(), Reply(), lambda text: None)
    return Examined(True, f"{model} at {_place(endpoint)} ({profile.title})")


def _chosen(listed: Sequence[Model], endpoint: Endpoint, profile: Profile) -> Examined:
    profile = profile_by_owner((one.owner for one in listed), profile)
    ids = [one.id for one in listed]
    model = endpoint.model or profile.model or next(iter(ids), "")
    if not model:
        return Examined(False, f"{_place(endpoint)} has no model")
    if ids and model not in ids:
        some = ", ".join(ids[:5]) + (", ..." if len(ids) > 5 else "")
        return Examined(False, f"{_place(endpoint)} has no model {model!r}: it has {some}; set OPENAI_MODEL")
    return Examined(True, f"{model} at {_place(endpoint)} ({profile.title})")


def _wrong(fault: Fault, endpoint: Endpoint) -> str:
    place = _place(endpoint)
    match fault.word:
        case "key":
            return f"{place} does not take the key: check OPENAI_API_KEY"
        case "address":
            return f"{place} has no such page: check OPENAI_BASE_URL (it often ends in /v1)"
        case "refused":
            return f"{place} refuses the request: check OPENAI_MODEL"
        case "busy":
            return f"{place} takes no more requests just now, or the account has no credit"
        case "connection" | "timeout":
            return f"{place} cannot be reached: check OPENAI_BASE_URL"
        case "server":
            return f"{place} has trouble of its own"
    return f"{place} does not speak as an OpenAI-compatible server does: check OPENAI_BASE_URL"


def _place(endpoint: Endpoint) -> str:
    return endpoint.host or "OPENAI_BASE_URL"
