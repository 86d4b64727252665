"""That something moved, told within this process: a chat to the pages that show it, a class to its teachers' pages.

A topic is a chat's name (`web:k3f9`) or `class:<id>`. It carries no content: who hears it looks into the store.
"""

from __future__ import annotations

from collections.abc import Callable

Hear = Callable[[str], None]


def of_class(classroom: str) -> str:
    """The topic of a class."""
    return f"class:{classroom}"


class News:
    """Who tells does not know who hears."""

    def __init__(self) -> None:
        self._hearing: list[Hear] = []

    def listen(self, hear: Hear) -> None:
        """Be told of every topic from now on; `hear` is quick and never raises."""
        self._hearing.append(hear)

    def tell(self, topic: str) -> None:
        for hear in self._hearing:
            hear(topic)
