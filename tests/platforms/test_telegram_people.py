"""Who is let into an app in Telegram: init data right, forged, old, of another bot and missing, through `app.py` as it runs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.first_view import LIMIT, first_view
from scaffolds import blocks, generator, learner_code, platforms, returned
from scaffolds.platforms.telegram import people
from scaffolds.proof import finished, recheck
from tests.bot_api.signing import sign
from tests.browser import App, served, started, unpack
from tests.platforms.inside_telegram import TOKEN, in_telegram, owners_word, passed
from tests.scaffolds.apps import drafted, plain_wish
from tests.scaffolds.test_generator import SPEC
from tests.scaffolds.test_old_pythons import vermin
from tests.scaffolds.test_web_server import BOOKING, Visitor

FILES = generator.build(SPEC, "telegram")
ANN, BOB = 987654321, 7002


class Person(Visitor):
    """A window of Telegram's: it keeps no cookie, and shows its pass with each question."""

    def __init__(self, app: App, pass_: str) -> None:
        super().__init__(app)
        self.heads = {"Authorization": f"tma {pass_}"} if pass_ else {}

    def ask(self, method: str, path: str, body: bytes | None = None, heads: Any = None) -> tuple[int, Any, dict[str, str]]:
        self.cookie = ""
        return super().ask(method, path, body, {**self.heads, **(heads or {})})


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    with in_telegram(FILES) as found:
        yield found


@pytest.fixture
def fresh() -> Iterator[App]:
    with in_telegram(FILES) as found:
        yield found


def changed(name: str, value: str) -> str:
    """A pass with one field written over, and Telegram's signature as it was."""
    return urlencode({**dict(parse_qsl(passed())), name: value})


def signed(**fields: str) -> str:
    """What the bot's own token signs, whatever it says."""
    return urlencode({**fields, "hash": sign(TOKEN, fields)})


def user(id: Any) -> str:
    return json.dumps({"id": id})


NOW = str(int(time.time()))
"""When the tests were gathered: hours may pass until one is run."""
REFUSED = {
    "missing": "", "of another bot": passed(token="4243:another-bots-token"), "old": passed(age=people.LASTS + 60), "of a time to come": passed(age=-people.LASTS),
    "another person": changed("user", user(BOB)), "a newer date": changed("auth_date", str(int(NOW) + 5)), "unsigned": passed().partition("&hash=")[0],
    "an empty signature": changed("hash", ""), "doubled": f"{passed()}&{urlencode({'user': user(BOB)})}", "huge": f"{passed()}&a={'x' * 20_000}",
    "two fields in one": signed(a=f"b\nuser={user(BOB)}", auth_date=NOW), "nobody": signed(auth_date=NOW), "no number": signed(auth_date=NOW, user=user("7")),
    "not below one": signed(auth_date=NOW, user=user(-7)), "true": signed(auth_date=NOW, user=user(True)), "no date": signed(user=user(BOB)),
    "no JSON": signed(auth_date=NOW, user="{"), "deep": signed(auth_date=NOW, user="[" * 3000), "half a sign": "user=%ff&hash=" + "a" * 64,
}  # fmt: skip


def test_who_is_vouched_for_gets_in_without_a_cookie(app: App) -> None:
    for age in (0, people.LASTS - 3600):
        status, content, heads = Person(app, passed(age=age)).ask("GET", "/api/rows?since=-1")
        assert status == 200 and json.loads(content)["you"] == {"owner": False} and "set-cookie" not in heads


@pytest.mark.parametrize("kind", REFUSED)
def test_nobody_else_reads_or_writes_anything(app: App, kind: str) -> None:
    stranger = Person(app, REFUSED[kind])
    for status, content, heads in (stranger.ask("GET", "/api/rows?since=-1"), stranger.post(b"{}"), stranger.ask("GET", "/owner/guess")):
        assert status == 401 and json.loads(content) == {"error": "open_again"}
        assert "set-cookie" not in heads and heads["cache-control"] == "no-store"


def test_another_kind_of_header_is_no_pass(app: App) -> None:
    for header in ("tma", f"Bearer {passed()}", passed(), f"tma  {passed()}"):
        assert Person(app, "").ask("GET", "/api/rows?since=-1", heads={"Authorization": header})[0] == 401


SHORT = passed()


@settings(max_examples=400, deadline=None)
@given(at=st.integers(0, len(SHORT) - 1), char=st.characters(min_codepoint=32, max_codepoint=126))
def test_any_other_character_anywhere_is_refused(at: int, char: str) -> None:
    spoiled = SHORT[:at] + char + SHORT[at + 1 :]
    says_the_same = parse_qsl(spoiled, keep_blank_values=True) == parse_qsl(SHORT, keep_blank_values=True)  # %7b is %7B
    assert people.visitor(spoiled, TOKEN, int(NOW)) == (people.visitor(SHORT, TOKEN, int(NOW)) if says_the_same else "")


def test_two_people_share_rows_and_not_what_is_private(fresh: App) -> None:
    ann, bob = Person(fresh, passed(ANN)), Person(fresh, passed(BOB))
    assert ann.write(ann.rows()["rev"])[0] == 200
    mine = ann.rows()["rows"]["bookings"][0]
    assert mine["mine"] is True and mine["phone"] == BOOKING["phone"]
    seen = bob.rows()["rows"]["bookings"][0]
    assert seen["name"] == BOOKING["name"] and seen["mine"] is False and "phone" not in seen
    assert Person(fresh, passed(ANN, age=60)).rows()["rows"]["bookings"][0]["mine"] is True, "the same person in another window"


