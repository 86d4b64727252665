"""What stands behind a part of a learner's app: found in its code, run where the app says no, and shown with its lines."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import prompts
from bot.core.deciding import Turn, short
from bot.core.decision import Decision, Move
from bot.core.explaining import Index, offered, place, read
from bot.core.reading import read_line
from bot.core.turn import Button
from bot.services import Parts
from bot.services.guard import Simplified
from bot.services.review_code import made
from scaffolds import learner_code, passages
from scaffolds.given import given
from scaffolds.learner_code import laid_over
from scaffolds.passages import Passage, Passages, Span
from scaffolds.platforms import Files
from scaffolds.proof import Result, prove
from scaffolds.proof.telling import answered, refusal
from scaffolds.spec import AppSpec, Language, text_of

_LABEL = 36
_HAN = re.compile(r"[\u3400-\u9fff]")
_LINES = 3
"""Lines shown before and after one that was asked for."""


class Book(NamedTuple):
    """An app's code as it is read for questions."""

    files: Files
    passages: Passages
    words: Index


async def explain(parts: Parts, turn: Turn, decision: Decision, question: str) -> Decision:
    """Answer a question about the app's own code; where nothing fits, offer three that can be asked."""
    book = await book_of(parts, turn)
    asked = read(question)
    if span := place(book.passages, asked, turn.conversation.explained):
        return _said(decision, _line(book, turn, span), span.path)
    found = book.words.best(question, asked)
    if found is None:
        return _said(decision, _nothing(book, turn))
    return await _passage(book, turn, decision, _for_why(book, found, asked.wants))


async def explain_part(parts: Parts, turn: Turn, decision: Decision, key: str) -> Decision:
    """One of the parts that were offered. A button of an older version may name one that is no more."""
    book = await book_of(parts, turn)
    found = book.passages.by_key.get(key)
    return await _passage(book, turn, decision, found) if found else _said(decision, _nothing(book, turn))


async def book_of(parts: Parts, turn: Turn) -> Book:
    """The code of the learner's app, with their own lines in it."""
    project = await parts.store.project(turn.conversation.project or "")
    return await asyncio.to_thread(_book, turn.app.model_dump_json(), project.learner_files if project else b"")


@lru_cache(maxsize=16)
def _book(spec: str, learner_files: bytes) -> Book:
    """Reading an app takes a tenth of a second, a question of the same version nothing."""
    own = learner_code.read(learner_files)
    files = laid_over(made(spec, "web"), own.edits_on("web"))[0] | dict(own.files("web"))
    found = passages.read(AppSpec.model_validate_json(spec), files)
    return Book(files, found, Index(found, _simplified()))


@cache
def _simplified() -> Simplified:
    return Simplified()


def _for_why(book: Book, found: Passage, wants: str) -> Passage:
    """'Why' asks for what happens: the check of a rule, where there is one in the same words or place, is played."""
    if wants != "why" or found.kind != "rule":
        return found
    return next((one for one in book.passages.all if one.kind == "check" and one.said == found.said), found)


async def _passage(book: Book, turn: Turn, decision: Decision, found: Passage) -> Decision:
    values = _shown(book, found.span) | {"comment": _comment(found, turn.conversation.language)}
    label = {"label": text_of(found.label, turn.conversation.language)}
    match found.kind:
        case "check":
            result = await asyncio.to_thread(_played, book.files, turn.app, found.key.partition(":")[2])
            move = Move(prompt="explain/check", values=values | _happened(result, turn.app, turn.conversation.language))
        case "field":
            move = Move(prompt="explain/field", values=values | label | _field(turn.app, found.key, turn.conversation.language))
        case "code":
            move = Move(prompt="explain/code", values=values | {"said": found.said, "names": _ticked(found.names)})
        case "rule":
            move = Move(prompt="explain/rule", values=values | label | {"said": found.said})
        case "screen":
            move = Move(prompt="explain/screen", values=values | label | {"rules": _ticked((f"public/rules/{found.screen}.js",))})
    return _said(decision, move, found.span.path)


