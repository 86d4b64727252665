"""What an app of each block weighs and takes: its example's zip, the page that holds it all, the first view, and a build. A table, held to the first view's limit."""

from __future__ import annotations

from pathlib import Path

from bench.build import build_and_pack
from bench.first_view import LIMIT, first_view
from bench.measure import medians
from scaffolds import blocks, generator
from scaffolds.spec import AppSpec, read
from tests.scaffolds.apps import drafted, plain_wish

ROUNDS = 15


def run() -> bool:
    print(f"{'':14}{'zip kB':>8}{'OPEN-ME kB':>12}{'first view':>12}{'plain draft':>13}{'build ms':>10}")
    held = [_block(block.id, block.folder / "example.json") for block in blocks.discover().values()]
    return all(held)


def _block(id: str, example: Path) -> bool:
    spec, plain = read(example.read_bytes()), drafted(plain_wish("zh-Hant"), id)
    files, data = generator.build(spec), spec.model_dump(mode="json")
    whole, first = len(generator.pack(files, spec.slug)), _light(files, spec)
    least = _light(generator.build(plain), plain)
    taken = medians({"build": lambda: build_and_pack(data)}, ROUNDS, warm=2)["build"]
    good = first <= LIMIT and least <= LIMIT
    print(
        f"{id:14}{whole / 1000:8.0f}{len(files['OPEN-ME.html']) / 1000:12.0f}{first:12,}{least:13,}{taken:10.1f}{'' if good else '  MISSED'}",
        flush=True,
    )
    return good


def _light(files: dict[str, bytes], spec: AppSpec) -> int:
    return sum(first_view(files, spec).values())


if __name__ == "__main__":
    raise SystemExit(0 if run() else 1)
