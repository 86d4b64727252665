"""What can be set on a story, what its things must have, and what its store holds to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field as Having
from pydantic import model_validator

from scaffolds import blocks
from scaffolds.blocks import Guard, Seed, thing_of
from scaffolds.blocks.story import scenery, tale, told
from scaffolds.screens import field_of, fields_code
from scaffolds.spec import AppSpec, Id, Label, Language, Part, Screen, Sentence, SpecError, Thing, Word
from scaffolds.templates import Code

NEEDED = {"name": ("text",), "text": ("long_text",)}
MORE = {"picture": ("text",), "photo": ("photo",), "background": ("choice",), "sound": ("choice",), "ending": ("yes_no",)}
OF_CHOICE = {"scene": True, "label": True, "to": False, "needs": False, "gives": False}
"""Fields of type text that a choice has, and whether each must be given."""


class Options(Part):
    """How the first story begins and where its parts are kept."""

    begin_with_tale: bool = True
    """A new app has a tiny story that can be read and changed at once."""
    opening: Sentence = ""
    """The first sentences of that story, in the learner's words."""
    ways: Annotated[tuple[Word, ...], Having(max_length=2)] = ()
    """Its first two choices, in the learner's words."""
    scenes: Annotated[tuple[told.Scene, ...], Having(max_length=40)] = ()
    """The learner's own story, told instead of the tiny one."""
    choice_thing: Id = "choice"
    """What leads from scene to scene."""
    reading_thing: Id = "reading"
    """Where a reader is: `path` (ids of the choices taken) and `seen` (ids of scenes); private."""

    @model_validator(mode="after")
    def _holds_together(self) -> Options:
        told.check_told(self.scenes)
        return self

    def choice_fields(self, spec: AppSpec) -> Code:
        """The fields of a choice as code, for the template of the rules."""
        thing = spec.thing(self.choice_thing)
        return fields_code([field_of(field, spec) for field in thing.fields] if thing else [])

    def drawn(self, fields: Sequence[Mapping[str, Any]], name: str, language: Language) -> dict[str, str]:
        """Which drawing or sound a word of the field `name` means."""
        choices: list[Label] = next((list(field["choices"]) for field in fields if field["name"] == name), [])
        return scenery.drawn(choices, scenery.KINDS[name], language)


def validate(spec: AppSpec, screen: Screen) -> None:
    """Scenes have a name and a text, choices name scenes; both are written by the same people; where one reads is private."""
    thing = thing_of(spec, screen)
    for name, types in (NEEDED | MORE).items():
        field = thing.field(name)
        if field is None and name in NEEDED:
            raise SpecError("thing", f'"{thing.id}" needs a required field "{name}" of type {" or ".join(types)}')
        if field is not None and (field.type not in types or field.private or field.required != (name in NEEDED)):
            raise SpecError("thing", f'the field "{name}" of "{thing.id}" must be of type {" or ".join(types)}, seen by all')
    options = Options.model_validate(screen.options)
    _validate_choices(spec, thing, options.choice_thing)
    _validate_reading(spec, thing, options)


def _validate_choices(spec: AppSpec, scenes: Thing, id: str) -> None:
    choices = _other(spec, scenes, id, "choice_thing")
    for name, required in OF_CHOICE.items():
        field = choices.field(name)
        if field is None or field.type != "text" or field.private or field.required != required:
            raise SpecError("options.choice_thing", f'"{id}" needs a field "{name}" of type text, seen by all')
    if choices.written_by != scenes.written_by:
        raise SpecError("options.choice_thing", f'who writes "{scenes.id}" must write "{id}" too')


def _validate_reading(spec: AppSpec, scenes: Thing, options: Options) -> None:
    reading = _other(spec, scenes, options.reading_thing, "reading_thing")
    for name in ("path", "seen"):
        field = reading.field(name)
        if field is None or field.type != "long_text" or not field.private or field.required:
            raise SpecError("options.reading_thing", f'"{reading.id}" needs a private field "{name}" of type long_text')
    if reading.written_by != "everyone" or reading.id == options.choice_thing:
        raise SpecError("options.reading_thing", f'everybody reads, so everyone must write "{reading.id}"')


def _other(spec: AppSpec, scenes: Thing, id: str, option: str) -> Thing:
    found = spec.thing(id)
    if found is None or found is scenes:
        raise SpecError(f"options.{option}", f'no other thing is called "{id}"')
    return found


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """Two scenes never have one name, since choices lead to names; a reader is in one place."""
    reading = Options.model_validate(screen.options).reading_thing
    return (Guard(thing_of(spec, screen).id, ("name",), unique=True), Guard(reading, limit=1))


def shared(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    """Whoever may write the story may change all of it: a renamed scene takes its choices along."""
    return (thing_of(spec, screen).id, Options.model_validate(screen.options).choice_thing)


def seeds(spec: AppSpec, screen: Screen) -> tuple[Seed, ...]:
    options, thing = blocks.options_of(screen), thing_of(spec, screen)
    if not options.begin_with_tale:
        return ()
    if options.scenes:
        scenes, choices = told.scene_rows(options.scenes, spec.language), list(told.way_rows(options.scenes, spec.language))
    else:
        scenes, choices = tale.tale(spec.language, options.opening, options.ways)
    kept = tuple((thing.id, tale.scene_row(one, thing, spec.language)) for one in scenes)
    return kept + tuple((options.choice_thing, one) for one in choices)
