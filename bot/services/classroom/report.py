"""What is kept of each student's work, line by line of a rubric, and the levels that teachers confirmed. Nothing is proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import prompts
from bot.core.classroom.changes import Change
from bot.core.classroom.evidence import Facts, Item, Made, Source, evidence
from bot.core.classroom.rubric import LEVELS, Kind, Rubric
from bot.core.conversation import Conversation
from bot.core.learning import best_of, did
from bot.locales import Locale
from bot.services import Parts
from bot.services.classroom.look_at import Student, look_at
from bot.services.learning import name_of, names_of
from bot.services.news import of_class
from scaffolds import blocks
from scaffolds.spec import Language, text_of
from storage.classrooms.records import Classroom, Seat, Teacher
from storage.classrooms.scores import Deeds, NewScore, Score

LONGEST_COMMENT = 600
_UNDOING = ("/undo", "/versions")


@dataclass(frozen=True)
class Report:
    """One student's."""

    student: Student
    deeds: Deeds
    facts: Facts
    evidence: Mapping[Kind, Sequence[Item]]
    scores: Mapping[str, Score]
    """By line; a line that is not here was not looked at yet."""

    @property
    def seat(self) -> Seat:
        return self.student.sight.seat


@dataclass(frozen=True)
class Row:
    """A student in the table of a class."""

    seat: Seat
    title: str
    scores: Mapping[str, Score]


async def table_of(parts: Parts, classroom: str, rubric: Rubric) -> list[Row]:
    """Everyone on the list, with what was confirmed so far."""
    seats, scores = await parts.store.classes.seats(classroom), await parts.store.scores.of_class(classroom, rubric.id)
    titles = await parts.store.scores.titles(classroom)
    by_learner: dict[str, dict[str, Score]] = {}
    for score in scores:
        by_learner.setdefault(score.learner, {})[score.line] = score
    return [Row(seat, titles.get(seat.learner, ""), by_learner.get(seat.learner, {})) for seat in seats]


async def report_of(parts: Parts, classroom: str, learner: str, rubric: Rubric, language: Language | None = None) -> Report | None:
    """In a language, else in the student's; None for one who does not sit in this class."""
    student = await look_at(parts, classroom, learner)
    if student is None:
        return None
    head = student.sight.project.head if student.sight.project else None
    turns = [one.turn for one in student.sight.revisions if one.n == head]
    deeds = await parts.store.scores.deeds(learner, student.sight.project.id if student.sight.project else None, turns)
    scores = {score.line: score for score in await parts.store.scores.of_learner(learner, rubric.id)}
    language = language or _language(student)
    facts = await _with_learnt(parts, student, facts_of(student, deeds, language), language)
    return Report(student, deeds, facts, evidence(facts), scores)


def in_words(item: Item, t: Locale) -> str:
    """An item as a sentence of a page or of a portfolio."""
    comma = ", " if t.language == "en" else "、"
    values = {name: comma.join(map(str, value)) if isinstance(value, (list, tuple)) else value for name, value in item.values.items()}
    if item.key == "survey":
        values |= _survey(item, t)
    return t(f"evidence.{item.key}", **values)


def _survey(item: Item, t: Locale) -> dict[str, str]:
    """A question and its answers in the words of the buttons."""
    question = str(item.values["question"])
    labels = dict(prompts.load(f"classroom/survey_{question}").labels(t.language))
    said = {moment: labels.get(f"survey:{question}:{item.values[moment]}", "–") for moment in ("first", "last")}
    return {"question": t(f"charts.question_{question}"), **said}


async def put_score(
    parts: Parts, teacher: Teacher, classroom: Classroom, rubric: Rubric, learner: str, line: str, level: int | None, comment: str, seen: str
) -> Score | None:
    """Confirm a level, or take it back (None). Where a co-teacher scored the line since the page was made, nothing is written: theirs comes back."""
    assert rubric.line(line) is not None and (level is None or 1 <= level <= LEVELS)
    new = NewScore(classroom.id, learner, rubric.id, line, level, comment.strip()[:LONGEST_COMMENT], teacher.id)
    theirs = await parts.store.scores.put(new, seen)
    if theirs is None:
        parts.news.tell(of_class(classroom.id))
    return theirs


