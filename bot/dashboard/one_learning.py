"""What one student has shown of what they understand, as their teacher reads it: evidence in words, no mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.channels.web.markdown import line_to_html
from bot.core.learning import STATES, Did, Seen, State, best_of, did, map_of
from bot.dashboard.page import ClassVisit
from bot.locales import Locale
from bot.services.learning import Names, concept_name, in_words, names_of

_RULES: tuple[Did, ...] = ("solo", "quest")
_ODD: tuple[Did, ...] = ("edge_found", "edge_agreed")
_LESSONS: tuple[Did, ...] = ("lesson_ended", "lesson")


@dataclass(frozen=True)
class Shown:
    """Evidence of one student, with what rules and lessons are called now."""

    seen: Sequence[Seen]
    names: Names
    t: Locale

    @property
    def rules(self) -> list[Markup]:
        return self._told(_RULES)

    @property
    def odd(self) -> list[Markup]:
        return self._told(_ODD)

    @property
    def lessons(self) -> list[Markup]:
        return self._told(_LESSONS)

    @property
    def guesses(self) -> str:
        guessed = [one.evidence.outcome for one in self.seen if one.evidence.kind == "predict"]
        return self.t("learning.guessed", n=len(guessed), right=guessed.count("right")) if guessed else ""

    @property
    def hints(self) -> str:
        n = self._count("hint")
        return self.t("learning.hinted", n=n) if n else self.t("learning.hints_none")

    @property
    def alone(self) -> str:
        """Whether the task without help was done."""
        outcomes = {one.evidence.outcome for one in self.seen if one.evidence.kind == "solo"}
        return self.t(f"learning.alone_{next((one for one in ('done', 'left') if one in outcomes), 'none')}")

    @property
    def asked(self) -> list[Markup]:
        """About what they asked for a teacher."""
        return self._told(("teacher",), [one for one in self.seen if one.evidence.kind == "teacher"])

    @property
    def concepts(self) -> list[tuple[str, str]]:
        """(state, concepts) in words, for the states that there are."""
        found = map_of(self.seen)
        comma = ", " if self.t.language == "en" else "、"
        by: dict[State, str] = {
            state: comma.join(concept_name(one.concept, self.t.language) for one in found if one.state == state) for state in STATES
        }
        return [(self.t(f"learning.state_{state}"), names) for state, names in by.items() if names]

    def _count(self, kind: str) -> int:
        return sum(one.evidence.kind == kind for one in self.seen)

    def _told(self, kinds: Sequence[Did], seen: Sequence[Seen] | None = None) -> list[Markup]:
        """Of each thing the most telling, the latest first; a rule that was made is not told again as one that was tried."""
        found = sorted(best_of(self.seen if seen is None else seen), key=lambda one: one.at, reverse=True)
        lines = (in_words(one, self.names, self.t.language, you=False) for one in found if did(one.evidence) in kinds)
        return [line_to_html(line[:1].upper() + line[1:]) for line in lines]


async def shown_of(here: ClassVisit, learner: str) -> Shown:
    """All that was seen of a student of this class."""
    seen = await here.parts.store.learning.of(learner)
    return Shown(seen, await names_of(here.parts, seen, here.t.language), here.t)
