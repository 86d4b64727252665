"""The first story of an app, from what the learner said."""

from __future__ import annotations

import re
from typing import Any, Literal

from scaffolds import blocks
from scaffolds.blocks.story import scenery
from scaffolds.spec import Field, Screen, Thing, text_of
from scaffolds.wish import Draft, Wish

_TOGETHER = re.compile(
    r"\b(?:together|everyone (?:adds|writes|can write)|each (?:of us|student) (?:adds|writes)|class writes|take turns)\b"
    r"|一齊(?:寫|作)|一起(?:寫|写|创作|創作)|故事接[龍龙]|接[龍龙]|人人(?:寫|都可以寫)|大家(?:寫|写|輪流|轮流)",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"scene|chapter|\btext\b|story|picture|photo|image|sound|music|audio|choice|option|ending|branch|background|path"
    r"|場景|场景|章|情節|情节|故事|劇情|剧情|圖|图|相片|照片|聲音|声音|音樂|音乐|選擇|选择|選項|选项|結局|结局|背景|分支|路線|路线",
    re.IGNORECASE,
)
"""What a story keeps by itself: a field of this name would be asked twice."""
_OWN = frozenset(("name", "text", "picture", "photo", "background", "sound", "ending"))


def draft(wish: Wish) -> Draft:
    """Scenes with the learner's own fields, choices between them, and the private place of each reader."""
    words = blocks.discover()["story"].said(wish.language)["labels"]
    writers: Literal["everyone", "owner"] = "everyone" if _TOGETHER.search(f"{wish.brief.problem} {wish.brief.goal}") else "owner"
    scene = Thing(id="scene", label=words["thing"], fields=(*_scene(wish, words), *_others(wish.without(_listed(wish)))), written_by=writers)
    choice = Thing(id="choice", label=words["choice"], fields=_choice(words), written_by=writers)
    screen = Screen(id="story", label=words["screen"], block="story", thing="scene", options=_options(wish))
    return Draft(things=(scene, choice, _reading(words)), screen=screen)


def _scene(wish: Wish, words: Any) -> tuple[Field, ...]:
    return (
        Field(name="name", label=words["name"], required=True),
        Field(name="text", label=words["text"], type="long_text", required=True),
        Field(name="picture", label=words["picture"]),
        Field(name="photo", label=words["photo"], type="photo"),
        Field(name="background", label=words["background"], type="choice", choices=scenery.words("backgrounds", wish.language)),
        Field(name="sound", label=words["sound"], type="choice", choices=scenery.words("sounds", wish.language)),
        Field(name="ending", label=words["ending"], type="yes_no"),
    )


def _choice(words: Any) -> tuple[Field, ...]:
    return (
        Field(name="scene", label=words["thing"], required=True),
        Field(name="label", label=words["label"], required=True),
        Field(name="to", label=words["to"]),
        Field(name="needs", label=words["needs"]),
        Field(name="gives", label=words["gives"]),
    )


def _reading(words: Any) -> Thing:
    fields = (
        Field(name="path", label=words["path"], type="long_text", private=True),
        Field(name="seen", label=words["seen"], type="long_text", private=True),
    )
    return Thing(id="reading", label=words["reading"], fields=fields)


def _others(wish: Wish) -> tuple[Field, ...]:
    own = (field for field in wish.fields if field.name not in _OWN and not _KNOWN.search(_word(field)))
    return tuple(field.model_copy(update={"required": False}) for field in own)[:20]


def _word(field: Field) -> str:
    return field.label if isinstance(field.label, str) else " ".join(field.label.values())


def _options(wish: Wish) -> dict[str, Any]:
    ways = _listed(wish)[:2]
    return {"opening": " ".join(wish.brief.problem.split())[:300], "ways": ways if len(ways) == 2 else ()}


def _listed(wish: Wish) -> tuple[str, ...]:
    """What readers could do, as it was listed; what was read as fields is such a list too."""
    listed = [" ".join(text_of(one, wish.language).split())[:80] for one in (*wish.facts.choices, *wish.facts.items)]
    theirs = [] if listed else [word for word in wish.kept_in_a_row() if not _KNOWN.search(word)]
    return tuple(dict.fromkeys(word for word in (*listed, *theirs) if word))
