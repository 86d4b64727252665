"""Where a conversation stands. Plain frozen values: they are stored as JSON after every turn."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from bot.core.interpretation import Exchange
from bot.core.turn import Asks, Button, Stage
from scaffolds.operations import Operation
from scaffolds.spec import Label, Language, Part, Tier
from scaffolds.wish import Wish


class Answered(Part):
    """A rule that was chosen at a block's own question, before there was a spec to put it in."""

    block: str
    ask: str
    kind: str
    options: dict[str, Any] = {}
    says: str = ""


class Held(Part):
    """A step back or forth that a member of a team wants and that waits for whoever began the app."""

    to: int | None
    by: str
    version: int = 0
    """The version that the app was at; once it has moved on, the question is over."""


class Waiting(Part):
    """An edit that would be made to lines that the learner changed too: it waits until they say whose lines stay."""

    operations: tuple[Operation, ...]
    version: int
    """The version that the app was at; once it has moved on, the question is over."""


class Looking(Part):
    """An example app is being looked at, or several are offered (`name` is empty); the question before waits."""

    name: str = ""
    asks: Asks = "none"
    about: str = ""


class Joining(Part):
    """A class that the learner is about to join: what is still missing is asked for, and the question before waits."""

    code: str
    name: str = ""
    needs: Literal["name", "number", "words"] = "name"
    asks: Asks = "none"
    about: str = ""


class Gathering(Part):
    """A question of an event (`bot.core.event.chatting`) that waits for its answer, and what was answered before it; the question before waits."""

    what: str
    step: str
    values: dict[str, Any] = {}
    asks: Asks = "none"
    about: str = ""


class Taking(Part):
    """A lesson that the learner takes (`bot.core.lesson`): the step before them; the question before waits."""

    id: str
    step: int = 0
    """0 for the words before the first step."""
    at: Literal["here", "aside", "left"] = "here"
    """`aside`: something else is being done; `left`: they said that they leave it. Both can be gone on with."""
    waits: Literal["next", "choice", "open", "code"] = "next"
    rung: int = 0
    """Hints of this step that were given."""
    gone: tuple[int, ...] = ()
    """Answers of this step that were chosen and that there are better ones than."""
    choices: tuple[str, ...] = ()
    language: Language = "en"
    """What the step was said in: code is in no language."""
    asks: Asks = "none"
    about: str = ""


QuestStep = Literal["predict", "cards", "gap", "code", "tests", "field", "odd", "guess"]


class Questing(Part):
    """A quest that the learner is at (`bot.core.questing`); the question before waits."""

    quest: str
    """`<screen>.<card>`, as `scaffolds.quests` makes them; '' while an odd input is hunted for."""
    step: QuestStep
    rung: int = 0
    """Hints that were given."""
    tries: int = 0
    cards: tuple[str, ...] = ()
    """Rule cards that were laid, in their order."""
    solo: bool = False
    """On their own: without hints."""
    predicted: bool | None = None
    """Whether they guessed right what the app does now; None before."""
    hunt: dict[str, str] = {}
    """What is hunted: `screen`, `field`, `value`."""
    asks: Asks = "none"
    about: str = ""


class Suspect(Part):
    """A line of the learner's that may decide a case; `decides`: without it the case went as it should."""

    line: int
    decides: bool = False
    named: bool = False
    """They said that it is this one."""


class Debugging(Part):
    """A fault that is looked for together: a known message (`fault`) or a check that fails with their code (`check`); the question before waits."""

    fault: str = ""
    said: str = ""
    check: str = ""
    given: str = ""
    how: Literal["", "strict", "lax", "breaks"] = ""
    path: str = ""
    suspects: tuple[Suspect, ...] = ()
    found: bool = False
    rungs: int = 0
    """Hints that were given."""
    version: int = 0
    asks: Asks = "none"
    about: str = ""


class Conversation(Part):
    """The state of one chat. A turn makes the next one from it; nothing else is remembered."""

    stage: Stage = "discover"
    asks: Asks = "none"
    language: Language = "en"
    tier: Tier = "junior"
    wish: Wish = Wish()
    ranking: tuple[str, ...] = ()
    """Blocks that answer the problem, best first."""
    clear: bool = False
    offered: tuple[str, ...] = ()
    """Blocks that were offered already."""
    chosen: tuple[str, ...] = ()
    picked: bool = False
    """The learner left the choice to us: say what was picked."""
    title: Label | None = None
    places: tuple[str, ...] = ()
    """Platforms that the app was wished for before there was one; a later wish takes the place of an earlier."""
    edits: tuple[Operation, ...] = ()
    """Edits of the plan, before it is built."""
    answered: tuple[Answered, ...] = ()
    asked: tuple[str, ...] = ()
    """What was asked once and is not asked again: who, goal, keep, rule, name; `examples` and whole apps to `look` at were shown."""
    about: str = ""
    """What an open `clarify` is about: `rule`, `change`, `edit`, `broken`, `symptom`, `safety`, `lines`, `look`, `join`, `event`, `lesson`, `quest`, `forget`, `fault`, `case`."""
    buttons: tuple[Button, ...] = ()
    """Those of the last reply: typing a label is pressing it."""
    told: dict[str, int] = {}
    """How often each text was said, so that no wording comes twice in a row."""
    project: str | None = None
    version: int = 0
    """The version that the learner has; 0 before the first build."""
    held: Held | None = None
    waiting: Waiting | None = None
    looking: Looking | None = None
    joining: Joining | None = None
    gathering: Gathering | None = None
    debugging: Debugging | None = None
    explained: str = ""
    """The file of the app that was shown last: 'line 12' is one of its."""
    lesson: Taking | None = None
    lessons: tuple[str, ...] = ()
    """Lessons that were taken to their end."""
    proposed: datetime | None = None
    """The last turn of a session in which a lesson was proposed; None where none was."""
    questing: Questing | None = None
    allowed: tuple[str, ...] = ()
    """The blocks that the class builds with now, as its teacher set them; empty for all."""
    recent: tuple[Exchange, ...] = ()
    """The last turns, for a brain that is told of them."""
    note: str = ""
    """What it wrote down of those before."""

    def now(self, **changes: Any) -> Conversation:
        return self.model_copy(update=changes)

    def asks_for(self, asks: Asks, about: str = "") -> Conversation:
        return self.model_copy(update={"asks": asks, "about": about})
