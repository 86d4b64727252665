"""The command line as people type it: real processes, their exit codes, and one clear line for what is wrong."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

import httpx2
import pytest

from bot.core.turn import Asks, Flag, Stage
from tests.scaffolds.apps import data

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "scaffolds" / "examples" / "community-living-room.json"
NOTHING: Mapping[str, str] = MappingProxyType({})
LONGEST = 300
"""Seconds that a busy machine may take."""


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "bot", *map(str, arguments)]


def environment(more: Mapping[str, str] = NOTHING) -> dict[str, str]:
    """This one's, without the settings that a developer may have."""
    known = {name: value for name, value in os.environ.items() if name not in ("HOST", "PORT", "DATABASE_URL")}
    return {**known, "PYTHONPATH": str(ROOT), **more}


def sampan(
    *arguments: object, cwd: Path, given: bytes = b"", settings: Mapping[str, str] = NOTHING, largest_file: int | None = None
) -> tuple[int, str, list[str]]:
    """(exit code, standard output, lines of standard error). `largest_file`: bytes that any file may have, as on a full disk."""

    def fill_the_disk() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        input=given,
        env=environment(settings),
        capture_output=True,
        timeout=LONGEST,
        check=False,
        preexec_fn=fill_the_disk,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode().splitlines()


def refusal(*arguments: object, cwd: Path, **more: Any) -> str:
    """The one line on standard error of a command that ends with 2 and says nothing else."""
    code, said, lines = sampan(*arguments, cwd=cwd, **more)
    assert (code, said, len(lines)) == (2, "", 1), (code, said, lines)
    assert lines[0].startswith("sampan: ")
    return lines[0].removeprefix("sampan: ")


def field(number: int) -> dict[str, str]:
    return {"name": f"f{number}", "label": f"F {number}"}


