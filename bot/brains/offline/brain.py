"""The offline brain's understanding: one message and what is known of the conversation in, an `Interpretation` out.

Everything here is lexical: lists of words, a few patterns, an index over the blocks' own phrases. It needs no network, no model
and no key, and it never raises on what a person typed. The index is made at the first message, not when the program starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.brains.offline import intents
from bot.brains.offline.beside import without
from bot.brains.offline.beyond import out_of_reach, with_instead
from bot.brains.offline.correcting import corrected, corrects
from bot.brains.offline.echo import echo
from bot.brains.offline.edits import App, Edit, asks_for_change, is_a_guess, read_edit, swapped
from bot.brains.offline.feelings import feeling
from bot.brains.offline.language import Tongue, tell
from bot.brains.offline.matching import WEIGHT, Matcher, clear
from bot.brains.offline.normalise import ANALYSED, Message, read
from bot.brains.offline.places import asked_for, asks_for_another_place, wished
from bot.brains.offline.slots.facts import facts, in_order
from bot.brains.offline.slots.fields import fields, is_a_list
from bot.brains.offline.slots.people import person, who
from bot.brains.offline.slots.things import goal
from bot.brains.offline.slots.title import title
from bot.brains.offline.ways import beside_a_plan, unwanted, wanted
from bot.brains.offline.wishes import Wishes
from bot.core.brain import Tell
from bot.core.interpretation import Context, Intent, Interpretation, Match
from bot.core.turn import Asks
from scaffolds import blocks
from scaffolds.operations import RenameApp
from scaffolds.spec import Language

_ORDER: tuple[Asks, ...] = ("problem", "who", "goal", "keep")
"""In which `Context.said` has them."""
_WITHOUT_CONTENT = frozenset({"empty", "unreadable", "nonsense"})
_NOTHING_ELSE = _WITHOUT_CONTENT | {"no", "zip"}
"""Beside a wish for a place these say no more: 'no, on paper'."""
_BEFORE_EDITS = frozenset({"new", "undo", "zip", "try", "look", "gallery"})
_CHANGES_STAGE = frozenset({"build", "improve", "share"})
"""From here on there is an app, and code to ask about."""


@dataclass(frozen=True)
class Knowledge:
    """What is made once of the blocks that there are."""

    matcher: Matcher
    wishes: Wishes


@cache
def knowledge() -> Knowledge:
    cards = {id: block.card for id, block in blocks.discover().items()}
    return Knowledge(Matcher(cards), Wishes(cards))


class OfflineBrain:
    """Understands without a model."""

    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        return self.understand(text, context)

    def understand(self, text: str, context: Context) -> Interpretation:
        """The same, at once: at most a few milliseconds."""
        message, usual = read(text), _usual(context)
        tongue = tell(message.typed[:ANALYSED], usual)
        if context.stage in _CHANGES_STAGE:
            return _understood(message, tongue, context, tongue.language or usual)
        found = wished(message, context)
        told = _understood(found.rest, tongue, context, tongue.language or usual)
        if found.places and (told.intent in _NOTHING_ELSE or (told.intent == "tell" and not found.tells)):
            return Interpretation(intent="zip", language=tongue.language, places=found.places)
        return told.model_copy(update={"places": found.places})


def _understood(message: Message, tongue: Tongue, context: Context, language: Language) -> Interpretation:
    whose, _ = _put_right(message, context)
    intent = intents.whole(message.folded, context) if whose == "none" and not _about_code(message, context) else None
    if intent == "name":
        return _named(message, tongue)
    if intent is not None:
        return Interpretation(intent=intent, language=tongue.language, foreign=tongue.foreign and intent not in _WITHOUT_CONTENT)
    return _content(message, tongue, context, language)


def _usual(context: Context) -> Language:
    """The language that decides doubtful Chinese: the conversation's, or that of what was said before."""
    if context.language != "en" or not context.said:
        return context.language
    return next((found for said in reversed(context.said) if (found := tell(said[:ANALYSED], "en").language)), "en")


def _named(message: Message, tongue: Tongue) -> Interpretation:
    return Interpretation(intent="name", language=tongue.language, title=title(message, asked=True, of_an_app=True) or message.as_typed()[:80])


def _content(message: Message, tongue: Tongue, context: Context, language: Language) -> Interpretation:
    """A message that says something: its intent, and all that it tells in passing. `language`: in which labels are understood."""
    edit = _edit(message, context)
    name = title(message, asked=context.asks == "name" and not edit.operations, of_an_app=context.spec is not None)
    whose, instead = _put_right(message, context)
    intent: Intent = "tell" if whose != "none" else _intent(message, context, edit, name)
    told = _told(instead, tongue, _again(context, whose), language, alone=intent == "new")
    edit = edit if intent in ("edit", "add_screen", "name") else Edit()
    changes = {
        "intent": intent,
        "title": (name or None) if not edit.operations or any(isinstance(one, RenameApp) for one in edit.operations) else None,
        "operations": edit.operations,
        "unclear": _unclear(message, intent, edit),
        "places": asked_for(message.folded) if intent == "zip" else (),
    }
    if whose != "none":
        changes |= {"corrects": whose, "instead": instead.as_typed()}
    if edit.wanted or edit.operations:
        changes["wanted"] = edit.wanted
    return told.model_copy(update=changes)


