"""Names that do not meet: what a view reads, and what its page, its parts or the modules around them give it."""

from __future__ import annotations

from tests.platforms.planting import PAGE, Spoil, replaced

VIEW, CODE = f"{PAGE}.wxml", f"{PAGE}.js"

NAMES: dict[str, Spoil] = {
    "a title that is misspelt where it is given": replaced(CODE, "    title: title,", "    titel: title,"),
    "a label that is misspelt two lists deep": replaced(CODE, "label: text(field.label), value:", "lable: text(field.label), value:"),
    "a form that is handed a field of no fields": replaced(VIEW, "field: fields.kind", "field: field.kind"),
    "choices that a field calls otherwise": replaced("form.js", "    choices: choices.map(text),", "    choises: choices.map(text),"),
    "an empty place that is handed another name": replaced("pages/checklist/checklist.wxml", "say: words.empty_text }}", "text: words.empty_text }}"),
    "a key that these rows do not have": replaced(VIEW, 'wx:for-item="line" wx:key="name"', 'wx:for-item="line" wx:key="id"'),
    "a path that the data does not have": replaced(CODE, '"view.words": event', '"view.word": event'),
}
