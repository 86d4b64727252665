"""What teachers do with a flag: say that they have seen it, and close it with what was done."""

from __future__ import annotations

from bot.services import Parts
from bot.services.news import of_class
from storage.classrooms.flags import Alarm
from storage.classrooms.letters import chat_of
from storage.classrooms.records import Teacher
from storage.records import Answer


async def acknowledge(parts: Parts, teacher: Teacher, alarm: Alarm) -> bool:
    """Whether they are the first; the other teachers of the class are told who it was."""
    flag = alarm.flag
    if not await parts.store.care.acknowledge(flag.id, teacher.id):
        return False
    await parts.store.care.write_down("flag_seen", classroom=flag.classroom, teacher=teacher.id, learner=flag.learner)
    for other, _ in await parts.store.teachers.of_class(flag.classroom):
        if other.telegram and other.id != teacher.id:
            await _put(parts, chat_of(other.telegram), f"seen:{flag.id}", {"about": "seen", "flag": flag.id})
    parts.news.tell(of_class(flag.classroom))
    return True


async def close(parts: Parts, teacher: Teacher, alarm: Alarm, outcome: str) -> bool:
    """False where it was closed already. What stands in Telegram about it no longer says who or what."""
    flag = alarm.flag
    told = await parts.store.care.sent_alarms(flag.id)
    if not await parts.store.care.close_flag(flag.id, teacher.id, outcome):
        return False
    await parts.store.care.write_down("flag_closed", classroom=flag.classroom, teacher=teacher.id, learner=flag.learner)
    for chat, number in told:
        await _put(parts, chat, f"closed:{flag.id}:{number}", {"about": "closed", "message": number})
    parts.news.tell(of_class(flag.classroom))
    return True


async def told(parts: Parts, teacher: Teacher, answer: Answer, number: int) -> None:
    """That a teacher was told in Telegram, by the message of that number."""
    await parts.store.care.note_sent(answer.id, {**answer.payload, "message": number})
    alarm = await parts.store.care.alarm(str(answer.payload["flag"]))
    if alarm is not None:
        await parts.store.care.write_down("flag_told", classroom=alarm.flag.classroom, teacher=teacher.id, learner=alarm.flag.learner)


async def _put(parts: Parts, chat: str, name: str, payload: dict[str, object]) -> None:
    parts.outbox.hand_over(await parts.store.care.put_letter(chat, name, payload))
