"""The same rules as everywhere, in the form that the web loads."""

from __future__ import annotations

from pathlib import Path

from scaffolds import blocks
from scaffolds.screens import screen_values, word
from scaffolds.spec import AppSpec
from scaffolds.templates import Code, render

_SHARED = Path(__file__).parents[1] / "shared"


def files(spec: AppSpec) -> dict[str, str]:
    """`rules/<screen>.js` of each screen, what they share, and the learner's own `my_rules.js`, empty."""
    own = render(_SHARED / "my_rules.js.j2", note=lambda key: Code(word(f"note_{key}", spec.language)))
    fields = (_SHARED / "fields.js").read_text(encoding="utf-8")
    made = {f"rules/{screen.id}.js": render(blocks.of(screen).folder / "rules.js.j2", **screen_values(spec, screen)) for screen in spec.screens}
    return {"my_rules.js": own, "rules/fields.js": fields, **made}
