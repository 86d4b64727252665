"""A hall of teams that have entered something, and judges, for tests of judging."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert

from bot.core.event import ordering
from bot.services import Parts
from bot.services.event import judging
from scaffolds.spec import parse
from storage.events import tables as t
from storage.events.batches import Batch
from storage.events.records import Event, Person, Team
from storage.ids import new_id
from storage.store import Store
from storage.tables import table
from tests.event.people import a_person, a_team, an_event

COLOURS = ("#0F766E", "#2F6FDE", "#8E3B8A", "#B4452B", "#B97A00", "#3F7D3A")
WORKS = (
    ("Shower Queue", "Night Ferry", "One shower for nine families on our floor, and every night there is a queue"),
    ("Bus ETA for Grandpa", "Sham Shui Po Six", "Grandpa waits at the stop for half an hour because he cannot read the app"),
    ("餵貓輪值表", "貓貓隊", "屋邨的貓有時一日食五餐，有時一餐都冇"),
    ("Lunch swap board", "Canteen Crew", "Half of every lunch box is thrown away"),
    ("Stairs or lift?", "Block C", "The lift is full each morning at eight"),
    ("Which canteen queue is shortest right now, and what is left there", "The Very Long Names of Tsing Yi", "We stand in the wrong queue"),
    ("Typhoon packing list", "Signal Ten", "Mum forgets the torch each time"),
    ("Umbrella lending", "Rainy Days", "Nobody has an umbrella when it rains"),
)


def a_spec(title: str, problem: str, colour: str = COLOURS[0]) -> str:
    thing = {"id": "booking", "label": "Booking", "fields": [{"name": "name", "label": "Name", "required": True}]}
    screen = {"id": "book", "label": "Book", "block": "records", "thing": "booking"}
    look = {"title": title[:40], "brief": {"problem": problem, "who": "our neighbours"}, "colour": colour}
    return parse({**look, "things": [thing], "screens": [screen]}).model_dump_json()


def _entered(db: Connection, event: str, team: str, number: int, values: dict[str, object]) -> str:
    row = {
        "id": new_id(), "event": event, "team": team, "number": number, "project": "none", "version": 1, "spec": "", "learner_files": b"", "title": "",
        "pitch": "", "link": "", "ai_statement": "", "signed": [], "taken": datetime.now(UTC), "late": 0, "allowed_by": "", "package": None,
        "sealed": None, "fault": "", "withdrawn": None,
    } | values  # fmt: skip
    db.execute(insert(table(t.Entry)).values(row))
    return str(row["id"])


async def an_entry(store: Store, event: Event, team: Team, number: int, **values: object) -> str:
    """What a team has entered; its id."""
    return await store.write(_entered, event.id, team.id, number, values)


@dataclass
class Hall:
    """An event at its judging."""

    parts: Parts
    event: Event
    teams: list[Team]
    entries: list[str]
    judges: list[Person]
    tokens: list[str]

    def best(self, entry: str) -> int:
        """How good an entry truly is: the first is the best."""
        return self.entries.index(entry)

    async def judge(self, judge: Person, *, fair: bool = True) -> Batch | None:
        """One batch, ranked by how good the entries truly are, or all level."""
        batch = await judging.next_batch(self.parts, self.event, judge)
        if batch is None:
            return None
        order = tuple((entry,) for entry in sorted(batch.entries, key=self.best)) if fair else (tuple(batch.entries),)
        assert await judging.keep(self.parts, self.event, judge, batch, ordering.Sheet(order, {}), done=True) == "done"
        return batch


async def a_hall(parts: Parts, teams: int = 8, judges: int = 3, **changes: object) -> Hall:
    """Teams with entries, and judges; the round is not open yet."""
    event = await an_event(parts, "judging", 30, **changes)
    divisions = event.divisions or [""]
    made, entries = [], []
    for n in range(teams):
        title, name, problem = WORKS[n % len(WORKS)]
        more = "" if n < len(WORKS) else f" {n // len(WORKS) + 1}"
        team = await a_team(parts, event, name + more, division=divisions[n % len(divisions)])
        made.append(team)
        spec = a_spec(title, problem, COLOURS[n % len(COLOURS)])
        entries.append(await an_entry(parts.store, event, team, n + 1, title=title + more, spec=spec, pitch=f"{problem}. We asked them."))
    people = [await a_person(parts, event, "judge", f"Judge {n + 1}") for n in range(judges)]
    return Hall(parts, event, made, entries, [one for one, _ in people], [token for _, token in people])
