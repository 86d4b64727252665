"""The first AI screen of an app, from what the learner said."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds import blocks
from scaffolds.spec import Field, Language, Screen, Thing
from scaffolds.wish import Draft, Wish

_OWN = frozenset(("text", "label", "test"))
_ANSWERS = re.compile(
    r"chat ?bot|answers? (?:my |our |their |the |people'?s? )?questions?|\bfaq\b|ask (?:it|the app)|q\s?&\s?a|questions? (?:that )?(?:visitors?|parents?|newcomers?|people|students?) (?:always )?ask"
    r"|聊天機械人|答(?:返)?(?:大家|同學|家長|人哋)?(?:嘅|的)?問題|問答|客服|常見問題|聊天机器人|回答(?:大家|同学|家长)?的?问题|问答|常见问题",
    re.IGNORECASE,
)
_SORTS = re.compile(
    r"classif|sort (?:it|them|messages|texts?)|which (?:bin|kind|type)|tell .{0,30} apart|recogni[sz]e|分類|分类|分辨|辨別|辨别|認得|识别",
    re.IGNORECASE,
)
_MODEL = re.compile(r"chat ?gpt|gpt|\bllm\b|language model|openai|deepseek|大模型|語言模型|语言模型", re.IGNORECASE)


def draft(wish: Wish) -> Draft:
    """Kinds from the learner's own list, or from what they talk about, with first examples; or answers to questions."""
    words = blocks.discover()["ai"].said(wish.language)["labels"]
    said = "\n".join((wish.brief.problem, wish.brief.goal, wish.brief.keep))
    does = "answer" if _ANSWERS.search(said) and not _SORTS.search(said) and not _listed(wish) else "classify"
    own = _first_answer(words) if does == "answer" else _own_kinds(wish)
    known = {} if own else _known_kinds(said, wish.language)
    about = (wish.brief.goal or wish.brief.problem).strip()[:300]
    options = {"does": does, "kinds": own, **known, "about": about, "model": bool(_MODEL.search(said))}
    screen = Screen(id="ai", label=words["screen"], block="ai", thing="example", options=options)
    return Draft(things=(_thing(wish, words, does),), screen=screen)


def _thing(wish: Wish, words: Any, does: str) -> Thing:
    """An example: a text and what it is, the learner's other fields, and whether it is kept for testing."""
    left = wish.without(map(_plain, _listed(wish))).fields
    others = tuple(field.model_copy(update={"required": False}) for field in left if field.name not in _OWN)[:12]
    fields = (
        Field(name="text", label=words["question" if does == "answer" else "text"], type="long_text", required=True),
        Field(name="label", label=words["answer" if does == "answer" else "label"], type="long_text" if does == "answer" else "text", required=True),
        *others,
        Field(name="test", label=words["test"], type="yes_no"),
    )
    return Thing(id="example", label=words["thing"], fields=fields)


def _listed(wish: Wish) -> tuple[Any, ...]:
    """The kinds that they listed, each once."""
    items: tuple[Any, ...] = wish.facts.choices or wish.facts.items
    found = {_plain(item): item for item in reversed(items) if 0 < len(_plain(item)) <= 40}
    return tuple(reversed(found.values()))[:12]


def _plain(label: Any) -> str:
    return str(label if isinstance(label, str) else next(iter(label.values()))).strip().casefold()


def _own_kinds(wish: Wish) -> list[dict[str, Any]]:
    """Each word of their list is its own first word and example; people teach the rest."""
    listed = _listed(wish)
    return [{"label": item, "words": [item], "examples": [item]} for item in listed] if len(listed) > 1 else []


def _known_kinds(said: str, language: Language) -> dict[str, Any]:
    """The kinds of what they talk about, and what to ask for."""
    found = next((topic for topic in _topics().values() if topic["says"] and re.search(topic["says"], said, re.IGNORECASE)), _topics()["message"])
    return {"kinds": [_spoken(kind, language) for kind in found["kinds"]], "prompt": found["prompt"][language]}


def _spoken(kind: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """A kind of `topics.toml` in one language."""
    words, examples = ([one[language] for one in kind[key]] for key in ("words", "examples"))
    return {"label": kind["label"][language], "words": words, "examples": examples}


def _first_answer(words: Any) -> list[dict[str, Any]]:
    return [{"label": words["first_answer"], "words": [], "examples": [words["first_question"]]}]


@cache
def _topics() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "topics.toml").read_text(encoding="utf-8"))
