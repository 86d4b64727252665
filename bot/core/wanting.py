"""What the words want: yes and no, 'I don't know', another way, a change, a joke. One function an intent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal

from bot.core import places, questions
from bot.core import plan as planning
from bot.core.conversation import Conversation
from bot.core.debugging import broken, seen
from bot.core.deciding import Turn, again, ask_change, ask_name, first, say, settled, suggestion, with_lead
from bot.core.decision import Ask, Build, Decision, Move, Step
from bot.core.editing import add_ways, change_app, edited, edited_plan
from bot.core.explaining import explain
from bot.core.guessing import has_words
from bot.core.interpretation import Intent
from bot.core.languages import named as named_language
from bot.core.likeness import gallery, look
from bot.core.placing import kept
from bot.core.telling import begun, told, told_about_plan
from bot.core.trying import guessed, predicted
from scaffolds import blocks
from scaffolds.operations import RenameApp
from scaffolds.spec import text_of

Handler = Callable[[Turn], Decision]
_SAYS_MORE = re.compile(r"[:,.;：，。；\n]\s*\S")
"""'Something else: track who paid rent' tells the next problem already; 'let us start again with a new one' does not."""
EXAMPLES = "examples"
"""In `Conversation.asked`: the six problems were shown."""


def tell(turn: Turn) -> Decision:
    """Words at the guess about an app are the guess, at 'it does not work' what was seen; all others tell something."""
    conversation = turn.conversation
    if turn.built and conversation.asks == "predict":
        return guessed(turn)
    if turn.built and conversation.asks == "clarify" and conversation.about in ("broken", "symptom"):
        return seen(turn)
    if not turn.built and not has_words(turn.text) and conversation.asks in ("none", "problem"):
        return with_lead(turn, examples(turn) if conversation.asks == "problem" else questions.ask_problem(conversation))
    return told(turn)


def yes(turn: Turn) -> Decision:
    asks = turn.conversation.asks
    if asks == "confirm" or turn.conversation.about == "change":
        return build_plan(turn)
    if asks == "choose":
        return _take_first(turn, picked=False)
    if asks == "keep":
        return questions.ask_next(turn.conversation, turn.zone)
    return again(turn) if turn.built or asks in ("problem", "none", "name") else idk(turn)


def no(turn: Turn) -> Decision:
    asks = turn.conversation.asks
    if asks == "confirm":
        return ask_change(turn)
    if asks == "choose":
        return questions.offer(turn.conversation, others=True)
    if turn.built:
        return as_it_is(turn)
    return questions.ask_next(turn.conversation, turn.zone) if asks in ("keep", "clarify") else idk(turn)


def as_it_is(turn: Turn) -> Decision:
    """Nothing is to be changed."""
    return say(turn, "tutor/as_it_is") if turn.built else again(turn)


def idk(turn: Turn) -> Decision:
    """'I don't know' is an answer: a sensible start is taken, and said."""
    if turn.ours:
        return first(Move(prompt="tutor/start_with", values={"problem": turn.text}), begun(turn, echo=False))
    match turn.conversation.asks:
        case "problem" | "none" if not turn.built:
            return examples(turn)
        case "choose":
            return _take_first(turn, picked=True)
        case "confirm":
            return build_plan(turn)
        case "predict":
            return predicted(turn, None)
        case _ if turn.conversation.about == "change":
            return build_plan(turn)
    if turn.built:
        return suggest(turn)
    following = questions.ask_next(turn.hearing(is_answer=False).conversation, turn.zone)
    return with_lead(turn, following, eased=following.conversation.asks != "confirm")  # the plan says itself that it is a simple one


def _take_first(turn: Turn, *, picked: bool) -> Decision:
    ways = questions.candidates(turn.conversation)
    best = ([id for id in turn.conversation.offered if id in ways] or ways)[:1]
    return questions.ask_next(turn.conversation.now(chosen=tuple(best), picked=picked), turn.zone)


def build_plan(turn: Turn) -> Decision:
    if turn.built:
        return zip_again(turn)
    if not turn.conversation.chosen:
        return again(turn)
    spec = planning.plan(turn.conversation, turn.zone)
    return Decision(conversation=turn.conversation.now(stage="build").asks_for("none"), effect=Build(spec=spec))


def edit(turn: Turn) -> Decision:
    if turn.built:
        return edited(turn)
    if not turn.conversation.chosen:
        return told(turn)
    return edited_plan(turn) if turn.heard.operations else told_about_plan(turn)


def add_screen(turn: Turn) -> Decision:
    wanted = [id for id in turn.heard.wanted if id in blocks.discover()]
    if turn.built:
        return add_ways(turn, wanted) if wanted else edited(turn)
    if not wanted:
        return told(turn)
    chosen = tuple(dict.fromkeys((*turn.conversation.chosen, *wanted)))
    return questions.ask_next(turn.hearing(is_answer=False).conversation.now(chosen=chosen), turn.zone)


