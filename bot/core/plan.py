"""From what was said to a first spec: each chosen block drafts its screen, the learner's answers become its rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from bot.core.conversation import Answered, Conversation
from scaffolds import blocks
from scaffolds.blocks import Block
from scaffolds.operations import AddScreen, Operation, SetRule, apply
from scaffolds.spec import AppSpec, Label, Language, Role, Screen, SpecError, Thing, check_title, parse, slug_of, text_of
from scaffolds.wish import Draft, Wish

COLOURS = ("#0F766E", "#2F6FDE", "#8E3B8A", "#B4452B", "#8A6A00", "#3B6E22")
"""A first colour, until the learner chooses: taken by the title, so that a class's apps differ."""
MOST_TOLD = 8
"""So many fields are named one by one: what a learner asked for, and looks for in the plan, is among them."""


def wish_of(conversation: Conversation) -> Wish:
    return conversation.wish.model_copy(update={"language": conversation.language, "tier": conversation.tier})


def plan(conversation: Conversation, zone: str) -> AppSpec:
    """The spec that would be built now. Pure. An edit that fits no longer, as after another way was chosen, is left aside."""
    wish = wish_of(conversation)
    found = blocks.discover()
    limited = next((id for id in conversation.chosen if "limit_per_person" in found[id].rules), None)
    drafts = [found[id].draft(wish if id == limited else _without_limits(wish)) for id in conversation.chosen]
    spec = _first_screen(conversation, wish, drafts[0], zone)
    operations: list[Operation] = [AddScreen(draft=draft) for draft in drafts[1:]]
    operations += [_rule(spec.screens[0], answer) for answer in conversation.answered if answer.block == conversation.chosen[0]]
    return _as_far_as_they_stand(apply(spec, operations), conversation.edits)


def _without_limits(wish: Wish) -> Wish:
    """For what stands beside: 'two a day' is said of the bookings, not of the notices."""
    return wish.model_copy(update={"facts": wish.facts.model_copy(update={"limits": ()})})


def _as_far_as_they_stand(spec: AppSpec, edits: Sequence[Operation]) -> AppSpec:
    for edit in edits:
        with suppress(SpecError):
            spec = apply(spec, [edit])
    return spec


def _first_screen(conversation: Conversation, wish: Wish, draft: Draft, zone: str) -> AppSpec:
    title = _own_title(conversation) or suggest_title(found_block(draft), draft, wish)
    return parse(
        {
            "title": title,
            "slug": slug_of(title),
            "tagline": "",
            "emoji": found_block(draft).emoji,
            "colour": COLOURS[sum(map(ord, text_of(title))) % len(COLOURS)],
            "languages": [conversation.language],
            "tier": conversation.tier,
            "zone": zone,
            "large_text": wish.facts.large_text,
            "brief": wish.brief.model_dump(),
            "things": [thing.model_dump() for thing in draft.things],
            "screens": [draft.screen.model_dump()],
            "rules": [rule.model_dump() for rule in draft.rules],
            "roles": [role.model_dump() for role in _roles(draft, wish)],
        }
    )


def _own_title(conversation: Conversation) -> Label | None:
    """The learner's title, if it can be said: pictures alone are no name. They see at `confirm` what was taken instead."""
    try:
        check_title(conversation.title or "")
    except SpecError:
        return None
    return conversation.title


def found_block(draft: Draft) -> Block:
    return blocks.discover()[draft.screen.block]


def _roles(draft: Draft, wish: Wish) -> tuple[Role, ...]:
    return draft.roles or ((Role(id="person", label=wish.person[:80]),) if wish.person else ())


def _rule(screen: Screen, answer: Answered) -> SetRule:
    return SetRule(screen=screen.id, kind=answer.kind, options=answer.options, says=answer.says)


def suggest_title(block: Block, draft: Draft, wish: Wish) -> Label:
    """A title from the learner's words where there are some, else the block's plain one."""
    said = block.said(wish.language)
    about = text_of(wish.facts.resources[0], wish.language) if wish.facts.resources else _own_thing(block, draft, wish.language)
    title = str(said["title"]).replace("{thing}", _headline(about, wish.language)) if about else str(said["title_plain"])
    return title[:80]


def _own_thing(block: Block, draft: Draft, language: Language) -> str:
    """The thing's label, where it is in the learner's own word and short enough for a title."""
    label = text_of(draft.things[0].label, language) if draft.things else ""
    usual = block.said(language).get("labels", {}).values()
    return label if 0 < len(label) <= (24 if language == "en" else 10) and label not in usual else ""


def _headline(words: str, language: Language) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split()) if language == "en" else words


def default_fields(conversation: Conversation) -> tuple[str, ...]:
    """What the first chosen block would keep if nothing more was said: what stands on its list, else labels, of many only those that must be given."""
    draft = blocks.discover()[conversation.chosen[0]].draft(wish_of(conversation))
    thing = next((thing for thing in draft.things if thing.id == draft.screen.thing), None)
    return listed(draft.screen) if is_list(draft.screen.block) else labels(thing, conversation.language)


def is_list(block: str) -> bool:
    """What is named for such a block stands on its list; for others it is a field."""
    return bool(blocks.discover()[block].card.get("listing"))


def is_heading(line: str, block: str, language: Language) -> bool:
    """'Steps, photos' for a guide and 'question, answer' for a quiz name what the block keeps of each line; they are no lines."""
    labels = blocks.discover()[block].said(language).get("labels", {}).values()
    words = _words(line)
    return bool(words) and any(words <= _words(label) or (not line.isascii() and line in label) for label in labels if isinstance(label, str))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in re.findall(r"[^\W_]+", text.casefold()))


def listed(screen: Screen) -> tuple[str, ...]:
    """What stands on a screen's list when the app is new; empty for a screen that is none, or begins with none."""
    starters = screen.options.get("starters", ())
    shown = is_list(screen.block) or any(isinstance(one, Mapping) for one in starters)
    return tuple(map(_starter, starters)) if shown else ()


def _starter(one: Any) -> str:
    """A line by its name, with the times at which it is due: 'pills 08:00'."""
    if not isinstance(one, Mapping):
        return str(one)
    return " ".join([str(one.get("name") or one.get("what")), *map(str, one.get("times", ()))])


def labels(thing: Thing | None, language: Language) -> tuple[str, ...]:
    fields = thing.fields if thing else ()
    by_need = sorted(range(len(fields)), key=lambda place: not fields[place].required)
    told = sorted(by_need[:MOST_TOLD])
    return tuple(text_of(fields[place].label, language) for place in told)


def stands(conversation: Conversation, zone: str, operation: Operation) -> SpecError | None:
    """Whether the plan holds with one more edit; the reason where it does not."""
    try:
        apply(plan(conversation, zone), [operation])
    except SpecError as error:
        return error
    return None
