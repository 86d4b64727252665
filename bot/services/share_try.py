"""The try link: the app as it is now, for the people whom the learner gives it to. Seven days; the owner ends it any time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.locales import Locale
from bot.services import Parts
from scaffolds.spec import AppSpec, Thing, text_of

LASTS = timedelta(days=7)
SPARE = timedelta(days=1)
"""A link with less than this left is made anew when its owner asks for it."""


@dataclass(frozen=True)
class TryLink:
    token: str
    expires: datetime

    def address(self, public_url: str) -> str:
        return f"{public_url.rstrip('/')}/try/{self.token}"


async def share_try(parts: Parts, project: str, lasts: timedelta = LASTS) -> TryLink:
    """A new link to a project's app, with the rows that the owner's preview shows."""
    token = await parts.store.new_app_link(project, "try", project, lasts)
    return TryLink(token, datetime.now(UTC) + lasts)


async def try_link(parts: Parts, project: str, days: int) -> str:
    """The address of a new try link, for channels that only say it."""
    return (await share_try(parts, project, timedelta(days=days))).address(parts.public_url)


async def end_try(parts: Parts, project: str) -> int:
    """Close every try link of a project; how many were open."""
    return await parts.store.end_app_links(project, "try")


class TryLinks:
    """Shows the same link again while this process lives, though the store keeps only its hash."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._shown: dict[str, TryLink] = {}

    async def of(self, project: str) -> TryLink:
        shown = self._shown.get(project)
        if shown is None or shown.expires - datetime.now(UTC) < LASTS - SPARE or await self._parts.store.app_link(shown.token) is None:
            shown = self._shown[project] = await share_try(self._parts, project)
        return shown

    def forget_all(self) -> None:
        """After somebody was forgotten: whose projects are still there is asked anew."""
        self._shown.clear()

    async def end(self, project: str) -> None:
        self._shown.pop(project, None)
        await end_try(self._parts, project)


def what_it_keeps(spec: AppSpec, words: Locale) -> list[str]:
    """What an app keeps and who sees it, in a sentence or two for each thing."""
    return [sentence for thing in spec.things for sentence in _kept(thing, words)] or [words("try.keeps_none")]


def _kept(thing: Thing, words: Locale) -> Iterable[str]:
    comma = ", " if words.language == "en" else "、"
    name = text_of(thing.label, words.language)
    seen = [text_of(field.label, words.language) for field in thing.fields if not field.private]
    hidden = [text_of(field.label, words.language) for field in thing.fields if field.private]
    if seen:
        yield words("try.keeps_all", thing=name, fields=comma.join(seen))
    if hidden:
        yield words("try.keeps_private", fields=comma.join(hidden))
