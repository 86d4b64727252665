"""The app is asked for in WeChat, in Telegram, on paper, as people say it, before there is one and after; a change that names one of these stays a change."""

from __future__ import annotations

import pytest

from bot.core import places
from bot.core.conversation import Conversation
from bot.core.interpretation import Context, Interpretation
from bot.core.turn import Asks
from scaffolds.operations import AddField, RenameApp
from scaffolds.spec import Language
from tests.brains.test_edits import BRAIN, app, heard

EARLY: tuple[Asks, ...] = ("none", "problem", "goal", "choose", "keep", "clarify", "confirm")


def early(text: str, language: Language, asks: Asks = "problem") -> Interpretation:
    """Before there is an app; at `confirm` there is a plan of it."""
    first = asks in ("none", "problem")
    spec = app(language, "checklist") if asks == "confirm" else None
    said = () if first else ("nine families share one shower", "my family")
    return BRAIN.understand(text, Context(language=language, tier="junior", stage="discover" if first else "design", asks=asks, said=said, spec=spec))


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [("zh-Hans", "能不能做成微信小程序", "weixin"), ("zh-Hans", "想发到班级微信群里用", "weixin"), ("zh-Hans", "我只有微信没有电脑", "weixin"), ("zh-Hans", "同学能在微信里打开吗", "weixin"),
     ("zh-Hans", "留言板改成微信小程序", "weixin"), ("zh-Hans", "能在telegram上用吗", "telegram"), ("zh-Hans", "我想要纸质版", "paper"), ("zh-Hans", "打印一份", "paper"),
     ("zh-Hant", "可唔可以整做微信小程序", "weixin"), ("zh-Hant", "阿媽得微信,用唔用到?", "weixin"), ("zh-Hant", "想放喺微信群組度用", "weixin"), ("zh-Hant", "我想喺電報用", "telegram"),
     ("zh-Hant", "可唔可以印出嚟派", "paper"), ("zh-Hant", "印十份派俾同學", "paper"), ("en", "can my friends open it in wechat", "weixin"),
     ("en", "I don't have a computer, only WeChat", "weixin"), ("en", "could you turn it into a mini program", "weixin"), ("en", "use it in our class wechat group", "weixin"),
     ("en", "I want to use it on telegram", "telegram"), ("en", "print it for class 3B", "paper"), ("en", "is there a paper version", "paper"), ("en", "make copies for 30 students", "paper")],
)  # fmt: skip
def test_the_app_is_wanted_for_another_place(language: Language, text: str, place: str) -> None:
    spec = app(language, "checklist")
    found = heard(text, language, spec)
    assert (found.intent, found.operations) == ("zip", ())
    assert places.asked_for(text, spec) == place


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh-Hans", "加一栏微信号"), ("zh-Hans", "加一个字段：微信"), ("zh-Hans", "加一个微信版说明的栏"), ("zh-Hant", "加一欄微信號"), ("zh-Hant", "加個欄位叫Telegram"), ("zh-Hant", "加一欄紙本編號"),
     ("en", "add a field for WeChat id"), ("en", "add a field for the telegram handle"), ("en", "add a field for paper copy number"), ("en", "ask for their paper size")],
)  # fmt: skip
def test_a_field_that_names_a_place_is_a_field(language: Language, text: str) -> None:
    found = heard(text, language, app(language, "booking"))
    assert found.intent == "edit" and any(isinstance(one, AddField) for one in found.operations)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "名字改成微信群公告"),
        ("zh-Hant", "改名做微信版投票"),
        ("en", "call it the Telegram version"),
        ("en", "change the title to WeChat mini program"),
    ],
)
def test_a_name_that_names_a_place_is_a_name(language: Language, text: str) -> None:
    assert any(isinstance(one, RenameApp) for one in heard(text, language, app(language, "poll")).operations)


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh-Hans", "在微信里提醒他们"), ("zh-Hans", "用telegram通知我"), ("zh-Hans", "加一页写着怎么在微信里打开"), ("zh-Hant", "喺WeChat提佢哋"), ("en", "remind them in WeChat"),
     ("en", "send a telegram message when somebody books"), ("en", "everyone must put in their wechat"), ("en", "change the colour to paper white")],
)  # fmt: skip
def test_what_it_should_do_in_another_place_is_no_wish_for_the_file(language: Language, text: str) -> None:
    assert heard(text, language, app(language, "booking")).intent != "zip"


