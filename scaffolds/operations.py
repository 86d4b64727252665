"""Edits of a spec. Each is a small frozen value with one method, `apply(spec) -> spec`; the result is checked as a whole.

An operation that cannot be done raises `SpecError` and changes nothing. Undo is the previous revision, so operations
need no inverse of their own. `describe` keys and values let a tutor say in one line what was done.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field as Having
from pydantic import TypeAdapter, ValidationError

from scaffolds import blocks
from scaffolds.faults import first_fault
from scaffolds.spec import AppSpec, Colour, Field, FieldType, Id, Label, Language, Part, Role, Rule, Screen, SpecError, Thing, check, slug_of, text_of
from scaffolds.wish import Draft


class RenameApp(Part):
    """Give the app another title. Its slug moves only while it is still the one made from the old title."""

    op: Literal["rename_app"] = "rename_app"
    title: Label

    def apply(self, spec: AppSpec) -> AppSpec:
        return spec.model_copy(update={"title": self.title, "slug": slug_of(self.title)})


class Recolour(Part):
    """Change the one colour from which all others are derived."""

    op: Literal["recolour"] = "recolour"
    colour: Colour

    def apply(self, spec: AppSpec) -> AppSpec:
        return spec.model_copy(update={"colour": self.colour})


class SetTextSize(Part):
    op: Literal["set_text_size"] = "set_text_size"
    large: bool

    def apply(self, spec: AppSpec) -> AppSpec:
        return spec.model_copy(update={"large_text": self.large})


class SetLanguages(Part):
    """The languages that the app's own words are shown in; the first is the main one."""

    op: Literal["set_languages"] = "set_languages"
    languages: tuple[Language, ...]

    def apply(self, spec: AppSpec) -> AppSpec:
        return spec.model_copy(update={"languages": tuple(dict.fromkeys(self.languages))})


class AddField(Part):
    op: Literal["add_field"] = "add_field"
    thing: Id
    field: Field

    def apply(self, spec: AppSpec) -> AppSpec:
        thing = _thing(spec, self.thing)
        taken = {one.name for one in thing.fields}
        if any(text_of(one.label).casefold() == text_of(self.field.label).casefold() for one in thing.fields):
            raise SpecError(f"{thing.id}.fields", f'"{text_of(self.field.label)}" is there already')
        own = all(one.private for one in thing.fields)  # what is a person's own stays so, whatever is added to it
        added = self.field.model_copy(update={"name": fresh(self.field.name, taken), "private": own or self.field.private})
        return _with_thing(spec, thing.model_copy(update={"fields": (*thing.fields, added)}))


class ChangeField(Part):
    """Change what is given of a field: its label, type, whether it is required or private, its choices."""

    op: Literal["change_field"] = "change_field"
    thing: Id
    name: Id
    label: Label | None = None
    type: FieldType | None = None
    required: bool | None = None
    private: bool | None = None
    choices: tuple[Label, ...] | None = None

    def apply(self, spec: AppSpec) -> AppSpec:
        thing = _thing(spec, self.thing)
        old = _field(thing, self.name)
        changes = self.model_dump(exclude={"op", "thing", "name"}, exclude_none=True)
        new = Field.model_validate(old.model_dump() | changes)
        return _with_thing(spec, thing.model_copy(update={"fields": tuple(new if one is old else one for one in thing.fields)}))


class RemoveField(Part):
    op: Literal["remove_field"] = "remove_field"
    thing: Id
    name: Id

    def apply(self, spec: AppSpec) -> AppSpec:
        thing = _thing(spec, self.thing)
        gone = _field(thing, self.name)
        if len(thing.fields) == 1:
            raise SpecError(f"{thing.id}.fields", "the last one cannot be removed")
        left = _with_thing(spec, thing.model_copy(update={"fields": tuple(one for one in thing.fields if one is not gone)}))
        return _unmentioned(left, thing, gone.name)


