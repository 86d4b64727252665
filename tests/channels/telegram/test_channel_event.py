"""A team in Telegram: through the link of a code, and in a group of its own."""

from __future__ import annotations

from tests.bot_api import BotApi
from tests.channels.telegram.conftest import Enter
from tests.channels.telegram.talking import PROBLEMS, ids, presses, says, to_zip
from tests.event.people import CODE, a_team, an_event

NAME = "@sampan_test_bot"


async def test_a_team_and_its_group(api: BotApi, enter: Enter) -> None:
    ann, ben, cat = api.user("Ann", language_code="en"), api.user("Ben", language_code="en"), api.user("Cat", language_code="en")
    alone = api.private_chat(ann)
    group = api.group("Night Ferry", members=[ann, ben, cat])
    async with enter() as door:
        store = door.parts.store
        event = await an_event(door.parts, largest=2)
        said = await says(alone, f"/start {CODE}")
        assert "as Ann" in said.text and "event:team:new" in ids(said), "the name that Telegram knows is taken"
        made = await says(alone, "/team new Night Ferry")
        (team,) = await store.teams.of_event(event.id)
        assert team.code[:4] in made.text
        refused = await says(group, f"/team {team.code}", from_=ben)
        assert "Somebody of that team" in refused.text
        wrong = await says(group, f"/join {CODE}", from_=ann)
        assert "code of the event" in wrong.text
        bound = await says(group, f"/join {team.code}", from_=ann)
        assert "is Night Ferry now" in bound.text and ids(bound) == ["event:team:in"]
        built = await to_zip(group, f"{NAME} {PROBLEMS['en']}", ann)
        project = (await store.teams.of_event(event.id))[0].project
        assert project is not None
        stopped = await says(group, f"{NAME} make it green", from_=ben)
        assert "I am in" in stopped.text and "event:team:in" in ids(stopped)
        before = len(group.answers)
        named = [{"type": "mention", "offset": 0, "length": len(NAME)}]
        group.sends_document(built.document or b"", built.document_name or "", "application/zip", from_=ben, caption=NAME, caption_entities=named)
        await group.wait_for(before + 1)
        assert "I am in" in group.last.text, "a file of somebody who is not in the team changes nothing either"
        assert len(await store.versions(project)) == 1
        inside = await presses(group, "event:team:in", stopped, ben)
        assert "Ben is in Night Ferry" in inside.text
        full = await presses(group, "event:team:in", stopped, cat)
        assert "full" in full.text
        edited = await says(group, f"{NAME} make it green", from_=ben)
        assert edited.document
        mine = await says(alone, "/team")
        assert "Ann and Ben" in mine.text and "version 2" in mine.text
        assert {one.nickname for one in await store.members(project)} == {"Ann", "Ben"}
    assert not api.faults_of_bot


async def test_a_group_with_an_app_is_asked_which_goes_on(api: BotApi, enter: Enter) -> None:
    ann = api.user("Ann", language_code="en")
    alone, group = api.private_chat(ann), api.group("Night Ferry", members=[ann])
    async with enter() as door:
        store = door.parts.store
        event = await an_event(door.parts)
        await to_zip(group, f"{NAME} {PROBLEMS['en']}", ann)
        before = await store.load_turn(f"telegram:{group.id}")
        await says(alone, f"/start {CODE}")
        await says(alone, "/team new Night Ferry")
        await a_team(door.parts, event, "Harbour")
        team = (await store.teams.of_event(event.id))[0]
        asked = await says(group, f"/team {team.code}", from_=ann)
        assert "Which one goes on" in asked.text and len(ids(asked)) == 2
        bound = await presses(group, ids(asked)[1], asked, ann)
        assert "is Night Ferry now" in bound.text
        after = await store.teams.get(event.id, team.id)
        assert before and before.project and after and after.project == before.project.id
        edited = await says(group, f"{NAME} make it green", from_=ann)
        assert edited.document
        private = await store.load_turn(f"telegram:{alone.id}")
        assert private and private.project and private.project.id == after.project
    assert not api.faults_of_bot
