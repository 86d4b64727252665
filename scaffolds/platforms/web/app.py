"""Serves this app and keeps what people write, with Python alone: python app.py [--host 127.0.0.1] [--port 8080] [--data FILE]

It runs no rule of the app (public/rules/ does, in the page). It keeps rows, says who wrote them, hides what is private,
and holds to what things.json says: who may write, no two of the same, so many for each person.

The first part is plain functions on rows, the second keeps them in SQLite, the third speaks HTTP.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import errno
import gzip
import hashlib
import importlib.util
import itertools
import json
import mimetypes
import os
import re
import secrets
import signal
import socket
import sqlite3
import sys
import threading
import time
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Callable, Dict, FrozenSet, Iterable, List, NamedTuple, Optional, Set, Tuple
from urllib.parse import parse_qs, urlsplit

MAX_ROWS, MAX_CHANGES, MAX_TEXT, MAX_PHOTO, MAX_BODY, MAX_FILE = 20_000, 200, 4_000, 1_500_000, 2_000_000, 128_000_000
SHARE = 4  # whoever is not the owner fills a fourth of the store at most
MAX_LINE = 200  # letters of a value that may be put into another's row even where there is little room: a name, a tick
MAX_WISHES = 2_000  # so many of the last wishes that were done are remembered, and of those given up: whoever only asks makes no write forgotten
PATIENCE, MOST_OPEN = 60, 200  # seconds for one request to arrive; lines that are open at once
ROW_ID = re.compile(r"[a-z0-9]{8,40}")
NUMBERS = ("number", "money")
SHAPES = {"time": "(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)?", "photo": "(data:image/[a-z]+;base64,[A-Za-z0-9+/=]*)?"}

# ---------------------------------------------------------------- rows


class Row(NamedTuple):
    """One kept row. `writer` is a visitor; "" is the owner from the beginning (the first rows of a new app)."""

    id: str
    thing: str
    writer: str
    values: Dict[str, Any]


Rows = Dict[str, Row]
"""By id, in the order in which they were written."""


class RefusedError(Exception):
    """The store does not do this. `word` is the key of a sentence that the page has."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def shown(row: Row, names: Set[str], mine: bool) -> Dict[str, Any]:
    """A row as a page gets it, with the fields of these names alone."""
    return {**{name: value for name, value in row.values.items() if name in names}, "id": row.id, "mine": mine}


def visible(rows: Iterable[Row], held: Dict[str, Any], visitor: str, owner: bool, show: Callable[..., Any] = shown) -> Dict[str, List[Any]]:
    """What a visitor may see: all rows by thing, without the private fields of others, nor those that the app no longer has."""
    found: Dict[str, List[Any]] = {thing["id"]: [] for thing in held["things"]}
    theirs = {thing["id"]: {field["name"] for field in thing["fields"]} for thing in held["things"]}
    everyones = {thing["id"]: {field["name"] for field in thing["fields"] if not field.get("private")} for thing in held["things"]}
    for row in rows:
        if row.thing in found:
            mine = bool(visitor) and row.writer == visitor
            found[row.thing].append(show(row, (theirs if mine or owner else everyones)[row.thing], mine))
    return found


def decide(rows: Rows, changes: Any, held: Dict[str, Any], visitor: str, owner: bool) -> Dict[str, Optional[Row]]:
    """The rows that the changes leave behind, by id; None is one taken away. Raises RefusedError where they may not."""
    if not isinstance(changes, list) or not 0 < len(changes) <= MAX_CHANGES:
        raise RefusedError("not_kept")
    after, touched = dict(rows), {}
    for change in changes:
        if not isinstance(change, dict):
            raise RefusedError("not_kept")
        id, row = _changed(change, after, held, visitor, owner)
        if not owner:
            _leave_to_owner(change, held.get("guards", []))
            _leave_to_writer(change, held.get("guards", []), id in after and after[id].writer != visitor)
        touched[id] = row
        after.pop(id, None) if row is None else after.update({id: row})
    if len(after) > MAX_ROWS:
        raise RefusedError("too_big")
    if not owner:
        _leave_room(rows, touched, after, visitor)
    for guard in held.get("guards", []):
        for one in touched.values():
            if one is not None and one.thing == guard["thing"] and not guard.get("owner") and not guard.get("others"):
                _hold(guard, one, after)
    return touched


