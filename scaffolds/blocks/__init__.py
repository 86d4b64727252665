"""The blocks: what one screen of an app can do. A block is a folder here that declares itself in one `BLOCK`.

    blocks/<id>/
      __init__.py     BLOCK = Block.here(__file__, options=..., draft=..., checks=..., ...)
      block.toml      emoji, names, phrases that people say, questions: each in every language
      words.toml      what its screens say, in every language
      rules.js.j2     what it decides: plain functions that touch no page (see docs/explanation/apps.md)
      web.js.j2       the view on a platform; blocks without a view for a platform are not offered there
      weixin.wxml.j2  weixin.js.j2 ...
      web/*.js        modules of its own beside the view, the same in every app: public/parts/<id>/; weixin/*.js *.wxml *.wxss: parts/<id>/
      shared/*.js     such modules that touch no page, for all platforms
    picture.svg.j2  its scene in an app's picture (see scaffolds/picture); without one its icon is shown
    example.json    a small real app of which it is the main screen
    tests/          its rules tried, and journey.py: what a person does on such a screen

Adding a block is adding a folder: `discover` finds it, and the contract tests run on it.
"""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scaffolds import platforms
from scaffolds.spec import AppSpec, Check, Language, Part, Rule, Screen, SpecError, Thing, place_of, reason_of
from scaffolds.wish import Draft, Wish


class NoOptions(Part):
    """For a block or a rule that has nothing to set."""


@dataclass(frozen=True)
class Guard:
    """What the store holds to, whatever the page decided: it is checked in the transaction that writes.

    `unique`: no two rows of `thing` agree in all these fields. `limit`: at most `limit` rows of a visitor that agree in `fields`
    (none: rows in all). `overlap`: (day, start, end) fields; no two rows that agree in `fields` may overlap in time.
    `owner`: a visitor writes none of these fields, not even in their own row, but for the words of `at_first` in a new row and those of `later` in a change.
    `others`: of somebody else's row on a shared list, visitors change these fields alone, and take none away.
    """

    thing: str
    fields: tuple[str, ...] = ()
    unique: bool = False
    limit: int | None = None
    overlap: tuple[str, str, str] | None = None
    week_of: str | None = None
    """A date field: for a `limit`, only rows of the same week (Monday to Sunday) are counted."""
    owner: bool = False
    at_first: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    others: bool = False


Seed = tuple[str, dict[str, Any]]
"""A thing's id and a row of it (without `id` and `mine`) that a new app starts with."""


def nothing_to_add(spec: AppSpec, screen: Screen) -> None:
    """The default `validate`: the options' own model has said it all."""


def no_guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    return ()


def no_seeds(spec: AppSpec, screen: Screen) -> tuple[Seed, ...]:
    """The default `seeds`: the app starts empty."""
    return ()


