"""Kinds of sentences that a tester's conversations tripped over, in three languages."""

from __future__ import annotations

from typing import Any

import pytest

from bot.brains.offline import OfflineBrain
from bot.core.interpretation import Context, Interpretation
from bot.core.turn import Asks
from bot.services.guard import look
from scaffolds import operations
from scaffolds.spec import AppSpec, Field, Language
from tests.brains.test_edits import app, short

BRAIN = OfflineBrain()


def before_the_app(text: str, language: Language, asks: Asks = "problem", **more: Any) -> Interpretation:
    return BRAIN.understand(text, Context(language=language, tier="junior", stage="discover", asks=asks, **more))


def of_an_app(text: str, language: Language, *ids: str, spec: AppSpec | None = None) -> Interpretation:
    spec = spec or app(language, *(ids or ("booking", "quiz")))
    return BRAIN.understand(text, Context(language=language, tier="junior", stage="improve", asks="none", spec=spec))


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [("en", "call it Rent Book", "Rent Book"), ("en", "call it Me Too", "Me Too"), ("en", "please call it Rent Book, ok?", "Rent Book"),
     ("en", "make it blue and call it Cook Book", "Cook Book"), ("zh-Hant", "改名做 Rent Book", "Rent Book"), ("zh-Hans", "改名叫 Troll", "Troll")],
)  # fmt: skip
def test_a_name_is_whole(language: Language, text: str, name: str) -> None:
    assert of_an_app(text, language).title == name


KEPT: list[tuple[Language, str, list[str], dict[str, Any]]] = [
    ("en", "name, room, 30 min each, 6am to 11pm, max 2", ["name", "room"], {"slot_minutes": 30, "opens": "06:00", "closes": "23:00"}),
    ("en", "name and phone max 2 per day", ["name", "phone"], {}),
    ("en", "open 8am-10pm. name. phone", ["name", "phone"], {"opens": "08:00", "closes": "22:00"}),
    ("en", "two showers, name", ["name"], {"resources": ("shower 1", "shower 2")}),
    ("en", "name, start time, hours worked, opening hours", ["name", "start time", "hours worked", "opening hours"], {"opens": None}),
    ("zh-Hant", "姓名、早上8點到晚上10點", ["姓名"], {"opens": "08:00", "closes": "22:00"}),
    ("zh-Hant", "兩部洗衣機，名，單位，每人每日一次", ["名", "單位"], {"resources": ("洗衣機 1", "洗衣機 2")}),
    ("zh-Hans", "姓名，每次40分钟最多两次，宿舍号", ["姓名", "宿舍号"], {"slot_minutes": 40}),
    ("zh-Hans", "三台洗衣机，早上8点到晚上10点，电话", ["电话"], {"opens": "08:00", "closes": "22:00"}),
]


@pytest.mark.parametrize(("language", "text", "labels", "facts"), KEPT, ids=[text for _, text, _, _ in KEPT])
def test_facts_among_the_labels_are_no_fields(language: Language, text: str, labels: list[str], facts: dict[str, Any]) -> None:
    heard = before_the_app(text, language, "keep")
    assert [field.label for field in heard.fields] == labels
    assert {key: getattr(heard.facts, key) for key in facts} == facts
    assert not any(char.isdigit() for item in heard.facts.items for char in item)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [("en", "booking and a list too", ("booking", "records")), ("en", "book", ("booking",)), ("en", "book and a quiz", ("booking", "quiz")),
     ("en", "i borrowed a book", ()), ("zh-Hant", "預約，仲要測驗", ("booking", "quiz")), ("zh-Hant", "預約", ("booking",)),
     ("zh-Hans", "预约，还要一个测验", ("booking", "quiz")), ("zh-Hans", "预约", ("booking",))],
)  # fmt: skip
def test_several_ways_are_wanted(language: Language, text: str, wanted: tuple[str, ...]) -> None:
    assert before_the_app(text, language, "choose").wanted == wanted


@pytest.mark.parametrize(("language", "text"), [("zh-Hans", "预约，还要一个清单"), ("zh-Hant", "預約，仲要清單")])
def test_a_booking_and_a_list(language: Language, text: str) -> None:
    wanted = before_the_app(text, language, "choose").wanted
    assert wanted[0] == "booking" and len(wanted) == 2


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [("en", "start again every day", "daily"), ("en", "reset the list daily", "daily"), ("en", "don't reset it every day", "manual"),
     ("zh-Hant", "每日重新開始", "daily"), ("zh-Hant", "唔好每日清空", "manual"), ("zh-Hans", "每天重新开始", "daily"), ("zh-Hans", "不要每天重置", "manual")],
)  # fmt: skip
def test_a_list_that_starts_again_every_day(language: Language, text: str, value: str) -> None:
    heard = of_an_app(text, language, "checklist")
    assert [short(one) for one in heard.operations] == [f"set_option checklist reset {value}"]
    assert operations.apply(app(language, "checklist"), heard.operations).screens[0].options["reset"] == value


