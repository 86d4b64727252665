"""`app.py` under attack: forged writes, odd requests, visitors who hold the line, a kill in the middle of writing."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scaffolds.platforms.web import app as server
from tests.browser import App, served, started, unpack
from tests.scaffolds.test_web_server import BOOKING, FILES, LONGEST, Visitor, run

HELD: dict[str, Any] = {
    "things": [
        {
            "id": "list", "shared": True, "written_by": "everyone",
            "fields": [{"name": "what", "type": "text", "required": True}, {"name": "done", "type": "yes_no"}],
        },
        {
            "id": "slot", "written_by": "everyone",
            "fields": [{"name": "day", "type": "date", "required": True}, {"name": "start", "type": "time"}, {"name": "phone", "type": "phone", "private": True}],
        },
        {"id": "notice", "written_by": "owner", "fields": [{"name": "what", "type": "text"}]},
    ],
    "guards": [{"thing": "slot", "fields": ["day", "start"], "unique": True}],
    "words": {},
}  # fmt: skip


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    with served(FILES) as found:
        yield found


def store(tmp_path: Path) -> server.Store:
    return server.Store(tmp_path / "data.sqlite", HELD)


def add(thing: str, id: str = "aaaaaaaa", **row: Any) -> dict[str, Any]:
    return {"op": "add", "thing": thing, "id": id, "row": row}


def raw(app: App, head: bytes) -> bytes:
    """The answer's first bytes to a request as it is written here; empty where the line was cut."""
    place = urlsplit(app.url)
    with socket.create_connection((place.hostname, place.port or 80), timeout=LONGEST) as line:
        line.sendall(head.replace(b"HERE", place.netloc.encode()))
        with contextlib.suppress(ConnectionResetError):
            return line.recv(4000)
    return b""


# What is kept


def test_a_field_that_the_app_no_longer_has_is_shown_to_nobody() -> None:
    """A private field that was taken out of the app must not become everybody's by that."""
    row = server.Row("aaaaaaaa", "slot", "ann", {"day": "2026-03-02", "phone": "123", "diary": "secret"})
    for visitor, owner in (("bob", False), ("ann", False), ("bob", True)):
        assert "diary" not in server.visible([row], HELD, visitor, owner)["slot"][0]
    assert server.visible([row], HELD, "bob", False)["slot"][0] == {"id": "aaaaaaaa", "mine": False, "day": "2026-03-02"}


@pytest.mark.parametrize(
    "row", [{"day": 20260302}, {"day": "2026-3-2"}, {"day": "2026-03-02 "}, {"day": "２０２６-03-02"}, {"day": "2026-03-02", "start": "9:00"},
            {"day": "2026-03-02", "start": "09:00\n"}, {"day": "2026-03-02", "phone": 5}, {"day": True}, {"day": ["2026-03-02"]}, {"day": float("nan")},
            {"day": "2026-03-02", "mine": True}, {"day": "2026-03-02", "id": "x"}, {"day": "2026-03-02", "writer": "ann"}],
)  # fmt: skip
def test_a_value_of_another_kind_is_not_kept(row: dict[str, Any]) -> None:
    """It would get round a guard, or break everybody's page."""
    with pytest.raises(server.RefusedError, match="not_kept"):
        server.decide({}, [add("slot", **row)], HELD, "ann", owner=False)


@pytest.mark.parametrize("value", ["yes", 1, 0.5])
def test_yes_or_no_is_nothing_else(value: Any) -> None:
    with pytest.raises(server.RefusedError, match="not_kept"):
        server.decide({}, [add("list", what="milk", done=value)], HELD, "ann", owner=False)


