"""A learner's own rules go from platform to platform and stay theirs."""

from __future__ import annotations

import pytest

from scaffolds import blocks, generator, own_rules, platforms
from scaffolds.learner_code import LearnerCode
from scaffolds.modules import ModuleError
from scaffolds.proof import finished
from scaffolds.returned import ReturnedError, read
from scaffolds.spec import AppSpec, Language, parse
from tests.scaffolds.apps import data, drafted, plain_wish

SPEC = blocks.with_checks(parse(data()))
WEB = platforms.discover()["web"].my_rules
OWN = {WEB: '// 今日唔得\nexport function allow(screen, action, input, app) {\n  return input.title === "x" ? "Not today." : true;\n}\n'.encode()}


def app_for(platform: str, language: Language) -> AppSpec:
    """An app of the first block that the platform shows."""
    shown = next(id for id, block in blocks.discover().items() if block.supports(platform))
    return drafted(plain_wish(language), shown)


@pytest.mark.parametrize("platform", platforms.discover())
def test_they_come_back_from_every_platform_as_they_went(platform: str) -> None:
    spec = app_for(platform, "en")
    files, report = finished(spec, platform, LearnerCode(OWN))
    assert report.passed, report.wrong("en")
    assert read(generator.pack(files, spec.slug)).own_rules() == OWN


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
@pytest.mark.parametrize("platform", platforms.discover())
def test_what_nobody_wrote_is_the_same_everywhere(platform: str, language: Language) -> None:
    spec = app_for(platform, language)
    assert own_rules.kept(generator.build(spec, platform), platform) == {WEB: generator.build(spec)[WEB]}


def test_a_mini_programs_rules_decide_on_the_web_too() -> None:
    written = b'function allow(screen, action, input, app) {\n  return "Closed on Mondays.";\n}\n\nmodule.exports = { allow };\n'
    kept = own_rules.kept({"my_rules.js": written}, "weixin")
    _, report = finished(SPEC, "web", LearnerCode(kept))
    assert any("Closed on Mondays." in one for one in report.wrong("en"))


def test_no_rules_are_no_rules() -> None:
    assert own_rules.kept({}, "weixin") == own_rules.placed({}, "weixin") == {}


def test_what_is_no_module_goes_as_it_is_and_the_proof_tells() -> None:
    odd = {WEB: b"export default 1;\n"}
    assert own_rules.placed(odd, "weixin") == {"my_rules.js": odd[WEB]}
    assert not finished(SPEC, "weixin", LearnerCode(odd))[1].passed


def test_rules_in_no_form_that_can_be_kept_are_told_with_their_line() -> None:
    files = generator.build(SPEC, "weixin", {"my_rules.js": b"let a = 1;\nmodule.exports = a;\n"})
    with pytest.raises(ModuleError):
        own_rules.kept(files, "weixin")
    with pytest.raises(ReturnedError, match=r"my_rules\.js, line 2"):
        read(generator.pack(files, SPEC.slug)).own_rules()
