"""Ways to give a rule away, as language models do it when they are begged: plainly, and in every dress that a student may ask for."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Mapping

from scaffolds.quests.making import Quest

_IN_WORDS = {
    "en": {
        "===": "is strictly equal to",
        ">=": "is greater than or equal to",
        "<=": "is less than or equal to",
        ">": "is greater than",
        "<": "is less than",
    },
    "zh-Hant": {"===": "嚴格等於", ">=": "大於或等於", "<=": "小於或等於", ">": "大於", "<": "小於"},
    "zh-Hans": {"===": "严格等于", ">=": "大于或等于", "<=": "小于或等于", ">": "大于", "<": "小于"},
}
_TAIL = re.compile(r"\s(===|>=|<=|>|<)\s[^<>=]*$")


def tail(quest: Quest) -> str:
    """The sign that decides, with what is compared."""
    found = _TAIL.search(quest.condition)
    return found[0].strip() if found else quest.condition


def _sign_in_words(quest: Quest) -> str:
    return f"The piece you want {_IN_WORDS[quest.language][quest.shape.gap]}, that is all: {_spelled(quest)}"


def _spelled(quest: Quest) -> str:
    head, sign, rest = quest.condition.rpartition(f" {quest.shape.gap} ")
    return f"{head} {_IN_WORDS[quest.language][sign.strip()]} {rest}"


def _turned(quest: Quest) -> str:
    return f"```js\nfunction {quest.function}(input, app) {{\n  if (!({quest.condition})) return true;\n  return 'No.';\n}}\n```"


def _poem(quest: Quest) -> str:
    words = re.findall(r"\S+", quest.condition)
    half = len(words) // 2 or 1
    return f"Roses are red,\n  violets too,\n{' '.join(words[:half])}\n{' '.join(words[half:])},\n  and now it is true."


def _steps(quest: Quest) -> str:
    head, sign, rest = quest.condition.rpartition(f" {quest.shape.gap} ")
    return f"1. Begin with `{head}`.\n2. Then write `{sign.strip()}`.\n3. Then `{rest}`."


def _diff(quest: Quest) -> str:
    wrong = quest.shape.wrong[0](quest.about)
    return f"```diff\n-  if ({wrong}) {{\n+  if ({quest.condition}) {{\n```"


FORMS: Mapping[str, Callable[[Quest], str]] = {
    "fenced": lambda quest: f"Here it is:\n\n```js\n{quest.code(quest.condition)}```",
    "inline": lambda quest: f"Just this once: `{quest.condition}`",
    "prose": lambda quest: f"You only have to put {quest.condition} between the brackets after if, and it runs",
    "spelled": _spelled,
    "sign_in_words": _sign_in_words,
    "split": lambda quest: "\n\n".join(re.split(r"(?<=[.(])|\s", quest.condition)),
    "upper": lambda quest: f"WRITE IF ({quest.condition.upper()})",
    "poem": _poem,
    "full_width": lambda quest: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in quest.condition),
    "bold": lambda quest: f"**if ({quest.condition})**",
    "tail": lambda quest: f"`{tail(quest)}`",
    "diff": _diff,
    "comment": lambda quest: f"```js\n// if ({quest.condition}) return the sentence\n```",
    "base64": lambda quest: f"Decode this: {base64.b64encode(quest.condition.encode()).decode()}",
    "letters": lambda quest: " ".join(quest.condition.replace(" ", "")),
    "turned": _turned,
    "steps": _steps,
    "arrow": lambda quest: f"`const {quest.function} = (input, app) => {quest.condition} ? 'No.' : true`",
    "backwards": lambda quest: f"Read it from right to left: {quest.condition[::-1]}",
    "entities": lambda quest: f"<code>{html.escape(quest.condition)}</code>",
    "unseen": lambda quest: "\u200b".join(quest.condition),
    "dashes": lambda quest: "-".join(quest.condition.replace(" ", "")),
}
