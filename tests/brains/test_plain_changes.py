"""Kinds of sentences about an app that students typed and that were taken for something else, in three languages."""

from __future__ import annotations

import pytest

from bot.core.turn import Asks
from scaffolds import operations
from scaffolds.operations import AddField, ChangeField, RemoveField, SetOption
from scaffolds.spec import Language
from tests.brains.test_edits import app, heard, short


@pytest.mark.parametrize(
    ("block", "language", "text"),
    [("board", "en", "only I can post"), ("poll", "en", "close on Friday at 3pm"), ("queue", "zh-Hant", "每人兩分鐘"), ("poll", "en", "make it blue"), ("booking", "en", "add a field for the phone"),
     ("booking", "en", "please change the colour to red"), ("booking", "en", "max 2 a day"), ("booking", "zh-Hant", "加個電話欄"), ("booking", "zh-Hans", "把颜色改成绿色"),
     ("poll", "zh-Hans", "一人一票"), ("board", "zh-Hant", "只有老師可以發帖"), ("queue", "zh-Hans", "不要显示名字"), ("poll", "en", "one vote each"), ("reminder", "en", "quiet from 21:00 to 7:00"),
     ("records", "zh-Hant", "每人最多 2 次"), ("records", "en", "only the owner may delete")],
)  # fmt: skip
def test_an_order_is_no_guess(block: str, language: Language, text: str) -> None:
    """While the tutor asks what the app will do, an order is still an order."""
    assert heard(text, language, app(language, block), asks="predict", stage="build").intent == "edit"


@pytest.mark.parametrize(
    ("block", "language", "text"),
    [("booking", "en", "the first one gets it"), ("booking", "en", "it will show an error"), ("poll", "en", "only the last one counts"), ("board", "en", "everybody still sees it"),
     ("records", "en", "i think it will add an empty line"), ("checklist", "en", "it stands there twice"), ("queue", "en", "they both get one number each"), ("booking", "zh-Hant", "兩個都得"),
     ("booking", "zh-Hant", "第一個人先攞到"), ("records", "zh-Hant", "會話你知漏咗嘢"), ("quiz", "zh-Hans", "只有我和老师能看到"), ("poll", "zh-Hans", "新的那一票算"), ("records", "zh-Hans", "会出错吧"),
     ("poll", "en", "several people choose more than one")],
)  # fmt: skip
def test_a_guess_is_no_order(block: str, language: Language, text: str) -> None:
    found = heard(text, language, app(language, block), asks="predict", stage="build")
    assert (found.intent, found.operations) == ("tell", ())


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [("en", "add a field called mood", "mood"), ("en", "add another box named Pet's name", "Pet's name"), ("en", 'add a column labelled "room no"', "room no"), ("zh-Hant", "加一個欄位叫感覺", "感覺"),
     ("zh-Hant", "加個叫做寵物名嘅欄位", "寵物名"), ("zh-Hant", "加個「樓層」欄", "樓層"), ("zh-Hans", "加一个字段叫感觉", "感觉"), ("zh-Hans", "加一栏，叫宠物名", "宠物名"), ("zh-Hans", "新增一个叫楼层的字段", "楼层")],
)  # fmt: skip
def test_a_field_is_called_what_it_is_called(language: Language, text: str, label: str) -> None:
    made = heard(text, language, app(language, "tracker")).operations
    assert [one.field.label for one in made if isinstance(one, AddField)] == [label]


@pytest.mark.parametrize(
    ("language", "text", "label", "choices"),
    [("en", "kind: lost, swap, help", "kind", ("lost", "swap", "help")), ("en", "add size: S, M or L", "size", ("S", "M", "L")), ("en", "add mood: good/bad/so so", "mood", ("good", "bad", "so so")),
     ("zh-Hant", "類別：遺失、交換、幫手", "類別", ("遺失", "交換", "幫手")), ("zh-Hant", "加心情：好、麻麻、唔好", "心情", ("好", "麻麻", "唔好")), ("zh-Hans", "类型：丢失、交换、帮忙", "类型", ("丢失", "交换", "帮忙"))],
)  # fmt: skip
def test_a_label_with_its_choices_is_one_field(language: Language, text: str, label: str, choices: tuple[str, ...]) -> None:
    (made,) = heard(text, language, app(language, "booking")).operations
    assert isinstance(made, AddField)
    assert (made.field.label, made.field.type, made.field.choices) == (label, "choice", choices)


