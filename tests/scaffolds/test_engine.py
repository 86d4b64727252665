"""The engine meets what strangers send: it answers, in time, and lives on. Which limit stopped a request is told by the engine, not by a clock of the test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from scaffolds.engine.process import Engine, EngineError

GOOD = "exports.add = (input) => ({ ok: true, changes: [{ op: 'add', thing: 'book', row: { title: input.title } }] });"
LONGEST = 120.0
"""Seconds that a busy machine may take for what has limits of its own inside."""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = Engine(workers=2)
    yield made
    made.close()


def step(action: str = "add", **changes: Any) -> dict[str, Any]:
    return {"action": action, "who": "a", "at": "2026-03-02T08:00", "input": {"title": "Emma"}, "expect": "done", "why": "", **changes}


def a_play(*steps: dict[str, Any], allow: bool = False, **thing: Any) -> dict[str, Any]:
    things = {"book": {"fields": ["title", "note"], "private": ["note"], "shared": False, "owners": False, **thing}}
    allows = "my_rules.js" if allow else None
    return {"screen": "books", "module": "rules/books.js", "allow": allows, "things": things, "seeds": [], "steps": list(steps)}


def played(engine: Engine, rules: str, *steps: dict[str, Any], own: str | None = None, seconds: float = LONGEST, **thing: Any) -> dict[str, Any]:
    modules = {"rules/books.js": rules} | ({"my_rules.js": own} if own is not None else {})
    answer: dict[str, Any] = engine.run({}, modules, [a_play(*(steps or (step(),)), allow=own is not None, **thing)], seconds)["plays"][0]
    return answer


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("for (;;) {}", "took_too_long"),
        ("for (;;) try { for (;;) {} } catch (e) {}", "took_too_long"),
        ("/^(a+)+$/.test('a'.repeat(40) + 'b');", "took_too_long"),
        ("throw { toString() { for (;;) {} } };", "took_too_long"),
        ("const a = []; for (;;) a.push(new Uint8Array(4e6));", "too_much_memory"),
        ("new ArrayBuffer(1e10);", "threw"),
        ("(function f() { return f() + 1; })();", "threw"),
        ("JSON.parse('['.repeat(1e6));", "threw"),
        ("let a = ;", "threw"),
        ("require('../../../etc/passwd');", "threw"),
        ("Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0);", "threw"),
        ("exports.add = () => ({ ok: true, say: 'x'.repeat(3e6) });", "threw"),
        ("exports.add = () => Promise.resolve(1);", "odd_answer"),
        ("exports.add = () => undefined;", "odd_answer"),
        ("exports.add = () => ({ ok: false });", "odd_answer"),
        ("delete exports.add;", "no_such_action"),
        ("exports.add = () => ({ ok: true, changes: 7 });", "odd_changes"),
        ("exports.add = () => ({ ok: true, changes: [{ op: 'add', thing: 'cat', row: {} }] });", "odd_changes"),
        ("exports.add = () => ({ ok: true, changes: [{ op: 'add', thing: 'book', row: { __proto__x: 1 } }] });", "no_such_field"),
        ("exports.add = () => ({ ok: true, changes: [{ op: 'remove', thing: 'book', id: 'x' }] });", "no_such_row"),
    ],
)
def test_what_attacks_is_told_and_the_engine_lives_on(engine: Engine, code: str, key: str) -> None:
    assert played(engine, f"{GOOD}\n{code}")["key"] == key
    assert played(engine, GOOD)["passed"]


def test_what_no_limit_inside_stops_is_killed_from_outside() -> None:
    engine = Engine(workers=1)
    with pytest.raises(EngineError) as caught:
        played(engine, "Array(1e9).join('x');", seconds=0.5)
    assert caught.value.late, "it was neither waited for nor did it die by itself"
    assert played(engine, GOOD)["passed"]
    engine.close()


def test_plays_that_never_end_share_one_time(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call has a second of the processor, so that no more than three begin in three seconds, on however slow a machine."""
    monkeypatch.setattr("scaffolds.engine.process._OVERTIME", LONGEST)
    plays = [a_play(step()) for _ in range(20)]
    answers = engine.run({}, {"rules/books.js": "for (;;) {}"}, plays, seconds=3)["plays"]
    keys = [answer["key"] for answer in answers]
    begun = keys.count("took_too_long")
    assert 1 <= begun <= 4 and keys[begun:] == ["not_run"] * (20 - begun), "the last may have what was left over"


def test_a_request_cannot_change_the_world_of_the_next(engine: Engine) -> None:
    spoilt = "Object.prototype.ok = true; JSON.stringify = () => '{}'; Array.prototype.push = null; globalThis.Function = null;"
    played(engine, GOOD + spoilt)
    look = "exports.add = () => ({ ok: !({}).ok && typeof Function === 'function' && typeof [].push === 'function' });"
    for _ in range(3):
        assert played(engine, look)["passed"]


def test_nothing_of_the_host_is_within_reach(engine: Engine) -> None:
    names = ["process", "require", "os", "std", "print", "console", "fetch", "setTimeout", "performance", "scriptArgs", "gc"]
    seen = f"exports.add = () => ({{ ok: false, why: {names}.filter((name) => typeof globalThis[name] !== 'undefined').join() }});"
    assert played(engine, seen, step(expect="refused"))["answer"]["why"] == ""


