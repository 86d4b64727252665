"""Acceptance checks played against rules: rows in the hand of this process, people who act one after another.

A play, as it comes from `scaffolds.proof`::

    {"screen": "book", "module": "rules/book.js", "allow": "my_rules.js" or null,
     "things": {"booking": {"fields": ["name", "day"], "private": ["phone"], "shared": false, "owners": false}},
     "seeds": [{"thing", "id", "row"}, ...], "steps": [{action, who, at, input, expect, why}, ...]}

`shared`: everyone may change its rows; `owners`: the owner alone may write it. A store holds to both, so a rule that
allows more is wrong, and that is said.

and what came of it::

    {"passed": bool, "key": "as_expected", "values": {...}, "step": 1, "answer": {"ok": false, "why": "taken", "with": {...}}}
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scaffolds.engine.realm import A_CALL, JavaScriptError, Realm

OWNER = "owner"
"""The `who` of a step that is the app's owner."""

Happened = dict[str, Any]


class OddAnswerError(Exception):
    """A rule answered something that no store could take; `key` and `values` say what."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key, self.values = key, values


@dataclass
class Shelf:
    """The rows of all things, who wrote each, and the id that was given last."""

    things: Mapping[str, Any]
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    writers: dict[str, str] = field(default_factory=dict)
    last: str = ""

    def seen_by(self, who: str) -> dict[str, list[dict[str, Any]]]:
        """Rows as a visitor's page gets them: whose they are, and nothing private of somebody else."""
        return {thing: [self._shown(thing, row, who) for row in self.rows.get(thing, [])] for thing in self.things}

    def _shown(self, thing: str, row: dict[str, Any], who: str) -> dict[str, Any]:
        mine = self.writers[row["id"]] == who
        hidden = () if mine or who == OWNER else self.things[thing]["private"]
        return {"id": row["id"], "mine": mine} | {name: value for name, value in row.items() if name not in hidden}

    def take(self, changes: Any, who: str) -> None:
        """Apply what a rule decided; raises `OddAnswerError` where that is no list of changes."""
        if not isinstance(changes, list) or len(changes) > 1000:
            raise OddAnswerError("odd_changes")
        for change in changes:
            self._take_one(change, who)

    def _take_one(self, change: Any, who: str) -> None:
        op, thing = (change.get("op"), change.get("thing")) if isinstance(change, dict) else (None, None)
        if op not in ("add", "change", "remove") or not isinstance(thing, str) or thing not in self.things:
            raise OddAnswerError("odd_changes")
        if op == "add":
            self.add(thing, self._values(thing, change.get("row")), who)
        elif op == "change":
            self._change(self._row(thing, change.get("id"), who), self._values(thing, change.get("row")))
        else:
            row = self._row(thing, change.get("id"), who)
            self.rows[thing].remove(row)

    def add(self, thing: str, values: Mapping[str, Any], who: str, id: str = "") -> None:
        if self.things[thing]["owners"] and who != OWNER:
            raise OddAnswerError("only_owner")
        self.last = id or f"row{len(self.writers) + 1:09d}"
        self.writers[self.last] = who
        self.rows.setdefault(thing, []).append({"id": self.last, **_given(values)})

    def _change(self, row: dict[str, Any], values: Mapping[str, Any]) -> None:
        """Nothing (`null`) empties a field."""
        kept = _given({**row, **values})
        row.clear()
        row.update(kept)

    def _values(self, thing: str, row: Any) -> dict[str, Any]:
        if not isinstance(row, dict):
            raise OddAnswerError("odd_changes")
        for name in row:
            if name not in self.things[thing]["fields"]:
                raise OddAnswerError("no_such_field", field=name[:80], thing=thing)
        return row

    def _row(self, thing: str, id: Any, who: str) -> dict[str, Any]:
        row = next((row for row in self.rows.get(thing, []) if row["id"] == id), None)
        if row is None:
            raise OddAnswerError("no_such_row", thing=thing)
        if self.things[thing]["owners"] and who != OWNER:
            raise OddAnswerError("only_owner")
        if who not in (self.writers[row["id"]], OWNER) and not self.things[thing]["shared"]:
            raise OddAnswerError("not_theirs")
        return row


