"""The cloud of a mini program, run in Node: its own cloud function over a database that behaves as WeChat's (`cloud_database.js`)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scaffolds import generator
from scaffolds.spec import parse
from tests.browser import unpack
from tests.platforms import tools
from tests.scaffolds.apps import data

SECRET_BOOK = {
    "id": "book",
    "label": "Book",
    "fields": [{"name": "title", "label": "Title", "required": True}, {"name": "phone", "label": "Phone", "type": "phone", "private": True}],
}
BOOK_WITH_COVER = {
    "id": "book",
    "label": "Book",
    "fields": [{"name": "title", "label": "Title", "required": True}, {"name": "cover", "label": "Cover", "type": "photo"}],
}


class FaultError(Exception):
    """The cloud function did not answer."""


class Cloud:
    """The cloud of one app. Everybody who asks is called by an openid of theirs."""

    def __init__(self) -> None:
        line = [str(tools.NODE), str(tools.HERE / "cloud_database.js")]
        self._node = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self._asked = 0

    def take(self, folder: Path) -> None:
        """Begin anew, with the function in the folder of an app."""
        self._do(folder=str(folder))

    def call(self, who: str, **event: Any) -> Any:
        return self._do(openid=who, event=event)

    def at_once(self, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
        """All of them sent before any is answered; answers in their order."""
        ids = [self._send(openid=who, event=event) for who, event in calls]
        found = dict(self._read() for _ in ids)
        return [_result(found[id]) for id in ids]

    def decide(self, *asked: Any) -> Any:
        return self._do(decide=asked)

    def put(self, collection: str, id: str, document: dict[str, Any]) -> None:
        self._do(put=[collection, id, document])

    def look(self, collection: str) -> Any:
        return self._do(look=collection)

    def spoil(self, **faults: bool) -> None:
        self._do(spoil=faults)

    def answer(self, who: str) -> Callable[[str, Any], Any]:
        """What a phone's wx.cloud is answered, faults among it."""

        def answered(name: str, event: Any) -> Any:
            assert name == "rows"
            self._send(openid=who, event=event)
            return self._read()[1]

        return answered

    def end(self) -> None:
        self._node.communicate(timeout=60)

    def _do(self, **asked: Any) -> Any:
        self._send(**asked)
        return _result(self._read()[1])

    def _send(self, **asked: Any) -> int:
        assert self._node.stdin
        self._asked += 1
        self._node.stdin.write(json.dumps({"id": self._asked, **asked}) + "\n")
        self._node.stdin.flush()
        return self._asked

    def _read(self) -> tuple[int, dict[str, Any]]:
        assert self._node.stdout
        found = json.loads(self._node.stdout.readline())
        return found.pop("id"), found


def _result(found: dict[str, Any]) -> Any:
    if "fault" in found:
        raise FaultError(found["fault"]["errMsg"])
    return found.get("result")


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    found = Cloud()
    found.take(unpack(generator.build(parse(data()), "weixin"), tmp_path_factory.mktemp("cloud")))
    yield found
    found.end()


def adding(title: str, id: str = "newbook1", **more: Any) -> dict[str, Any]:
    return {"op": "add", "thing": "book", "id": id, "row": {"title": title, **more}}
