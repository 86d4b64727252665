"""`sampan eval FILE`: play every problem with every learner, print the table."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from bot.bootstrap import make_parts
from bot.core.errors import OperatorError
from bot.evaluation.learners import LEARNERS, Problem
from bot.evaluation.play import Played, play
from bot.evaluation.report import summary, table, whole
from bot.settings import Settings


async def run(settings: Settings, file: Path, limit: int | None = None, report: Path | None = None) -> int:
    """Exit 0 where every problem reached a zip that holds within 8 messages, else 1."""
    problems = read(file)[:limit]
    plays: dict[str, list[Played]] = {}
    with tempfile.TemporaryDirectory(prefix="sampan-eval-") as folder:
        parts = make_parts(settings.model_copy(update={"database_url": f"sqlite:///{Path(folder, 'eval.sqlite3').as_posix()}"}), alone=True)
        try:
            for name, learner in LEARNERS.items():
                plays[name] = [await play(parts, problem, learner(problem), boot=True) for problem in problems]
        finally:
            await parts.store.close()
    summaries = {name: summary(some) for name, some in plays.items()}
    print("\n".join(table(summaries)))
    if report is not None:
        report.write_text(json.dumps(whole(summaries, plays), ensure_ascii=False, indent=1), encoding="utf-8")
    return 0 if all(one.zipped and one.proved and one.messages <= 8 for some in plays.values() for one in some) else 1


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