def wish_in(given: Dict[str, Any]) -> str:
    """The name that the page gave to what somebody wished for, so that it is done once; "" where it has none. Raises RefusedError."""
    wish = given.get("wish", "")
    if not isinstance(wish, str) or (wish and not ROW_ID.fullmatch(wish)):
        raise RefusedError("not_kept")
    return wish


def first_rows(held: Dict[str, Any]) -> List[Row]:
    """The rows that a new app begins with."""
    return [Row(seed["id"], seed["thing"], "", seed["row"]) for seed in held.get("seeds", [])]


def _changed(change: Dict[str, Any], rows: Rows, held: Dict[str, Any], visitor: str, owner: bool) -> Tuple[str, Optional[Row]]:
    thing = next((one for one in held["things"] if one["id"] == change.get("thing")), None)
    op, id = change.get("op"), change.get("id")
    if thing is None or op not in ("add", "change", "remove") or not isinstance(id, str) or not ROW_ID.fullmatch(id):
        raise RefusedError("not_kept")
    if thing.get("written_by") == "owner" and not owner:
        raise RefusedError("only_owner")
    old = rows.get(id)
    if op == "add":
        if old is not None:
            raise RefusedError("unique")
        return id, Row(id, thing["id"], visitor, _values(thing, change.get("row"), whole=True))
    if old is None or old.thing != thing["id"]:
        raise RefusedError("gone")
    _may_change(thing, old, change, visitor, owner)
    if op == "remove":
        return id, None
    values = {**old.values, **_values(thing, change.get("row"), whole=False)}
    return id, old._replace(values={name: value for name, value in values.items() if value is not None})


def _may_change(thing: Dict[str, Any], old: Row, change: Dict[str, Any], visitor: str, owner: bool) -> None:
    """The writer and the owner may; on a shared list everybody, but nobody what is private to another."""
    if owner or old.writer == visitor:
        return
    given = change.get("row")
    given = given if isinstance(given, dict) else {}
    private = any(field.get("private") and (field["name"] in given or change["op"] == "remove") for field in thing["fields"])
    if not thing.get("shared") or private:
        raise RefusedError("not_yours")


def _leave_to_owner(change: Dict[str, Any], guards: Iterable[Dict[str, Any]]) -> None:
    """Raise where a visitor writes what is the owner's to say: that a post is hidden, or whose turn it is."""
    is_new, given = change["op"] == "add", change["row"] if change["op"] != "remove" else {}
    for guard in guards:
        if guard.get("owner") and guard["thing"] == change["thing"]:
            everyones = (None, *guard.get("at_first", ())) if is_new else guard.get("later", ())
            if any(name in given and given[name] not in everyones for name in guard["fields"]):
                raise RefusedError("only_owner")


def _leave_to_writer(change: Dict[str, Any], guards: Iterable[Dict[str, Any]], others: bool) -> None:
    """Raise where a visitor takes away what another wrote on a shared list, or changes more of it than is everyone's."""
    for guard in guards if others else ():
        more = change["op"] == "remove" or any(name not in guard["fields"] for name in change["row"])
        if guard.get("others") and guard["thing"] == change["thing"] and more:
            raise RefusedError("not_yours")


def _leave_room(rows: Rows, touched: Dict[str, Optional[Row]], after: Rows, visitor: str) -> None:
    """Raise where one visitor takes more than a share of the store, in rows of theirs or in what others wrote: others want to write too."""
    if any(one is not None and one.writer == visitor for one in touched.values()):
        theirs = [one for one in after.values() if one.writer == visitor]
        if len(theirs) > MAX_ROWS // SHARE or _size(theirs) > MAX_FILE // SHARE:
            raise RefusedError("your_share")
    _leave_theirs(rows, touched, after, visitor)


