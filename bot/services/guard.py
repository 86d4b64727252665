"""The safety floor: what runs on each message before anything else reads it, and the fixed words that it answers with.

Patterns and words are data in `prompts/safety/`; a file with `flag` is a kind of its own. All is read when first needed and kept.
"""

from __future__ import annotations

import json
import re
import tomllib
from array import array
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import opencc

import prompts
from bot.core import outgoing
from bot.core.folding import WRITTEN
from bot.core.hunch import BUCKETS, Hunch, Screen
from bot.core.outgoing import Outgoing, Tongues
from bot.core.personal import Found, Sign, Signs
from bot.core.safety import Entry, Kind, Rules, Sure, Verdict, any_wording, judge, wordings
from bot.core.turn import Button, Message
from bot.core.wording import Wording
from scaffolds.spec import Language

FOLDER = Path(prompts.__file__).parent / "safety"
CONTINUE = "safety:continue"
CONTACTS = "safety:contacts"
Region = Literal["", "hk", "mo", "cn", "gb", "us"]
"""Where people are to be found; '' for what goes with the language."""
_VARIANTS = {"著": "着", "妳": "你", "祂": "他", "訓": "瞓"}
"""Written otherwise, meant alike, in chats at least."""


def look(text: str) -> Verdict:
    """What a message is about as far as safety goes, and the message without personal data. Any text will do."""
    return judge(text, rules())


def answer(verdict: Verdict, language: Language, region: Region = "", *, teacher_sees: bool = False) -> Message:
    """What to say to a verdict of some kind: in a crisis people to turn to, with buttons; else a short no and a better idea.

    `teacher_sees`: a flag is raised with it, so that it may be promised that teachers will see it."""
    if verdict.flag != "crisis":
        return Message(text=_kinds_data()[verdict.kind]["says"][language])
    said = words_in_danger(verdict.kind, language, region, teacher_sees=teacher_sees)
    return Message(text=said, buttons=(_button(CONTINUE, "continue", language), _button(CONTACTS, "contacts", language)))


def words_in_danger(kind: str, language: Language, region: Region = "", *, teacher_sees: bool = False) -> str:
    """What a child who may be in danger of that kind is told: people outside first, then, where it is so, that a teacher will see it."""
    place, data = region or _default(language), _kinds_data()[kind]
    line = next(one for one in _contacts(place) if kind in one["kinds"])
    said = str(data["says"][language].format(line=_line(line, language), emergency=_emergency(place, language)))
    return f"{said}\n{data['sees'][language]}" if teacher_sees else said


def numbers(kind: str, language: Language, region: Region = "") -> str:
    """The line to call about that kind of danger, and the number for danger now, for whoever stands by a child."""
    place = region or _default(language)
    line = next(one for one in _contacts(place) if kind in one["kinds"])
    return str(_words()["numbers"][language].format(line=_line(line, language), emergency=_emergency(place, language)))


def people(language: Language, region: Region = "") -> Message:
    """Everyone whom one can call there, for the button `CONTACTS`."""
    place = region or _default(language)
    listed = [f"- {_line(one, language)}" for one in _contacts(place)]
    text = "\n".join([_words()["people"][language], *listed, f"- {_emergency(place, language)}", "", _words()["elsewhere"][language]])
    return Message(text=text, buttons=(_button(CONTINUE, "continue", language),))


def taken_out(found: Iterable[Found], language: Language) -> str:
    """The kind line that says what was masked."""
    return str(_words()["redacted"][language].format(what=named(found, language)))


def named(found: Iterable[Found], language: Language) -> str:
    """Kinds of personal data (at least one) in words: 'the phone number and the address'."""
    words = _words()
    names = [words["found"][one][language] for one in found]
    listed = words["listed"][language].join(names[:-1])
    return str(words["joined"][language].join(filter(None, [listed, names[-1]])))


def kind_word(language: Language) -> str:
    """For a child who is bullied, before the project goes on."""
    return str(_words()["victim"][language])


def fit_to_say(text: str, language: Language, hosts: AbstractSet[str] = frozenset()) -> bool:
    """Whether a text of a model, or one of its that goes into an app, may be shown. A sentence at a time will do. `hosts` are ours, as they
    stand in links."""
    return not outgoing.unfit(text, language, outgoing_rules(), hosts)


@cache
def outgoing_rules() -> Outgoing:
    data, simplified = _read("outgoing"), Simplified()
    made = [(one.get("written", False), _kind(one["name"], one, data["parts"], simplified)) for one in data["rule"]]
    return Outgoing(
        incoming=patterns(),  # a hunch was learnt from what children write, not from what is said to them
        written=tuple(kind for written, kind in made if written),
        said=tuple(kind for written, kind in made if not written),
        address=wordings([data["address"]], {}, simplified)[0],
        hunch=rules().hunch,
        tongues=_tongues(data["tongue"]),
        longest=data["longest"],
    )


