"""A zip that comes back: Sampan's own, or a student's edit of one, or anything at all that somebody calls so.

Nothing is ever unpacked to a disk. What is not plainly an app of Sampan's is refused by `ReturnedError`, in one sentence.
What students' computers leave in folders (`.DS_Store`, `__pycache__`, the rows that `app.py` kept) is passed over unread.
"""

from __future__ import annotations

import hashlib
import io
import json
import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scaffolds import migrate, own_rules, platforms
from scaffolds.modules import ModuleError
from scaffolds.spec import AppSpec, SpecError, parse

MOST_ZIPPED, MOST_BYTES, MOST_FILE, MOST_FILES = 5_000_000, 16_000_000, 2_000_000, 400
"""Bytes of a zip, of all its files, of one file; and how many files. A build is a tenth of each."""

_LONGEST_PATH = 240

_TEXT = frozenset((".py", ".js", ".json", ".html", ".css", ".md", ".txt", ".svg", ".wxml", ".wxss", ".webmanifest", ".toml", ""))
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico"))
_LEFT_BEHIND = frozenset(("__MACOSX", "__pycache__", ".git", ".vscode", ".idea", "node_modules", ".DS_Store", "Thumbs.db", "desktop.ini"))

_SENTENCES = {
    "not_a_zip": "This is not a zip file, or it is damaged.",
    "too_big": "This zip is too big: at most {most} fit.",
    "too_many_files": "There are too many files in this zip: at most {most} fit.",
    "locked": "This zip is locked with a password. Please make one without.",
    "packed_oddly": "{path} is packed in a way that cannot be read. Please zip the folder again.",
    "outside": "A file in this zip would lie outside its folder: {path}",
    "odd_name": "A file in this zip has a name that not every computer can read: {path}",
    "link": "{path} is a link, not a file. Please put the file itself into the zip.",
    "twice": "{path} is in this zip twice.",
    "damaged": "{path} is damaged. Please zip the folder again.",
    "not_text": "{path} should be text, and it is not.",
    "no_app": "There is no sampan.json in this zip, so it is not an app made with Sampan.",
    "not_readable": "sampan.json cannot be read: {reason}",
    "rules_form": "Your own rules cannot be taken over ({place}). Please end my_rules.js with: module.exports = {{ allow }};",
}


class ReturnedError(ValueError):
    """A zip that is not taken. `key` and `values` let others say it in another language; `str()` is one English sentence."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(_SENTENCES[key].format(**values))
        self.key, self.values = key, values


@dataclass(frozen=True)
class Returned:
    """What came back: the project as its `sampan.json` says, and all files as they are now."""

    spec: AppSpec
    platform: str
    version: int
    files: Mapping[str, bytes]
    made: Mapping[str, str]
    """The prints of the files as they were made (`print_of`), by path; a zip of an older Sampan has none."""

    def untouched(self, path: str) -> bool:
        """Whether a file is as it was made, by whatever templates of that day."""
        return self.made.get(path) == print_of(self.files[path])

    def own_rules(self) -> Mapping[str, bytes]:
        """The learner's own rules as they are kept (`scaffolds.own_rules`); raises `ReturnedError` where they are in no form that we can keep."""
        try:
            return own_rules.kept(self.files, self.platform)
        except ModuleError as error:
            raise ReturnedError("rules_form", place=_shown(str(error))) from None


def print_of(content: bytes) -> str:
    """What tells whether a file was touched; how its lines end says nothing."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:16]


def read(zipped: bytes) -> Returned:
    """Read a zip's bytes; raises `ReturnedError`."""
    files = _app_folder(_unpacked(zipped))
    spec, platform, version, made = _manifest(files["sampan.json"])
    return Returned(spec, platform, version, files, made)


def _unpacked(zipped: bytes) -> dict[str, bytes]:
    if len(zipped) > MOST_ZIPPED:
        raise ReturnedError("too_big", most=_megabytes(MOST_ZIPPED))
    if zipped.count(b"PK\x01\x02") > 10 * MOST_FILES:  # before Python reads the list of them
        raise ReturnedError("too_many_files", most=str(MOST_FILES))
    try:
        with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
            return dict(_entries(archive))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, OverflowError, IndexError) as error:
        if isinstance(error, ReturnedError):
            raise
        raise ReturnedError("not_a_zip") from None


