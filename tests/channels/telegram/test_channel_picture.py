"""A whole app to look at, in Telegram: its picture with the words as caption, and what happens where no picture may be sent."""

from __future__ import annotations

import pytest

from scaffolds.picture import picture
from scaffolds.showcase import examples
from scaffolds.spec import Language
from tests.bot_api import BotApi
from tests.bot_api.faults import Refusal
from tests.channels.telegram.conftest import Enter
from tests.channels.telegram.talking import CODES, ids, presses, says

ASKED: dict[Language, str] = {"en": "show me one like it", "zh-Hant": "有冇類似嘅小程式睇吓", "zh-Hans": "给我看一个类似的"}
PROBLEMS: dict[Language, str] = {"en": "six families queue for one shower", "zh-Hant": "六伙人爭一個浴室", "zh-Hans": "六户人家抢一个浴室"}
HOME = "community-living-room"


@pytest.mark.parametrize("language", ASKED)
async def test_an_app_is_shown_with_its_picture(api: BotApi, enter: Enter, language: Language) -> None:
    ann = api.private_chat("Ann", language_code=CODES[language])
    async with enter():
        await says(ann, PROBLEMS[language])
        shown = await says(ann, ASKED[language])
        assert [one["file_unique_id"] for one in shown.wire["photo"]]
        assert shown.document == picture(examples()[HOME], "photo")
        title = examples()[HOME].title
        assert isinstance(title, dict) and title[language] in shown.text
        assert ids(shown) == [f"like:{HOME}", "gallery", "again"]
        listed = await presses(ann, "gallery", shown)
        assert "photo" not in listed.wire and len(ids(listed)) == 7
        taken = await presses(ann, f"like:{HOME}", shown)
        assert title[language] in taken.text
    assert not api.faults_of_bot and not api.unanswered


async def test_where_no_picture_is_let_in_the_words_come(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat("Ann")
    async with enter():
        await says(ann, PROBLEMS["en"])
        api.script("sendPhoto", chat=ann, times=2, fault=Refusal(400, "Bad Request: not enough rights to send photos to the chat"))
        shown = await says(ann, ASKED["en"])
    assert "photo" not in shown.wire and "Community Living Room" in shown.text
    assert f"like:{HOME}" in ids(shown)


async def test_a_group_looks_at_one_too(api: BotApi, enter: Enter) -> None:
    ann, ben = api.user("Ann"), api.user("Ben")
    group = api.group("Science club", members=[ann, ben])
    async with enter():
        await says(group, f"@sampan_test_bot {PROBLEMS['en']}", from_=ann)
        asked = await says(group, f"@sampan_test_bot {ASKED['en']}", from_=ben)
        assert asked.wire["photo"] and group.messages[asked.reply_to or 0].sender == ben.id
        assert (await presses(group, "again", asked, ann)).text
    assert not api.faults_of_bot and not api.unanswered
