"""A scripted learner in a lesson: reads, chooses badly first, answers in words, tries something wrong before what is right."""

from __future__ import annotations

from bot.core.conversation import Conversation
from bot.core.lesson import button
from bot.services import Parts
from prompts.lessons import Asked, Lesson, Step, Tried
from scaffolds.spec import Language
from tests.chatting import Chatter

WORDS: dict[Language, str] = {"en": "the small ones who wait longest", "zh-Hant": "等得最久的小朋友", "zh-Hans": "等得最久的小朋友"}
WRONG = "someThingElse"


async def standing(parts: Parts, who: Chatter) -> Conversation:
    loaded = await parts.store.load_turn(f"terminal:{who.chat}")
    assert loaded is not None
    return Conversation.model_validate(loaded.state)


async def walk(parts: Parts, who: Chatter, lesson: Lesson, language: Language) -> list[str]:
    """Take it from its beginning to its end; all that was said."""
    await who.press(f"lesson:{lesson.id}")
    said = [who.text]
    for place, step in enumerate((None, *lesson.said(language).steps)):
        here = (await standing(parts, who)).lesson
        assert here is not None and (here.id, here.step) == (lesson.id, place)
        assert who.last.asks == "clarify"
        said += await _take(who, lesson, place, step, language)
    over = await standing(parts, who)
    assert over.lesson is None and lesson.id in over.lessons
    return said


async def _take(who: Chatter, lesson: Lesson, place: int, step: Step | None, language: Language) -> list[str]:
    if isinstance(step, Asked):
        return await _answer(who, lesson, place, step, language)
    if isinstance(step, Tried):
        return await _try(who, step)
    await who.press(button(lesson.id, place, "next"))
    return [who.text]


async def _answer(who: Chatter, lesson: Lesson, place: int, step: Asked, language: Language) -> list[str]:
    if not step.choices:
        await who.say(WORDS[language])
        return [who.text]
    said = []
    wrong = next((n for n, choice in enumerate(step.choices) if step.right is not None and not choice.right), None)
    if wrong is not None and len(step.choices) > 2:
        await who.press(button(lesson.id, place, "pick", wrong))
        said.append(who.text)
        assert button(lesson.id, place, "pick", wrong) not in who.ids and button(lesson.id, place, "next") in who.ids
    await who.press(button(lesson.id, place, "pick", step.right or 0))
    return [*said, who.text]


async def _try(who: Chatter, step: Tried) -> list[str]:
    """Wrong, then every hint, then right."""
    await who.say(WRONG)
    said = [who.text]
    for hint in step.hints:
        await who.press(next(id for id in who.ids if id.endswith(":hint")))
        said.append(who.text)
        assert step.answer not in who.text.replace(hint, "") or len(step.answer) < 3
    assert not [id for id in who.ids if id.endswith(":hint")] and [id for id in who.ids if id.endswith(":next")]
    await who.say(step.answer)
    return [*said, who.text]
