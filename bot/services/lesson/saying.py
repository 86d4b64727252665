"""A step of a lesson as messages: its words as a chat shows them, its pictures, its buttons."""

from __future__ import annotations

import re

import prompts
from bot.core.conversation import Conversation, Taking
from bot.core.decision import Move
from bot.core.lesson import button
from bot.core.turn import Button
from prompts import Markdown
from prompts.lessons import Asked, Lesson, Picture, Step, Tried
from scaffolds.spec import Language

_ROW = re.compile(r"\s*\|(.*)\|\s*")
_RULE = re.compile(r"[\s|:-]+")
_HEADING = re.compile(r"#{1,6}\s+(.+)")


def labels(name: str, language: Language) -> dict[str, str]:
    """What the buttons of a text are called."""
    return dict(prompts.load(f"lesson_chat/{name}").labels(language))


def for_chat(text: str) -> Markdown:
    """An author's Markdown as chats show it: tables become lists, headings bold lines. What is no such Markdown is shown as it stands."""
    lines: list[str] = []
    for line in text.split("\n"):
        if row := _ROW.fullmatch(line):
            cells = [cell.strip() for cell in row[1].split("|")]
            lines += [] if _RULE.fullmatch(line) else ["- " + " · ".join(filter(None, cells))]
        elif heading := _HEADING.fullmatch(line):
            lines.append(f"**{heading[1].strip()}**")
        else:
            lines.append(line)
    return Markdown("\n".join(lines))


def begin(lesson: Lesson, taking: Taking, language: Language) -> list[Move]:
    """What the lesson is about."""
    page, said = lesson.said(language), labels("begin", language)
    values = {
        "title": for_chat(page.title), "minutes": lesson.minutes, "aims": [for_chat(aim) for aim in page.aims],
        "intro": for_chat(page.intro), "unplugged": lesson.unplugged,
    }  # fmt: skip
    move = Move(prompt="lesson_chat/begin", values=values, buttons=_ways(taking, said, "next", "leave"), only=())
    return _pictured(move, lesson, page.pictures)


def step(lesson: Lesson, taking: Taking, language: Language, *, app: bool) -> list[Move]:
    """The step that a lesson is at."""
    page = lesson.said(language)
    one = page.steps[taking.step - 1]
    code = Markdown(f"```js\n{one.code}\n```") if isinstance(one, Tried) else ""
    values = {
        "kind": one.kind, "heading": for_chat(one.heading), "place": taking.step, "of": len(page.steps), "text": for_chat(one.text), "code": code,
        "app": app,
    }  # fmt: skip
    return _pictured(Move(prompt="lesson_chat/step", values=values, buttons=ways_on(one, taking, language), only=()), lesson, one.pictures)


def ways_on(one: Step, taking: Taking, language: Language) -> tuple[Button, ...]:
    """The buttons of a step."""
    said = labels("step", language)
    if isinstance(one, Asked):
        return (*choices(one, taking), *_ways(taking, said, "leave"))
    if isinstance(one, Tried):
        return _ways(taking, said, "hint", "leave")
    return _ways(taking, {**said, "next": said["done"] if one.kind == "built" else said["next"]}, "next", "leave")


def choices(one: Asked, taking: Taking) -> tuple[Button, ...]:
    """The answers that were not chosen yet."""
    left = [(n, choice) for n, choice in enumerate(one.choices) if n not in taking.gone]
    return tuple(Button(id=button(taking.id, taking.step, "pick", n), label=plain_label(choice.text)) for n, choice in left)


def plain_label(text: str) -> str:
    """A button shows no markup."""
    return re.sub(r"[*`]", "", text)


def _ways(taking: Taking, said: dict[str, str], *verbs: str) -> tuple[Button, ...]:
    return tuple(Button(id=button(taking.id, taking.step, verb), label=said[verb]) for verb in verbs)


def thinking_on(one: Asked, taking: Taking, language: Language) -> tuple[Button, ...]:
    """After an answer that there are better ones than: the others, or on."""
    return (*choices(one, taking), *_ways(taking, labels("reply", language), "next", "leave"))


def after_last_hint(taking: Taking, language: Language) -> tuple[Button, ...]:
    said = {"next": labels("hint", language)["anyway"], "leave": labels("step", language)["leave"]}
    return _ways(taking, said, "next", "leave")


def _pictured(move: Move, lesson: Lesson, pictures: tuple[Picture, ...]) -> list[Move]:
    """One picture a message; further ones come before it with their own words."""
    *before, last = [_shown(lesson, picture) for picture in pictures] or [("", "")]
    first = [Move(prompt="lesson_chat/picture", values={"alt": alt}, picture=name, alt=alt, apart=True) for name, alt in before]
    return [*first, move.model_copy(update={"picture": last[0], "alt": last[1], "apart": True})]


def _shown(lesson: Lesson, picture: Picture) -> tuple[str, str]:
    return f"{lesson.id}/{picture.file}", picture.alt


def waiting_for(one: Step) -> str:
    """What a step waits for."""
    if isinstance(one, Asked):
        return "choice" if one.choices else "open"
    return "code" if isinstance(one, Tried) else "next"


def at_step(taking: Taking, lesson: Lesson, place: int, language: Language) -> Taking:
    """The lesson at another of its steps; 0 for its beginning."""
    one = lesson.said(language).steps[place - 1] if place else None
    said = tuple(choice.text for choice in one.choices) if isinstance(one, Asked) else ()
    values = {"id": taking.id, "step": place, "waits": waiting_for(one) if one else "next", "choices": said}
    return Taking.model_validate(values)


def standing(conversation: Conversation, lesson: Lesson) -> Taking | None:
    """Where somebody is in this lesson; None where they are in another one, or it has fewer steps by now."""
    taking = conversation.lesson
    fits = taking is not None and taking.id == lesson.id and taking.step <= len(lesson.said(conversation.language).steps)
    return taking if fits else None
