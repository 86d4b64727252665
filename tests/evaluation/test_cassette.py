"""A model's answers are recorded once, without keys, and played back with no server there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.core.errors import OperatorError
from bot.evaluation.run import Options, run
from bot.settings import Settings
from tests.brains.model import scripted as s

PROBLEM = {"id": "p1", "lang": "en", "tier": "junior", "problem": "nine families on our floor share one shower", "followups": {"who": "the families", "info": "name, time"}, "expect_blocks": ["booking"]}  # fmt: skip


@pytest.fixture
def problems(tmp_path: Path) -> Path:
    path = tmp_path / "problems.jsonl"
    path.write_text(json.dumps(PROBLEM) + "\n", encoding="utf-8")
    return path


def plain(path: Path) -> dict[str, Any]:
    summary: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["summary"]["plain"]
    return {name: value for name, value in summary.items() if not name.startswith("turn_ms")}


async def test_what_was_recorded_is_played_back_without_the_server_and_holds_no_key(problems: Path, tmp_path: Path) -> None:
    kept, first, second = tmp_path / "kept.yaml", tmp_path / "first.json", tmp_path / "second.json"
    async with s.scripted(s.stream(s.answer())) as server:
        settings = Settings.model_validate({"openai_base_url": server.url, "openai_api_key": "sk-very-secret", "openai_model": "m"})
        await run(settings, Options(problems, model=True, record=kept, report=first, learners=("plain",)))
        assert server.requests
    assert "sk-very-secret" not in kept.read_text(encoding="utf-8")
    await run(settings, Options(problems, model=True, replay=kept, report=second, learners=("plain",)))
    assert plain(first) == plain(second)
    assert plain(second)["model_calls"] >= 2 and plain(second)["model_calls_offline"] == 0
    assert plain(second)["tokens_out_median"] > 0


async def test_a_recording_that_is_not_there_is_one_line(problems: Path, tmp_path: Path) -> None:
    settings = Settings.model_validate({"openai_base_url": "http://127.0.0.1:9/v1"})
    with pytest.raises(OperatorError, match="there is no such recording"):
        await run(settings, Options(problems, model=True, replay=tmp_path / "none.yaml"))


async def test_without_a_model_there_is_nothing_to_ask(problems: Path) -> None:
    with pytest.raises(OperatorError, match="OPENAI_API_KEY"):
        await run(Settings.model_validate({"openai_base_url": "", "openai_api_key": ""}), Options(problems, model=True))
