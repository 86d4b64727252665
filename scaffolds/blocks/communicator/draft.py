"""The first communicator of an app, from what the learner said."""

from __future__ import annotations

import re
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.communicator import board
from scaffolds.blocks.communicator.voices import NAMES, only_voice_said
from scaffolds.spec import Field, Label, Screen, Thing
from scaffolds.wish import Draft, Wish

_HEARS_LITTLE = re.compile(
    r"\b(?:deaf|hearing|can(?:no|')?t hear|hard of hearing|caption|subtitle|lip.?read|what (?:they|people|others|the teacher) say)"
    r"|聾|聋|失聰|失聪|聽障|听障|弱聽|弱听|撞聾|聽唔到|聽不到|听不到|听不见|聽不見|聽唔清|听不清|耳背|字幕|助聽|助听|讀唇|读唇",
    re.IGNORECASE,
)
_SPEAKS_LITTLE = re.compile(
    r"\b(?:mute|non.?verbal|can(?:no|')?t (?:speak|talk)|autis|stroke|aphasia|cerebral|picture board|aac)\b"
    r"|啞|哑|失語|失语|自閉|自闭|中風|中风|講唔到|讲不了|說不出|说不出|唔識講|不会说话|不會說話|圖卡|图卡",
    re.IGNORECASE,
)
_SLOW = re.compile(r"slow|grand|elderly|old people|慢|嫲|婆|公公|爺爺|爷爷|奶奶|外婆|長者|长者|老人", re.IGNORECASE)
_ONE_SWITCH = re.compile(
    r"one.?switch|single switch|only (?:press|move) one|one button|單鍵|单键|一個掣|一个按钮|一個按鈕|只可以按|只能按|只郁到", re.IGNORECASE
)
_KNOWN = re.compile(
    r"phrase|sentence|\bwords?\b|\btext\b|picture|photo|image|emoji|icon|categor|group|language|voice|sound|caption|transcript|speech"
    r"|句|字詞|字词|文字|詞語|词语|說話|说话|圖|图|相片|照片|分類|分类|類別|类别|語言|语言|聲音|声音|語音|语音|字幕",
    re.IGNORECASE,
)
"""What a board keeps by itself: a field of this name would be asked twice."""
_OWN = frozenset(("text", "picture", "photo", "category", "language", "emergency"))


def draft(wish: Wish) -> Draft:
    """Phrases with the learner's own fields, and two private things: what one pins, and captions that one keeps."""
    words = blocks.discover()["communicator"].said(wish.language)["labels"]
    phrase = Thing(id="phrase", label=words["thing"], fields=(*_needed(wish, words), *_others(wish.without(_starters(wish)))))
    screen = Screen(id="talk", label=words["screen"], block="communicator", thing="phrase", options=_options(wish))
    return Draft(things=(phrase, _pins(words), _heard(words)), screen=screen)


def _needed(wish: Wish, words: Any) -> tuple[Field, ...]:
    return (
        Field(name="text", label=words["text"], required=True),
        Field(name="picture", label=words["picture"]),
        Field(name="photo", label=words["photo"], type="photo"),
        Field(name="category", label=words["category"], type="choice", choices=_categories(wish)),
        Field(name="language", label=words["language"], type="choice", choices=tuple(NAMES[wish.language].values())),
        Field(name="emergency", label=words["emergency"], type="yes_no"),
    )


def _categories(wish: Wish) -> tuple[Label, ...]:
    """What the learner sorts by stands first, each word once."""
    said: dict[str, Label] = {}
    for one in (*wish.facts.choices, *board.category_words(wish.language)):
        said.setdefault(str(one).casefold(), one)
    return tuple(said.values())[:30]


def _others(wish: Wish) -> tuple[Field, ...]:
    own = (field for field in wish.fields if field.name not in _OWN and not _KNOWN.search(_word(field)))
    return tuple(field.model_copy(update={"required": False}) for field in own)[:20]


def _word(field: Field) -> str:
    return field.label if isinstance(field.label, str) else " ".join(field.label.values())


def _options(wish: Wish) -> dict[str, Any]:
    said = " ".join((wish.brief.problem, wish.brief.who, wish.brief.goal))
    hears_little = _HEARS_LITTLE.search(said) and not _SPEAKS_LITTLE.search(said)
    return {
        "start": "captions" if hears_little else "board",
        "speaks": only_voice_said(said),
        "rate": 0.75 if wish.facts.large_text or _SLOW.search(said) else 0.9,
        "one_switch": bool(_ONE_SWITCH.search(said)),
        "starters": _starters(wish),
    }


def _starters(wish: Wish) -> tuple[str, ...]:
    """What was listed is what the pictures say; so are words that were read as something to keep of a picture."""
    listed = wish.facts.items or tuple(word for word in wish.kept_in_a_row() if not _KNOWN.search(word))
    words = (" ".join(item.split())[:80] for item in listed)
    return tuple(dict.fromkeys(word for word in words if word))[:60]


def _pins(words: Any) -> Thing:
    return Thing(id="pin", label=words["pin"], fields=(Field(name="phrase", label=words["thing"], required=True, private=True),))


def _heard(words: Any) -> Thing:
    fields = (
        Field(name="words", label=words["heard_words"], type="long_text", required=True, private=True),
        Field(name="day", label=words["day"], type="date", required=True, private=True),
    )
    return Thing(id="heard", label=words["heard"], fields=fields)
