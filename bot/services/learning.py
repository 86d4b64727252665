"""What was learnt, in words: a learner's own map with one next thing, and what a turn of a lesson leaves as evidence."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import prompts
from bot.core.conversation import Conversation
from bot.core.deciding import Turn, again, first, settled
from bot.core.decision import Decision, Move
from bot.core.learning import CONCEPTS, Place, Seen, State, did, map_of, next_way
from bot.core.lesson import LessonNews
from bot.core.questing import button as quest_button
from bot.core.turn import Button
from bot.services import Parts
from bot.services.lesson.shelf import proposal, shelf_of
from bot.services.read_spec import spec_of
from prompts.lessons import Shelf
from scaffolds.quests import hunting
from scaffolds.quests.making import quests_of
from scaffolds.spec import AppSpec, Language
from storage.learning.records import Evidence

MOST_RESTS = 3
"""What a place is shown to rest on; more would be a list to count."""
MOST_PROJECTS = 5
"""Apps whose rules are called by their names, the latest ones."""
Kind = Literal["", "quest", "solo", "hunt", "lesson", "waits"]
Named = Literal["quest", "edge", "lesson"]
Thing = tuple[Named, str | None, str]
"""A rule or a field of an app, or a lesson, by its id."""
Names = Mapping[Thing, str]
"""What they are called now."""


@dataclass(frozen=True)
class Shown:
    """A place of the map in words; `rests` is Markdown."""

    concept: str
    meaning: str
    state: State
    rests: str


@dataclass(frozen=True)
class Next:
    """One next thing, and its button."""

    kind: Kind = ""
    name: str = ""
    button: Button | None = None


@dataclass(frozen=True)
class Map:
    places: tuple[Shown, ...]
    next: Next

    def of(self, state: State) -> list[Shown]:
        return [one for one in self.places if one.state == state]


async def map_for(parts: Parts, learner: str, conversation: Conversation, spec: AppSpec | None, language: Language) -> Map:
    """The map of a learner, who has this app before them."""
    seen = await parts.store.learning.of(learner)
    places, names = map_of(seen), await names_of(parts, seen, language)
    return Map(_shown(places, names, language), await _next(parts, conversation, spec, places, seen, language))


async def show_map(parts: Parts, turn: Turn) -> Decision:
    """Their own, in the chat. Where a quest or a lesson was left for it, the way back there is the one next thing."""
    conversation, spec = turn.conversation, turn.spec
    found = await map_for(parts, turn.speaker.learner, conversation, spec, conversation.language)
    way = Next() if turn.questing or turn.taking else found.next
    values = {
        **{state: [_line(one, conversation.language) for one in found.of(state)] for state in ("understands", "practising")},
        "not_yet": [one.concept for one in found.of("not_yet")],
        "next": way.kind, "name": way.name, "in_class": turn.in_class, "built": turn.built,
    }  # fmt: skip
    move = Move(prompt="learning/map", values=values, buttons=(way.button,) if way.button else (), only=())
    if turn.built:
        return Decision(conversation=settled(conversation), moves=(move,))
    question = again(turn)
    apart = tuple(one.model_copy(update={"apart": place == 0 or one.apart}) for place, one in enumerate(question.moves))
    return first(move, question.model_copy(update={"moves": apart}))


def _line(one: Shown, language: Language) -> dict[str, str]:
    meaning = (f" ({one.meaning})" if language == "en" else f"（{one.meaning}）") if one.meaning else ""
    return {"concept": f"{one.concept}{meaning}", "rests": prompts.Markdown(one.rests)}


# --- in words


def _shown(places: Sequence[Place], names: Names, language: Language) -> tuple[Shown, ...]:
    return tuple(
        Shown(
            concept_name(one.concept, language),
            prompts.load("learning/meaning").render(language, concept=one.concept),
            one.state,
            ("; " if language == "en" else "；").join(in_words(seen, names, language) for seen in one.rests[:MOST_RESTS]),
        )
        for one in places
    )


def concept_name(concept: str, language: Language) -> str:
    return prompts.load("learning/concept").render(language, concept=concept)


def in_words(seen: Seen, names: Names, language: Language, *, you: bool = True) -> str:
    """One thing that somebody did, as Markdown, told to themselves or (`you=False`) to their teacher."""
    found, name = did(seen.evidence) or "", name_of(seen, names)
    return prompts.load("learning/did").render(language, did=found, name=name, hints=seen.evidence.rungs, you=you)


def name_of(seen: Seen, names: Names) -> str:
    """What it is about, as the app or the lesson calls it now; '' where that is gone."""
    about = seen.evidence.about
    match seen.evidence.kind:
        case "lesson":
            return names.get(("lesson", None, about), "")
        case "edge":
            return names.get(("edge", seen.project, about), "")
    return names.get(("quest", seen.project, about), "")


async def names_of(parts: Parts, seen: Sequence[Seen], language: Language) -> Names:
    """Of all that evidence is about, as it is called now."""
    names: dict[Thing, str] = {}
    for project in list(dict.fromkeys(one.project for one in reversed(seen) if one.project))[:MOST_PROJECTS]:
        if revision := await parts.store.revision(project):
            names |= await asyncio.to_thread(names_in, project, spec_of(revision), language)
    if any(one.evidence.kind == "lesson" for one in seen):
        names |= lesson_names(await shelf_of(parts), language)
    return names


def lesson_names(shelf: Shelf, language: Language) -> dict[Thing, str]:
    """What lessons are called."""
    return {("lesson", None, id): lesson.said(language).title for id, lesson in shelf.lessons.items()}


def names_in(project: str, spec: AppSpec, language: Language) -> dict[Thing, str]:
    """Of one app: its quests, and the fields that odd cases are typed into."""
    names: dict[Thing, str] = {("quest", project, one.id): one.words("name") for one in quests_of(spec, language)}
    names |= {("edge", project, f"{one.screen}.{one.field}"): one.label for one in hunting.places(spec, language)}
    return names


# --- one next thing


async def _next(
    parts: Parts, conversation: Conversation, spec: AppSpec | None, places: Sequence[Place], seen: Sequence[Seen], language: Language
) -> Next:
    """What waits, else a rule or a hunt for what is not understood yet, else a lesson; nothing before there is an app."""
    if spec is None:
        return Next()
    if conversation.questing is not None:
        return Next("waits", button=Button(id="quest", label=_label("quest", language)))
    if conversation.lesson is not None and conversation.lesson.at == "aside":
        return await _lesson_that_waits(parts, conversation.lesson.id, language)
    quests = await asyncio.to_thread(quests_of, spec, language)
    known = [(one.id, one.shape.concepts) for one in quests]
    way = next_way(places, seen, conversation.project, known, hunts=bool(hunting.places(spec, language)))
    if way is None:
        move = await proposal(parts, spec, conversation)
        return Next("lesson", move.buttons[0].label, move.buttons[0]) if move else Next()
    if way.kind == "quest":
        name = next(one.words("name") for one in quests if one.id == way.quest)
        return Next("quest", name, Button(id=quest_button("begin", way.quest), label=name))
    id = quest_button(way.kind)
    return Next(way.kind, button=Button(id=id, label=_label(id, language)))


async def _lesson_that_waits(parts: Parts, id: str, language: Language) -> Next:
    lesson = (await shelf_of(parts)).lessons.get(id)
    if lesson is None:
        return Next()
    title = lesson.said(language).title
    return Next("lesson", title, Button(id="lesson", label=title))


def _label(id: str, language: Language) -> str:
    return dict(prompts.load("learning/map").labels(language))[id]


# --- lessons


async def lesson_evidence(parts: Parts, conversation: Conversation, news: LessonNews | None) -> tuple[Evidence, ...]:
    """How far somebody came in a lesson with this turn: `begun`, a `step`, `ended`."""
    lesson = (await shelf_of(parts)).lessons.get(news.id) if news else None
    if news is None or lesson is None:
        return ()
    outcome = "ended" if news.ended else "step" if news.step else "begun"
    return (Evidence("lesson", news.id, outcome, concepts=tuple(lesson.concepts), tier=conversation.tier),)


def concepts_in_words(concepts: Sequence[str], language: Language) -> str:
    """As a list in a cell: those of every app first."""
    ordered = sorted(concepts, key=lambda one: CONCEPTS.index(one) if one in CONCEPTS else len(CONCEPTS))
    return (", " if language == "en" else "、").join(concept_name(one, language) for one in ordered)
