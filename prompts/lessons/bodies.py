"""What stands under a step's heading, read by its kind: words and pictures, a question's answers, code with its cases, a teacher's page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from prompts.lessons.kinds import GAP, Asked, Built, Case, Choice, Paper, Picture, Step, Teacher, Told, Tried

if TYPE_CHECKING:
    from prompts.lessons.reading import Part, Source

Line = tuple[int, str]
_PICTURE = re.compile(r"!\[(.*?)\]\(([\w.-]+\.svg)\)")
_ANSWER = re.compile(r"[-*] \[( |x|X)\] (.+)")
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.) \S")
_REPLY = re.compile(r"\s+=\s+")
_CODE = re.compile(r"`[^`]*`")
_HTML = re.compile(r"<[A-Za-z/!]")
_LINK = re.compile(r"\[[^\]]*\]\(")
_CASE = re.compile(r"([A-Za-z_$][\w$]*)\((.*)\)\s*->\s*(.+)")
_FENCES = ("js", "cases", "hints", "answer")
FEWEST_ANSWERS, MOST_ANSWERS, HINTS, MOST_LINES = 2, 4, 3, 15
SECTIONS = 5
"""Of a teacher's page: aim, prepare, minute by minute, what students get wrong, without a screen."""
_WRONG = 3
"""The section with what students get wrong, which names three things at least."""


def prose(source: Source, part: Part, *, headings: bool = False) -> tuple[str, tuple[Picture, ...]]:
    """The words of a step and its pictures, which stand on lines of their own."""
    return _prose(source, part.lines, headings=headings)


def _prose(source: Source, lines: tuple[Line, ...] | list[Line], *, headings: bool = False) -> tuple[str, tuple[Picture, ...]]:
    pictures, words = [], []
    for number, text in lines:
        if picture := _PICTURE.fullmatch(text.strip()):
            if not picture[1].strip():
                source.fault(number, "a picture has no words for those who do not see it")
            pictures.append(Picture(picture[2], picture[1].strip()))
        else:
            _check_line(source, number, text, headings=headings)
            words.append(text.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(words)).strip(), tuple(pictures)


def _check_line(source: Source, number: int, text: str, *, headings: bool) -> None:
    bare = _CODE.sub("", text)
    if "![" in bare:
        source.fault(number, "a picture stands on a line of its own: ![what it shows](name.svg)")
    elif _LINK.search(bare):
        source.fault(number, "a link: chats show none")
    if _HTML.search(bare):
        source.fault(number, "HTML: write it in Markdown, or in backticks where it is code")
    if text.startswith("#") and not headings:
        source.fault(number, "a heading inside a step: chats show none")
    if text.startswith("```"):
        source.fault(number, "a fence: code stands in a step that is tried")


def _plain(kind: Callable[..., Step]) -> Callable[[Source, Part], Step]:
    def read(source: Source, part: Part) -> Step:
        text, pictures = prose(source, part, headings=kind is Paper)
        if not text:
            source.fault(part.line, "a step without words")
        return kind(part.heading, text, pictures, part.line)

    return read


# --- asked


def _asked(source: Source, part: Part) -> Asked:
    answers = {number: found for number, line in part.lines if (found := _ANSWER.fullmatch(line.strip()))}
    listed = [one for one in part.lines if one[0] in answers]
    quoted = [one for one in part.lines if one[1].startswith(">")]
    text, pictures = _prose(source, [one for one in part.lines if one not in listed and one not in quoted])
    choices = tuple(_choice(source, number, line, answers[number]) for number, line in listed)
    reply = "\n".join(line.lstrip(">").strip() for _, line in quoted).strip()
    if not text:
        source.fault(part.line, "a question without words")
    _check_answers(source, part, choices, quoted)
    for number, line in quoted:
        _check_line(source, number, line, headings=False)
    return Asked(part.heading, text, pictures, part.line, choices, reply)


def _choice(source: Source, number: int, line: str, answer: re.Match[str]) -> Choice:
    _check_line(source, number, line[6:], headings=False)
    mark, said = answer.groups()
    parts = _REPLY.split(said, maxsplit=1)
    if len(parts) < 2 or not all(one.strip() for one in parts):
        source.fault(number, "an answer without what is said to it: - [ ] answer = what is said")
        return Choice(said.strip(), "")
    return Choice(parts[0].strip(), parts[1].strip(), mark in "xX")


def _check_answers(source: Source, part: Part, choices: tuple[Choice, ...], quoted: list[Line]) -> None:
    right = sum(choice.right for choice in choices)
    if right > 1:
        source.fault(part.line, f"a question has {'two' if right == 2 else right} right answers")
    if len({choice.text.casefold() for choice in choices}) < len(choices):
        source.fault(part.line, "a question has the same answer twice")
    if choices and not FEWEST_ANSWERS <= len(choices) <= MOST_ANSWERS:
        source.fault(part.line, f"a question has {FEWEST_ANSWERS} to {MOST_ANSWERS} answers, or none and a quote")
    if choices and quoted:
        source.fault(quoted[0][0], "a quote is what is said to an open question; this one has answers")
    if not choices and not quoted:
        source.fault(part.line, "an open question says in a quote (> ...) what it answers to whatever is said")
    gaps = [number for (number, _), (after, _) in pairwise(quoted) if after != number + 1]
    if gaps and not choices:
        source.fault(gaps[0], "an open question has one quote")


