"""A stage for a screen's rules: people act one after another over rows in the hand, in the engine that proofs use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scaffolds import blocks, generator, modules, proof
from scaffolds.engine.play import OWNER, Shelf
from scaffolds.engine.realm import Realm
from scaffolds.spec import AppSpec, Language, Rule, Thing, check
from scaffolds.wish import Draft, Wish

NOW = "2026-03-02T08:00"


def app_of(block: str, wish: Wish | None = None, **changes: Any) -> AppSpec:
    """A whole app of one screen, drafted by a block. `changes`: `options`, `rules`, `things` of the draft."""
    wish = wish or Wish()
    draft = _changed(blocks.discover()[block].draft(wish), **changes)
    spec = AppSpec(title="Ours", languages=(wish.language,), things=draft.things, screens=(draft.screen,), rules=draft.rules)
    return blocks.with_checks(check(spec))


def _changed(
    draft: Draft, options: Mapping[str, Any] | None = None, rules: tuple[Rule, ...] | None = None, things: tuple[Thing, ...] | None = None
) -> Draft:
    screen = draft.screen.model_copy(update={"options": {**draft.screen.options, **(options or {})}})
    return draft.model_copy(update={"screen": screen, "rules": draft.rules if rules is None else rules, "things": things or draft.things})


def failures(spec: AppSpec) -> list[str]:
    """What the proof finds wrong with the web build of an app."""
    report = proof.prove(generator.build(spec, "web"), spec, "web")
    return [f"{one.check.id}: {one.key}" for one in report.results if not one.passed] + [str(problem) for problem in report.problems]


def words_of(block: str, key: str, language: Language = "en") -> str:
    return blocks.discover()[block].word(key, language)


class Stage:
    """The screen of an app of one screen, with its seeds."""

    def __init__(self, spec: AppSpec) -> None:
        screen = spec.screens[0]
        files = generator.build(spec, "web")
        sources = {name: files[f"public/rules/{name}.js"].decode() for name in (screen.id, "fields")}
        self._realm = Realm({f"rules/{name}.js": modules.to_commonjs(source) for name, source in sources.items()})
        self._module = f"rules/{screen.id}.js"
        shared = blocks.of(screen).shared(spec, screen)
        self.shelf = Shelf({thing.id: _held(thing, thing.id in shared) for thing in spec.things})
        for number, (thing, row) in enumerate(blocks.of(screen).seeds(spec, screen), 1):
            self.shelf.add(thing, row, OWNER, f"seed{number:04}")

    def act(self, action: str, given: Any = None, who: str = "a", now: str = NOW) -> dict[str, Any]:
        """Do one thing; what the rule allows is applied, as far as a store would."""
        answer: dict[str, Any] = self.ask(action, given, self.app(who, now))
        if answer["ok"]:
            self.shelf.take(answer["changes"], who)
        return answer

    def ask(self, function: str, *given: Any) -> Any:
        return self._realm.call(self._module, function, list(given), NOW)

    def app(self, who: str = "a", now: str = NOW) -> dict[str, Any]:
        return {"rows": self.shelf.seen_by(who), "owner": who == OWNER, "now": now}


def _held(thing: Thing, shared: bool) -> dict[str, Any]:
    names = [field.name for field in thing.fields]
    private = [field.name for field in thing.fields if field.private]
    return {"fields": names, "private": private, "shared": shared, "owners": thing.written_by == "owner"}
