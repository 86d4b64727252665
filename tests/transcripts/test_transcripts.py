"""Conversations as they should go. Each `*.md` here is one, with what is expected of each answer:

    lang: en, tier: senior      what the learner begins with
    > one shower for 9 families what the learner types
    [build]                     what the learner presses, by its id
    < asks who                  what the tutor waits for
    < says families             words in the answer; `< never X` words that are not
    < offers block:booking      a button
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

TRANSCRIPTS = sorted(Path(__file__).parent.glob("*.md"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
async def test_transcript(path: Path, parts: Parts) -> None:
    chatter = Chatter(parts)
    expected = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}: {line}"
        if match := re.match(r"lang: (\S+), tier: (\S+)", line):
            chatter.language, chatter.tier = match[1], match[2]  # type: ignore[assignment]
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
    match verb:
        case "asks":
            assert reply.asks == rest, f"{said}\nand asks {reply.asks}"
        case "says":
            assert rest.casefold() in chatter.text.casefold(), said
        case "never":
            assert rest.casefold() not in chatter.text.casefold(), said
        case "offers":
            assert rest in chatter.ids, f"{said}\nwith {chatter.ids}"
        case "zip":
            assert any(message.file for message in reply.messages), said
        case "flag":
            assert rest in reply.flags, f"{said}\nwith {reply.flags}"
        case "no" if rest == "flag":
            assert not reply.flags, said
        case "no" if rest == "zip":
            assert not any(message.file for message in reply.messages), said
        case "stage":
            assert reply.stage == rest, f"{said}\nat {reply.stage}"
        case "spec":
            place, _, value = rest.partition(" = ")
            spec = await chatter.spec()
            assert spec is not None, said
            assert at(spec.model_dump(mode="json"), place) == json.loads(value), said
        case _:
            pytest.fail(f"{where}: no such expectation")
