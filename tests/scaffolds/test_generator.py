"""A build is pure: the same bytes for the same input, everything in its place, the learner's files untouched."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from scaffolds import generator
from scaffolds.spec import parse
from tests.scaffolds.apps import data, drafted, rich_wish

EXAMPLE = Path(generator.__file__).parent / "examples" / "community-living-room.json"
SPEC = parse(json.loads(EXAMPLE.read_text(encoding="utf-8")))


def test_what_the_contract_names_is_in_the_zip() -> None:
    files = generator.build(SPEC)
    expected = ["sampan.json", "README.md", "LEARN.md", "app.py", "OPEN-ME.html", "public/index.html", "public/style.css", "public/app.js"]
    expected += ["public/screens/book.js", "public/rules/book.js", "public/my_rules.js", "public/vendor/preact.js", "LICENSES/preact-MIT.txt"]
    assert [path for path in expected if path not in files] == []


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = generator.build(SPEC), generator.build(parse(json.loads(EXAMPLE.read_text(encoding="utf-8"))))
    assert first == second
    assert generator.pack(first, SPEC.slug) == generator.pack(second, SPEC.slug)


def test_the_zip_is_one_folder_of_plain_files() -> None:
    with zipfile.ZipFile(io.BytesIO(generator.pack(generator.build(SPEC), SPEC.slug))) as archive:
        assert all(name.startswith("community-living-room/") and ".." not in name for name in archive.namelist())
        assert json.loads(archive.read("community-living-room/sampan.json"))["spec"] == SPEC.model_dump(mode="json")


def test_the_learners_own_rules_are_kept_and_stand_in_the_single_page() -> None:
    own = b'export function allow(screen, action, input, app) {\n  return "mine </script> " + 1;\n}\n'
    files = generator.build(SPEC, learner_files={"public/my_rules.js": own})
    assert files["public/my_rules.js"] == own
    assert b'"mine <\\/script> "' in files["OPEN-ME.html"]


def test_own_rules_in_another_form_do_not_stop_the_single_page() -> None:
    files = generator.build(SPEC, learner_files={"public/my_rules.js": b"export default 1;\n"})
    assert b"export default" not in files["OPEN-ME.html"]


def test_learn_points_at_lines_that_say_so() -> None:
    files = generator.build(SPEC)
    learn, rules = files["LEARN.md"].decode(), files["public/rules/book.js"].decode().split("\n")
    line = next(text for text in learn.split("\n") if "max 2 a day" in text)
    assert "max 2 a day" in rules[int(line.rsplit(" ", 1)[1]) - 1]


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_reading_pages_and_comments_are_in_the_learners_language(language: str) -> None:
    files = generator.build(drafted(rich_wish(language), "booking"))  # type: ignore[arg-type]  # a Language
    words = {"en": "Double-click **OPEN-ME.html**", "zh-Hant": "按兩下 **OPEN-ME.html**", "zh-Hans": "双击 **OPEN-ME.html**"}
    comment = {"en": "No double booking", "zh-Hant": "不可重複預約", "zh-Hans": "不能重复预约"}
    assert words[language] in files["README.md"].decode()
    assert comment[language] in files["public/rules/book.js"].decode()


def test_words_of_a_learner_are_data_in_every_file() -> None:
    files = generator.build(parse(data(title="</script><script>alert(1)</script>${7*7}{{7*7}}`", tagline='"><img src=x onerror=alert(1)>')))
    assert b"<script>alert" not in files["public/index.html"] + files["OPEN-ME.html"] + files["README.md"] + files["public/screens.js"]
    assert b"<img" not in files["public/index.html"] + files["OPEN-ME.html"].split(b"<script>")[0]
    assert b"<img" not in files["README.md"].replace(b"\\<", b"")