@pytest.mark.parametrize(
    "kind, good, bad",
    [("number", 2.5, "2.5"), ("money", 3, True), ("rating", 5, "★"), ("rating", 1.0, 6), ("rating", None, 0), ("rating", 2, -1), ("rating", 3, 2.5),
     ("photo", "data:image/png;base64,AAAA", "https://evil.test/x.png"),
     ("photo", None, "data:text/html;base64,AAAA"), ("choice", "red", 3), ("person", "Chan", False), ("date", "", "tomorrow")],
)  # fmt: skip
def test_each_kind_of_field(kind: str, good: Any, bad: Any) -> None:
    held = {"things": [{"id": "one", "fields": [{"name": "it", "type": kind}]}]}
    assert server.decide({}, [add("one", it=good)], held, "ann", owner=False)
    with pytest.raises(server.RefusedError):
        server.decide({}, [add("one", it=bad)], held, "ann", owner=False)


def test_a_row_taken_away_and_written_anew_is_the_new_writers(tmp_path: Path) -> None:
    """Else what Bob writes on a shared list would stand there as Ann's."""
    kept = store(tmp_path)
    kept.write(1, [add("list", what="milk")], "ann")
    again = [{"op": "remove", "thing": "list", "id": "aaaaaaaa"}, add("list", what="poison")]
    assert kept.write(2, again, "bob")
    assert kept.read()[1]["aaaaaaaa"] == server.Row("aaaaaaaa", "list", "bob", {"what": "poison"})


def test_a_row_cannot_slip_into_another_thing(tmp_path: Path) -> None:
    """Else it would be checked by the guards of one thing, and kept among the rows of another."""
    kept = store(tmp_path)
    kept.write(1, [add("slot", day="2026-03-02", start="09:00")], "ann")
    kept.write(2, [add("slot", "bbbbbbbb", day="2026-03-03")], "bob")
    kept.write(3, [{"op": "remove", "thing": "slot", "id": "bbbbbbbb"}, add("list", "bbbbbbbb", what="2026-03-02")], "bob")
    assert kept.read()[1]["bbbbbbbb"].thing == "list"


@pytest.mark.parametrize(
    "change, word",
    [({"op": "change", "thing": "slot", "id": "aaaaaaaa", "row": {"day": "2026-03-09"}}, "not_yours"),
     ({"op": "remove", "thing": "slot", "id": "aaaaaaaa"}, "not_yours"), ({"op": "change", "thing": "list", "id": "aaaaaaaa", "row": {}}, "gone"),
     (add("slot", day="2026-03-09"), "unique"), (add("notice", "cccccccc", what="hi"), "only_owner"), (add("nowhere", "cccccccc"), "not_kept"),
     (add("list", "../../etc", what="x"), "not_kept"), (add("list", "a" * 41, what="x"), "not_kept"), (add("list", "cccccccc", what="x" * 5000), "not_kept"),
     (add("list", "cccccccc", what=None), "not_kept"), ({"op": "change", "thing": "slot", "id": "aaaaaaaa", "row": {"phone": None}}, "not_yours")],
)  # fmt: skip
def test_forged_changes(change: dict[str, Any], word: str) -> None:
    rows = server.decide({}, [add("slot", day="2026-03-02", phone="123")], HELD, "ann", owner=False)
    with pytest.raises(server.RefusedError, match=word):
        server.decide(rows, [change], HELD, "bob", owner=False)  # type: ignore[arg-type]  # all of them are there


def test_the_owner_is_the_owner_however_busy_the_store_is(tmp_path: Path) -> None:
    """Two who are looked up at the same moment share a prepared statement; each must get their own answer."""
    kept, over = store(tmp_path), threading.Event()
    kept.make_owner("owner")

    def write() -> None:
        n = 0
        while not over.is_set():
            n += 1
            kept.write(kept.read()[0], [add("list", f"row{n:09d}", what="x")], "ann")

    def ask(who: str) -> int:
        return sum(kept.is_owner(who) != (who == "owner") for _ in range(600))

    with ThreadPoolExecutor(9) as pool:
        writing = pool.submit(write)
        wrong = sum(pool.map(ask, ["owner", "bob"] * 4))
        over.set()
        writing.result()
    assert wrong == 0