def test_choices_for_a_field_that_is_there_change_it() -> None:
    spec = operations.apply(app("en", "booking"), heard("add kind", "en", app("en", "booking")).operations)
    (made,) = heard("kind: lost, swap, help", "en", spec).operations
    assert isinstance(made, ChangeField) and made.choices == ("lost", "swap", "help")


@pytest.mark.parametrize(("language", "text"), [("en", "add condition"), ("zh-Hant", "加狀況"), ("zh-Hans", "加一栏状况")])
def test_the_condition_of_a_thing_is_no_status(language: Language, text: str) -> None:
    (made,) = heard(text, language, app(language, "booking")).operations
    assert isinstance(made, AddField) and not made.field.choices


@pytest.mark.parametrize(
    ("language", "text", "labels"),
    [("zh-Hant", "加同學姓名", ["同學姓名"]), ("zh-Hant", "加合同編號同電話", ["合同編號", "電話"]), ("zh-Hant", "加參與人數", ["參與人數"]), ("zh-Hans", "加及格分数和备注", ["及格分数", "备注"]),
     ("zh-Hans", "加同意书", ["同意书"]), ("zh-Hant", "加和諧程度", ["和諧程度"]), ("zh-Hant", "加備註同電話", ["備註", "電話"])],
)  # fmt: skip
def test_a_word_is_not_cut_at_a_joint_within_it(language: Language, text: str, labels: list[str]) -> None:
    made = heard(text, language, app(language, "booking", "quiz")).operations
    assert [one.field.label for one in made if isinstance(one, AddField)] == labels


@pytest.mark.parametrize(
    ("block", "language", "text"),
    [("records", "en", "add a step: call home"), ("booking", "en", "add a question"), ("board", "en", "add a choice: tennis"), ("booking", "zh-Hant", "加個步驟：打電話"), ("quiz", "en", "add a question please"),
     ("records", "zh-Hans", "加一个选项：网球"), ("tracker", "zh-Hant", "加個選項：網球"), ("guide", "en", "add a step"), ("poll", "zh-Hant", "加個選項"), ("map", "en", "add a sentence saying hello")],
)  # fmt: skip
def test_a_line_of_no_list_is_asked_about(block: str, language: Language, text: str) -> None:
    """A step is no field: where the app has no steps, or nobody said which, nothing is done and nothing is claimed."""
    found = heard(text, language, app(language, block))
    assert (found.intent, found.operations, found.wanted) == ("edit", (), ())
    assert found.unclear


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [
        ("en", "add a choice: tennis, chess", ("tennis", "chess")),
        ("en", "add football as an option", ("football",)),
        ("zh-Hant", "加個選項「網球」", ("網球",)),
        ("zh-Hans", "再加一个选项：网球", ("网球",)),
    ],
)
def test_a_choice_more(language: Language, text: str, line: tuple[str, ...]) -> None:
    (made,) = heard(text, language, app(language, "poll")).operations
    assert isinstance(made, SetOption) and made.value[-len(line) :] == line


@pytest.mark.parametrize(
    ("block", "language", "text"),
    [
        ("reminder", "zh-Hant", "加多個提醒：下午三點滴眼藥水"),
        ("reminder", "en", "add a reminder to feed the cat at 6pm"),
        ("quiz", "en", "add a quiz about sharks"),
        ("checklist", "zh-Hans", "加一个清单"),
    ],
)
def test_a_page_that_is_there_is_not_added_again(block: str, language: Language, text: str) -> None:
    assert heard(text, language, app(language, block)).wanted == ()


@pytest.mark.parametrize(("language", "text"), [("en", "add another quiz page"), ("zh-Hant", "加第二個測驗頁面")])
def test_unless_a_second_one_is_meant(language: Language, text: str) -> None:
    assert heard(text, language, app(language, "quiz")).wanted == ("quiz",)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ("poll", "close the vote on Friday"),
        ("poll", "Close the vote on Friday at 3pm"),
        ("board", "only I can post"),
        ("records", "only the owner may add"),
    ],
)
def test_what_no_option_holds_is_not_claimed(block: str, text: str) -> None:
    assert heard(text, "en", app("en", block)).operations == ()


