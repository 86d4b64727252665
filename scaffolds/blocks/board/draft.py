"""The first board of an app, from what the learner said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.board.options import NAME, PHOTO, QUESTION, WHY
from scaffolds.spec import Field, Rule, Screen, Thing, text_of
from scaffolds.wish import Draft, Wish

_ANONYMOUS = re.compile(
    r"anonym|no names?\b|without (?:a |any |their |my |our )?names?\b|nobody (?:knows|sees) who|hide (?:my|their|our) names?"
    r"|匿名|不記名|不记名|不署名|不留名|唔留名|唔使寫名|不用寫名|不用写名|唔想(?:畀|俾)?人知(?:係)?邊個|不想讓人知道是誰|不想让人知道是谁",
    re.IGNORECASE,
)
_OWNER_ONLY = re.compile(
    r"\bonly (?:the |our |a )?(?:teachers?|committee|admins?|owner|staff|school|leaders?|i) (?:can |may |should )?(?:posts?|write|writes|announce)"
    r"|(?:只有|只准|只可以由|淨係|净系|只由)(?:老師|老师|班主任|委員會?|委员会?|學校|学校|管理員|管理员|主人|會長|会长|我).{0,3}(?:發|发|寫|写|貼|贴|出|公佈|公布)",
    re.IGNORECASE,
)
_NO_REPLIES = re.compile(
    r"\bno (?:replies|comments)\b|read[- ]only|without (?:replies|comments)|不(?:用|能|可以|准|要)(?:回覆|回复|留言|評論|评论)|唔(?:使|畀|准)回覆|只可以睇|只能看",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"message|post|text|content|announcement|notice|words|what (?:it says|happened)|留言|訊息|讯息|信息|內容|内容|帖文|貼文|公告|通告|正文",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\bname\b|author|nickname|posted by|who (?:wrote|posted)|姓名|名字|作者|暱稱|昵称|寫的人|写的人|邊個寫|發佈人|发布人", re.IGNORECASE
)
_TITLE = re.compile(r"title|subject|heading|headline|標題|标题|題目|题目|主旨", re.IGNORECASE)
_KNOWN = re.compile(
    r"repl(?:y|ies)|comments?\b|answers?\b|likes?\b|\bposted\b|post(?:ing)? (?:date|time)|report|回覆|回复|評論|评论|回應|回应|讚好|点赞|舉報|举报"
    r"|發佈(?:日期|時間)|发布(?:日期|时间)|留言(?:日期|時間)",
    re.IGNORECASE,
)
"""What a board keeps by itself: a field of this name would be asked twice."""
_OWN = frozenset(("words", "name", "photo", "title", "topic", "question", "day", "time", "hidden"))
"""What a board's own fields are called; a learner's field of such a name gets another one, so that nothing is lost."""


def draft(wish: Wish) -> Draft:
    """Posts with the learner's own fields, replies, the owner's notices, and reports."""
    words = blocks.discover()["board"].said(wish.language)["labels"]
    said = " ".join((wish.brief.problem, wish.brief.goal, wish.brief.keep))
    anonymous = bool(_ANONYMOUS.search(said))
    if anonymous:
        wish = wish.model_copy(update={"fields": tuple(field for field in wish.fields if not _says_who(field))})
    options = {"anonymous": anonymous, "replies": not _NO_REPLIES.search(said)}
    screen = Screen(id="board", label=words["screen"], block="board", thing="post", options=options)
    return Draft(things=_things(wish, words, anonymous, bool(_OWNER_ONLY.search(said))), screen=screen, rules=_rules(wish))


def _things(wish: Wish, words: Any, anonymous: bool, owner_only: bool) -> tuple[Thing, ...]:
    name = () if anonymous else (_name(wish, words),)
    text = Field(name="words", label=words["words"], type="long_text", required=True)
    hidden = Field(name="hidden", label=words["hidden"], type="yes_no")
    to = Field(name="post", label=words["thing"], required=True)
    posts = Thing(id="post", label=words["thing"], fields=(*_asked(wish, words), *name, *_when(words), hidden))
    return (
        posts.model_copy(update={"written_by": "owner"}) if owner_only else posts,
        Thing(id="reply", label=words["replies"], fields=(to, text, *name, *_when(words), hidden)),
        Thing(id="notice", label=words["notices"], fields=(text, _photo(words), *_when(words)), written_by="owner"),
        Thing(id="report", label=words["reports"], fields=(to.model_copy(update={"name": "about"}), _why(words))),
    )


def _photo(words: Any) -> Field:
    return Field(name=PHOTO, label=words["photo"], type="photo")


def _why(words: Any) -> Field:
    """Why somebody reports it is read by the owner alone."""
    return Field(name=WHY, label=words["why"], private=True)


def _when(words: Any) -> tuple[Field, ...]:
    return Field(name="day", label=words["day"], type="date", required=True), Field(name="time", label=words["time"], type="time", required=True)


def _name(wish: Wish, words: Any) -> Field:
    """What the learner called the one who writes; to be given where they said that it must."""
    named = next((field for field in wish.fields if _is_name(field)), None)
    if named is None:
        return Field(name=NAME, label=words["name"], type="person")
    return Field(name=NAME, label=named.label, type="person", required=named.required)


def _is_name(field: Field) -> bool:
    return not field.private and _says_who(field)


def _says_who(field: Field) -> bool:
    return field.type == "person" or (field.type == "text" and bool(_NAMES.search(_word(field))))


def _asked(wish: Wish, words: Any) -> Iterator[Field]:
    """A title and a topic where they were named, the message, whether it is a question, a picture, then the learner's other fields."""
    said = [field for field in _left(wish) if not _KNOWN.search(_word(field))]
    texts = [field for field in said if field.type in ("text", "long_text") and not field.private]
    title = next((field for field in texts if field.type == "text" and _TITLE.search(_word(field))), None)
    text = next((field for field in texts if field is not title and _WORDS.search(_word(field))), None)
    photo = next((field for field in said if field.type == "photo"), None)
    if title:
        yield Field(name="title", label=title.label, required=title.required)
    yield Field(name="words", label=text.label if text else words["words"], type="long_text", required=True)
    yield Field(name=QUESTION, label=words["question"], type="yes_no")
    yield from _topic(wish, words)
    yield photo.model_copy(update={"name": PHOTO}) if photo else _photo(words)
    name = next((field for field in wish.fields if _is_name(field)), None)
    taken = (title, text, photo, name)
    yield from [_renamed(field) for field in said if all(field is not one for one in taken)][:20]