def test_twenty_at_one_slot_and_one_gets_it(app: App) -> None:
    def book(n: int) -> int:
        visitor, rev = Visitor(app), 1
        for _ in range(40):
            status, found = visitor.write(rev, f"rush{n:08d}", day="2026-04-01", name=f"n{n}")
            if status != 409:
                return status
            rev = found["rev"]
        return 0

    with ThreadPoolExecutor(20) as pool:
        found = sorted(pool.map(book, range(20)))
    assert found == [200] + [422] * 19
    rows = [row for row in Visitor(app).rows()["rows"]["bookings"] if row["day"] == "2026-04-01"]
    assert len(rows) == 1


# What is asked


@pytest.mark.parametrize(
    "head",
    [b"POST /api/changes HTTP/1.1\r\nHost: HERE\r\nOrigin: http://[::1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
     b"POST /api/changes HTTP/1.1\r\nHost: HERE\r\nOrigin: http://HERE\r\nContent-Type: application/json\r\nContent-Length: \xb2\r\n\r\n{}",
     b"POST /api/changes HTTP/1.1\r\nHost: HERE\r\nOrigin: http://HERE\r\nContent-Type: application/json\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
     b"POST /api/changes HTTP/1.1\r\nHost: HERE\r\nOrigin: http://HERE\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
     b"Content-Length: 2\r\n\r\n{}",
     b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: HERE\r\n\r\n", b"GET http://[/x HTTP/1.1\r\nHost: HERE\r\n\r\n",
     b"GET /a\0b HTTP/1.1\r\nHost: HERE\r\n\r\n", b"GET /\xff\xfe HTTP/1.1\r\nHost: HERE\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: HERE\r\n\r\n",
     b"BREW /<script> HTTP/1.1\r\nHost: HERE\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"A: 1\r\n" * 300 + b"\r\n", b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n\r\n",
     b"PUT /api/changes HTTP/1.1\r\nHost: HERE\r\n\r\n"],
)  # fmt: skip
def test_an_odd_request_gets_a_plain_no(app: App, head: bytes) -> None:
    answer = raw(app, head)
    status = int(answer.split(b" ", 2)[1])
    assert 400 <= status < 500 or status == 501
    assert b"<" not in answer and b"Python/" not in answer and b"BREW" not in answer


def test_a_body_where_none_belongs_is_no_second_request(app: App) -> None:
    hidden = b"GET /style.css HTTP/1.1\r\nHost: HERE\r\n\r\n"
    place = urlsplit(app.url)
    with socket.create_connection((place.hostname, place.port or 80), timeout=LONGEST) as line:
        line.sendall(b"GET /api/rows HTTP/1.1\r\nHost: HERE\r\nContent-Length: 44\r\n\r\n".replace(b"HERE", place.netloc.encode()) + hidden)
        found = b""
        with contextlib.suppress(ConnectionResetError):
            while more := line.recv(4000):
                found += more
    assert found.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize("heads", [{"Origin": "null"}, {"Origin": "https://HERE.evil.test"}, {"Origin": "http://127.0.0.1"}, {"Origin": "HERE"}])
def test_no_other_site_writes(app: App, heads: dict[str, str]) -> None:
    visitor = Visitor(app)
    origin = heads["Origin"].replace("HERE", visitor.place.netloc)
    assert visitor.post(b'{"rev": 1, "changes": []}', Origin=origin)[0] == 403


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp"])
def test_no_form_writes(app: App, kind: str) -> None:
    assert Visitor(app).post(b'{"rev": 1, "changes": []}', Content_Type=kind)[0] == 415


@pytest.mark.parametrize("host", ["evil.test", "evil.test:PORT", "[", "127.0.0.1.evil.test:PORT", ""])
def test_a_name_that_leads_here_by_a_trick_is_not_answered(app: App, host: str) -> None:
    """DNS rebinding: a page of evil.test whose name suddenly means this computer."""
    named = host.replace("PORT", str(urlsplit(app.url).port)).encode()
    for path in (b"/api/rows", b"/", b"/app.js"):
        assert raw(app, b"GET " + path + b" HTTP/1.1\r\nHost: " + named + b"\r\n\r\n").split(b" ", 2)[1] == b"421"


