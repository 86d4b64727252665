"""Paper: the sheets of an app, printed from one page (and what is not for handing out from another), for classes without devices.

No machine runs the rules there. They go along all the same: the checks are played on them, the learner's own come back with the zip, and a person who holds
the sheet can be the computer that follows them. What is printed is what the app begins with, in its main language, without what is private.
"""

from __future__ import annotations

from pathlib import Path

from scaffolds.platforms import Files, Platform
from scaffolds.platforms.paper import reading, rules, sheets
from scaffolds.spec import AppSpec

_NOTHING_VENDORED = "This app holds no library of anybody else. What Sampan made for you is yours.\n"


def files(spec: AppSpec) -> Files:
    """The pages to print, the rules that people follow, and what the learner reads first."""
    decided = rules.files(spec)
    printed = sheets.files(spec)
    texts = {**printed, **decided, **reading.files(spec, decided, printed), "LICENSES/README.txt": _NOTHING_VENDORED}
    return {path: text.encode() for path, text in texts.items()}


PLATFORM = Platform(folder=Path(__file__).parent, files=files, my_rules="my_rules.js")