def _put_right(message: Message, context: Context) -> tuple[Asks, Message]:
    """Whose answer is put right; naming another way is a wish, not a correction."""
    whose, instead = corrects(message, context)
    return (whose, instead) if whose == "none" or not knowledge().wishes.named(message.folded) else ("none", message)


def _again(context: Context, whose: Asks) -> Context:
    """The question as it was asked, where its answer is put right."""
    return context if whose == "none" else context.model_copy(update={"asks": whose})


def _edit(message: Message, context: Context) -> Edit:
    """Before there is an app, or a plan of it, there is nothing to change."""
    if context.spec is None or context.asks == "choose":
        return Edit()
    if context.asks == "name" and not asks_for_change(message.folded):
        return Edit()
    app = App(context.spec, knowledge().wishes)
    edit = swapped(message, app) or read_edit(corrected(message), app, context)
    return Edit() if context.asks == "predict" and is_a_guess(message.folded, bool(edit.operations or edit.wanted)) else edit


def _intent(message: Message, context: Context, edit: Edit, name: str) -> Intent:
    if _about_code(message, context):
        return "explain"
    if _elsewhere(message, context, edit, name):
        return "zip"
    cue = intents.cue(message.folded, context)
    if cue in _BEFORE_EDITS or (cue == "broken" and not edit.operations):  # 'the time is wrong, it should be 9 to 5' says what to do
        return cue
    if edit.operations or edit.wanted:
        return _kind_of(edit)
    if beside_a_plan(message, context, knowledge().wishes):
        return "add_screen"
    if context.asks == "name" or (name and intents.is_only_a_name(message, name)):
        return "name"
    if cue is not None:
        return cue
    wants_change = context.spec is not None and (context.stage in _CHANGES_STAGE or context.asks == "confirm")
    if context.asks == "predict":
        wants_change = wants_change and not is_a_guess(message.folded, understood=False)
        return "edit" if wants_change else "tell"
    return "edit" if wants_change and asks_for_change(message.folded) else "tell"


def _elsewhere(message: Message, context: Context, edit: Edit, name: str) -> bool:
    """The app that there is, for another place."""
    changes = bool(edit.operations or edit.wanted or name)
    return context.stage in _CHANGES_STAGE and context.spec is not None and context.asks != "name" and asks_for_another_place(message.folded, changes)


def _about_code(message: Message, context: Context) -> bool:
    """A question about the code of an app that there is."""
    return context.spec is not None and context.stage in _CHANGES_STAGE and intents.asks_about_code(message.folded)


def _kind_of(edit: Edit) -> Intent:
    if edit.wanted:
        return "add_screen"
    return "name" if all(isinstance(one, RenameApp) for one in edit.operations) and not edit.unclear else "edit"


def _unclear(message: Message, intent: Intent, edit: Edit) -> tuple[str, ...]:
    """An edit of which nothing was understood is unclear as a whole."""
    if intent not in ("edit", "add_screen"):
        return ()
    return edit.unclear or (() if edit.operations or edit.wanted else (message.as_typed()[:300],))


def _told(message: Message, tongue: Tongue, context: Context, language: Language, alone: bool) -> Interpretation:
    known = knowledge()
    beyond = out_of_reach(message.folded) if context.spec is None and context.asks in ("none", "problem") else ""
    matches = _matches(message, context, alone)
    matches = with_instead(matches, beyond) if beyond else matches
    beside = beside_a_plan(message, context, known.wishes)
    rest = without(message, beside)
    asked_for = tuple(dict.fromkeys(one.block for one in beside)) or wanted(message, context, matches, known.matcher, known.wishes)
    return Interpretation(
        language=tongue.language,
        foreign=tongue.foreign,
        matches=matches,
        clear=clear(matches) and not beyond,
        wanted=asked_for,
        unwanted=unwanted(message, context, known.wishes),
        echo=echo(message, known.matcher.weight),
        who=who(message, asked=context.asks == "who" and not alone),
        person=person(message, asked=context.asks == "who"),
        goal=goal(message, asked=context.asks == "goal" and not alone),
        fields=fields(rest, language) if _lists_fields(rest, context, asked_for) else (),
        facts=facts(rest, context),
        feeling=feeling(message.folded),
        beyond=beyond,
    )


def _lists_fields(rest: Message, context: Context, asked_for: Sequence[str]) -> bool:
    """What is kept was asked, or is told beforehand, where a way was to be chosen and none is named."""
    beforehand = context.asks == "choose" and not asked_for and is_a_list(rest)
    return (context.asks == "keep" or beforehand) and not in_order(rest)


def _matches(message: Message, context: Context, alone: bool) -> tuple[Match, ...]:
    """Blocks for the problem and all that was said; `alone`: for this message, which begins another problem."""
    before = [] if alone else [(one[:ANALYSED], WEIGHT[of]) for one, of in zip(context.said, _ORDER, strict=False)]
    others = [(text, weight) for text, weight in before if text.strip() != message.typed.strip()]
    return knowledge().matcher.matches([*others, (message.as_typed(), WEIGHT.get(context.asks, 1.0))])
