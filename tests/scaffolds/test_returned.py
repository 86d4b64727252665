"""What may come back as 'my app': Sampan's own zip, a student's edit of it, and anything at all."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import generator
from scaffolds.returned import ReturnedError, read
from scaffolds.spec import parse
from tests.scaffolds.apps import data

SPEC = parse(data())
MANIFEST = json.dumps({"sampan": 1, "spec": data(), "platform": "web", "version": 4}).encode()


def zipped(files: Mapping[str, bytes], **entry: Any) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            info = zipfile.ZipInfo(path)
            info.compress_type = zipfile.ZIP_DEFLATED
            for key, value in entry.items():
                setattr(info, key, value)
            archive.writestr(info, content)
    return buffer.getvalue()


def refused(content: bytes) -> ReturnedError:
    with pytest.raises(ReturnedError) as caught:
        read(content)
    assert "\n" not in str(caught.value)
    return caught.value


def test_sampans_own_zip_restores_the_project() -> None:
    own = {"public/my_rules.js": b"export function allow(screen, action, input, app) { return true; }\n"}
    back = read(generator.pack(generator.build(SPEC, "web", own, version=7), SPEC.slug))
    assert (back.spec, back.platform, back.version, back.own_rules()) == (SPEC, "web", 7, own)
    assert "app.py" in back.files


@pytest.mark.parametrize("folder", ["", "book-box/", "Downloads/book-box (1)/book-box/", "book-box\\"])
def test_the_folder_is_found_wherever_a_zip_program_put_it(folder: str) -> None:
    assert read(zipped({f"{folder}sampan.json": MANIFEST, f"{folder}public{folder[-1:] or '/'}my_rules.js": b"1"})).own_rules()


def test_what_computers_leave_behind_is_passed_over() -> None:
    left = {
        "a/.DS_Store": b"\0\1",
        "__MACOSX/a/._sampan.json": b"\0",
        "a/__pycache__/app.pyc": b"\xff",
        "a/rows.sqlite3": b"SQLite\0",
        "a/app.db-wal": b"\xfe",
    }
    assert set(read(zipped({"a/sampan.json": MANIFEST, "a/photo.png": b"\x89PNG", **left})).files) == {"sampan.json", "photo.png"}


@pytest.mark.parametrize("path", ["../evil.txt", "/etc/passwd.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\evil.txt", "C:evil.txt"])
def test_paths_that_leave_the_folder(path: str) -> None:
    assert refused(zipped({"sampan.json": MANIFEST, path: b"x"})).key == "outside"


@pytest.mark.parametrize("path", ["a" * 300 + ".txt", "a\nb.txt", "a\u202etxt.js"])
def test_names_that_not_every_computer_can_read(path: str) -> None:
    assert refused(zipped({"sampan.json": MANIFEST, path: b"x"})).key == "odd_name"


def test_links_and_devices() -> None:
    for kind in (stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO):
        assert refused(zipped({"sampan.json": b"/etc/passwd"}, external_attr=(kind | 0o777) << 16, create_system=3)).key == "link"


def test_bombs() -> None:
    assert refused(zipped({"sampan.json": MANIFEST, "a.txt": b"0" * 3_000_000})).key == "too_big"
    assert refused(zipped({f"{n}.txt": b"0" * 1_900_000 for n in range(10)})).key == "too_big"
    assert refused(b"PK" + b"0" * 6_000_000).key == "too_big"
    assert refused(zipped({f"{n}.txt": b"" for n in range(500)})).key == "too_many_files"
    assert refused(zipped({f"{n}.txt": b"" for n in range(5000)})).key == "too_many_files"


def test_a_size_that_lies_is_caught() -> None:
    honest = zipped({"sampan.json": MANIFEST, "a.txt": b"0" * 100_000})
    entry = honest.rindex(b"PK\x01\x02")
    lying = honest[: entry + 24] + (10).to_bytes(4, "little") + honest[entry + 28 :]
    assert refused(lying).key in ("damaged", "not_a_zip")


def test_twice_locked_and_oddly_packed() -> None:
    both = zipped({"sampan.json": MANIFEST, "a.js": b"1", "A.js": b"2"})
    assert refused(both).key == "twice"
    locked = bytearray(zipped({"sampan.json": MANIFEST}))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(locked)).key == "locked"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("sampan.json", MANIFEST)
    assert refused(buffer.getvalue()).key == "packed_oddly"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a\0b", b"\x89PNG\r\n"])
def test_no_binaries_in_text_places(content: bytes) -> None:
    assert refused(zipped({"sampan.json": MANIFEST, "public/app.js": content})).key == "not_text"


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        ({"sampan": 99}, "sampan: this was made by a newer Sampan"),
        ({"sampan": 1, "platform": "toaster"}, 'platform: no platform is called "toaster"'),
        ({"sampan": 1, "platform": "web", "version": 0}, "version: the version is a whole number from 1"),
        ({"sampan": 1, "platform": "web", "spec": {}}, "spec.title: this is missing"),
        ({"sampan": 1, "platform": "web", "spec": data(bogus=1)}, "spec.bogus: there is no such key"),
        ([], "sampan.json is a JSON object"),
    ],
)
def test_manifests_that_are_wrong_say_where(manifest: object, reason: str) -> None:
    assert str(refused(zipped({"sampan.json": json.dumps(manifest).encode()}))) == f"sampan.json cannot be read: {reason}"


def test_what_is_no_app() -> None:
    assert refused(b"").key == refused(b"hello").key == "not_a_zip"
    assert refused(zipped({})).key == refused(zipped({"essay.txt": b"x"})).key == "no_app"
    assert refused(zipped({"sampan.json": b"[" * 100_000})).key == "not_readable"
    assert refused(zipped({"sampan.json": b"{,}"})).key == "not_readable"


WHOLE = zipped({"a/sampan.json": MANIFEST, "a/public/my_rules.js": b"1"})


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=8), st.integers(0, 8))
def test_a_damaged_zip_is_read_or_refused(place: int, patch: bytes, cut: int) -> None:
    try:
        read(WHOLE[:place] + patch + WHOLE[place + cut :])
    except ReturnedError as error:
        assert "\n" not in str(error)
