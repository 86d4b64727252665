"""What the store of a tracker holds to, whatever a page decided."""

from __future__ import annotations

from scaffolds.blocks import Guard, thing_of
from scaffolds.blocks.tracker.options import MOST_A_DAY, Options
from scaffolds.spec import AppSpec, Screen


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """One entry a day (for each line of the chart), or not endlessly many."""
    thing, options = thing_of(spec, screen), Options.model_validate(screen.options)
    if options.several != "one":
        return (Guard(thing.id, ("day",), limit=MOST_A_DAY),)
    fields = ("day", options.by) if options.by else ("day",)
    return (Guard(thing.id, fields, unique=True) if options.shared else Guard(thing.id, fields, limit=1),)
