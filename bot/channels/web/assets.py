"""Style sheets and scripts, named by what is in them, so that a browser may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

FOLDER = Path(__file__).parent / "static"
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain"}


def asset(name: str) -> str:
    """The address of a file below `static/`: `/static/sampan.1f0c9a2b.css`."""
    path = FOLDER / name
    return f"/static/{path.relative_to(FOLDER).with_suffix('').as_posix()}.{_digest(path)}{path.suffix}"


async def serve(path: str) -> Response:
    """The file of such an address, of this version of it."""
    file = _addresses().get(f"/static/{path}")
    if file is None:
        raise HTTPException(404)
    return FileResponse(file, media_type=_KINDS[file.suffix], headers={"Cache-Control": "public, max-age=31536000, immutable"})


@cache
def _addresses() -> dict[str, Path]:
    files = [file for file in FOLDER.rglob("*") if file.suffix in _KINDS]
    return {asset(file.relative_to(FOLDER).as_posix()): file for file in files}


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