def test_neither_the_persons_number_nor_the_token_is_kept(fresh: App) -> None:
    ann = Person(fresh, passed(ANN))
    ann.write(ann.rows()["rev"])
    for path in fresh.folder.rglob("*"):
        if path.is_file():
            assert str(ANN).encode() not in path.read_bytes() and TOKEN.encode() not in path.read_bytes(), path.name


def test_a_new_token_leaves_people_what_they_wrote(tmp_path: Path) -> None:
    folder, newer = unpack(FILES, tmp_path), "4242:after-a-revoke"
    with started(folder, settings={"BOT_TOKEN": TOKEN}) as app:
        ann = Person(app, passed(ANN))
        ann.write(ann.rows()["rev"])
    with started(folder, settings={"BOT_TOKEN": newer}) as app:
        assert Person(app, passed(ANN)).ask("GET", "/api/rows?since=-1")[0] == 401
        assert Person(app, passed(ANN, newer)).rows()["rows"]["bookings"][0]["mine"] is True


def test_the_owner_is_who_shows_the_printed_word_and_a_pass(tmp_path: Path) -> None:
    folder = unpack(FILES, tmp_path)
    with started(folder, settings={"BOT_TOKEN": TOKEN}) as app:
        key = owners_word(app)
        ann, owner = Person(app, passed(ANN)), Person(app, passed(BOB))
        ann.write(ann.rows()["rev"])
        assert "/owner/" not in "\n".join(app.printed) and Person(app, "").ask("GET", f"/owner/{key}")[0] == 401
        assert owner.ask("GET", f"/owner/{key}x")[0] == 404 and owner.rows()["you"] == {"owner": False}
        assert owner.ask("GET", f"/owner/{key}")[0] == 303 and owner.rows()["you"] == {"owner": True}
        assert owner.rows()["rows"]["bookings"][0]["phone"] == BOOKING["phone"] and not ann.rows()["you"]["owner"]
    with started(folder, settings={"BOT_TOKEN": TOKEN}) as app:
        assert key not in "\n".join(app.printed), "once there is an owner the word is not shown again"


def test_who_owned_it_in_a_browser_is_still_told_how_to_own_it_in_telegram(tmp_path: Path) -> None:
    folder = unpack(FILES, tmp_path)
    with started(folder) as app:
        assert Visitor(app).ask("GET", urlsplit(app.owner_url).path)[0] == 303
    with started(folder, settings={"BOT_TOKEN": TOKEN}) as app:
        owner = Person(app, passed(ANN))
        assert owner.ask("GET", f"/owner/{owners_word(app)}")[0] == 303 and owner.rows()["you"] == {"owner": True}


def test_a_tunnel_may_call_it_by_its_own_name_and_others_still_need_a_pass(app: App) -> None:
    ask = partial(Person(app, passed()).ask, heads={"Host": "app.example.org"})
    assert ask("GET", "/")[0] == 200 and ask("GET", "/api/rows?since=-1")[0] == 200
    assert Person(app, "").ask("GET", "/api/rows?since=-1", heads={"Host": "app.example.org"})[0] == 401


def test_only_telegram_may_frame_it(app: App) -> None:
    policy = Person(app, "").ask("GET", "/")[2]["content-security-policy"]
    assert policy.endswith("; frame-ancestors 'self' https://*.telegram.org") and policy.startswith("default-src 'self'; ")


def test_without_a_token_it_is_a_web_page_like_any_other() -> None:
    with served(FILES) as app:
        ann, bob = Visitor(app), Visitor(app)
        assert ann.write(ann.rows()["rev"])[0] == 200 and "phone" not in bob.rows()["rows"]["bookings"][0]
        assert bob.ask("GET", urlsplit(app.owner_url).path)[0] == 303 and bob.rows()["you"]["owner"]
        assert bob.ask("GET", "/")[2]["content-security-policy"].endswith("frame-ancestors 'self'")
        assert Visitor(app).ask("GET", "/", heads={"Host": "app.example.org"})[0] == 421
        assert not Person(app, passed()).rows()["you"]["owner"], "nobody checks a pass here, so it is nobody's"


def test_nothing_in_people_is_newer_than_3_9() -> None:
    found = vermin(Path(people.__file__))
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("id", blocks.discover())
def test_the_first_view_is_light(id: str) -> None:
    spec = drafted(plain_wish("zh-Hant"), id)
    found = first_view(platforms.discover()["telegram"].files(spec), spec)
    assert "telegram.js" in found and sum(found.values()) <= LIMIT, found


def test_the_zip_is_proved_and_brings_the_project_back() -> None:
    files, report = finished(SPEC, "telegram")
    assert report.passed, report.wrong("en")
    rules = b'export function allow(screen, action, input, app) {\n  return "mine";\n}\n'
    bot = files["bot.py"].replace(b"import sys\n", b"import sys  # mine\n")
    zipped = generator.pack({**files, "public/my_rules.js": rules, "bot.py": bot}, SPEC.slug)
    assert not recheck(zipped).passed, "a rule that says no to everything does not hold"
    back = returned.read(zipped)
    own = learner_code.found(back, generator.build(SPEC, "telegram"))
    assert (back.spec, back.platform) == (SPEC, "telegram") and list(own.edits) == ["bot.py"] and not own.added and not own.left_out
    again = generator.build(back.spec, "telegram", own.files("telegram"), 2, own.edits_on("telegram"))
    assert again["public/my_rules.js"] == rules and again["bot.py"] == bot
    assert generator.build(back.spec, "web", own.files("web"))["public/my_rules.js"] == rules, "their rules go with them to every platform"
