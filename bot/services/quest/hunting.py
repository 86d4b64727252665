"""The hunt for an odd case: the learner names an input that nobody thought of, says what the app should do with it, and it is run.

Where the app agrees it becomes one of its acceptance checks; where it does not, they have found something, and can write the rule for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core import questing as core
from bot.core.conversation import Questing
from bot.core.decision import AtQuest, Move
from bot.core.guessing import nearest
from bot.services.outcome import Outcome
from bot.services.quest import asking, keeping
from bot.services.quest.desk import Desk, button
from bot.services.quest.offering import offer
from bot.services.quest.trying import meant
from scaffolds.proof import telling as proof_telling
from scaffolds.quests.hunting import ODD, Place, check_for, odd_words, places, quest_for
from scaffolds.quests.telling import value_words
from scaffolds.spec import Check, text_of

CONCEPTS = ("test", "input")
_LONGEST = 200


async def begin(desk: Desk, asked: AtQuest) -> Outcome:
    """Where could somebody type something odd?"""
    found = places(desk.spec, desk.language)
    if not found:
        return desk.say(None, Move(prompt="quest/hunt_none"))
    screen = desk.spec.screen(found[0].screen)
    buttons = tuple(button("field", one.label, f"{one.screen}.{one.field}") for one in found[:5])
    move = Move(prompt="quest/hunt_field", values={"screen": text_of(screen.label if screen else desk.spec.title, desk.language)}, buttons=buttons)
    return desk.say(Questing(quest="", step="field"), move)


async def field(desk: Desk, asked: AtQuest) -> Outcome:
    """What odd thing is typed there?"""
    place = _place(desk, asked.detail) or _named(places(desk.spec, desk.language), asked.text)
    if place is None:
        return await begin(desk, asked)
    odd = Questing(quest="", step="odd", hunt={"screen": place.screen, "field": place.field})
    buttons = tuple(button("value", odd_words(kind, desk.language), kind) for kind in ODD)
    return desk.say(odd, Move(prompt="quest/hunt_value", values={"field": place.label}, buttons=buttons))


async def value(desk: Desk, asked: AtQuest) -> Outcome:
    """What should a good app do with it?"""
    questing, place = desk.questing, _hunted(desk)
    if questing is None or place is None or questing.step not in ("odd", "guess"):
        return await begin(desk, asked)
    typed = ODD[asked.detail] if asked.detail in ODD else asked.text[:_LONGEST]
    hunt = {**questing.hunt, "value": typed}
    move = Move(prompt="quest/hunt_guess", values={"case": value_words(place.label, typed, desk.language)})
    return desk.say(questing.model_copy(update={"step": "guess", "hunt": hunt}), move)


async def should(desk: Desk, asked: AtQuest) -> Outcome:
    """Run it, and hold what came against what they say should come."""
    questing, place = desk.questing, _hunted(desk)
    if questing is None or place is None or questing.step != "guess":
        return await begin(desk, asked)
    wanted = asked.detail if asked.detail in ("refuse", "allow") else meant(desk, asked.text)
    if wanted is None:
        move = Move(prompt="quest/hunt_guess", values={"case": value_words(place.label, questing.hunt["value"], desk.language)})
        return desk.say(questing, move)
    check = check_for(desk.spec, place, questing.hunt["value"], desk.language)
    report = await desk.played(check)
    result = report.results[0]
    came = "allow" if result.passed else "refuse"
    said = proof_telling.answered(result.answer, desk.spec, place.screen, desk.language) if came == "refuse" else ""
    case = value_words(place.label, questing.hunt["value"], desk.language)
    if came == wanted:
        return await _kept(desk, place, check, came, said, case)
    found = desk.evidence("edge", "found", about=f"{place.screen}.{place.field}", concepts=CONCEPTS)
    only = (core.button("fix"), core.button("hunt")) if came == "allow" else (core.button("hunt"),)
    return desk.say(questing, Move(prompt="quest/hunt_found", values={"case": case, "came": came, "said": said}, only=only), evidence=[found])


async def fix(desk: Desk, asked: AtQuest) -> Outcome:
    """A quest of its own: the rule that refuses just this."""
    place = _hunted(desk)
    if desk.questing is None or place is None or "value" not in desk.questing.hunt:
        return await offer(desk, asked)
    made = quest_for(desk.spec, place, desk.questing.hunt["value"], desk.language)
    questing = Questing(quest=made.id, step="code", hunt=dict(desk.questing.hunt))
    questing, move = asking.to_make(desk, questing, made)
    return desk.say(questing, move)


def _place(desk: Desk, detail: str) -> Place | None:
    return next((one for one in places(desk.spec, desk.language) if f"{one.screen}.{one.field}" == detail), None)


def _hunted(desk: Desk) -> Place | None:
    hunt = desk.questing.hunt if desk.questing else {}
    return _place(desk, f"{hunt.get('screen')}.{hunt.get('field')}")


def _named(found: Sequence[Place], text: str) -> Place | None:
    place = nearest(text, [one.label for one in found])
    return found[place] if place is not None else None


async def _kept(desk: Desk, place: Place, check: Check, came: str, said: str, case: str) -> Outcome:
    """The app agrees: from now on it must."""
    expect = "done" if came == "allow" else "refused"
    steps = (*check.steps[:-1], check.steps[-1].model_copy(update={"expect": expect}))
    says = f"{case} → {said}" if said else case
    new = await keeping.prove(desk, keeping.with_check(desk.spec, check.model_copy(update={"steps": steps, "says": says})), desk.own)
    seen = [desk.evidence("edge", "agreed", about=f"{place.screen}.{place.field}", concepts=CONCEPTS)]
    if not new.report.passed:  # something else in the app does not hold, as after a change by hand
        return desk.say(None, Move(prompt="tutor/not_ready", values={"failed": list(new.report.wrong(desk.language))[:3]}), evidence=seen)
    move = Move(prompt="quest/hunt_agreed", values={"case": case, "came": came, "said": said, "version": new.number})
    return keeping.hand_over(desk, new, case, move, seen)
