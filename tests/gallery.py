"""`docs/gallery.md`: every block and every example on a phone, light and dark, as after a week of use. `make gallery` makes it anew; then look at it.

The rows come from `scaffolds/blocks/<id>/tests/rows.json` and `tests/examples/rows/<name>.json`: {thing: [row, ...]}, where a text such as `+1`, `-3` or `+0T09:00` alone is a day or a moment,
counted from today, and `mine: true` is a row of whoever looks (of what is a person's own, every row is). `$now` is the time of day at which they look. What a screen begins with (its seeds) is there as well.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser

from scaffolds import blocks, generator
from scaffolds.spec import AppSpec, read, text_of
from tests.browser import PHONE, chromium, unpack

ROOT = Path(__file__).parents[1]
PAGE, PICTURES = ROOT / "docs" / "gallery.md", ROOT / "docs" / "gallery"
TODAY = date(2026, 11, 23)
"""A Monday, so that weeks look alike whenever the pictures are made."""
NOON = "12:20"
_DAY = re.compile(r"([+-]\d{1,3})(T\d\d:\d\d)?")


@dataclass(frozen=True)
class Shown:
    """One app of the gallery."""

    name: str
    spec: AppSpec
    rows: Mapping[str, list[dict[str, Any]]]
    now: str = NOON


def of_blocks() -> Iterator[Shown]:
    for id, block in blocks.discover().items():
        yield _shown(id, block.folder / "example.json", block.folder / "tests" / "rows.json")


def of_examples() -> Iterator[Shown]:
    for path in sorted((ROOT / "scaffolds" / "examples").glob("*.json")):
        yield _shown(path.stem, path, ROOT / "tests" / "examples" / "rows" / path.name)


def _shown(name: str, spec: Path, rows: Path) -> Shown:
    found: dict[str, Any] = json.loads(rows.read_text(encoding="utf-8")) if rows.exists() else {}
    now = found.pop("$now", NOON)
    dated = {thing: [{key: _dated(value) for key, value in row.items()} for row in rows] for thing, rows in found.items()}
    return Shown(name, read(spec.read_bytes()), dated, now)


def _dated(value: Any) -> Any:
    match = _DAY.fullmatch(value) if isinstance(value, str) else None
    return f"{TODAY + timedelta(int(match[1]))}{match[2] or ''}" if match else value


def kept(shown: Shown) -> dict[str, Any]:
    """What the browser's own store holds: the seeds and the rows, each with an id."""
    things: dict[str, list[dict[str, Any]]] = {thing.id: [] for thing in shown.spec.things}
    seeds = [seed for screen in shown.spec.screens for seed in blocks.of(screen).seeds(shown.spec, screen)]
    for n, (thing, row) in enumerate(seeds, 1):
        things[thing].append({**row, "id": f"seed{n:04}", "mine": False})
    for thing, rows in shown.rows.items():
        of_ones_own = any(field.private and field.required for one in shown.spec.things if one.id == thing for field in one.fields)
        things[thing] += [{"mine": of_ones_own, "id": f"{thing.replace('_', '')[:6]}shown{n:04}", **row} for n, row in enumerate(rows, 1)]
    return {"rows": things}


def photograph(browser: Browser, shown: Shown, scheme: str, screen: str = "") -> bytes:
    """A WebP picture of a screen (the first) on a phone."""
    with tempfile.TemporaryDirectory() as folder:
        page_file = unpack(generator.build(shown.spec, "web"), Path(folder)) / "OPEN-ME.html"
        looks: dict[str, Any] = {"viewport": PHONE, "device_scale_factor": 1.5, "color_scheme": scheme, "reduced_motion": "reduce"}
        context = browser.new_context(timezone_id=shown.spec.zone, **looks)
        memory = json.dumps({f"sampan:{shown.spec.slug}": json.dumps(kept(shown))})
        context.add_init_script(
            f"if (location.protocol === 'file:') for (const [key, value] of Object.entries({memory})) localStorage.setItem(key, value);"
        )
        page = context.new_page()
        page.clock.install(time=f"{TODAY}T{shown.now}:00+08:00")
        page.goto(page_file.as_uri() + (f"#{screen}" if screen else ""))
        page.wait_for_selector("[data-screen]")
        page.clock.run_for(1500)
        page.wait_for_timeout(400)
        picture = page.screenshot()
        context.close()
    return _webp(picture)


def _webp(png: bytes) -> bytes:
    out = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").save(out, "WEBP", quality=78, method=6)
    return out.getvalue()


def write(names: list[str]) -> None:
    """Photograph those named (all, where none is) and write the page."""
    PICTURES.mkdir(exist_ok=True)
    parts = {"Blocks": list(of_blocks()), "Whole apps": list(of_examples())}
    with chromium() as browser:
        for shown in [one for part in parts.values() for one in part if not names or one.name in names]:
            for scheme in ("light", "dark"):
                (PICTURES / f"{shown.name}-{scheme}.webp").write_bytes(photograph(browser, shown, scheme))
    PAGE.write_text(page_of(parts), encoding="utf-8")


def page_of(parts: Mapping[str, list[Shown]]) -> str:
    lines = [
        "# Gallery",
        "",
        "Every block and every whole app on a phone, light and dark, as after a week of use. Made by `make gallery` from the same builds that learners get.",
        "",
    ]
    for title, shown in parts.items():
        lines += [f"## {title}", ""]
        for one in shown:
            lines += _entry(one)
    return "\n".join(lines).rstrip() + "\n"


def _entry(shown: Shown) -> list[str]:
    used = ", ".join(f"`{screen.block}`" for screen in shown.spec.screens)
    pictures = " ".join(f'<img src="gallery/{shown.name}-{scheme}.webp" width="260" alt="{_alt(shown, scheme)}">' for scheme in ("light", "dark"))
    return [f"### {text_of(shown.spec.title, 'en')}", "", f"{used}: {shown.spec.brief.problem}".strip(": "), "", pictures, ""]


def _alt(shown: Shown, scheme: str) -> str:
    return f"{text_of(shown.spec.title, 'en')}, {scheme}".replace('"', "'")


if __name__ == "__main__":
    write(sys.argv[1:])
