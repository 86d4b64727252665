"""The scripted judges of the demo event: each ranks by a taste of their own, through the services that the judges' pages use."""

from __future__ import annotations

import random

from bot.core.event.ordering import Sheet
from bot.demo.team import Wait
from bot.services import Parts
from bot.services.event import judging, results
from bot.services.event.awards import give_suggested
from bot.services.event.feedback import pass_on
from bot.services.event.invite import invite
from storage.events.records import Event, Person

JUDGES = (("Mr Ho", "en"), ("Ms Siu", "zh-Hant"), ("Teacher Lin", "zh-Hans"))
TASTE = 0.6
"""How far judges differ, where entries differ by 1."""
SAYS = {
    "en": "You can tell who it is for within five seconds. Try it next with somebody who never saw it.",
    "zh-Hant": "一打開就知道是為誰而做。下一步：請一個從未看過的人試用。",
    "zh-Hans": "一打开就知道是为谁做的。下一步：请一个从没看过的人试用。",
}
BY = "Demo"


async def invite_judges(parts: Parts, event: Event) -> list[Person]:
    return [(await invite(parts, event, "judge", name, language=language)).person for name, language in JUDGES]


async def judge(parts: Parts, event: Event, person: Person, wait: Wait) -> None:
    """Batch after batch, until nothing is left to rank."""
    liking: dict[str, float] = {}
    while True:
        await wait(0.2)
        batch = await judging.next_batch(parts, event, person)
        if batch is None:
            return
        for entry in batch.entries:
            liking.setdefault(entry, random.Random(entry).gauss(0, 1) + random.Random(entry + person.id).gauss(0, TASTE))
            await judging.say(parts, event, person, entry, {}, SAYS.get(person.language, SAYS["en"]))
        best_first = sorted(batch.entries, key=lambda entry: -liking[entry])
        await judging.keep(parts, event, person, batch, Sheet(tuple((entry,) for entry in best_first), {}), done=True)


async def settle(parts: Parts, event: Event) -> None:
    """Where whoever watches confirmed nothing and gave no prizes, the demo's own organiser does."""
    last = await judging.last_round(parts, event)
    if last is not None and last.confirmed is None:
        found = await results.results(parts, event, last)
        await results.confirm(parts, event, found, {}, [], BY)
    await give_suggested(parts, event, BY)
    await pass_on(parts, event)
