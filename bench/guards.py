"""The safety floor: milliseconds of a message, of what learners might type in three languages, one in forty pasted and long; and of a sentence that goes out.

CPU time, warm: each message is looked at once before.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from random import Random

from bench.measure import row
from bench.telegram.times import quantile
from bot.services import guard
from scaffolds.spec import Language

LIMIT = 5.0
LIMIT_OUT = 1.0
MESSAGES = 5000
SEED = 5
_LINES: dict[Language, tuple[str, ...]] = {
    "en": ("nine families share one shower and every night there is a queue", "call me on {} when it is free", "my friend Peter Chan has asthma and needs his pills at {}", "the hall costs ${} and is open from 9:00 to 17:30", "someone at school keeps laughing at me", "make a quiz about planets with {} questions", "this bug kills me"),
    "zh-Hant": ("九戶人共用一個淋浴間，每晚都要排隊", "打 {} 搵我", "我同學陳小明有哮喘，{} 點要食藥", "禮堂 {} 蚊一個鐘，9:00 至 17:30", "班上有人成日笑我", "整個行星問答，{} 條題目", "笑死，個程式又壞咗"),
    "zh-Hans": ("九户人合用一个淋浴间，每天晚上都要排队", "打{}找我", "我同学陈小明有哮喘，{} 点要吃药", "礼堂 {} 元一小时，9:00 到 17:30", "班里有人总笑我", "做个行星问答，{} 道题", "笑死，程序又坏了"),
}  # fmt: skip


def messages(count: int = MESSAGES, seed: int = SEED) -> list[tuple[str, Language]]:
    """One to three sentences; every fortieth has thirty."""
    luck = Random(seed)
    languages = list(_LINES)
    made = []
    for n in range(count):
        language = luck.choice(languages)
        lines = luck.choices(_LINES[language], k=30 if n % 40 == 0 else luck.randint(1, 3))
        made.append((" ".join(line.format(luck.randint(10, 99_999_999)) for line in lines), language))
    return made


def run() -> bool:
    made = messages()
    coming = _taken(lambda text, _: guard.look(text), made)
    going = _taken(guard.fit_to_say, [(line.format(302), language) for language, lines in _LINES.items() for line in lines * 100])
    print(row("a message, p50", f"{statistics.median(coming):.2f} ms"))
    print(row("a message, p95", f"{quantile(coming, 0.95):.2f} ms", f"at most {LIMIT:g} ms", quantile(coming, 0.95) <= LIMIT))
    print(row("a sentence that goes out, p95", f"{quantile(going, 0.95):.2f} ms", f"at most {LIMIT_OUT:g} ms", quantile(going, 0.95) <= LIMIT_OUT))
    return quantile(coming, 0.95) <= LIMIT and quantile(going, 0.95) <= LIMIT_OUT


def _taken(look: Callable[[str, Language], object], made: Sequence[tuple[str, Language]]) -> list[float]:
    for text, language in made:
        look(text, language)
    taken = []
    for text, language in made:
        begun = time.thread_time()
        look(text, language)
        taken.append((time.thread_time() - begun) * 1000)
    return taken


if __name__ == "__main__":
    raise SystemExit(0 if run() else 1)
