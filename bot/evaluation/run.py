"""`sampan eval FILE`: play every problem with every learner, print the table, and what is otherwise than the last time."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.bootstrap import make_parts
from bot.core.errors import OperatorError
from bot.evaluation.cassette import cassette
from bot.evaluation.learners import LEARNERS, Problem
from bot.evaluation.play import Played, play
from bot.evaluation.report import compared, summary, table, whole
from bot.settings import Settings


@dataclass(frozen=True)
class Options:
    """What to play, with which tutor, and what to make of it."""

    file: Path
    limit: int | None = None
    report: Path | None = None
    """Where the whole report is written."""
    against: Path | None = None
    """An older report, to be compared with."""
    model: bool = False
    """With the language model of the settings."""
    record: Path | None = None
    replay: Path | None = None
    learners: tuple[str, ...] = tuple(LEARNERS)


async def run(settings: Settings, options: Options) -> int:
    """Exit 0 where every problem reached a zip that holds within 8 messages, else 1. Raises `OperatorError`."""
    if options.model and not settings.has_model:
        raise OperatorError("--model needs a language model: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own")
    before = _summary_of(options.against) if options.against else None
    with cassette(options.record or options.replay, record=options.record is not None):
        plays = await _played(settings, options)
    summaries = {name: summary(some) for name, some in plays.items()}
    print("\n".join(table(summaries)))
    if options.report is not None:
        options.report.write_text(json.dumps(whole(summaries, plays), ensure_ascii=False, indent=1), encoding="utf-8")
    if before is not None:
        print("\n".join(compared(before, summaries)) or f"The same as in {options.against}.")
    return 0 if all(one.zipped and one.proved and one.messages <= 8 for some in plays.values() for one in some) else 1


async def _played(settings: Settings, options: Options) -> dict[str, list[Played]]:
    problems = read(options.file)[: options.limit]
    plays: dict[str, list[Played]] = {}
    with tempfile.TemporaryDirectory(prefix="sampan-eval-") as folder:
        here = settings.model_copy(update={"database_url": f"sqlite:///{Path(folder, 'eval.sqlite3').as_posix()}"})
        parts = make_parts(here, alone=True, with_model=options.model)
        try:
            for name in options.learners:
                plays[name] = [await play(parts, problem, LEARNERS[name](problem), boot=True) for problem in problems]
        finally:
            await parts.close()
    return plays


def _summary_of(report: Path) -> dict[str, Any]:
    try:
        summary: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))["summary"]
    except (ValueError, KeyError, TypeError):
        raise OperatorError(f"{report}: it is no report of `sampan eval --json`") from None
    return summary


def read(file: Path) -> list[Problem]:
    """The problems of a file; raises `OperatorError` with the line that is wrong."""
    problems: list[Problem] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            problem = json.loads(line)
            problems.append({"lang": "en", **problem, "problem": str(problem["problem"])})
        except (ValueError, KeyError, TypeError):
            raise OperatorError(f"{file}:{number}: a line is a JSON object with at least a problem") from None
    if not problems:
        raise OperatorError(f"{file}: there is no problem in it")
    return problems