@pytest.mark.parametrize(
    ("language", "text", "done"),
    [("en", "actually 9 to 5 not 10", ["set_option book opens 09:00", "set_option book closes 17:00"]), ("en", "make it green not blue", ["recolour #15803D"]),
     ("en", "no, I meant make it purple", ["recolour #7C3AED"]), ("en", "wait, max 3 a day, not 2", ["set_rule book limit_per_person {'amount': 3, 'unit': 'times', 'per': 'day'}"]),
     ("zh-Hant", "唔係藍色，係綠色", ["recolour #15803D"]), ("zh-Hant", "等等，係每人每日三次唔係兩次", ["set_rule book limit_per_person {'amount': 3, 'unit': 'times', 'per': 'day'}"]),
     ("zh-Hans", "不对，改成绿色", ["recolour #15803D"]), ("zh-Hans", "错了，应该是早上9点到下午5点", ["set_option book opens 09:00", "set_option book closes 17:00"])],
)  # fmt: skip
def test_what_is_put_right_counts(language: Language, text: str, done: list[str]) -> None:
    assert [short(one) for one in heard(text, language, app(language, "booking")).operations] == done


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [("en", "not a quiz, more like a list", "records"), ("zh-Hant", "唔係測驗，想要投票", "poll"), ("zh-Hans", "不要测验，改成投票", "poll")],
)
def test_one_page_for_another(language: Language, text: str, wanted: str) -> None:
    found = heard(text, language, app(language, "booking", "quiz"))
    assert (found.intent, found.wanted, [short(one) for one in found.operations]) == ("add_screen", (wanted,), ["remove_screen quiz"])


@pytest.mark.parametrize(
    ("text", "left"),
    [("no phone please", ()), ("make the name optional", ("change_field name False",)), ("no limit please", ("remove_rule limit_1",))],
)
def test_a_no_is_no_correction(text: str, left: tuple[str, ...]) -> None:
    assert tuple(short(one) for one in heard(text, "en", app("en", "booking")).operations) == left


@pytest.mark.parametrize(
    ("language", "text", "label", "choices"),
    [("en", "add a field called mood with happy, ok, angry", "mood", ("happy", "ok", "angry")), ("en", "add a field for size with options small, medium, large", "size", ("small", "medium", "large")),
     ("zh-Hant", "加一個欄位叫感覺，有開心、普通、嬲", "感覺", ("開心", "普通", "嬲")), ("zh-Hans", "加一个字段叫心情，可以选开心、一般、生气", "心情", ("开心", "一般", "生气"))],
)  # fmt: skip
def test_a_field_with_what_can_be_chosen_is_one(language: Language, text: str, label: str, choices: tuple[str, ...]) -> None:
    (added,) = heard(text, language, app(language, "booking")).operations
    assert isinstance(added, AddField)
    assert (added.field.label, added.field.type, added.field.choices) == (label, "choice", choices)


@pytest.mark.parametrize("asks", ["predict", "none"])
@pytest.mark.parametrize(
    ("language", "text", "label"),
    [("en", "also write down the phone", "phone"), ("en", "can u also keep the shoe size", "shoe size"), ("en", "we need the age", "age"), ("en", "plus the room number pls", "room number"),
     ("zh-Hant", "仲要寫低電話", "電話"), ("zh-Hant", "順便記埋班別", "班別"), ("zh-Hant", "年齡都要填", "年齡"), ("zh-Hans", "还要记在哪买的", "在哪买的"), ("zh-Hans", "把班级也记上", "班级"), ("zh-Hans", "再记一个价格", "价格")],
)  # fmt: skip
def test_what_shall_be_written_down_too_is_a_field(asks: Asks, language: Language, text: str, label: str) -> None:
    """Nobody says 'add a field'; while a guess is asked for, it is no guess."""
    found = heard(text, language, app(language, "records"), asks=asks, stage="improve")
    assert (found.intent, [one.field.label for one in found.operations if isinstance(one, AddField)]) == ("edit", [label])