class RenameThing(Part):
    op: Literal["rename_thing"] = "rename_thing"
    thing: Id
    label: Label

    def apply(self, spec: AppSpec) -> AppSpec:
        return _with_thing(spec, _thing(spec, self.thing).model_copy(update={"label": self.label}))


class AddScreen(Part):
    """Add what a block drafted: its screen, and the things, rules and roles that come with it."""

    op: Literal["add_screen"] = "add_screen"
    draft: Draft

    def apply(self, spec: AppSpec) -> AppSpec:
        draft = self.draft
        things = {thing.id: fresh(thing.id, {one.id for one in spec.things}) for thing in draft.things}
        screen_id = fresh(draft.screen.id, {one.id for one in spec.screens})
        taken_rules = {one.id for one in spec.rules}
        rules = tuple(rule.model_copy(update={"id": fresh(rule.id, taken_rules), "screen": screen_id}) for rule in draft.rules)
        known_roles = {role.id for role in spec.roles}
        grown = spec.model_copy(
            update={
                "things": (*spec.things, *(thing.model_copy(update={"id": things[thing.id]}) for thing in draft.things)),
                "screens": (*spec.screens, _moved(draft.screen, screen_id, things)),
                "rules": (*spec.rules, *rules),
                "roles": (*spec.roles, *(role for role in draft.roles if role.id not in known_roles)),
            }
        )
        return blocks.linked(grown)


class RenameScreen(Part):
    op: Literal["rename_screen"] = "rename_screen"
    screen: Id
    label: Label

    def apply(self, spec: AppSpec) -> AppSpec:
        return _with_screen(spec, _screen(spec, self.screen).model_copy(update={"label": self.label}))


class RemoveScreen(Part):
    """Remove a screen with its rules and checks, and the things that no other screen shows."""

    op: Literal["remove_screen"] = "remove_screen"
    screen: Id

    def apply(self, spec: AppSpec) -> AppSpec:
        gone = _screen(spec, self.screen)
        if len(spec.screens) == 1:
            raise SpecError("screens", "the last one cannot be removed")
        left = blocks.linked(spec.model_copy(update={"screens": tuple(one for one in spec.screens if one is not gone)}))
        shown = {id for screen in left.screens for id in _things_of(screen)}
        only_its = _things_of(gone) - shown
        return left.model_copy(
            update={
                "things": tuple(one for one in left.things if one.id not in only_its),
                "rules": tuple(one for one in left.rules if one.screen != gone.id),
                "checks": tuple(one for one in left.checks if one.screen != gone.id),
            }
        )


class SetOption(Part):
    op: Literal["set_option"] = "set_option"
    screen: Id
    option: str
    value: Any

    def apply(self, spec: AppSpec) -> AppSpec:
        screen = _screen(spec, self.screen)
        return _with_screen(spec, screen.model_copy(update={"options": {**screen.options, self.option: self.value}}))


class SetRule(Part):
    """Add a rule to a screen, or change the one of its kind that is there."""

    op: Literal["set_rule"] = "set_rule"
    screen: Id
    kind: str
    options: dict[str, Any] = {}
    says: str = ""

    def apply(self, spec: AppSpec) -> AppSpec:
        screen = _screen(spec, self.screen)
        kept = tuple(one for one in spec.rules if (one.screen, one.kind) != (screen.id, self.kind))
        id = fresh(f"{screen.id}_{self.kind}"[:40], {one.id for one in kept})
        return spec.model_copy(update={"rules": (*kept, Rule(id=id, screen=screen.id, kind=self.kind, options=self.options, says=self.says))})


class RemoveRule(Part):
    op: Literal["remove_rule"] = "remove_rule"
    rule: Id

    def apply(self, spec: AppSpec) -> AppSpec:
        if self.rule not in {one.id for one in spec.rules}:
            raise SpecError("rules", f'there is no rule "{self.rule}"')
        return spec.model_copy(update={"rules": tuple(one for one in spec.rules if one.id != self.rule)})


class SetRole(Part):
    """Name those who use the app, in the learner's word."""

    op: Literal["set_role"] = "set_role"
    role: Role

    def apply(self, spec: AppSpec) -> AppSpec:
        return spec.model_copy(update={"roles": (*(one for one in spec.roles if one.id != self.role.id), self.role)})


