"""Builds of three and of eight screens, warm: generator and packing with validation, against `zipfile` writing the same bytes at the same level.

The proof of the smaller is shown beside it, and what copier and cookiecutter take to write the same tree from a template of it. Then the larger for the web, WeChat
and Telegram, against the web alone.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.measure import medians, row
from scaffolds import generator
from scaffolds.proof import finished, prove
from scaffolds.spec import AppSpec, parse
from tests.scaffolds.apps import drafted, plain_wish

LIMIT = 3.0
ALL_PLATFORMS = ("web", "weixin", "telegram")
LIMIT_ALL = 3.5
EIGHT = ("records", "checklist", "booking", "quiz", "tracker", "board", "poll", "map")


def three_screens() -> AppSpec:
    """As the chat plans it."""
    from bot.core.conversation import Conversation
    from bot.core.plan import plan

    return plan(Conversation(chosen=("booking", "records", "checklist")), "Asia/Hong_Kong")


def eight_screens() -> AppSpec:
    """The longest app that there may be, each screen of another block."""
    return drafted(plain_wish("en"), *EIGHT)


def build_and_pack(data: object, *platforms: str) -> list[bytes]:
    """What a build costs: the spec is checked, the files are made and packed, for the web or the platforms that are named."""
    spec = parse(data)
    return [generator.pack(generator.build(spec, platform), spec.slug) for platform in platforms or ("web",)]


def zip_alone(files: dict[str, bytes]) -> bytes:
    """The same bytes through `zipfile` at the same level."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return buffer.getvalue()


def run() -> bool:
    small = three_screens()
    held = [ratio_of(small, rounds=200), ratio_of(eight_screens(), rounds=50)]
    made = generator.build(small)
    print(row("proof, 3 screens", f"{medians({'proof': lambda: prove(made, small, 'web')}, rounds=50)['proof']:.2f} ms"))
    for name, time in medians(_peers(finished(small)[0]), rounds=5, warm=1).items():
        print(row(f"{name}, the same tree", f"{time:.0f} ms"))
    return all([*held, all_platforms(eight_screens())])


def all_platforms(spec: AppSpec) -> bool:
    """Whether three platforms cost little more than three times one."""
    data = json.loads(spec.model_dump_json())
    times = medians({"three": lambda: build_and_pack(data, *ALL_PLATFORMS), "web": lambda: build_and_pack(data)}, rounds=50)
    ratio = times["three"] / times["web"]
    print(row(f"three platforms, {len(spec.screens)} screens", f"{times['three']:.2f} ms"))
    print(row(f"three platforms : the web, {len(spec.screens)} screens", f"{ratio:.2f}", f"at most {LIMIT_ALL}", ratio <= LIMIT_ALL))
    return ratio <= LIMIT_ALL


def ratio_of(spec: AppSpec, rounds: int) -> bool:
    """Whether the limit holds for one spec, the two taking turns."""
    data, made, size = json.loads(spec.model_dump_json()), generator.build(spec), len(spec.screens)
    times = medians({"build": lambda: build_and_pack(data), "zip": lambda: zip_alone(made)}, rounds)
    ratio = times["build"] / times["zip"]
    print(row(f"build and pack, {size} screens", f"{times['build']:.2f} ms"))
    print(row("zipfile alone, the same bytes", f"{times['zip']:.2f} ms"))
    print(row(f"build : zipfile, {size} screens", f"{ratio:.2f}", f"at most {LIMIT}", ratio <= LIMIT))
    return ratio <= LIMIT


def _peers(files: Mapping[str, bytes]) -> dict[str, Callable[[], None]]:
    """Copier and cookiecutter writing the same files, as they are, from a template of one variable."""
    from cookiecutter.main import cookiecutter
    from copier import run_copy

    root = Path(tempfile.mkdtemp(prefix="sampan-bench-"))
    for path, content in files.items():
        for base in (root / "copier", root / "cutter" / "{{cookiecutter.slug}}"):
            (base / path).parent.mkdir(parents=True, exist_ok=True)
            (base / path).write_bytes(content)
    (root / "copier" / "copier.yml").write_text("slug: app\n")
    (root / "cutter" / "cookiecutter.json").write_text('{"slug": "app", "_copy_without_render": ["*"]}')

    def copier() -> None:
        with tempfile.TemporaryDirectory() as out:
            run_copy(str(root / "copier"), out, data={"slug": "app"}, defaults=True, quiet=True)

    def cutter() -> None:
        with tempfile.TemporaryDirectory() as out:
            cookiecutter(str(root / "cutter"), no_input=True, output_dir=out)

    return {"copier": copier, "cookiecutter": cutter}


if __name__ == "__main__":
    raise SystemExit(0 if run() else 1)