def _leave_theirs(rows: Rows, touched: Dict[str, Optional[Row]], after: Rows, visitor: str) -> None:
    """Raise where a visitor enlarges what others wrote until these, or all, have no room: half of a share, and of the store, stays free of that."""
    enlarged = {row.writer for id, row in touched.items() if row is not None and row.writer != visitor and id in rows and _longer(rows[id], row)}
    full = bool(enlarged) and _size(after.values()) > MAX_FILE // 2
    if full or any(_size(row for row in after.values() if row.writer == writer) > MAX_FILE // SHARE // 2 for writer in enlarged):
        raise RefusedError("too_big")


def _longer(old: Row, new: Row) -> bool:
    return any(len(str(value)) > max(MAX_LINE, len(str(old.values.get(name, "")))) for name, value in new.values.items())


def _size(rows: Iterable[Row]) -> int:
    """In bytes as kept, where a letter is up to six of them; half a character is none of this function's business."""
    return sum(len(json.dumps(row.values, ensure_ascii=False).encode("utf-8", "surrogatepass")) for row in rows)


def _values(thing: Dict[str, Any], given: Any, whole: bool) -> Dict[str, Any]:
    """Only fields that the thing has, each small and plain; `whole` asks for those that are required."""
    if not isinstance(given, dict):
        raise RefusedError("not_kept")
    fields = {field["name"]: field for field in thing["fields"]}
    for name, value in given.items():
        if name not in fields or not _plain(value, fields[name]["type"]):
            raise RefusedError("not_kept")
    for name, field in fields.items():
        missing = given.get(name) in (None, "") and (whole or name in given)
        if field.get("required") and field["type"] != "yes_no" and missing:
            raise RefusedError("not_kept")
    return {name: value for name, value in given.items() if value is not None or not whole}


def _plain(value: Any, kind: str) -> bool:
    """Whether a value is of its field's kind; another kind would get round a guard, or break everybody's page."""
    if value is None:
        return True
    if kind == "yes_no" or isinstance(value, bool):
        return kind == "yes_no" and isinstance(value, bool)
    if kind == "rating":
        return value in (1, 2, 3, 4, 5)  # so many stars are drawn
    if kind in NUMBERS:
        return isinstance(value, (int, float)) and abs(value) < 1e15
    if kind == "date":
        return isinstance(value, str) and (not value or _is_day(value))
    most = MAX_PHOTO if kind == "photo" else MAX_TEXT
    return isinstance(value, str) and len(value) <= most and (kind not in SHAPES or re.fullmatch(SHAPES[kind], value) is not None)


def _is_day(text: str) -> bool:
    """Whether there is such a day: none is 30 February."""
    try:
        return str(datetime.date.fromisoformat(text)) == text
    except ValueError:
        return False


def _hold(guard: Dict[str, Any], row: Row, rows: Rows) -> None:
    """Raise where a row breaks a guard among all rows, itself among them."""
    others = [one for one in rows.values() if one.thing == row.thing and one.id != row.id and _agree(one, row, guard.get("fields", ()))]
    if guard.get("unique") and others:
        raise RefusedError("unique")
    if guard.get("overlap") and any(_overlap(one.values, row.values, guard["overlap"]) for one in others):
        raise RefusedError("overlap")
    if guard.get("limit") is not None:
        week = guard.get("week_of")
        theirs = [one for one in others if one.writer == row.writer and (not week or _monday(one, week) == _monday(row, week))]
        if len(theirs) + 1 > guard["limit"]:
            raise RefusedError("limit")


def _agree(a: Row, b: Row, fields: Iterable[str]) -> bool:
    return all(a.values.get(name) == b.values.get(name) for name in fields)


def _overlap(a: Dict[str, Any], b: Dict[str, Any], names: Iterable[str]) -> bool:
    day, start, end = names
    if a.get(day) != b.get(day):
        return False
    return str(a.get(start)) < str(b.get(end)) and str(b.get(start)) < str(a.get(end))


def _monday(row: Row, name: str) -> str:
    try:
        day = datetime.date.fromisoformat(str(row.values.get(name)))
    except ValueError:
        return ""
    return str(day - datetime.timedelta(days=day.weekday()))


# ---------------------------------------------------------------- where they are kept


KEEP = """INSERT INTO rows (id, thing, writer, vals) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET thing = excluded.thing, writer = excluded.writer, vals = excluded.vals"""

FORGET = "DELETE FROM wishes WHERE done = ? AND n <= (SELECT n FROM wishes WHERE done = ? ORDER BY n DESC LIMIT 1 OFFSET ?)"


class Seen(NamedTuple):
    """The rows of a revision, and who owns the app."""

    rev: int
    rows: Rows
    owners: FrozenSet[str]


class Texts:
    """Rows as JSON, each written out once for each kind of reader: after every write all who look ask for all rows again."""

    def __init__(self, held: Dict[str, Any]) -> None:
        self.held = held
        self.kept: Dict[Tuple[str, bool, bool], Tuple[Row, str]] = {}

    def of(self, seen: Seen, visitor: str) -> str:
        """What a visitor may see, by thing."""
        owner = visitor in seen.owners
        found = visible(seen.rows.values(), self.held, visitor, owner, lambda row, names, mine: self._text(row, names, mine, owner))
        return "{" + ", ".join(f"{json.dumps(thing)}: [{', '.join(texts)}]" for thing, texts in found.items()) + "}"

    def forget(self, ids: Iterable[str]) -> None:
        for id in ids:
            for mine, owner in itertools.product((False, True), repeat=2):
                self.kept.pop((id, mine, owner), None)

    def _text(self, row: Row, names: Set[str], mine: bool, owner: bool) -> str:
        kept = self.kept.get((row.id, mine, owner))
        if kept is not None and kept[0] is row:
            return kept[1]
        text = json.dumps(shown(row, names, mine), ensure_ascii=False)
        if len(text) <= MAX_TEXT:  # photos would take the room of all else
            self.kept[row.id, mine, owner] = (row, text)
        return text


class Store:
    """The rows in one SQLite file. Every write is one transaction; readers see the last whole one."""

    def __init__(self, path: Path, held: Dict[str, Any]) -> None:
        self.path, self.held, self.lock = path, held, threading.RLock()
        self.db = sqlite3.connect(str(path), timeout=3, isolation_level=None, check_same_thread=False)
        self.seen, self.texts = Seen(-1, {}, frozenset()), Texts(held)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=FULL")
        self.db.execute(f"PRAGMA max_page_count = {MAX_FILE // 4096}")
        self.is_new = self._make()
        self.read()

    def _make(self) -> bool:
        with self.transaction():
            self.db.execute("CREATE TABLE IF NOT EXISTS rows (n INTEGER PRIMARY KEY, id TEXT UNIQUE, thing TEXT, writer TEXT, vals TEXT)")
            self.db.execute("CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value)")
            self.db.execute("CREATE TABLE IF NOT EXISTS wishes (n INTEGER PRIMARY KEY, wish TEXT UNIQUE, done INTEGER)")
            is_new = self.db.execute("SELECT value FROM about WHERE name = 'rev'").fetchone() is None
            if is_new:
                self.db.execute("INSERT INTO about VALUES ('rev', 1), ('owner_key', ?)", (secrets.token_urlsafe(24),))
                self._save({row.id: row for row in first_rows(self.held)})
        return is_new

    @contextlib.contextmanager
    def transaction(self) -> Any:
        with self.lock:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                self.db.execute("ROLLBACK") if self.db.in_transaction else None
                raise

    def read(self) -> Seen:
        with self.lock:
            return self._read()

    def write(self, rev: Any, changes: Any, visitor: str, wish: str = "") -> bool:
        """Whether it was written; not, where others wrote after `rev`. A wish that has a name is done once, however often it comes. Raises RefusedError."""
        with self.lock:
            with self.transaction():
                now, became = self._read(), self._became(wish, visitor)
                if became is not None or rev != now.rev:
                    return bool(became)
                touched = decide(now.rows, changes, self.held, visitor, visitor in now.owners)
                self._save(touched)
                self._note(wish, visitor, done=True)
                self.db.execute("UPDATE about SET value = value + 1 WHERE name = 'rev'")
            after = {id: row for id, row in {**now.rows, **touched}.items() if row is not None}
            self.seen = Seen(now.rev + 1, after, now.owners)  # as reading it all again would give
            self.texts.forget(touched)
            return True

    def settle(self, wish: str, visitor: str) -> bool:
        """Whether a wish whose answer was lost had been written. If not, it never will be: it may still be on its way."""
        with self.transaction():
            became = self._became(wish, visitor)
            if became is None:
                self._note(wish, visitor, done=False)
        return bool(became)

    def owner_key(self) -> str:
        with self.lock:
            return str(self.db.execute("SELECT value FROM about WHERE name = 'owner_key'").fetchone()[0])

    def is_owner(self, visitor: str) -> bool:
        return visitor in self.read().owners

    def make_owner(self, visitor: str) -> None:
        with self.transaction():
            self.db.execute("INSERT OR IGNORE INTO about VALUES (?, 1)", ("owner:" + visitor,))
            self.db.execute("UPDATE about SET value = value + 1 WHERE name = 'rev'")

    def _read(self) -> Seen:
        """Under the lock: two threads at one prepared question could get each other's answer."""
        rev = int(self.db.execute("SELECT value FROM about WHERE name = 'rev'").fetchone()[0])
        if rev != self.seen.rev:
            found = self.db.execute("SELECT id, thing, writer, vals FROM rows ORDER BY n")
            rows = {id: Row(id, thing, writer, json.loads(values)) for id, thing, writer, values in found}
            owners = self.db.execute("SELECT substr(name, 7) FROM about WHERE name LIKE 'owner:%'")
            self.seen = Seen(rev, rows, frozenset(name for (name,) in owners))
        return self.seen

    def _became(self, wish: str, visitor: str) -> Optional[bool]:
        """Whether this visitor's wish was done; None where it did not come yet, or too long ago."""
        found = self.db.execute("SELECT done FROM wishes WHERE wish = ?", (f"{visitor} {wish}",)).fetchone() if wish else None
        return None if found is None else bool(found[0])

    def _note(self, wish: str, visitor: str, done: bool) -> None:
        if wish:
            self.db.execute("INSERT INTO wishes (wish, done) VALUES (?, ?)", (f"{visitor} {wish}", done))
            self.db.execute(FORGET, (done, done, MAX_WISHES))

    def _save(self, rows: Dict[str, Optional[Row]]) -> None:
        for id, row in rows.items():
            if row is None:
                self.db.execute("DELETE FROM rows WHERE id = ?", (id,))
            else:
                values = (row.id, row.thing, row.writer, json.dumps(row.values, ensure_ascii=False))
                self.db.execute(KEEP, values)


# ---------------------------------------------------------------- HTTP

SAFE = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ASKED_FOR = ("camera", "geolocation", "microphone")  # what a page could ask a browser for
HERE = ("localhost", "127.0.0.1", "[::1]")
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
TEXT = "text/plain; charset=utf-8"
LIGHT = ("text/javascript", "text/css")
TYPES = {".js": LIGHT[0], ".css": LIGHT[1], ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json"}


class Handler(BaseHTTPRequestHandler):
    """One request. The values below are set where the server is made."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together
    timeout = PATIENCE
    server: Server
    store: Store
    public: Path
    asks: Any = None
    door: Any = None
    cookie: str
    is_new: bool
    packed: Dict[Tuple[str, int], Tuple[bytes, str]]

    def do_GET(self) -> None:
        if self.headers.get("Content-Length") or self.headers.get("Transfer-Encoding"):
            self.close_connection = True  # a body is not read here; nobody shall take it for the next request
        path, query = self.place()
        if not self.called_by_name():
            self.elsewhere()
        elif self.is_shut(path):
            self.json(401, {"error": "open_again"})
        elif path == "/api/rows":
            self.guarded(lambda: self.rows(parse_qs(query).get("since", [""])[0]))
        elif path.startswith("/owner/"):
            self.guarded(lambda: self.owner(path[len("/owner/") :]))
        else:
            self.file("index.html" if path == "/" else path[1:])

    do_HEAD = do_GET

    def do_POST(self) -> None:
        path = self.place()[0] if self.called_by_name() else ""
        if self.is_shut(path):
            self.close_connection = True
            self.json(401, {"error": "open_again"})
        elif path == "/api/changes":
            self.guarded(self.changes)
        elif path == "/api/ask" and self.asks is not None:
            self.ask()
        else:
            self.close_connection = True
            self.answer(404, b"", TEXT)

    def is_shut(self, path: str) -> bool:
        """Whether this is for people whom Telegram vouches for, and it vouches for nobody here."""
        return self.door is not None and path.startswith(("/api/", "/owner/")) and not self.visitor()

    def place(self) -> Tuple[str, str]:
        """The path and the question of the address; nowhere for what is no address."""
        try:
            url = urlsplit(self.path)
        except ValueError:
            return "", ""
        return url.path, url.query

    def called_by_name(self) -> bool:
        """On this computer alone only its own names lead here; any other is a trick of some page (DNS rebinding), which cannot sign as Telegram does."""
        named = re.sub(r":[0-9]*$", "", self.headers.get("Host") or "").lower()
        return self.server.for_others or self.door is not None or named in HERE or named.endswith(".localhost")

    def elsewhere(self) -> None:
        self.close_connection = True
        self.answer(421, (say(self.store.held, "elsewhere", port=self.server.server_address[1]) + "\n").encode(), TEXT)

    def guarded(self, work: Any) -> None:
        """A store that cannot be used now is said in one line, here and on the page."""
        try:
            work()
        except sqlite3.Error as broken:
            full = "full" in str(broken)
            print(say(self.store.held, "data_full" if full else "data_locked", data=self.store.path), file=sys.stderr)
            self.json(507 if full else 503, {"error": "not_kept" if full else "busy"})

    def rows(self, since: str) -> None:
        seen = self.store.read()
        if since == str(seen.rev):
            self.answer(204, b"", "")
        else:
            self.tell(200, seen)

    def tell(self, status: int, seen: Seen, **more: Any) -> None:
        """All rows as this visitor may see them."""
        visitor = self.visitor()
        about = json.dumps({**more, "rev": seen.rev, "you": {"owner": visitor in seen.owners}})
        self.text(status, about[:-1] + ', "rows": ' + self.store.texts.of(seen, visitor) + "}")

    def changes(self) -> None:
        refused = self.not_ours()
        if refused:
            self.close_connection = True
            return self.json(refused, {"error": "too_big" if refused == 413 else "not_kept"})
        try:
            given = json.loads(self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8"))
            self.tell(200 if self.written(given, wish_in(given)) else 409, self.store.read())
        except RefusedError as refusal:
            self.tell(422, self.store.read(), error=refusal.word)
        except (ValueError, AttributeError, RecursionError):
            self.json(400, {"error": "not_kept"})

    def written(self, given: Dict[str, Any], wish: str) -> bool:
        """Changes come with the revision that they were decided on. A wish without changes asks what became of it."""
        if wish and "changes" not in given:
            return self.store.settle(wish, self.visitor())
        return self.store.write(given.get("rev"), given.get("changes"), self.visitor(), wish)

    def ask(self) -> None:
        """A question to the language model of whoever runs this: ask.py knows how, and holds the key."""
        refused = self.not_ours()
        length = 0 if refused else int(self.headers["Content-Length"])
        refused = refused or (413 if length > self.asks.MAX_BODY else 0)
        if refused:
            self.close_connection = True
            self.json(refused, {"ok": False, "why": "too_long" if refused == 413 else "model_lost"})
        else:
            self.json(200, self.asks.answer(self.rfile.read(length), self.visitor()))

    def not_ours(self) -> int:
        """The status for a write that did not come from this app's own page, or is too large; 0 for a good one."""
        host = self.headers.get("Host") or ""
        if not host or self.headers.get("Origin") not in ("http://" + host, "https://" + host):
            return 403
        if (self.headers.get("Content-Type") or "").split(";")[0].strip().lower() != "application/json":
            return 415
        length = self.headers.get("Content-Length") or ""
        if not re.fullmatch("[0-9]+", length) or self.headers.get("Transfer-Encoding"):
            return 411
        return 413 if len(length) > 9 or int(length) > MAX_BODY else 0

    def owner(self, key: str) -> None:
        if self.command != "GET":
            self.answer(405, b"", TEXT, PRIVATE)
        elif secrets.compare_digest(key.encode(), self.store.owner_key().encode()):
            self.store.make_owner(self.visitor())
            self.answer(303, b"", TEXT, {**PRIVATE, "Location": "../"})
        else:
            self.answer(404, b"", TEXT, PRIVATE)

    def visitor(self) -> str:
        """Who asks: a short print of the random number in the cookie, so that the kept file gives no cookie away; or whom Telegram vouches for."""
        if self.door is not None:
            return str(self.door.visitor(self.headers.get("Authorization") or ""))
        return hashlib.sha256(self.cookie.encode()).hexdigest()[:32]

    def parse_request(self) -> bool:
        self.server.hear(self.connection)
        good = super().parse_request()
        if good:
            given = self.given_cookie()
            self.is_new, self.cookie = not given and self.door is None, given or secrets.token_hex(16)
        return good

    def given_cookie(self) -> str:
        try:
            morsel = SimpleCookie(self.headers.get("Cookie") or "").get("visitor")
        except CookieError:
            return ""
        return morsel.value if morsel is not None and re.fullmatch(r"[0-9a-f]{32}", morsel.value) else ""

    def file(self, name: str) -> None:
        """A file below public/, nothing else, packed once for each time that it changes."""
        path = self.found(name)
        if path is None:
            self.answer(404, b"404\n", TEXT)
            return
        body, tag = self.pack(path)
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        more = {"ETag": tag, "Cache-Control": "no-cache"}
        if self.headers.get("If-None-Match") == tag:
            self.answer(304, b"", "", more)
        else:
            self.answer(200, body, kind, more, packed=True)

    def found(self, name: str) -> Optional[Path]:
        with contextlib.suppress(OSError, ValueError):  # no file has such a name
            path = (self.public / name).resolve()
            if self.public in path.parents and "/." not in "/" + name and path.is_file():
                return path
        return None

    def pack(self, path: Path) -> Tuple[bytes, str]:
        key = (str(path), path.stat().st_mtime_ns)
        if key not in self.packed:
            content = thin(path)
            self.packed[key] = (gzip.compress(content, 9, mtime=0), '"' + hashlib.sha256(content).hexdigest()[:12] + '"')
        return self.packed[key]

    def json(self, status: int, value: Any) -> None:
        self.text(status, json.dumps(value, ensure_ascii=False))

    def text(self, status: int, json_text: str) -> None:
        body = json_text.encode()
        packed = len(body) > 1000 and self.unpacks()
        self.answer(status, gzip.compress(body, 1) if packed else body, "application/json; charset=utf-8", PRIVATE, packed)

    def unpacks(self) -> bool:
        return "gzip" in (self.headers.get("Accept-Encoding") or "")

    def answer(self, status: int, body: bytes, kind: str, more: Optional[Dict[str, str]] = None, packed: bool = False) -> None:
        if packed and not self.unpacks():
            body, packed = gzip.decompress(body), False
        self.server.hear(self.connection)
        heads = {**(more or {}), **(self.safe() if "html" in kind else {}), **({} if kind in LIGHT else {"X-Content-Type-Options": "nosniff"})}
        heads.update({"Content-Type": kind} if kind else {})
        heads.update({"Content-Encoding": "gzip", "Vary": "Accept-Encoding"} if packed else {})
        if self.is_new and (kind in ("", TEXT) or "html" in kind or "json" in kind):
            heads["Set-Cookie"] = f"visitor={self.cookie}; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000"
        self.send_response_only(status)
        for name, value in heads.items():
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status not in (204, 304):
            self.wfile.write(body)

    def safe(self) -> Dict[str, str]:
        """What the page may do: only what a screen of it needs."""
        held = self.store.held
        refused = ", ".join(name + "=()" for name in ASKED_FOR if name not in held.get("permissions", ()))
        pictures = " ".join(["img-src 'self' data:", *held.get("sources", ())])
        policy = SAFE["Content-Security-Policy"].replace("img-src 'self' data:", pictures)
        return {
            **SAFE,
            "Content-Security-Policy": " ".join([policy, *(self.door.frames if self.door is not None else ())]),  # its last word is on frames
            "Permissions-Policy": refused,
        }

    def send_error(self, code: int, message: Optional[str] = None, explain: Optional[str] = None) -> None:
        """What no browser asks gets a status, and nothing of what it said."""
        self.close_connection = True
        self.send_response_only(code)
        for name, value in (("Content-Length", "0"), ("Connection", "close"), ("X-Content-Type-Options", "nosniff")):
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: who reads what is nobody's business."""


def thin(path: Path) -> bytes:
    """A file as it travels: without indents and comments that stand on lines of their own. A script's lines keep their numbers."""
    content = path.read_bytes()
    if path.suffix == ".css":
        return re.sub(rb"^[ \t]+|^/\*.*?\*/\n|(?<=[{};,])\n+[ \t]*", b"", content, flags=re.M | re.S)
    if path.suffix == ".js" and path.parent.name != "vendor":
        return re.sub(rb"^[ \t]+(?://.*)?|^//.*", b"", content, flags=re.M)
    return content


class Server(ThreadingHTTPServer):
    """Every line has a thread of its own. Who keeps one open and says nothing is let go, so that nobody keeps others out."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = os.name != "nt"  # on Windows it would let two programs share a port

    def __init__(self, address: Tuple[str, int], handler: Any) -> None:
        self.heard: Dict[socket.socket, float] = {}
        super().__init__(address, handler)
        self.for_others = not str(self.server_address[0]).startswith("127.")

    def hear(self, line: socket.socket) -> None:
        """A request begins to arrive, or is answered."""
        if line in self.heard:
            self.heard[line] = time.monotonic()

    def process_request(self, request: Any, client_address: Any) -> None:
        if len(self.heard) >= MOST_OPEN:
            self._let_go(min(list(self.heard.items()), key=lambda one: one[1])[0])
        self.heard[request] = time.monotonic()
        super().process_request(request, client_address)

    def service_actions(self) -> None:
        for line, since in list(self.heard.items()):
            if time.monotonic() - since > PATIENCE:
                self._let_go(line)

    def _let_go(self, line: socket.socket) -> None:
        self.heard.pop(line, None)
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    def shutdown_request(self, request: Any) -> None:
        self.heard.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is nothing to report."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError, socket.timeout)):
            super().handle_error(request, client_address)


# ---------------------------------------------------------------- starting


def say(held: Dict[str, Any], word: str, **values: Any) -> str:
    """A sentence of the app's language for the terminal."""
    return str(held.get("words", {}).get(word, word)).format(**values)


def open_store(path: Path, held: Dict[str, Any]) -> Store:
    """The store, or an end with one line that says why not."""
    try:
        return Store(path, held)
    except sqlite3.OperationalError as broken:
        reason = str(broken)
        word = "data_locked" if "locked" in reason else "data_full" if "full" in reason else "data_refused"
        word = "data_broken" if "column" in reason or "table" in reason else word
    except (sqlite3.DatabaseError, TypeError, ValueError):
        word = "data_broken"
    sys.exit(say(held, word, data=path))


def open_server(host: str, port: int, held: Dict[str, Any]) -> Server:
    try:
        return Server((host, port), Handler)
    except OSError as broken:
        word = "port_taken" if broken.errno in (errno.EADDRINUSE, 10048) else "port_refused"
    except OverflowError:
        word = "port_refused"
    sys.exit(say(held, word, host=host, port=port, next=port + 1))


def beside(here: Path, name: str) -> Any:
    """A module that some apps have, else None: `ask` where a screen may ask a language model, `people` where Telegram says who they are."""
    path = here / (name + ".py")
    found = importlib.util.spec_from_file_location(name, path) if path.is_file() else None
    if found is None or found.loader is None:
        return None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def own_address() -> str:
    """This computer's address in its network, without sending anything."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return "127.0.0.1"


def greet(server: Server, store: Store, host: str, door: Any) -> None:
    port = server.server_address[1]
    home = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}/"
    print(say(store.held, "open", title=store.held["title"]), home, sep="\n  ")
    if host in ("0.0.0.0", "::"):
        print(say(store.held, "lan"), f"http://{own_address()}:{port}/", sep="\n  ")
    if door is not None:
        print(say(store.held, "from_telegram"))
        if not any(owner.startswith(door.mark) for owner in store.read().owners):  # one in a browser is nobody in Telegram
            print(say(store.held, "owner_in_telegram"), f"/start {store.owner_key()}", sep="\n  ")
    elif store.is_new:
        print(say(store.held, "owner"), f"{home}owner/{store.owner_key()}", sep="\n  ")
    print(say(store.held, "stop"), flush=True)


def stop(*_: Any) -> None:
    raise KeyboardInterrupt


def main() -> None:
    here = Path(__file__).resolve().parent
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=8080)
    options.add_argument("--data", type=Path, default=here / "data.sqlite")
    asked = options.parse_args()
    for console in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            console.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a console may be of another encoding
    try:
        held = json.loads((here / "things.json").read_text(encoding="utf-8"))
        visible(first_rows(held), held, "", owner=False)  # whether it has the shape that is needed
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        sys.exit("things.json is missing. Unpack the whole zip first. / 請先解壓縮整個 zip。 / 请先解压整个 zip。")
    if not (here / "public" / "index.html").is_file():
        sys.exit(say(held, "unpack", file="public/index.html"))
    Handler.public, Handler.packed = here / "public", {}
    Handler.store, Handler.asks = open_store(asked.data, held), beside(here, "ask")
    people = beside(here, "people")
    token = os.environ.get("BOT_TOKEN", "").strip()
    Handler.door = people.Door(token, Handler.store.owner_key()) if people is not None and token else None
    server = open_server(asked.host, asked.port, held)
    signal.signal(signal.SIGTERM, stop)
    greet(server, Handler.store, asked.host, Handler.door)
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        print("\n" + say(held, "stopped", data=asked.data))
    finally:
        server.server_close()
        Handler.store.db.close()


if __name__ == "__main__":
    main()
