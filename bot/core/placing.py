"""A wish for a place: kept from the turn in which it is said, answered when the app is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.core import places
from bot.core import plan as planning
from bot.core.conversation import Conversation
from bot.core.deciding import Turn, first
from bot.core.decision import Decision, Move
from bot.core.turn import Button
from scaffolds.spec import AppSpec


class Also(NamedTuple):
    """Places that an app can be made for besides the web: what they are called, and a button for each."""

    names: list[str]
    buttons: tuple[Button, ...]


def kept(turn: Turn, decision: Decision, wished: Sequence[str]) -> Decision:
    """The decision with the wish kept, which is said first; a later wish takes the place of an earlier."""
    conversation = decision.conversation.now(places=tuple(wished))
    screen = _in_the_way(conversation, turn.zone)
    values = {"places": places.names(wished, conversation.language), "first": not conversation.wish.brief.problem, "screen": screen}
    return first(Move(prompt="tutor/place_kept", values=values), decision.model_copy(update={"conversation": conversation}))


def ready_for(spec: AppSpec, conversation: Conversation) -> tuple[Also, tuple[Move, ...]]:
    """The places that were spoken of and that the finished app can be made for; and, for a wish that it cannot fulfil, what is in the way."""
    language, brief, can = conversation.language, spec.brief, places.possible(spec)
    wished = [id for id in conversation.places if id in can]
    refused = [id for id in conversation.places if id not in can]
    spoken_of = wished if conversation.places else places.meant(" ".join((brief.problem, brief.who, brief.goal, brief.keep)), spec)
    also = Also(places.names(spoken_of, language), places.buttons(spoken_of, language))
    return also, tuple(_refusal(id, spec, conversation) for id in refused)


def _refusal(id: str, spec: AppSpec, conversation: Conversation) -> Move:
    """With a button for each place that the app can be made for besides the web, which they have in hand."""
    language = conversation.language
    others = [one for one in places.possible(spec) if one != places.WEB]
    values = {"name": places.told(id, language).name, "screen": places.in_the_way(id, spec, language)}
    return Move(prompt="tutor/no_platform", values=values, buttons=places.buttons(others, language))


def _in_the_way(conversation: Conversation, zone: str) -> str:
    """The screen of the plan, as far as there is one, that rules out a place."""
    if not conversation.chosen:
        return ""
    spec = planning.plan(conversation, zone)
    return next(filter(None, (places.in_the_way(id, spec, conversation.language) for id in conversation.places)), "")
