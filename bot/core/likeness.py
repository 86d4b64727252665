"""Whole apps of others to look at: which is most like what a learner wants, and theirs made with the same kinds of screens.

Only the kinds of screens are taken over. Words, fields, rules and the name stay the learner's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core import questions
from bot.core.classroom.ways import only_these
from bot.core.conversation import Conversation, Looking
from bot.core.deciding import Turn, again, first
from bot.core.decision import Ask, Decision, Move
from bot.core.editing import add_ways
from scaffolds.showcase import blocks_of, examples
from scaffolds.spec import text_of

MOST_LISTED = 5


def ranked(conversation: Conversation, nearness: Mapping[str, float]) -> tuple[str, ...]:
    """All example apps, most alike first: by screens in common with what was chosen (or fits best), then by words (`nearness`, by name).

    Of those with as many screens in common the ones come first that the learner can read.
    """

    def place(name: str) -> tuple[int, bool, float, str]:
        foreign = conversation.language not in examples()[name].languages
        return -_in_common(conversation, name), foreign, -nearness.get(name, 0.0), name

    return tuple(sorted(examples(), key=place))


def nearest(conversation: Conversation, nearness: Mapping[str, float]) -> str | None:
    """The app that is most like what was said; None where none is near. Before a way is chosen, words must agree too."""
    best = next(iter(ranked(conversation, nearness)), None)
    if best is None or not _in_common(conversation, best):
        return None
    return best if conversation.chosen or nearness.get(best) else None


def _in_common(conversation: Conversation, name: str) -> int:
    """How many of the wanted ways an app has; one that is its main screen counts twice."""
    has = _buildable(conversation, name)
    return sum(2 if block == has[0] else 1 for block in _wanted(conversation) if block in has)


def _wanted(conversation: Conversation) -> Sequence[str]:
    return conversation.chosen or conversation.ranking[: questions.OFFERED]


# --- looking


def look(turn: Turn) -> Decision:
    """Show the app that is most like theirs; while one is looked at, the others."""
    return gallery(turn) if turn.looked else _ask(turn, "look")


def look_at(turn: Turn, name: str) -> Decision:
    """Show this app; without a name the one that is most like theirs."""
    return _ask(turn, "look", name) if not name or name in examples() else again(turn)


def gallery(turn: Turn) -> Decision:
    """A few apps that others made."""
    return _ask(turn, "gallery")


def _ask(turn: Turn, what: str, name: str = "") -> Decision:
    return Decision(conversation=turn.conversation, effect=Ask.model_validate({"what": what, "detail": name}))


def showing(conversation: Conversation, name: str = "") -> Conversation:
    """An app (or a list of them) is before the learner: the open question waits until they go on."""
    waits = Looking(name=name, asks=conversation.asks, about=conversation.about)
    asked = tuple(dict.fromkeys((*conversation.asked, questions.LOOKED)))
    return conversation.now(looking=waits, asked=asked).asks_for("clarify", about="look")


def resumed(conversation: Conversation) -> Conversation:
    """Back at the question that waited, if an app was being looked at."""
    waits = conversation.looking
    return conversation.now(looking=None, asks=waits.asks, about=waits.about) if waits else conversation


def answered(turn: Turn) -> Decision | None:
    """What is said about an app that is looked at; None where the words are meant for the question that waits."""
    if turn.looked is None:
        return None
    match turn.heard.intent:
        case "yes" if turn.looked.name:
            return make_like(turn, turn.looked.name)
        case "yes" | "no" | "idk":
            return again(turn)
        case "back":
            return gallery(turn)
    return None


# --- making theirs like one


def make_like(turn: Turn, name: str) -> Decision:
    """Theirs gets the kinds of screens that this app has."""
    if name not in examples():
        return again(turn)
    missing = missing_in(turn, name)
    if turn.built:
        return add_ways(turn, missing) if missing else again(turn)
    if not _buildable(turn.conversation, name):
        return only_these(turn, blocks_of(examples()[name]))
    return first(_taken(turn.conversation, name), _asked_on(turn.now(chosen=_like(turn.conversation, name), picked=False)))


def missing_in(turn: Turn, name: str) -> tuple[str, ...]:
    """The blocks of an example app that the learner's own does not have, or was not to have."""
    own = blocks_of(turn.app) if turn.built else turn.conversation.chosen
    return tuple(block for block in _buildable(turn.conversation, name) if block not in own)


def _buildable(conversation: Conversation, name: str) -> tuple[str, ...]:
    """Its blocks, as far as the class builds with them."""
    return tuple(block for block in blocks_of(examples()[name]) if not conversation.allowed or block in conversation.allowed)


def _like(conversation: Conversation, name: str) -> tuple[str, ...]:
    """The app's blocks; one that the learner had chosen stays the main one, since what they told is about it."""
    has = blocks_of(examples()[name])
    return tuple(dict.fromkeys((*(block for block in conversation.chosen if block in has), *has)))


def _taken(conversation: Conversation, name: str) -> Move:
    spec = examples()[name]
    values = {"title": text_of(spec.title, conversation.language), "one": len(blocks_of(spec)) == 1}
    return Move(prompt="tutor/like_taken", values=values)


def _asked_on(turn: Turn) -> Decision:
    """The question that waited; the choice between ways is made now."""
    asks = turn.conversation.asks
    if asks in ("choose", "confirm"):
        return questions.ask_next(turn.conversation, turn.zone, changed=asks == "confirm")
    return again(turn)
