"""A build that is whole passes; each way of breaking one is told with its place, in three languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_args

import pytest

from scaffolds import generator
from scaffolds.blocks import with_checks
from scaffolds.engine.process import EngineError
from scaffolds.learner_code import LearnerCode
from scaffolds.proof import Report, finished, prove, recheck, telling
from scaffolds.proof.proving import _engine
from scaffolds.returned import ReturnedError
from scaffolds.spec import AppSpec, Language, parse
from tests.scaffolds.apps import data, drafted, plain_wish, rich_wish

LANGUAGES: tuple[Language, ...] = get_args(Language)
SPEC = with_checks(
    parse(
        data(rules=[{"id": "once", "screen": "books", "kind": "unique", "options": {"fields": ["title"]}, "says": "No *book* twice_, [x](y) & <b>"}])
    )
)
FILES = generator.build(SPEC, "web")
RULES = "public/rules/books.js"


def broken(path: str, change: Callable[[str], str] | bytes | None, spec: AppSpec = SPEC) -> Report:
    """The report of the small app with one file changed, or taken away."""
    files = dict(FILES)
    if change is None:
        del files[path]
    else:
        files[path] = change if isinstance(change, bytes) else change(files.get(path, b"").decode()).encode()
    return prove(files, spec, "web")


def test_a_build_passes_and_its_zip_passes_again() -> None:
    files, report = finished(SPEC, "web", version=3)
    assert report.passed and not report.wrong("en")
    assert len(report.results) == len(SPEC.checks) and any(result.edge for result in report.results)
    again = recheck(generator.pack(files, SPEC.slug))
    assert again.passed and [one.key for one in again.results] == [one.key for one in report.results]


def test_a_build_is_proved_also_when_what_was_read_before_is_dropped_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each 4,000 files; the message that came just then was answered with an apology."""
    assert prove(FILES, SPEC, "web").passed
    monkeypatch.setattr("scaffolds.proof.proving._MOST_PAGES", 0)
    assert prove({**FILES, "public/new.js": b"export const one = 1;\n"}, SPEC, "web").passed


def test_the_same_build_gives_the_same_bytes() -> None:
    assert finished(SPEC, "web")[0] == finished(SPEC, "web")[0]


@pytest.mark.parametrize(
    ("path", "change", "said"),
    [
        ("app.py", lambda text: text + "\ndef x(:\n", r"app\.py, line \d+: This is not Python: "),
        ("things.json", lambda text: text[:-3], r"things\.json, line \d+: A comma, a quote or a bracket is wrong"),
        (RULES, lambda text: "let a = ;\n" + text, r"public/rules/books\.js, line 1: This is not JavaScript: "),
        (RULES, lambda text: "import x from './y.js';\n" + text, r"public/rules/books\.js, line 1: Parts of the app are joined only by "),
        (RULES, lambda text: text.replace("./fields.js", "./feelds.js"), r"books\.js: It asks for public/rules/feelds\.js, which is not there"),
        ("public/rules/fields.js", lambda text: text.replace("export function checkFields", "function checkFields"), r"for “checkFields”"),
        ("public/index.html", lambda text: text.replace("</body>", "</b></body>"), r"index\.html, line \d+: A tag is not as it should be"),
        ("public/index.html", lambda text: text.replace("style.css", "stile.css"), r"It asks for public/stile\.css"),
        ("public/index.html", lambda text: text.replace("<body", '<script src="https://cdn.example/x.js"></script><body'), "It loads https://cdn"),
        ("public/style.css", lambda text: "a { colour red }\n" + text, r"style\.css, line 1: The browser would skip this line"),
        ("public/style.css", lambda text: text + "\nb { background: url(cat.png) }", r"It asks for public/cat\.png"),
        ("public/screens/books.js", lambda text: text + '\nconst a = (ui) => ui.t("no_such_words");', "It wants to say “no_such_words”"),
        ("public/screens/books.js", lambda text: text + '\nconst b = (ui) => ui.goto("nowhere");', "a screen called “nowhere”"),
        ("public/app.js", b"\xff\xfe", r"public/app\.js: The letters of this file cannot be read"),
        ("public/store.js", None, r"It asks for public/store\.js"),
        ("sampan.json", None, r"sampan\.json: This file is missing"),
        (RULES, None, r"public/rules/books\.js: This file is missing"),
        ("things.json", b"[" * 50_000, r"things\.json: Too many brackets"),
    ],
)  # fmt: skip
def test_what_is_broken_is_told_with_its_place(path: str, change: Callable[[str], str] | bytes | None, said: str) -> None:
    report = broken(path, change)
    assert not report.passed
    assert any(re.search(said, one) for one in report.wrong("en")), report.wrong("en")
    assert all("\n" not in one for language in LANGUAGES for one in report.wrong(language))


