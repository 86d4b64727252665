"""A whole project, built as WeChat's own uploader builds it: what it refuses, the single compilers do not see."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from scaffolds import blocks, generator
from scaffolds.platforms import Files
from scaffolds.platforms.weixin.packages import weight
from scaffolds.platforms.weixin.tabs import names, shortened
from scaffolds.spec import MAX_SCREENS, AppSpec, Language, parse
from tests.browser import unpack
from tests.platforms.check import MOST_PACKED, built
from tests.platforms.faults.configuration import pages_of
from tests.platforms.faults.finding import faults
from tests.scaffolds.apps import casts, data, drafted, rich_wish

IDS = tuple(id for id, block in blocks.discover().items() if block.supports("weixin"))
RICHEST = ("communicator", "story", "reminder", "scan", "map", "tracker")
LARGEST = (*(IDS[n:] + IDS[:n] for n in range(0, len(IDS), 4)), *((id,) * MAX_SCREENS for id in RICHEST))
"""Eleven casts: as many screens as an app may have, of different blocks and of one."""


def in_all_languages(*cast: str) -> AppSpec:
    spec = drafted(rich_wish("zh-Hant"), *cast[:MAX_SCREENS])
    return spec.model_copy(update={"languages": (spec.language, *(one for one in get_args(Language) if one != spec.language))})


def with_a_page_that_is_not_there(files: Files) -> Files:
    app = json.loads(files["app.json"])
    app["pages"].append("pages/none/none")
    return {**files, "app.json": json.dumps(app).encode()}


def weights(files: Files) -> dict[str, int]:
    """At most what WeChat's builder makes of each package, by its root."""
    roots = [one["root"] for one in json.loads(files["app.json"]).get("subPackages", [])]
    found = dict.fromkeys(["", *roots], 0)
    for path, content in files.items():
        found[next((root for root in roots if path.startswith(f"{root}/")), "")] += weight(path, content)
    return found


def test_whole_apps_build_and_a_broken_one_does_not(tmp_path: Path) -> None:
    """All blocks, in apps as large as they may be and in three languages, and one just light enough for tabs: no package of them is too large."""
    builds = {"light": generator.build(in_all_languages("scan", "story", "communicator"), "weixin")}
    builds |= {f"{n}": generator.build(in_all_languages(*cast), "weixin") for n, cast in enumerate(casts(IDS, most=MAX_SCREENS))}
    whole = [unpack(files, tmp_path / name) for name, files in builds.items()]
    broken = unpack(with_a_page_that_is_not_there(next(iter(builds.values()))), tmp_path / "broken")
    found = built([*whole, broken])
    assert {folder.name: found[folder] for folder in whole} == {folder.name: [] for folder in whole}
    assert "pages/none/none" in found[broken][0]


@pytest.mark.parametrize("cast", LARGEST, ids=lambda cast: f"{cast[0]}-{cast[1]}")
def test_no_package_is_heavy_whatever_its_screens(cast: tuple[str, ...]) -> None:
    files = generator.build(in_all_languages(*cast), "weixin")
    found, app = weights(files), json.loads(files["app.json"])
    assert {root: weight for root, weight in found.items() if weight > MOST_PACKED - 20_000} == {}
    assert len(found) == MAX_SCREENS + 1 and len(pages_of(app)) == MAX_SCREENS + 1
    assert not any(path.startswith("parts/") and path.split("/")[1] in IDS for path in files)  # nobody waits for another screen's parts
    assert faults(files) == []


def test_a_few_heavy_screens_are_listed_and_light_ones_have_tabs() -> None:
    heavy, light = (generator.build(in_all_languages(*cast), "weixin") for cast in (RICHEST[:5], ("records", "booking", "checklist", "quiz", "poll")))
    assert json.loads(heavy["app.json"])["pages"] == ["pages/all-screens/all-screens"] and b"LISTED = true" in heavy["screens.js"]
    assert len(json.loads(light["app.json"])["tabBar"]["list"]) == 5 and b"LISTED = false" in light["screens.js"]
    assert "subPackages" not in json.loads(light["app.json"])


def test_a_screen_may_be_called_as_a_file_of_its_package_is() -> None:
    spec = in_all_languages(*RICHEST[:5])
    called = spec.screens[0].model_copy(update={"id": "words"})
    files = generator.build(spec.model_copy(update={"screens": (called, *spec.screens[1:]), "checks": ()}), "weixin")
    assert b"Page({" in files["pages/words/words.js"] and b"const WORDS" in files["pages/words/parts/words.js"]
    assert faults(files) == []


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Hearing aid", "Hearing aid"), ("Community living room booking", "Community…"), ("The things of our class", "The things…"),
        ("Which bin? And when", "Which bin"), ("社區客廳（旺角）", "社區客廳"), ("失物招领：全校", "失物招领"), ("放學後的補習班預約", "放學後的補…"),
        ("深水埗 社區客廳預約", "深水埗…"), ("Internationalisation", "Internatio…"), ("👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽", "👍🏽👍🏽👍🏽👍🏽👍🏽…"),
        ("👨‍👩‍👧‍👦家庭日程安排表", "👨‍👩‍👧‍👦家庭日程…"), ("🇭🇰🇲🇴🇨🇳🇸🇬🇲🇾🇬🇧🇫🇷", "🇭🇰🇲🇴🇨🇳🇸🇬🇲🇾…"),
    ],
)  # fmt: skip
def test_a_long_name_is_short_on_its_tab(name: str, short: str) -> None:
    assert shortened(name) == short


def test_tabs_are_told_apart() -> None:
    """Where their beginnings are the same, WeChat may cut them."""
    labels = ("Shower (girls)", "Shower (boys)", "Lost property office")
    spec = parse(data(screens=[{"id": f"s{n}", "label": label, "block": "records", "thing": "book"} for n, label in enumerate(labels)]))
    assert names(spec, "en") == ["Shower (girls)", "Shower (boys)", "Lost…"]