def none_shared(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    """The default `shared`: what somebody wrote stays theirs."""
    return ()


def no_names(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    """The default `libraries`, `permissions` and `sources`: the screen asks for none."""
    return ()


def no_extras(spec: AppSpec, screen: Screen, platform: str) -> Mapping[str, bytes]:
    """The default `extras`: a screen is its view and its rules."""
    return {}


def alone(spec: AppSpec, screen: Screen) -> Screen:
    """The default `link`: the screen has nothing to do with the others."""
    return screen


class Block:
    """A block as the rest of the program sees it: its folder, what people say of it, and the parts that its module declares.

    The module is imported when one of its parts is first asked for: a chat that begins needs to know what each block is called, and no more.
    """

    folder: Path
    options: type[Part]
    draft: Callable[[Wish], Draft]
    """The first thing, screen and rules of such a screen, from what the learner said."""
    checks: Callable[[AppSpec, Screen], tuple[Check, ...]]
    """The acceptance checks that fit the screen as it is now, at least one of them an edge."""
    rules: Mapping[str, type[Part]]
    """The kinds of rule that it offers, each with the model of its options."""
    validate: Callable[[AppSpec, Screen], None]
    """Raises `SpecError` with a place relative to the screen, such as `thing`."""
    guards: Callable[[AppSpec, Screen], tuple[Guard, ...]]
    seeds: Callable[[AppSpec, Screen], tuple[Seed, ...]]
    """Rows that are there when the store is first made, in their order, written by the owner."""
    shared: Callable[[AppSpec, Screen], tuple[str, ...]]
    """Ids of the things whose rows everyone may change and remove, as on a shared list; else only the writer and the owner may."""
    link: Callable[[AppSpec, Screen], Screen]
    """The screen as it should be beside the others of the app: asked whenever screens come or go, before `validate`."""
    libraries: Callable[[AppSpec, Screen], tuple[str, ...]]
    """Names of the vendored libraries that the screen may load (a platform's `libraries/`)."""
    permissions: Callable[[AppSpec, Screen], tuple[str, ...]]
    """What the screen asks the browser for, by its name in Permissions-Policy: `camera`, `geolocation`, ..."""
    sources: Callable[[AppSpec, Screen], tuple[str, ...]]
    """Other addresses that pictures may come from, such as `https://tile.example.org`."""
    extras: Callable[[AppSpec, Screen, str], Mapping[str, bytes]]
    """More files of the app on a platform, by path inside its folder."""

    def __init__(self, folder: Path, **parts: Any) -> None:
        self.folder = folder
        self.__dict__.update(parts)

    @classmethod
    def here(
        cls, file: str, *, options: type[Part], draft: Callable[[Wish], Draft], checks: Callable[[AppSpec, Screen], tuple[Check, ...]], **more: Any
    ) -> Block:
        """Declare the block whose `__init__.py` is `file`. What is left out is `USUAL`."""
        if odd := more.keys() - USUAL.keys():
            raise TypeError(f"a block has no {sorted(odd)}")
        return cls(Path(file).parent, options=options, draft=draft, checks=checks, **{**USUAL, **more})

    def __getattr__(self, name: str) -> Any:
        """A part that is not there yet comes with the module."""
        if name.startswith("__") or name not in Block.__annotations__ or "options" in self.__dict__:
            raise AttributeError(name)
        declared: Block = importlib.import_module(f"{__name__}.{self.id}").BLOCK
        self.__dict__.update({part: value for part, value in vars(declared).items() if part in Block.__annotations__})
        return self.__dict__[name]

    @property
    def id(self) -> str:
        return self.folder.name

    @cached_property
    def card(self) -> Mapping[str, Any]:
        """`block.toml`: how people speak of the block."""
        return tomllib.loads((self.folder / "block.toml").read_text(encoding="utf-8"))

    @cached_property
    def words(self) -> Mapping[Language, Mapping[str, str]]:
        """`words.toml`: what its screens say, by language and key."""
        read: dict[Any, Any] = tomllib.loads((self.folder / "words.toml").read_text(encoding="utf-8"))
        return read

    @property
    def emoji(self) -> str:
        return str(self.card["emoji"])

    def said(self, language: Language) -> Mapping[str, Any]:
        """Name, sentence, phrases, predict question in a language, in English where it has none yet."""
        said: Mapping[str, Any] = self.card.get(language) or self.card["en"]
        return said

    def word(self, key: str, language: Language) -> str:
        return self.words.get(language, {}).get(key) or self.words["en"][key]

    def supports(self, platform: str) -> bool:
        """Whether it has a view for a platform, by the platform's id."""
        return any(self.folder.glob(f"{platforms.discover()[platform].views}.*"))


USUAL: Mapping[str, Any] = {
    "rules": {}, "validate": nothing_to_add, "guards": no_guards, "seeds": no_seeds, "shared": none_shared, "link": alone,
    "libraries": no_names, "permissions": no_names, "sources": no_names, "extras": no_extras,
}  # fmt: skip
"""What a block is that says nothing of it."""


@cache
def discover() -> Mapping[str, Block]:
    """Every block there is, by id, in the order of their `order` in `block.toml`; a folder without one is not a block yet."""
    found = [Block(card.parent) for card in Path(__file__).parent.glob("*/block.toml")]
    return {block.id: block for block in sorted(found, key=lambda block: (block.card.get("order", 99), block.id))}


def of(screen: Screen) -> Block:
    """The block of a screen of a spec that was checked."""
    return discover()[screen.block]


def rule_options(rule: Rule, block: Block) -> Part:
    """The rule's options as the block's own model."""
    return block.rules[rule.kind].model_validate(rule.options)


def options_of(screen: Screen) -> Any:
    """The screen's options as its block's own model."""
    return of(screen).options.model_validate(screen.options)


def thing_of(spec: AppSpec, screen: Screen) -> Thing:
    """The thing that a screen of a checked spec shows."""
    thing = spec.thing(screen.thing)
    if thing is None:
        raise SpecError("thing", "this screen needs a thing to show")
    return thing


def check(spec: AppSpec) -> AppSpec:
    """Let each block check its screens and rules; returns the spec with all options written out. Raises `SpecError`."""
    screens = tuple(_check_screen(spec, i, screen) for i, screen in enumerate(spec.screens))
    rules = tuple(_check_rule(spec, i, rule) for i, rule in enumerate(spec.rules))
    whole = spec.model_copy(update={"screens": screens, "rules": rules})
    for i, screen in enumerate(whole.screens):
        try:
            of(screen).validate(whole, screen)
        except SpecError as error:
            raise SpecError(f"screens[{i}]" + (f".{error.place}" if error.place else ""), error.reason) from None
    return whole


def linked(spec: AppSpec) -> AppSpec:
    """The spec with each screen as it should be beside the others: a map finds the bookings, and lets go of those that are gone."""
    for screen in spec.screens:
        new = of(screen).link(spec, screen)
        if new is not screen:
            spec = spec.model_copy(update={"screens": tuple(new if one.id == screen.id else one for one in spec.screens)})
    return spec


def _check_screen(spec: AppSpec, i: int, screen: Screen) -> Screen:
    block = discover().get(screen.block)
    if block is None:
        raise SpecError(f"screens[{i}].block", f'there is no block "{screen.block[:40]}"')
    if screen.thing is not None and spec.thing(screen.thing) is None:
        raise SpecError(f"screens[{i}].thing", f'no thing is called "{screen.thing}"')
    return screen.model_copy(update={"options": _whole(block.options, screen.options, f"screens[{i}].options")})


def _check_rule(spec: AppSpec, i: int, rule: Rule) -> Rule:
    screen = spec.screen(rule.screen)
    block = discover()[screen.block] if screen else None
    if block is None or rule.kind not in block.rules:
        raise SpecError(f"rules[{i}].kind", f'the screen "{rule.screen}" has no rule "{rule.kind[:40]}"')
    return rule.model_copy(update={"options": _whole(block.rules[rule.kind], rule.options, f"rules[{i}].options")})


def _whole(model: type[Part], options: Mapping[str, Any], place: str) -> dict[str, Any]:
    try:
        return model.model_validate(options).model_dump(mode="json")
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise SpecError(".".join(filter(None, [place, place_of(first["loc"])])), reason_of(first)) from None


def schemas() -> dict[str, Any]:
    """JSON Schemas of all options and rules, by `<block>.options` and `<block>.rules.<kind>`."""
    found: dict[str, Any] = {}
    for block in discover().values():
        found[f"{block.id}.options"] = block.options.model_json_schema()
        found |= {f"{block.id}.rules.{kind}": model.model_json_schema() for kind, model in block.rules.items()}
    return found


def with_checks(spec: AppSpec) -> AppSpec:
    """The spec with its acceptance checks made anew from what the screens are now; the learner's own are kept."""
    made = tuple(one for screen in spec.screens for one in of(screen).checks(spec, screen))
    ids = {one.id for one in made}
    own = tuple(one for one in spec.checks if one.id.startswith("own_") and one.id not in ids)
    return replace_checks(spec, made + own)


def replace_checks(spec: AppSpec, checks: tuple[Check, ...]) -> AppSpec:
    return spec.model_copy(update={"checks": checks})


__all__ = ["Block", "Guard", "NoOptions", "Seed", "check", "discover", "linked", "of", "options_of", "rule_options", "thing_of", "with_checks"]
