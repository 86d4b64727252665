"""From a block's card and a learner's app to a quest: in their words, about their screen, with the cases that are tried and nobody sees."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from scaffolds import blocks
from scaffolds.drill import Call
from scaffolds.quests.card import Card, Said, cards
from scaffolds.quests.shapes import DAYS, SHAPES, About, Case, Shape, js
from scaffolds.quests.wording import words
from scaffolds.spec import AppSpec, Language, Screen, Step, text_of

_USUAL_ID = "row000000001"
_KINDS: Mapping[str, tuple[str, ...]] = {"*text": ("text", "long_text", "person", "place"), "*number": ("number", "money", "rating")}


@dataclass(frozen=True)
class Quest:
    """A small rule that a learner makes for their own app. `id` is `<screen>.<card>`; what is said is in `language`."""

    id: str
    screen: str
    block: str
    card: Card
    about: About
    language: Language
    values: Mapping[str, str]
    steps: tuple[Step, ...]
    """What people did before, and at last the action itself with what the app's own checks put into it."""

    @property
    def shape(self) -> Shape:
        return SHAPES[self.card.shape]

    @property
    def said(self) -> Said:
        return self.card.said[self.language]

    def words(self, which: str) -> str:
        """`name`, `scene`, `rule`, `says` or `doing`, filled with the learner's own words."""
        return filled(getattr(self.said, which), self.values)

    @property
    def function(self) -> str:
        return self.card.function

    @property
    def condition(self) -> str:
        """What only the checks know."""
        return self.shape.right(self.about)

    def code(self, condition: str) -> str:
        """The whole function with a condition in it."""
        return _function(self.function, condition, self.words("says"))

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        return tuple(_told_apart(self.shape.cases(self.about)))

    def call(self, case: Case) -> Call:
        """A case as it is called: (input, app)."""
        base = self.steps[-1]
        given = {key: _USUAL_ID if value == {"$": "last"} else value for key, value in base.input.items()} | dict(case.input)
        now = f"{case.day or base.at[:10]}T{case.clock or base.at[11:16]}"
        return Call(self.function, [given, {"rows": self._rows(given, case), "owner": base.who == "owner", "now": now}], now)

    def _rows(self, given: Mapping[str, Any], case: Case) -> dict[str, Any]:
        if not self.about.thing:
            return {}
        other = given if case.same or not self.about.field else {**given, self.about.field: "?"}
        count = case.mine + case.others or (0 if self.shape.counts else 1)
        return {self.about.thing: [{**other, "id": f"row{n:09d}", "mine": n <= case.mine} for n in range(1, count + 1)]}


def quests_of(spec: AppSpec, language: Language) -> tuple[Quest, ...]:
    """All quests of an app, screen by screen. Pure; made once for a spec and a language."""
    return _made(spec.model_dump_json(), language)


def quest(spec: AppSpec, id: str, language: Language) -> Quest | None:
    """One quest by its id, None where the app has it no more."""
    return next((one for one in quests_of(spec, language) if one.id == id), None)


@lru_cache(maxsize=64)
def _made(spec_json: str, language: Language) -> tuple[Quest, ...]:
    spec = blocks.with_checks(AppSpec.model_validate_json(spec_json))
    return tuple(one for screen in spec.screens for one in _of_screen(spec, screen, language))


def _of_screen(spec: AppSpec, screen: Screen, language: Language) -> Iterator[Quest]:
    for card in cards(screen.block):
        steps = _steps_to(spec, screen, card.action)
        about = _about(spec, screen, card, steps, language) if steps else None
        if about is not None:
            values = _values(spec, screen, card, about, language)
            yield Quest(f"{screen.id}.{card.id}", screen.id, screen.block, card, about, language, values, steps)


def _steps_to(spec: AppSpec, screen: Screen, action: str) -> tuple[Step, ...]:
    """The shortest way of the app's own checks to the action, done by somebody who may; what was refused on the way is left out."""
    ways = (
        tuple(one for one in check.steps[: place + 1] if one.expect == "done")
        for check in spec.checks
        if check.screen == screen.id
        for place, step in enumerate(check.steps)
        if step.action == action and step.expect == "done"
    )
    return min(ways, key=len, default=())


def _about(spec: AppSpec, screen: Screen, card: Card, steps: Sequence[Step], language: Language) -> About | None:
    """None where the screen has no field that the rule could look at."""
    needs, given = SHAPES[card.shape].needs, steps[-1].input
    thing = screen.thing or ""
    field = next((found for wanted in card.field if (found := _field(spec, screen, wanted, given))), "")
    if needs and not field:
        return None
    return About(field=field, thing=thing, n=card.n, word=card.said[language].word)


def _field(spec: AppSpec, screen: Screen, wanted: str, given: Mapping[str, Any]) -> str:
    """A field that the action is given: by its name, or the first of a kind."""
    if not wanted.startswith("*"):
        return wanted if wanted in given else ""
    thing = spec.thing(screen.thing)
    fields = thing.fields if thing else ()
    kinds = _KINDS.get(wanted)
    fitting = (one.name for one in fields if one.name in given and (kinds is None or (one.type in kinds and not one.choices)))
    return next(fitting, "")


def _values(spec: AppSpec, screen: Screen, card: Card, about: About, language: Language) -> dict[str, str]:
    thing = spec.thing(screen.thing)
    found = thing.field(about.field) if thing and about.field else None
    return {
        "title": text_of(spec.title, language), "screen": text_of(screen.label, language),
        "thing": text_of(thing.label, language) if thing else text_of(screen.label, language),
        "field": _as_name(text_of(found.label, language), language) if found else about.field, "n": str(card.n), "word": about.word,
        "day": words(language)["days"][DAYS[card.n % 7]] if card.shape == "weekday" else "",
    }  # fmt: skip


def _as_name(label: str, language: Language) -> str:
    """A label that is a question stands between quotes, so that the sentence around it goes on."""
    if not label.endswith(("?", "？")):
        return label
    return f"「{label}」" if language == "zh-Hant" else f"“{label}”"


def filled(line: str, values: Mapping[str, str]) -> str:
    """`{name}` becomes the value of that name; values are people's words and are not read again."""
    return re.sub(r"\{(\w+)\}", lambda place: values.get(place[1], place[0]), line)


def _function(name: str, condition: str, says: str) -> str:
    return f"export function {name}(input, app) {{\n  if ({condition}) {{\n    return {js(says)};\n  }}\n  return true;\n}}\n"


def _told_apart(cases: Iterator[Case]) -> Iterator[Case]:
    """No case twice, though a case holds a mapping."""
    seen = set()
    for case in cases:
        key = json.dumps([dict(case.input), case.clock, case.day, case.mine, case.others, case.same], sort_keys=True)
        if key not in seen:
            seen.add(key)
            yield case
