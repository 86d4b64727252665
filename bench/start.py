"""How soon the chat answers: from the start of `sampan chat --json` to its first line, and what `import bot` costs.

The peer is a Python that starts and says one line, so that a slow machine is slow for both.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.measure import row

LIMIT = 2.0
"""Seconds."""
ROOT = Path(__file__).parent.parent
HELLO = json.dumps({"from": "ann", "text": "families on our floor queue for one shower", "lang": "en"}) + "\n"
BARE = "input(); print('{}')"
UNWANTED = ("openai", "telegram")


def first_line(*command: str) -> float:
    """Seconds until a program has answered its first line."""
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with process as running:
        assert running.stdin is not None and running.stdout is not None
        running.stdin.write(HELLO)
        running.stdin.flush()
        answered = running.stdout.readline()
        taken = time.perf_counter() - begun
    assert "error" not in json.loads(answered)
    return taken


def pulled_in() -> list[str]:
    """Vendors that `import bot` brings along; none should."""
    code = f"import bot, sys; print(*[name for name in {UNWANTED} if name in sys.modules])"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def import_seconds() -> float:
    code = "import time; begun = time.perf_counter(); import bot, bot.bootstrap; print(time.perf_counter() - begun)"
    return float(subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def run(rounds: int = 7) -> bool:
    ours, bare, imported = [], [], []
    for _ in range(rounds):
        ours.append(first_line("-m", "bot", "chat", "--json"))
        bare.append(first_line("-c", BARE))
        imported.append(import_seconds())
    answered, found = statistics.median(ours), pulled_in()
    print(row(f"sampan chat --json, first line, median of {rounds}", f"{answered:.2f} s", f"at most {LIMIT:.0f} s", answered <= LIMIT))
    print(row("a bare Python that answers a line", f"{statistics.median(bare):.2f} s"))
    print(row("import bot with all its parts", f"{statistics.median(imported):.2f} s"))
    print(row("vendors that import bot pulls in", ", ".join(found) or "none", "none", not found))
    return answered <= LIMIT and not found


if __name__ == "__main__":
    raise SystemExit(0 if run() else 1)