Operation = Annotated[
    RenameApp | Recolour | SetTextSize | SetLanguages | AddField | ChangeField | RemoveField | RenameThing | AddScreen | RenameScreen
    | RemoveScreen | SetOption | SetRule | RemoveRule | SetRole,
    Having(discriminator="op"),
]  # fmt: skip
OPERATION: TypeAdapter[Operation] = TypeAdapter(Operation)


def apply(spec: AppSpec, operations: Iterable[Operation]) -> AppSpec:
    """Do all of them or none, check the whole, and make the acceptance checks anew. Raises `SpecError`."""
    for operation in operations:
        try:
            spec = check(AppSpec.model_validate(operation.apply(spec).model_dump()))
        except ValidationError as error:
            raise first_fault(error) from None
    return blocks.with_checks(spec)


def fresh(id: str, taken: set[str]) -> str:
    """`id`, or `id_2`, `id_3`, ... where it is taken."""
    found, n = id, 1
    while found in taken:
        n += 1
        found = f"{id[:36]}_{n}"
    return found


def _things_of(screen: Screen) -> set[str]:
    """The things that a screen shows: its own, and those that its options name (a quiz keeps scores)."""
    named = {value for key, value in screen.options.items() if key.endswith("_thing") and isinstance(value, str)}
    return named | ({screen.thing} if screen.thing else set())


def _moved(screen: Screen, id: str, things: dict[str, str]) -> Screen:
    """The screen under its new id, its options naming the things by theirs; those that it left unsaid name some too."""
    whole = _whole_options(screen)
    options = {key: things.get(value, value) if key.endswith("_thing") and isinstance(value, str) else value for key, value in whole.items()}
    return screen.model_copy(update={"id": id, "thing": things.get(screen.thing or "", screen.thing), "options": options})


def _whole_options(screen: Screen) -> dict[str, Any]:
    block = blocks.discover().get(screen.block)
    try:
        return block.options.model_validate(screen.options).model_dump(mode="json") if block else screen.options
    except ValidationError:  # told with its place when the whole is checked
        return screen.options


def _thing(spec: AppSpec, id: str) -> Thing:
    found = spec.thing(id)
    if found is None:
        raise SpecError("things", f'no thing is called "{id}"')
    return found


def _unmentioned(spec: AppSpec, thing: Thing, field: str) -> AppSpec:
    """What named a field that is gone: an option begins again at its default, a rule does without it or goes too."""
    showing = {screen.id for screen in spec.screens if screen.thing == thing.id}
    screens = tuple(
        screen.model_copy(update={"options": {key: value for key, value in screen.options.items() if value != field}})
        if screen.id in showing
        else screen
        for screen in spec.screens
    )
    rules = tuple(_without(rule, field) if rule.screen in showing else rule for rule in spec.rules)
    return spec.model_copy(update={"screens": screens, "rules": tuple(rule for rule in rules if rule.options.get("fields") != [])})


def _without(rule: Rule, field: str) -> Rule:
    names = rule.options.get("fields")
    return rule.model_copy(update={"options": {**rule.options, "fields": [name for name in names if name != field]}}) if names else rule


def _field(thing: Thing, name: str) -> Field:
    found = thing.field(name)
    if found is None:
        raise SpecError(f"{thing.id}.fields", f'no field is called "{name}"')
    return found


def _screen(spec: AppSpec, id: str) -> Screen:
    found = spec.screen(id)
    if found is None:
        raise SpecError("screens", f'no screen is called "{id}"')
    return found


def _with_thing(spec: AppSpec, thing: Thing) -> AppSpec:
    return spec.model_copy(update={"things": tuple(thing if one.id == thing.id else one for one in spec.things)})


def _with_screen(spec: AppSpec, screen: Screen) -> AppSpec:
    return spec.model_copy(update={"screens": tuple(screen if one.id == screen.id else one for one in spec.screens)})
