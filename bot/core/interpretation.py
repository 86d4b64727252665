"""What a brain makes of one message. It only understands; what happens next is the policy's."""

from __future__ import annotations

from typing import Literal

from bot.core.model_call import Call
from bot.core.turn import Asks, Stage
from scaffolds.operations import Operation
from scaffolds.spec import AppSpec, Field, Label, Language, Part, Tier
from scaffolds.wish import Facts

Intent = Literal[
    "tell",  # tells something: a problem, an answer to what was asked
    "yes",
    "no",
    "idk",  # does not know, or leaves it to us
    "edit",  # wants the app changed (`operations`, `unclear`)
    "add_screen",  # wants one more screen (`matches` says which)
    "new",  # another problem, a fresh start
    "back",  # changes their mind about what was chosen
    "undo",
    "name",  # names the app (`title`)
    "greet",
    "thanks",
    "joke",  # plays about
    "help",  # what can you do, what is this
    "who_are_you",
    "broken",  # it does not work
    "explain",  # asks what a part of their app's code does, where something is kept, why the app says no
    "examples",  # no idea, show me some
    "look",  # wants to see a whole app like theirs
    "gallery",  # what have others made
    "question",  # asks something that is answered in words (`words.say`), and the open question stands
    "zip",  # wants the file, or says where the app should be used and nothing else (`places`)
    "try",  # wants a link for somebody else
    "empty",  # nothing, or nothing visible
    "unreadable",  # a sticker, a voice message, a picture as a placeholder
    "nonsense",  # letters without a word
]


class Match(Part):
    """How well a block answers the problem: `score` in 0..1, to be compared within one interpretation only."""

    block: str
    score: float


class Exchange(Part):
    """What was said and answered in one turn, both cut short."""

    said: str
    answered: str


class Words(Part):
    """What a language model says itself, checked, in place of the fixed words for the same."""

    say: str = ""
    """To what the learner said: shown before the question, in place of the fixed half sentence."""
    asks: Asks = "none"
    question: str = ""
    """How it would ask `asks`; used where the policy asks just that."""
    note: str = ""
    """What is worth knowing of the conversation so far, for its next turn."""


class Context(Part):
    """What a brain may know of the conversation."""

    language: Language
    tier: Tier
    stage: Stage
    asks: Asks
    said: tuple[str, ...] = ()
    """What the learner told so far about this problem, oldest first: problem, who, goal, keep."""
    offered: tuple[str, ...] = ()
    """Blocks that were offered last, in the order of their buttons."""
    spec: AppSpec | None = None
    """The app as it is, from the first build on (or the plan, at `confirm`)."""
    recent: tuple[Exchange, ...] = ()
    """The last turns, oldest first; a few, whatever the length of the chat."""
    note: str = ""
    """What the model wrote down of all before them."""
    learner: str = ""
    """Whose tokens are spent; it is told to no model."""
    classroom: str = ""
    """The class that they sit in, whose tokens are spent too."""
    unaided: bool = False
    """A teacher turned the language model off here."""


class Interpretation(Part):
    """One message, understood."""

    intent: Intent = "tell"
    language: Language | None = None
    """The language of the message where it can be told; None where it is short or doubtful."""
    foreign: bool = False
    """It is in a language that we do not speak."""
    matches: tuple[Match, ...] = ()
    """Blocks that answer the problem and all that was said, best first, all blocks that there are."""
    clear: bool = False
    """The first match stands out."""
    wanted: tuple[str, ...] = ()
    """Blocks that were asked for by name or as a pair: 'book a time, and the board too'."""
    unwanted: tuple[str, ...] = ()
    """Blocks that were ruled out: 'not a quiz, more like a list'."""
    echo: str = ""
    """The learner's own words, short enough to be said back."""
    who: str = ""
    """Those who would use it, as typed, where the message says so in passing."""
    person: str = ""
    """One of them, in the learner's word."""
    goal: str = ""
    fields: tuple[Field, ...] = ()
    facts: Facts = Facts()
    title: Label | None = None
    operations: tuple[Operation, ...] = ()
    unclear: tuple[str, ...] = ()
    """Parts of an edit that were not understood, as typed."""
    feeling: Literal["", "sad", "angry", "tired", "worried"] = ""
    places: tuple[str, ...] = ()
    """Platforms that the app is wished for, beside whatever else is said: 'they only have WeChat'. Not the web, which every app has."""
    beyond: str = ""
    """The kind of a wish that no mini-app can fulfil, a key of the prompt `tutor/beyond`; empty for all others."""
    corrects: Asks = "none"
    """Whose answer this message puts right: 'no wait, I meant the teacher' after `who`."""
    instead: str = ""
    """What counts now, as typed: 'the teacher'."""
    words: Words = Words()
    calls: tuple[Call, ...] = ()
    """What was asked of a language model for this."""
    short: bool = False
    """The tokens of the day are used up: the offline tutor answered."""
