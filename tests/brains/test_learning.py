"""What is learnt: by Bayes at once, by the regression beforehand; and that the stored weights are those of the phrases and messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.brains.offline import regression
from bot.brains.offline.bayes import Bayes
from bot.brains.offline.features import features
from bot.brains.offline.matching import Matcher, fingerprints
from bot.brains.offline.regression import Regression
from bot.brains.offline.training import Example, main, messages, shared, train
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
    made = trained(tmp_path / "w.bin", {"booking": "as it is", "quiz": "too"})
    assert made is not None
    assert made.likely(features("the court"))["booking"] > 0.5 > made.likely(features("words"))["booking"]
    assert made.weight("zzz") == 0 < made.weight("court")
    assert regression.load({"booking": "as it is"}, tmp_path / "none.bin") is None


def test_weights_serve_the_blocks_that_are_as_they_were(tmp_path: Path) -> None:
    made = {"booking": "as it is", "quiz": "too"}
    trained(tmp_path / "w.bin", made)
    some = regression.load({**made, "quiz": "changed since"}, tmp_path / "w.bin")
    assert some is not None and some.likely(features("words")) == {"booking": 1.0}
    assert regression.load({"booking": "changed since", "map": "new"}, tmp_path / "w.bin") is None


def trained(file: Path, made_of: dict[str, str]) -> Regression | None:
    found = train(("booking", "quiz"), [Example(features(text), {one: 1.0}, 1.0) for one, text in KNOWN * 2])
    regression.store(file, made_of, found.idf, found.weights)
    return regression.load(made_of, file)


def test_the_weights_are_those_of_the_phrases_and_messages(tmp_path: Path) -> None:
    """`python -m bot.brains.offline.training` makes them anew after a phrase, a message, a block or a list was changed."""
    main(tmp_path / "weights.bin")
    assert (tmp_path / "weights.bin").read_bytes() == regression.WEIGHTS.read_bytes()


def test_a_message_may_speak_of_two_blocks() -> None:
    assert shared(["booking"], alike=False) == {"booking": 1.0}
    assert shared(["booking", "map"], alike=True) == {"booking": 0.5, "map": 0.5}
    shares = shared(["booking", "map", "board"], alike=False)
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["booking"] > 0.5 and shares["map"] == shares["board"]


def test_every_message_is_labelled_with_blocks_that_there_are() -> None:
    rows = list(messages("own", "messages"))
    known = set(blocks.discover())
    assert all(set(one["blocks"]) <= known and all(one[key].strip() for key in ("problem", "who", "goal", "info")) for one in rows)
    assert len({one["problem"] for one in rows}) == len(rows) > 960


def test_one_block_more_takes_nothing_from_the_others() -> None:
    """A school's own block is known by its phrases; what the others learnt from messages stays."""
    cards = {id: block.card for id, block in blocks.discover().items()}
    kite = {"en": {"name": "Kites", "sentence": "Fly a kite.", "phrases": ["kites in the wind", "the wind takes my kite away", "who flies a kite"]}}
    more = Matcher({**cards, "kite": kite})
    assert more.matches([("the kite and the wind", 1.0)])[0].block == "kite"
    text = "two clubs turn up in the same room, i want them to book a time"
    assert [match.block for match in more.matches([(text, 1.0)]) if match.block != "kite"] == [
        match.block for match in Matcher(cards).matches([(text, 1.0)])
    ]
    assert regression.load(fingerprints({**cards, "kite": kite})) is not None


def test_other_phrases_are_served_without_weights() -> None:
    card = {"en": {"name": "Fly", "sentence": "fly a kite", "phrases": ["kites in the wind"]}}
    other = {"en": {"name": "Swim", "sentence": "swim in the sea", "phrases": ["a pool for all"]}}
    assert Matcher({"kite": card, "sea": other}).matches([("the wind takes my kite", 1.0)])[0].block == "kite"
