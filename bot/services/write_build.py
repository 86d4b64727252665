"""Build an app from a spec file, without the chat: the file is checked, built, proved, and only then written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from bot.core.errors import OperatorError
from scaffolds import generator, platforms
from scaffolds.blocks import of, with_checks
from scaffolds.proof import finished
from scaffolds.spec import AppSpec, SpecError, parse


class NotProvedError(OperatorError):
    """The app was built and does not hold; nothing was written."""


def write_build(source: Path, platform: str, out: Path) -> list[str]:
    """Write the zip, or the folder where `out` does not end in .zip; lines that say what was done. Raises `SpecError`, `NotProvedError`."""
    spec = _read(source)
    _check_platform(spec, platform)
    files, report = finished(spec, platform)
    if not report.passed:
        wrong = next((one.says for one in report.results if not one.passed), None) or str(report.problems[0])
        raise NotProvedError(f"the app does not hold, so nothing was written: {wrong}")
    _write(files, spec.slug, out)
    opens = platforms.discover()[platform].opens(spec, spec.language)
    return [f"{out}: {len(report.results)} checks hold", *([opens] if opens else [])]


def _read(source: Path) -> AppSpec:
    try:
        data = json.loads(source.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, RecursionError) as error:
        raise SpecError("", f"{source.name} is not a JSON file ({error.__class__.__name__})") from None
    except json.JSONDecodeError as error:
        raise SpecError("", f"{source.name} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
    return with_checks(parse(data))


def _check_platform(spec: AppSpec, platform: str) -> None:
    if platform not in platforms.discover():
        raise SpecError("--platform", f'there is no platform "{platform[:20]}", only {", ".join(platforms.discover())}')
    for i, screen in enumerate(spec.screens):
        if not of(screen).supports(platform):
            raise SpecError(f"screens[{i}].block", f'"{screen.block}" cannot be made for {platform}')


def _write(files: Mapping[str, bytes], slug: str, out: Path) -> None:
    try:
        if out.suffix.lower() == ".zip":
            _write_whole(out, generator.pack(files, slug))
        else:
            for path, data in files.items():
                _write_whole(out / path, data)
    except OSError as error:
        raise OperatorError(f"{out} cannot be written: {error.strerror or error}") from None


def _write_whole(target: Path, data: bytes) -> None:
    """All of a file or nothing: on a full disk what lay there before stays."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