def new(turn: Turn) -> Decision:
    """Another problem: a fresh conversation beside the old project, which is kept."""
    old = turn.conversation
    fresh = Conversation(language=old.language, tier=old.tier, told=old.told, lessons=old.lessons)
    title = text_of(turn.spec.title, old.language) if turn.spec else ""
    told_already = turn.heard.echo and _SAYS_MORE.search(turn.text)
    following = begun(replace(turn, conversation=fresh, spec=None)) if told_already else questions.ask_problem(fresh)
    return first(Move(prompt="tutor/new_project", values={"title": title}), following)


def back(turn: Turn) -> Decision:
    """A change of mind about what was chosen; for an app that stands, one version back."""
    if turn.built:
        return Decision(conversation=turn.conversation, effect=Step())
    if not turn.conversation.ranking:
        return again(turn)
    return questions.offer(turn.conversation.now(chosen=(), picked=False), others=bool(turn.conversation.chosen))


def undo(turn: Turn) -> Decision:
    return back(turn) if turn.built or turn.conversation.chosen else _no_app(turn)


def name(turn: Turn) -> Decision:
    if turn.heard.title is None:
        return ask_name(turn)
    if turn.built:
        return change_app(turn, [RenameApp(title=turn.heard.title), *_without_renames(turn)])
    heard = turn.hearing(is_answer=False).conversation
    following = questions.ask_next(heard, turn.zone, changed=heard.asks in ("confirm", "name"))
    if heard.wish.brief.problem:
        return following
    said_back = {"feeling": "", "echo": text_of(turn.heard.title), "eased": False, "cut": turn.cut}
    return first(Move(prompt="tutor/lead", values=said_back), following)


def _without_renames(turn: Turn) -> list[Any]:
    return [one for one in turn.heard.operations if not isinstance(one, RenameApp)]


def greet(turn: Turn) -> Decision:
    return greeting(turn.conversation) if turn.conversation.asks == "none" and not turn.built else _small("hello_again")(turn)


def greeting(conversation: Conversation) -> Decision:
    """The first words of a chat, with three real problems to press."""
    move = Move(prompt="tutor/greet", values={"young": questions.young(conversation)})
    return Decision(conversation=conversation.now(stage="discover").asks_for("problem"), moves=(move,), effect=Ask(what="examples", detail="3"))


def examples(turn: Turn) -> Decision:
    """Six real problems for the tier, for those without an idea."""
    if turn.built:
        return suggest(turn)
    asking = turn.conversation.now(stage="discover", asked=(*turn.conversation.asked, EXAMPLES)).asks_for("problem")
    return Decision(conversation=asking, moves=(Move(prompt="tutor/examples"),), effect=Ask(what="examples", detail="6"))


def suggest(turn: Turn) -> Decision:
    if not turn.built:
        return again(turn)
    return Decision(conversation=settled(turn.conversation), moves=(suggestion(turn),))


def zip_again(turn: Turn, wanted: str = "") -> Decision:
    """The app's file once more: for the platform that is named, by a button or in their own words, else for the web. Before there is one the place is kept."""
    if not turn.built:
        wishes = turn.heard.places or places.elsewhere(wanted.split())
        return kept(turn, again(turn), wishes) if wishes else _no_app(turn)
    named = places.best_of(turn.heard.places, turn.app) or places.asked_for(turn.text, turn.app)
    return Decision(conversation=turn.conversation, effect=Ask(what="zip", detail=wanted or named))


def do(what: Literal["try", "versions"]) -> Handler:
    """Something about the app that a service does."""

    def act(turn: Turn) -> Decision:
        return Decision(conversation=turn.conversation, effect=Ask(what=what)) if turn.built else _no_app(turn)

    return act


def speak(turn: Turn, name: str) -> Decision:
    """Change the language of the chat; asks where the name is none that we know."""
    chosen = named_language(name)
    if chosen is None:
        return first(Move(prompt="tutor/languages"), again(turn))
    return first(Move(prompt="tutor/language_set"), again(turn.now(language=chosen)))


def help(turn: Turn) -> Decision:
    """What one can do here, then the open question."""
    return again(turn).model_copy(update={"effect": Ask(what="help")})


def _no_app(turn: Turn) -> Decision:
    return first(Move(prompt="tutor/no_app"), again(turn))


def _small(prompt: str) -> Handler:
    """Answer shortly, then come back to the open question."""
    return lambda turn: first(Move(prompt=f"tutor/{prompt}"), again(turn))


INTENTS: Mapping[Intent, Handler] = {
    "tell": tell, "yes": yes, "no": no, "idk": idk, "edit": edit, "add_screen": add_screen, "new": new, "back": back, "undo": undo,
    "name": name, "greet": greet, "broken": broken, "explain": explain, "examples": examples, "zip": zip_again, "try": do("try"), "help": help,
    "look": look, "gallery": gallery, "thanks": _small("thanks"), "joke": _small("joke"), "who_are_you": _small("who_are_you"), "empty": _small("empty"),
    "unreadable": _small("unreadable"), "nonsense": _small("nonsense"), "question": again,
}  # fmt: skip