@pytest.mark.parametrize("host", ["localhost:PORT", "127.0.0.1", "app.localhost:PORT", "[::1]:PORT", "LOCALHOST"])
def test_this_computers_own_names_are(app: App, host: str) -> None:
    named = host.replace("PORT", str(urlsplit(app.url).port)).encode()
    assert raw(app, b"GET /api/rows HTTP/1.1\r\nHost: " + named + b"\r\n\r\n").split(b" ", 2)[1] == b"200"


def test_served_to_a_network_it_has_many_names() -> None:
    with served(FILES, "--host", "0.0.0.0") as app:
        assert raw(app, b"GET /api/rows HTTP/1.1\r\nHost: mac-mini.school.test:8080\r\n\r\n").split(b" ", 2)[1] == b"200"


def test_private_answers_are_kept_by_no_cache(app: App) -> None:
    visitor = Visitor(app)
    assert visitor.ask("GET", "/api/rows")[2]["cache-control"] == "no-store"
    moved = visitor.ask("GET", urlsplit(app.owner_url).path)[2]
    assert moved["cache-control"] == "no-store" and moved["referrer-policy"] == "no-referrer"
    assert visitor.ask("GET", "/api/rows")[2]["x-content-type-options"] == "nosniff"


def test_looking_at_a_link_before_it_is_opened_makes_nobody_the_owner(app: App) -> None:
    visitor = Visitor(app)
    visitor.rows()
    assert visitor.ask("HEAD", urlsplit(app.owner_url).path)[0] == 405
    assert not visitor.rows()["you"]["owner"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["add", "bookings", "\ud800", "\0", "aaaaaaaa"]),
    lambda part: (
        st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(["rev", "changes", "op", "thing", "id", "row", "name", "day"]), part, max_size=5)
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=JSON.map(lambda one: json.dumps(one).encode()) | st.binary(max_size=40))
def test_whatever_is_sent_is_answered(app: App, body: bytes) -> None:
    status, content, _ = Visitor(app).post(body)
    assert status in (400, 409, 422) and isinstance(json.loads(content), dict)


def test_half_a_letter_is_not_kept(app: App) -> None:
    visitor = Visitor(app)
    row = {**BOOKING, "name": "\ud800"}
    change = {"op": "add", "thing": "bookings", "id": "surrogate000", "row": row}
    assert visitor.post(json.dumps({"rev": visitor.rows()["rev"], "changes": [change]}).encode())[0] == 400
    assert visitor.rows()["rows"] is not None


# Visitors who hold the line


