"""Where the app will be used, as people say it: 'it should work in WeChat', 'families queue for the shower and they only have WeChat', 我淨係得微信.

Before there is an app a message is read clause by clause. A clause that says a place and nothing else is a wish, and is taken out of the message, so that the
rest is understood as if it stood alone; a clause that says more stays in it, whether it holds a wish or not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from bot.brains.offline.beyond import out_of_reach
from bot.brains.offline.lexicon import any_of, parts, patterns, plain_words, table
from bot.brains.offline.normalise import Message, fold
from bot.brains.offline.phrasing import Phrasing
from bot.brains.offline.slots.people import names_people
from bot.brains.offline.terms import CONCEPT, is_dull, terms, written_chinese
from bot.core.interpretation import Context
from bot.core.places import WEB
from scaffolds import platforms

_SHORT = 90
"""Characters up to which a message about an app that there is asks for it somewhere else."""
_LONGEST = 600
"""Characters of a first story that are looked at."""
_JOINT = re.compile(
    r"[.!?;,\n。！？；，…]+|\s[-–—]+\s|\s(?=(?:and|but|so|because|bc|since|cuz|coz|although|if|as long as)\s)"
    r"|(?=但系|但是|不过|所以|因为|而且|同埋|如果|仲有|还有)|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])"
)
_WORD = re.compile(r"[a-z]{2,}|[\u3400-\u9fff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PLATFORMS = Path(platforms.__file__).parent
_LETTER = re.compile(r"[a-z\u3400-\u9fff]")


@dataclass(frozen=True)
class Wished:
    """Platforms that a message wishes for, and what is left of it."""

    places: tuple[str, ...]
    rest: Message
    tells: bool = True
    """What is left tells something."""


@dataclass(frozen=True)
class _Clause:
    start: int
    end: int
    folded: str
    names: tuple[str, ...]
    """The places that it names and does not turn down."""
    more: str
    """What it says besides, without those whom it is for."""
    slight: bool
    """That is a word at most, and none that problems are told in: 'telegram would be handier'."""
    people: bool
    bare: bool
    """It is the place's name and no other word."""
    reason: bool
    """It says why: 'we have no phones'."""


def asks_for_another_place(folded: str, changes: bool) -> bool:
    """It asks for the app that there is somewhere else, in WeChat or on paper; 'remind them in WeChat' and 'a field for the WeChat number' do not.

    `changes`: it was understood as a change of the app, which only 'the WeChat version' itself outweighs.
    """
    known = patterns("places")
    if len(folded) > _SHORT or known["otherwise"].search(folded):
        return False
    return bool(known["itself"].search(folded)) or (not changes and bool(known["of_the_app"].search(folded)))


def asked_for(folded: str) -> tuple[str, ...]:
    """The places that somebody who wants the app elsewhere names and does not turn down."""
    refused = patterns("places")["refused"]
    return tuple(dict.fromkeys(id for id, hit in _named(folded) if not refused.search(folded[: hit.start()])))


def wished(message: Message, context: Context) -> Wished:
    """What a message wishes for before there is an app; without a wish the rest is the message."""
    clauses = _clauses(message.folded[:_LONGEST])
    spoken = [one for one in clauses if one.names]
    if not spoken or context.asks == "name" or out_of_reach(message.folded):  # 'a new WeChat' is no place
        return Wished((), message)
    tells = any(not one.slight and not one.reason for one in clauses)
    wishes = [one for one in spoken if _is_a_wish(one, tells, one is clauses[-1], context)]
    found = tuple(dict.fromkeys(id for one in wishes for id in one.names))
    if not found:
        return Wished((), message)
    aside = [one for one in clauses if one.reason or (one.slight and (one in wishes or _turns_down(one)))]
    if context.asks == "who":  # then those whom it is for are told
        aside = [one for one in aside if not one.people]
    left = [one for one in clauses if one not in aside]
    return Wished(found, _without(message, aside), any(one.more or (one.people and context.asks == "who") for one in left))


def _clauses(folded: str) -> list[_Clause]:
    """With the place that was named last for 'in there'."""
    made: list[_Clause] = []
    for start, end in _spans(folded):
        clause = _clause(start, end, folded[start:end])
        if not clause.names and made and made[-1].names and patterns("places")["there"].search(clause.folded):
            clause = replace(clause, names=made[-1].names)
        made.append(clause)
    return made


