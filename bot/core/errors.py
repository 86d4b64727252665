"""Errors, divided by who must act.

    SampanError
    ├── LearnerError        somebody who uses the program can act; it is said to them in their language by a prompt
    │   ├── NoAppError          there is no app, or no such version of it
    │   └── FileError           a file that cannot be taken in; `key` says why
    └── OperatorError       whoever runs the program must act; `str()` is the one line they read
        └── SettingsError       a setting that is wrong

`scaffolds.spec.SpecError` and `storage.errors.StoreError` belong to their own packages.
"""

from __future__ import annotations


class SampanError(Exception):
    """Base of this program's own errors."""


class LearnerError(SampanError):
    """Somebody who uses the program can act on it."""


class NoAppError(LearnerError):
    """There is no app, or no such version of it."""


class FileError(LearnerError):
    """A file that cannot be taken in; `key` is one that `prompts/tutor/file_refused` knows."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class OperatorError(SampanError):
    """Whoever runs the program must act; `str()` is one line that says what to do."""


class SettingsError(OperatorError):
    """A setting that is wrong."""
