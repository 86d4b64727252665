"""Checklist: what is left stands first and large; one tap ticks it off. One list for everybody, or everybody's own ticks."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import Field as Having

from scaffolds.blocks import Block, Guard, Seed, thing_of
from scaffolds.blocks.checklist.checks import checks
from scaffolds.blocks.checklist.items import is_item_field, item_field
from scaffolds.spec import AppSpec, Field, Id, Part, Screen, SpecError, Thing, Word
from scaffolds.wish import Draft, Wish

_DAILY = re.compile(r"every ?day|daily|each day|every (?:morning|night|evening)|每天|每日|每晚|每朝|每早|日日|天天|朝朝|晚晚", re.IGNORECASE)
_OWN_TICKS = re.compile(
    r"\b(?:each (?:student|person|member|one|of us)|everyone's own|their own|individual(?:ly)?)\b|每人|每個人|每个人|各自|自己剔|自己打勾",
    re.IGNORECASE,
)
_TICKED = re.compile(r"done|tick|check|status|finish|完成|剔|打勾|做咗|做了|未做|帶咗|带了", re.IGNORECASE)
_NAMES_ITEM = re.compile(r"item|thing|task|to-?do|what|name|項目|项目|東西|东西|物品|嘢|任務|任务|名稱|名称|事項|事项", re.IGNORECASE)


class Options(Part):
    """Whose ticks count, when the list begins again, and what stands on it at first."""

    shared: bool = True
    """One list for all; else everybody has their own ticks, which nobody else sees but the app's owner."""
    reset: Literal["manual", "daily"] = "manual"
    """`daily`: ticks count for the day on which they were made."""
    starters: Annotated[tuple[Word, ...], Having(max_length=100)] = ()
    """What stands on the list when the app is new."""
    ticks_thing: Id = "tick"
    """The thing that keeps the ticks: `item` (the row's id) and `day`."""


def draft(wish: Wish) -> Draft:
    """Items with the learner's own fields, ticks, and what they listed already."""
    words = BLOCK.said(wish.language)["labels"]
    said = " ".join((wish.brief.problem, wish.brief.goal, wish.brief.keep))
    shared = not _OWN_TICKS.search(said)
    options = {"shared": shared, "reset": "daily" if _DAILY.search(said) else "manual", "starters": _starters(wish), "ticks_thing": "tick"}
    screen = Screen(id="checklist", label=words["screen"], block=BLOCK.id, thing="item", options=options)
    return Draft(things=(_items(wish, words), _ticks(words, private=not shared)), screen=screen)


def _starters(wish: Wish) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for item in wish.facts.items:
        word = " ".join(item.split())[:80]
        if word:
            kept.setdefault(word.casefold(), word)
    return tuple(kept.values())[:100]


def _items(wish: Wish, words: Any) -> Thing:
    """The first field names the item; the learner's others follow. Whether it is done is the tick's to keep, not a field's."""
    own = [field for field in wish.fields if not _TICKED.search(f"{field.name} {_word(field)}")]
    names = [field for field in own if field.type in ("text", "long_text") and _NAMES_ITEM.search(f"{field.name} {_word(field)}")]
    first = names[0] if names else Field(name="name", label=words["item"])
    first = first.model_copy(update={"type": "text", "required": True, "private": False})
    others = tuple(field.model_copy(update={"required": False}) for field in own if field.name != first.name)
    return Thing(id="item", label=words["item"], fields=(first, *others))


def _word(field: Field) -> str:
    return field.label if isinstance(field.label, str) else " ".join(field.label.values())


def _ticks(words: Any, private: bool) -> Thing:
    fields = (
        Field(name="item", label=words["item"], required=True, private=private),
        Field(name="day", label=words["day"], type="date", required=True, private=private),
    )
    return Thing(id="tick", label=words["tick"], fields=fields)


def validate(spec: AppSpec, screen: Screen) -> None:
    """Items need a name that everybody sees; ticks need their two fields, private where they are a person's own."""
    thing = thing_of(spec, screen)
    if not any(map(is_item_field, thing.fields)):
        raise SpecError("thing", f'"{thing.id}" needs a required field of type text that everybody sees: the item\'s name')
    options = Options.model_validate(screen.options)
    ticks = spec.thing(options.ticks_thing)
    if ticks is None or ticks is thing:
        raise SpecError("options.ticks_thing", f'no other thing is called "{options.ticks_thing}"')
    _validate_ticks(ticks, options)


def _validate_ticks(ticks: Thing, options: Options) -> None:
    for name, type in (("item", "text"), ("day", "date")):
        field = ticks.field(name)
        if field is None or field.type != type:
            raise SpecError("options.ticks_thing", f'"{ticks.id}" needs a field "{name}" of type {type}')
        if not options.shared and not field.private:
            raise SpecError("options.ticks_thing", f'own ticks are private: so must "{ticks.id}.{name}" be')
    if ticks.written_by != "everyone":
        raise SpecError("options.ticks_thing", f'everybody ticks, so everyone must write "{ticks.id}"')


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """An item stands on the list once; on a shared list it is ticked once a day."""
    options = Options.model_validate(screen.options)
    thing = thing_of(spec, screen)
    same = Guard(thing.id, (item_field(thing).name,), unique=True)
    ticked = ("item", "day") if options.reset == "daily" else ("item",)
    return (same, Guard(options.ticks_thing, ticked, unique=True) if options.shared else Guard(options.ticks_thing, ticked, limit=1))


def shared(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    """The list is everybody's to keep right; the ticks are so on one list for all."""
    options = Options.model_validate(screen.options)
    return (thing_of(spec, screen).id, *((options.ticks_thing,) if options.shared else ()))


def seeds(spec: AppSpec, screen: Screen) -> tuple[Seed, ...]:
    thing = thing_of(spec, screen)
    name = item_field(thing).name
    usual = {field.name: False for field in thing.fields if field.type == "yes_no"}
    return tuple((thing.id, {**usual, name: word}) for word in Options.model_validate(screen.options).starters)


BLOCK = Block.here(
    __file__, options=Options, draft=draft, checks=checks, validate=validate, guards=guards, seeds=seeds, shared=shared
)  # fmt: skip