@pytest.mark.skipif(sys.platform == "win32", reason="limits of open files are set in a shell here")
def test_many_who_say_nothing_do_not_keep_others_out(tmp_path: Path) -> None:
    """Three hundred lines at 256 files: the next is answered while the newest of them is still open, so that nobody's patience ran out first."""
    folder = unpack(FILES, tmp_path / "app")
    with subprocess.Popen(
        ["/bin/sh", "-c", f"ulimit -n 256; exec {sys.executable} -I app.py --port 0"], cwd=folder, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process, contextlib.ExitStack() as lines:  # fmt: skip
        try:
            assert process.stdout is not None
            found = re.search(r"http://([\d.]+):(\d+)/", process.stdout.readline() + process.stdout.readline())
            assert found
            for _ in range(300):
                line = lines.enter_context(socket.create_connection((found[1], int(found[2])), timeout=LONGEST))
                line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow")
            assert Visitor(App(found[0], folder)).ask("GET", "/api/rows")[0] == 200
            assert is_open(line)
        finally:
            process.terminate()


def is_open(line: socket.socket) -> bool:
    """Whether the other side has not let go of a line on which it has nothing to say."""
    line.setblocking(False)
    try:
        return line.recv(1) != b""
    except BlockingIOError:
        return True


def test_who_sends_a_request_drop_by_drop_is_let_go(tmp_path: Path) -> None:
    """However often a drop comes, the line ends; else drops would be taken until the test gives up."""
    folder = unpack(FILES, tmp_path / "app")
    source = (folder / "app.py").read_text(encoding="utf-8")
    (folder / "app.py").write_text(re.sub(r"^(PATIENCE, .*)= \d+,", r"\1= 1,", source, flags=re.M), encoding="utf-8")
    with started(folder) as app:
        place = urlsplit(app.url)
        with socket.create_connection((place.hostname, place.port or 80), timeout=LONGEST) as line, pytest.raises(OSError):
            for _ in range(LONGEST * 5):
                line.sendall(b"x")
                time.sleep(0.2)


# What stands in the way


def test_a_kept_file_of_something_else_is_said_at_the_start(tmp_path: Path) -> None:
    folder = unpack(FILES, tmp_path / "app")
    for name, script in (
        ("other", "CREATE TABLE rows (a); CREATE TABLE about (name, value)"),
        ("odd", "CREATE TABLE rows (n INTEGER PRIMARY KEY, id TEXT UNIQUE, thing TEXT, writer TEXT, vals TEXT);"
                "CREATE TABLE about (name TEXT PRIMARY KEY, value); INSERT INTO about VALUES ('rev', 2), ('owner_key', 'k');"
                "INSERT INTO rows VALUES (1, 'aaaaaaaa', 'bookings', '', '{broken')"),
    ):  # fmt: skip
        with contextlib.closing(sqlite3.connect(tmp_path / name)) as made:
            made.executescript(script)
        code, lines = run(folder, "--data", str(tmp_path / name), "--port", "0")
        assert code == 1 and len(lines) == 1 and "not a file that app.py can read" in lines[0], lines


@pytest.mark.parametrize("content", ["[]", "{}", '{"things": 5}', '"x"', "{"])
def test_a_damaged_list_of_things_is_one_line(tmp_path: Path, content: str) -> None:
    folder = unpack(FILES, tmp_path)
    (folder / "things.json").write_text(content, encoding="utf-8")
    code, lines = run(folder, "--port", "0")
    assert code == 1 and len(lines) == 1 and "things.json" in lines[0], lines


def test_a_full_store_says_so_and_goes_on(tmp_path: Path) -> None:
    folder = unpack(FILES, tmp_path)
    with started(folder) as app:
        visitor = Visitor(app)
        assert visitor.write(visitor.rows()["rev"])[0] == 200
    source = (folder / "app.py").read_text(encoding="utf-8")
    (folder / "app.py").write_text(re.sub(r"max_page_count = \{.*?\}", "max_page_count = 1", source), encoding="utf-8")
    with started(folder) as app:
        visitor, statuses = Visitor(app), set()
        for n in range(12):
            statuses.add(visitor.write(visitor.rows()["rev"], f"full{n:08d}", day=f"2026-05-{n + 1:02d}", name="x" * 4000)[0])
        assert 507 in statuses and statuses <= {200, 422, 507}
        assert visitor.ask("GET", "/api/rows")[0] == 200


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    folder, acknowledged, enough = unpack(FILES, tmp_path), [], threading.Event()

    def book(app: App, n: int) -> None:
        visitor = Visitor(app)
        with contextlib.suppress(OSError, ValueError, http.client.HTTPException):
            for i in range(100):
                id = f"kill{n}{i:07d}"
                rev = visitor.rows()["rev"]
                while (found := visitor.write(rev, id, day=f"20{30 + n}-{1 + i // 28:02d}-{1 + i % 28:02d}", name="n"))[0] == 409:
                    rev = found[1]["rev"]
                if found[0] == 200:
                    acknowledged.append(id)
                    visitor = Visitor(app)
                    if len(acknowledged) >= 20:
                        enough.set()

    with started(folder) as app, ThreadPoolExecutor(4) as pool:
        working = [pool.submit(book, app, n) for n in range(4)]
        assert enough.wait(LONGEST)
        os.kill(app.process.pid, signal.SIGKILL)
        for one in working:
            one.result()
    with started(folder) as app:
        kept = [row["id"] for row in Visitor(app).rows()["rows"]["bookings"]]
    assert acknowledged and set(acknowledged) <= set(kept) and len(kept) == len(set(kept)) <= len(acknowledged) + 4
