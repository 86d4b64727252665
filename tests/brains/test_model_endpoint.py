"""What is known of servers, when one is left alone, and what an operator is told."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from bot.brains.openai_compatible.endpoint import Endpoint
from bot.brains.openai_compatible.examine import examine
from bot.brains.openai_compatible.ladder import Ladder
from bot.brains.openai_compatible.profiles import RUNGS, Profile, profile_by_owner, profile_of, profiles
from bot.brains.openai_compatible.resting import Resting
from tests.brains.model import scripted as s
from tests.brains.model.scripted import scripted


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("", "openai"),
        ("https://api.openai.com/v1", "openai"),
        ("https://api.deepseek.com", "deepseek"),
        ("https://API.deepseek.com/v1/", "deepseek"),
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen"),
        ("https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "qwen"),
        ("https://api.hunyuan.cloud.tencent.com/v1", "hunyuan"),
        ("https://tokenhub.tencentmaas.com/v1", "tokenhub"),
        ("http://localhost:11434/v1", "ollama"),
        ("http://10.0.0.7:11434/v1", "ollama"),
        ("http://127.0.0.1:8080/v1", "llamacpp"),
        ("http://127.0.0.1:8000/v1", "default"),
        ("https://api.openai.com.evil.example/v1", "default"),
        ("https://evil.example/api.openai.com/v1", "default"),
        ("http://[bad", "default"),
        ("nonsense", "default"),
    ],
)
def test_a_server_is_known_by_its_address(url: str, name: str) -> None:
    assert profile_of(Endpoint(url)).name == name


def test_or_by_what_it_says_of_itself() -> None:
    plain = profiles()["default"]
    assert profile_by_owner(["vllm"], plain).name == "vllm"
    assert profile_by_owner(["library"], plain).name == "ollama"
    assert profile_by_owner(["somebody"], plain) is plain
    assert profile_by_owner(["vllm"], profiles()["deepseek"]).name == "deepseek"


@pytest.mark.parametrize("profile", profiles().values(), ids=lambda profile: profile.name)
def test_a_profile_says_where_it_was_read(profile: Profile) -> None:
    assert date.fromisoformat(profile.looked_up)
    assert profile.name == "default" or profile.source
    assert all(one.startswith("https://") for one in profile.source)
    for price in profile.prices.values():
        assert 0 <= price.cached <= price.sent <= price.got
    assert not profile.model or not profile.prices or profile.price(profile.model)


def test_a_key_is_in_no_account_of_an_endpoint() -> None:
    assert "sk-secret" not in repr(Endpoint("http://user:pw@x.example/v1", "sk-secret", "m"))
    assert Endpoint("http://user:pw@x.example:81/v1").host == "x.example:81"


def test_the_ladder_goes_down_and_stays() -> None:
    ladder = Ladder(profiles()["default"])
    assert [ladder.rung, *(_after_a_refusal(ladder) for _ in range(2))] == list(RUNGS)
    assert not ladder.refused("response_format")
    assert "response_format" not in ladder.options()


def _after_a_refusal(ladder: Ladder) -> str:
    assert ladder.refused("This response_format type is unavailable now")
    return ladder.rung


def test_what_a_server_refuses_by_name_is_left_out() -> None:
    ladder = Ladder(profiles()["openai"])
    assert ladder.options()["extra_body"] == {"reasoning_effort": "none"}
    assert ladder.refused("Unsupported parameter: 'reasoning_effort'")
    assert ladder.options()["extra_body"] == {}
    assert ladder.refused("unknown field stream_options")
    assert "stream_options" not in ladder.options()
    assert ladder.refused("use max_tokens")
    assert "max_tokens" in ladder.options()
    assert not ladder.refused("use max_completion_tokens")  # once is enough


def test_the_least_effort_that_a_model_takes() -> None:
    ladder = Ladder(profiles()["openai"])
    assert ladder.refused("Unsupported value: 'reasoning_effort' does not support 'none'. Supported values are: 'minimal', 'low', and 'high'.")
    assert ladder.options()["extra_body"] == {"reasoning_effort": "minimal"}
    assert ladder.refused("Unsupported value: 'reasoning_effort' does not support 'minimal'. Supported values are: 'low'.")
    assert ladder.options()["extra_body"] == {}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_three_faults_it_rests_and_one_tries() -> None:
    clock = Clock()
    resting = Resting(clock)
    for _ in range(3):
        assert resting.enter()
        resting.failed()
    lengths = []
    for _ in range(6):
        begun = clock.now
        while not resting.enter():
            clock.now += 1
        lengths.append(clock.now - begun)
        assert not resting.enter()  # one alone
        resting.failed()
    assert lengths == [30, 60, 120, 240, 300, 300]
    clock.now += 300
    assert resting.enter()
    resting.answered()
    assert all(resting.enter() for _ in range(5))
    for _ in range(2):
        resting.failed()
    assert resting.enter()


def test_a_try_that_was_stopped_leaves_room_for_the_next() -> None:
    clock = Clock()
    resting = Resting(clock)
    resting.rest(10)
    clock.now = 10
    assert resting.enter()
    assert not resting.enter()
    resting.left()
    assert resting.enter()


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (s.models("m", "n"), "m at 127.0.0.1:"),
        (s.models("n", "o"), "has no model 'm': it has n, o; set OPENAI_MODEL"),
        (s.models(), "m at 127.0.0.1:"),
        (s.status("401 Unauthorized"), "check OPENAI_API_KEY"),
        (s.status("404 Not Found"), "check OPENAI_BASE_URL"),
        (s.status("302 Found", location="http://127.0.0.1:9/"), "check OPENAI_BASE_URL"),
        (s.status("500 Oops"), "trouble of its own"),
        (s.page(b"<html>hello</html>"), "does not speak as an OpenAI-compatible server"),
        (s.page(b"{", "application/json"), "does not speak as an OpenAI-compatible server"),
        (s.page(b'{"data": 3}', "application/json"), ""),
        (s.silent, "OPENAI_BASE_URL"),
        (s.dribbling, "did not answer in"),
        (s.huge, "does not speak as"),
    ],
)
async def test_an_operator_is_told_in_one_line(step: s.Step, says: str) -> None:
    async with scripted(step) as server:
        found = await examine(Endpoint(server.url, "sk-secret", "m"), seconds=1 if step in (s.silent, s.dribbling) else 60)
    assert says in found.line
    assert "\n" not in found.line
    assert "sk-secret" not in found.line
    assert found.well == found.line.startswith("m at ")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/v1", "nowhere", "http://[bad", "ftp://x", "http://user:hidden@127.0.0.1:9/v1", "http://nowhere.invalid/v1"]
)
async def test_a_wrong_address_is_said(url: str) -> None:
    found = await examine(Endpoint(url, "sk-secret", "m"), seconds=2)
    assert not found.well
    assert "OPENAI_BASE_URL" in found.line
    assert "hidden" not in found.line


def test_the_vendors_package_is_loaded_where_a_model_is_used() -> None:
    code = (
        "import sys, bot, bot.brains.openai_compatible.tutor, bot.brains.openai_compatible.examine;"
        "assert 'openai' not in sys.modules and 'httpx2' not in sys.modules;"
        "from bot.brains.openai_compatible.tutor import *;"
        "from bot.core.model_call import Unmetered;"
        "ModelTutor(OfflineTutor(), Endpoint('http://127.0.0.1:9'), Unmetered(), lambda text, language: True);"
        "assert 'openai' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
