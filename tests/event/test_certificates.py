"""Certificates and portfolio pages: what is on them can be read in three languages, whatever somebody is called, and goes to the right people."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.locales import LANGUAGES, locale
from bot.portfolio import Certificate, print_certificate
from bot.services import Parts
from bot.services.event import awards, certificates
from bot.services.event.member_page import member_page
from scaffolds.picture import drawing
from scaffolds.spec import Language
from tests.channels.visiting import SPEC
from tests.classroom.people import learner_of
from tests.classroom.test_portfolio import opened, text_of
from tests.event.finished import PROBLEM, a_finished, now_of, says, sits
from tests.event.people import a_member, a_team, an_event

PAGE = (842, 595)
"""A4 across, in points."""


def a_certificate(language: Language = "en", **changes: str) -> bytes:
    words = {
        "title": "Certificate",
        "event": "Event",
        "name": "Ann",
        "says": "took part.",
        "quote": PROBLEM,
        "day": "1 November 2026",
        "signed": "For",
    }
    return print_certificate(Certificate(language, **(words | changes), svg=drawing(SPEC, "photo"), shows="An app"))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_across_with_colour_at_its_foot(language: Language) -> None:
    with opened(a_certificate(language, name="陳嘉豪 Ka-ho")) as document:
        assert len(document) == 1 and tuple(map(round, document[0].get_size())) == PAGE and document.is_tagged()
        seen = document[0].render(scale=0.5).to_numpy()
        top, foot = seen[5, 10], seen[-5, 10]
        assert min(top[:3]) > 225 and max(foot[:3]) < 130, "a pale page over a dark river"
        assert len({tuple(pixel) for pixel in seen[150, ::4]}) > 8, "words and a picture stand in the middle"


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=80), st.text(max_size=300))
def test_whatever_somebody_is_called_it_is_one_page(name: str, quote: str) -> None:
    with opened(a_certificate(name=name, quote=quote)) as document:
        assert len(document) == 1


@pytest.mark.parametrize("name", ["Ann $x^2$ #strong[x] \\", "<b>Ann</b>", "Nguyễn Thị Łukasz", "歐陽詩涵", "W" * 60])
def test_a_name_is_data(name: str) -> None:
    assert name.replace(" ", "")[:20] in text_of(a_certificate(name=name)).replace(" ", "").replace("\u200b", "").replace("\ufffe", "")


async def test_a_member_gets_their_own_in_their_language_and_awards_only_once_revealed(parts: Parts) -> None:
    of = await a_finished(parts)
    ann = await a_member(parts, of.event, of.teams[0], "陳嘉豪")
    await ann.say("/language zh-Hant")
    seat = await parts.store.teams.seat(of.event.id, await learner_of(parts, ann))
    assert seat is not None
    await awards.give_suggested(parts, of.event, "Mr Ng")
    before = await certificates.of_member(parts, of.event, seat)
    assert [paper.certificate.language for paper in before] == ["zh-Hant"] and before[0].certificate.title == locale("zh-Hant")("ev_after.cert_title")
    for step in range(3):
        await awards.move(parts, await now_of(parts, of.event), step, "next")
    after = await certificates.of_member(parts, await now_of(parts, of.event), seat)
    assert [paper.certificate.title for paper in after][1:] == ["First"] and after[1].certificate.award
    assert "Night Ferry" in after[1].certificate.says and "Shower Time" in after[1].certificate.says


async def test_the_organisers_zip_has_everybodys_with_every_award(parts: Parts) -> None:
    of = await a_finished(parts)
    for team in of.teams:
        await sits(parts, of.event, team, f"Member of {team.name}")
    await sits(parts, of.event, None, "Alone")
    await awards.give_suggested(parts, of.event, "Mr Ng")
    data = b"".join([part async for part in certificates.everyone(parts, of.event, own_language=False)])
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        names = found.namelist()
        assert found.testzip() is None and len(names) == 4 + 3
        assert "Night Ferry - Member of Night Ferry - First.pdf" in names and "Alone - certificate.pdf" in names
        assert "Member of Night Ferry" in text_of(found.read("Night Ferry - Member of Night Ferry - certificate.pdf"))


async def test_a_portfolio_page_tells_what_one_brought(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event, ai_statement="The tutor asked, we answered.")
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    await ann.to_zip(PROBLEM)
    await parts.lanes.drained(60)
    await ben.say("call it Shower Board")
    pages = []
    for member in (ann, ben):
        seat = await parts.store.teams.seat(event.id, await learner_of(parts, member))
        assert seat is not None
        pages.append(text_of(await member_page(parts, event, seat, "http://192.168.1.5/event/HJKM4673")))
    for page in pages:
        assert PROBLEM in page and "The tutor asked, we answered." in page and "http://192.168.1.5/event/HJKM4673" in page
    assert "What Ann brought" in pages[0] and "Version 1" in pages[0] and "Version 2" not in pages[0]
    assert "What Ben brought" in pages[1] and "Version 2" in pages[1] and "Shower Board" in pages[1]


async def test_the_judges_words_stand_on_it_once_they_were_passed_on_and_nobodys_name(parts: Parts) -> None:
    of = await a_finished(parts)
    seat = await sits(parts, of.event, of.teams[0], "Ann")
    await says(parts, of, 0, "You asked three neighbours.", {"problem": 3})
    assert "neighbours" not in text_of(await member_page(parts, of.event, seat))
    await parts.store.feedback.pass_on(of.event.id, [(of.judge.id, of.entries[0])])
    page = text_of(await member_page(parts, of.event, seat))
    assert "You asked three neighbours." in page and "Ms Ho" not in page
