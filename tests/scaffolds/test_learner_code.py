"""What a learner changed in their zip: found, kept over new builds, given back, and never more than may be kept."""

from __future__ import annotations

import pytest

from bot.core.places import possible
from scaffolds import generator, learner_code, platforms
from scaffolds.blocks import with_checks
from scaffolds.learner_code import NOTHING, LearnerCode, found, laid_over, settled, stored
from scaffolds.operations import AddField, Recolour, RenameScreen, apply
from scaffolds.proof import finished
from scaffolds.returned import ReturnedError, read
from scaffolds.spec import Field, parse
from tests.scaffolds.apps import data

SPEC = with_checks(parse(data()))
VIEW, RULES, STYLE = "public/screens/books.js", "public/rules/books.js", "public/style.css"
CAT = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


def made(platform: str = "web") -> dict[str, bytes]:
    return platforms.discover()[platform].files(SPEC)


def sent(changed: dict[str, bytes], platform: str = "web") -> LearnerCode:
    files = finished(SPEC, platform)[0] | changed
    return found(read(generator.pack(files, SPEC.slug)), made(platform))


def with_line(path: str, line: bytes = b"// mine") -> bytes:
    return made()[path] + line + b"\n"


@pytest.mark.parametrize("platform", possible(SPEC))
def test_a_zip_that_nobody_touched_holds_nothing_of_theirs(platform: str) -> None:
    assert sent({}, platform) == LearnerCode(platform=platform)
    assert not sent({}, platform)


def test_an_edit_a_new_file_and_rules_are_found() -> None:
    rules = b"export function allow(screen, action, input, app) {\n  return true;\n}\n// mine\n"
    code = sent({VIEW: with_line(VIEW), "public/cat.gif": CAT, "public/my_rules.js": rules})
    assert list(code.edits) == [VIEW] and code.edits[VIEW].mine.endswith("// mine\n")
    assert dict(code.added) == {"public/cat.gif": CAT}
    assert dict(code.rules) == {"public/my_rules.js": rules}


def test_lines_ended_by_windows_are_no_change() -> None:
    assert not sent({VIEW: made()[VIEW].replace(b"\n", b"\r\n")})


def test_what_other_templates_made_is_no_change_of_theirs() -> None:
    """A zip from last year: its files differ from today's, and nobody touched them."""
    returned = read(generator.pack(finished(SPEC)[0], SPEC.slug))
    today = made() | {VIEW: b"// made in another way today\n"}
    assert not found(returned, today).edits


def test_what_is_made_anew_each_time_is_named_and_not_kept() -> None:
    code = sent({"things.json": made()["things.json"].replace(b"Book", b"Cook"), "public/con<>.js": b"1"})
    assert code.left_out == ("things.json", "public/con<>.js")
    assert not code


def test_it_is_kept_as_it_was_and_given_back() -> None:
    code = sent({VIEW: with_line(VIEW), "public/cat.gif": CAT, "public/my_rules.js": b"export const a = 1;\n"})
    assert learner_code.read(stored(code)) == code
    assert learner_code.read(b"") == NOTHING and stored(NOTHING) == b""


def test_a_new_build_has_their_lines_and_the_new_ones() -> None:
    code = sent({VIEW: with_line(VIEW), RULES: with_line(RULES), "public/cat.gif": CAT})
    grown = apply(SPEC, [AddField(thing="book", field=Field(name="author", label="Author")), RenameScreen(screen="books", label="Shelf")])
    files, report = finished(grown, "web", code)
    assert report.passed, report.wrong("en")
    assert files[RULES].endswith(b"// mine\n") and b"Author" in files[RULES]
    assert files[VIEW].endswith(b"// mine\n") and files["public/cat.gif"] == CAT
    assert b"// mine" in files["OPEN-ME.html"]
    again = found(read(generator.pack(files, grown.slug)), platforms.discover()["web"].files(grown))
    assert again.edits.keys() == code.edits.keys(), "the zip of the merged build tells their lines again"


def test_a_clash_is_told_and_settled_once() -> None:
    seed = f"--seed:{SPEC.colour}".encode()
    code = sent({STYLE: made()[STYLE].replace(seed, b"--seed:hotpink")})
    assert code.edits
    blue = apply(SPEC, [Recolour(colour="#1D4ED8")])
    new = platforms.discover()["web"].files(blue)
    files, conflicts = laid_over(new, code.edits)
    assert [one.path for one in conflicts] == [STYLE] and b"--seed:hotpink" in files[STYLE]
    mine, theirs = settled(code, new, "mine"), settled(code, new, "new")
    assert laid_over(new, mine.edits)[1] == () and b"hotpink" in laid_over(new, mine.edits)[0][STYLE]
    assert not theirs.edits, "nothing of theirs is left in that file"


def test_their_edit_of_one_platform_is_not_laid_over_another() -> None:
    code = sent({VIEW: with_line(VIEW), "public/cat.gif": CAT})
    files, report = finished(SPEC, "weixin", code)
    assert report.passed and not any("cat" in path for path in files)


def test_too_much_of_ones_own_is_refused_or_named() -> None:
    code = sent({f"public/picture{n:02}.gif": CAT for n in range(60)})
    assert len(code.added) == learner_code.MOST_ADDED and len(code.left_out) == 20
    with pytest.raises(ReturnedError, match="too big"):
        sent({VIEW: with_line(VIEW, b"// " + b"x" * 1_600_000)})


@pytest.mark.parametrize("broken", [b"export default 1;\n", b"const = ;\n", b"\xef\xbb\xbfimport x from 'y';\n"])
def test_a_screen_that_cannot_be_read_is_told_by_the_proof_and_breaks_no_build(broken: bytes) -> None:
    code = sent({VIEW: broken})
    files, report = finished(SPEC, "web", code)
    assert not report.passed
    assert "OPEN-ME.html" in files
