"""The first quiz of an app, from what the learner said."""

from __future__ import annotations

import re
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.quiz.speaking import FIRST_VOICES
from scaffolds.spec import Field, Screen, Thing
from scaffolds.wish import Draft, Wish

_KNOWN = re.compile(
    r"question|answer|score|mark|wrong|right|correct|choice|option|result|explanation|reason|why|progress|accuracy"
    r"|題|题|問|问|答|分數|分数|得分|成績|成绩|錯|错|啱|對|对|選項|选项|解釋|解释|原因|進度|进度|準確|准确",
    re.IGNORECASE,
)
"""What a quiz keeps by itself: a field of this name would be asked twice."""
_TOPIC = re.compile(
    r"topic|subject|chapter|unit|category|level|科目|主題|主题|課題|课题|範圍|范围|單元|单元|章|類別|类别|分類|分类|科$", re.IGNORECASE
)
_SPEAKS = re.compile(
    r"pronounc|pronunciation|\b(?:speaking|oral)\b.{0,20}\b(?:practi[cs]e|test|exam|skill|quiz)|\bpracti[cs]e (?:speaking|saying)|\bspoken\b"
    r"|\bsay(?:s|ing)? (?:\w+ ){0,3}(?:answers?|words?|aloud|out loud)|\bread (?:\w+ ){0,3}(?:aloud|out loud)|\bspeech\b"
    r"|發音|发音|讀音|读音|口語|口语|口試|口试|口答|開口|开口|朗讀|朗读|正音|咬字|拼讀|拼读|說出答案|说出答案|講出答案|讀出|读出"
    r"|(?:練|练|學|学)(?:習|习)?(?:說|说|講|讲)|(?:說|说|講|讲)(?:普通話|普通话|國語|国语|英文|英語|英语|廣東話|广东话|粵語|粤语)",
    re.IGNORECASE,
)
"""Answers are to be said."""
_LISTENS = re.compile(
    r"\blisten(?:ing)?\b|\bdictation|\bhear (?:the|each|a|every|words?)\b|聆聽|聆听|聽力|听力|默書|默书|聽寫|听写|聽一聽|听一听", re.IGNORECASE
)
"""Questions are to be heard."""
_VOICES = (
    ("cmn", re.compile(r"putonghua|mandarin|普通話|普通话|國語|国语|華語|华语", re.IGNORECASE)),
    ("yue", re.compile(r"cantonese|廣東話|广东话|粵語|粤语|廣州話|广州话", re.IGNORECASE)),
    ("en", re.compile(r"english|英文|英語|英语", re.IGNORECASE)),
)
_OWN = frozenset(("question", "right", "wrong_1", "wrong_2", "wrong_3", "why", "topic"))


def draft(wish: Wish) -> Draft:
    """Questions, private answers, and a topic where the learner named some."""
    words = blocks.discover()["quiz"].said(wish.language)["labels"]
    question = Thing(id="question", label=words["thing"], fields=(*_needed(words), *_topic(wish, words), *_others(wish)))
    options = {"starters": _starters(wish), "answers_thing": "answer", **_aloud(wish)}
    screen = Screen(id="quiz", label=words["screen"], block="quiz", thing="question", options=options)
    return Draft(things=(question, _answers(words)), screen=screen)


def _aloud(wish: Wish) -> dict[str, str]:
    """Whether answers are said, or questions heard, and in which language; nothing where it was not spoken of."""
    said = " ".join((wish.brief.problem, wish.brief.who, wish.brief.goal))
    if not (_SPEAKS.search(said) or _LISTENS.search(said)):
        return {}
    voice = next((id for id, name in _VOICES if name.search(said)), FIRST_VOICES[wish.language])
    return {"mode": "speak" if _SPEAKS.search(said) else "choose", "voice": voice}


def _needed(words: Any) -> tuple[Field, ...]:
    return (
        Field(name="question", label=words["question"], type="long_text", required=True),
        Field(name="right", label=words["right"], required=True),
        Field(name="wrong_1", label=words["wrong_1"], required=True),
        Field(name="wrong_2", label=words["wrong_2"]),
        Field(name="wrong_3", label=words["wrong_3"]),
        Field(name="why", label=words["why"], type="long_text"),
    )


def _topic(wish: Wish, words: Any) -> tuple[Field, ...]:
    """Choices that were listed are the topics; a topic that was only named is a word to type."""
    named = next((field for field in wish.fields if _TOPIC.search(_word(field))), None)
    label = named.label if named else words["topic"]
    choices = named.choices if named and named.choices else tuple(dict.fromkeys(map(str, wish.facts.choices)))[:30]
    if choices:
        return (Field(name="topic", label=label, type="choice", choices=choices),)
    return (Field(name="topic", label=label),) if named else ()


def _others(wish: Wish) -> tuple[Field, ...]:
    own = (field for field in wish.fields if not _KNOWN.search(_word(field)) and not _TOPIC.search(_word(field)) and field.name not in _OWN)
    return tuple(field.model_copy(update={"required": False}) for field in own)[:20]


def _word(field: Field) -> str:
    return field.label if isinstance(field.label, str) else " ".join(field.label.values())


def _answers(words: Any) -> Thing:
    fields = (
        Field(name="question", label=words["question"], required=True, private=True),
        Field(name="right", label=words["knew"], type="yes_no", private=True),
        Field(name="day", label=words["day"], type="date", required=True, private=True),
    )
    return Thing(id="answer", label=words["answers"], fields=fields)


def _starters(wish: Wish) -> tuple[str, ...]:
    words = (" ".join(item.split())[:80] for item in wish.facts.items)
    return tuple(dict.fromkeys(word for word in words if word))[:30]
