"""`sampan event`: events made and looked after from the command line, for a club without a teacher's account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.bootstrap import make_parts
from bot.channels.web.address import shown_host
from bot.core.classroom.naming import code_of
from bot.core.errors import OperatorError
from bot.core.event.moments import moment_of, shown
from bot.core.event.phases import Template, read
from bot.locales import locale
from bot.services import Parts
from bot.services.event.naming import LONGEST_NAME, event_name_of, name_fault
from bot.services.event.open_event import EventWish, link_of, open_event
from bot.settings import Settings
from scaffolds.spec import Language
from storage.events.records import Event


@dataclass(frozen=True)
class Asked:
    """The options of one action."""

    action: str
    name: str = ""
    """Of a new event; else the code of one."""
    template: Template = "short"
    at: str = ""
    language: Language = "en"
    organiser: str = ""
    sure: bool = False


async def act(settings: Settings, asked: Asked) -> list[str]:
    """Do one of the command's actions; the lines to print. Raises `OperatorError`, `StoreError`."""
    parts = make_parts(settings, alone=True, public_url=public_url(settings))
    try:
        match asked.action:
            case "new":
                return await _new(parts, asked)
            case "list":
                return await _list(parts, asked)
            case "link":
                return await _link(parts, asked)
            case _:
                return await _remove(parts, asked)
    finally:
        await parts.close()


async def _new(parts: Parts, asked: Asked) -> list[str]:
    words = locale(asked.language)
    fault = name_fault(asked.name)
    if fault:
        raise OperatorError(words(f"ev_open.fault_{fault}", most=LONGEST_NAME))
    wish = EventWish(event_name_of(asked.name), asked.language, template=asked.template, begins=_begins(parts, asked))
    event, _, token = await open_event(parts, wish, asked.organiser or words("ev_open.organiser"))
    made = words("ev_cli.made", name=event.name, code=event.code)
    return [made, words("ev_cli.link", organiser=asked.organiser or words("ev_open.organiser")), link_of(parts, event, token)]


def _begins(parts: Parts, asked: Asked) -> datetime | None:
    if not asked.at:
        return None
    heard = moment_of(asked.at, datetime.now(UTC), parts.zone, asked.language)
    if heard.at is None:
        why = heard.why if heard.why in ("gap", "past", "far") else "time"
        raise OperatorError(locale(asked.language)(f"ev_open.fault_{why}"))
    return heard.at


async def _list(parts: Parts, asked: Asked) -> list[str]:
    now, words = datetime.now(UTC), locale(asked.language)

    def line(event: Event) -> str:
        state = "ev_open.event_state_gone" if event.ended else "" if event.opened else "ev_open.event_state_closed"
        begins = shown(read(event.phases)[0].at, now, event.zone, asked.language)
        return "  ".join(filter(None, [event.code, begins, event.name, words(state) if state else ""]))

    return [line(event) for event in await parts.store.events.all()] or [words("ev_cli.none")]


async def _link(parts: Parts, asked: Asked) -> list[str]:
    """A new link for the event's first organiser, whoever lost theirs; where all were ended, the first comes back."""
    event = await _event(parts, asked)
    organisers = await parts.store.crew.of_event(event.id, "organiser")
    person = next((one for one in organisers if one.ended is None), organisers[0])
    token = await parts.store.crew.renew(event.id, person.id) or ""
    return [locale(asked.language)("ev_cli.link", organiser=person.name), link_of(parts, event, token)]


async def _remove(parts: Parts, asked: Asked) -> list[str]:
    event, words = await _event(parts, asked), locale(asked.language)
    if not asked.sure:
        teams, entries = await parts.store.teams.of_event(event.id), await parts.store.entries.of_event(event.id)
        return [words("ev_cli.sure", name=event.name, teams=len(teams), entries=len(entries), code=event.code)]
    await parts.store.founding.remove(event.id)
    return [words("ev_cli.removed", name=event.name)]


async def _event(parts: Parts, asked: Asked) -> Event:
    found = await parts.store.events.by_code(code_of(asked.name))
    if found is None:
        raise OperatorError(f"no event has the code {asked.name}; sampan event list shows them")
    return found


def public_url(settings: Settings) -> str:
    """Where the web chat is, as far as this command can know: it need not be running."""
    there = settings.in_the_network()
    return there.public_url or f"http://{shown_host(there.host)}:{there.port}"