def _said(decision: Decision, move: Move, path: str = "") -> Decision:
    """The file that was shown is remembered: 'and line 12?' is one of its."""
    conversation = decision.conversation.now(explained=path or decision.conversation.explained)
    return decision.model_copy(update={"conversation": conversation, "moves": (*decision.moves, move)})


def _shown(book: Book, span: Span) -> dict[str, Any]:
    return {"path": span.path, "first": span.first, "last": span.last, "code": fenced(book.passages.code(span), span)}


def fenced(lines: Sequence[str], span: Span) -> prompts.Markdown:
    """A block of code that says which language, file and first line it is of; nothing in it can end it."""
    fence = "`" * max(3, 1 + max((len(run) for line in lines for run in re.findall(r"`+", line)), default=0))
    kind = span.path.rpartition(".")[2]
    return prompts.Markdown("\n".join([f"{fence}{kind} {span.path} {span.first}", *lines, fence]))


def _ticked(names: Sequence[str]) -> prompts.Markdown:
    """Names in code; one that is none is left out."""
    return prompts.Markdown(", ".join(f"`{name}`" for name in names[:4] if re.fullmatch(r"[\w$./-]+", name)))


def _comment(found: Passage, language: Language) -> str:
    """What the code says of itself, where it says it in the language that is spoken. The file that checks fields speaks to those who build apps."""
    if found.kind == "check" and found.span.path.endswith("/fields.js"):
        return ""
    chinese = bool(_HAN.search(found.comment))
    return found.comment if chinese == (language != "en") else ""


def _field(spec: AppSpec, key: str, language: Language) -> dict[str, Any]:
    thing_id, _, name = key.partition(":")[2].partition(".")
    thing = spec.thing(thing_id)
    field = thing.field(name) if thing else None
    return {
        "thing": text_of(thing.label, language) if thing else "",
        "private": bool(field and field.private),
        "required": bool(field and field.required),
    }


def _played(files: Files, spec: AppSpec, id: str) -> Result:
    """The check, played just now on the files as they are."""
    check = next(one for one in spec.checks if one.id == id)
    return prove({path: data for path, data in files.items() if path.endswith(".js")}, spec.model_copy(update={"checks": (check,)}), "web").results[0]


def _happened(result: Result, spec: AppSpec, language: Language) -> dict[str, Any]:
    """What was given and what the app answered; `refused`: it said no at its last step."""
    steps = result.check.steps
    step = steps[max(0, min(result.step or len(steps), len(steps)) - 1)]
    refused = bool(result.answer and not result.answer.get("ok"))
    return {
        "says": text_of(result.says, language),
        "before": len(steps) - 1 if refused else 0,
        "given": given(result.check, step, spec, language),
        "answer": answered(result.answer, spec, result.check.screen, language),
        "refused": refused,
        "passed": result.passed,
    }


# --- a line


def _line(book: Book, turn: Turn, span: Span) -> Move:
    """One line, or a few, in words: what kind of line it is, what it belongs to, whose sentence it came from."""
    lines = book.passages.code(span)
    line, within = read_line(lines[0]), book.passages.at(span.path, span.first)
    around = Span(span.path, max(1, span.first - _LINES), min(len(book.passages.files[span.path]), span.last + _LINES))
    language = turn.conversation.language
    values = {
        **_shown(book, around), "first": span.first, "last": span.last, "kind": line.kind if len(lines) == 1 else "several", "name": _ticked((line.name,)),
        "refusal": refusal(line.why, turn.app, within.screen if within else "", language) if line.why else "",
        "within": _ticked(within.names[:1]) if within and span.first > within.span.first else "", "comment": _comment(within, language) if within else "",
        "said": within.said if within else "",
    }  # fmt: skip
    return Move(prompt="explain/line", values=values)


# --- nothing fits


def _nothing(book: Book, turn: Turn) -> Move:
    return Move(prompt="explain/nothing", buttons=tuple(_button(one, turn.conversation.language) for one in offered(book.passages.all)))


def _button(one: Passage, language: Language) -> Button:
    label = prompts.load("explain/button").render(language, kind=one.kind, label=prompts.Markdown(_cut(text_of(one.label, language))))
    return Button(id=f"explain:{one.key}", label=label)


def _cut(label: str) -> str:
    label = short(label)
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"