def test_the_process_has_no_secrets_and_opens_no_file(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("/proc is Linux's")
    monkeypatch.setenv("OPENAI_API_KEY", "not-a-key")
    mine = Engine(workers=1)
    mine.run({})
    process = mine._workers[0]._process
    assert process is not None
    assert Path(f"/proc/{process.pid}/environ").read_bytes().rstrip(b"\0") == b"TZ=UTC"
    limits = Path(f"/proc/{process.pid}/limits").read_text()
    assert "Max open files            3 " in limits and "Max file size             0 " in limits
    mine.close()


def test_a_dead_worker_is_replaced(engine: Engine) -> None:
    mine = Engine(workers=1)
    assert played(mine, GOOD)["passed"]
    process = mine._workers[0]._process
    assert process is not None
    process.kill()
    process.wait()
    assert played(mine, GOOD)["passed"]
    mine.close()


def test_threads_share_the_engine(engine: Engine) -> None:
    with ThreadPoolExecutor(6) as pool:
        rules = [GOOD.replace("input.title", f"'{n}'") + f"exports.look = () => ({{ ok: false, why: 'w{n}' }});" for n in range(12)]
        whys = pool.map(lambda one: played(engine, one, step("look", expect="refused"))["answer"]["why"], rules)
        assert list(whys) == [f"w{n}" for n in range(12)]


def test_no_clock_and_no_chance(engine: Engine) -> None:
    odd = "exports.add = () => ({ ok: false, why: [new Date().toISOString(), Date.now(), Math.random(), new Date(2026, 0, 1).getDay()].join() });"
    first, second = (played(engine, odd)["answer"]["why"] for _ in range(2))
    assert first == second
    assert first.startswith("2026-03-02T08:00:00.000Z")
    assert first.endswith(",4")


class TestPlaying:
    """Rows, people and steps."""

    RULES = (
        GOOD
        + """
        exports.remove = (input) => ({ ok: true, changes: [{ op: 'remove', thing: 'book', id: input.id }] });
        exports.note = (input) => ({ ok: true, changes: [{ op: 'change', thing: 'book', id: input.id, row: { note: input.note } }] });
        exports.see = (input, app) => ({ ok: false, why: JSON.stringify(app.rows.book) + app.owner + app.now });
    """
    )

    def see(self, engine: Engine, who: str, *before: dict[str, Any], **thing: Any) -> str:
        return str(played(engine, self.RULES, *before, step("see", who=who, expect="refused"), **thing)["answer"]["why"])

    def test_rows_are_mine_or_not_and_private_fields_are_seen_by_writer_and_owner(self, engine: Engine) -> None:
        before = (step(), step("note", input={"id": {"$": "last"}, "note": "mine"}))
        assert '"mine":true' in self.see(engine, "a", *before) and '"note":"mine"' in self.see(engine, "a", *before)
        assert '"mine":false' in self.see(engine, "b", *before) and "note" not in self.see(engine, "b", *before)
        assert '"mine":false' in self.see(engine, "owner", *before) and '"note":"mine"' in self.see(engine, "owner", *before)
        assert self.see(engine, "owner").endswith("true2026-03-02T08:00")

    def test_null_empties_a_field_and_remove_removes(self, engine: Engine) -> None:
        emptied = (step(), step("note", input={"id": {"$": "last"}, "note": "x"}), step("note", input={"id": {"$": "last"}, "note": None}))
        assert "note" not in self.see(engine, "a", *emptied)
        assert self.see(engine, "a", step(), step("remove", input={"id": {"$": "last"}})).startswith("[]")

    def test_what_the_store_would_refuse_is_a_fault_of_the_rule(self, engine: Engine) -> None:
        others = (step(), step("remove", who="b", input={"id": {"$": "last"}}))
        assert played(engine, self.RULES, *others)["key"] == "not_theirs"
        assert played(engine, self.RULES, *others, shared=True)["passed"]
        assert played(engine, self.RULES, step(), owners=True)["key"] == "only_owner"
        assert played(engine, self.RULES, step(who="owner"), owners=True)["passed"]

    def test_expectations(self, engine: Engine) -> None:
        no = "exports.add = () => ({ ok: false, why: 'taken', with: { name: 'Chan' } });"
        assert played(engine, no, step(expect="refused"))["passed"]
        assert played(engine, no, step(expect="refused", why="taken"))["passed"]
        assert played(engine, no, step(expect="refused", why="past"))["key"] == "other_reason"
        assert played(engine, no, step())["key"] == "refused_instead"
        assert played(engine, GOOD, step(expect="refused"))["key"] == "done_instead"

    def test_the_learners_own_rules_are_asked_after_a_yes(self, engine: Engine) -> None:
        own = "exports.allow = (screen, action, input, app) => input.title === 'Emma' ? screen + ' ' + action + ': no Emma' : true;"
        refused = played(engine, GOOD, own=own)
        assert (refused["key"], refused["answer"]) == ("own_rule_refused", {"ok": False, "own": "books add: no Emma"})
        assert played(engine, GOOD, step(input={"title": "Ulysses"}), own=own)["passed"]
        assert played(engine, GOOD, step(expect="refused"), own=own)["passed"]
        assert played(engine, GOOD, own="exports.allow = () => { throw new Error('oh'); };")["key"] == "own_rule_broke"
        assert played(engine, GOOD, own="exports.allow = () => { for (;;) {} };")["key"] == "took_too_long"

    def test_one_plays_rows_are_not_anothers(self, engine: Engine) -> None:
        plays = [a_play(step(), step("see", expect="refused")) for _ in range(2)]
        answers = engine.run({}, {"rules/books.js": self.RULES}, plays)["plays"]
        assert [answer["answer"]["why"].count('"id"') for answer in answers] == [1, 1]

    def test_seeds_are_the_owners_rows(self, engine: Engine) -> None:
        wanted = a_play(step("see", expect="refused")) | {"seeds": [{"thing": "book", "id": "seed0001", "row": {"title": "Atlas"}}]}
        why = engine.run({}, {"rules/books.js": self.RULES}, [wanted])["plays"][0]["answer"]["why"]
        assert '{"id":"seed0001","mine":false,"title":"Atlas"}' in why
