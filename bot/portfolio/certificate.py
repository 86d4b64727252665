"""A certificate: one landscape page with a name on it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from bot.portfolio.letters import printable
from bot.portfolio.printing import compiled, setting
from scaffolds.spec import Language

LONGEST_QUOTE = 150


@dataclass(frozen=True)
class Certificate:
    """What stands on it. All words are data; only `svg` is a drawing of ours."""

    language: Language
    title: str
    """What it is: of taking part, or the name of an award."""
    event: str
    name: str
    says: str
    """What the person did, in one sentence."""
    quote: str
    """The problem in the team's words; '' for none."""
    day: str
    signed: str
    """Who stands under the line for a signature."""
    award: bool = False
    svg: str = ""
    """The app's picture; '' for none."""
    shows: str = ""
    """What the picture shows."""
    colour: str = "#0A5C4A"


def print_certificate(certificate: Certificate) -> bytes:
    """The PDF; takes some 50 ms of a processor, so call it beside the event loop."""
    data = {name: value if name == "svg" or not isinstance(value, str) else printable(value) for name, value in asdict(certificate).items()}
    data["quote"] = _cut(data["quote"])
    return compiled("certificate.typ", data | setting(certificate.language, certificate.colour))


def _cut(text: str) -> str:
    """One breath of a long story."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE].rstrip()}…"
