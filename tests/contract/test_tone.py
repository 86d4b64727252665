"""The tone of every fixed text that a person reads: warm and short, without flattery, guilt, streaks or claimed feelings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FOUND = {
    "an exclamation mark": r"[!！]",
    "flattery": r"\b(?:great|awesome|amazing|fantastic|brilliant|excellent|wonderful|perfect|superb|well done|good job|nice work|good work|congratulations|keep it up|proud of you)\b"
    r"|太棒|真棒|好棒|真厲害|真厉害|好厲害|好厉害|恭喜|完美|了不起|你(?:做得|做的)(?:很|真)?好|幹得好|干得好",
    "a feeling that a program does not have": r"\bI(?:'m| am| feel) (?:happy|sad|glad|excited|proud|worried|delighted|afraid|curious)\b|\bI (?:love|enjoy|hope|wish|miss)\b"
    r"|我很(?:高興|高兴|開心|开心)|我(?:喜歡|喜欢|希望|擔心|担心)",
    "a streak or a score to chase": r"\bstreaks?\b|\bleaderboard\b|\blevel up\b|連勝|连胜|連續打卡|连续打卡|排行榜",
    "guilt": r"\b(?:you should have|you failed|shame|hurry up|don't give up|disappoint\w*)\b|讓我失望|让我失望|別放棄|别放弃|加油",
    "a phrase of chat programs": r"\bas an AI\b|\bgreat question\b|作為(?:一個)?AI|作为(?:一个)?AI",
}
TEXTS = sorted(
    path
    for pattern in ("prompts/**/*.md.j2", "prompts/lessons/*/*.md", "bot/locales/**/*.toml", "scaffolds/blocks/*/words.toml", "scaffolds/blocks/*/quests.toml",
                    "scaffolds/quests/words.toml", "prompts/faults/*.toml")
    for path in ROOT.glob(pattern)
    if path.parent.name != "model"  # what a model is told names what it must not say
)  # fmt: skip
_CODE = re.compile(r"```.*?```|`[^`\n]*`|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|^\s*'.*?$|!\[", re.DOTALL | re.MULTILINE)


def test_there_is_something_to_read() -> None:
    assert len(TEXTS) > 300


@pytest.mark.parametrize("what", FOUND)
def test_no_text_has(what: str) -> None:
    pattern = re.compile(FOUND[what], re.IGNORECASE)
    said = {str(path.relative_to(ROOT)): pattern.search(_CODE.sub(" ", path.read_text(encoding="utf-8"))) for path in TEXTS}
    assert not {path: match[0] for path, match in said.items() if match}
