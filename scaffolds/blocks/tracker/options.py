"""What can be set on a tracker, and the goal that it offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field as Having
from pydantic import model_validator

from scaffolds.blocks import Block, discover, rule_options, thing_of
from scaffolds.spec import AppSpec, Field, Id, Part, Screen, SpecError, Thing

MEASURED = ("number", "money", "rating", "yes_no")
"""The types of fields that can be drawn."""
MOST_MEASURED = 6
MOST_A_DAY = 50
"""Entries of one person on one day, where several are kept: a finger that rests on a button fills no store."""

Amount = Annotated[float, Having(ge=-1e9, le=1e9, allow_inf_nan=False)]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As it stands in code that is read: 8 and not 8.0, and nothing that says nothing."""
    whole = {key: _whole(value) for key, value in values.items()}
    return {key: value for key, value in whole.items() if value is not None and value != [] and value != "plain"}


def _whole(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_whole(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


class Measure(Part):
    """How one measured field is entered: its bounds, the step of its stepper, amounts that are kept with one tap."""

    low: Amount = 0
    high: Amount = 1_000_000
    step: Annotated[float, Having(gt=0, le=1e6, allow_inf_nan=False)] = 1
    start: Amount | None = None
    """What the stepper stands at where nothing was kept yet."""
    quick: Annotated[tuple[Amount, ...], Having(max_length=5)] = ()
    look: Literal["plain", "faces"] = "plain"
    """`faces`: a rating is given by five faces, from sad to glad."""

    @model_validator(mode="after")
    def _room_between(self) -> Measure:
        if self.high <= self.low:
            raise ValueError(f"the highest value {self.high:g} is not above the lowest {self.low:g}")
        return self


class Options(Part):
    """How often a value is kept, who sees it, and what tells the lines of one chart apart."""

    several: Literal["one", "sum", "average"] = "one"
    """One value a day; or several that add up (glasses of water), or of which the average counts (blood sugar)."""
    shared: bool = False
    """All see all entries; else everybody sees only their own."""
    by: Id | None = None
    """The field whose words make a line each: a person, a plant."""
    back_days: Annotated[int, Having(ge=1, le=3650)] = 366
    """How far back a forgotten day may be filled in."""
    show: Literal["week", "month", "all"] = "week"
    """What the chart shows at first."""
    measures: dict[Id, Measure] = Having(default_factory=dict, max_length=40)
    """By field; a field that is not named has the usual bounds, a name that is no field any more is left aside."""

    def measure_of(self, name: str, type: str) -> Measure:
        """How a field of this name and type is entered. A rating has five steps whatever was set."""
        given = self.measures.get(name, Measure())
        return given.model_copy(update={"low": 1, "high": 5}) if type == "rating" else given

    def in_code(self, name: str, type: str) -> dict[str, Any]:
        """The same as a line of code."""
        return _plain(self.measure_of(name, type).model_dump(mode="json"))


class Goal(Part):
    """A line on the chart: a day meets it with at least, at most or between so much."""

    fields: Annotated[tuple[Id, ...], Having(min_length=1, max_length=MOST_MEASURED)]
    sense: Literal["at_least", "at_most", "between"] = "at_least"
    amount: Amount = 1
    upto: Amount | None = None
    """The upper end, for `between`."""

    @model_validator(mode="after")
    def _has_its_end(self) -> Goal:
        if self.sense == "between" and (self.upto is None or self.upto <= self.amount):
            raise ValueError("between needs an upper end above the lower one")
        return self

    def in_code(self) -> dict[str, Any]:
        """The goal as a line of code."""
        return _plain(self.model_dump(mode="json"))


def measured(thing: Thing) -> tuple[Field, ...]:
    """The fields of a thing that are drawn, in their order."""
    return tuple(field for field in thing.fields if field.type in MEASURED and field.name != "day")[:MOST_MEASURED]


def validate(spec: AppSpec, screen: Screen) -> None:
    """An entry has its day and something measured; the day of one's own entries is private; options and goals name fields that are there."""
    thing, options = thing_of(spec, screen), Options.model_validate(screen.options)
    day = thing.field("day")
    if day is None or day.type != "date" or not day.required:
        raise SpecError("thing", f'"{thing.id}" needs a required field "day" of type date')
    if not measured(thing):
        raise SpecError("thing", f'"{thing.id}" needs a field of type {", ".join(MEASURED)}: what is measured')
    if not options.shared and not day.private:
        raise SpecError("options.shared", f'entries of one\'s own are private: so must "{thing.id}.day" be')
    if options.by is not None:
        _validate_by(thing.field(options.by), thing, options)
    for rule in spec.rules_of(screen):
        _validate_goal(rule_options(rule, _block()), thing)


def _validate_by(field: Field | None, thing: Thing, options: Options) -> None:
    if field is None or field.type not in ("text", "person", "choice", "place"):
        raise SpecError("options.by", f'"{thing.id}" has no field "{options.by}" of words')
    if options.shared and field.private:
        raise SpecError("options.by", f'the field "{field.name}" tells the lines apart, so all must see it')


def _validate_goal(goal: Part, thing: Thing) -> None:
    names = {field.name for field in measured(thing) if field.type != "yes_no"}
    for name in goal.fields if isinstance(goal, Goal) else ():
        if name not in names:
            raise SpecError("rules", f'"{name}" is no number of "{thing.id}", so it has no goal')


def libraries(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    """The chart's, where there is a number to draw; days of yes and no are squares of the page itself."""
    return ("uplot",) if any(field.type != "yes_no" for field in measured(thing_of(spec, screen))) else ()


def _block() -> Block:
    return discover()["tracker"]