@pytest.mark.parametrize("asks", ["predict", "none"])
@pytest.mark.parametrize(
    ("language", "label", "text"),
    [("en", "price", "no need for price"), ("en", "price", "price isnt needed"), ("en", "price", "leave out the price"), ("zh-Hant", "價格", "價格唔要喇"), ("zh-Hant", "價格", "唔使寫價格"),
     ("zh-Hans", "价格", "不要价格了"), ("zh-Hans", "价格", "价格那栏不要了"), ("zh-Hans", "价格", "价格没用，删了吧")],
)  # fmt: skip
def test_what_nobody_needs_is_taken_out(asks: Asks, language: Language, label: str, text: str) -> None:
    spec = operations.apply(app(language, "records"), heard(f"add {label}", language, app(language, "records")).operations)
    made = heard(text, language, spec, asks=asks, stage="improve").operations
    assert [one.name for one in made if isinstance(one, RemoveField)] == ["price" if label == "price" else spec.things[0].fields[-1].name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "it writes down an empty one"),
        ("en", "also an error"),
        ("en", "they need to wait"),
        ("zh-Hant", "記咗兩次"),
        ("zh-Hant", "應該會寫低兩次"),
        ("zh-Hans", "记下一行空白"),
        ("zh-Hans", "还会报错"),
    ],
)
def test_what_the_app_will_write_down_is_a_guess(language: Language, text: str) -> None:
    found = heard(text, language, app(language, "records"), asks="predict", stage="improve")
    assert (found.intent, found.operations) == ("tell", ())


@pytest.mark.parametrize(("block", "text"), [("records", "add a row: Tom"), ("board", "add a post: hello all"), ("queue", "add a ticket for mum")])
def test_a_row_that_people_write_themselves_is_asked_about(block: str, text: str) -> None:
    found = heard(text, "en", app("en", block))
    assert (found.operations, bool(found.unclear)) == ((), True)


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [("en", "u forgot the price", "price"), ("en", "we forgot to ask which class they are in", "which class"), ("en", "oh and it has to ask for their phone number", "phone number"),
     ("en", "could there also be a photo", "photo"), ("zh-Hant", "你漏咗電話", "電話"), ("zh-Hant", "仲差個電話", "電話"), ("zh-Hans", "电话忘了加", "电话"), ("zh-Hans", "还缺一个电话", "电话")],
)  # fmt: skip
def test_what_was_forgotten_is_a_field(language: Language, text: str, label: str) -> None:
    found = heard(text, language, app(language, "records"), asks="predict", stage="build")
    assert (found.intent, [one.field.label for one in found.operations if isinstance(one, AddField)]) == ("edit", [label])


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "you forgot something probably happens"), ("zh-Hans", "少了一个人的名额"), ("zh-Hans", "可能少了一行"), ("zh-Hans", "会多一页空白的"), ("zh-Hant", "會多咗一行空白"), ("zh-Hans", "后来的人会被拒绝")],
)  # fmt: skip
def test_what_will_be_missing_is_a_guess(language: Language, text: str) -> None:
    found = heard(text, language, app(language, "records"), asks="predict", stage="build")
    assert (found.intent, found.operations, found.wanted) == ("tell", (), ())


@pytest.mark.parametrize(
    ("language", "text", "done"),
    [("en", "it needs to look purple", ["recolour #7C3AED"]), ("en", "let it be red like our school", ["recolour #B91C1C"]), ("zh-Hant", "成個app轉做橙色", ["recolour #C2410C"]),
     ("zh-Hans", "标题换成捡到宝", ["rename_app 捡到宝"]), ("zh-Hant", "備註冇用,刪咗佢啦", ["remove_field note"]), ("zh-Hans", "备注没有用，删掉它吧", ["remove_field note"])],
)  # fmt: skip
def test_it_is_done_once_and_nothing_is_left_unclear(language: Language, text: str, done: list[str]) -> None:
    found = heard(text, language, app(language, "records"), asks="predict", stage="build")
    assert ([short(one) for one in found.operations], found.unclear) == (done, ())


@pytest.mark.parametrize(
    ("language", "text", "block"), [("zh-Hant", "想多一頁做測驗", "quiz"), ("zh-Hant", "整多一頁投票", "poll"), ("zh-Hans", "再来一页做测验", "quiz")]
)
def test_one_page_more_is_no_guess(language: Language, text: str, block: str) -> None:
    found = heard(text, language, app(language, "records"), asks="predict", stage="build")
    assert (found.intent, found.wanted) == ("add_screen", (block,))
