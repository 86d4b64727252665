"""Style sheets and scripts, named by what is in them, so that a browser may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

FOLDERS = [Path(__file__).parent / "static"]
"""Where the files are; the pages for teachers add their own."""
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain"}


def asset(name: str) -> str:
    """The address of a file below `static/`: `/static/sampan.1f0c9a2b.css`."""
    return _address(_folder_of(name), name)


def _folder_of(name: str) -> Path:
    return next(folder for folder in FOLDERS if (folder / name).is_file())


def _address(folder: Path, name: str) -> str:
    path = folder / name
    return f"/static/{Path(name).with_suffix('').as_posix()}.{_digest(path)}{path.suffix}"


async def serve(path: str) -> Response:
    """The file of such an address, of this version of it."""
    file = _addresses().get(f"/static/{path}")
    if file is None:
        raise HTTPException(404)
    return FileResponse(file, media_type=_KINDS[file.suffix], headers={"Cache-Control": "public, max-age=31536000, immutable"})


@cache
def _addresses() -> dict[str, Path]:
    files = [(folder, file) for folder in FOLDERS for file in folder.rglob("*") if file.suffix in _KINDS]
    return {_address(folder, file.relative_to(folder).as_posix()): file for folder, file in files}


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
