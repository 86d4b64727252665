"""What the store of a screen of points holds to, begins with, and leaves to everyone."""

from __future__ import annotations

from scaffolds.blocks import Guard, Seed, thing_of
from scaffolds.blocks.points.options import LimitPerPerson, Options
from scaffolds.spec import AppSpec, Screen, text_of


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """A deed and a name stand there once; who confirms changes nothing else; nobody gives more often in a day than the limit says.

    Where the owner gives for all, the rule alone counts.
    """
    options = Options.model_validate(screen.options)
    once = tuple(Guard(thing, ("name",), unique=True) for thing in (thing_of(spec, screen).id, options.members_thing))
    limits = [LimitPerPerson.model_validate(rule.options) for rule in spec.rules_of(screen) if rule.kind == "limit_per_person"]
    if options.gives == "confirm":
        once = (*once, Guard(options.points_thing, ("confirmed", "giver"), others=True))
    if options.gives == "owner" or not limits or keeps_more_than_gifts(options):
        return once
    return (*once, Guard(options.points_thing, ("day",), limit=min(limit.amount for limit in limits)))


def keeps_more_than_gifts(options: Options) -> bool:
    """Whether there are rows of points beside those that people give: what was collected or traded, which no limit counts."""
    return bool(options.rewards_thing or options.checklist_screen or options.tracker_screen or options.quiz_screen)


def seeds(spec: AppSpec, screen: Screen) -> tuple[Seed, ...]:
    """The deeds that the learner named."""
    thing = thing_of(spec, screen).id
    return tuple((thing, {"name": text_of(one.name, spec.language), "points": one.points}) for one in Options.model_validate(screen.options).starters)


def shared(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    """Somebody else says yes to what one claims: then the points are everyone's to change."""
    options = Options.model_validate(screen.options)
    return (options.points_thing,) if options.gives == "confirm" else ()
