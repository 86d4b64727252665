"""Which question comes next. One at a time, none twice, and none about what was said already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bot.core import plan as planning
from bot.core.conversation import Conversation
from bot.core.decision import Decision, Move
from bot.core.turn import Button
from scaffolds import blocks
from scaffolds.blocks import Block
from scaffolds.showcase import main_blocks
from scaffolds.spec import AppSpec, text_of

OFFERED = 3
LOOKED = "look"
"""In `Conversation.asked`: a whole app was looked at."""


def young(conversation: Conversation) -> bool:
    return conversation.tier == "primary"


def ask_next(conversation: Conversation, zone: str, *, changed: bool = False) -> Decision:
    """The next thing that the tutor needs to know, or the plan to say yes to."""
    wish, asked = conversation.wish, conversation.asked
    if not wish.brief.problem:
        return ask_problem(conversation)
    if "who" not in asked and not wish.brief.who:
        return ask_plainly(conversation, "who")
    if not conversation.chosen:
        return ask_plainly(conversation, "goal") if _is_vague(conversation) else offer(conversation)
    if "keep" not in asked and not wish.fields and not wish.brief.keep and not _said_rules(conversation):
        return ask_keep(conversation)
    if rule := _open_rule(conversation):
        return _ask_rule(conversation, rule)
    return confirm(conversation, zone, changed=changed)


def _is_vague(conversation: Conversation) -> bool:
    """The goal is asked where no way stands out; not once one was chosen, and not of the young."""
    known = "goal" in conversation.asked or conversation.wish.brief.goal or conversation.clear
    return not known and not young(conversation)


def ask_problem(conversation: Conversation) -> Decision:
    return Decision(conversation=conversation.now(stage="discover").asks_for("problem"), moves=(Move(prompt="tutor/ask_problem"),))


def ask_plainly(conversation: Conversation, what: Literal["who", "goal"]) -> Decision:
    """Ask who would use it, or what it should help them do."""
    asking = conversation.now(stage="define", asked=(*conversation.asked, what)).asks_for(what)
    return Decision(conversation=asking, moves=(Move(prompt=f"tutor/ask_{what}", values={"young": young(conversation)}),))


def candidates(conversation: Conversation) -> tuple[str, ...]:
    """The ways to build, those that answer the problem best first; a class may build with some of them only."""
    ranked, allowed = conversation.ranking or tuple(blocks.discover()), conversation.allowed
    return tuple(dict.fromkeys(id for id in (*ranked, *allowed) if id in allowed)) if allowed else ranked


def offer(conversation: Conversation, *, others: bool = False) -> Decision:
    """The best three ways; `others`: those that were not offered yet come first."""
    ways = candidates(conversation)
    new = [id for id in ways if not others or id not in conversation.offered]
    best = tuple([*new, *(id for id in ways if id not in new)][:OFFERED])
    values = {
        "ways": [_way(id, conversation) for id in best],
        "young": young(conversation),
        "others": others and set(best) != set(conversation.offered),
    }
    move = Move(prompt="tutor/choose", values=values, buttons=way_buttons(conversation, best))
    hint = () if "tutor/look_hint" in conversation.told or not _like(best) else (Move(prompt="tutor/look_hint"),)
    return Decision(conversation=conversation.now(stage="design", offered=best).asks_for("choose"), moves=(move, *hint))


def _like(ways: Sequence[str]) -> bool:
    """Whether there is an example app with one of these as its main screen."""
    return not main_blocks().isdisjoint(ways)


def _to_press(conversation: Conversation, *own: str) -> tuple[str, ...]:
    """The buttons of a question about a chosen way: an app like it is offered until one was looked at."""
    shown = LOOKED not in conversation.asked and _like(conversation.chosen)
    return (*own, "look") if shown else own


def _way(id: str, conversation: Conversation) -> dict[str, str]:
    block = blocks.discover()[id]
    said = block.said(conversation.language)
    return {"id": id, "emoji": block.emoji, "name": said["name"], "sentence": said["sentence"]}


def way_buttons(conversation: Conversation, ids: Sequence[str]) -> tuple[Button, ...]:
    """A button for each way: `block:<id>`."""
    ways = [_way(id, conversation) for id in ids]
    return tuple(Button(id=f"block:{way['id']}", label=f"{way['emoji']} {way['name']}") for way in ways)


def numbered(name: str, labels: Sequence[str]) -> tuple[Button, ...]:
    """Buttons `<name>:0`, `<name>:1`, ..."""
    return tuple(Button(id=f"{name}:{i}", label=label) for i, label in enumerate(labels))


def way_name(conversation: Conversation) -> str:
    """What was chosen, as it was offered."""
    found = blocks.discover()
    joint = " + " if conversation.language == "en" else "＋"
    return joint.join(str(found[id].said(conversation.language)["name"]) for id in conversation.chosen)


def ask_keep(conversation: Conversation) -> Decision:
    asking = conversation.now(stage="design", asked=(*conversation.asked, "keep")).asks_for("keep")
    values = {"defaults": list(planning.default_fields(conversation)), "young": young(conversation), "way": way_name(conversation)}
    prompt = "tutor/ask_list" if planning.is_list(conversation.chosen[0]) else "tutor/ask_keep"
    only = _to_press(conversation, "enough", "idk")
    return Decision(conversation=asking, moves=(Move(prompt=prompt, values=values, only=only),))


def _main_block(conversation: Conversation) -> Block:
    return blocks.discover()[conversation.chosen[0]]


def _said_rules(conversation: Conversation) -> bool:
    """Numbers that came in passing and that the main block has a use for: they say more of such an app than a list of what it keeps."""
    facts, options = conversation.wish.facts, _main_block(conversation).options.model_fields
    return bool(facts.limits) or any(getattr(facts, name) and name in options for name in ("slot_minutes", "opens"))


def _open_rule(conversation: Conversation) -> Mapping[str, Any] | None:
    """The question about a rule that the main block brings, unless it was asked or answered in passing."""
    if "rule" in conversation.asked or conversation.wish.facts.limits or young(conversation):
        return None
    asks = _main_block(conversation).card.get("asks", [])
    return asks[0] if asks else None


def _ask_rule(conversation: Conversation, rule: Mapping[str, Any]) -> Decision:
    language = conversation.language
    asking = conversation.now(stage="design", asked=(*conversation.asked, "rule")).asks_for("clarify", about="rule")
    fresh = "keep" not in conversation.asked
    move = Move(
        prompt="tutor/ask_rule",
        values={"question": rule[language]["question"], "way": way_name(conversation) if fresh else ""},
        buttons=tuple(Button(id=f"rule:{rule['id']}:{answer['id']}", label=answer[language]) for answer in rule["answers"]),
    )
    return Decision(conversation=asking, moves=(move,))


def confirm(conversation: Conversation, zone: str, *, changed: bool = False) -> Decision:
    """Say what will be built and what will be checked."""
    spec = planning.plan(conversation, zone)
    picked = way_name(conversation) if conversation.picked and not changed else ""
    values = {**_plan_in_words(spec), "young": young(conversation), "changed": changed, "picked": picked}
    move = Move(prompt="tutor/confirm", values=values, only=_to_press(conversation, "build", "change"))
    return Decision(conversation=conversation.now(stage="design", picked=False).asks_for("confirm"), moves=(move,))


def _plan_in_words(spec: AppSpec) -> dict[str, Any]:
    language = spec.language
    found = blocks.discover()
    screens = [
        {
            "emoji": found[screen.block].emoji,
            "label": text_of(screen.label, language),
            "keeps": list(planning.listed(screen) or planning.labels(spec.thing(screen.thing), language)),
        }
        for screen in spec.screens
    ]
    plain = [check.says for check in spec.checks if not check.edge]
    odd = [check.says for check in spec.checks if check.edge]
    return {
        "title": text_of(spec.title, language),
        "screens": screens,
        "checks": plain[:3],
        "edge": (odd or plain or [""])[0],
        "large": spec.large_text,
    }