@pytest.mark.parametrize(("language", "text"), [("en", "start again every day"), ("zh-Hant", "每日重新開始"), ("zh-Hans", "每天重新开始")])
def test_every_day_is_never_a_fresh_start(language: Language, text: str) -> None:
    heard = of_an_app(text, language, "booking")
    assert (heard.intent, heard.operations, heard.unclear) == ("edit", (), (text,))
    assert before_the_app(text, language, "goal").intent == "tell"


@pytest.mark.parametrize(
    ("language", "text", "done", "unclear"),
    [("en", "make it purple and fly to the moon", ["recolour #7C3AED"], ("fly to the moon",)),
     ("en", "add a phone, then sing a song", ["add_field phone phone"], ("sing a song",)),
     ("en", "make it bigger and bolder", ["set_text_size True"], ("bolder",)),
     ("en", "make it green and my grandma likes it", ["recolour #15803D"], ()),
     ("zh-Hant", "變做紫色同埋飛上月球", ["recolour #7C3AED"], ("飛上月球",)),
     ("zh-Hant", "加電話同埋飛上月球", ["add_field phone phone"], ("飛上月球",)),
     ("zh-Hans", "变成紫色，还要飞上月球", ["recolour #7C3AED"], ("飞上月球",))],
)  # fmt: skip
def test_what_is_left_over_is_asked(language: Language, text: str, done: list[str], unclear: tuple[str, ...]) -> None:
    heard = of_an_app(text, language)
    assert ([short(one) for one in heard.operations], heard.unclear) == (done, unclear)


@pytest.mark.parametrize(
    ("language", "text", "done"),
    [("en", "change it back to red", "recolour #B91C1C"), ("en", "make everything bigger", "set_text_size True"), ("en", "make each one an hour", "set_option book slot_minutes 60"),
     ("zh-Hant", "改返做紅色", "recolour #B91C1C"), ("zh-Hant", "所有嘢變大啲", "set_text_size True"), ("zh-Hant", "每次改做一個鐘", "set_option book slot_minutes 60"),
     ("zh-Hans", "改回红色", "recolour #B91C1C"), ("zh-Hans", "所有东西变大一点", "set_text_size True"), ("zh-Hans", "每次改成一小时", "set_option book slot_minutes 60")],
)  # fmt: skip
def test_other_words_for_a_change(language: Language, text: str, done: str) -> None:
    heard = of_an_app(text, language)
    assert ([short(one) for one in heard.operations], heard.unclear) == ([done], ())


@pytest.mark.parametrize(
    ("language", "text", "done"),
    [
        ("en", "add booking date", "add_field booking_date date"),
        ("en", "the time is wrong, it should be 9am to 5pm", "set_option book opens 09:00"),
        ("zh-Hant", "加預約備註", "add_field yu_yue_bei_zhu long_text"),
        ("zh-Hans", "加预约日期", "add_field yu_yue_ri_qi date"),
    ],
)
def test_a_name_within_a_label_is_no_screen(language: Language, text: str, done: str) -> None:
    heard = of_an_app(text, language)
    assert (heard.intent, short(heard.operations[0])) == ("edit", done)


@pytest.mark.parametrize(("language", "text"), [("en", "add a booking page"), ("zh-Hant", "加個預約頁面"), ("zh-Hans", "加一个预约页面")])
def test_one_more_page_of_a_kind_that_is_there(language: Language, text: str) -> None:
    assert of_an_app(text, language).wanted == ("booking",)


INTENTS: list[tuple[Language, str, list[str]]] = [
    ("en", "broken", ["it breaks!", "the total is wrong", "it keeps breaking", "it doesn't work"]),
    ("zh-Hant", "broken", ["個總數錯咗", "數目唔啱", "計錯數"]),
    ("zh-Hans", "broken", ["总数不对", "算错了", "老是闪退"]),
    ("en", "help", ["what's inside?", "what can I change?", "redo", "redo that please"]),
    ("zh-Hant", "help", ["入面有咩？", "可以改咩", "做返轉頭"]),
    ("zh-Hans", "help", ["里面有什么", "我可以改什么", "重做"]),
    ("en", "joke", ["tell me a joke", "why are you so dumb", "ur stupid"]),
    ("zh-Hant", "joke", ["你好蠢", "講個笑話"]),
    ("zh-Hans", "joke", ["你好笨", "讲个笑话"]),
    ("en", "thanks", ["bye", "goodbye!", "see you"]),
    ("zh-Hant", "thanks", ["拜拜", "再見"]),
    ("zh-Hans", "thanks", ["拜拜", "再见"]),
    ("en", "new", ["actually new idea: a quiz about sharks", "new idea: " + "we write down every bird that we see near the school " * 3]),
    ("zh-Hant", "new", ["不如做另一個：記低閃卡", "諗到新諗法：溫車牌"]),
    ("zh-Hans", "new", ["不如做另一个：单词测验", "新想法：记录小鸟"]),
    ("en", "undo", ["change it back", "put it back to how it was"]),
]


