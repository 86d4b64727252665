"""The rules of every block under attack: values that are no values answer with a refusal, throw nothing, and leave the world as it was."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scaffolds import blocks, generator, modules
from scaffolds.engine.realm import Realm
from scaffolds.spec import AppSpec, Screen, parse
from tests.scaffolds.stage import NOW

ODD: list[Any] = [
    None, "__proto__", [], ["a"], {"toString": 1, "valueOf": 1}, {"constructor": {"prototype": {"x": 1}}}, {"length": 1e9}, True, -1, 1e300, "x" * 20_000, "9999-99-99", "NaN",
]  # fmt: skip

PROBE = """
const rules = require("./rules/SCREEN.js");
const shape = () => [Object.prototype, Array.prototype, String.prototype, Object, Array].map((one) => Object.getOwnPropertyNames(one).length).join();
exports.probe = function (action, app, inputs) {
  const before = shape();
  const kept = JSON.stringify(app);
  return inputs.map((input) => {
    let answer;
    try {
      answer = rules[action](input, app);
    } catch (thrown) {
      return "threw " + thrown + " at " + JSON.stringify(input).slice(0, 80);
    }
    if (shape() !== before) return "changed a prototype";
    if (JSON.stringify(app) !== kept) return "changed the rows in its hand";
    return typeof answer.ok === "boolean" ? "" : "answered oddly";
  }).filter((wrong) => wrong);
};
"""


def example(block: str) -> tuple[AppSpec, Screen]:
    folder = Path(blocks.__file__).parent / block
    spec = parse(json.loads((folder / "example.json").read_text(encoding="utf-8")))
    return spec, next(screen for screen in spec.screens if screen.block == block)


def hand(spec: AppSpec, screen: Screen, owner: bool) -> dict[str, Any]:
    rows: dict[str, list[Any]] = {thing.id: [] for thing in spec.things}
    for number, (thing, row) in enumerate(blocks.of(screen).seeds(spec, screen), 1):
        rows[thing].append({"id": f"seed{number:04}", "mine": owner, **row})
    return {"rows": rows, "owner": owner, "now": NOW}


def inputs(names: list[str], known: list[dict[str, Any]]) -> list[Any]:
    """Odd things as a whole, and in each place of what a person may give."""
    return [*ODD, *({**one, name: odd} for one in known for name in names for odd in ODD)]


@pytest.mark.parametrize("block", blocks.discover())
def test_values_that_are_none_are_refused(block: str) -> None:
    spec, screen = example(block)
    files = {path.removeprefix("public/"): content for path, content in generator.build(spec, "web").items() if path.startswith("public/rules/")}
    source = files[f"rules/{screen.id}.js"].decode()
    code = {path: modules.to_commonjs(content.decode()) for path, content in files.items()}
    realm = Realm(code | {"probe.js": PROBE.replace("SCREEN", screen.id)})
    names = sorted({"id", *re.findall(r"(?:input|given|asked)\.(\w+)", source), *(field.name for thing in spec.things for field in thing.fields)})
    steps = [step for one in spec.checks if one.screen == screen.id for step in one.steps]
    for action in sorted({step.action for step in steps}):
        known = [step.input for step in steps if step.action == action][:1]
        for owner in (True, False):
            app = hand(spec, screen, owner)
            seen = [{**one, "id": row["id"]} for one in known for rows in app["rows"].values() for row in rows[:1]]
            assert realm.call("probe.js", "probe", [action, app, inputs(names, [*known, *seen])], NOW, seconds=20) == []
