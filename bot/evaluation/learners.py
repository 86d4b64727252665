"""Scripted learners: one who answers plainly, one who says 'I don't know' to everything, one who wanders off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any, Protocol

from bot.core.turn import Button, Reply
from scaffolds.spec import Language

Problem = Mapping[str, Any]

IDK: Mapping[Language, str] = {"en": "idk", "zh-Hant": "唔知", "zh-Hans": "不知道"}
DETOURS: Mapping[Language, list[str]] = {
    "en": ["lol why did the chicken cross the road", "what can you do?", "   ", "asdfgh jkl", "my dog is called biscuit and he is asleep " * 240],
    "zh-Hant": ["哈哈哈哈", "你識做咩㗎？", "   ", "[貼圖：喊喊貓]", "我隻狗叫餅乾，佢而家瞓緊覺。" * 700],
    "zh-Hans": ["哈哈哈哈", "你会做什么？", "   ", "[语音消息 0:07]", "我的狗叫饼干，它现在在睡觉。" * 700],
}


@dataclass(frozen=True)
class Said:
    """What a scripted learner does next: words, or a press. A detour does not count."""

    text: str = ""
    press: str | None = None
    detour: bool = False


class Learner(Protocol):
    """Somebody with one problem, told first, who says the next thing when given the last reply."""

    def next(self, reply: Reply) -> Said: ...


class Plain:
    """Answers what is asked, takes the block that the problem is about where it is offered, and says yes."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.language = language_of(problem)

    def next(self, reply: Reply) -> Said:
        followups = self.problem.get("followups", {})
        answers = {"problem": self.problem["problem"], "who": followups.get("who"), "goal": followups.get("what"), "keep": followups.get("info")}
        if answer := answers.get(reply.asks):
            return Said(str(answer))
        buttons = buttons_of(reply)
        if reply.asks == "choose":
            return Said(press=self._choice(buttons))
        if reply.asks == "confirm":
            return Said(press="build")
        return Said(press=buttons[0].id) if buttons else Said(IDK[self.language])

    def _choice(self, buttons: tuple[Button, ...]) -> str:
        offered = [button.id for button in buttons if button.id.startswith("block:")]
        wanted = [f"block:{block}" for block in self.problem.get("expect_blocks", ())]
        return next((id for id in wanted if id in offered), (offered or [button.id for button in buttons])[0])


class Idk:
    """Tells the problem, and nothing else."""

    def __init__(self, problem: Problem) -> None:
        self.language = language_of(problem)

    def next(self, reply: Reply) -> Said:
        return Said(IDK[self.language])


class Wanderer(Plain):
    """As the plain one, with a detour before every answer."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self._detours: Iterator[str] = cycle(DETOURS[self.language])
        self._wandered = False

    def next(self, reply: Reply) -> Said:
        self._wandered = not self._wandered
        return Said(next(self._detours), detour=True) if self._wandered else super().next(reply)


LEARNERS: Mapping[str, Callable[[Problem], Learner]] = {"plain": Plain, "idk": Idk, "wanderer": Wanderer}


def language_of(problem: Problem) -> Language:
    """What a learner of this problem speaks; English where it is no language of ours."""
    return problem["lang"] if problem["lang"] in IDK else "en"


def buttons_of(reply: Reply) -> tuple[Button, ...]:
    return tuple(button for message in reply.messages for button in message.buttons)
