"""What can be set on a poll, what its three things need, and what the store holds to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Having

from scaffolds import blocks
from scaffolds.blocks import Guard, Seed, thing_of
from scaffolds.spec import AppSpec, FieldType, Id, Part, Screen, SpecError, Thing, Word

Needs = tuple[tuple[str, FieldType], ...]

POLL: Needs = (("question", "long_text"), ("choices", "long_text"), ("many", "yes_no"), ("closes_on", "date"), ("closes_at", "time"))
VOTE: Needs = (("poll", "text"), ("choices", "long_text"))
SUGGESTION: Needs = (("poll", "text"), ("words", "text"))
FEWEST, MOST = 2, 12
"""Choices that a new question may have."""
SUGGESTIONS_EACH = 3
"""Choices that one person may add to a question."""


class Options(Part):
    """When the result is seen, and whether people may add choices of their own."""

    results: Literal["always", "after_voting", "after_closing"] = "after_voting"
    many: bool = False
    """Whether a new question begins as one with several choices; each question may differ."""
    own_choices: bool = False
    """Everybody may add a choice to an open question."""
    starters: Annotated[tuple[Word, ...], Having(max_length=MOST)] = ()
    """What the learner listed: the choices of the first question."""
    votes_thing: Id = "vote"
    """The thing that keeps the votes: `poll` (the row's id) and `choices` (one a line). Nobody is told who wrote which."""
    suggestions_thing: Id = "suggestion"
    """The thing that keeps the choices that people added: `poll` and `words`."""


class MostChoices(Part):
    """One person chooses at most `amount` in a question; one: no question has several choices."""

    amount: Annotated[int, Having(ge=1, le=MOST)] = 1


def validate(spec: AppSpec, screen: Screen) -> None:
    """Each of the three things has what the rules write, and everybody may vote."""
    thing = thing_of(spec, screen)
    options = Options.model_validate(screen.options)
    _needs(thing, POLL, "thing")
    for name, id, needed in (("votes_thing", options.votes_thing, VOTE), ("suggestions_thing", options.suggestions_thing, SUGGESTION)):
        other = spec.thing(id)
        if other is None or other is thing:
            raise SpecError(f"options.{name}", f'no other thing is called "{id}"')
        _needs(other, needed, f"options.{name}")
        _for_everybody(other, needed, f"options.{name}")
    if len({word.casefold() for word in options.starters}) < len(options.starters):
        raise SpecError("options.starters", "two choices of the first question say the same")
    if len(spec.rules_of(screen)) > 1:
        raise SpecError("rules", f'the screen "{screen.id}" has more than one limit for each person')


def _needs(thing: Thing, needed: Needs, place: str) -> None:
    for name, type in needed:
        field = thing.field(name)
        if field is None or field.type != type or field.private:
            raise SpecError(place, f'"{thing.id}" needs a field "{name}" of type {type} that everybody sees')


def _for_everybody(thing: Thing, needed: Needs, place: str) -> None:
    if thing.written_by != "everyone":
        raise SpecError(place, f'everyone must write "{thing.id}"')
    extra = next((field for field in thing.fields if field.required and field.name not in dict(needed)), None)
    if extra:
        raise SpecError(place, f'nobody is asked for "{thing.id}.{extra.name}", so it cannot be required')


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """One vote a person in a question; a choice is added once, and only so many by one person."""
    options = Options.model_validate(screen.options)
    added = options.suggestions_thing
    return (
        Guard(options.votes_thing, ("poll",), limit=1),
        Guard(added, ("poll", "words"), unique=True),
        Guard(added, ("poll",), limit=SUGGESTIONS_EACH),
    )


def seeds(spec: AppSpec, screen: Screen) -> tuple[Seed, ...]:
    """Where the learner listed what there is to choose from, the first question asks about it."""
    options = Options.model_validate(screen.options)
    thing = thing_of(spec, screen)
    usual = {field.name: False for field in thing.fields if field.type == "yes_no"}
    if len(options.starters) < FEWEST or _asks_more(thing):
        return ()
    question = str(blocks.of(screen).said(spec.language)["labels"]["first_question"])
    return ((thing.id, {**usual, "question": question, "choices": "\n".join(options.starters), "many": _several(spec, screen, options)}),)


def _asks_more(thing: Thing) -> bool:
    """A first row cannot know what else the learner wants to be given."""
    return any(field.required and field.type != "yes_no" and field.name not in dict(POLL) for field in thing.fields)


def _several(spec: AppSpec, screen: Screen, options: Options) -> bool:
    limits = [MostChoices.model_validate(rule.options).amount for rule in spec.rules_of(screen)]
    return options.many and limits != [1]
