"""What a team says of its entry: how it is counted and checked, in the chat in three languages, and in groups of people who do not agree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.event import phases
from bot.core.event.ai_use import Sent, ai_use
from bot.core.event.entry import LONGEST_PITCH, MOST_WORDS, LinkError, host_of, is_too_long, length_of, link_of, tidy
from bot.services import Parts
from bot.services.event import ai_use as drafting
from bot.services.event import entry, freeze, sealing
from bot.services.event.entry import print_of
from storage.events.records import Event, Team
from tests.classroom.people import learner_of
from tests.event.people import a_member, a_person, a_team, an_event

PROBLEM = "families in our building queue for one shower"
LIST = ("event:entry:pitch", "event:entry:link", "event:entry:ai", "event:entry:show")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Neighbours see who has the shower.", 6),
        ("It's 9:30 - e-mail me", 4),
        ("我們幫鄰居", 3),
        ("樓上 has 3 個 showers", 5),
        ("🚿🚿", 0),
        ("字" * 200, 100),
        ("字" * 201, 101),
        ("w " * 100, 100),
    ],
)
def test_how_a_pitch_is_counted(text: str, words: int) -> None:
    assert length_of(text) == words
    assert is_too_long(text) == (words > MOST_WORDS)


@given(st.text(max_size=400))
def test_any_text_is_counted_and_tidied(text: str) -> None:
    kept = tidy(text, 300)
    assert len(kept) <= 300
    assert length_of(kept) <= len(kept)
    assert tidy(kept, 300) == kept
    assert not any("\u202a" <= char <= "\u202e" for char in kept)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("http://example.org/a", "https"),
        ("javascript:alert(1)", "https"),
        ("youtu.be/abc", "https"),
        ("https://localhost/a", "host"),
        ("https://127.0.0.1/a", "host"),
        ("https://me:secret@example.org/", "host"),
        ("https://example.org:8443/", "host"),
        ("https:///a", "host"),
        ("https://[::1", "host"),
        ('https://example.org/"><script>', "signs"),
        ("https://example.org/a b", "signs"),
        ("https://example.org/\u202egpj", "signs"),
        (f"https://example.org/{'a' * 300}", "long"),
    ],
)
def test_links_that_cannot_be_shown(typed: str, fault: str) -> None:
    with pytest.raises(LinkError) as error:
        link_of(typed)
    assert error.value.fault == fault


def test_links_that_can() -> None:
    assert link_of("  <https://youtu.be/a-b_c?t=3>  ") == "https://youtu.be/a-b_c?t=3"
    assert host_of("https://Drive.Google.com/x") == "drive.google.com"
    assert host_of("https://例子.香港/x") == "例子.香港"
    assert link_of(" ") == ""


@given(st.text(max_size=80))
def test_a_link_is_https_or_refused(text: str) -> None:
    for typed in (text, f"https://{text}", f"https://example.org/{text}"):
        try:
            link = link_of(typed)
        except LinkError:
            continue
        assert link == "" or (link.lower().startswith("https://") and host_of(link) and not set(link) & set("\"'<> "))


def test_what_the_log_tells() -> None:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    sent = [Sent(at, "we queue", (), ("gpt-x",)), Sent(at, "Yes", ("Yes",)), Sent(at, "", models=("gpt-x",)), Sent(at, "green", (), ("other",))]
    use = ai_use(sent, [])
    assert (use.turns, use.typed, use.pressed, use.aided, use.models, use.words) == (4, 2, 2, 3, ("gpt-x", "other"), 0)


WORDS = {
    "en": ("Neighbours see whose turn it is, so nobody waits at a locked door.", "Pitch", "Pens down since"),
    "zh-Hant": ("鄰居知道現在輪到哪一家，不用在門外等。", "簡介", "已經停筆"),
    "zh-Hans": ("邻居知道现在轮到哪一家，不用在门外等。", "简介", "已经停笔"),
}


@pytest.mark.parametrize("language", list(WORDS))
async def test_an_entry_by_chat(parts: Parts, language: str) -> None:
    pitch, word, closed = WORDS[language]
    event, team = await _at(parts, language)
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    await ann.to_zip({"en": PROBLEM, "zh-Hant": "鄰居輪流用一個浴室，要排隊", "zh-Hans": "邻居轮流用一个浴室，要排队"}[language])
    await ann.say("/entry")
    assert word in ann.text
    assert ann.ids == list(LIST)
    await ann.press("event:entry:pitch")
    await ann.say(pitch)
    await ann.say("/entry link https://youtu.be/abc")
    assert "youtu.be" in ann.text
    await ann.press("event:entry:ai")
    assert "Night Ferry" in ann.text
    await ann.press("event:entry:take")
    kept = await _now(parts, team)
    assert (kept.pitch, kept.link, [one["name"] for one in kept.signed]) == (pitch, "https://youtu.be/abc", ["Ann"])
    await ben.say("/entry ai")
    await ben.press(next(id for id in ben.ids if id.startswith("event:entry:sign")))
    assert len((await _now(parts, team)).signed) == 2
    await ben.press("event:entry:statement")
    await ben.say("Sampan asked, we decided." if language == "en" else "它問，我們決定。")
    assert list((await _now(parts, team)).signed) == [], "a change takes the signatures away"
    await _pens_down(parts, event)
    await ann.say("/entry pitch too late")
    assert closed in ann.text
    assert (await _now(parts, team)).pitch == pitch


async def test_what_is_refused_is_said_and_asked_again(parts: Parts) -> None:
    event, team = await _at(parts)
    ann = await a_member(parts, event, team, "Ann")
    await ann.press("event:entry:pitch")
    await ann.say("word " * 101)
    assert "101 words" in ann.text
    await ann.say("Call 9123 4567 for a turn")
    kept = await _now(parts, team)
    assert "9123" not in kept.pitch
    assert kept.pitch.startswith("Call")
    await ann.press("event:entry:link")
    await ann.say("http://example.org")
    assert "https://" in ann.text
    await ann.say("https://example.org/a")
    assert (await _now(parts, team)).link == "https://example.org/a"
    await ann.press("event:entry:link")
    await ann.press("event:entry:empty:link")
    assert (await _now(parts, team)).link == ""
    await ann.say(f"/entry pitch {'x' * (LONGEST_PITCH + 1)}")
    assert (await _now(parts, team)).pitch.startswith("Call")


async def test_only_members_sign_and_only_what_they_read(parts: Parts) -> None:
    event, team = await _at(parts)
    ann, stranger = await a_member(parts, event, team, "Ann"), await a_member(parts, event, None, "Zoe")
    await stranger.say("/entry")
    assert "/join" in stranger.text
    me, other = await learner_of(parts, ann), await learner_of(parts, stranger)
    assert (await entry.sign(parts, event, team, me, "")).why == "empty"
    await entry.keep(parts, event, team, "statement", "One", me)
    team = await _now(parts, team)
    assert (await entry.sign(parts, event, team, other, print_of("One"))).why == "nobody"
    assert (await entry.sign(parts, event, team, me, print_of("Two"))).why == "moved"
    assert (await entry.sign(parts, event, team, me, print_of("One"))).why == ""


async def test_unkind_words_are_not_shown_to_strangers(parts: Parts) -> None:
    event, team = await _at(parts)
    for words in ("We hate that fat loser Tom", "fuck you all"):
        assert (await entry.keep(parts, event, team, "pitch", words)).why == "unkind"
    assert (await _now(parts, team)).pitch == ""


async def test_the_team_hears_what_was_taken_and_who_gave_longer(parts: Parts) -> None:
    event, team = await _at(parts)
    ann = await a_member(parts, event, team, "Ann")
    person, _ = await a_person(parts, event, "organiser")
    event = await _pens_down(parts, event)
    assert await freeze.freeze(parts, event) == 1
    assert await freeze.freeze(parts, event) == 0
    until = datetime.now(UTC) + timedelta(minutes=10)
    assert await entry.allow_late(parts, event, person, team, until) == "yes"
    assert await entry.allow_late(parts, event, person, team, until + timedelta(days=2)) == "past"
    said = str(await parts.store.history(f"terminal:{ann.chat}", 20))
    assert "judges have nothing to look at" in said
    assert "Ms Chan gives you until" in said
    assert await entry.withdraw(parts, event, person, team, out=True)
    assert (await parts.store.entries.every(event.id))[0].withdrawn is not None
    assert await entry.withdraw(parts, event, person, team, out=False)
    assert (await parts.store.entries.every(event.id))[0].withdrawn is None


async def test_the_draft_counts_what_was_said(parts: Parts) -> None:
    event, team = await _at(parts)
    ann = await a_member(parts, event, team, "Ann")
    await ann.to_zip(PROBLEM)
    use = await drafting.use_of(parts, await _now(parts, team))
    assert use.typed == 1
    assert use.pressed >= 1
    assert use.aided == 0
    assert use.own >= 1, "the problem is in their own words"
    text = await drafting.draft(parts, event, await _now(parts, team))
    assert "No language model" in text
    assert f"{use.turns} messages" in text


async def test_a_zip_that_cannot_be_made_keeps_the_entry(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a kill between the freeze and the zip is made good by the next round."""
    event, team = await _at(parts)
    ann = await a_member(parts, event, team, "Ann")
    await ann.to_zip(PROBLEM)
    event = await _pens_down(parts, event)

    def broken(*_: object) -> None:
        raise RuntimeError("no room\nfor it")

    monkeypatch.setattr(sealing, "finished", broken)
    assert await sealing.one_round(parts) == 1
    (taken,) = await parts.store.entries.of_event(event.id)
    assert (taken.version, taken.fault, taken.sealed) == (1, "no room for it", None)
    monkeypatch.undo()
    assert await sealing.one_round(parts) == 0, "it waits until somebody asks for it again"
    assert await parts.store.entries.try_again(event.id, taken.id)
    assert await sealing.one_round(parts) == 1
    package = await parts.store.entries.package(taken.id)
    assert package is not None
    assert package[:2] == b"PK"


async def _at(parts: Parts, language: str = "en") -> tuple[Event, Team]:
    event = await an_event(parts, language=language)
    return event, await a_team(parts, event)


async def _now(parts: Parts, team: Team) -> Team:
    found = await parts.store.teams.get(team.event, team.id)
    assert found is not None
    return found


async def _pens_down(parts: Parts, event: Event) -> Event:
    now = datetime.now(UTC)
    frozen = phases.begun_early(phases.read(event.phases), "freeze", now)
    assert await parts.store.events.set_phases(event.id, event.phases, phases.kept(frozen), None, now)
    found = await parts.store.events.get(event.id)
    assert found is not None
    return found
