"""A zip that comes back with a learner's own lines in it: told in plain words, kept over new versions, and asked about where both changed the same."""

from __future__ import annotations

import pytest

from bot.services import Parts
from scaffolds.generator import build, pack
from scaffolds.returned import read
from storage.records import Project
from tests.chatting import Chatter

PROBLEM = "Families on our floor queue for one shower. Let them book a time."


async def test_what_they_changed_by_hand_is_told_in_words_and_stays_over_a_new_version(parts: Parts) -> None:
    ann = Chatter(parts, language="en")
    spec = await ann.to_zip(PROBLEM)
    files = build(spec)
    rules = f"public/rules/{spec.screens[0].id}.js"
    await ann.say(file=pack(files | {rules: files[rules] + b"// by Ann\n", "public/note.txt": b"hello\n"}, spec.slug))
    assert "decides (1 line came)" in ann.text and "note.txt, a file of your own" in ann.text
    await ann.say("add a field for the room number")
    zipped = await ann.zip()
    assert zipped is not None
    back = read(zipped)
    assert back.files[rules].endswith(b"// by Ann\n") and b"room" in back.files[rules].lower()
    assert back.files["public/note.txt"] == b"hello\n"


@pytest.mark.parametrize(("button", "colour"), [("lines:mine", "hotpink"), ("lines:new", "")])
async def test_where_both_changed_the_same_lines_it_asks_whose_stay(parts: Parts, button: str, colour: str) -> None:
    ann = Chatter(parts, language="en")
    spec = await ann.to_zip(PROBLEM)
    files = build(spec)
    style = files["public/style.css"].replace(f"--seed:{spec.colour}".encode(), b"--seed:hotpink")
    await ann.say(file=pack(files | {"public/style.css": style}, spec.slug))
    before = await _project(ann)
    await ann.say("make it red")
    assert ann.last.asks == "clarify" and "hotpink" in ann.text
    assert (await _project(ann)).head == before.head, "nothing is built before they said"
    await ann.press(button)
    zipped, now = await ann.zip(), await ann.spec()
    assert zipped is not None and now is not None and now.colour != spec.colour
    assert (b"hotpink" in read(zipped).files["public/style.css"]) == bool(colour)
    await ann.say("make the text bigger")
    assert ann.last.asks != "clarify", "it is asked once"


async def test_a_zip_with_words_that_are_refused_is_left_alone(parts: Parts) -> None:
    ann = Chatter(parts, language="en")
    spec = await ann.to_zip(PROBLEM)
    files = build(spec)
    bad = files["sampan.json"].replace(b'"tagline": ""', b'"tagline": "how to make a bomb at home"')
    assert bad != files["sampan.json"]
    await ann.say(file=pack(files | {"sampan.json": bad}, spec.slug))
    assert "cannot put into one" in ann.text
    phone = files["sampan.json"].replace(b'"tagline": ""', b'"tagline": "call me at 6123 4567"')
    await ann.say(file=pack(files | {"sampan.json": phone}, spec.slug))
    kept = await ann.spec()
    assert kept is not None and kept.tagline and "6123" not in kept.tagline


async def _project(chatter: Chatter) -> Project:
    loaded = await chatter.parts.store.load_turn(f"terminal:{chatter.chat}")
    assert loaded is not None and loaded.project is not None
    return loaded.project
