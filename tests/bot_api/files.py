"""Files that people and the bot sent: kept whole, named by ids, fetched by path."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from itertools import count

from tests.bot_api.wire import Json

SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file. `size` is what Telegram says of it, which a test may let differ from what it is."""

    file_id: str
    unique_id: str
    name: str
    mime: str
    data: bytes
    size: int
    path: str

    @property
    def wire(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}

    @property
    def document(self) -> Json:
        return {**self.wire, "file_name": self.name, "mime_type": self.mime}


class Files:
    """All files, by id and by path."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}
        self._numbers = count()

    def store(self, data: bytes, name: str, mime: str, folder: str = "documents", size: int | None = None) -> StoredFile:
        """Keeps a file; equal bytes have an equal unique id and a file id of their own, as on Telegram."""
        digest = hashlib.sha256(data).hexdigest()
        number = next(self._numbers)
        end = name.rpartition(".")[2]
        path = f"{folder}/file_{number}" + (f".{end}" if end.isalnum() and end != name else "")
        kept = StoredFile(f"BQACAgUAAxk{number:06d}{digest[:44]}", f"AgAD{digest[:12]}", name, mime, data, len(data) if size is None else size, path)
        self.by_id[kept.file_id] = self.by_path[path] = kept
        return kept


def picture_sides(data: bytes) -> tuple[int, int] | None:
    """(width, height) of a PNG, JPEG, GIF, BMP or WebP; (0, 0) where its head does not say; None for what is no picture."""
    if data.startswith(SIGNATURES[0]) and len(data) >= 24:
        return struct.unpack(">II", data[16:24])
    if data.startswith(SIGNATURES[1]):
        return _jpeg_sides(data)
    known = data.startswith(SIGNATURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
    return (0, 0) if known else None


def _jpeg_sides(data: bytes) -> tuple[int, int]:
    """From the frame header, which comes after segments that each tell their length."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0
