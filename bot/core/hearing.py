"""Take in what a message says: whatever came in passing is kept, so that it is not asked again."""

from __future__ import annotations

from typing import Any

from bot.core.conversation import Conversation
from bot.core.interpretation import Interpretation
from bot.core.plan import is_heading, is_list
from bot.core.turn import Asks
from scaffolds.spec import Field, text_of
from scaffolds.wish import Facts, Wish

BRIEF_LENGTH = 2000
_ANSWERS: dict[Asks, str] = {"problem": "problem", "who": "who", "goal": "goal", "keep": "keep"}


def hear(conversation: Conversation, heard: Interpretation, text: str, *, is_answer: bool) -> Conversation:
    """The conversation with everything that one message told. `is_answer`: the text itself answers what was asked."""
    heard = _on_the_list(conversation, heard)
    wish = conversation.wish
    brief = wish.brief.model_dump()
    brief |= {key: value for key, value in (("who", heard.who), ("goal", heard.goal)) if value and not brief[key]}
    if is_answer and (key := _ANSWERS.get(conversation.asks)):
        brief[key] = text.strip()[:BRIEF_LENGTH]
    changes: dict[str, Any] = {
        "brief": type(wish.brief)(**brief),
        "person": heard.person or wish.person,
        "fields": _joined(wish.fields, heard.fields),
        "facts": _merged(wish.facts, heard.facts),
    }
    return conversation.now(
        wish=wish.model_copy(update=changes),
        ranking=_ranking(conversation, heard),
        clear=heard.clear if heard.matches else conversation.clear,
        title=heard.title or conversation.title,
    )


def _on_the_list(conversation: Conversation, heard: Interpretation) -> Interpretation:
    """'Water bottle, homework' for a list are lines of it; where one has a type of its own, such as a day, all are fields."""
    if conversation.asks != "keep" or not conversation.chosen:
        return heard
    block = conversation.chosen[0]
    plain = all(field.type in ("text", "long_text") and not field.private for field in heard.fields)
    as_lines = plain and is_list(block)
    items = (*heard.facts.items, *(text_of(field.label) for field in heard.fields)) if as_lines else heard.facts.items
    lines = tuple(one for one in dict.fromkeys(items) if not is_heading(one, block, conversation.language))
    facts = heard.facts.model_copy(update={"items": lines})
    return heard.model_copy(update={"fields": () if as_lines else heard.fields, "facts": facts})


def _ranking(conversation: Conversation, heard: Interpretation) -> tuple[str, ...]:
    """The matches of the latest message that had some, without what was ruled out."""
    ranking = tuple(match.block for match in heard.matches) or conversation.ranking
    wanted = tuple(block for block in heard.wanted if block in ranking)
    return wanted + tuple(block for block in ranking if block not in wanted and block not in heard.unwanted)


def _joined(known: tuple[Field, ...], new: tuple[Field, ...]) -> tuple[Field, ...]:
    """Both, each label once; what was said later about the same one counts."""
    by_label = {text_of(field.label).casefold(): field for field in (*known, *new)}
    taken: dict[str, Field] = {}
    for field in by_label.values():
        name, n = field.name, 1
        while name in taken:
            n += 1
            name = f"{field.name[:36]}_{n}"
        taken[name] = field.model_copy(update={"name": name})
    return tuple(taken.values())


def _merged(known: Facts, new: Facts) -> Facts:
    """What is new counts; lists grow."""
    changes: dict[str, Any] = {}
    for name in Facts.model_fields:
        old, now = getattr(known, name), getattr(new, name)
        if isinstance(old, tuple):
            changes[name] = old + tuple(one for one in now if one not in old)
        elif isinstance(old, bool):
            changes[name] = old or now
        else:
            changes[name] = old if now is None else now
    return Facts(**changes)


def said_so_far(wish: Wish) -> tuple[str, ...]:
    """What the learner told about the problem, oldest first."""
    brief = wish.brief
    return tuple(text for text in (brief.problem, brief.who, brief.goal, brief.keep) if text)