def _entries(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """The files that matter, checked one by one before a byte of them is unpacked."""
    wanted = [(entry, _path(entry)) for entry in archive.infolist() if not entry.is_dir()]
    wanted = [(entry, path) for entry, path in wanted if _kind(path)]
    if len(wanted) > MOST_FILES:
        raise ReturnedError("too_many_files", most=str(MOST_FILES))
    if sum(entry.file_size for entry, _ in wanted) > MOST_BYTES:
        raise ReturnedError("too_big", most=_megabytes(MOST_BYTES))
    seen: set[str] = set()
    for entry, path in wanted:
        if path.casefold() in seen:
            raise ReturnedError("twice", path=_shown(path))
        seen.add(path.casefold())
        yield path, _content(archive, entry, path)


def _path(entry: zipfile.ZipInfo) -> str:
    """The path with `/`, as old Windows programs do not write it; raises for one that leads out of its folder."""
    path = entry.filename.replace("\\", "/")
    if len(path) > _LONGEST_PATH or not path.isprintable():
        raise ReturnedError("odd_name", path=_shown(path))
    if path.startswith("/") or re.match(r"[A-Za-z]:", path) or ".." in path.split("/"):
        raise ReturnedError("outside", path=_shown(path))
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ReturnedError("link", path=_shown(path))
    return posixpath.normpath(path)


def _kind(path: str) -> str:
    """`text`, `picture`, or nothing for what is no part of an app."""
    if any(part in _LEFT_BEHIND or part.startswith("._") for part in path.split("/")):
        return ""
    suffix = posixpath.splitext(path)[1].lower()
    return "text" if suffix in _TEXT else "picture" if suffix in _PICTURES else ""


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str) -> bytes:
    if entry.flag_bits & 0x1:
        raise ReturnedError("locked")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ReturnedError("packed_oddly", path=_shown(path))
    if entry.file_size > MOST_FILE:
        raise ReturnedError("too_big", most=_megabytes(MOST_FILE))
    try:
        content = archive.read(entry)  # zipfile gives no more than the size that the entry claims
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise ReturnedError("damaged", path=_shown(path)) from None
    if _kind(path) == "text" and not _is_text(content):
        raise ReturnedError("not_text", path=_shown(path))
    return content


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _app_folder(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files inside the folder that holds `sampan.json`: the outermost, wherever a student's zip program put it."""
    found = sorted((path for path in files if posixpath.basename(path) == "sampan.json"), key=lambda path: (path.count("/"), path))
    if not found:
        raise ReturnedError("no_app")
    folder = found[0].removesuffix("sampan.json")
    return {path.removeprefix(folder): content for path, content in files.items() if path.startswith(folder)}


def _manifest(content: bytes) -> tuple[AppSpec, str, int, Mapping[str, str]]:
    try:
        manifest = migrate.lift(json.loads(content.decode("utf-8-sig")))
        platform, version = manifest.get("platform"), manifest.get("version", 1)
        if not isinstance(platform, str) or platform not in platforms.discover():
            raise SpecError("platform", f'no platform is called "{str(platform)[:40]}"')
        if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version < 10**9:
            raise SpecError("version", "the version is a whole number from 1")
        made = manifest.get("made")
        return _spec(manifest.get("spec")), platform, version, made if isinstance(made, dict) else {}
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, SpecError) else "a comma, a quote or a bracket is wrong"
        raise ReturnedError("not_readable", reason=reason) from None


def _spec(data: object) -> AppSpec:
    try:
        return parse(data)
    except SpecError as error:
        raise SpecError(f"spec.{error.place}" if error.place else "spec", error.reason) from None


def _megabytes(count: int) -> str:
    return f"{count // 1_000_000} MB"


def _shown(path: str) -> str:
    """A path as it may be put into a sentence."""
    return "".join(char if char.isprintable() else "?" for char in path)[:80]