def test_a_place_that_this_app_cannot_be_made_for_is_named_all_the_same() -> None:
    assert places.asked_for("can I print it", app("en", "booking")) == "paper"
    assert places.asked_for("on paper or in WeChat", app("en", "booking")) == "weixin"
    assert places.asked_for("give me the file", app("en", "booking")) == ""


# --- before there is an app


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [("en", "it should work in WeChat", "weixin"), ("en", "I only have WeChat", "weixin"), ("en", "can my class do it on paper, we have no phones", "paper"),
     ("en", "print it for class 3B", "paper"), ("en", "can everyone get to it through telegram?", "telegram"), ("en", "make sure it runs inside telegram pls", "telegram"),
     ("en", "we'd rather have it printed and hung on the fridge", "paper"), ("en", "it should be on wechat because grandma has no computer", "weixin"),
     ("en", "actually telegram, not wechat", "telegram"), ("en", "no, on paper", "paper"), ("en", "our group is on telegram, can you put it there", "telegram"),
     ("zh-Hant", "我想喺微信度用", "weixin"), ("zh-Hant", "我淨係得微信", "weixin"), ("zh-Hant", "印十份派俾同學", "paper"), ("zh-Hant", "班房唔俾用電話,要印張紙出嚟", "paper"),
     ("zh-Hant", "不如擺喺Telegram度啦", "telegram"), ("zh-Hant", "唔係,要紙本", "paper"), ("zh-Hant", "屋企人個個都用WeChat，想喺嗰度開到", "weixin"),
     ("zh-Hans", "最好能在微信里打开", "weixin"), ("zh-Hans", "我只有微信", "weixin"), ("zh-Hans", "教室里没有电脑，用纸行不行", "paper"), ("zh-Hans", "打印给三班", "paper"),
     ("zh-Hans", "弄成微信小程序给家长群用", "weixin"), ("zh-Hans", "我们都是在Telegram里联系的，放进去可以吗", "telegram")],
)  # fmt: skip
def test_a_place_and_nothing_else_answers_no_question(language: Language, text: str, place: str) -> None:
    found = {asks: early(text, language, asks) for asks in EARLY}
    assert {asks: (one.intent, one.places) for asks, one in found.items()} == dict.fromkeys(EARLY, ("zip", (place,)))


@pytest.mark.parametrize(
    ("language", "text", "place", "way"),
    [("en", "families queue for the shower and they only have WeChat", "weixin", "booking"), ("en", "I want a wechat mini program for booking our badminton courts", "weixin", "booking"),
     ("en", "grandma always forgets what to pack, on paper please", "paper", "checklist"), ("zh-Hant", "我哋劏房六伙人爭沖涼，佢哋淨係得微信", "weixin", "booking"),
     ("zh-Hant", "阿媽出街成日漏帶嘢，想印出嚟貼喺門口", "paper", "checklist"), ("zh-Hans", "宿舍洗衣机总排队，想做个微信小程序预约", "weixin", "booking"),
     ("zh-Hans", "我总是忘带东西出门，最好能在Telegram里打开", "telegram", "checklist")],
)  # fmt: skip
def test_a_problem_beside_the_place_is_heard(language: Language, text: str, place: str, way: str) -> None:
    found = early(text, language)
    assert (found.intent, found.places) == ("tell", (place,))
    assert way in [match.block for match in found.matches[:3]]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Our family always forgets things before going out. We talk in WeChat all day."), ("en", "we write the rota on paper and it keeps getting lost"),
     ("en", "people spam our WeChat group with links all day"), ("en", "my printer is always out of paper and nobody refills it"),
     ("en", "strangers keep adding my sister on telegram and she is scared"), ("en", "remind the parents in WeChat"), ("zh-Hans", "微信群消息太多，作业通知老是看漏"),
     ("zh-Hans", "社团签到用纸 一堆人代签"), ("zh-Hans", "在微信里提醒他们"), ("zh-Hant", "老師派嘅工作紙成日唔見"), ("zh-Hant", "學校派太多紙通告，阿媽成日漏簽")],
)  # fmt: skip
def test_a_place_that_is_part_of_the_problem_is_no_wish(language: Language, text: str) -> None:
    found = early(text, language)
    assert (found.intent, found.places) == ("tell", ())


