"""What a press of a button means. Ids are `<name>` or `<name>:<detail>`; an old one gets an ordinary answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.core import debugging, explaining, leaving, questions, team
from bot.core.conversation import Answered, Conversation
from bot.core.deciding import Turn, again, ask_change, ask_name, settled
from bot.core.decision import Decision, Move, Step
from bot.core.editing import add_ways, change_app
from bot.core.interpretation import Intent
from bot.core.likeness import look_at, make_like
from bot.core.trying import predicted
from bot.core.wanting import INTENTS, as_it_is, build_plan, do, speak, suggest, zip_again
from scaffolds import blocks
from scaffolds.spec import text_of

Press = Callable[[Turn, str], Decision]


def pressed(turn: Turn) -> Decision:
    name, _, detail = turn.press.partition(":")
    return PRESSES[name](turn, detail) if name in PRESSES else again(turn)


def _block(turn: Turn, id: str) -> Decision:
    if id not in blocks.discover():
        return again(turn)
    if turn.built:
        return add_ways(turn, [id])
    if id in turn.conversation.chosen and turn.conversation.asks != "choose":
        return again(turn)
    return questions.ask_next(turn.conversation.now(chosen=(id,), picked=False), turn.zone)


def _rule(turn: Turn, detail: str) -> Decision:
    """An answer to the block's own question; one without options means 'no rule'."""
    conversation = turn.conversation
    if not conversation.chosen or turn.built:
        return again(turn)
    rule = _answered(conversation, *detail.partition(":")[::2])
    kept = conversation.answered if rule is None else (*(one for one in conversation.answered if one.ask != rule.ask), rule)
    return questions.ask_next(conversation.now(answered=kept), turn.zone)


def _answered(conversation: Conversation, ask_id: str, answer_id: str) -> Answered | None:
    block = blocks.discover()[conversation.chosen[0]]
    ask = next((one for one in block.card.get("asks", []) if one["id"] == ask_id), None)
    answer = next((one for one in ask["answers"] if one["id"] == answer_id), None) if ask else None
    if ask is None or answer is None or "options" not in answer:
        return None
    kind = answer.get("rule", ask["rule"])
    return Answered(block=block.id, ask=ask_id, kind=kind, options=answer["options"], says=answer[conversation.language])


def _rekeep(turn: Turn, _: str) -> Decision:
    """Ask anew what is kept."""
    if turn.built or not turn.conversation.chosen:
        return again(turn)
    wish = turn.conversation.wish
    blank = wish.model_copy(update={"fields": (), "brief": wish.brief.model_copy(update={"keep": ""})})
    return questions.ask_keep(turn.conversation.now(wish=blank))


def _keep_name(turn: Turn, _: str) -> Decision:
    return suggest(turn) if turn.built or not turn.conversation.chosen else questions.confirm(turn.conversation, turn.zone, changed=True)


def _enough(turn: Turn, _: str) -> Decision:
    return questions.ask_next(turn.conversation, turn.zone) if turn.conversation.chosen and not turn.built else again(turn)


def _inside(turn: Turn, _: str) -> Decision:
    if not turn.built:
        return again(turn)
    language = turn.conversation.language
    screens = [{"id": screen.id, "label": text_of(screen.label, language)} for screen in turn.app.screens]
    move = Move(prompt="tutor/inside", values={"title": text_of(turn.app.title, language), "screens": screens})
    return Decision(conversation=settled(turn.conversation), moves=(move,))


def _predict(turn: Turn, detail: str) -> Decision:
    return predicted(turn, int(detail)) if detail.isdecimal() else again(turn)


def _version(turn: Turn, detail: str) -> Decision:
    if not turn.built or not detail.isdecimal():
        return again(turn)
    return Decision(conversation=turn.conversation, effect=Step(to=int(detail)))


def _broken(turn: Turn, detail: str) -> Decision:
    if not turn.built:
        return again(turn)
    return debugging.recheck(turn, detail)


def _team(turn: Turn, detail: str) -> Decision:
    return team.pressed(turn, detail) or again(turn)


def _lines(turn: Turn, detail: str) -> Decision:
    """Whose lines stay, the learner's own or the new ones."""
    waiting = turn.conversation.waiting
    if waiting is None or waiting.version != turn.conversation.version or detail not in ("mine", "new"):
        return again(turn)
    asked = replace(turn, conversation=turn.conversation.now(waiting=None))
    return change_app(asked, waiting.operations, "mine" if detail == "mine" else "new")


def _change(turn: Turn, _: str) -> Decision:
    return suggest(turn) if turn.built or not turn.conversation.chosen else ask_change(turn)


def _means(intent: Intent) -> Press:
    """A press that means what a word means."""
    return lambda turn, _: INTENTS[intent](turn)


PRESSES: Mapping[str, Press] = {
    "block": _block, "rule": _rule, "rekeep": _rekeep, "keep_name": _keep_name, "enough": _enough, "inside": _inside, "predict": _predict,
    "version": _version, "broken": _broken, "team": _team, "lines": _lines, "change": _change, "build": lambda turn, _: build_plan(turn), "rename": lambda turn, _: ask_name(turn),
    "suggest": lambda turn, _: suggest(turn), "leave": lambda turn, _: as_it_is(turn), "versions": lambda turn, _: do("versions")(turn), "idk": _means("idk"),
    "examples": _means("examples"), "other_way": _means("back"), "try": _means("try"), "undo": _means("undo"), "zip": zip_again,
    "look": look_at, "like": make_like, "gallery": _means("gallery"), "help": _means("help"), "language": speak, "safety": lambda turn, _: again(turn),
    "again": lambda turn, _: again(turn), "forget": leaving.pressed, "explain": explaining.pressed, "fault": debugging.pressed, "case": debugging.pressed, "join": lambda turn, _: again(turn),
}  # fmt: skip
