"""What the chat page shows, gathered from the store. Plain frozen values; the templates only set them out."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from markupsafe import Markup

from bot.channels.web.markdown import to_html
from bot.channels.web.pictures import Shown, shown
from bot.channels.web.times import moment_of
from bot.core.turn import STAGES, Button
from bot.core.turn import Message as Said
from bot.locales import Locale
from bot.locales.words import Numbers, Picture, as_pictures, as_words
from bot.services.read_spec import spec_of
from scaffolds.spec import Language, text_of
from storage.classrooms.records import InClass
from storage.records import Loaded, Message

PAGE_OF_TALK = 60
"""Messages that are shown at once; earlier ones come on request."""
_PAUSE = timedelta(hours=1)
_LONG_LABEL = 28
"""Letters (a Chinese character counts as two) from which on quick replies stand under one another."""
_HIDDEN = re.compile(r"/(start|language)\b|/join \w+$")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Line:
    """One bubble or one paragraph of the tutor's."""

    id: str
    by: Literal["learner", "tutor", "teacher"]
    at: str
    text: str = ""
    html: Markup | str = ""
    lang: str = ""
    """What the `lang` of these words is, where it is not the page's."""
    day: str = ""
    """The moment above the line, where the talk had paused."""
    more: bool = False
    """A further message of the same answer."""
    file: Any = None
    """A name (a learner's) or a `File` (the tutor's)."""
    proof: Mapping[str, Any] | None = None
    picture: Shown | None = None
    """Of an example app."""
    teacher: str = ""
    """Whose words these are, where they are a teacher's; what they ask is answered under them."""
    buttons: Sequence[Button] = ()


@dataclass(frozen=True)
class App:
    """The app as it is now."""

    project: str
    title: str
    tagline: str
    version: int
    can_undo: bool
    preview: str
    """The address that the frame shows."""


@dataclass(frozen=True)
class Words:
    """The three words as this learner gets them: words, or pictures for those who read little."""

    words: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class ChatView:
    """Everything on the chat page."""

    lines: Sequence[Line]
    crossing: Sequence[tuple[str, str]]
    """Each stage with where one stands: `done`, `here` or ``."""
    buttons: Sequence[Button]
    app: App | None
    begun: bool
    """The learner has said something."""
    waiting: bool
    """A message of theirs has no answer yet."""
    earlier: str
    """From which turn back more can be fetched; empty where this is all."""
    standing: str
    """As `standing_of` this page."""
    in_class: InClass | None = None
    paused: bool = False
    """A teacher lets nobody answer here now: what is said waits."""
    words: Words | None = None
    words_after: str = ""
    """The line under which the words are shown: the first that brought a zip."""

    @property
    def tall(self) -> bool:
        return any(_width(button.label) > _LONG_LABEL for button in self.buttons)

    @property
    def nonce(self) -> str:
        """An id for the next message, so that sending it twice is sending it once."""
        return secrets.token_hex(8)


def view_of(loaded: Loaded | None, history: Sequence[Message], t: Locale, zone: str, preview: str = "") -> ChatView:
    """The page from what the store holds; `preview` is the address of the running app, if there is one."""
    state = loaded.state if loaded else {}
    lines = tuple(_lines(history, t, zone))
    return ChatView(
        lines=lines,
        crossing=_crossing(str(state.get("stage", STAGES[0]))),
        buttons=[Button.model_validate(button) for button in state.get("buttons", ())],
        app=_app(loaded, t.language, preview),
        begun=any(line.by == "learner" for line in lines),
        waiting=_waits(history),
        earlier=history[0].turn if len(history) >= PAGE_OF_TALK else "",
        standing=standing_of(loaded, history),
        words_after=next((line.id for line in lines if line.by == "tutor" and line.file and not line.file.learner), ""),
        in_class=loaded.in_class if loaded else None,
        paused=loaded is not None and loaded.paused,
    )