def facts_of(student: Student, deeds: Deeds, language: Language) -> Facts:
    """What is known, with our own words in a language; the learner's stay as they typed them."""
    spec, words, brief = student.spec, student.words, student.brief
    proof = next(iter(deeds.proofs.values()), {})
    said = student.sight.said
    sources: dict[str, Source] = {one.part: one.source for one in words.words if one.part in ("problem", "who", "goal")} if words else {}
    return Facts(
        problem=brief.problem,
        who=brief.who,
        goal=brief.goal,
        sources=sources,
        roles=[text_of(role.label, language) for role in spec.roles] if spec else [],
        offered=_offered(student, language),
        chosen=_names((screen.block for screen in spec.screens), language) if spec else [],
        screens=[text_of(screen.label, language) for screen in spec.screens] if spec else [],
        rules=[rule.says for rule in spec.rules if rule.says] if spec else [],
        version=next((one.n for one in student.versions if one.now), 0),
        checked=int(proof.get("checked", 0)),
        passed=int(proof.get("passed", 0)),
        versions=[Made(one.n, one.made, [told(change, language) for change in one.changes]) for one in reversed(student.versions)],
        predicted=sum(one.press.startswith("predict:") for one in said),
        broken=sum(one.press.startswith("broken:") for one in said),
        undone=sum(one.press == "undo" or one.press.startswith("version:") or one.text.startswith(_UNDOING) for one in said),
        code_sent=sum(bool(one.file) for one in said),
        tried=deeds.tries > 0,
        rows=deeds.rows,
        visitors=deeds.visitors,
        own=words.own if words else 0,
        both=words.both if words else 0,
        ours=words.ours if words else 0,
        accepted=[one.text for one in words.of("ours") if one.part not in ("problem", "who", "goal", "keep")] if words else [],
        model_turns=deeds.model_calls,
        said_after=_said_after(student),
        survey=deeds.survey,
    )


async def _with_learnt(parts: Parts, student: Student, facts: Facts, language: Language) -> Facts:
    """With what was shown at quests of this app: guesses, odd cases, rules of their own and the hints that these took."""
    project = student.sight.project.id if student.sight.project else None
    seen = [one for one in await parts.store.learning.of(student.sight.seat.learner) if one.project == project]
    names = await names_of(parts, seen, language)
    kinds = Counter(one.evidence.kind for one in seen)
    made = [(did(one.evidence), name_of(one, names)) for one in best_of(seen)]
    return replace(
        facts,
        predicted=facts.predicted + kinds["predict"],
        odd=kinds["edge"],
        made=[name for what, name in made if what in ("quest", "solo") and name],
        alone=[name for what, name in made if what == "solo" and name],
        hints=kinds["hint"],
    )


def told(change: Change, language: Language) -> str:
    """What changed from a version to the next, as the chat says it, without markup."""
    values: dict[str, Any] = {name: prompts.Markdown(value) if isinstance(value, str) else value for name, value in change.items()}
    return prompts.load("tutor/done").render(language, **values)


def _language(student: Student) -> Language:
    return next((one for one in prompts.LANGUAGES if one == student.sight.language), "en")


def _names(ids: Iterable[str], language: Language) -> list[str]:
    found = blocks.discover()
    return list(dict.fromkeys(str(found[id].said(language)["name"]) for id in ids if id in found))


def _offered(student: Student, language: Language) -> list[str]:
    """The ways that the chat about this app put before them."""
    project = student.sight.project.id if student.sight.project else None
    chat = next((one for one in student.sight.chats if one.project == project and one.state), None)
    return _names(Conversation.model_validate(chat.state).offered, language) if chat else []


def _said_after(student: Student) -> list[str]:
    """What they wrote since the first version; not what they pressed, nor commands."""
    if not student.versions:
        return []
    begun = student.versions[-1].made
    said = [one for one in student.sight.said if one.at > begun and one.over and not one.press and not one.file]
    return [one.text for one in said if one.text and not one.text.startswith("/") and not _is_button(student, one.text)]


def _is_button(student: Student, text: str) -> bool:
    return any(text in labels for labels in student.sight.offered.values())