def _tongues(data: dict[str, Any]) -> Tongues:
    to_simple, to_traditional, forms = (_characters(name) for name in ("TSCharacters", "STCharacters", "HKVariants"))
    ours = {form for made in forms.values() for form in made}
    traditional = {char for char, made in to_simple.items() if char not in made and char not in to_traditional}
    simple = {char for char, made in to_traditional.items() if char not in made and char not in to_simple and char not in ours}
    return Tongues(
        english=frozenset(data["english"]),
        elsewhere=frozenset(data["elsewhere"]),
        traditional=frozenset(traditional.union(data["cantonese"]).difference(data["either"])),
        simple=frozenset(simple.difference(data["either"])),
        names=re.compile("|".join(map(re.escape, data["names"]))),
    )


def _characters(name: str) -> dict[str, list[str]]:
    """One of OpenCC's tables: a character, and what it may become."""
    source = resources.files("opencc").joinpath("dictionary", f"{name}.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in source.splitlines() if "\t" in line)
    return {char: made.split() for char, made in rows}


@cache
def rules() -> Rules:
    """Patterns and what was learnt."""
    return replace(patterns(), hunch=_hunch())


@cache
def patterns() -> Rules:
    simplified = Simplified()
    parts = _read("parts")["parts"]
    kinds = [_kind(name, data, parts, simplified) for name, data in _kinds_data().items()]
    return Rules(
        kinds=tuple(kinds),
        victim=_kind("victim", _read("victim"), parts, simplified),
        harmless=wordings(_harmless(), parts, simplified),
        hunch=None,
        sure=Sure(**_read("hunch")["sure"]),
        signs=_signs(simplified),
        simplified=simplified,
    )


class Simplified(dict[int, str]):
    """A table for `str.translate` that asks OpenCC once a character. One character stays one, so that places in the text stay what they are."""

    def __init__(self) -> None:
        super().__init__()
        self._convert = opencc.OpenCC("hk2s").convert

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = char if code < 0x2E80 else str(self._convert(_VARIANTS.get(char, char)))
        plain = plain if len(plain) == 1 else char
        if code < WRITTEN:
            self[code] = plain
        return plain


def _hunch() -> Hunch:
    """What `python -m tests.safety.teaching` learnt: a line that says how it is to be read, then a byte for each weight, kind by kind."""
    head, _, rest = (FOLDER / "hunch.bin").read_bytes().partition(b"\n")
    told = json.loads(head)
    first, *columns = (array("b", rest[at : at + BUCKETS]) for at in range(0, len(rest), BUCKETS))
    return Hunch(tuple(told["kinds"]), tuple(columns), told["step"], told["bias"], Screen(first, **told["screen"]))


def _kind(name: str, data: dict[str, Any], parts: dict[str, str], simplified: Simplified) -> Kind:
    def any_of(one: list[str] | None) -> Wording | None:
        return any_wording(one, parts, simplified) if one else None

    entries = [
        Entry(wordings(one["match"], parts, simplified), any_of(one.get("also")), any_of(one.get("unless")), one["reason"]) for one in data["entry"]
    ]
    return Kind(name, data.get("flag"), tuple(entries))


def _harmless() -> list[str]:
    return [pattern for entry in _read("harmless")["entry"] for pattern in entry["match"]]


def _signs(simplified: Simplified) -> Signs:
    data = _read("personal")
    numbers = [re.sub(r"\D", "", one["number"]) for one in _read("contacts")["contact"]]
    return Signs(tuple(_sign(one, data["parts"], simplified) for one in data["sign"]), frozenset(numbers))


def _sign(data: dict[str, Any], parts: dict[str, str], simplified: Simplified) -> Sign:
    def wording(key: str, ignore_case: bool = True) -> Wording | None:
        return wordings([data[key]], parts, simplified, ignore_case)[0] if key in data else None

    match = wording("match", not data.get("case", False))
    if match is None:
        raise ValueError(f"a sign without a pattern: {data}")
    around = {key: wording(key) for key in ("cue", "counter", "after", "company")}
    return Sign(data["kind"], match, data.get("check", ""), **around)


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _kinds_data() -> dict[str, dict[str, Any]]:
    """The kinds, the gravest first."""
    found = [(path.stem, _read(path.stem)) for path in sorted(FOLDER.glob("*.toml"))]
    return dict(sorted(((name, data) for name, data in found if "flag" in data), key=lambda one: one[1]["rank"]))


def _words() -> dict[str, Any]:
    return _read("words")


def _default(language: Language) -> str:
    return str(_read("contacts")["defaults"][language])


def _contacts(region: str) -> list[dict[str, Any]]:
    return [one for one in _read("contacts")["contact"] if one["region"] == region]


def _line(contact: dict[str, Any], language: Language) -> str:
    return str(_words()["line"][language].format(number=contact["number"], name=contact["name"][language], hours=contact["hours"][language]))


def _emergency(region: str, language: Language) -> str:
    data = _read("contacts")
    english = data["emergency_en"] if language == "en" else {}
    return str(english.get(region, data["emergency"][region]))


def _button(press: str, word: str, language: Language) -> Button:
    return Button(id=press, label=_words()[word][language])
