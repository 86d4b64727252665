"""A zip that comes back with a learner's own lines in it: told in plain words, kept over new versions, and asked about where both changed the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import scaffolds
from bot.services import Parts
from bot.services.guarded_spec import guarded
from scaffolds.blocks import replace_checks, with_checks
from scaffolds.generator import build, pack
from scaffolds.returned import print_of, read
from scaffolds.spec import Language, parse
from storage.records import Project
from tests.chatting import Chatter

BLOCKS, WHOLE = Path(scaffolds.__file__).parent / "blocks", Path(scaffolds.__file__).parent / "examples"
EXAMPLES = sorted([*BLOCKS.glob("*/example.json"), *WHOLE.glob("*.json")])
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


def _of_before(files: dict[str, bytes], pages: dict[str, bytes], gone: str) -> dict[str, bytes]:
    """The files of a zip as templates of another day made them: with these pages, and without one that came later."""
    manifest = json.loads(files["sampan.json"])
    manifest["made"] = {path: print_of(pages.get(path, files[path])) for path in manifest["made"] if path != gone}
    return {path: content for path, content in files.items() if path != gone} | pages | {"sampan.json": json.dumps(manifest).encode()}


@pytest.mark.parametrize(
    ("language", "said"), [("en", "I make this file in another way now"), ("zh-Hant", "這個檔案現在改了做法"), ("zh-Hans", "这个文件现在换了做法")]
)
async def test_a_page_that_was_made_in_another_way_is_not_taken_for_their_own_lines(parts: Parts, language: Language, said: str) -> None:
    """A quiz on paper had its answers on the page of the questions once. Now they are a page of their own."""
    spec = with_checks(parse(json.loads((BLOCKS / "quiz" / "example.json").read_text(encoding="utf-8"))))
    today = build(spec, "paper")
    answers = today["ANSWERS.html"].partition(b"<section")[2].partition(b"</section>")[0]
    page = today["PRINT-ME.html"].replace(b"</section>", b"</section><section" + answers + b"</section>")
    before = _of_before(today, {"PRINT-ME.html": page}, "ANSWERS.html")
    ann = Chatter(parts, language=language)
    await ann.say(file=pack(before, spec.slug))
    assert "PRINT-ME" not in ann.text, "nobody touched it"
    zipped = await ann.zip()
    assert zipped is not None and read(zipped).files["PRINT-ME.html"] == today["PRINT-ME.html"]
    await ann.say(file=pack(before | {"PRINT-ME.html": page.replace(b"<ol", b"<p>By Ann</p><ol")}, spec.slug))
    assert "PRINT-ME.html" in ann.text and said in ann.text
    assert not re.search(r"lines? came|多了 \d+ 行", ann.text), "most of what differs is not hers"
    zipped = await ann.zip()
    assert zipped is not None and b"By Ann" in read(zipped).files["PRINT-ME.html"]
    await ann.say(file=pack({path: content for path, content in before.items() if path != "PRINT-ME.html"}, spec.slug))
    zipped = await ann.zip()
    assert zipped is not None and read(zipped).files["PRINT-ME.html"] == today["PRINT-ME.html"], "without it in the zip, the new one is there"


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


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name if path.stem == "example" else path.stem)
def test_every_example_may_come_back(path: Path) -> None:
    spec = parse(json.loads(path.read_text(encoding="utf-8")))
    kept, private = guarded(spec)
    assert bool(private) == (kept.model_dump() != spec.model_dump())
    assert [screen.id for screen in kept.screens] == [screen.id for screen in spec.screens]


def test_what_a_check_of_their_own_says_is_without_private_details_too() -> None:
    spec = with_checks(parse(json.loads((BLOCKS / "records" / "example.json").read_text(encoding="utf-8"))))
    own = spec.checks[0].model_copy(update={"id": "own_call", "says": "Ring Mrs Chan at 6123 4567"})
    kept, private = guarded(replace_checks(spec, (*spec.checks, own)))
    assert private and "6123" not in kept.model_dump_json() and kept.checks[-1].id == "own_call"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "I took out the phone number"), ("zh-Hant", "我已把電話號碼拿走"), ("zh-Hans", "我已经把电话号码拿掉")]
)
async def test_a_number_to_call_is_taken_out_and_the_rest_stays(parts: Parts, language: Language, said: str) -> None:
    spec = parse(json.loads((BLOCKS / "guide" / "example.json").read_text(encoding="utf-8")))
    ann = Chatter(parts, language=language)
    await ann.say(file=pack(build(spec), spec.slug))
    assert said in ann.text
    kept = await ann.spec()
    assert kept is not None and [call["phone"] for call in kept.screens[0].options["calls"]] == ["999"]
    assert "2345" not in kept.model_dump_json(exclude={"checks"})
    assert any(message.file for message in ann.last.messages), "what is left is whole and proved"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "the phone number there would be seen"), ("zh-Hant", "裏面的電話號碼"), ("zh-Hans", "里面的电话号码")],
)
async def test_a_private_detail_that_they_wrote_into_a_file_is_told_and_the_file_stays_theirs(parts: Parts, language: Language, said: str) -> None:
    spec = parse(json.loads((BLOCKS / "records" / "example.json").read_text(encoding="utf-8")))
    files = build(spec)
    screen = f"public/screens/{spec.screens[0].id}.js"
    ann = Chatter(parts, language=language)
    await ann.say(file=pack(files | {screen: files[screen] + b"// by Ann, in class 3B\n", "public/cat.gif": b"GIF89a\xff"}, spec.slug))
    assert said not in ann.text, "nothing of theirs is private"
    own = files["public/my_rules.js"] + b"// ask Mrs Chan, 6123 4567\n"
    sent = {screen: files[screen] + b"// call me: 6123 4567\n", "public/note.txt": b"mail to ann.chan@example.com", "public/my_rules.js": own}
    await ann.say(file=pack(files | sent, spec.slug))
    assert said in ann.text and ann.text.count(said) == 2 and "6123" not in ann.text
    assert all(path in ann.text for path in (screen, "public/note.txt", "my_rules.js"))
    zipped = await ann.zip()
    assert zipped is not None
    assert {path: read(zipped).files[path] for path in sent} == sent


async def _project(chatter: Chatter) -> Project:
    loaded = await chatter.parts.store.load_turn(f"terminal:{chatter.chat}")
    assert loaded is not None and loaded.project is not None
    return loaded.project