def _spans(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for joint in _JOINT.finditer(folded):
        if folded[start : joint.start()].strip():
            yield start, joint.start()
        start = joint.end()
    if folded[start:].strip():
        yield start, len(folded)


def _clause(start: int, end: int, folded: str) -> _Clause:
    found = list(_named(folded))
    left = _blanked(folded, [hit.span() for _, hit in found])
    alone = _without_people(left, named=bool(found))
    more = _telling(alone)
    return _Clause(
        start, end, folded.strip(), asked_for(folded), more, _is_slight(more), alone != left, not _LETTER.search(left), _gives_a_reason(alone)
    )


def _blanked(folded: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def _named(folded: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Places and where they are named; without the web, which every app has anyway."""
    for id, phrases in _phrases().items():
        known = patterns("places", "names").get(id)
        for hit in chain(known.finditer(folded) if known else (), phrases.finditer(folded)):
            yield id, hit


@cache
def _phrases() -> Mapping[str, Phrasing]:
    """As the platforms' own cards have them, read without loading the platforms, for which the first message need not wait."""
    cards = {path.parent.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(_PLATFORMS.glob("*/platform.toml"))}
    return {id: Phrasing(any_of((id, *_said(card)))) for id, card in cards.items() if id != WEB}


def _said(card: Mapping[str, Any]) -> Iterator[str]:
    for words in card.values():
        yield from map(fold, words.get("phrases", ())) if isinstance(words, Mapping) else ()


def _telling(folded: str) -> str:
    """The words that tell something: no small ones, and none of devices and of how an app is opened. One Chinese character tells nothing."""
    left, small = re.sub(any_of(table("places")["beside"]), " ", folded), plain_words("english")
    words = [word for word in _WORD.findall(written_chinese(left)) if word not in small and not is_dull(word)]
    return " ".join(words) if len(words) > 1 or any(not _HAN.match(word) for word in words) else ""


def _is_slight(more: str) -> bool:
    known = any(term.startswith(CONCEPT) for term in terms(more.replace(" ", "") if not more.isascii() else more))
    return not more or (not known and len(more.split()) <= (1 if more.isascii() else 2))


def _without_people(folded: str, *, named: bool) -> str:
    """Without those who would use it: 'for class 3B', 阿媽."""
    for pattern in parts("places", "audience") if named else ():
        if (hit := pattern.search(folded)) and names_people(hit["who"]):
            folded = folded[: hit.start()]
    return re.sub(_people(), " ", folded)


@cache
def _people() -> str:
    """Any of them, 'dad' and in 'dad's phone' too."""
    words = [word for key in ("person", "kin", "large_text") for word in table("facts")[key]]
    return any_of((*words, *(f"{word}s" for word in words if word.isascii())))


def _is_a_wish(clause: _Clause, tells: bool, last: bool, context: Context) -> bool:
    """`tells`: the message says something else too, of which the place may only be a part: 'we talk in WeChat all day'. `last`: it ends there."""
    known = patterns("places")
    if known["does"].search(clause.folded) or (context.spec is not None and known["otherwise"].search(clause.folded)):
        return False
    if not clause.slight:
        return bool(known["passing"].search(clause.folded))
    if any(known[key].search(clause.folded) for key in ("asks", "only", "passing", "there")):
        return True
    if clause.more or known["as_it_is"].search(clause.folded):
        return False
    in_short = (last or context.asks == "keep") and known["at_last"].search(clause.folded) is not None
    return in_short or not (tells or (clause.bare and context.asks == "keep"))


def _gives_a_reason(folded: str) -> bool:
    """'Half of us have no phones' and hardly a word more."""
    lacks = patterns("places")["lacks"].search(folded)
    return bool(lacks) and _is_slight(_telling(_blanked(folded, [lacks.span()] if lacks else [])))


def _turns_down(clause: _Clause) -> bool:
    """'Not in WeChat.'"""
    return not clause.names and any(_named(clause.folded))


def _without(message: Message, aside: Sequence[_Clause]) -> Message:
    """The message without some of its clauses."""
    kept = [i for i in range(len(message.folded)) if not any(one.start <= i < one.end for one in aside)]
    rest = Message(message.typed, "".join(message.folded[i] for i in kept), tuple(message.places[i] for i in kept))
    return rest.part(0, len(rest.folded)) if _LETTER.search(rest.folded) else rest.part(0, 0)
