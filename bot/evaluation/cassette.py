"""What a model's server answered, on paper: recorded once with the keys left out, and played back as often as one likes, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.core.errors import OperatorError

_LEFT_OUT = ["authorization", "api-key", "x-api-key", "cookie", "openai-organization", "openai-project"]
_NOT_KEPT = frozenset({"set-cookie", "openai-organization", "openai-project", "x-request-id"})


@contextmanager
def cassette(path: Path | None, *, record: bool) -> Iterator[None]:
    """While it is open, requests are answered from the file; with `record` those that it lacks go out, and are written down.

    Raises `OperatorError` where there is nothing to play, or no recorder is installed."""
    if path is None:
        yield
        return
    if not record and not path.exists():
        raise OperatorError(f"{path}: there is no such recording; make one with --record")
    try:
        import vcr
    except ImportError:
        raise OperatorError("recording and playing back need vcrpy: python run.py install-test") from None
    recorder = vcr.VCR(
        record_mode="new_episodes" if record else "none",
        filter_headers=_LEFT_OUT,
        before_record_response=_without_names,
        match_on=["method", "path", "body"],
        decode_compressed_response=True,
    )
    with recorder.use_cassette(str(path), allow_playback_repeats=not record):
        yield


def _without_names(response: dict[str, Any]) -> dict[str, Any]:
    """An answer without what tells whose account it was."""
    return {**response, "headers": {name: value for name, value in response["headers"].items() if name.lower() not in _NOT_KEPT}}