@pytest.mark.parametrize(("language", "intent", "text"), [(language, intent, text) for language, intent, texts in INTENTS for text in texts])
def test_what_is_wanted_of_an_app(language: Language, intent: str, text: str) -> None:
    assert of_an_app(text, language).intent == intent


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "show me something else"),
        ("en", "anything else?"),
        ("zh-Hant", "換過個"),
        ("zh-Hant", "仲有冇第二啲"),
        ("zh-Hans", "换一个"),
        ("zh-Hans", "还有别的吗"),
    ],
)
def test_another_way_at_the_choice(language: Language, text: str) -> None:
    assert before_the_app(text, language, "choose", offered=("booking", "quiz")).intent == "back"


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [("en", "one more thing: umbrella", "umbrella"), ("en", "add walk the dog", "walk the dog"), ("zh-Hant", "加多樣：雨傘", "雨傘"), ("zh-Hant", "加多樣嘢：雨傘", "雨傘"),
     ("zh-Hans", "再加一样：雨伞", "雨伞")],
)  # fmt: skip
def test_one_more_line(language: Language, text: str, line: str) -> None:
    spec = app(language, "checklist")
    changed = operations.apply(spec, of_an_app(text, language, spec=spec).operations)
    assert changed.screens[0].options["starters"][-1] == line


@pytest.mark.parametrize(("language", "text"), [("en", "remove the list"), ("zh-Hant", "刪走清單"), ("zh-Hans", "删掉清单")])
@pytest.mark.parametrize(("block", "screen"), [("checklist", "checklist"), ("records", "list")])
def test_the_list_is_found_whatever_keeps_it(language: Language, text: str, block: str, screen: str) -> None:
    assert [short(one) for one in of_an_app(text, language, "booking", block).operations] == [f"remove_screen {screen}"]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "delete shoe size"), ("en", "delete the colour field"), ("zh-Hant", "刪走鞋碼"), ("zh-Hans", "删掉鞋码栏")]
)
def test_what_is_not_there_is_named(language: Language, text: str) -> None:
    heard = of_an_app(text, language)
    assert (heard.intent, heard.operations, heard.unclear) == ("edit", (), (text,))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "make phone public"),
        ("en", "make the phone field public"),
        ("zh-Hant", "公開電話"),
        ("zh-Hant", "電話公開"),
        ("zh-Hans", "公开电话"),
        ("zh-Hans", "把电话公开"),
    ],
)
def test_a_field_for_all_to_see(language: Language, text: str) -> None:
    label = "phone" if language == "en" else "電話" if language == "zh-Hant" else "电话"
    spec = app(language, "booking")
    with_phone = operations.apply(
        spec, [operations.AddField(thing=spec.things[0].id, field=Field(name="phone", label=label, type="phone", private=True))]
    )
    changed = operations.apply(with_phone, of_an_app(text, language, spec=with_phone).operations)
    phone = changed.things[0].field("phone")
    assert phone is not None and not phone.private


@pytest.mark.parametrize(
    ("language", "text", "echo"),
    [("en", "there is one court for 40 people", "one court for 40 people"), ("en", "there are two showers for 9 families", "two showers for 9 families"),
     ("en", "there's always a long line at the canteen", "always a long line at the canteen"), ("en", "hi there! is there one piano for the class", "one piano for the class"),
     ("zh-Hant", "有一個球場，四十個人爭", "一個球場，四十個人爭"), ("zh-Hant", "係得一個球場四十人用", "得一個球場四十人用"), ("zh-Hant", "有人偷嘢食", "有人偷嘢食"),
     ("zh-Hans", "有一个球场四十个人抢", "一个球场四十个人抢"), ("zh-Hans", "是我们宿舍只有一台洗衣机", "我们宿舍只有一台洗衣机")],
)  # fmt: skip
def test_an_echo_reads_well(language: Language, text: str, echo: str) -> None:
    assert before_the_app(text, language).echo == echo


@pytest.mark.parametrize("text", ["make it blue and call it Bookie", "an app called Bookie for our library", "改名做 Bookie"])
def test_a_name_is_no_bet(text: str) -> None:
    assert look(text).flag is None


@pytest.mark.parametrize("text", ["i want to be the school bookie", "a bookie app with odds", "my bookie takes bets"])
def test_a_bookie_with_bets_is_one(text: str) -> None:
    assert look(text).kind == "gambling"


@pytest.mark.parametrize(
    "text", ["my friend keeps hitting me", "a boy in my class kicks me", "同學成日打我", "朋友一直踢我", "班里男生天天推我", "同学老打我"]
)
def test_a_child_who_is_hit_is_a_victim(text: str) -> None:
    verdict = look(text)
    assert verdict.victim or verdict.kind == "abuse"


@pytest.mark.parametrize(
    "text",
    ["my friend always beats me at chess", "my friend hit me up on insta", "my friends hit me with great ideas", "朋友打電話畀我", "同学打我手机"],
)
def test_other_ways_to_hit_are_none(text: str) -> None:
    verdict = look(text)
    assert not verdict.victim and not verdict.kind
