"""The picture of an app: its sizes, its sameness, and that it shows what the app is."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from scaffolds import blocks, theme
from scaffolds.picture import Size, picture
from scaffolds.picture.composing import drawing
from scaffolds.picture.pixels import SIZES
from scaffolds.spec import AppSpec, Field, Language, read
from tests.scaffolds.apps import drafted, plain_wish, rich_wish

EXAMPLES = sorted((Path(__file__).parents[2] / "scaffolds" / "examples").glob("*.json"))
BLOCKS = tuple(blocks.discover())
SPECS = [pytest.param(read(path.read_bytes()), id=path.stem) for path in EXAMPLES]
COLOURS = ("#000000", "#FFFFFF", "#FFC61A", "#1D4F91", "#808080")
MOST_BYTES, MOST_TIMES = 200_000, 8
"""Bytes that Telegram takes for a thumbnail; how often a large picture could be packed in the time that either size may take. It is about once."""


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def share(image: Image.Image, colour: str) -> float:
    """How much of a picture a colour takes, 0 to 1."""
    data = image.convert("RGB").tobytes()
    pixels = [data[at : at + 3] for at in range(0, len(data), 3)]
    return pixels.count(bytes.fromhex(colour[1:])) / len(pixels)


@pytest.mark.parametrize("spec", SPECS)
def test_the_thumbnail_is_what_telegram_takes(spec: AppSpec) -> None:
    data = picture(spec, "thumbnail")
    image = opened(data)
    assert (image.format, image.size, image.mode) == ("JPEG", (320, 320), "RGB") and len(data) < MOST_BYTES


@pytest.mark.parametrize("spec", SPECS)
def test_the_photo_is_large(spec: AppSpec) -> None:
    image = opened(picture(spec, "photo"))
    assert image.format == "PNG" and image.size == (1280, 800)
    assert image.convert("RGBA").getchannel("A").getextrema() == (255, 255), "nothing shines through"


@pytest.mark.parametrize("size", SIZES)
def test_the_same_app_gives_the_same_bytes(size: Size) -> None:
    spec = drafted(rich_wish("en"), *BLOCKS[:2])
    assert picture(spec, size) == picture(spec.model_copy(deep=True), size)


@pytest.mark.parametrize("colour", COLOURS)
def test_the_phone_has_the_learners_colour(colour: str) -> None:
    spec = drafted(plain_wish("en"), "records").model_copy(update={"colour": colour})
    assert share(opened(picture(spec, "photo")), theme.light(colour)["fill"]) > 0.01


@pytest.mark.parametrize("colour", ["#1D4F91", "#B4531A"])
@pytest.mark.parametrize("id", BLOCKS)
def test_each_block_draws_a_scene_of_its_own(id: str, colour: str) -> None:
    """Different from the generic one, and drawn within the phone: what stands around it is the same."""
    spec = drafted(plain_wish("en"), id).model_copy(update={"colour": colour})
    image = opened(picture(spec, "photo")).convert("RGB")
    others = [opened(picture(drafted(plain_wish("en"), other).model_copy(update={"colour": colour}), "photo")) for other in BLOCKS if other != id]
    assert all(image.tobytes() != other.convert("RGB").tobytes() for other in others)
    around = image.crop((0, 0, 440, 800)).tobytes()
    assert all(other.convert("RGB").crop((0, 0, 440, 800)).tobytes() == around for other in others)


def test_a_block_without_a_scene_is_shown_by_its_icon(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = drafted(plain_wish("en"), "quiz")
    own = picture(spec, "thumbnail")
    monkeypatch.setattr("scaffolds.picture.composing._template_of", lambda block: Path(theme.__file__).parent / "picture" / "scene.svg.j2")
    assert picture(spec, "thumbnail") != own
    assert str(blocks.discover()["quiz"].card["icon"]) in drawing(spec, "thumbnail")


def test_a_tab_for_each_screen_and_a_phone_for_the_first_three() -> None:
    spec = drafted(plain_wish("en"), "records", "booking", "checklist", "quiz")
    drawn = drawing(spec, "photo")
    assert drawn.count('rx="48"') == 2 * 3, "a phone and its shade"
    for screen in spec.screens:
        assert drawn.count(str(blocks.of(screen).card["icon"])) == 3


def test_it_shows_what_the_spec_says() -> None:
    """Closed days are pale, a rating is stars."""
    base = drafted(rich_wish("en"), "booking")
    closed = base.screens[0].model_copy(update={"options": {**base.screens[0].options, "days": ["mon", "tue"]}})
    assert drawing(base.model_copy(update={"screens": (closed,)}), "photo").count('opacity=".35"') == 5
    plain = drafted(plain_wish("en"), "records")
    rated = plain.things[0].model_copy(update={"fields": (*plain.things[0].fields[:2], Field(name="stars", label="Stars", type="rating"))})
    assert ("#star" in drawing(plain, "photo"), "#star" in drawing(plain.model_copy(update={"things": (rated,)}), "photo")) == (False, True)


def test_learners_words_are_not_in_it() -> None:
    wish = plain_wish("en")
    spec = drafted(wish, "records").model_copy(update={"title": '</svg><script>"x', "tagline": "<image href='file:///etc/passwd'/>"})
    drawn = drawing(spec, "photo")
    assert "script" not in drawn and "passwd" not in drawn


@pytest.mark.parametrize("size", SIZES)
def test_it_is_quick(size: Size) -> None:
    """Measured by other work on the same machine, which may be slow, and busy with other tests."""
    spec = read(EXAMPLES[1].read_bytes())
    large = opened(picture(spec, "photo"))
    drawn, packed = least(lambda: picture(spec, size)), least(lambda: large.save(BytesIO(), "PNG"))
    assert drawn < MOST_TIMES * packed


def least(work: Callable[[], object]) -> float:
    """Seconds of the processor, the best of a few."""
    times = []
    for _ in range(5):
        begun = time.thread_time()
        work()
        times.append(time.thread_time() - begun)
    return min(times)


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
@pytest.mark.parametrize("size", SIZES)
def test_a_drawing_is_whole_whatever_was_said(language: Language, size: Size) -> None:
    for wish in (plain_wish(language), rich_wish(language)):
        root = ElementTree.fromstring(drawing(drafted(wish, *BLOCKS[:4]), size))
        assert (int(root.attrib["width"]), int(root.attrib["height"])) == SIZES[size]
