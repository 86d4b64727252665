"""All benchmarks, one after another: `make bench`. Ends with 1 where a limit is missed."""

from __future__ import annotations

import asyncio
import os
import platform
import sys
from collections.abc import Callable

from bench import (
    blocks,
    build,
    classroom,
    first_minute,
    guards,
    hackathon,
    judging,
    kills,
    kiosk,
    matching,
    page,
    quests,
    rehearsal,
    start,
    store,
    turn,
    votes,
    writes,
)
from bench.telegram import calm, crowd, order, speed

BENCHES: dict[str, Callable[[], bool]] = {
    "build": build.run,
    "guards": guards.run,
    "blocks": blocks.run,
    "matching": matching.run,
    "store": lambda: store.main() <= store.LIMIT,
    "turn": lambda: asyncio.run(turn.run()),
    "start": start.run,
    "speed": speed.run,
    "order": order.run,
    "calm": calm.run,
    "crowd": crowd.run,
    "kills": kills.run,
    "writes": writes.run,
    "votes": votes.run,
    "classroom": classroom.run,
    "judging": judging.run,
    "kiosk": kiosk.run,
    "page": page.run,
    "first_minute": first_minute.run,
    "rehearsal": rehearsal.run,
    "hackathon": hackathon.run,
    "quests": quests.run,
}


def main(names: list[str]) -> int:
    """Run the benches of these names, or all."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"bench: there is no {', '.join(unknown)}, only {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, load {_load()}\n")
    held = {name: _run(name) for name in names or BENCHES}
    missed = [name for name, good in held.items() if not good]
    print(f"missed: {', '.join(missed)}" if missed else "all limits hold")
    return 1 if missed else 0


def _run(name: str) -> bool:
    print(f"{name}")
    good = BENCHES[name]()
    print(flush=True)
    return good


def _load() -> str:
    """How busy the machine was before: numbers of a busy one are worth less."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
