"""Conversations as they should go. Each `*.md` here is one, with what is expected of each answer:

lang: en, tier: senior      what the learner begins with
class: KBCD3476 2B          a class of this code and name is there
> one shower for 9 families what the learner types
[build]                     what the learner presses, by its id
< asks who                  what the tutor waits for
< says families             words in the answer; `< never X` words that are not
< offers block:booking      a button
< shows history-quiz        a picture of an example app; `< no picture`
< zip                       a file comes with it; `< no zip`
< flag crisis               a flag; `< no flag`
< stage improve             where the boat is
< spec screens.0.block = "booking"
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.services import Parts
from tests.chatting import Chatter, at
from tests.classroom.people import a_class, a_teacher

TRANSCRIPTS = sorted(Path(__file__).parent.glob("*.md"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
async def test_transcript(path: Path, parts: Parts) -> None:
    chatter = Chatter(parts)
    expected = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}: {line}"
        if match := re.match(r"lang: (\S+), tier: (\S+)", line):
            chatter.language, chatter.tier = match[1], match[2]  # type: ignore[assignment]
        elif match := re.match(r"class: (\S+) (.+)", line):
            await a_class(parts, await a_teacher(parts), code=match[1], name=match[2])
        elif line.startswith("> "):
            await chatter.say(json.loads(line[2:]) if line.startswith('> "') else line[2:])
        elif match := re.fullmatch(r"\[(.+)\]", line):
            assert match[1] in chatter.ids, f"{where}: there are {chatter.ids}"
            await chatter.press(match[1])
        elif line.startswith("< "):
            await _expect(chatter, line[2:], where)
            expected += 1
    assert expected


async def _expect(chatter: Chatter, what: str, where: str) -> None:
    verb, _, rest = what.partition(" ")
    reply, said = chatter.last, f"{where}\nthe tutor said: {chatter.text}"
    zipped = any(message.file for message in reply.messages)
    pictures = {message.picture for message in reply.messages} - {""}
    holds = {
        "asks": reply.asks == rest,
        "says": rest.casefold() in chatter.text.casefold(),
        "never": rest.casefold() not in chatter.text.casefold(),
        "offers": rest in chatter.ids,
        "zip": zipped,
        "flag": rest in reply.flags,
        "shows": rest in pictures,
        "no": not {"zip": zipped, "picture": pictures}.get(rest, reply.flags),
        "stage": reply.stage == rest,
        "spec": verb == "spec" and await _spec_holds(chatter, rest),
    }
    assert holds[verb], f"{said}\nasks {reply.asks}, at {reply.stage}, flags {reply.flags}, offers {chatter.ids}"


async def _spec_holds(chatter: Chatter, expected: str) -> bool:
    place, _, value = expected.partition(" = ")
    spec = await chatter.spec()
    return spec is not None and at(spec.model_dump(mode="json"), place) == json.loads(value)
