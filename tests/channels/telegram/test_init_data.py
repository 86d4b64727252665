"""Init data is believed where Telegram signed it, lately, and nowhere else."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.init_data import LASTS, InitDataError, signature, viewer_of
from tests.bot_api import TOKEN
from tests.bot_api.signing import init_data, sign

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def signed(at: datetime = NOW, user: str = '{"id":5000000007,"first_name":"阿俊 & co"}', **more: str) -> dict[str, str]:
    fields = {"auth_date": str(int(at.timestamp())), "user": user, "query_id": "AAE", "signature": "x_Y-", **more}
    return {**fields, "hash": sign(TOKEN, fields)}


def believed(data: str) -> bool:
    try:
        return viewer_of(data, TOKEN, NOW).user > 0
    except InitDataError:
        return False


def test_who_opened_it_and_by_which_link() -> None:
    viewer = viewer_of(urlencode(signed(start_param="4B7K")), TOKEN, NOW)
    assert (viewer.user, viewer.start, viewer.signed) == (5000000007, "4B7K", NOW)


def test_as_telegrams_own_server_signs_it() -> None:
    data = init_data(TOKEN, {"id": 77, "is_bot": False, "first_name": "Ann\nB"}, age=5)
    assert viewer_of(data, TOKEN, datetime.now(UTC)).user == 77
    fields = dict(parse_qsl(data))
    assert signature({name: value for name, value in fields.items() if name != "hash"}, TOKEN) == fields["hash"]


@pytest.mark.parametrize(
    ("age", "fresh"), [(LASTS, True), (LASTS + timedelta(seconds=1), False), (-timedelta(seconds=60), True), (-timedelta(seconds=61), False)]
)
def test_it_is_believed_for_a_while(age: timedelta, fresh: bool) -> None:
    assert believed(urlencode(signed(NOW - age))) is fresh


def test_another_bots_token_signs_nothing() -> None:
    with pytest.raises(InitDataError, match="signature"):
        viewer_of(urlencode(signed()), TOKEN + "x", NOW)


@pytest.mark.parametrize(
    "user", ["", "null", "[]", '{"id":"5"}', '{"id":true}', '{"id":0}', '{"id":-5}', '{"id":5.0}', '{"id":1e400}', "{" * 5000, "[" * 5000]
)
def test_a_signed_nobody_is_refused(user: str) -> None:
    assert not believed(urlencode(signed(user=user)))


@pytest.mark.parametrize("date", ["", "-5", "1.5", "١٢٣", "9" * 12, "9" * 4000, " 1"])
def test_a_signed_moment_that_is_none_is_refused(date: str) -> None:
    fields = {"auth_date": date, "user": '{"id":5}'}
    assert not believed(urlencode({**fields, "hash": sign(TOKEN, fields)}))


def test_a_field_is_there_once_and_on_one_line() -> None:
    fields = signed()
    good = urlencode(fields)
    assert believed(good)
    assert not believed(good + "&user=" + quote(fields["user"]))
    assert not believed(good + "&hash=" + fields["hash"])
    joined = {**fields, "query_id": f"{fields['query_id']}\nsignature={fields['signature']}"}
    del joined["signature"]
    assert sign(TOKEN, {name: value for name, value in joined.items() if name != "hash"}) == fields["hash"]
    assert not believed(urlencode(joined))


def test_a_hash_is_64_small_hex_digits() -> None:
    fields = signed()
    for hash in ("", fields["hash"].upper(), fields["hash"][:-1], fields["hash"] + "0", "é" * 64):
        assert not believed(urlencode({**fields, "hash": hash}))


@given(st.text(max_size=200))
def test_junk_is_refused(data: str) -> None:
    assert not believed(data)


@given(st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_no_letter_may_change(chance: random.Random) -> None:
    """But for what stands for the same letter in an address."""
    good = urlencode(signed())
    place = chance.randrange(len(good))
    bad = good[:place] + chance.choice("abXY09&=%+-") + good[place + 1 :]
    assert not believed(bad) or parse_qsl(bad) == parse_qsl(good)
