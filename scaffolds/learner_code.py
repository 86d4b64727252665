"""What a learner changed in the files of their app: found when the zip comes back, kept beside the spec, laid over every new build.

    code = found(returned, made)             what differs from what was made
    files, conflicts = laid_over(made, code) a new build with their lines in it

`my_rules.js` is theirs from the beginning and is kept as the module that the web loads (`scaffolds.own_rules`). Any other file that is made anew is kept as an `Edit`,
merged line by line, wherever the file lies in that build (`Platform.moved`); files that they added are kept as they are. Python that runs on our side is never made of any of it.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from scaffolds import own_rules, platforms
from scaffolds.merging import Conflict, Side, merge
from scaffolds.platforms import Files
from scaffolds.returned import Returned, ReturnedError, print_of

MOST_KEPT, MOST_ADDED = 1_500_000, 40
"""Bytes of all that is kept, and how many files may be added."""
_MADE_ANEW = frozenset(("sampan.json", "CHECKS.md", "OPEN-ME.html", "LEARN.md", "things.json"))
"""Made of the spec and of all other files: what is written into them has no place to stay."""
_NAME = re.compile(r"[A-Za-z0-9_\u3400-\u9fff][\w. \u3400-\u9fff-]*(/[A-Za-z0-9_\u3400-\u9fff][\w. \u3400-\u9fff-]*)*")


@dataclass(frozen=True)
class Edit:
    """A file that is made anew, as it was made and as the learner left it."""

    base: str
    mine: str


@dataclass(frozen=True)
class LearnerCode:
    """All that is the learner's own in an app: their rules, and what they changed and added on one platform."""

    rules: Mapping[str, bytes] = field(default_factory=dict)
    platform: str = "web"
    edits: Mapping[str, Edit] = field(default_factory=dict)
    added: Mapping[str, bytes] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    """Paths of what was sent and is not kept: it is made anew, or is too much. Said once, not stored."""
    older: tuple[str, ...] = ()
    """Paths of edits whose file was made in another way than today, so that not all that differs is theirs. Said once, not stored."""

    def __bool__(self) -> bool:
        return bool(self.rules or self.edits or self.added)

    def files(self, platform: str) -> Files:
        """What goes into a build of a platform as it is."""
        placed = own_rules.placed(self.rules, platform)
        return {**self.added, **placed} if platform == self.platform else placed

    def edits_on(self, platform: str) -> Mapping[str, Edit]:
        return self.edits if platform == self.platform else {}


NOTHING = LearnerCode()


@dataclass(frozen=True)
class FileConflict:
    """A conflict and the file that it stands in."""

    path: str
    conflict: Conflict


def is_kept(path: str) -> bool:
    """Whether an edit of a generated file of that name can be kept."""
    return path not in _MADE_ANEW and not path.startswith("LICENSES/") and "/vendor/" not in f"/{path}"


def found(returned: Returned, made: Mapping[str, bytes]) -> LearnerCode:
    """What differs from `made`, the same app as it comes from the spec alone. Raises `ReturnedError` for rules that cannot be kept."""
    own = platforms.discover()[returned.platform].my_rules
    others = {path: content for path, content in returned.files.items() if path != own}
    edits = {path: edit for path, content in others.items() if path in made and (edit := _edit(returned, path, made[path], content))}
    added = {path: content for path, content in others.items() if _is_their_own(returned, path, made)}
    rules = {path: data for path, data in returned.own_rules().items() if returned.files[own] != made.get(own)}
    older = tuple(path for path in edits if returned.made.get(path, "") not in ("", print_of(made[path])))
    return _bounded(LearnerCode(rules, returned.platform, edits, added, _lost(returned, made), older))


def _is_their_own(returned: Returned, path: str, made: Mapping[str, bytes]) -> bool:
    """A file that they added, or a picture that they put in the place of one: a picture has no lines to merge. What an older Sampan made is neither."""
    if returned.untouched(path):
        return False
    if path not in made:
        return path not in _MADE_ANEW
    return is_kept(path) and returned.files[path] != made[path] and not _has_lines(made[path])


