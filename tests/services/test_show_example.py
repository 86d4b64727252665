"""What is said of a whole app to look at, and what a list of them says."""

from __future__ import annotations

import pytest

from bot.core.conversation import Conversation, Looking
from bot.core.deciding import Turn
from bot.core.decision import Decision
from bot.core.interpretation import Interpretation
from bot.services import Parts
from bot.services import show_example as showing
from bot.services.show_example import draw_example, list_examples, show_example
from scaffolds.showcase import examples
from scaffolds.spec import Brief
from scaffolds.wish import Wish

HOME = "community-living-room"


def conversation(problem: str = "families queue for one shower", **more: object) -> Conversation:
    return Conversation(wish=Wish(brief=Brief(problem=problem)), ranking=("booking", "board", "records"), asks="goal").now(**more)


async def shown(parts: Parts, where: Conversation, name: str = "") -> Decision:
    return await show_example(parts, Turn(where, Interpretation()), Decision(conversation=where), name)


async def test_the_nearest_is_shown_with_its_picture(parts: Parts) -> None:
    (move,) = (await shown(parts, conversation())).moves
    assert (move.prompt, move.picture) == ("tutor/look", HOME)
    assert move.values["title"] == "Community Living Room"
    assert [screen["label"] for screen in move.values["screens"]] == ["Book", "Notices"]
    assert [button.id for button in move.buttons] == [f"like:{HOME}"]


async def test_one_with_nothing_to_add_has_no_button_for_it(parts: Parts) -> None:
    (move,) = (await shown(parts, conversation(chosen=("quiz",)), "history-quiz")).moves
    assert move.buttons == () and not move.values["missing"]


async def test_where_none_is_near_a_few_are_offered_and_that_is_said(parts: Parts) -> None:
    decision = await shown(parts, conversation("xylophone"))
    (move,) = decision.moves
    assert (move.prompt, move.values["none_near"], move.picture) == ("tutor/gallery", True, "")
    assert len(move.buttons) == 5 and all(button.id.startswith("look:") for button in move.buttons)
    assert decision.conversation.looking == Looking(name="", asks="goal")
    nothing_said = Conversation()
    assert not (await shown(parts, nothing_said)).moves[0].values["none_near"]


async def test_the_one_before_them_is_not_listed_again(parts: Parts) -> None:
    where = conversation()
    listed = await list_examples(parts, Turn(where, Interpretation(), looked=Looking(name=HOME)), Decision(conversation=where))
    assert f"look:{HOME}" not in [button.id for button in listed.moves[0].buttons]


async def test_the_next_time_the_next_five_are_listed(parts: Parts) -> None:
    async def ids(told: int) -> list[str]:
        where = conversation(told={"tutor/gallery": told})
        (move,) = (await list_examples(parts, Turn(where, Interpretation()), Decision(conversation=where))).moves
        return [button.id for button in move.buttons]

    pages = [await ids(told) for told in range(-(-len(examples()) // 5))]
    assert pages[0][0] == f"look:{HOME}" and not set(pages[0]) & set(pages[1])
    assert {id for page in pages for id in page} == {f"look:{name}" for name in examples()}


async def test_without_a_line_the_words_of_its_learner_stand(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "lines", lambda language: {})
    (move,) = (await shown(parts, conversation())).moves
    assert move.values["typed"] and move.values["told"] == examples()[HOME].brief.problem


async def test_a_picture_of_no_app_is_none() -> None:
    assert await draw_example("../../etc/passwd") is None
    drawn = await draw_example("history-quiz")
    assert drawn and drawn.startswith(b"\x89PNG")
