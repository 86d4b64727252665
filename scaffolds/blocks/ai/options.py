"""What can be set on an AI screen: the kinds that it tells apart, with their words and first examples."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Having

from scaffolds.blocks import Guard, Seed, thing_of
from scaffolds.plain import clean
from scaffolds.screens import label_of
from scaffolds.spec import AppSpec, Label, Language, Part, Screen, Sentence, SpecError, text_of

MOST_EXAMPLES = 300
"""Examples of one person."""
Said = Annotated[str, BeforeValidator(clean), Having(min_length=1, max_length=300)]
Example = Said | Annotated[dict[Language, Said], Having(min_length=1)]
"""A text, in one language or in several: then each is an example of its own."""


class Kind(Part):
    """One kind (or one answer): words that decide at once, and the examples that a new app begins with."""

    label: Label
    words: Annotated[tuple[Label, ...], Having(max_length=30)] = ()
    examples: Annotated[tuple[Example, ...], Having(max_length=12)] = ()


class Options(Part):
    """`classify` sorts a text into kinds; `answer` finds the answer whose question is nearest."""

    does: Literal["classify", "answer"] = "classify"
    kinds: Annotated[tuple[Kind, ...], Having(max_length=12)] = ()
    prompt: Label | None = None
    """What stands above the box to type in; without one it is a general question."""
    about: Sentence = ""
    """What it is for, in a sentence: what a language model is told, where there is one."""
    model: bool = False
    """Ask the language model of whoever runs app.py first, and the examples where it does not answer."""

    @model_validator(mode="after")
    def _no_kind_twice(self) -> Options:
        labels = [_plain(kind.label) for kind in self.kinds]
        if len(set(labels)) < len(labels):
            raise ValueError("a kind is named twice")
        return self

    def in_code(self, spec: AppSpec) -> list[dict[str, Any]]:
        """The kinds as lines of code, the app's main language first."""
        return [{"label": label_of(kind.label, spec), "words": words_of(kind, spec)} for kind in self.kinds]

    def prompt_in(self, spec: AppSpec) -> str | dict[str, str]:
        """What stands above the box, in the app's languages."""
        return label_of(self.prompt or "", spec)


def _plain(label: Label) -> str:
    return (label if isinstance(label, str) else next(iter(label.values()))).strip().casefold()


def spoken(said: Any, spec: AppSpec) -> tuple[str, ...]:
    """A text in each of the app's languages that it has, each once."""
    if isinstance(said, str):
        return (said,)
    return tuple(dict.fromkeys(said[language] for language in spec.languages if language in said)) or (text_of(said, spec.language),)


def words_of(kind: Kind, spec: AppSpec) -> list[str]:
    """The words that decide for a kind, in all of the app's languages."""
    return list(dict.fromkeys(word for label in kind.words for word in spoken(label, spec)))


def validate(spec: AppSpec, screen: Screen) -> None:
    """An example has its text, what it is, and whether it is kept for testing; nobody else can be asked to fill in more."""
    thing = thing_of(spec, screen)
    for name, kinds in {"text": ("text", "long_text"), "label": ("text", "long_text"), "test": ("yes_no",)}.items():
        field = thing.field(name)
        if field is None or field.type not in kinds or field.private:
            raise SpecError("thing", f'"{thing.id}" needs a field "{name}" of type {kinds[0]} that all may see')
    odd = next((field.name for field in thing.fields if field.required and field.name not in ("text", "label")), None)
    if odd:
        raise SpecError("thing", f'an answer is taught with one tap, so "{odd}" cannot be required')


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """Not endlessly many examples of one person."""
    return (Guard(thing_of(spec, screen).id, limit=MOST_EXAMPLES),)


def seeds(spec: AppSpec, screen: Screen) -> tuple[Seed, ...]:
    """The first examples, each language's as one of its own; the app's main language last, since the newest are shown first."""
    thing, options = thing_of(spec, screen), Options.model_validate(screen.options)
    examples = [(text_of(kind.label, spec.language), spoken(example, spec)) for kind in options.kinds for example in kind.examples]
    deepest = max((len(texts) for _, texts in examples), default=0)
    return tuple(
        (thing.id, {"text": texts[n], "label": label, "test": False}) for n in reversed(range(deepest)) for label, texts in examples if n < len(texts)
    )
