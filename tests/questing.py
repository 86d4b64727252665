"""A learner at a quest, for tests: the app comes back as a zip, a quest is begun, what was shown and made is looked at."""

from __future__ import annotations

import json
from typing import get_args

from bot.services import Parts
from scaffolds import blocks, generator
from scaffolds.quests import checking
from scaffolds.quests.making import Quest, quest
from scaffolds.returned import read as read_zip
from scaffolds.spec import AppSpec, Brief, Language, Tier, read
from scaffolds.wish import Wish
from storage.learning.records import Seen
from tests.chatting import Chatter
from tests.scaffolds.stage import app_of

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
TIERS: tuple[Tier, ...] = get_args(Tier)
TESTS = 'export const tests = [\n  { input: { name: "a" }, expect: "refuse" },\n  { input: { name: " b  " }, expect: "refuse" },\n  { input: { name: "ab" }, expect: "allow" },\n];\n'


def an_app(block: str = "booking", language: Language = "en") -> AppSpec:
    if block == "guide":  # its example has the numbers of offices, which nobody's zip brings back
        return app_of(block, Wish(language=language, brief=Brief(problem="first aid at school")))
    spec = read((blocks.discover()[block].folder / "example.json").read_text(encoding="utf-8"))
    return blocks.with_checks(spec.model_copy(update={"languages": (language,)}))


async def with_app(parts: Parts, tier: Tier = "senior", language: Language = "en", block: str = "booking") -> Chatter:
    """A learner whose app came back as a zip."""
    ann = Chatter(parts, language=language, tier=tier)
    spec = an_app(block, language)
    await ann.say(file=generator.pack(generator.build(spec), spec.slug))
    assert await ann.spec() is not None, ann.text
    return ann


async def at_rule(ann: Chatter, id: str = "book.real_name") -> Quest:
    """The quest is begun, the guess is over, the rule is to be made."""
    await ann.press(f"quest:begin:{id}")
    if "quest:guess" in ann.ids:
        await ann.press("quest:guess")
    spec = await ann.spec()
    assert spec is not None and ann.language is not None
    found = quest(spec, id, ann.language)
    assert found is not None
    return found


async def seen(ann: Chatter) -> list[Seen]:
    loaded = await ann.parts.store.load_turn(f"terminal:{ann.chat}")
    assert loaded is not None
    return await ann.parts.store.learning.of(loaded.learner.id)


async def outcomes(ann: Chatter) -> list[tuple[str, str]]:
    return [(one.evidence.kind, one.evidence.outcome) for one in await seen(ann)]


async def rules_of(ann: Chatter) -> str:
    zipped = await ann.zip()
    assert zipped is not None, ann.text
    return read_zip(zipped).files["public/my_rules.js"].decode()


async def rules_now(ann: Chatter) -> str:
    """`my_rules.js` in the zip that they would get now."""
    await ann.say("/zip")
    return await rules_of(ann)


def answers(made: Quest, tier: Tier) -> tuple[list[str], list[str]]:
    """What a learner does who fails, and what one does who passes; buttons begin with `@`."""
    if tier == "primary":
        lay = [[f"@quest:card:{card}" for card in ("when", condition, "no", "yes")] for condition in ("wrong1", "right")]
        return lay[0], lay[1]
    if tier == "junior":
        return ["!=="] if made.shape.gap != "!==" else ["==="], [made.shape.gap]
    right = made.code(made.condition)
    if tier == "university":
        app = [made.call(case).given for case in made.cases]
        cases = [
            {"input": given, "now": one["now"], "rows": one["rows"].get(made.about.thing, []), "expect": verdict}
            for (given, one), verdict in zip(app, checking.expectations(made), strict=True)
        ]
        return [right], [f"{right}\nexport const tests = {json.dumps(cases)};\n"]
    return [made.code(made.shape.wrong[0](made.about))], [right]
