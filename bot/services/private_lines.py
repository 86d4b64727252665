"""Private details in what a learner wrote into their app by hand: they are told, and the file stays as it is, since it is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from bot.core.decision import Move
from bot.core.personal import Found
from bot.services import guard
from scaffolds.learner_code import LearnerCode
from scaffolds.spec import Language

_TOLD: tuple[Found, ...] = ("phone", "address", "email", "id")
"""What people are found by. In code, a path of a drawing looks like a card, and a name of a drawing like a password."""
_MOST_READ, _MOST_TOLD = 100_000, 3
"""Characters of all that is looked at, and files of which it is said: an added file may be a whole library."""


def private_lines(code: LearnerCode, language: Language) -> Move | str:
    """What to say of private details in the learner's own lines; nothing where there are none. Slow for much text."""
    found = [{"path": path, "what": guard.named(kinds, language)} for path, kinds in _found(code)]
    return Move(prompt="tutor/private_by_hand", values={"files": found[:_MOST_TOLD]}) if found else ""


def _found(code: LearnerCode) -> Iterator[tuple[str, tuple[Found, ...]]]:
    room = _MOST_READ
    for path, text in _written(code):
        kinds = guard.look(text[:room]).found
        room -= len(text[:room])
        if told := tuple(kind for kind in _TOLD if kind in kinds):
            yield path, told


def _written(code: LearnerCode) -> Iterator[tuple[str, str]]:
    """Each file with the lines in it that were not there before. Looks and pictures say nothing about anybody."""
    for path, rules in code.rules.items():
        yield PurePosixPath(path).name, _text(rules)
    for path, edit in code.edits.items():
        if not path.endswith((".css", ".wxss")):
            made = set(edit.base.splitlines())
            yield path, "\n".join(line for line in edit.mine.splitlines() if line not in made)
    for path, added in code.added.items():
        yield path, _text(added)


def _text(content: bytes) -> str:
    """Nothing, where it is no text."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
