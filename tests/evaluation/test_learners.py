"""The scripted learners: each answers in its own way, in its own language."""

from __future__ import annotations

import pytest

from bot.core.turn import Asks, Button, Message, Reply
from bot.evaluation.learners import DETOURS, IDK, LEARNERS, Idk, Plain, Said, Wanderer
from scaffolds.spec import Language

PROBLEM = {
    "problem": "We queue for one shower",
    "lang": "en",
    "followups": {"who": "nine families", "info": "name and time"},
    "expect_blocks": ["booking"],
}


def asked(asks: Asks, *buttons: str) -> Reply:
    return Reply(stage="define", asks=asks, messages=(Message(text="?", buttons=tuple(Button(id=id, label=id) for id in buttons)),))


def test_the_plain_one_answers_what_is_asked() -> None:
    plain = Plain(PROBLEM)
    assert plain.next(asked("who")) == Said("nine families")
    assert plain.next(asked("keep")) == Said("name and time")
    assert plain.next(asked("choose", "block:records", "block:booking")) == Said(press="block:booking")
    assert plain.next(asked("choose", "block:records", "block:quiz")) == Said(press="block:records")
    assert plain.next(asked("confirm", "change", "build")) == Said(press="build")
    assert plain.next(asked("goal", "skip")) == Said(press="skip"), "where the file has no answer, a button"
    assert plain.next(asked("goal")) == Said(IDK["en"])


@pytest.mark.parametrize("language", IDK)
def test_the_idk_one_never_knows(language: Language) -> None:
    idk = Idk({**PROBLEM, "lang": language})
    assert [idk.next(asked(asks, "build")) for asks in ("who", "choose", "confirm")] == [Said(IDK[language])] * 3


def test_the_wanderer_answers_after_each_detour() -> None:
    wanderer = Wanderer(PROBLEM)
    said = [wanderer.next(asked("who")) for _ in range(4)]
    assert [one.detour for one in said] == [True, False, True, False]
    assert said[0].text == DETOURS["en"][0] and said[1] == Said("nine families")


@pytest.mark.parametrize("name", LEARNERS)
def test_a_language_that_is_not_ours_is_met_in_english(name: str) -> None:
    learner = LEARNERS[name]({**PROBLEM, "lang": "tlh"})
    spoken = [learner.next(asked("goal")).text for _ in range(2)]
    assert IDK["en"] in spoken