def _left(wish: Wish) -> tuple[Field, ...]:
    """Their fields, less those that only name a topic once more."""
    topics = next((field.choices for field in _topic(wish, {"topic": "topic"})), ())
    return wish.without(text_of(one, wish.language) for one in topics).fields


def _renamed(field: Field) -> Field:
    return field.model_copy(update={"name": f"own_{field.name}"}) if field.name in _OWN else field


def _topic(wish: Wish, words: Any) -> Iterator[Field]:
    """What was listed is what posts can be about, unless a field of the learner's has choices of its own."""
    listed = tuple(dict.fromkeys((*wish.facts.choices, *wish.facts.resources)))[:30] if _texts(wish) else ()
    if len(listed) > 1 and not any(field.choices for field in wish.fields):
        yield Field(name="topic", label=words["topic"], type="choice", choices=listed)


def _texts(wish: Wish) -> bool:
    """Labels in several languages are dictionaries, which cannot be told apart by a set."""
    return all(isinstance(one, str) for one in (*wish.facts.choices, *wish.facts.resources))


def _word(field: Field) -> str:
    return field.label if isinstance(field.label, str) else " ".join(field.label.values())


def _rules(wish: Wish) -> tuple[Rule, ...]:
    limit = next((one for one in wish.facts.limits if one.unit == "times" and 1 <= one.amount <= 1000), None)
    if limit is None:
        return ()
    return (Rule(id="board_limit", screen="board", kind="limit_per_person", options={"amount": limit.amount, "per": limit.per}, says=limit.says),)
