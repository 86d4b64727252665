"""Messages over pipes: four bytes of length, most significant first, then JSON in ASCII."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

MOST = 32 * 1024 * 1024
"""Bytes of one message; whoever claims more is not believed."""


class BrokenFrameError(Exception):
    """The other side closed the pipe, or sent what is no message."""


def send(pipe: IO[bytes], message: Any) -> None:
    """Write one message; raises `BrokenFrameError` where nobody reads any more."""
    body = json.dumps(message).encode("ascii")
    try:
        pipe.write(struct.pack(">I", len(body)) + body)
        pipe.flush()
    except (OSError, ValueError) as error:
        raise BrokenFrameError(str(error)) from None


def receive(pipe: IO[bytes]) -> Any:
    """Read one message; raises `BrokenFrameError` at the end of the pipe."""
    (length,) = struct.unpack(">I", _exactly(pipe, 4))
    if length > MOST:
        raise BrokenFrameError(f"a message of {length} bytes")
    try:
        return json.loads(_exactly(pipe, length))
    except (ValueError, RecursionError) as error:
        raise BrokenFrameError(str(error)[:200]) from None


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    try:
        body = pipe.read(length)
    except (OSError, ValueError) as error:
        raise BrokenFrameError(str(error)) from None
    if len(body) < length:
        raise BrokenFrameError("the pipe was closed")
    return body
