"""A quest in the chat: what of a message is meant for it, how it waits while something else is done, and what may be asked of it next.

A button is `quest:<what>:<detail>`; the bare `quest` goes on with the one that waits. What is asked becomes an `AtQuest`, which a service answers
(`bot.services.quest`). The steps of a quest, by tier::

    primary     predict -> cards -> done      rule cards are chosen and put in order
    junior      predict -> gap -> done        one piece of the rule is missing
    senior      predict -> code -> done       the rule is written from a sentence
    university  predict -> tests -> done      the rule with its own cases, which must catch rules that are nearly right
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core.conversation import Conversation, Questing, QuestStep
from bot.core.deciding import Turn, then
from bot.core.decision import AtQuest, Decision, Move
from bot.core.interpretation import Intent
from scaffolds.quests import reading
from scaffolds.spec import Tier

NAME = "quest"
PREFIX = f"{NAME}:"
RUNGS = 4
"""A question back, where to look, the idea in words, a worked example about something else. There is no fifth: the answer is the learner's."""
MAKING: Mapping[Tier, QuestStep] = {"primary": "cards", "junior": "gap", "senior": "code", "university": "tests"}
_WISHES: frozenset[Intent] = frozenset({"undo", "try", "new", "broken", "explain"})
"""What is wanted whatever is being done. Other wishes are taken for begging in other words, which comes more often at a quest."""
_SHORT = 40
_FILE = re.compile(r"\bzip\b|\bdownload|\bfile\b|下載|下载|檔案|文件|壓縮|压缩", re.IGNORECASE)
"""'Give me the code' asks for the answer; 'give me the zip' for the app."""
_WRITTEN: frozenset[QuestStep] = frozenset({"gap", "code", "tests"})
BEGGING = frozenset({"homework", "cheating", "authority", "injection"})
"""Kinds of messages that are declined elsewhere; at a quest they beg for the answer, and get what everybody gets: the next rung."""
_ANSWER = re.compile(
    r"answer|solution|equal|(?:great|bigg|small)er|\b(?:code|function|condition|lines?|sign|hints?|diff|bug|fix(?:ed)?)\b(?!-)"
    r"|答案|解答|[等大小]於|[等大小]于|代碼|代码|(?<!小)程式|函數|函数|條件|条件|符號|符号|提示|註解|注释|改好|\bcode\b",
    re.IGNORECASE,
)
"""'Give me the working code' wishes for no field of that name."""
_QUESTION = re.compile(
    r"\A\s*(?:(?:and|but|so|hey|hi|please)[\s,]+)?(?:what|why|how|where|when|which|who|(?:can you )?explain)\b(?! about)"
    r"|[這这那][一]?[行句段]|[是係系][甚什乜][麼么嘢]|[甚什][麼么]意思|[為为][甚什][麼么]|[點点]解|解[釋释]",
    re.IGNORECASE,
)
"""'What does this line do: return true;'"""


def button(what: str, detail: str | int = "") -> str:
    return f"{PREFIX}{what}:{detail}" if detail != "" else f"{PREFIX}{what}"


def here(conversation: Conversation) -> Questing | None:
    """The quest that the learner has before them."""
    return conversation.questing if conversation.questing is not None and conversation.about == NAME else None


def is_for(conversation: Conversation, press: str, text: str) -> bool:
    """Whether a message is plainly meant for a quest, so that nobody need understand its words: a button of it, or code where code is waited for."""
    if press:
        return press == NAME or press.startswith(PREFIX)
    questing = here(conversation)
    if text.startswith("/") or not text.strip():
        return False
    if questing is None:
        return _is_late(conversation, text)
    return questing.step == "odd" or (questing.step in _WRITTEN and _is_code(text))


def _is_code(text: str) -> bool:
    """Whether it is to be run; a question about a line is none, though the line stands in it. A whole function is run, whatever is asked with it."""
    found = reading.read(text)
    return found.trouble not in ("words", "empty") and (bool(reading.names(found.code)) or not _QUESTION.search(reading.blanked(text)))


def _is_late(conversation: Conversation, text: str) -> bool:
    """A whole function that comes while its quest waits, for something else was done meanwhile."""
    questing = conversation.questing
    return questing is not None and questing.step in _WRITTEN and bool(reading.names(reading.read(text).code))


def aside(conversation: Conversation) -> Conversation:
    """Back at the question that waited; the quest waits now."""
    questing = here(conversation)
    return conversation.asks_for(questing.asks, questing.about) if questing else conversation


def showing(conversation: Conversation, questing: Questing) -> Conversation:
    """A quest is before the learner: the open question waits."""
    waits = questing if here(conversation) else questing.model_copy(update={"asks": conversation.asks, "about": conversation.about})
    return conversation.now(questing=waits, stage="share" if conversation.stage == "share" else "improve").asks_for("clarify", about=NAME)


def over(conversation: Conversation) -> Conversation:
    """No quest waits any more."""
    return aside(conversation).now(questing=None)


def asked(turn: Turn, words: str) -> Decision:
    """The command: begin, or go on."""
    return _at(turn, "offer", text=words)


def hinted(turn: Turn) -> Decision:
    """`/hint`: the next rung."""
    return _at(turn, "hint")


def answered(turn: Turn) -> Decision | None:
    """What is asked of a quest by a button, or by words at its step; None for everything else: then the quest waits."""
    if turn.press:
        if not is_for(turn.conversation, turn.press, ""):
            return None
        what, _, detail = turn.press.removeprefix(NAME).removeprefix(":").partition(":")
        return _at(turn, what or "go_on", detail=detail)
    if turn.text.startswith("/"):
        return None
    questing = turn.questing
    if questing is None:
        return _at(turn, "code", text=turn.text) if _is_late(turn.conversation, turn.text) else None
    if questing.step == "odd":
        return _at(turn, "say", text=turn.text)
    if questing.step in _WRITTEN and (_is_code(turn.text) or reading.read(turn.text).trouble == "empty"):
        return _at(turn, "code", text=turn.text)
    return None if _is_wish(turn) else _said(turn, questing)


def _said(turn: Turn, questing: Questing) -> Decision:
    """Words at a step that wish for nothing else: an answer where one is waited for, else they ask for help, which comes a rung at a time."""
    if questing.step in ("predict", "guess", "cards"):
        return _at(turn, "say", text=turn.text)
    return _at(turn, "stay" if turn.heard.intent in ("thanks", "greet", "joke", "empty", "unreadable", "nonsense") else "hint", text=turn.text)


def _is_wish(turn: Turn) -> bool:
    changes = turn.heard.intent == "edit" and bool(turn.heard.operations) and len(turn.text) <= _SHORT and not _ANSWER.search(turn.text)
    return turn.heard.intent in _WISHES or changes or (turn.heard.intent == "zip" and bool(_FILE.search(turn.text)))


def _at(turn: Turn, what: str, text: str = "", detail: str = "") -> Decision:
    return Decision(conversation=turn.conversation, effect=AtQuest(what=what, text=text, detail=detail, here=turn.questing is not None))


def with_way_back(turn: Turn, decision: Decision) -> Decision:
    """Where a quest was left for something else, the way back stands under what is said."""
    questing = decision.conversation.questing
    left_now = turn.questing is not None and questing is not None and decision.conversation.about != NAME
    if not left_now or isinstance(decision.effect, AtQuest):
        return decision
    return then(decision, Move(prompt="quest/way_back"))
