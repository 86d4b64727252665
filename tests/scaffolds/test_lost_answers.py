"""A write whose answer gets lost on the way: it is done once, and the page says what became of it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from scaffolds import generator
from scaffolds.platforms.web import app as server
from scaffolds.spec import parse
from tests.browser import PHONE, App, browser, open_page, served, started, unpack
from tests.scaffolds.apps import data, drafted, in_the_morning, plain_wish
from tests.scaffolds.test_web_server import Visitor

__all__ = ["browser"]
FILES = generator.build(in_the_morning(drafted(plain_wish("en"), "records", "booking", "queue")))
LOST = "this page tells you what became of it"
NOT_KEPT = "Please try again"


@dataclass
class Line:
    """The line between a page and app.py: while it is `cut`, nothing comes back; what is sent arrives all the same where `one_way`."""

    page: Page
    cut: bool = False
    one_way: bool = False

    def __post_init__(self) -> None:
        self.page.context.route("**/api/**", self._carry)

    def _carry(self, route: Route) -> None:
        with contextlib.suppress(Exception):  # a page that was left asks no more
            if self.cut and not (self.one_way and route.request.method == "POST"):
                route.abort()
            elif self.cut:
                route.fetch()
                route.abort()
            else:
                route.continue_()

    def lose_answers(self) -> None:
        self.cut = self.one_way = True

    def mend(self) -> None:
        self.cut = False


@pytest.fixture
def app() -> Iterator[App]:
    with served(FILES) as found:
        yield found


@pytest.fixture
def page(browser: Browser, app: App) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce", service_workers="block")
    yield open_page(browser, app.url, context=context)
    context.close()


def write_down(page: Page, title: str) -> None:
    page.locator("[data-action=add]").first.click()
    page.locator("form input").first.fill(title)
    page.locator("form [data-action=add]").click()


def write_on_a_cut_line(page: Page, *, arrives: bool) -> Line:
    """A book is written down, which arrives or does not, and no answer comes."""
    line = Line(page, cut=True, one_way=arrives)
    write_down(page, "Emma")
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    return line


def test_a_lost_answer_is_told_when_the_network_is_back_and_two_taps_are_one_wish(page: Page) -> None:
    line = write_on_a_cut_line(page, arrives=True)
    page.locator("form [data-action=add]").click()
    line.mend()
    expect(page.locator("[data-item]")).to_have_count(1)
    expect(page.locator("form [data-action=add]")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_text("")
    page.wait_for_timeout(1500)
    expect(page.locator("[data-item]")).to_have_count(1)


def test_what_did_not_arrive_is_said_so_and_sent_again_by_the_same_tap(page: Page) -> None:
    line = write_on_a_cut_line(page, arrives=False)
    line.mend()
    expect(page.get_by_role("alert")).to_contain_text(NOT_KEPT)
    expect(page.locator("form input").first).to_have_value("Emma")
    page.locator("form [data-action=add]").click()
    expect(page.locator("[data-item]")).to_have_count(1)


def test_a_line_that_hangs_is_as_good_as_cut(browser: Browser, app: App) -> None:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce", service_workers="block")
    context.route("**/api/changes", lambda route: None)  # neither an answer nor a fault
    page = open_page(browser, app.url, context=context, clock="2026-03-02T08:00:00+08:00")
    write_down(page, "Emma")
    page.clock.run_for(50_000)
    expect(page.get_by_role("alert")).to_have_text("")
    page.clock.run_for(20_000)
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    context.close()


def test_words_that_were_changed_meanwhile_stay(page: Page) -> None:
    line = write_on_a_cut_line(page, arrives=True)
    page.locator("form input").first.fill("Emma and Ulysses")
    line.mend()
    expect(page.get_by_role("alert")).to_have_text("")
    expect(page.locator("form input").first).to_have_value("Emma and Ulysses")


def test_nobody_is_told_that_somebody_was_faster_who_was_it_themselves(page: Page) -> None:
    line = Line(page)
    page.locator("[data-goto=book]").click()
    page.locator(".slot.free").last.click()
    page.locator("[name=name]").fill("Chan")
    line.lose_answers()
    page.locator("[data-action=book]").click()
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    line.mend()
    page.locator("[data-action=book]").click()
    expect(page.get_by_role("status").filter(has_text="it is yours")).to_be_visible()
    expect(page.locator(".slot.mine")).to_have_count(1)


def test_the_next_in_a_queue_is_called_once(browser: Browser, app: App, page: Page) -> None:
    for visitor in (browser.new_context(), browser.new_context()):
        waiting = open_page(browser, app.url + "#queue", context=visitor)
        waiting.locator("[data-action=take]").click()
        expect(waiting.locator(".queue-ticket[data-item]")).to_have_count(1)
        visitor.close()
    page.goto(app.owner_url)
    page.locator("[data-goto=queue]").click()
    page.locator("[data-view=call]").click()
    line = Line(page)
    line.lose_answers()
    page.locator("[data-action=next]").click()
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    page.locator("[data-action=next]").click()
    line.mend()
    expect(page.get_by_role("status").filter(has_text="1")).to_be_visible()
    states = [row["state"] for row in Visitor(app).rows()["rows"]["ticket"]]
    assert states == ["called", "waiting"]


@pytest.mark.parametrize("arrives", [True, False])
def test_a_page_that_is_loaded_again_says_what_became_of_it(page: Page, arrives: bool) -> None:
    line = write_on_a_cut_line(page, arrives=arrives)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    line.mend()
    if arrives:
        expect(page.locator("[data-item]")).to_have_count(1)
        expect(page.get_by_role("alert")).to_have_text("")
    else:
        expect(page.get_by_role("alert")).to_contain_text(NOT_KEPT)
        expect(page.locator("form input").first).to_have_value("Emma")
    page.reload()
    page.wait_for_timeout(1500)
    expect(page.get_by_role("alert")).to_have_text("")


def test_what_is_typed_after_the_page_was_loaded_again_stays(page: Page) -> None:
    line = write_on_a_cut_line(page, arrives=False)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    page.locator("[data-action=add]").first.click()
    page.locator("form input").first.fill("Ulysses")
    line.mend()
    expect(page.get_by_role("alert")).to_contain_text(NOT_KEPT)
    expect(page.locator("form input").first).to_have_value("Ulysses")


def ask(visitor: Visitor, **given: Any) -> tuple[int, dict[str, Any]]:
    status, content, _ = visitor.post(json.dumps(given).encode())
    return status, json.loads(content)


@pytest.fixture(scope="module")
def notes() -> dict[str, bytes]:
    """An app of one list that everybody writes on."""
    return generator.build(parse(data()))


def book(op: str = "add", id: str = "aaaaaaaaaaaa", **row: Any) -> list[dict[str, Any]]:
    return [{"op": op, "thing": "book", "id": id, **({"row": row} if op != "remove" else {})}]


def test_a_wish_is_done_once_however_often_it_comes(notes: dict[str, bytes]) -> None:
    with served(notes) as app:
        ann, bob = Visitor(app), Visitor(app)
        rev = ann.rows()["rev"]
        bob.rows()
        wish = {"rev": rev, "wish": "wish0001", "changes": book(title="Emma")}
        assert ask(ann, **wish)[0] == ask(ann, **wish)[0] == ask(ann, wish="wish0001")[0] == 200
        assert ask(ann, **{**wish, "rev": rev + 1, "changes": book(id="bbbbbbbbbbbb", title="Emma")})[0] == 200
        assert ask(bob, **wish)[0] == ask(bob, wish="wish0001")[0] == 409, "it is the wish of another"
        assert [row["title"] for row in ann.rows()["rows"]["book"]] == ["Emma"]
        assert ask(ann, rev=rev + 1, wish="wish0002", changes=book("remove"))[0] == 200
        assert ask(ann, rev=rev + 1, wish="wish0002", changes=book("remove"))[0] == 200, "taken away once, and not said to be gone"
        assert ask(ann, **wish)[0] == 200 and ann.rows()["rows"]["book"] == [], "what was taken away does not come back"


def test_a_wish_that_comes_after_it_was_given_up_is_not_done(notes: dict[str, bytes]) -> None:
    with served(notes) as app:
        ann = Visitor(app)
        rev = ann.rows()["rev"]
        assert ask(ann, wish="wish0001")[0] == ask(ann, wish="wish0001")[0] == 409
        assert ask(ann, rev=rev, wish="wish0001", changes=book(title="Emma"))[0] == 409
        assert ann.rows() == {"rev": rev, "you": {"owner": False}, "rows": {"book": []}}


def test_a_wish_is_known_after_app_py_began_again(notes: dict[str, bytes], tmp_path: Path) -> None:
    folder = unpack(notes, tmp_path)
    with started(folder) as app:
        ann = Visitor(app)
        assert ask(ann, rev=ann.rows()["rev"], wish="wish0001", changes=book(title="Emma"))[0] == 200
    with started(folder) as app:
        again = Visitor(app)
        again.cookie = ann.cookie
        assert ask(again, wish="wish0001")[0] == 200


@pytest.mark.parametrize("wish", [1, None, [], {}, "x", "UPPER-CASE", "a" * 41, "wish0001 or 1=1"])
def test_what_is_no_name_of_a_wish_is_refused(app: App, wish: Any) -> None:
    ann = Visitor(app)
    assert ask(ann, wish=wish)[0] == ask(ann, rev=ann.rows()["rev"], wish=wish, changes=[])[0] == 422


def test_whoever_only_asks_makes_no_write_forgotten(notes: dict[str, bytes], tmp_path: Path) -> None:
    store = server.Store(tmp_path / "data.sqlite", json.loads(notes["things.json"]))
    assert store.write(1, book(title="Emma"), "ann", "wish0001")
    assert not any(store.settle(f"question{n}", "bob") for n in range(server.MAX_WISHES + 50))
    assert store.settle("wish0001", "ann") and not store.write(2, book(id="bbbbbbbbbbbb", title="Late"), "bob", "question2049")
    assert store.read().rev == 2, "a question moves nothing"
    assert store.db.execute("SELECT count(*) FROM wishes").fetchone()[0] <= server.MAX_WISHES + 1
    store.db.close()


def rows_of(writer: str, count: int, text: str = "") -> server.Rows:
    return {f"{writer}{n:08}": server.Row(f"{writer}{n:08}", "book", writer, {"title": text}) for n in range(count)}


def test_one_visitor_leaves_room_for_the_others_and_the_owner_need_not(notes: dict[str, bytes]) -> None:
    held = json.loads(notes["things.json"])
    share = server.MAX_ROWS // server.SHARE
    for full in (rows_of("ann", share), rows_of("ann", 9000, "x" * 4000), rows_of("ann", 3000, "😀" * 4000), rows_of("ann", 3000, "\x01" * 4000)):
        with pytest.raises(server.RefusedError, match="your_share"):
            server.decide(full, book(title="One more"), held, "ann", False)
        assert server.decide(full, book(title="Mine"), held, "bob", False)
        assert server.decide(full, book(title="Mine"), held, "ann", True)
        first = next(iter(full))
        assert server.decide(full, book("remove", first), held, "ann", False) == {first: None}
