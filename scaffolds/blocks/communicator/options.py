"""What can be set on a communicator, and what its things must have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field as Having

from scaffolds.blocks import Guard, Seed, thing_of
from scaffolds.blocks.communicator import board
from scaffolds.blocks.communicator.voices import Voice, voice_named
from scaffolds.spec import AppSpec, Id, Label, Language, Part, Screen, SpecError, Thing, Word, text_of

NEEDED = {"text": ("text", "long_text")}
MORE = {"picture": ("text",), "photo": ("photo",), "category": ("choice", "text"), "language": ("choice",), "emergency": ("yes_no",)}


class Options(Part):
    """Where the screen begins, with which voice and how fast, and what stands on the board at first."""

    start: Literal["board", "captions"] = "board"
    """`captions` for somebody who hears little: what others say comes first; else the pictures do."""
    speaks: Voice | Literal[""] = ""
    """The voice at first; empty for that of the language in which the page is read."""
    rate: Annotated[float, Having(ge=0.5, le=1.5)] = 0.9
    """How fast the voice speaks; 1 is how people speak."""
    one_switch: bool = False
    """Begin with one switch: the pictures are offered one after another, any key or tap takes the one that is marked."""
    begin_with_pictures: bool = True
    """A new board has the pictures that most people need."""
    starters: Annotated[tuple[Word, ...], Having(max_length=60)] = ()
    """The learner's own words, on the board when the app is new."""
    pins_thing: Id = "pin"
    """What a person pinned to the top: `phrase` (the row's id); private."""
    heard_thing: Id = "heard"
    """Captions that somebody chose to keep: `words` and `day`; private."""

    def board(self, choices: Sequence[Label], language: Language) -> list[dict[str, Any]]:
        """The first pictures with their category as rows keep it, for the template of the rules."""
        return [one | {"category": board.category_key(choices, one["category"], language)} for one in board.pictures()]

    def quick(self) -> list[dict[str, Any]]:
        return board.quick()

    def body(self, choices: Sequence[Label], language: Language) -> str:
        """The category that says where it hurts."""
        return board.category_key(choices, "body", language)

    def voices(self, choices: Sequence[Label], language: Language) -> dict[str, str]:
        """The voice of each language that can be picked for a phrase."""
        named = {text_of(choice, language): voice_named(text_of(choice, language)) for choice in choices}
        return {word: voice for word, voice in named.items() if voice}


def validate(spec: AppSpec, screen: Screen) -> None:
    """A phrase has its words; what a person pins and keeps is private."""
    thing = thing_of(spec, screen)
    for name, types in (NEEDED | MORE).items():
        field = thing.field(name)
        if field is None and name in NEEDED:
            raise SpecError("thing", f'"{thing.id}" needs a required field "{name}" of type {" or ".join(types)}')
        if field is not None and (field.type not in types or field.private or field.required != (name in NEEDED)):
            raise SpecError("thing", f'the field "{name}" of "{thing.id}" must be of type {" or ".join(types)}, seen by all')
    options = Options.model_validate(screen.options)
    _validate_own(spec, thing, options.pins_thing, "pins_thing", {"phrase": "text"})
    _validate_own(spec, thing, options.heard_thing, "heard_thing", {"words": "long_text", "day": "date"})
    if options.pins_thing == options.heard_thing:
        raise SpecError("options.heard_thing", "pins and captions are kept in two things")


def _validate_own(spec: AppSpec, phrases: Thing, id: str, option: str, fields: dict[str, str]) -> None:
    own = spec.thing(id)
    if own is None or own is phrases:
        raise SpecError(f"options.{option}", f'no other thing is called "{id}"')
    for name, type in fields.items():
        field = own.field(name)
        if field is None or field.type != type or not field.private:
            raise SpecError(f"options.{option}", f'"{id}" needs a private field "{name}" of type {type}')
    if own.written_by != "everyone":
        raise SpecError(f"options.{option}", f'everybody has their own, so everyone must write "{id}"')


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """A person pins a picture once."""
    return (Guard(Options.model_validate(screen.options).pins_thing, ("phrase",), limit=1),)


def seeds(spec: AppSpec, screen: Screen) -> tuple[Seed, ...]:
    """The learner's own words first, then the pictures that most people need."""
    options, thing = Options.model_validate(screen.options), thing_of(spec, screen)
    category = thing.field("category")
    choices = category.choices if category else ()
    own = board.category_key(choices, "own", spec.language)
    rows: list[dict[str, Any]] = [{"text": word, "picture": board.guessed(word), "category": own} for word in dict.fromkeys(options.starters)]
    if options.begin_with_pictures:
        rows += [_row(one, spec.language) for one in options.board(choices, spec.language) if one[spec.language] not in options.starters]
    return tuple((thing.id, _only_known(thing, row)) for row in rows)


def _row(picture: dict[str, Any], language: Language) -> dict[str, Any]:
    kept = {key: picture[key] for key in ("picture", "category")}
    return {"text": picture[language], **kept, "emergency": bool(picture.get("emergency"))}


def _only_known(thing: Thing, row: dict[str, Any]) -> dict[str, Any]:
    usual = {field.name: False for field in thing.fields if field.type == "yes_no"}
    return usual | {name: value for name, value in row.items() if thing.field(name) is not None and value != ""}
