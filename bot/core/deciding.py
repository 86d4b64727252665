"""What a decision is made of, and the way back to the open question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.core import plan as planning
from bot.core import questions
from bot.core.conversation import Conversation, Gathering, Joining, Looking, Questing, Taking
from bot.core.decision import Decision, Move
from bot.core.hearing import hear
from bot.core.interpretation import Interpretation
from scaffolds import blocks
from scaffolds.spec import AppSpec, text_of


@dataclass(frozen=True)
class Team:
    """Who speaks in a group, who began its app, and whether the speaker `may` do what is theirs."""

    speaker: str
    began: str
    may: bool


@dataclass(frozen=True)
class Speaker:
    """Who says it, as far as a decision may turn on that."""

    learner: str = ""
    nickname: str = ""
    """As the channel calls them."""
    chat: str = ""
    group: bool = False
    """Others read along."""
    origin: str = ""
    """Where it came from, as wrong guesses are counted; '' where that is not known."""
    chose_language: bool = False
    chose_tier: bool = False
    """They said with this message what it is to be."""


@dataclass(frozen=True)
class Turn:
    """One turn, as the policy sees it."""

    conversation: Conversation
    heard: Interpretation
    text: str = ""
    press: str = ""
    spec: AppSpec | None = None
    """The learner's app as it is; None before the first build."""
    zone: str = "Asia/Hong_Kong"
    cut: bool = False
    """The text was too long to be read to its end."""
    ours: bool = False
    """The learner left the problem to us: the text is the first of those that were shown."""
    team: Team | None = None
    """None where a learner is alone."""
    looked: Looking | None = None
    """The example app that the learner had before them; the conversation is back at the question that waited."""
    joining: Joining | None = None
    """The class that this message goes on to join; the conversation is back at the question that waited."""
    speaker: Speaker = Speaker()
    gathering: Gathering | None = None
    """The question of an event that this message answers; the conversation is back at the question that waited."""
    in_class: bool = False
    barred: tuple[str, ...] = ()
    """Ways that were asked for by name and that the class does not build with."""
    taking: Taking | None = None
    """The step of a lesson that the learner had before them; the conversation is back at the question that waited."""
    questing: Questing | None = None
    """The quest that the learner had before them; the conversation is back at the question that waited."""

    @property
    def built(self) -> bool:
        return self.spec is not None

    @property
    def app(self) -> AppSpec:
        """The app of a turn that has one."""
        if self.spec is None:
            raise ValueError("there is no app in this conversation")
        return self.spec

    def now(self, **changes: Any) -> Turn:
        return replace(self, conversation=self.conversation.now(**changes))

    def hearing(self, *, is_answer: bool = True) -> Turn:
        """The turn with all that its words told taken in."""
        return replace(self, conversation=hear(self.conversation, self.heard, self.text, is_answer=is_answer))


def say(turn: Turn, prompt: str, **values: Any) -> Decision:
    """Say one thing and wait for nothing."""
    return Decision(conversation=turn.conversation.asks_for("none"), moves=(Move(prompt=prompt, values=values),))


def first(move: Move, decision: Decision) -> Decision:
    """Say something before what was decided."""
    return decision.model_copy(update={"moves": (move, *decision.moves)})


def then(decision: Decision, *moves: Move) -> Decision:
    """Say something after what was decided."""
    return decision.model_copy(update={"moves": (*decision.moves, *moves)})


def with_lead(turn: Turn, decision: Decision, *, echo: bool = False, eased: bool = False) -> Decision:
    """Before the question: the feeling noticed, the learner's own words said back."""
    values = {"feeling": turn.heard.feeling, "echo": turn.heard.echo if echo else "", "eased": eased, "cut": turn.cut}
    return first(Move(prompt="tutor/lead", values=values), decision) if any(values.values()) else decision


def short(text: str) -> str:
    """A learner's sentence, short enough to be said back."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


def again(turn: Turn) -> Decision:
    """The open question once more; for an app that stands, what can be done with it."""
    conversation = turn.conversation
    if turn.built:
        return Decision(conversation=settled(conversation), moves=(suggestion(turn),))
    match conversation.asks:
        case "who" | "goal":
            return questions.ask_plainly(conversation, conversation.asks)
        case "choose":
            return questions.offer(conversation)
        case "keep" if conversation.chosen:
            return questions.ask_keep(conversation)
        case "name":
            return ask_name(turn)
        case "clarify" if conversation.about == "change":
            return ask_change(turn)
        case "clarify" if conversation.about == "rule":
            conversation = conversation.now(asked=tuple(one for one in conversation.asked if one != "rule"))
    return questions.ask_next(conversation, turn.zone)


def ask_change(turn: Turn) -> Decision:
    return Decision(conversation=turn.conversation.asks_for("clarify", about="change"), moves=(Move(prompt="tutor/change_what"),))


def ask_name(turn: Turn) -> Decision:
    if not turn.built and not turn.conversation.chosen:
        return questions.ask_next(turn.conversation, turn.zone)
    spec = turn.spec or planning.plan(turn.conversation, turn.zone)
    move = Move(prompt="tutor/ask_name", values={"title": text_of(spec.title, turn.conversation.language)})
    return Decision(conversation=turn.conversation.asks_for("name"), moves=(move,))


def suggestion(turn: Turn) -> Move:
    """What can be changed, with the way that fits best and is not in the app yet as a button."""
    used = {screen.block for screen in turn.app.screens}
    left = [id for id in questions.candidates(turn.conversation) if id not in used][:1]
    name = blocks.discover()[left[0]].said(turn.conversation.language)["name"] if left else ""
    return Move(prompt="tutor/suggest", values={"next_way": name}, buttons=questions.way_buttons(turn.conversation, left))


def settled(conversation: Conversation) -> Conversation:
    """After the first build nothing is asked; the boat does not go back from `share`."""
    return conversation.now(stage="share" if conversation.stage == "share" else "improve").asks_for("none")
