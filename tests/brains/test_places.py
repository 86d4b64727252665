"""The app is asked for in WeChat, in Telegram, on paper, as people say it; a change that names one of these stays a change."""

from __future__ import annotations

import pytest

from bot.core import places
from scaffolds.operations import AddField, RenameApp
from scaffolds.spec import Language
from tests.brains.test_edits import app, heard


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
