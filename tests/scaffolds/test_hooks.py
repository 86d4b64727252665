"""LEARN.md says what `my_rules.js` may decide, in the learner's own words, and the line that it offers works as it is."""

from __future__ import annotations

import re

import pytest

from scaffolds import blocks, generator, platforms
from scaffolds.learner_code import LearnerCode
from scaffolds.proof import finished
from scaffolds.spec import Language
from tests.combinations import LANGUAGES, chosen
from tests.scaffolds.apps import drafted, plain_wish

BLOCKS = tuple(blocks.discover())
_LINE = re.compile(r"^       (if \((?:screen|action) === .*)$", re.MULTILINE)


def learn(block: str, language: Language, platform: str = "web") -> str:
    return generator.build(drafted(plain_wish(language), block), platform)["LEARN.md"].decode()


@pytest.mark.parametrize(("block", "language"), chosen(BLOCKS, LANGUAGES))
def test_each_screens_actions_and_fields_are_named(block: str, language: Language) -> None:
    spec, page = drafted(plain_wish(language), block), learn(block, language)
    screen = spec.screens[0]
    thing = spec.thing(screen.thing)
    assert f'`screen === "{screen.id}"`' in page
    assert re.search(r'`action === "\w+"`', page)
    assert all(f"`{field.name}`" in page for field in (thing.fields if thing else ()))


@pytest.mark.parametrize("block", BLOCKS)
def test_the_line_to_try_is_a_rule_as_it_stands(block: str) -> None:
    spec = drafted(plain_wish("en"), block)
    line = _LINE.search(learn(block, "en"))
    assert line
    rules = f"export function allow(screen, action, input, app) {{\n  {line[1]}\n  return true;\n}}\n".encode()
    _, report = finished(spec, "web", LearnerCode({"public/my_rules.js": rules}))
    assert not report.problems


@pytest.mark.parametrize("platform", platforms.discover())
def test_both_platforms_tell_the_same(platform: str) -> None:
    assert '`action === "book"`' in learn("booking", "en", platform)
