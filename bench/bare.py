"""The peer of `app.py`'s writes: a bare handler of the standard library that writes the same row into the same table with the same durability.

`python -m bench.bare FILE` prints its address. It asks no cookie, origin or rule, compares no revision and shows no rows.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_TABLES = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "CREATE TABLE rows (n INTEGER PRIMARY KEY, id TEXT UNIQUE, thing TEXT, writer TEXT, vals TEXT)",
    "CREATE TABLE about (name TEXT PRIMARY KEY, value)",
    "INSERT INTO about VALUES ('rev', 1)",
)
_ANSWER = b'{"ok": true}'


class Handler(BaseHTTPRequestHandler):
    """One request: parse it, write it, say so."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    db: sqlite3.Connection
    lock = threading.Lock()

    def do_POST(self) -> None:
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        for change in given["changes"]:
            self.write(change["id"], change["thing"], json.dumps(change["row"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(_ANSWER)))
        self.end_headers()
        self.wfile.write(_ANSWER)

    def write(self, id: str, thing: str, values: str) -> None:
        with self.lock:
            self.db.execute("BEGIN IMMEDIATE")
            self.db.execute("INSERT INTO rows (id, thing, writer, vals) VALUES (?, ?, '', ?)", (id, thing, values))
            self.db.execute("UPDATE about SET value = value + 1 WHERE name = 'rev'")
            self.db.execute("COMMIT")

    def log_message(self, format: str, *args: object) -> None:
        """As quiet as `app.py`."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def main(file: str) -> None:
    Handler.db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for line in _TABLES:
        Handler.db.execute(line)
    server = Server(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_address[1]}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
