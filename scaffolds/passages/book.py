"""An app while it is read: each part of its spec is looked for in its files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from scaffolds import platforms
from scaffolds.blocks import of
from scaffolds.passages.cutting import BARE, around, first_comment, more, stem_of
from scaffolds.passages.segments import Segment
from scaffolds.passages.shapes import Lines, Passage, Span, rank
from scaffolds.screens import label_of, notes_of
from scaffolds.spec import AppSpec, Check, Field, Rule, Screen
from scaffolds.templates import js

LIST = "things.json"
_LITERAL = re.compile(r'"(\w+)"')


@dataclass(frozen=True)
class Book:
    """An app while it is read: its spec, the lines of its files, and their pieces."""

    spec: AppSpec
    texts: Mapping[str, Lines]
    pieces: Mapping[str, tuple[Segment, ...]]

    def fields(self) -> Iterator[Passage]:
        for thing in self.spec.things:
            for field in thing.fields:
                if span := self._of_field(thing.id, field) or self._in_the_list(thing.id, field.name):
                    screen = next((one.id for one in self.spec.screens if one.thing == thing.id), "")
                    comment = self._comment(span)
                    yield Passage(f"field:{thing.id}.{field.name}", "field", span, field.label, comment, names=(field.name,), screen=screen)

    def _of_field(self, thing: str, field: Field) -> Span | None:
        """The line that describes it; its own screens' rules are looked through before those of others."""
        written = f"name: {js(field.name)}, label: {js(label_of(field.label, self.spec))}"
        own = [f"public/rules/{one.id}.js" for one in self.spec.screens if one.thing == thing]
        for path in (*own, *sorted(self.pieces, key=rank)):
            for number, line in enumerate(self.texts.get(path, ()), 1):
                if written in line:
                    return Span(path, number, number)
        return None

    def _in_the_list(self, thing: str, name: str) -> Span | None:
        """What no page asks for, but the app keeps, stands in the list of all that is kept."""
        lines = self.texts.get(LIST, ())
        start = next((place for place, line in enumerate(lines) if f'"id": {js(thing)}' in line), len(lines))
        found = next((place for place in range(start, len(lines)) if f'"name": {js(name)}' in lines[place]), None)
        if found is None:
            return None
        end = next((place for place in range(found, len(lines)) if '"type"' in lines[place]), found)
        return Span(LIST, found + 1, end + 1)

    def rules(self) -> Iterator[Passage]:
        for rule in self.spec.rules:
            if span := self._of_rule(rule):
                yield Passage(
                    f"rule:{rule.id}", "rule", span, rule.says or self._title(rule), self._comment(span), rule.says, (rule.kind,), rule.screen
                )

    def _of_rule(self, rule: Rule) -> Span | None:
        """The lines that an app without this rule has not; where somebody rewrote them, the piece that they stood in."""
        made, bare = self._as_made, self._made(self.spec.model_copy(update={"rules": tuple(one for one in self.spec.rules if one != rule)}))
        wanted = [f"public/rules/{rule.screen}.js", f"public/screens/{rule.screen}.js", *sorted(self.pieces, key=rank)]
        for path in dict.fromkeys(one for one in wanted if one in made and one in self.texts):
            if lines := more(bare.get(path, ()), made[path]):
                return self._again(path, lines)
        return None

    @cached_property
    def _as_made(self) -> Mapping[str, Lines]:
        return self._made(self.spec)

    def _made(self, spec: AppSpec) -> Mapping[str, Lines]:
        files = platforms.discover()["web"].files(spec)
        return {path: tuple(files[path].decode().splitlines()) for path in self.pieces if path in files}

    def _again(self, path: str, lines: Lines) -> Span | None:
        """Where lines stand now."""
        here = self.texts[path]
        said = [number for number, line in enumerate(here, 1) if line in lines and line.strip(BARE)]
        if not said:
            return None
        number = next((number for number in said if not here[number - 1].startswith("//")), said[0])
        return around(self._piece(path, number), path, number)

    def _title(self, rule: Rule) -> str:
        """What a rule without a sentence is called: the comment beside it, else its kind."""
        screen = self.spec.screen(rule.screen)
        known = of(screen).words.get(self.spec.language, {}) if screen else {}
        return known.get(f"rule_{rule.kind}", "") or rule.kind.replace("_", " ")

    def checks(self) -> Iterator[Passage]:
        for check in self.spec.checks:
            if span := self._of_check(check):
                actions = tuple(dict.fromkeys(step.action for step in check.steps))
                whys = dict.fromkeys(step.why for step in check.steps if step.why)
                words = self._words(self.spec.screen(check.screen), whys)
                yield Passage(f"check:{check.id}", "check", span, check.says, self._comment(span), check.says, actions, check.screen, words)

    def _of_check(self, check: Check) -> Span | None:
        """Where the refusal that it expects is made; else the piece that does its last step."""
        last = next((step for step in reversed(check.steps) if step.expect == "refused"), check.steps[-1])
        for path in (f"public/rules/{check.screen}.js", "public/rules/fields.js"):
            if last.why and (number := self._refuses(path, last.why, last.action)):
                return around(self._piece(path, number), path, number)
        path = f"public/rules/{check.screen}.js"
        piece = next((one for one in self.pieces.get(path, ()) if last.action in one.names), None)
        return around(piece, path, piece.first) if piece else None

    def _refuses(self, path: str, why: str, action: str) -> int:
        """The line that says the key of a refusal, or the longest beginning of one that is put together; in what does the action, if it is there."""
        doing = next((one for one in self.pieces.get(path, ()) if action in one.names), None)
        best, found = (0, False), 0
        for number, line in enumerate(self.texts.get(path, ()), 1):
            inside = doing is not None and doing.first <= number <= doing.last
            for literal in _LITERAL.findall(line):
                fits = literal == why or (literal.endswith("_") and why.startswith(literal))
                if fits and (len(literal), inside) > best:
                    best, found = (len(literal), inside), number
        return found

    def screens(self) -> Iterator[Passage]:
        for screen in self.spec.screens:
            path = f"public/screens/{screen.id}.js"
            piece = next((one for one in self.pieces.get(path, ()) if "screen" in one.names), None)
            if piece:
                comment = piece.comment or first_comment(self.texts[path])
                yield Passage(
                    f"screen:{screen.id}", "screen", around(piece, path, piece.first), screen.label, comment, names=(screen.id,), screen=screen.id
                )

    def code(self) -> Iterator[Passage]:
        places = {screen.id: place for place, screen in enumerate(self.spec.screens)}
        for path in sorted(self.pieces, key=lambda one: (rank(one), places.get(stem_of(one), -1), one)):
            for piece in self.pieces[path]:
                screen = self._screen_of(path)
                key = f"code:{path}:{piece.names[0] if piece.names else piece.first}"
                said, comment = self._said(piece, screen), self._without_said(piece, screen)
                span, id = Span(path, piece.first, piece.last), screen.id if screen else ""
                words = self._words(screen, dict.fromkeys(_LITERAL.findall("\n".join(piece.lines))))
                yield Passage(key, "code", span, " ".join(piece.names), comment, said, piece.names, id, words)

    def _screen_of(self, path: str) -> Screen | None:
        return self.spec.screen(stem_of(path)) if path.startswith(("public/rules/", "public/screens/")) else None

    def _words(self, screen: Screen | None, keys: Iterable[str]) -> tuple[str, ...]:
        """What a screen's block says for keys that stand in its code, without the places that its rules fill."""
        known = of(screen).words if screen else {}
        found = (words.get(key, "") for key in keys if not key.startswith("note_") for words in known.values())
        return tuple(re.sub(r"\{\w+\}", " ", one) for one in found if one)

    def _piece(self, path: str, number: int) -> Segment | None:
        return next((one for one in self.pieces.get(path, ()) if one.first <= number <= one.last), None)

    def _comment(self, span: Span) -> str:
        piece = self._piece(span.path, span.first)
        return self._without_said(piece, self._screen_of(span.path)) if piece else ""

    def _without_said(self, piece: Segment, screen: Screen | None) -> str:
        """The comment before a piece; the learner's own sentences in it are told apart."""
        comment = piece.comment
        for written in self._sentences(screen):
            comment = comment.replace(written, "")
        return " ".join(comment.split())

    def _said(self, piece: Segment, screen: Screen | None) -> str:
        """The learner's sentence that stands as a comment before a piece."""
        return next((says for written, says in self._sentences(screen).items() if any(written in line for line in piece.lines)), "")

    def _sentences(self, screen: Screen | None) -> Mapping[str, str]:
        """The learner's sentences by how they stand in the comments of a screen's rules."""
        if screen is None or "note_said" not in of(screen).words["en"]:
            return {}
        opening = notes_of(of(screen), self.spec.language)("said")
        return {f"{opening} {js(rule.says)}": rule.says for rule in self.spec.rules_of(screen) if rule.says}
