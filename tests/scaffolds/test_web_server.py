"""`app.py` as it runs: cookies, origins, revisions, files, and one clear line for what stands in the way."""

from __future__ import annotations

import contextlib
import http.client
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import pytest

from scaffolds import generator
from tests.browser import App, served, started, unpack
from tests.scaffolds.test_generator import SPEC

FILES = generator.build(SPEC)
LONGEST = 120
"""Seconds that a busy machine may take: without an answer until then, none comes."""
BOOKING = {"resource": "Shower", "day": "2026-03-02", "start": "19:00", "name": "Chan", "phone": "2345 6789"}


class Visitor:
    """A browser without pages: keeps its cookie."""

    def __init__(self, app: App) -> None:
        self.place = urlsplit(app.url)
        self.cookie = ""

    def ask(
        self, method: str, path: str, body: bytes | None = None, heads: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[int, Any, dict[str, str]]:
        with contextlib.closing(http.client.HTTPConnection(self.place.netloc, timeout=LONGEST)) as connection:
            connection.request(method, path, body, {"Cookie": self.cookie, **heads} if self.cookie else dict(heads))
            answer = connection.getresponse()
            content, found = answer.read(), {name.lower(): value for name, value in answer.getheaders()}
        self.cookie = found.get("set-cookie", self.cookie).split(";")[0]
        return answer.status, content, found

    def rows(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.ask("GET", "/api/rows?since=-1")[1])
        return found

    def write(self, rev: int, id: str = "aaaaaaaaaaaa", **values: Any) -> tuple[int, dict[str, Any]]:
        change = {"op": "add", "thing": "bookings", "id": id, "row": {**BOOKING, **values}}
        status, content, _ = self.post(json.dumps({"rev": rev, "changes": [change]}).encode())
        return status, json.loads(content)

    def post(self, body: bytes, **heads: str) -> tuple[int, Any, dict[str, str]]:
        usual = {"Content-Type": "application/json", "Origin": f"http://{self.place.netloc}"}
        return self.ask("POST", "/api/changes", body, {**usual, **{name.replace("_", "-"): value for name, value in heads.items()}})


@pytest.fixture
def app() -> Iterator[App]:
    with served(FILES) as found:
        yield found


def test_two_visitors_one_slot(app: App) -> None:
    ann, bob = Visitor(app), Visitor(app)
    rev = ann.rows()["rev"]
    assert bob.rows()["rev"] == rev
    assert ann.write(rev)[0] == 200
    status, found = bob.write(rev, "bbbbbbbbbbbb")
    assert status == 409 and found["rows"]["bookings"][0]["name"] == "Chan"
    assert bob.write(found["rev"], "bbbbbbbbbbbb")[1]["error"] == "unique"
    assert bob.ask("GET", f"/api/rows?since={found['rev']}")[0] == 204


def test_private_fields_and_the_owners_link(app: App) -> None:
    ann, bob, owner = Visitor(app), Visitor(app), Visitor(app)
    ann.write(ann.rows()["rev"])
    assert ann.rows()["rows"]["bookings"][0]["phone"] == "2345 6789"
    assert "phone" not in bob.rows()["rows"]["bookings"][0]
    assert owner.ask("GET", urlsplit(app.owner_url).path)[0] == 303
    assert owner.rows()["rows"]["bookings"][0]["phone"] == "2345 6789" and owner.rows()["you"]["owner"]
    assert bob.ask("GET", "/owner/guess")[0] == 404 and not bob.rows()["you"]["owner"]


def test_the_cookie_is_for_the_server_alone_and_is_not_kept_in_clear(app: App) -> None:
    ann = Visitor(app)
    cookie = ann.ask("GET", "/")[2]["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    ann.write(ann.rows()["rev"])
    with contextlib.closing(sqlite3.connect(app.folder / "data.sqlite")) as kept:
        assert ann.cookie.split("=")[1] not in str(kept.execute("SELECT * FROM rows").fetchall())


@pytest.mark.parametrize(
    "heads, status",
    [({"Origin": "http://evil.test"}, 403), ({"Origin": ""}, 403), ({"Content_Type": "text/plain"}, 415), ({"Content_Length": "99999999"}, 413)],
)
def test_writes_from_elsewhere_are_refused(app: App, heads: dict[str, str], status: int) -> None:
    assert Visitor(app).post(b'{"rev": 1, "changes": []}', **heads)[0] == status


@pytest.mark.parametrize(
    "body", [b"", b"nonsense", b"[]", b"[" * 5000, b'{"rev": 1}', b"\xff\xfe", b'{"rev": "1; DROP TABLE rows", "changes": [{}]}']
)
def test_odd_bodies_get_an_answer(app: App, body: bytes) -> None:
    visitor = Visitor(app)
    assert visitor.post(body)[0] in (400, 409, 422)
    assert visitor.rows()["rev"] == 1


@pytest.mark.parametrize(
    "path", ["/../app.py", "/%2e%2e/app.py", "/..%2fapp.py", "/things.json", "/.git/config", "//etc/passwd", "/data.sqlite", "/\\..\\app.py"]
)
def test_files_outside_public_are_nowhere(app: App, path: str) -> None:
    assert Visitor(app).ask("GET", path)[0] == 404


def test_files_travel_packed_and_are_asked_again_cheaply(app: App) -> None:
    visitor = Visitor(app)
    status, content, heads = visitor.ask("GET", "/app.js", None, {"Accept-Encoding": "gzip"})
    assert status == 200 and heads["content-encoding"] == "gzip" and content[:2] == b"\x1f\x8b"
    assert visitor.ask("GET", "/app.js", None, {"If-None-Match": heads["etag"]})[0] == 304
    assert visitor.ask("HEAD", "/style.css")[1] == b""
    (app.folder / "public" / "my_rules.js").write_text("export function allow() {\n  return false;\n}\n", encoding="utf-8")
    assert b"false" in visitor.ask("GET", "/my_rules.js")[1]


def test_the_page_is_under_a_strict_policy(app: App) -> None:
    heads = Visitor(app).ask("GET", "/")[2]
    assert heads["content-security-policy"].startswith("default-src 'self'") and "unsafe" not in heads["content-security-policy"]
    assert heads["x-content-type-options"] == "nosniff" and heads["referrer-policy"] == "no-referrer"


def test_many_writers_lose_nothing(app: App) -> None:
    def book(n: int) -> int:
        visitor = Visitor(app)
        rev = visitor.rows()["rev"]
        for _ in range(60):
            status, found = visitor.write(rev, f"row{n:09d}", start=f"{6 + n % 16:02d}:00", day=f"2026-03-{2 + n // 16:02d}", name=f"n{n}")
            if status == 200:
                return 1
            rev = found["rev"]
        return 0

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(book, range(24))) == 24
    assert len(Visitor(app).rows()["rows"]["bookings"]) == 24


def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    folder = unpack(FILES, tmp_path)
    with started(folder) as app:
        visitor = Visitor(app)
        visitor.write(visitor.rows()["rev"])
    with started(folder) as app:
        assert not any("/owner/" in line for line in app.printed), "the owner's link is shown once"
        assert len(Visitor(app).rows()["rows"]["bookings"]) == 1


def run(folder: Path, *options: str) -> tuple[int, list[str]]:
    done = subprocess.run([sys.executable, "app.py", *options], cwd=folder, capture_output=True, text=True, timeout=LONGEST, check=False)
    return done.returncode, [line for line in (done.stderr + done.stdout).split("\n") if line]


def test_one_clear_line_for_what_stands_in_the_way(app: App, tmp_path: Path) -> None:
    folder = unpack(FILES, tmp_path / "app")
    (tmp_path / "junk").write_bytes(b"not a database, but long enough to be looked at" * 40)
    port = str(urlsplit(app.url).port)
    for options, words in ((("--port", port), "in use"), (("--data", str(tmp_path / "junk"), "--port", "0"), "not a file that app.py can read"),
                           (("--data", str(tmp_path / "no" / "where"), "--port", "0"), "may not write")):  # fmt: skip
        code, lines = run(folder, *options)
        assert code == 1 and len(lines) == 1 and words in lines[0], lines
    with contextlib.closing(sqlite3.connect(tmp_path / "held", isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        code, lines = run(folder, "--data", str(tmp_path / "held"), "--port", "0")
    assert code == 1 and len(lines) == 1 and "in use by another program" in lines[0]


def test_a_folder_that_was_not_unpacked(tmp_path: Path) -> None:
    code, lines = run(unpack({"app.py": FILES["app.py"]}, tmp_path))
    assert code == 1 and len(lines) == 1 and "Unpack" in lines[0]
