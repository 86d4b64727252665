"""Which of a thing's fields names an item of the list."""

from __future__ import annotations

from scaffolds.spec import Field, Thing


def is_item_field(field: Field) -> bool:
    """Words that are always given and that everybody sees."""
    return field.type == "text" and field.required and not field.private


def item_field(thing: Thing) -> Field:
    """The first such field of a thing that was checked to have one."""
    return next(filter(is_item_field, thing.fields))