def test_a_rule_that_was_loosened_fails_the_learners_sentence() -> None:
    report = broken(RULES, lambda text: text.replace("export function add(input, app) {", "export function add(input, app) {\n  app.rows.book = [];"))
    failed = [result for result in report.results if not result.passed]
    assert [one.says for one in failed] == ["No *book* twice_, [x](y) & <b>"]
    assert failed[0].key == "done_instead"


def test_the_learners_own_rule_is_named_when_it_refuses() -> None:
    own = {"public/my_rules.js": "export function allow(screen, action, input, app) {\n  return '今日唔得';\n}\n".encode()}
    files, report = finished(SPEC, "web", LearnerCode(own))
    assert not report.passed
    assert "your own rule in my_rules.js refused: “今日唔得”" in files["CHECKS.md"].decode()
    assert any("你在 my_rules.js 寫的規則拒絕了：「今日唔得」" in one for one in report.wrong("zh-Hant"))


def test_a_loop_without_end_is_blamed_on_its_step_and_the_rest_is_said_to_be_untried() -> None:
    report = broken("public/my_rules.js", lambda text: "export function allow(screen, action, input, app) { for (;;) {} }\n")
    keys = {result.key for result in report.results}
    assert "took_too_long" in keys and not report.passed
    assert any("never came to an end" in one for one in report.wrong("en"))


def test_an_engine_that_dies_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    run = _engine().run

    def die(files: Any, modules: Any = None, plays: Any = (), seconds: float = 5.0) -> Any:
        if plays:
            raise EngineError(late=True)
        return run(files, modules, plays, seconds)

    monkeypatch.setattr(_engine(), "run", die)
    report = broken("things.json", b"{")
    assert not report.passed
    assert {result.key for result in report.results} == {"not_run"}
    assert any("took too long" in one for one in report.wrong("en"))
    assert any(one.startswith("things.json, line 1") for one in report.wrong("en"))


def test_an_app_without_checks_is_not_proved() -> None:
    report = prove(FILES, SPEC.model_copy(update={"checks": ()}), "web")
    assert not report.passed and report.wrong("en") == ("There was nothing to check: this app has no sentence yet that says what should happen.",)


def test_recheck_refuses_what_is_no_app() -> None:
    with pytest.raises(ReturnedError):
        recheck(b"hello")


@pytest.mark.parametrize("language", LANGUAGES)
def test_checks_md_holds_each_sentence_its_result_and_what_was_not_checked(language: Language) -> None:
    spec = drafted(plain_wish(language), "booking", "records")
    files, _ = finished(spec, "web")
    text = files["CHECKS.md"].decode()
    for check in spec.checks:
        assert f"- ✓ {telling.verbatim(check.says)}\n" in text
    assert text.strip().endswith(telling.sentence("page", "not_checked", language, {}))
    assert "{" not in text and "\\" not in text


def test_a_sentence_is_shown_as_typed_and_is_no_markdown() -> None:
    assert telling.verbatim("max 1 per family!") == "max 1 per family!"
    assert telling.verbatim("每人 1 次（最多）。") == "每人 1 次（最多）。"
    assert telling.verbatim("*a* _b_ c_d [x](y) `k` <b> a<1 &amp; R&D") == r"\*a\* \_b\_ c_d \[x\](y) \`k\` \<b> a<1 \&amp; R&D"
    assert telling.verbatim("# one\n- two") == "# one - two"


def test_every_language_says_the_same_keys() -> None:
    words = telling._words()
    for part in ("page", "happened", "problems"):
        places = {key: set(re.findall(r"\{\w+\}", words["en"][part][key])) for key in words["en"][part]}
        for language in LANGUAGES:
            assert {key: set(re.findall(r"\{\w+\}", text)) for key, text in words[language][part].items()} == places


def test_words_that_try_to_be_code_prove_like_any_other() -> None:
    for language in LANGUAGES:
        _, report = finished(drafted(rich_wish(language), "booking", "records", title="<script>alert(1)</script> `${x}` {{7*7}}"), "web")
        assert report.passed, report.wrong("en")
