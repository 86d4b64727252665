"""Something was told: the answer to the open question, or more about the app that there is."""

from __future__ import annotations

from dataclasses import replace

from bot.core import questions
from bot.core.conversation import Conversation
from bot.core.deciding import Turn, again, ask_name, first, short, with_lead
from bot.core.decision import Decision, Move
from bot.core.editing import change_app, edited
from bot.core.interpretation import Interpretation
from scaffolds import blocks
from scaffolds.operations import RenameApp
from scaffolds.spec import check_title

NAME_LENGTH, BRIEF_LENGTH = 80, 2000


def told(turn: Turn) -> Decision:
    if turn.heard.corrects != "none" and not turn.built:
        return _put_right(turn, turn.heard)
    return _told(turn)


def _put_right(turn: Turn, heard: Interpretation) -> Decision:
    """An answer before was meant otherwise: it is taken in in place of the old one, and what was asked is asked again."""
    open_question, about = turn.conversation.asks, turn.conversation.about
    meant = replace(turn, text=heard.instead).now(asks=heard.corrects).hearing()
    conversation = _without_the_old(turn.conversation, meant.conversation, heard).now(asks=open_question, about=about)
    values = {"feeling": heard.feeling, "echo": heard.instead[:60], "eased": False, "cut": turn.cut}
    return first(Move(prompt="tutor/lead", values=values), again(replace(turn, conversation=conversation)))


def _without_the_old(before: Conversation, after: Conversation, heard: Interpretation) -> Conversation:
    """What was listed in the answer that is put right goes: fields and limits are not added up."""
    if heard.corrects not in ("keep", "goal") or not (heard.fields or heard.facts.limits):
        return after
    facts = after.wish.facts.model_copy(update={"limits": heard.facts.limits} if heard.facts.limits else {})
    return after.now(wish=after.wish.model_copy(update={"facts": facts, **({"fields": heard.fields} if heard.fields else {})}))


def _told(turn: Turn) -> Decision:
    asks = turn.conversation.asks
    planned = bool(turn.conversation.chosen) and not turn.built
    if asks == "name" and (planned or turn.built):
        return named(turn)
    if planned and (asks == "confirm" or turn.conversation.about == "change"):
        return told_about_plan(turn)
    if turn.built:
        return edited(turn)
    if asks == "choose":
        return chosen_in_words(turn)
    if asks == "none" or not turn.conversation.wish.brief.problem:
        return begun(turn)
    heard = turn.hearing()
    if asks == "clarify":
        heard = _kept_aside(heard)
    if not heard.conversation.chosen:
        heard = heard.now(chosen=_wanted(turn))
    return with_lead(turn, questions.ask_next(heard.conversation, turn.zone))


def begun(turn: Turn, *, echo: bool = True) -> Decision:
    """The first thing told in a chat is the problem."""
    asking = turn.now(asks="problem", about="").hearing()
    chosen = _wanted(turn) or turn.conversation.chosen  # an example app may have been chosen before the problem was told
    return with_lead(turn, questions.ask_next(asking.conversation.now(chosen=chosen), turn.zone), echo=echo)


def _wanted(turn: Turn) -> tuple[str, ...]:
    """Ways that were asked for by name and that there are."""
    return tuple(id for id in turn.heard.wanted if id in blocks.discover())


def _kept_aside(turn: Turn) -> Turn:
    """An answer that is no rule and no way that we know is kept in the brief, so that nothing said is lost."""
    wish = turn.conversation.wish
    goal = f"{wish.brief.goal}\n{turn.text.strip()}".strip()[:BRIEF_LENGTH]
    return turn.now(wish=wish.model_copy(update={"brief": wish.brief.model_copy(update={"goal": goal})}))


def chosen_in_words(turn: Turn) -> Decision:
    """Free text at the choice: a way by its name, or more about the problem, which says which way fits best."""
    heard = turn.hearing(is_answer=False)
    wanted = _wanted(turn)
    if turn.heard.unwanted and not wanted:
        return questions.offer(heard.conversation, others=True)
    if wanted:
        return questions.ask_next(heard.conversation.now(chosen=wanted, picked=False), turn.zone)
    best = questions.candidates(heard.conversation)[:1]
    if turn.heard.fields:  # what is kept, told before it was asked
        kept = turn.now(chosen=best, picked=True, asks="keep").hearing()
        return questions.ask_next(kept.conversation, turn.zone)
    return questions.ask_next(_kept_aside(heard).conversation.now(chosen=best, picked=True), turn.zone)


def told_about_plan(turn: Turn) -> Decision:
    """At the plan: another way, a number, a name, one more thing to keep."""
    if turn.heard.wanted or turn.heard.unwanted:
        return chosen_in_words(turn)
    before, after = turn.conversation, turn.hearing(is_answer=False).conversation
    if after.wish != before.wish or after.title != before.title:
        return questions.confirm(after, turn.zone, changed=True)
    move = Move(prompt="tutor/unclear_plan", values={"unclear": short(turn.text)})
    plan = questions.confirm(before, turn.zone, changed=True)
    return plan.model_copy(update={"moves": (move, *plan.moves)})


def _can_be_a_title(title: str) -> bool:
    try:
        check_title(title)
        RenameApp(title=title)
    except ValueError:
        return False
    return True


def named(turn: Turn) -> Decision:
    """The whole message is the app's name."""
    title = " ".join(turn.text.split())[:NAME_LENGTH]
    if turn.heard.title is not None:
        title = turn.heard.title if isinstance(turn.heard.title, str) else title
    if not _can_be_a_title(title):
        return ask_name(turn)
    if turn.built:
        return change_app(replace(turn, heard=turn.heard.model_copy(update={"operations": ()})), [RenameApp(title=title)])
    return questions.confirm(turn.conversation.now(title=title), turn.zone, changed=True)