@pytest.mark.parametrize(
    ("language", "text", "labels"),
    [
        ("en", "name, phone, on paper", ["name", "phone"]),
        ("zh-Hans", "姓名，电话，用纸填", ["姓名", "电话"]),
        ("zh-Hant", "姓名、電話，喺微信用", ["姓名", "電話"]),
    ],
)
def test_a_place_among_what_is_kept_is_no_field(language: Language, text: str, labels: list[str]) -> None:
    found = early(text, language, "keep")
    assert ([field.label for field in found.fields], len(found.places)) == (labels, 1)


@pytest.mark.parametrize(("language", "text"), [("en", "name, wechat, phone"), ("zh-Hans", "姓名、微信、电话"), ("zh-Hant", "姓名，微信，電話")])
def test_a_wechat_name_among_what_is_kept_is_a_field(language: Language, text: str) -> None:
    found = early(text, language, "keep")
    assert (len(found.fields), found.places) == (3, ())


@pytest.mark.parametrize(
    ("text", "asks", "intent"),
    [("my class, on paper", "who", "tell"), ("my whole class uses wechat", "who", "tell"), ("ok, but for telegram", "confirm", "yes"), ("idk, on paper", "goal", "idk"),
     ("add a phone field and put it on telegram", "confirm", "edit"), ("another idea: a quiz about sharks, on paper please", "goal", "new")],
)  # fmt: skip
def test_what_is_said_beside_a_place_keeps_its_meaning(text: str, asks: Asks, intent: str) -> None:
    found = early(text, "en", asks)
    assert (found.intent, len(found.places)) == (intent, 1)


def test_an_app_may_be_called_after_a_place() -> None:
    found = early("WeChat version", "en", "name")
    assert (found.intent, found.places) == ("name", ())


def test_a_conversation_that_was_kept_before_places_were_is_read() -> None:
    kept = Conversation(stage="design", asks="keep", places=("paper",)).model_dump(mode="json")
    assert Conversation.model_validate(kept).places == ("paper",)
    kept.pop("places")
    assert Conversation.model_validate(kept).places == ()


@pytest.mark.parametrize(
    ("language", "asks", "text"),
    [("en", "goal", "so nobody has to scroll through the telegram chat again"), ("en", "goal", "so i can stop messaging everyone on wechat"), ("en", "keep", "title, how many pages to print, date"),
     ("zh-Hant", "goal", "唔想再喺微信逐個問"), ("zh-Hant", "keep", "邊個借,印咗幾多張,幾時"), ("zh-Hans", "goal", "不用再在微信里一个个问"), ("zh-Hans", "keep", "书名，打印份数，日期"), ("zh-Hans", "keep", "纸张大小，颜色，谁要的")],
)  # fmt: skip
def test_what_shall_end_and_what_is_counted_is_no_wish(language: Language, asks: Asks, text: str) -> None:
    found = early(text, language, asks)
    assert (found.intent, found.places) == ("tell", ())


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [("en", "my gran has no phone can we have it printed", "paper"), ("zh-Hant", "阿爺唔用電話,可唔可以印張紙俾佢", "paper"), ("zh-Hant", "可唔可以搬去telegram用", "telegram"), ("zh-Hans", "爷爷没有手机，要纸质的", "paper")],
)  # fmt: skip
def test_the_place_is_heard_with_the_wish_for_the_file(language: Language, text: str, place: str) -> None:
    found = heard(text, language, app(language, "checklist"))
    assert (found.intent, found.places) == ("zip", (place,))
