"""What LEARN.md says that `my_rules.js` is asked about."""

from __future__ import annotations

import pytest

from scaffolds.hooks import hooks
from tests.scaffolds.stage import app_of

RULES = "// A new row.\n{export}function add(input, app) {{\n}}\n\n// What was filled in.\nfunction checked(input, app) {{\n}}\n{ending}"


@pytest.mark.parametrize(("export", "ending"), [("export ", ""), ("", "exports.add = add;\n")])
def test_only_what_a_screen_can_be_asked_to_do_is_an_action(export: str, ending: str) -> None:
    """On both platforms; `allow` is never asked about a function that a rule keeps for itself."""
    told = hooks(app_of("records"), lambda _: RULES.format(export=export, ending=ending))
    assert told["hooks"][0]["actions"] == [{"name": "add", "comment": "A new row."}]