def standing_of(loaded: Loaded | None, history: Sequence[Message]) -> str:
    """Another with every message, every version and every pause: where it is not a page's own, that page is behind."""
    version = loaded.head.n if loaded and loaded.head else 0
    paused = "p" if loaded and loaded.paused else ""
    return f"{history[-1].id if history else ''}.{version}{paused}"


def words_for(numbers: Numbers, tier: str, language: Language) -> Words:
    return Words(pictures=as_pictures(numbers, language)) if tier == "primary" else Words(words=as_words(numbers, language))


def _app(loaded: Loaded | None, language: Language, preview: str) -> App | None:
    if loaded is None or loaded.project is None or loaded.head is None:
        return None
    spec = spec_of(loaded.head)
    title = text_of(spec.title, language)
    return App(loaded.project.id, f"{spec.emoji} {title}", text_of(spec.tagline, language), loaded.head.n, loaded.head.parent is not None, preview)


def _crossing(stage: str) -> list[tuple[str, str]]:
    here = STAGES.index(stage) if stage in STAGES else 0
    return [(name, "done" if i < here else "here" if i == here else "") for i, name in enumerate(STAGES)]


def _lines(history: Sequence[Message], t: Locale, zone: str) -> Iterator[Line]:
    now = datetime.now(UTC)
    before: Message | None = None
    labels: dict[str, str] = {}
    for message in history:
        day = moment_of(message.created, now, zone, t.language) if before is None or message.created - before.created > _PAUSE else ""
        if message.by == "tutor":
            more = before is not None and before.by == "tutor" and before.turn == message.turn
            said = Said.model_validate(message.payload)
            labels |= {button.id: button.label for button in said.buttons}
            yield _teacher(message, said, t, day) if said.teacher else _tutor(message, said, t, day, more)
        elif message.payload and not _HIDDEN.match(str(message.payload.get("text", ""))):
            yield _learner(message, labels, t, day)
        before = message


def _learner(message: Message, labels: Mapping[str, str], t: Locale, day: str) -> Line:
    said = message.payload
    text = _pressed(str(said["press"]), labels) if said.get("press") else _command(str(said.get("text", "")), t)
    return Line(
        message.id,
        "learner",
        message.created.isoformat(),
        text,
        lang=lang_of(text, t),
        day=day,
        file=said.get("file") if isinstance(said.get("file"), str) and len(said["file"]) < 200 else said.get("file_name"),
    )


def _tutor(message: Message, said: Said, t: Locale, day: str, more: bool) -> Line:
    at, lang = message.created.isoformat(), lang_of(said.text, t)
    return Line(message.id, "tutor", at, said.text, to_html(said.text), lang, day, more, said.file, said.proof, shown(said, t))


def _teacher(message: Message, said: Said, t: Locale, day: str) -> Line:
    at, lang = message.created.isoformat(), lang_of(said.text, t)
    return Line(message.id, "teacher", at, said.text, to_html(said.text), lang, day, teacher=said.teacher, buttons=said.buttons)


def _waits(history: Sequence[Message]) -> bool:
    """Whether the last that was said has no answer yet; what a teacher said by the way is none."""
    last = next((message.turn for message in reversed(history) if message.by == "learner"), None)
    return last is not None and not any(message.by == "tutor" and message.turn == last for message in history)


def _pressed(id: str, labels: Mapping[str, str]) -> str:
    """The label that was pressed, if it is among the messages shown."""
    return labels.get(id) or "…"


def _command(text: str, t: Locale) -> str:
    """What the page's own buttons sent is shown by their names."""
    named = {"/undo": "app.undo", "/new": "settings.new"}
    if version := re.fullmatch(r"/versions (\d+)", text):
        return t("versions.back_to", n=version[1])
    return t(named[text]) if text in named else text


def lang_of(text: str, t: Locale) -> str:
    """Chinese words on an English page, and the other way about, are marked for fonts and screen readers."""
    chinese = bool(_HAN.search(text))
    if chinese == (t.language != "en") or not any(char.isalpha() for char in text):
        return ""
    return "zh-Hant-HK" if chinese else "en"


def _width(label: str) -> int:
    return sum(2 if _HAN.match(char) else 1 for char in label)
