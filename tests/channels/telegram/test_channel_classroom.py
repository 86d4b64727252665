"""Into a class, and out for good, by Telegram: a deep link, the name that Telegram knows, the file of one's own data."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from bot.services.classroom.my_data import NAME
from tests.bot_api import BotApi
from tests.channels.telegram.conftest import Enter
from tests.channels.telegram.talking import PROBLEMS, ids, presses, says
from tests.classroom.people import a_class, a_teacher

PLANT = "zwetschgenknoedel"


async def test_a_deep_link_joins_and_the_first_name_is_a_button(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat("Ann", language_code="en")
    async with enter() as door:
        room = await a_class(door.parts, await a_teacher(door.parts), task={"theme": "our corridor"})
        asked = await says(ann, "/start KBCD3476")
        assert "2B" in asked.text and "read everything" in asked.text and ids(asked)[:2] == ["join:me", "join:leave"]
        welcome = await presses(ann, "join:me")
        assert "You are in 2B now, as Ann" in welcome.text and "our corridor" in welcome.text
        assert [seat.name for seat in await door.parts.store.classes.seats(room.id)] == ["Ann"]


async def test_my_data_comes_as_a_document_and_forget_leaves_nothing(api: BotApi, enter: Enter, tmp_path: Path) -> None:
    ann = api.private_chat("Ann", language_code="en")
    async with enter() as door:
        await a_class(door.parts, await a_teacher(door.parts))
        await says(ann, f"/join KBCD3476 {PLANT}")
        await says(ann, f"{PROBLEMS['en']} {PLANT}")
        sent = await says(ann, "/mydata")
        assert sent.document is not None and sent.document_name == NAME
        with zipfile.ZipFile(BytesIO(sent.document)) as packed:
            assert "sampan-my-data/README.html" in packed.namelist()
        asked = await says(ann, "/forget")
        assert ids(asked) == ["forget:yes", "forget:no"]
        farewell = await presses(ann, "forget:yes")
        assert "Everything of yours is removed" in farewell.text
        await door.parts.lanes.drained(60)
        assert await door.parts.store.learner_by_identity("telegram", str(ann.id)) is None
    assert not [path.name for path in tmp_path.rglob("*") if path.is_file() and PLANT.encode() in path.read_bytes()]