# --- tried


def _tried(source: Source, part: Part) -> Tried:
    fences, rest = _fences(source, part)
    text, pictures = _prose(source, rest)
    if not text:
        source.fault(part.line, "a step without words")
    for name in _FENCES:
        if name not in fences:
            source.fault(part.line, f"what is tried lacks its ```{name}")
    code, answer = (_joined(fences.get(name, [])) for name in ("js", "answer"))
    hints = [line for line in fences.get("hints", []) if line[1].strip()]
    cases = [case for line in fences.get("cases", []) if line[1].strip() and (case := _case(source, line, code)) is not None]
    _check_tried(source, part, fences, hints, answer)
    return Tried(part.heading, text, pictures, part.line, code, tuple(cases), tuple(hint.strip() for _, hint in hints), answer.strip())


def _fences(source: Source, part: Part) -> tuple[dict[str, list[Line]], list[Line]]:
    """The lines of each fence by its name, and all others."""
    fences: dict[str, list[Line]] = {}
    rest: list[Line] = []
    name: str | None = None
    for number, text in part.lines:
        if not text.startswith("```"):
            (rest if name is None else fences[name]).append((number, text))
        elif name is not None:
            name = None
        else:
            name = text[3:].strip()
            if name not in _FENCES or name in fences:
                source.fault(number, f"a fence {name!r} " + ("twice" if name in fences else f"is none of {', '.join(_FENCES)}"))
            fences[name] = []
    return fences, rest


def _joined(lines: list[Line]) -> str:
    return "\n".join(text.rstrip() for _, text in lines).strip("\n")


def _case(source: Source, line: Line, code: str) -> Case | None:
    number, text = line[0], line[1].strip()
    found = _CASE.fullmatch(text)
    if found is None:
        source.fault(number, "a case is name(values) -> value, each value as JSON")
        return None
    try:
        given, wanted = json.loads(f"[{found[2]}]"), json.loads(found[3])
    except ValueError:
        source.fault(number, "a value of a case is not JSON: texts stand in double quotes, nothing is null")
        return None
    if not re.search(rf"\b{re.escape(found[1])}\b", code):
        source.fault(number, f"a case calls {found[1]}, which the code does not have")
    return Case(text.partition("->")[0].strip(), found[1], tuple(given), wanted)


def _check_tried(source: Source, part: Part, fences: Mapping[str, list[Line]], hints: list[Line], answer: str) -> None:
    js = fences.get("js", [])
    gaps = _joined(js).count(GAP)
    line = js[0][0] if js else part.line
    if js and gaps != 1:
        source.fault(line, f"the code has {gaps or 'no'} gap{'s' if gaps > 1 else ''}; it has one, of four underscores")
    if len(js) > MOST_LINES:
        source.fault(line, f"the code has {len(js)} lines; it has at most {MOST_LINES}")
    if "hints" in fences and len(hints) != HINTS:
        source.fault(hints[0][0] if hints else part.line, f"{len(hints) or 'no'} hint{'' if len(hints) == 1 else 's'}; there are three, one a line")
    if "cases" in fences and not _joined(fences["cases"]):
        source.fault(part.line, "no case is run")
    if "answer" in fences and not answer.strip():
        source.fault(part.line, "nothing fills the gap")
    for number, hint in hints:
        if _tells(hint, answer.strip()):
            source.fault(number, "a hint gives the answer away")


def _tells(hint: str, answer: str) -> bool:
    """A sign of two characters, or anything longer, that stands in it as it is to be typed; single signs and short numbers stand everywhere."""
    telling = len(answer) > 2 or (len(answer) == 2 and not answer.isalnum())
    return telling and re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", hint) is not None


# --- teacher


def _teacher(source: Source, part: Part) -> Teacher:
    text, pictures = prose(source, part, headings=True)
    places = [place for place, (_, line) in enumerate(part.lines) if line.startswith("### ")]
    if len(places) != SECTIONS:
        source.fault(part.line, f"the teacher's page has {len(places)} parts under ###; it has {SECTIONS}")
    for begin, end in zip(places, [*places[1:], len(part.lines)], strict=True):
        if not any(line.strip() for _, line in part.lines[begin + 1 : end]):
            source.fault(part.lines[begin][0], "a part of the teacher's page is empty")
    if len(places) == SECTIONS:
        items = [line for _, line in part.lines[places[_WRONG] + 1 : places[_WRONG + 1]] if _ITEM.match(line) and not line.startswith(" ")]
        if len(items) < 3:
            source.fault(part.lines[places[_WRONG]][0], "what students get wrong is a list of three or more")
    return Teacher(part.heading, text, pictures, part.line)


READERS: Mapping[str, Callable[[Any, Any], Step]] = {
    "told": _plain(Told), "asked": _asked, "tried": _tried, "built": _plain(Built), "paper": _plain(Paper), "teacher": _teacher,
}  # fmt: skip
