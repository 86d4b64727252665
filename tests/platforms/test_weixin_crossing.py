"""An edit makes an app too heavy for one package, or light again: what people kept in it, where its cards lead, and what its learner changed by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from scaffolds import generator, learner_code, platforms
from scaffolds.blocks import with_checks
from scaffolds.learner_code import LearnerCode
from scaffolds.operations import RemoveScreen, apply
from scaffolds.platforms import Files
from scaffolds.platforms.weixin import packages
from scaffolds.returned import read
from scaffolds.spec import AppSpec
from tests.browser import browser
from tests.platforms.faults.finding import faults
from tests.platforms.phone import Open, asked, open_app
from tests.platforms.test_weixin_builds import in_all_languages

__all__ = ["browser", "open_app"]

HEAVY = with_checks(in_all_languages("scan", "story", "communicator", "reminder"))
LIGHT = with_checks(apply(HEAVY, [RemoveScreen(screen="remind")]))
MINE = b"// by Ann\n"


def changed_in(spec: AppSpec, changed: Mapping[str, bytes]) -> LearnerCode:
    """What is theirs in a zip of the app that came back with these files in it."""
    returned = read(generator.pack(generator.build(spec, "weixin") | dict(changed), spec.slug))
    return learner_code.found(returned, platforms.discover()["weixin"].made_like(spec, returned.files))


def with_theirs(spec: AppSpec, code: LearnerCode) -> Files:
    return generator.build(spec, "weixin", code.files("weixin"), 2, code.edits_on("weixin"))


def kept_on(page: Page) -> dict[str, object]:
    kept: dict[str, object] = page.evaluate("Object.fromEntries(wx.getStorageInfoSync().keys.map((key) => [key, wx.getStorageSync(key)]))")
    return kept


def test_what_people_kept_stays_and_cards_lead_on(open_app: Open) -> None:
    before = open_app(LIGHT, "scan", "en")
    before.get_by_text("Mark", exact=True).first.tap()
    expect(before.get_by_text("1 of 3")).to_be_visible()
    after = open_app(HEAVY, "all-screens", "en", keep=kept_on(before))
    expect(after.locator(".card.row")).to_have_count(4)
    after.locator(".card.row").first.tap()
    expect(after.get_by_text("1 of 3")).to_be_visible()
    back = open_app(LIGHT, "scan", "en", keep=kept_on(after))
    expect(back.get_by_text("1 of 3")).to_be_visible()
    shared = before.evaluate("page.onShareAppMessage().path")
    assert shared == after.evaluate("page.onShareAppMessage().path") == "/pages/scan/scan"
    for page, begins in ((back, "/pages/scan/scan"), (after, "/pages/all-screens/all-screens")):
        page.evaluate("getApp().onPageNotFound({ path: 'pages/remind/remind' })")
        assert asked(page, "goto")[-1] == begins


def test_what_they_changed_by_hand_goes_where_its_file_goes_and_comes_back() -> None:
    one, page, part = generator.build(LIGHT, "weixin"), "pages/story/story.js", "parts/story/scene.js"
    sentence = one["words.js"].partition(b'"story": {\n')[2].split(b"\n")[0]
    mine = sentence.replace(b': "', b': "Ann: ')
    code = changed_in(LIGHT, {page: MINE + one[page], part: one[part] + MINE, "words.js": one["words.js"].replace(sentence, mine)})
    many = with_theirs(HEAVY, code)
    apart = ("pages/story/story.js", "pages/story/parts/scene.js")
    assert [path for path in many if path.endswith(".js") and MINE in many[path]] == sorted(apart)
    assert [path for path in many if mine in many[path]] == ["pages/story/parts/words.js"] and faults(many) == []
    again = changed_in(HEAVY, {path: many[path] for path in (*apart, "pages/story/parts/words.js")})
    whole = with_theirs(LIGHT, again)
    assert {path: whole[path] for path in (page, part, "words.js")} == {path: with_theirs(LIGHT, code)[path] for path in (page, part, "words.js")}
    assert mine in whole["words.js"] and whole[page].startswith(MINE) and faults(whole) == []


def test_a_zip_in_packages_comes_back_after_the_app_became_light(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a later Sampan makes its blocks smaller: nothing that it made is taken for a file of theirs."""
    with monkeypatch.context() as heavier:
        heavier.setattr(packages, "MOST_IN_ONE", 1000)
        many = generator.build(LIGHT, "weixin")
    part = "pages/story/parts/scene.js"
    returned = read(generator.pack(many | {part: many[part] + MINE}, LIGHT.slug))
    code = learner_code.found(returned, platforms.discover()["weixin"].made_like(LIGHT, returned.files))
    assert list(code.edits) == [part] and not code.added
    assert with_theirs(LIGHT, code)["parts/story/scene.js"].endswith(MINE)


def test_a_picture_of_theirs_is_kept_to_the_byte() -> None:
    icon = next(path for path in generator.build(LIGHT, "weixin") if path.endswith(".png"))
    mine = b"\x89PNG\r\n\x1a\n\xff\xfe of their own"
    assert with_theirs(LIGHT, changed_in(LIGHT, {icon: mine}))[icon] == mine


def test_a_line_of_theirs_in_app_json_stays_where_tabs_go() -> None:
    app = generator.build(LIGHT, "weixin")["app.json"]
    mine = app.replace(b'  "style": "v2",\n', b'  "style": "v2",\n  "debug": true,\n')
    made = json.loads(with_theirs(HEAVY, changed_in(LIGHT, {"app.json": mine}))["app.json"])
    assert made["debug"] and len(made["subPackages"]) == 4 and "tabBar" not in made
