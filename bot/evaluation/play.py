"""Play one problem with one learner, and note what is measured."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from bot.brains.offline.language import tell
from bot.channels.plain import plain
from bot.core.turn import Incoming, Reply
from bot.evaluation.learners import Learner, Problem, Said, buttons_of, language_of
from bot.evaluation.measures import NONE, Share, fields_found, must_haves_covered
from bot.services import Parts
from bot.services.build_app import make_zip
from bot.services.read_spec import spec_of
from bot.services.take_turn import take_turn
from scaffolds.spec import Language

MOST_MESSAGES = 30
BOOT_SECONDS = 10


@dataclass
class Played:
    """What one play showed."""

    id: str
    language: Language
    expected: list[str]
    messages: int = 0
    """Of the learner's, detours not counted, up to the zip."""
    zipped: bool = False
    proved: bool = False
    boots: bool = False
    offered: list[str] = field(default_factory=list)
    """Blocks of the first offer, in order."""
    foreign_replies: list[str] = field(default_factory=list)
    """Replies that were not in the learner's language."""
    asked_twice: int = 0
    """The same question again though the message before was no detour."""
    asked_known: int = 0
    """Questions whose answer was told before."""
    fields: Share = NONE
    covered: Share = NONE
    tokens: dict[str, int] = field(default_factory=lambda: {"sent": 0, "cached": 0, "got": 0, "calls": 0, "offline": 0})
    """What a language model was asked for all of it; `offline` are calls that ended with the offline tutor."""
    seconds: list[float] = field(default_factory=list)


async def play(parts: Parts, problem: Problem, learner: Learner, *, boot: bool) -> Played:
    """From the problem to the zip, or until it is clear that none comes."""
    played = Played(problem.get("id", ""), language_of(problem), list(problem.get("expect_blocks", ())))
    chat, said, asked = uuid4().hex, Said(problem["problem"]), ""
    for _ in range(MOST_MESSAGES):
        reply = await _told(parts, problem, chat, said, played)
        played.messages += not said.detour
        played.asked_twice += not said.detour and reply.asks == asked and asked not in ("clarify", "confirm")
        _note(played, reply)
        played.asked_known += not said.detour and await _knew(parts, chat, reply)
        asked = reply.asks
        if await _zipped(parts, played, reply, boot=boot):
            break
        said = learner.next(reply)
    await _look_back(parts, chat, problem, played)
    return played


async def _knew(parts: Parts, chat: str, reply: Reply) -> bool:
    """Whether what is asked now stands in the brief already."""
    loaded = await parts.store.load_turn(f"terminal:{chat}")
    brief = loaded.state.get("wish", {}).get("brief", {}) if loaded else {}
    return reply.asks in ("who", "goal", "keep") and bool(brief.get(reply.asks))


async def _look_back(parts: Parts, chat: str, problem: Problem, played: Played) -> None:
    """What came of it, and what it cost."""
    loaded = await parts.store.load_turn(f"terminal:{chat}")
    if loaded and loaded.head:
        spec = spec_of(loaded.head)
        played.fields = fields_found(spec, str(problem.get("followups", {}).get("info") or ""))
        played.covered = must_haves_covered(spec, problem.get("must_have", ()))
    for message in await parts.store.history(f"terminal:{chat}", 2 * MOST_MESSAGES):
        for call in message.payload.get("calls", ()):
            for name in ("sent", "cached", "got"):
                played.tokens[name] += call[name]
            played.tokens["calls"] += 1
            played.tokens["offline"] += call["outcome"] == "offline"


async def _told(parts: Parts, problem: Problem, chat: str, said: Said, played: Played) -> Reply:
    """One turn, and how long it took. A language that is not ours is left to the tutor to find out."""
    language = played.language if problem["lang"] == played.language else None
    incoming = Incoming(
        channel="terminal", chat=chat, sender=chat, id=uuid4().hex, text=said.text, press=said.press, language=language, tier=problem.get("tier")
    )
    begun = time.perf_counter()
    reply = await take_turn(parts, incoming)
    played.seconds.append(time.perf_counter() - begun)
    if reply is None:
        raise AssertionError("a message with an id of its own was taken for an old one")
    return reply


def _note(played: Played, reply: Reply) -> None:
    if reply.asks == "choose" and not played.offered:
        played.offered = [button.id.partition(":")[2] for button in buttons_of(reply) if button.id.startswith("block:")]
    for message in reply.messages:
        found = tell(plain(message.text), "en").language
        if found is not None and found != played.language:
            played.foreign_replies.append(plain(message.text)[:80])


async def _zipped(parts: Parts, played: Played, reply: Reply, *, boot: bool) -> bool:
    message = next((message for message in reply.messages if message.file), None)
    if message is None or message.file is None:
        return False
    played.zipped = True
    played.proved = bool(message.proof and message.proof["passed"] == message.proof["checked"])
    if boot:
        _, data = await make_zip(parts, message.file.project, message.file.version)
        played.boots = boots(data)
    return True


def boots(zipped: bytes) -> bool:
    """Unpack the zip elsewhere, start its `app.py`, and fetch the page and the rows."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        archive.extractall(folder)
        home = next(Path(folder).iterdir())
        command = [sys.executable, "app.py", "--port", "0", "--data", str(Path(folder, "rows.sqlite3"))]
        with subprocess.Popen(command, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8") as process:
            try:
                return _answers(process)
            finally:
                process.terminate()


def _answers(process: subprocess.Popen[str]) -> bool:
    address = ""
    for line in process.stdout or ():
        if "http://" in line:
            address = "http://" + line.split("http://", 1)[1].split()[0].split("/")[0]
            break
    if not address:
        return False
    with (
        urllib.request.urlopen(f"{address}/", timeout=BOOT_SECONDS) as page,
        urllib.request.urlopen(f"{address}/api/rows", timeout=BOOT_SECONDS) as rows,
    ):
        return b"<html" in page.read() and "rev" in json.load(rows)