SCREEN = data()["screens"][0]
BAD_SPECS: dict[str, tuple[object, str]] = {
    "unknown key": (data(colours="red"), "colours: there is no such key"),
    "unknown key within": (data(screens=[{**SCREEN, "onclick": "x"}]), "screens[0].onclick: there is no such key"),
    "missing thing": (data(screens=[SCREEN, {**SCREEN, "id": "room", "thing": "room"}]), 'screens[1].thing: no thing is called "room"'),
    "10,000 fields": (data(things=[{"id": "book", "label": "Book", "fields": [field(n) for n in range(10_000)]}]), "things[0].fields: at most 40 fit here"),
    "a title of emoji": (data(title="🚿🚿🚿"), "title: a title needs a letter or a digit, so that it can be said"),
    "a title that is a path": (data(title="../../etc/passwd"), 'title: "../../etc/passwd" is a way through folders, not a title'),
    "a slug that is a path": (data(slug="../../etc/passwd"), 'slug: "../../etc/passwd" cannot be a folder everywhere: use small letters, digits and -, at most 48'),
    "two screens of one id": (data(screens=[SCREEN, SCREEN]), 'screens[1].id: "books" is used twice'),
    "no object": ([1, 2], "an app spec is a JSON object"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_SPECS)
def test_a_bad_spec_is_one_line_with_the_place(name: str, tmp_path: Path) -> None:
    spec, told = BAD_SPECS[name]
    (tmp_path / "spec.json").write_text(json.dumps(spec), encoding="utf-8")
    assert refusal("build", "spec.json", "--out", "app.zip", cwd=tmp_path) == told
    assert not (tmp_path / "app.zip").exists()


def test_files_that_are_no_spec(tmp_path: Path) -> None:
    (tmp_path / "torn.json").write_text('{"title": ', encoding="utf-8")
    (tmp_path / "picture.json").write_bytes(b"\x89PNG\xff\xfe")
    assert "torn.json is not JSON: line 1" in refusal("build", "torn.json", "--out", "app.zip", cwd=tmp_path)
    assert "picture.json is not a JSON file" in refusal("build", "picture.json", "--out", "app.zip", cwd=tmp_path)
    assert refusal("build", "nowhere.json", "--out", "app.zip", cwd=tmp_path) == "nowhere.json: No such file or directory"


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert refusal("build", EXAMPLE, "--out", "file/app.zip", cwd=tmp_path) == "file/app.zip cannot be written: File exists"
    assert "no platform" in refusal("build", EXAMPLE, "--platform", "toaster", "--out", "app.zip", cwd=tmp_path)


def test_a_full_disk_leaves_the_old_zip(tmp_path: Path) -> None:
    (tmp_path / "app.zip").write_text("an older build")
    for out in ("app.zip", "folder"):
        assert refusal("build", EXAMPLE, "--out", out, cwd=tmp_path, largest_file=1000) == f"{out} cannot be written: File too large"
    assert (tmp_path / "app.zip").read_text() == "an older build"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["app.zip"]


def test_what_is_checked_is_a_build(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK but no zip")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("holiday/photo.txt", "sea")
    for name in ("no.zip", "other.zip", "nowhere.zip"):
        assert refusal("check", name, cwd=tmp_path)


def test_an_edit_that_breaks_a_check_is_told_and_counts(tmp_path: Path) -> None:
    """A student lets two people have one slot: the proof says which sentence of theirs no longer holds."""
    assert sampan("build", EXAMPLE, "--out", "app.zip", cwd=tmp_path)[0] == 0
    with zipfile.ZipFile(tmp_path / "app.zip") as whole, zipfile.ZipFile(tmp_path / "edited.zip", "w") as edited:
        for entry in whole.infolist():
            text = whole.read(entry)
            edited.writestr(
                entry,
                text.replace(b"notOpen(row, app) || taken(row, app)", b"notOpen(row, app)") if entry.filename.endswith("rules/book.js") else text,
            )
    assert sampan("check", "app.zip", cwd=tmp_path)[0] == 0
    code, said, _ = sampan("check", "edited.zip", cwd=tmp_path)
    assert code == 2
    assert "can't be taken twice" in said


@pytest.mark.parametrize("arguments", [("eval", "nowhere.jsonl"), ("chat", "--brain", "llm"), ("serve", "--port", "99999")])
def test_other_commands_say_what_is_wrong_too(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert refusal(*arguments, cwd=tmp_path)


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    assert refusal("doctor", cwd=tmp_path, settings={"PORT": "many"}).startswith("PORT is set to 'many'")


def test_eval_measures_problems(tmp_path: Path) -> None:
    problem = {"id": "p1", "lang": "en", "tier": "junior", "problem": "Six families queue for one shower every night"}
    (tmp_path / "problems.jsonl").write_text(json.dumps(problem) + "\n", encoding="utf-8")
    code, said, lines = sampan("eval", "problems.jsonl", "--json", "report.json", cwd=tmp_path)
    assert code == 0, lines
    assert said and json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))


def chat(folder: Path, *lines: object, options: tuple[object, ...] = ()) -> list[dict[str, Any]]:
    """The answers to some lines, each a JSON object; text and bytes are sent as they are."""
    given = b"".join((line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()) + b"\n" for line in lines)
    code, said, noise = sampan("chat", "--json", *options, cwd=folder, given=given)
    assert (code, noise) == (0, [])
    answers = [json.loads(line) for line in said.splitlines()]
    assert len(answers) == len(lines), "one line answers one line"
    return answers


def assert_shape(answer: Mapping[str, Any], to: str) -> None:
    """An answer as the contract says."""
    assert set(answer) == {"to", "messages", "stage", "asks", "project", "flags"}
    assert answer["to"] == to
    assert answer["stage"] in get_args(Stage) and answer["asks"] in get_args(Asks) and set(answer["flags"]) <= set(get_args(Flag))
    assert answer["messages"] and all(message["text"] and set(message) <= {"text", "buttons", "file"} for message in answer["messages"])
    buttons = [button for message in answer["messages"] for button in message.get("buttons", ())]
    assert all(set(button) == {"id", "label"} and all(button.values()) for button in buttons)
    assert len({button["id"] for button in buttons}) == len(buttons)
    assert answer["project"] is None or set(answer["project"]) == {"slug", "version", "spec"}


ODD_LINES: list[object] = [
    "", "nonsense", "[]", "{}", '"text"', "null", "[" * 50_000, {"from": "ann"}, {"text": "hello"}, {"from": 1, "text": "hi"}, {"from": "ann", "text": 5},
    {"from": "ann", "text": "hi", "press": "x"}, {"from": "ann", "text": "hi", "mood": "good"}, {"from": "ann", "text": "hi", "lang": "fr"},
    {"from": "ann", "text": "hi", "tier": "baby"}, {"from": "ann", "file": "nowhere.zip"}, {"from": "ann", "file": "."}, {"sender": "ann", "text": "hi"},
]  # fmt: skip
ODD_TEXTS = ["", " ", "a" * 1_000_000, "\ud800 alone", "a\x00b", "🚿", "\u202e\u200b", "/nonsense", "{{7*7}} ${x} `y` <script>"]


def test_odd_lines_are_answered_and_the_talk_goes_on(tmp_path: Path) -> None:
    answers = chat(tmp_path, *ODD_LINES, *({"from": "ann", "text": text} for text in ODD_TEXTS), b'{"from": "ann", "text": "\xff\xfe"}')
    for line, answer in zip(ODD_LINES, answers, strict=False):
        assert set(answer) == {"error"} and answer["error"], line
    for answer in answers[len(ODD_LINES) :]:
        assert_shape(answer, "ann")


def test_learners_in_one_stream_are_kept_apart(tmp_path: Path) -> None:
    problems = {
        "ann": "six families on our floor queue for one shower every night",
        "bo": "我們班的書借出去後，沒有人知道在誰手上",
        "../cy": "小组作业总是忘记谁做什么，想要一张清单",
    }
    lines = [{"from": who, "text": text} for who, text in problems.items()]
    lines += [{"from": who, "text": "idk"} for _ in range(7) for who in problems]
    answers = chat(tmp_path, *lines, options=("--out", "files"))
    for line, answer in zip(lines, answers, strict=True):
        assert_shape(answer, line["from"])
    last = {answer["to"]: answer for answer in answers if answer["project"]}
    assert {who: answer["project"]["spec"]["brief"]["problem"] for who, answer in last.items()} == problems
    files = [message["file"] for answer in answers for message in answer["messages"] if "file" in message]
    assert {file["mime"] for file in files} == {"application/zip"} and len({file["path"] for file in files}) >= len(problems)
    for path in (Path(file["path"]) for file in files):
        assert path.is_absolute() and path.is_relative_to(tmp_path / "files") and zipfile.is_zipfile(path)


def test_a_chat_goes_on_where_it_was(tmp_path: Path) -> None:
    store = ("--db", "sqlite:///chat.sqlite3")
    chat(tmp_path, {"from": "ann", "text": "our floor queues for one shower", "lang": "en"}, options=store)
    (answer,) = chat(tmp_path, {"from": "ann", "text": "all the families here"}, options=store)
    assert answer["asks"] not in ("problem", "who")


def stores(folder: Path) -> dict[str, str]:
    """Places that cannot be a store, and a word of what is said of each."""
    (folder / "corrupt.db").write_bytes(b"SQLite format 3\x00" + b"\xa5" * 5000)
    (folder / "folder.db").mkdir()
    with contextlib.closing(sqlite3.connect(folder / "foreign.db")) as other:
        other.execute("CREATE TABLE sheep (name TEXT)")
        other.commit()
    return {"corrupt.db": "store", "folder.db": "folder", "foreign.db": "another program"}


def test_a_store_of_no_use_is_one_line(tmp_path: Path) -> None:
    for name, word in stores(tmp_path).items():
        url = f"sqlite:///{name}"
        assert word in refusal("chat", "--json", "--db", url, cwd=tmp_path), name
    for name in ("corrupt.db", "foreign.db"):
        assert "store" in refusal("serve", "--port", "0", cwd=tmp_path, settings={"DATABASE_URL": f"sqlite:///{name}"})


def test_a_locked_store_is_one_line(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "locked.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "locked" in refusal("serve", "--port", "0", cwd=tmp_path, settings={"DATABASE_URL": "sqlite:///locked.db"})


@pytest.mark.parametrize("room", [0, 8_000, 100_000])
def test_a_full_disk_is_one_line(room: int, tmp_path: Path) -> None:
    """From nothing at all to enough for the empty store, but not for what is said."""
    lines = "".join(json.dumps({"from": "ann", "text": f"{n} " + "our floor queues for one shower " * 100}) + "\n" for n in range(60))
    code, said, noise = sampan("chat", "--json", "--db", "sqlite:///full.db", cwd=tmp_path, given=lines.encode(), largest_file=room)
    assert (code, len(noise)) == (2, 1), noise[-3:]
    assert "disk" in noise[0]
    for line in said.splitlines():
        assert_shape(json.loads(line), "ann")


def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert f"127.0.0.1:{port}" in refusal("serve", "--port", port, cwd=tmp_path)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A served chat on a free port, and its address."""
    process = subprocess.Popen(
        command("serve", "--port", "0"), cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_serve_stops_and_keeps_what_was_said(sign: signal.Signals, tmp_path: Path) -> None:
    """While a page still listens: it does not wait for that to go."""
    with serving(tmp_path) as (process, address), httpx2.Client(base_url=address, headers={"Origin": address}, timeout=LONGEST) as browser:
        wait_for_health(browser)
        browser.get("/")
        assert browser.post("/api/messages", json={"text": "our floor queues for one shower"}).status_code == 200
        with browser.stream("GET", "/wire") as wire:
            assert wire.status_code == 200
            process.send_signal(sign)
            assert process.wait(LONGEST) == 0
    with serving(tmp_path) as (_, address), httpx2.Client(base_url=address, cookies=browser.cookies, timeout=LONGEST) as again:
        wait_for_health(again)
        assert "our floor queues for one shower" in [message["text"] for message in again.get("/api/chat").json()["messages"]]


def wait_for_health(browser: httpx2.Client) -> None:
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx2.TransportError):
            if browser.get("/health").json() == {"status": "ok"}:
                return
        time.sleep(0.1)
    pytest.fail("it never became ready")


def test_the_bot_is_light_to_import(tmp_path: Path) -> None:
    """Not even with all its parts does it pull in a vendor of models or messages."""
    code = "import bot, sys; import bot.bootstrap; print([name for name in sys.modules if name.split('.')[0] in ('openai', 'telegram', 'fastapi')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
