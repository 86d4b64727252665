"""What is learnt from phrases: Bayes at once, the regression beforehand; and that the stored weights are those of the phrases."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.brains.offline import regression
from bot.brains.offline.bayes import Bayes
from bot.brains.offline.features import features
from bot.brains.offline.matching import Matcher, fingerprint
from bot.brains.offline.training import train, weighed
from scaffolds import blocks

KNOWN = [("booking", "reserve the court"), ("booking", "a time for the court"), ("quiz", "practise words"), ("quiz", "questions about words")]


def bayes() -> Bayes:
    return Bayes(("booking", "quiz"), [(one, features(text)) for one, text in KNOWN])


def test_bayes_shares_one_among_the_classes() -> None:
    likely = bayes().likely(features("who has the court"))
    assert sum(likely.values()) == pytest.approx(1)
    assert likely["booking"] > likely["quiz"]


def test_bayes_knows_nothing_of_what_it_never_saw() -> None:
    assert bayes().likely(features("zzz")) == pytest.approx({"booking": 0.5, "quiz": 0.5})
    assert bayes().weight("zzz") == 0 < bayes().weight("quest") or bayes().weight("word") > 0


def test_a_little_told_is_believed_a_little() -> None:
    few, more = bayes().likely(features("court")), bayes().likely(features("reserve a time for the court"))
    assert 0.5 < few["booking"] < more["booking"]


def test_trained_weights_are_stored_and_read_again(tmp_path: Path) -> None:
    idf = {term: 1.0 for _, text in KNOWN for term in features(text)}
    classes = ("booking", "quiz")
    weights = train(classes, [(classes.index(one), weighed(features(text), idf)) for one, text in KNOWN])
    regression.store(tmp_path / "w.bin", "as it is", classes, idf, weights)
    made = regression.load("as it is", tmp_path / "w.bin")
    assert made is not None
    assert made.likely(features("the court"))["booking"] > 0.5 > made.likely(features("words"))["booking"]
    assert made.weight("zzz") == 0
    assert regression.load("changed since", tmp_path / "w.bin") is None
    assert regression.load("as it is", tmp_path / "none.bin") is None


def test_the_weights_are_those_of_the_phrases() -> None:
    """`python -m bot.brains.offline.training` makes them anew after a phrase, a block or a list was changed; until then Bayes serves."""
    cards = {id: block.card for id, block in blocks.discover().items()}
    assert regression.load(fingerprint(cards)) is not None


def test_other_phrases_are_served_without_weights() -> None:
    card = {"en": {"name": "Fly", "sentence": "fly a kite", "phrases": ["kites in the wind"]}}
    other = {"en": {"name": "Swim", "sentence": "swim in the sea", "phrases": ["a pool for all"]}}
    assert Matcher({"kite": card, "sea": other}).matches([("the wind takes my kite", 1.0)])[0].block == "kite"
