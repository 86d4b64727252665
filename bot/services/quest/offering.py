"""Which quests there are for an app, and the beginning of one: a guess at what the app does now, then the rule to be made."""

from __future__ import annotations

from dataclasses import replace

from bot.core.conversation import Questing
from bot.core.decision import AtQuest, Move
from bot.core.guessing import nearest
from bot.services.outcome import Outcome
from bot.services.quest import asking
from bot.services.quest.desk import Desk, button
from scaffolds.quests.making import Quest

OFFERED = 3


async def offer(desk: Desk, asked: AtQuest) -> Outcome:
    """Three that the app does not have yet; the one that waits comes first."""
    if desk.questing is not None and not asked.text:
        return await go_on(desk, asked)
    left = [one for one in desk.quests if one.id not in desk.has]
    if asked.text and (place := nearest(asked.text, [one.words("name") for one in left])) is not None:
        return await _begun(desk, left[place])
    shown = left[:OFFERED]
    listed = [{"name": one.words("name"), "rule": one.words("rule")} for one in shown]
    buttons = tuple(button("begin", one.words("name"), one.id) for one in shown)
    move = Move(prompt="quest/offer", values={"quests": listed, "has": bool(desk.has)}, buttons=buttons)
    return desk.say(None, move)


async def begin(desk: Desk, asked: AtQuest) -> Outcome:
    """This one; an id that the app does not know any more gets the list."""
    chosen = next((one for one in desk.quests if one.id == asked.detail), None)
    return await _begun(desk, chosen) if chosen else await offer(desk, asked)


async def solo(desk: Desk, asked: AtQuest) -> Outcome:
    """One more, on their own: no hints."""
    left = [one for one in desk.quests if one.id not in desk.has]
    chosen = next((one for one in left if one.id == asked.detail), left[0] if left else None)
    return await _begun(desk, chosen, solo=True) if chosen else await offer(desk, asked)


async def _begun(desk: Desk, quest: Quest, *, solo: bool = False) -> Outcome:
    questing = Questing(quest=quest.id, step="predict", solo=solo)
    scene = Move(prompt="quest/scene", values={"scene": quest.words("scene"), "solo": solo})
    fresh = replace(desk, turn=desk.turn.now(questing=questing))
    if not solo and (guess := asking.guess(fresh, quest)) is not None:
        return desk.say(questing, scene, guess)
    made, move = asking.to_make(fresh, questing, quest)
    return desk.say(made, scene, move)


async def go_on(desk: Desk, asked: AtQuest) -> Outcome:
    """The step that waits, once more."""
    questing, quest = desk.questing, desk.quest
    if questing is None or quest is None:
        return await offer(replace(desk, turn=desk.turn.now(questing=None)), asked.model_copy(update={"text": ""}))
    return desk.say(questing, *asking.again(desk, questing, quest))


async def stay(desk: Desk, asked: AtQuest) -> Outcome:
    """A word in between: the step stands."""
    return await go_on(desk, asked)


async def leave(desk: Desk, asked: AtQuest) -> Outcome:
    """They stop here: nothing is lost, and nothing is held against them. That a task on one's own was left is kept, since it was asked whether it is done."""
    questing = desk.questing
    evidence = [desk.evidence("solo", "left")] if questing and questing.solo else []
    return desk.say(None, Move(prompt="quest/left"), evidence=evidence)
