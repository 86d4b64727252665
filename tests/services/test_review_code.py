"""What is said of a learner's own code stays as short as one reads in a chat, whatever the file."""

from __future__ import annotations

from bot.services.review_code import clashes_of
from scaffolds import platforms
from scaffolds.blocks import with_checks
from scaffolds.learner_code import Edit, LearnerCode
from scaffolds.spec import parse
from tests.scaffolds.apps import data


async def test_a_file_of_one_endless_line_fills_no_chat() -> None:
    spec = with_checks(parse(data()))
    style = "public/style.css"
    base = platforms.discover()["web"].files(spec)[style].decode().replace(f"--seed:{spec.colour}", "--seed:#123456")
    endless = base.replace("--seed:#123456", "--seed:hotpink;" + "a" * 500_000)
    (clash,) = await clashes_of(LearnerCode(edits={style: Edit(base, endless)}), spec)
    assert any("hotpink" in line or line.endswith("…") for line in clash.mine)
    assert sum(map(len, (*clash.mine, *clash.new))) < 3_000
