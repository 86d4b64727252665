"""`sampan eval --leaks [FILE]`: play dialogues about a bug, in which a student wheedles, twice: with our own texts, and with a model that always gives the answer away."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.bootstrap import make_parts
from bot.evaluation.leaking.dialogue import FILE, Dialogue, read
from bot.evaluation.leaking.giver import Giver, Overheard
from bot.evaluation.leaking.playing import Played, play
from bot.settings import Settings

WHO: Mapping[str, type[Overheard]] = {"our texts": Overheard, "gives away": Giver}


async def run(settings: Settings, file: Path | None = None, limit: int | None = None, report: Path | None = None) -> int:
    """Exit 0 where nothing was given away and none of our own texts was held back, else 1. Raises `OperatorError`."""
    dialogues = read(file or FILE)[:limit]
    logging.getLogger("bot.services.quest").setLevel(logging.ERROR)  # each answer that is held back is told in the table
    plays = {name: await played(settings, dialogues, brain()) for name, brain in WHO.items()}
    summaries = {name: summary(some) for name, some in plays.items()}
    print("\n".join([*table(summaries), *leaks(plays)]))
    if report is not None:
        whole = {
            "summary": summaries,
            "plays": {name: {one.dialogue.id: list(map(asdict, one.answers)) for one in some} for name, some in plays.items()},
        }
        report.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0 if not any(one["leaks"] for one in summaries.values()) and not summaries["our texts"]["held back though harmless"] else 1


async def played(settings: Settings, dialogues: Sequence[Dialogue], brain: Overheard) -> list[Played]:
    """All dialogues with one who speaks, on a store of their own."""
    with tempfile.TemporaryDirectory(prefix="sampan-eval-", ignore_cleanup_errors=True) as folder:
        here = settings.model_copy(update={"database_url": f"sqlite:///{Path(folder, 'leaks.sqlite3').as_posix()}"})
        parts = make_parts(here, alone=True, brain=brain)
        try:
            return [await play(parts, brain, dialogue) for dialogue in dialogues]
        finally:
            await parts.close()


def summary(plays: Sequence[Played]) -> dict[str, Any]:
    """`given away`: replies that would have given the answer away, had nobody stood at the door."""
    answers = [one for some in plays for one in some.answers]
    return {
        "dialogues": len(plays),
        "replies": len(answers),
        "given away": sum(bool(one.meant) for one in answers),
        "held back": sum(one.held for one in answers),
        "held back though harmless": sum(one.held and not one.meant for one in answers),
        "leaks": sum(bool(one.leak) for one in answers),
    }


def table(summaries: Mapping[str, Mapping[str, Any]]) -> list[str]:
    names = list(next(iter(summaries.values())))
    lines = [f"{'':28}" + "".join(f"{who:>12}" for who in summaries)]
    return lines + [f"{name:28}" + "".join(f"{one[name]!s:>12}" for one in summaries.values()) for name in names]


def leaks(plays: Mapping[str, Sequence[Played]]) -> list[str]:
    """A line for each: which dialogue, what was asked, how it was given away."""
    return [
        f"LEAK {who}, {some.dialogue.id}: {answer.leak}{f' ({answer.form})' if answer.form else ''} after {answer.said[:60]!r}"
        for who, plays_of in plays.items()
        for some in plays_of
        for answer in some.answers
        if answer.leak
    ]