def _has_lines(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


def _edit(returned: Returned, path: str, made: bytes, content: bytes) -> Edit | None:
    """None where nobody touched it: it is as it was made then, or as it would be made now."""
    if not is_kept(path) or content == made or returned.untouched(path) or not _has_lines(made):
        return None
    base, mine = (_text(one) for one in (made, content))
    return Edit(base, mine) if base.splitlines() != mine.splitlines() else None


def _lost(returned: Returned, made: Mapping[str, bytes]) -> tuple[str, ...]:
    """What the store holds to comes from the spec: a change of it by hand cannot be kept."""
    held = "things.json"
    changed = held in made and returned.files.get(held, made[held]) != made[held] and not returned.untouched(held)
    return (held,) if changed else ()


def _bounded(code: LearnerCode) -> LearnerCode:
    """Within what one project may keep; what is over is left out and named. Raises `ReturnedError` where the edits alone are too much."""
    if sum(len(edit.base) + len(edit.mine) for edit in code.edits.values()) > MOST_KEPT:
        raise ReturnedError("too_big", most="1 MB")
    taken: dict[str, bytes] = {}
    for path, content in sorted(code.added.items()):
        room = len(taken) < MOST_ADDED and sum(map(len, taken.values())) + len(content) <= MOST_KEPT
        if room and _NAME.fullmatch(path):
            taken[path] = content
    return replace(code, added=taken, left_out=(*code.left_out, *sorted(code.added.keys() - taken.keys())))


Moved = Callable[[Files, str, str], Mapping[str, Callable[[str], str]]]
"""`Platform.moved` of one spec."""


def where_they_were(made: Files, path: str, base: str) -> Mapping[str, Callable[[str], str]]:
    """Files that lie in the same place in every version."""
    return {path: str}


def laid_over(made: Files, edits: Mapping[str, Edit], moved: Moved = where_they_were) -> tuple[Files, tuple[FileConflict, ...]]:
    """A new build with the learner's lines merged in. Where both changed the same lines the learner's stand."""
    files, conflicts = dict(made), []
    for path, edit in _placed(made, edits, moved):
        merged = merge(edit.base, edit.mine, _text(files[path]))
        files[path] = merged.text.encode()
        conflicts += [FileConflict(path, one) for one in merged.conflicts]
    return files, tuple(conflicts)


def settled(code: LearnerCode, made: Files, prefer: Side, moved: Moved = where_they_were) -> LearnerCode:
    """The code after the learner chose a side for all conflicts with a new build: nothing in it conflicts with that build any more."""
    texts: dict[str, str] = {}
    for path, edit in _placed(made, code.edits, moved):
        texts[path] = merge(edit.base, edit.mine, texts.get(path, _text(made[path])), prefer).text
    laid = {path: Edit(base, mine) for path, mine in texts.items() if (base := _text(made[path])).splitlines() != mine.splitlines()}
    return replace(code, edits={path: code.edits[path] for path in without_place(code, made, moved)} | laid)


def without_place(code: LearnerCode, made: Files, moved: Moved = where_they_were) -> tuple[str, ...]:
    """Paths of files that they changed and that a build does not have. What they changed is kept for a build that has them again."""
    return tuple(path for path, edit in code.edits.items() if not any(place in made for place in moved(made, path, edit.base)))


def _placed(made: Files, edits: Mapping[str, Edit], moved: Moved) -> Iterator[tuple[str, Edit]]:
    """Each edit where its file lies now; of one file there may be several, one after the other."""
    for path, edit in edits.items():
        for place, turned in moved(made, path, edit.base).items():
            base, mine = turned(edit.base), turned(edit.mine)
            if place in made and base != mine:
                yield place, Edit(base, mine)


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace")


# --- as it is kept beside the spec


def stored(code: LearnerCode) -> bytes:
    """JSON: the rules as text by path, and the rest below `platform`. Nothing is nothing."""
    if not code:
        return b""
    kept: dict[str, object] = {path: data.decode("utf-8", "replace") for path, data in sorted(code.rules.items())}
    if code.edits or code.added:
        edits = {path: [edit.base, edit.mine] for path, edit in sorted(code.edits.items())}
        added = {path: base64.b64encode(data).decode() for path, data in sorted(code.added.items())}
        kept["changed"] = {"platform": code.platform, "edits": edits, "added": added}
    return json.dumps(kept, ensure_ascii=False).encode()


def read(stored: bytes) -> LearnerCode:
    """What `stored` wrote."""
    kept = json.loads(stored) if stored else {}
    changed = kept.pop("changed", {"platform": "web", "edits": {}, "added": {}})
    return LearnerCode(
        rules={path: text.encode() for path, text in kept.items()},
        platform=changed["platform"],
        edits={path: Edit(base, mine) for path, (base, mine) in changed["edits"].items()},
        added={path: base64.b64decode(data) for path, data in changed["added"].items()},
    )
