"""What `app.py` does with writes: as many a second as a bare handler's half, and a class that writes at once.

One person's writes go to both in turn, on lines that stay open. In the crowd each asks again with the newest revision when others were first, as the
page does, and wants one place of its own and one that all want.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from bench.measure import medians, row
from scaffolds import generator
from scaffolds.spec import parse
from tests.browser import served

LIMIT = 0.5
"""Of the bare handler's requests a second."""
PEOPLE, WRITES, RUNS = 50, 200, 5
ROOT = Path(__file__).parent.parent
_REV = re.compile(rb'"rev": (\d+)')
_TRIES = re.compile(r"const TRIES = (\d+);")
_UI = ROOT / "scaffolds" / "platforms" / "web" / "shell" / "ui.js"


@dataclass
class Person:
    """Somebody who writes, over one line. `asked`: requests for each of the writes so far."""

    url: str
    name: str
    rev: int = 1
    asked: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.place = urlsplit(self.url).netloc
        self.line = http.client.HTTPConnection(self.place, timeout=60)
        self.heads = {"Content-Type": "application/json", "Origin": f"http://{self.place}", "Accept-Encoding": "identity"}
        self.heads["Cookie"] = f"visitor={secrets.token_hex(16)}"

    def close(self) -> None:
        self.line.close()

    def add(self, thing: str, values: Mapping[str, Any], tries: int) -> int:
        """The status at last: 200, 422 where a guard refuses, 409 where others were first each time."""
        id, status = f"{self.name}{len(self.asked):06d}", 0
        asked = 0
        while asked < tries and status in (0, 409):
            status = self._post({"rev": self.rev, "wish": secrets.token_hex(10), "changes": [{"op": "add", "thing": thing, "id": id, "row": values}]})
            asked += 1
        self.asked.append(asked)
        return status

    def _post(self, body: Mapping[str, Any]) -> int:
        self.line.request("POST", "/api/changes", json.dumps(body), self.heads)
        answer = self.line.getresponse()
        found = _REV.search(answer.read(), 0, 200)
        self.rev = int(found[1]) if found else self.rev
        return answer.status


def a_list() -> dict[str, bytes]:
    """An app of one list."""
    thing = {
        "id": "note",
        "label": "Note",
        "fields": [{"name": "title", "label": "Title", "required": True}, {"name": "day", "label": "Day", "type": "date"}],
    }
    return generator.build(
        parse({"title": "Notes", "things": [thing], "screens": [{"id": "notes", "label": "Notes", "block": "records", "thing": "note"}]})
    )


def keyed() -> dict[str, bytes]:
    """The same, whose store keeps two rows with one title apart."""
    files = a_list()
    held = json.loads(files["things.json"])
    guard = {"thing": "note", "fields": ["title"], "unique": True}
    return {**files, "things.json": json.dumps({**held, "guards": [guard]}).encode()}


@contextlib.contextmanager
def bare() -> Iterator[str]:
    """The address of the peer, running until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.bare", str(Path(folder) / "data.sqlite")]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                yield process.stdout.readline().strip()
            finally:
                process.terminate()


def one_stream() -> dict[str, float]:
    """Requests a second of both, the median of `WRITES` to each, one after the other."""
    with served(a_list()) as app, bare() as address:
        with contextlib.closing(Person(app.url, "ours")) as ours, contextlib.closing(Person(address, "bare")) as peers:
            values = {"title": "Mrs Chan wrote this", "day": "2026-03-02"}
            taken = medians({"ours": lambda: ours.add("note", values, 1), "bare": lambda: peers.add("note", values, 1)}, rounds=WRITES)
        assert ours.rev == len(ours.asked) + 1, "every one was kept"
    return {name: 1000 / milliseconds for name, milliseconds in taken.items()}


@dataclass
class Crowd:
    """What came of people who wrote at once. `last`: seconds until the last had an answer; `given_up`: told to try again."""

    kept: int
    lost: int
    doubled: int
    given_up: int
    most_tries: int
    last: float


def crowd(people: int = PEOPLE) -> Crowd:
    tries = int(_TRIES.findall(_UI.read_text(encoding="utf-8"))[0])
    with served(keyed()) as app, contextlib.ExitStack() as lines:
        persons = [lines.enter_context(contextlib.closing(Person(app.url, f"crowd{n:03d}"))) for n in range(people)]
        began = time.perf_counter()
        statuses = _at_once(persons, tries)
        last = time.perf_counter() - began
        titles = [one["title"] for one in _rows(app.url)]
    said = [title for one, found in statuses.items() for title, status in found.items() if status == 200]
    return Crowd(
        kept=len(titles), lost=len(set(said) - set(titles)), doubled=len(titles) - len(set(titles)), last=last,
        given_up=sum(status == 409 for found in statuses.values() for status in found.values()), most_tries=max(max(one.asked) for one in persons),
    )  # fmt: skip


def _at_once(persons: list[Person], tries: int) -> dict[str, dict[str, int]]:
    """Statuses by person and title; all begin at one moment."""
    gate = threading.Barrier(len(persons))
    found: dict[str, dict[str, int]] = {one.name: {} for one in persons}

    def write(one: Person) -> None:
        gate.wait()
        for title in (one.name, "what all want"):
            found[one.name][title] = one.add("note", {"title": title}, tries)

    threads = [threading.Thread(target=write, args=(one,)) for one in persons]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _rows(url: str) -> list[dict[str, Any]]:
    with urlopen(url + "api/rows?since=-1", timeout=60) as answer:
        found: dict[str, Any] = json.loads(answer.read())
    rows: list[dict[str, Any]] = found["rows"]["note"]
    return rows


def run() -> bool:
    streams = sorted((one_stream() for _ in range(RUNS)), key=lambda one: one["ours"] / one["bare"])
    middle = streams[RUNS // 2]
    ratio = middle["ours"] / middle["bare"]
    print(row("app.py, a write and its answer with all rows", f"{middle['ours']:.0f} /s"))
    print(row("a bare handler, the same write", f"{middle['bare']:.0f} /s"))
    print(row(f"app.py : bare handler, median of {RUNS} runs", f"{ratio:.2f}", f"at least {LIMIT}", ratio >= LIMIT))
    found = crowd()
    whole = found.kept == PEOPLE + 1 and not (found.lost or found.doubled or found.given_up)
    print(row(f"{PEOPLE} people at once, two rows each: kept", f"{found.kept}", f"{PEOPLE + 1}", whole))
    print(row("lost, doubled, told to try again", f"{found.lost}, {found.doubled}, {found.given_up}", "0, 0, 0", whole))
    print(row("the last answer, most requests for one row", f"{found.last:.2f} s, {found.most_tries}"), flush=True)
    return ratio >= LIMIT and whole


if __name__ == "__main__":
    raise SystemExit(0 if run() else 1)
