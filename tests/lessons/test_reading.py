"""A lesson's folder is read strictly: every fault is told, with its file and its line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from prompts.lessons import Asked, Tried, examine, look, read
from tests.lessons.sample import DRAWING, ID, spoil, write

EN = "en.md"
FAULTS = [
    # file, what stands there, what stands there instead, place, words of the reason
    (EN, "+++\ntitle", "title", "en.md:1", "front matter between two lines of +++"),
    (EN, "place = 1", "place = ", "en.md:4", "not TOML"),
    (EN, "minutes = 20\n", "", "en.md:1", "lacks 'minutes'"),
    (EN, "minutes = 20", "minutes = 20\nlevel = 3", "en.md:7", "unknown key 'level'"),
    (EN, "minutes = 20", 'minutes = "20"', "en.md:6", "whole number"),
    (EN, '"primary", "junior"', '"primary", "kinder"', "en.md:5", "'kinder'"),
    (EN, 'course = "own"', 'course = "maths"', "en.md:3", "course is one of"),
    (EN, 'aims = ["Make a rule 1", "Make a rule 2"]', 'aims = ["one"]', "en.md:7", "two or three"),
    (EN, '["rule", "test"]', '["rules"]', "en.md:10", "'rules'"),
    (EN, "needs = []", 'needs = ["no-such-lesson"]', "en.md:8", "needs a lesson 'no-such-lesson'"),
    (EN, "Every evening there is a queue.", "", "en.md:13", "before the first step"),
    (EN, "## told | Step 1", "## tells | Step 1", "en.md:15", "no kind of step 'tells'"),
    (EN, "## told | Step 1", "## Step 1", "en.md:15", "## kind | heading"),
    (EN, "- [ ] Answer A", "- [x] Answer A", "en.md:20", "two right answers"),
    (EN, "- [ ] Answer A = Reply A", "- [ ] Answer A", "en.md:23", "what is said to it"),
    (EN, "- [ ] Answer A = Reply A\n- [x] Answer B = Reply B\n", "", "en.md:20", "2 to 4 answers"),
    (EN, "- [ ] Answer C", "- [ ] Answer A", "en.md:20", "same answer twice"),
    (EN, "> Reply D\n", "", "en.md:33", "open question"),
    (EN, "hour ____ 22", "hour > 22", "en.md:42", "no gap"),
    (EN, "____ 22", "____ ____", "en.md:42", "2 gaps"),
    (EN, "Where is the edge 3\n", "", "en.md:52", "2 hints"),
    (EN, "Where is the edge 3", "Write >= there", "en.md:54", "gives the answer away"),
    (EN, "mayBook(21) -> true", "mayBook(21) = true", "en.md:48", "a case is"),
    (EN, "mayBook(21) -> true", "mayBook(21) -> yes", "en.md:48", "not JSON"),
    (EN, "mayBook(21)", "mayBuy(21)", "en.md:48", "calls mayBuy"),
    (EN, "```answer\n>=\n```\n", "", "en.md:38", "```answer"),
    (EN, "```hints", "```hint", "en.md:51", "a fence 'hint'"),
    (EN, "## built | Step 6\nSome words 7.\n", "", "en.md:73", "no steps 'built'"),
    (EN, "## built | Step 6", "## paper | Step 6", "en.md:60", "only in a lesson that is unplugged"),
    (EN, "### 5\nSome words 10.\n", "", "en.md:63", "4 parts"),
    (EN, "- Some words?\n", "", "en.md:70", "three or more"),
    (EN, "Some words 3.", "Some <b>words</b> 3.", "en.md:28", "HTML"),
    (EN, "Some words 3.", "See [this](https://example.org).", "en.md:28", "a link"),
    (EN, "Some words 3.", "### Some words", "en.md:28", "a heading inside"),
    (EN, "![A queue]", "![]", "en.md:16", "no words for those"),
    (EN, "(queue.svg)", "(line.svg)", "en.md:15", "no picture line.svg"),
    ("zh-Hant.md", "minutes = 20", "minutes = 25", "zh-Hant.md:1", "minutes is not as in en.md"),
    ("zh-Hant.md", "## built |", "## told |", "zh-Hant.md:60", "kinds"),
    ("zh-Hans.md", "- [ ] 答案 A = 回应 A\n- [x]", "- [x] 答案 A = 回应 A\n- [ ]", "zh-Hans.md:20", "right answers are not"),
    ("zh-Hans.md", 'mayBook(22) -> "late"\n', "", "zh-Hans.md:38", "cases are not"),
    ("zh-Hant.md", '"訂一條規則 1", ', '"甲", "乙", ', "zh-Hant.md:1", "3 aims"),
    ("queue.svg", "<rect", "<script>1</script><rect", "queue.svg", "a script"),
    ("queue.svg", "<rect", '<use href="https://example.org/a.svg"/><rect', "queue.svg", "outside it"),
    ("queue.svg", "<rect", "<text>hi</text><rect", "queue.svg", "holds words"),
    ("queue.svg", "640 360", "64 36", "queue.svg", "viewBox"),
    ("queue.svg", "</svg>", "", "queue.svg", "broken"),
]  # fmt: skip


def test_a_right_lesson_has_no_fault(tmp_path: Path) -> None:
    lesson, faults = examine(write(tmp_path))
    assert not faults and lesson is not None
    page = lesson.said("zh-Hant")
    assert [step.kind for step in page.steps] == ["told", "asked", "told", "asked", "tried", "built"]
    choice, tried = page.steps[1], page.steps[4]
    assert isinstance(choice, Asked) and choice.right == 1 and choice.choices[1].reply == "回應 B"
    assert isinstance(tried, Tried) and (tried.cases[1].given, tried.cases[1].wanted, tried.answer) == ((22,), "late", ">=")
    assert page.steps[0].pictures[0].alt == "一條隊"


@pytest.mark.parametrize(("name", "old", "new", "place", "words"), FAULTS)
def test_a_planted_fault_is_found_at_its_place(tmp_path: Path, name: str, old: str, new: str, place: str, words: str) -> None:
    folder = write(tmp_path)
    spoil(folder, name, old, new)
    shelf = read([folder])
    said = [(fault.place.rpartition("/")[2], fault.reason) for fault in shelf.faults]
    assert any(where == place and words in reason for where, reason in said), said
    assert not shelf.lessons


def test_files_that_are_missing_or_too_many_are_told(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "zh-Hans.md").unlink()
    (folder / "notes.txt").write_text("x")
    (folder / "spare.svg").write_text(DRAWING)
    (folder / "en.md").write_bytes(b"\xff\xfe")
    reasons = " ".join(str(fault) for fault in examine(folder)[1])
    assert all(words in reasons for words in ("no zh-Hans.md", "notes.txt: this is no part", "spare.svg: no step shows", "en.md:1: it is not UTF-8"))


def test_a_folder_must_be_called_by_an_id(tmp_path: Path) -> None:
    assert "the folder's name" in str(examine(write(tmp_path, "Fair turns"))[1][0])


def test_a_schools_own_lesson_stands_beside_ours_and_takes_no_place_of_one(tmp_path: Path) -> None:
    ours = next(iter(look().lessons))
    write(tmp_path), write(tmp_path, ours)
    shelf = look(tmp_path)
    assert shelf.lessons[ID].folder.parent == tmp_path and shelf.lessons[ours] is look().lessons[ours]
    assert any("has this id" in fault.reason for fault in shelf.faults)
    assert [one.id for one in shelf.pathway("primary")][-1] == ID and ID not in [one.id for one in shelf.pathway("senior")]


def test_nothing_is_read_at_import() -> None:
    program = "import sys, builtins; import prompts.lessons as lessons; print(lessons.look.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=300)
    assert done.stdout.strip() == "0"
