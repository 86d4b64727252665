"""From a spec to the files of an app. Pure: no clock, no disk, no chance; the same input gives the same bytes.

files = build(spec, "web")              {path inside the app's folder: bytes}
zipped = pack(files, spec.slug)         one folder, named by the slug
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from scaffolds import platforms
from scaffolds.learner_code import Edit, is_kept, laid_over
from scaffolds.platforms import Files
from scaffolds.returned import print_of
from scaffolds.spec import FORMAT, AppSpec

Edits = Mapping[str, Edit]
_EPOCH = (1980, 1, 1, 0, 0, 0)


def build(
    spec: AppSpec, platform: str = "web", learner_files: Mapping[str, bytes] | None = None, version: int = 1, edits: Edits = MappingProxyType({})
) -> Files:
    """All files of an app on a platform but `CHECKS.md`, which the proof writes.

    `learner_files`: what is theirs (`public/my_rules.js`), taken as it is in place of the empty one.
    `edits`: what they changed in files that are made, merged into them.
    """
    target = platforms.discover()[platform]
    made = target.files(spec)
    files = laid_over(made, edits, partial(target.moved, spec))[0] | dict(learner_files or {})
    files |= target.finish(spec, files)
    files["sampan.json"] = _manifest(spec, platform, version, made)
    return dict(sorted(files.items()))


def pack(files: Mapping[str, bytes], slug: str) -> bytes:
    """A zip of one folder, the same bytes for the same files on every system."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{slug}/{path}", _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            archive.writestr(entry, files[path])
    return buffer.getvalue()


def _manifest(spec: AppSpec, platform: str, version: int, made: Files) -> bytes:
    prints = {path: print_of(content) for path, content in sorted(made.items()) if is_kept(path) or path == "things.json"}
    manifest = {"sampan": FORMAT, "spec": spec.model_dump(mode="json"), "platform": platform, "version": version, "made": prints}
    return (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()
