"""Plain sentences that change an app: what they become, in three languages, and what is asked instead of guessed."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from bot.brains.offline import OfflineBrain
from bot.core.interpretation import Context, Interpretation
from scaffolds import blocks, operations
from scaffolds.spec import AppSpec, Language
from scaffolds.wish import Facts, Limit, Wish

BRAIN = OfflineBrain()
RESOURCES = {"en": "shower", "zh-Hant": "沖涼房", "zh-Hans": "浴室"}


@cache
def app(language: Language, *ids: str) -> AppSpec:
    facts = Facts(resources=(RESOURCES[language],), limits=(Limit(amount=1),), items=("keys", "pills"))
    drafts = [blocks.discover()[id].draft(Wish(language=language, facts=facts)) for id in ids]
    first = drafts[0]
    spec = AppSpec(title="Shower Time", languages=(language,), things=first.things, screens=(first.screen,), rules=first.rules, roles=first.roles)
    return operations.apply(spec, [operations.AddScreen(draft=draft) for draft in drafts[1:]])


def heard(text: str, language: Language, spec: AppSpec | None = None, **more: Any) -> Interpretation:
    spec = spec or app(language, "booking", "quiz")
    known = {"tier": "junior", "stage": "improve", "asks": "none"} | more
    return BRAIN.understand(text, Context(language=language, spec=spec, **known))


def short(operation: Any) -> str:
    """An operation in a word or two: its kind and what it is about."""
    kept = operation.model_dump(exclude={"op", "says"}, exclude_none=True)
    kept |= {key: value for key, value in kept.pop("field", {}).items() if key in ("name", "type")}
    kept.pop("thing", None)
    return str(operation.op) + "".join(f" {value}" for value in kept.values())


EDITS: list[tuple[Language, str, list[str]]] = [
    ("en", "make it green and add a phone number", ["recolour #15803D", "add_field phone phone"]),
    ("en", "Please can you make it pink?", ["recolour #DB2777"]),
    ("en", "i want it to be purple", ["recolour #7C3AED"]),
    ("en", "change the colour to #0a5c4a", ["recolour #0A5C4A"]),
    ("en", "make everything dark blue, bigger text, and add email", ["recolour #1D4ED8", "set_text_size True", "add_field email text"]),
    ("en", "add a green team field", ["add_field green_team text"]),
    ("en", "add name, age and address", ["add_field age number", "add_field address place"]),
    ("en", "ask for the room number", ["add_field room_number text"]),
    ("en", "add a status field", ["add_field status choice"]),
    ("en", "add a phone field and make it required", ["add_field phone phone", "change_field phone True"]),
    ("en", "remove the quiz", ["remove_screen quiz"]),
    ("en", "call it Wash Wash", ["rename_app Wash Wash"]),
    ("en", "rename the quiz to Test Yourself", ["rename_screen quiz Test Yourself"]),
    ("en", "rename name to family name", ["change_field name family name"]),
    ("en", "the name should be required", ["change_field name True"]),
    ("en", "make the name private", ["change_field name True"]),
    ("en", "max 2 per day", ["set_rule book limit_per_person {'amount': 2, 'unit': 'times', 'per': 'day'}"]),
    ("en", "each family max 2 hours a week", ["set_rule book limit_per_person {'amount': 120, 'unit': 'minutes', 'per': 'week'}"]),
    ("en", "no limit please", ["remove_rule limit_1"]),
    ("en", "open from 7am to 10pm", ["set_option book opens 07:00", "set_option book closes 22:00"]),
    ("en", "1 hour slots", ["set_option book slot_minutes 60"]),
    ("en", "the buttons are too small", ["set_text_size True"]),
    ("en", "add Chinese", ["set_languages ('en', 'zh-Hant')"]),
    ("zh-Hant", "將顏色改做綠色", ["recolour #15803D"]),
    ("zh-Hant", "我想要粉紅色", ["recolour #DB2777"]),
    ("zh-Hant", "加電話同埋轉做藍色", ["add_field phone phone", "recolour #1D4ED8"]),
    ("zh-Hant", "唔該幫我加返個備註吖", ["add_field note long_text"]),
    ("zh-Hant", "加相同埋日記", ["add_field photo photo", "add_field ri_ji long_text"]),
    ("zh-Hant", "加個電話欄，要保密", ["add_field phone phone"]),
    ("zh-Hant", "唔要個測驗", ["remove_screen quiz"]),
    ("zh-Hant", "刪除問答", ["remove_screen quiz"]),
    ("zh-Hant", "改名做「沖涼時間」", ["rename_app 沖涼時間"]),
    ("zh-Hant", "將問答改名做考考你", ["rename_screen quiz 考考你"]),
    ("zh-Hant", "每人每日最多兩小時", ["set_rule book limit_per_person {'amount': 120, 'unit': 'minutes', 'per': 'day'}"]),
    ("zh-Hant", "不用限制", ["remove_rule limit_1"]),
    ("zh-Hant", "朝早7點到夜晚10點開", ["set_option book opens 07:00", "set_option book closes 22:00"]),
    ("zh-Hant", "每節一個鐘", ["set_option book slot_minutes 60"]),
    ("zh-Hant", "個字太細睇唔到", ["set_text_size True"]),
    ("zh-Hant", "加英文", ["set_languages ('zh-Hant', 'en')"]),
    ("zh-Hans", "换成蓝色", ["recolour #1D4ED8"]),
    ("zh-Hans", "把颜色改成紫色，再加一个备注", ["recolour #7C3AED", "add_field note long_text"]),
    ("zh-Hans", "能不能加一栏房号", ["add_field fang_hao place"]),
    ("zh-Hans", "不要测验", ["remove_screen quiz"]),
    ("zh-Hans", "改名叫快乐浴室", ["rename_app 快乐浴室"]),
    ("zh-Hans", "把问答改名为考考你", ["rename_screen quiz 考考你"]),
    ("zh-Hans", "每人每天最多两小时", ["set_rule book limit_per_person {'amount': 120, 'unit': 'minutes', 'per': 'day'}"]),
    ("zh-Hans", "早上7点到晚上10点开放", ["set_option book opens 07:00", "set_option book closes 22:00"]),
    ("zh-Hans", "每次一个小时", ["set_option book slot_minutes 60"]),
    ("zh-Hans", "字大一点", ["set_text_size True"]),
    ("zh-Hans", "加照片和备注", ["add_field photo photo", "add_field note long_text"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), EDITS, ids=[text for _, text, _ in EDITS])
def test_edits(language: Language, text: str, expected: list[str]) -> None:
    found = heard(text, language)
    assert [short(one) for one in found.operations] == expected
    assert found.intent == ("name" if expected[0].startswith("rename_app") else "edit")
    assert found.unclear == ()


def test_what_is_private_by_nature_comes_in_private() -> None:
    added = heard("add a phone field", "en").operations[0]
    assert isinstance(added, operations.AddField) and added.field.private


@pytest.mark.parametrize(("language", "text"), [("en", "add another washing machine"), ("zh-Hant", "加多個洗衣機"), ("zh-Hans", "再加一个洗衣机")])
def test_one_more_thing_to_book(language: Language, text: str) -> None:
    changed = operations.apply(app(language, "booking", "quiz"), heard(text, language).operations)
    field = changed.things[0].field("resource")
    assert field is not None and len(field.choices) == 2


@pytest.mark.parametrize(("text", "left"), [("add glasses", ("keys", "pills", "glasses")), ("remove keys", ("pills",))])
def test_lines_of_a_checklist(text: str, left: tuple[str, ...]) -> None:
    spec = app("en", "checklist")
    changed = operations.apply(spec, heard(text, "en", spec).operations)
    assert tuple(changed.screens[0].options["starters"]) == left


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "make it do my homework"), ("en", "make the birds sing"), ("en", "delete everything"), ("en", "remove the piano"), ("en", "looks ugly"), ("zh-Hant", "可唔可以唔好咁多字"),
     ("zh-Hant", "加返之前嗰個"), ("zh-Hant", "電話要保密"), ("zh-Hans", "不好看"), ("zh-Hans", "删掉电话")],
)  # fmt: skip
def test_what_is_not_understood_is_handed_back_as_typed(language: Language, text: str) -> None:
    found = heard(text, language)
    assert (found.intent, found.operations, found.unclear) == ("edit", (), (text,))


def test_the_part_that_is_not_understood_is_kept_apart() -> None:
    found = heard("make it green and make the birds sing", "en")
    assert [short(one) for one in found.operations] == ["recolour #15803D"]
    assert found.unclear == ("make the birds sing",)


@pytest.mark.parametrize(
    ("language", "text", "block"),
    [("en", "add a checklist", "checklist"), ("zh-Hant", "加個清單", "checklist"), ("zh-Hans", "加个待办页面", "checklist")],
)
def test_a_screen_more(language: Language, text: str, block: str) -> None:
    found = heard(text, language)
    assert (found.intent, found.wanted) == ("add_screen", (block,))


@pytest.mark.parametrize(
    ("text", "intent"),
    [("it doesn't work", "broken"), ("唔work", "broken"), ("打不开", "broken"), ("can i download it", "zip"), ("give me a link for my friend", "try"), ("undo that", "undo"),
     ("my grandma liked it", "tell"), ("婆婆話好用", "tell"), ("who can see the phone number?", "explain"), ("ok cool", "yes")],
)  # fmt: skip
def test_what_is_no_edit(text: str, intent: str) -> None:
    found = heard(text, "en")
    assert (found.intent, found.operations) == (intent, ())


def test_before_there_is_an_app_nothing_is_edited() -> None:
    found = BRAIN.understand("add a phone field", Context(language="en", tier="junior", stage="discover", asks="problem"))
    assert (found.intent, found.operations) == ("tell", ())


def test_the_plan_can_be_edited_at_confirm() -> None:
    found = heard("no, make it blue", "en", stage="design", asks="confirm")
    assert [short(one) for one in found.operations] == ["recolour #1D4ED8"]


@pytest.mark.parametrize("block", ["reminder", "points", "checklist", "quiz"])
def test_one_more_line_breaks_nothing_where_lines_are_more_than_words(block: str) -> None:
    """A reminder begins with texts and their times: words alone are no line of it."""
    for text in ("add feed fish at 18:00", "remove feed fish", "加多個提醒：下午三點滴眼藥水"):
        spec = app("en", block)
        for operation in heard(text, "en", spec).operations:
            spec = operations.apply(spec, [operation])
        assert spec.screens[0].block == block