class Stage:
    """Where the plays of one request are played: a realm a screen, replaced when a play left it broken."""

    def __init__(self, modules: Mapping[str, str], deadline: float) -> None:
        self.modules, self.deadline = modules, deadline
        self._realms: dict[str, Realm] = {}

    def play(self, wanted: Mapping[str, Any]) -> Happened:
        """Play one check; rows are its own."""
        if wanted["module"] not in self.modules:
            return _happened("cannot_read", 0, None)
        if self.left() <= 0:
            return _happened("not_run", 0, None)
        step, answer = 0, None
        try:
            shelf = _shelf(wanted)
            for step, one in enumerate(wanted["steps"], 1):
                answer = self._act(shelf, wanted, one)
                if (key := _judge(one, answer)) != "as_expected":
                    return _happened(key, step, answer, action=one["action"], expected=one["why"])
        except JavaScriptError as error:
            self._realms.pop(wanted["module"], None)
            return _happened(error.key, step, None, message=error.message, action=one["action"])
        except OddAnswerError as error:
            return _happened(error.key, step, None, **error.values)
        return _happened("as_expected", step, answer)

    def left(self) -> float:
        """Seconds that a call may still take."""
        return min(A_CALL, self.deadline - time.monotonic())

    def _realm(self, module: str) -> Realm:
        if module not in self._realms:
            self._realms[module] = Realm(self.modules)
        return self._realms[module]

    def _act(self, shelf: Shelf, wanted: Mapping[str, Any], step: Mapping[str, Any]) -> dict[str, Any]:
        """One person does one thing: the screen's rule decides, then the learner's own, then the rows change."""
        given, who = _filled(step["input"], shelf.last), step["who"]
        app = {"rows": shelf.seen_by(who), "owner": who == OWNER, "now": step["at"]}
        answer = _answer(self._realm(wanted["module"]).call(wanted["module"], step["action"], [given, app], step["at"], self.left()))
        if answer["ok"] and wanted["allow"]:
            sentence = self._asked_own(wanted, [wanted["screen"], step["action"], given, app], step["at"])
            if isinstance(sentence, str):
                return {"ok": False, "own": sentence[:300]}
        if answer["ok"]:
            shelf.take(answer.get("changes", []), who)
        return {key: value for key, value in answer.items() if key in ("ok", "why", "with", "say")}

    def _asked_own(self, wanted: Mapping[str, Any], given: list[Any], at: str) -> Any:
        """What the learner's own rules say; a fault in them is told as theirs."""
        try:
            return self._realm(wanted["module"]).call(wanted["allow"], "allow", given, at, self.left())
        except JavaScriptError as error:
            key = "own_rule_broke" if error.key in ("threw", "no_such_action") else error.key
            raise JavaScriptError(key, error.message, error.line) from None


def _shelf(wanted: Mapping[str, Any]) -> Shelf:
    shelf = Shelf(wanted["things"])
    for seed in wanted["seeds"]:
        shelf.add(seed["thing"], seed["row"], OWNER, seed["id"])
    return shelf


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _answer(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict) or not isinstance(given.get("ok"), bool):
        raise OddAnswerError("odd_answer")
    if not given["ok"] and not isinstance(given.get("why"), str):
        raise OddAnswerError("odd_answer")
    return given


def _judge(step: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    """The key of what came of a step; `as_expected` where it is what the check says."""
    if "own" in answer and (step["expect"] == "done" or step["why"]):
        return "own_rule_refused"
    if step["expect"] == "done":
        return "as_expected" if answer["ok"] else "refused_instead"
    if answer["ok"]:
        return "done_instead"
    return "as_expected" if step["why"] in ("", answer.get("why")) else "other_reason"


def _filled(value: Any, last: str) -> Any:
    """`{"$": "last"}` stands for the id of the row that was added last."""
    if value == {"$": "last"}:
        return last
    if isinstance(value, dict):
        return {key: _filled(one, last) for key, one in value.items()}
    return [_filled(one, last) for one in value] if isinstance(value, list) else value


def _happened(key: str, step: int, answer: Mapping[str, Any] | None, **values: Any) -> Happened:
    return {"passed": key == "as_expected", "key": key, "step": step, "answer": answer, "values": values}
