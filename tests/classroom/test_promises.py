"""Every action that a text promises to a child in danger happens, in every language, for every kind of danger, wherever the child is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import get_args
from uuid import uuid4

import pytest

from bot.core.turn import Incoming, Reply
from bot.services import Parts, guard
from bot.services.classroom import flags
from scaffolds.spec import Language
from storage.classrooms.records import Classroom, Teacher
from storage.records import TurnRecord
from tests.channels.visiting import text_of_page, visit, web
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_student, a_teacher, learner_of, signed_in

LANGUAGES: tuple[Language, ...] = get_args(Language)
SAID: dict[str, dict[Language, str]] = {
    "self_harm": {"en": "i want to kill myself tonight", "zh-Hant": "我唔想活，想自殺", "zh-Hans": "我不想活了，想自杀"},
    "abuse": {"en": "my dad beats me with a belt every night", "zh-Hant": "阿爸成日用皮帶打我", "zh-Hans": "我爸爸每天用皮带打我"},
    "grooming": {
        "en": "a man i met online wants me to send naked pictures and keep it secret",
        "zh-Hant": "網上識嘅叔叔要我影裸照俾佢，仲叫我唔好話俾人知",
        "zh-Hans": "网上认识的叔叔要我发裸照给他，还叫我别告诉别人",
    },
    "violence": {"en": "he said he will stab me with a knife after school", "zh-Hant": "佢話放學要攞刀斬我", "zh-Hans": "他说放学要拿刀砍我"},
}
NUMBERS: dict[tuple[str, str], tuple[str, str]] = {
    ("self_harm", "hk"): ("18111", "999"), ("violence", "hk"): ("18111", "999"),
    ("abuse", "hk"): ("2343 2255", "999"), ("grooming", "hk"): ("2343 2255", "999"),
    ("self_harm", "cn"): ("12356", "110"), ("violence", "cn"): ("12356", "110"),
    ("abuse", "cn"): ("12355", "110"), ("grooming", "cn"): ("12355", "110"),
}  # fmt: skip
PLACES: dict[Language, str] = {"en": "hk", "zh-Hant": "hk", "zh-Hans": "cn"}
SEES: dict[Language, str] = {"en": "maybe not at once", "zh-Hant": "未必是馬上", "zh-Hans": "不一定马上"}
"""What stands in a text that promises that a teacher will see it, and in no other."""
SECRECY = {"en": "secret", "zh-Hant": "保守秘密", "zh-Hans": "保守秘密"}
Scene = Callable[[Parts, str, Language], Awaitable[None]]


async def alone(parts: Parts, kind: str, language: Language) -> None:
    """Nobody is promised, and nothing is kept for anybody."""
    reply = await Chatter(parts, language=language).say(SAID[kind][language])
    right_words(reply, kind, language, in_class=False)
    assert await parts.store.care.unseen() == []


async def in_a_class(parts: Parts, kind: str, language: Language) -> None:
    """The teachers see it on their pages, at once, with the sentence and the same words that the child read."""
    teacher, co, room, student = await a_school(parts, language)
    reply = await student.say(SAID[kind][language])
    right_words(reply, kind, language, in_class=True)
    for one in (teacher, co):
        page = await the_page_of(parts, one, "/teacher/alarms")
        assert SAID[kind][language] in page and "Ka-ho" in page and NUMBERS[kind, PLACES[language]][0] in page
    (alarm,) = await parts.store.care.alarms(teacher.id)
    assert (alarm.flag.kind, alarm.flag.classroom, alarm.flag.sentence) == (kind, room.id, SAID[kind][language])
    assert await flags.acknowledge(parts, co, alarm)
    assert [entry.what for entry in await parts.store.care.entries(room.id)] == ["flag_seen", "flag_raised"]


async def with_the_teacher_away(parts: Parts, kind: str, language: Language) -> None:
    """'Maybe not at once': it waits, as the first thing at the next sign-in, whatever else is done meanwhile."""
    teacher, _, room, student = await a_school(parts, language)
    reply = await student.say(SAID[kind][language])
    right_words(reply, kind, language, in_class=True)
    await student.press(guard.CONTACTS)
    assert NUMBERS[kind, PLACES[language]][0] in student.text
    await student.press(guard.CONTINUE)
    assert student.text
    await parts.store.classes.change(room.id, archived=room.created)
    assert SAID[kind][language] in await the_page_of(parts, teacher, "/teacher/alarms")


async def after_forget(parts: Parts, kind: str, language: Language) -> None:
    """The open flag stays with its sentence, and goes when it is closed; who was forgotten sits in no class, and is promised nothing."""
    teacher, _, room, student = await a_school(parts, language)
    right_words(await student.say(SAID[kind][language]), kind, language, in_class=True)
    await forget(parts, student)
    (alarm,) = await parts.store.care.alarms(teacher.id)
    assert (alarm.flag.learner, alarm.flag.sentence, alarm.flag.name) == (None, SAID[kind][language], "Ka-ho")
    assert SAID[kind][language] in await the_page_of(parts, teacher, "/teacher/alarms")
    right_words(await student.say(SAID[kind][language]), kind, language, in_class=False)
    assert len(await parts.store.care.alarms(teacher.id)) == 1
    assert await flags.close(parts, teacher, alarm, "done")
    assert await parts.store.care.alarm(alarm.flag.id) is None
    assert SAID[kind][language] not in await the_page_of(parts, teacher, f"/teacher/class/{room.id}/safety")


SCENES: dict[str, Scene] = {"alone": alone, "in a class": in_a_class, "teacher away": with_the_teacher_away, "after /forget": after_forget}


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("kind", SAID)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_promised_is_kept(parts: Parts, language: Language, kind: str, scene: str) -> None:
    await SCENES[scene](parts, kind, language)


def test_it_is_all_of_them() -> None:
    count = len(LANGUAGES) * len(SAID) * len(SCENES)
    print(f"promises: {len(LANGUAGES)} languages x {len(SAID)} kinds x {len(SCENES)} scenes = {count}")
    assert count == 48 and set(SAID) == {kind.name for kind in guard.rules().kinds if kind.flag == "crisis"}


@pytest.mark.parametrize("kind", SAID)
@pytest.mark.parametrize("region", [one for one in get_args(guard.Region) if one])
@pytest.mark.parametrize("language", LANGUAGES)
def test_people_outside_come_before_the_teacher(kind: str, region: guard.Region, language: Language) -> None:
    text = guard.words_in_danger(kind, language, region, teacher_sees=True)
    before, _, after = text.rpartition("\n")
    assert SEES[language] in after and SEES[language] not in before and any(letter.isdigit() for letter in before)
    if kind in ("abuse", "grooming"):
        assert {"en": "outside the school", "zh-Hant": "學校以外", "zh-Hans": "学校以外"}[language] in after
        assert SECRECY[language] in before  # as what cannot be promised


async def a_school(parts: Parts, language: Language) -> tuple[Teacher, Teacher, Classroom, Chatter]:
    teacher, co = await a_teacher(parts), await a_teacher(parts, "Mr Wong")
    room = await a_class(parts, teacher, language=language)
    await parts.store.teachers.join_class(co.id, room.id, "co")
    return teacher, co, room, await a_student(parts, room, "Ka-ho")


def right_words(reply: Reply, kind: str, language: Language, *, in_class: bool) -> None:
    """The right numbers for the place, the promise where it is kept and only there, a way on and a way to more people."""
    (message,) = reply.messages
    line, emergency = NUMBERS[kind, PLACES[language]]
    assert reply.flags == ("crisis",) and line in message.text and emergency in message.text
    assert (SEES[language] in message.text) == in_class
    assert [button.id for button in message.buttons] == [guard.CONTINUE, guard.CONTACTS]


async def the_page_of(parts: Parts, teacher: Teacher, path: str) -> str:
    browser = visit(web(parts))
    browser.http.cookies.update(await signed_in(parts, teacher))
    return text_of_page(await browser.get(path))


async def forget(parts: Parts, student: Chatter) -> None:
    """As the turn of /forget commits it."""
    learner = await learner_of(parts, student)
    chat = f"terminal:{student.chat}"
    incoming = Incoming(channel="terminal", chat=student.chat, sender=student.chat, id=uuid4().hex, text="bye")
    taken = await parts.store.take_in(chat, incoming.id, {"channel": "terminal", "sender": student.chat})
    assert taken is not None
    await parts.store.commit_turn(TurnRecord(taken.turn, chat, learner, {"text": "bye"}, {}, forget=True, delivered=True))
