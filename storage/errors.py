"""What can go wrong with the store, divided by who must act.

::

    StoreError            whoever runs the program: `str()` is one line that says what to do
    HeadMovedError        the service: apply the operations again to the newer revision, or ask
    RowsMovedError        the page: decide again on the newer rows
    SheetMovedError       the service: do the same step on the judge's sheet as it is now
    ClosedError           the service: say that it is pens down
    TurnOverError         nobody: the turn was committed before, and nothing was written twice
    PausedError           the service: hold the message until the chat goes on
    LockedOutError        the guesser: wait
    SpentError            the service: do without the model until tomorrow
    FullError             whoever wanted to join: a place in another class
    TakenError            whoever chose the name: another one, or their own words
    OverError             whoever opened a link: ask for a new one
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.records import AppRows


class StoreError(Exception):
    """The store cannot be used. `str()` is one line for the person who runs the program."""


class HeadMovedError(Exception):
    """The project is at another revision than the turn read. `head` is where it is now, None for before the first."""

    def __init__(self, head: int | None) -> None:
        super().__init__(f"the project is at revision {head} now")
        self.head = head


class ClosedError(Exception):
    """Pens are down since `since`: the project does not change any more."""

    def __init__(self, since: datetime) -> None:
        super().__init__(f"closed since {since.isoformat()}")
        self.since = since


class RowsMovedError(Exception):
    """An app's rows are newer than those that the write was decided on. `now` holds them."""

    def __init__(self, now: AppRows) -> None:
        super().__init__(f"the rows are at revision {now.rev} now")
        self.now = now


class SheetMovedError(Exception):
    """A judge's sheet is ranked otherwise than when it was read; nothing was written."""


class TurnOverError(Exception):
    """The turn was ended before (or its message was forgotten); this commit wrote nothing."""


class PausedError(Exception):
    """A teacher paused the chat, or its language model, while the turn was thought; this commit wrote nothing. Where the chat is paused,
    `hold_turn` keeps the message until it goes on."""


class LockedOutError(Exception):
    """Too many wrong guesses. `until` (UTC) is when the next one counts."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"locked out until {until.isoformat()}")
        self.until = until


class SpentError(Exception):
    """The day's tokens do not suffice. `scope` says whose: `learner`, `classroom` or `everyone`."""

    def __init__(self, scope: str) -> None:
        super().__init__(f"the day's tokens of {scope} are spent")
        self.scope = scope


class TakenError(Exception):
    """Somebody has that name already."""


class FullError(Exception):
    """As many sit in that class as may."""


class OverError(Exception):
    """A link that does one thing once was used before, is too old, or was taken back."""
