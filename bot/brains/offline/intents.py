"""What a message wants, where its words alone say so.

A message that consists of nothing but known phrases ('ok lol', '好呀唔該') is wholly covered, and the strongest phrase decides.
One that says more is searched for cues. Whatever is left tells something.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import get_args

from bot.brains.offline.lexicon import Tokens, common, patterns, table, tokens
from bot.brains.offline.normalise import Message, fold
from bot.core.interpretation import Context, Intent

_STRONGEST_FIRST = ("undo", "new", "broken", "zip", "try", "who_are_you", "back", "no_idea", "idk", "help", "no", "yes", "thanks", "joke", "greet")
_CUES = ("undo", "new", "examples", "who_are_you", "help", "back", "joke")
_CUES_OF_AN_APP = ("broken", "zip", "try")
"""'It doesn't work' is a problem to solve before there is an app, and a fault of the app after."""
_WHOLE_APPS = ("look", "gallery")
"""They ask for it as a whole message: 'my app is a gallery of things that look like this' tells something."""
_FILLER = "filler"
_LONGEST_PHRASE = 9
_SHORT = 90
"""Characters up to which a cue speaks for the whole message."""
_PLACEHOLDER = re.compile(
    r"^(?:[\[(<【](?:贴图|貼圖|表情|动画表情|语音|图片|相片|照片|影片|视频|文件|档案|sticker|voice|audio|image|photo|video|gif|file)[^\])>】]*[\])>】]\s*)+$"
)
_OTHER_THAN_EMOJI = re.compile(r"[^\W_]")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_DOUBLED = re.compile(r"([a-z])\1+")
_BESIDE_A_NAME = 24
_KEYS_IN_A_ROW = re.compile(r"asd|sdf|dfg|fgh|ghj|hjk|jkl|qwe|wer|rty|uio|zxc|xcv|cvb|vbn|bnm")


def whole(folded: str, context: Context) -> Intent | None:
    """The intent of a message that is covered by known phrases, or that holds no words at all."""
    if not folded.strip():
        return "empty"
    if _PLACEHOLDER.match(folded):
        return "unreadable"
    if not _OTHER_THAN_EMOJI.search(folded):
        return _without_words(folded)
    found = covered(tokens(folded))
    strongest = next((intent for intent in _STRONGEST_FIRST if intent in found), None)
    if strongest == "joke" and _FILLER in found and context.asks in ("who", "goal", "keep"):
        return None  # 'teacher lol' is an answer
    if strongest is None:
        return "nonsense" if _nonsense(folded) else None
    return _fitting(_last_word(found, strongest), context)


def cue(folded: str, context: Context) -> Intent | None:
    """The intent of which a short message holds a cue, beside what else it says."""
    known = patterns("cues")
    if known["new_opening"].search(folded):
        return "new"
    if len(folded) > _SHORT:
        return None
    if found := next((name for name in _WHOLE_APPS if known[name].search(folded)), None):
        return _as_intent(found)
    if context.asks in ("choose", "confirm") and known["look_here"].search(folded):
        return "look"
    if context.asks == "choose" and known["others"].search(folded):
        return "back"
    names = _CUES + (_CUES_OF_AN_APP if context.spec is not None else ())
    found = next((name for name in names if known[name].search(folded) and not (name == "new" and speaks_of_daily(folded))), None)
    return _as_intent(found) if found else None


def asks_about_code(folded: str) -> bool:
    """A question about what the app does and where: not a wish, not what is broken."""
    known = patterns("explain")
    return bool(known["asks"].search(folded)) and not known["asks_otherwise"].search(folded)


def speaks_of_daily(folded: str) -> bool:
    """'Start again every day' tells how a list goes on; it is no fresh start."""
    return bool(patterns("edits")["daily"].search(folded))


def covered(words: Tokens) -> tuple[str, ...]:
    """The intents of the phrases that cover all the words one after another; nothing where a word is left over."""
    known, found, place = _phrases(), [], 0
    if not all(_drawn_in(word) in _known_words() for word in words):  # one that is in no phrase is left over, whatever stands beside it
        return ()
    words = tuple(_drawn_in(word) for word in words)
    while place < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
            intent = known.get(words[place : place + length])
            if intent:
                found.append(intent)
                place += length
                break
        else:
            return ()
    return tuple(found)


def _drawn_in(word: str) -> str:
    """'yesss' is 'yes', 'cooool' 'cool': the doubled letter is tried first."""
    twice = _DRAWN_OUT.sub(r"\1\1", word)
    return (
        word
        if twice == word and word in _known_words()
        else next((one for one in (twice, _DOUBLED.sub(r"\1", twice)) if one in _known_words()), word)
    )


@cache
def _known_words() -> frozenset[str]:
    return frozenset(word for phrase in _phrases() for word in phrase)


@cache
def _phrases() -> Mapping[Tokens, str]:
    """Every phrase as tokens; where two intents share one, the first in `_STRONGEST_FIRST` has it, but 'no' before 'idk'."""
    lists = table("intents")
    order = [*_STRONGEST_FIRST, _FILLER]
    return {tokens(word): intent for intent in reversed(order) for word in lists[intent] if tokens(word)}


def _last_word(found: tuple[str, ...], strongest: str) -> str:
    """Of a yes and a no in one message the later one counts: 'no wait, ok build it'."""
    if strongest in ("yes", "no"):
        return next(intent for intent in reversed(found) if intent in ("yes", "no"))
    return strongest


def _fitting(intent: str, context: Context) -> Intent | None:
    """What the phrase means where it is said: any word but an answer may be the app's name; 'no idea' asks for examples at the problem."""
    if context.asks == "name" and intent in ("joke", "greet", "new", "zip", "try", "broken"):
        return "name"
    if intent == "no_idea":
        return "examples" if context.asks in ("problem", "none") else "idk"
    if intent in _CUES_OF_AN_APP and context.spec is None and intent == "broken":
        return None
    return _as_intent(intent)


def _as_intent(name: str) -> Intent:
    found: Intent = next(one for one in get_args(Intent) if one == name)
    return found


def _without_words(folded: str) -> Intent | None:
    for intent, signs in _emoji_answers().items():
        if all(char in signs or char.isspace() for char in folded):
            return _as_intent(intent)
    if any(not char.isascii() and char.isprintable() and char not in "。，！、…？～·「」《》“”‘’—" for char in folded):
        return None
    return "help" if "?" in folded or "？" in folded else "nonsense"


@cache
def _emoji_answers() -> Mapping[str, str]:
    return {intent: fold(signs) for intent, signs in common("emoji")["answers"].items()}


def _nonsense(folded: str) -> bool:
    """Letters that no word is made of: no vowel, one letter over and over, or keys in a row."""
    words = re.findall(r"[a-z]+", folded)
    if not words or len(words) > 4 or re.search(r"[^\x00-\x7f]", folded):
        return False
    return all(_no_word(word) for word in words)


def _no_word(word: str) -> bool:
    if len(word) < 4:
        return False
    hits = sum(len(found) for found in _KEYS_IN_A_ROW.findall(word))
    return not re.search(r"[aeiouy]", word) or len(set(word)) <= 2 or hits * 2 >= len(word) or bool(re.search(r"[bcdfghjklmnpqrstvwxz]{6}", word))


def is_only_a_name(message: Message, name: str) -> bool:
    """The message gives the app a name and says little else."""
    return len(message.folded) - len(fold(name)) <= _BESIDE_A_NAME
