"""What is listed in a message reaches the app: choices, steps, things with their hours, and more ways beside the first."""

from __future__ import annotations

import pytest

from bot.brains.offline import OfflineBrain
from bot.core.interpretation import Context, Interpretation
from bot.core.turn import Asks
from scaffolds import blocks
from scaffolds.spec import Brief, Language
from scaffolds.wish import Wish

BRAIN = OfflineBrain()


def heard(text: str, language: Language, asks: Asks = "problem", said: tuple[str, ...] = ()) -> Interpretation:
    return BRAIN.understand(text, Context(language=language, tier="junior", stage="design", asks=asks, said=said))


@pytest.mark.parametrize(
    ("language", "text", "choices"),
    [("en", "vote: A, B or C", ("A", "B", "C")), ("en", "we want to vote on where to go: the zoo, the beach or the museum", ("zoo", "beach", "museum")),
     ("en", "settle it fairly: pizza or noodles", ("pizza", "noodles")), ("en", "decide together what to eat, pizza or sushi", ("pizza", "sushi")),
     ("en", "kinds: toilets, taps, benches", ("toilets", "taps", "benches")), ("zh-Hant", "投票決定去海洋公園、迪士尼定沙灘", ("海洋公園", "迪士尼", "沙灘")),
     ("zh-Hant", "我想投票選班長，候選人：阿明、小紅、大偉", ("阿明", "小紅", "大偉")), ("zh-Hans", "投票决定春游去动物园还是植物园？", ("动物园", "植物园")),
     ("zh-Hans", "投票：红、蓝、绿", ("红", "蓝", "绿"))],
)  # fmt: skip
def test_choices(language: Language, text: str, choices: tuple[str, ...]) -> None:
    assert heard(text, language).facts.choices == choices


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "i want to vote"), ("en", "people vote and i see the results or not"), ("en", "i cannot decide whether i should do homework or play"),
     ("en", "our class argues for a week about where to go on the class trip"), ("zh-Hant", "我哋想決定一個日期"), ("zh-Hant", "一定要投票"),
     ("zh-Hans", "他们老是决定不了吃什么，或者去哪里玩")],
)  # fmt: skip
def test_no_choices(language: Language, text: str) -> None:
    assert heard(text, language).facts.choices == ()


@pytest.mark.parametrize(
    ("language", "text", "steps"),
    [("en", "first call 999, then stay calm, finally open the door", ("call 999", "stay calm", "open the door")),
     ("zh-Hant", "先打999，然後開門，再等救護車", ("打999", "開門", "等救護車")), ("zh-Hans", "首先关闸，之后开窗，最后打电话", ("关闸", "开窗", "打电话")),
     ("en", "8am blood pressure pill, 9pm vitamin d", ("8am blood pressure pill", "9pm vitamin d")), ("zh-Hant", "早上8點血壓藥、晚上九點維他命", ("早上8點血壓藥", "晚上九點維他命"))],
)  # fmt: skip
def test_what_is_done_in_turn_or_at_its_hour_is_no_label(language: Language, text: str, steps: tuple[str, ...]) -> None:
    found = heard(text, language, "keep")
    assert (found.facts.items, found.fields) == (steps, ())


@pytest.mark.parametrize(
    ("language", "text"), [("en", "first name, last name, phone"), ("zh-Hant", "姓名、先後、電話"), ("zh-Hans", "姓名，开始时间，电话")]
)
def test_labels_stay_labels(language: Language, text: str) -> None:
    assert len(heard(text, language, "keep").fields) == 3


def test_two_hours_are_not_from_one_to_the_other() -> None:
    assert heard("remind grandma at 8am and 8pm", "en").facts.opens is None
    assert heard("open between 8am and 8pm", "en").facts.opens == "08:00"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [("zh-Hant", "我想要一個預約課室嘅app，加一個佈告欄", ("booking", "board")), ("zh-Hant", "想預約活動室同埋有個地方俾大家貼告示", ("booking", "board")),
     ("en", "i want to book the music room and have a place to post notices", ("booking", "board")),
     ("en", "i want to vote on the trip and also remind people to pay", ("poll", "reminder")), ("zh-Hans", "想要预约时间，再加一个公告栏", ("booking", "board"))],
)  # fmt: skip
def test_two_needs_are_two_ways(language: Language, text: str, wanted: tuple[str, ...]) -> None:
    assert heard(text, language).wanted == wanted


def test_a_second_way_waits_for_the_first() -> None:
    first = "the same five people always get what we all share, add a notice board"
    assert heard(first, "en").wanted in ((), ("booking", "board"))
    later = heard("book it for half an hour", "en", "goal", (first, "all students"))
    assert later.wanted == ("booking", "board")


@pytest.mark.parametrize(
    ("language", "text", "wanted", "labels"),
    [("zh-Hant", "還要一個告示板", ("board",), []), ("zh-Hant", "名、電話，還要一個告示板", ("board",), ["名", "電話"]), ("en", "and a quiz too", ("quiz",), []),
     ("en", "name, phone, and also a notice board", ("board",), ["name", "phone"]), ("zh-Hans", "姓名、班级，还要投票", ("poll",), ["姓名", "班级"])],
)  # fmt: skip
def test_a_screen_among_labels(language: Language, text: str, wanted: tuple[str, ...], labels: list[str]) -> None:
    found = heard(text, language, "keep")
    assert (found.intent, found.wanted) == ("add_screen", wanted)
    assert [field.label for field in found.fields] == labels


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "name and a list of books"), ("zh-Hant", "名、分數，還要相片"), ("en", "photo, score, date"), ("zh-Hans", "积分，再加照片")],
)
def test_labels_that_sound_like_screens(language: Language, text: str) -> None:
    assert heard(text, language, "keep").intent == "tell"


@pytest.mark.parametrize(
    "text", ["there is one shower and the queue is endless", "we have a long line and a list on the wall", "the board is full and i hate it"]
)
def test_a_story_asks_for_no_second_way(text: str) -> None:
    assert heard(text, "en").wanted == ()


def test_what_was_ruled_out_stays_out() -> None:
    said = ("i want something for our words but not a quiz",)
    assert "quiz" in heard("my class", "en", "who", said).unwanted
    assert "quiz" not in heard("ok i want a quiz", "en", "goal", (*said, "my class")).unwanted


def test_choices_are_what_a_poll_begins_with() -> None:
    found = heard("投票決定去海洋公園、迪士尼定沙灘", "zh-Hant")
    draft = blocks.discover()["poll"].draft(Wish(language="zh-Hant", facts=found.facts))
    assert tuple(draft.screen.options["starters"]) == ("海洋公園", "迪士尼", "沙灘")


def test_a_goal_in_numbers_reaches_the_tracker() -> None:
    draft = blocks.discover()["tracker"].draft(Wish(brief=Brief(problem="i walk too little", goal="walk 10000 steps a day")))
    assert [rule.options["amount"] for rule in draft.rules] == [10000]
