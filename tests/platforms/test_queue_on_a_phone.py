"""A queue in WeChat: a call that is seen and felt, the big screen that stays awake, a long queue, and names that others do not see."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from scaffolds.spec import Brief
from scaffolds.wish import Facts, Wish
from tests.browser import browser
from tests.platforms.phone import HOSTILE, MOST_READINGS, Open, asked, in_storage, open_app, readings
from tests.scaffolds.stage import app_of

__all__ = ["browser", "open_app"]


def ticket(n: int, state: str = "waiting", **more: object) -> dict[str, object]:
    return {"id": f"ticket{n:06}", "number": n, "day": "2026-03-02", "state": state, "taken": "2026-03-02T08:00", "mine": False, **more}


def a_visitor(page: Page) -> None:
    """What somebody sees who does not own the app, as where it is shared."""
    page.evaluate("load('store.js').owner = () => false; away(); back()")


def test_a_call_is_seen_at_the_top_and_felt_and_a_number_comes_back(open_app: Open) -> None:
    page = open_app(app_of("queue"), "queue")
    page.locator("[data-action=take]").tap()
    expect(page.locator(".ticket.next")).to_contain_text("You are next")
    page.locator("[data-view=call]").tap()
    page.locator("[data-action=next]").tap()
    expect(page.locator(".current .own-code")).to_have_text("1")
    assert asked(page, "vibrate") == ["long"]
    assert asked(page, "title")[-1] == "Your turn: 1"
    page.locator("[data-action=again]").tap()
    assert asked(page, "vibrate") == ["long", "long"]
    page.locator("[data-action=skip]").tap()
    expect(page.locator(".idle")).to_be_visible()
    assert asked(page, "title")[-1] == "Queue"
    expect(page.locator(".empty")).to_contain_text("No queue yet")
    page.locator("[data-action=back]").tap()
    page.locator("[data-view=take]").tap()
    expect(page.locator(".ticket.next .own-code")).to_have_text("1")
    page.evaluate("away(); back()")
    assert asked(page, "vibrate") == ["long", "long"], "what was called before one came back is no news"
    page.locator("[data-action=leave]").tap()
    expect(page.locator(".ticket")).to_have_count(0)
    assert asked(page, "modal") == ["Give number 1 away? You would begin at the end again."]


def test_the_big_screen_stays_awake_and_shows_each_call(open_app: Open) -> None:
    page = open_app(app_of("queue", options={"counters": 2}), "queue", keep=in_storage({"ticket": [ticket(n) for n in range(1, 9)]}))
    page.locator("[data-action=wall]").tap()
    expect(page.locator(".wall")).to_contain_text("Please take a number")
    page.locator("[data-action=sound]").last.tap()
    page.evaluate("load('runtime.js').act(page, 'next', { counter: 2 })")
    expect(page.locator(".latest")).to_contain_text("Counter 2")
    expect(page.locator(".wall-next-code")).to_have_text([str(n) for n in range(2, 8)])
    expect(page.locator(".flash")).to_have_count(1)
    page.locator("[data-action=flash]").tap()
    expect(page.locator(".flash")).to_have_count(0)
    page.evaluate("away()")
    assert asked(page, "keepScreenOn") == [True, False], "in a pocket it sleeps"
    page.evaluate("back()")
    page.locator("[data-action=close]").tap()
    expect(page.locator(".wall")).to_have_count(0)
    assert asked(page, "keepScreenOn") == [True, False, True, False]
    assert len(asked(page, "hideTabBar")) == len(asked(page, "showTabBar")) == 1


def test_where_nobody_sits_at_a_counter_whoever_is_done_calls_the_next(open_app: Open) -> None:
    spec = app_of("queue", Wish(brief=Brief(who="six families share one shower at home")))
    page = open_app(spec, "queue", keep=in_storage({"ticket": [ticket(1, mine=True), ticket(2)]}))
    page.locator(".dock [data-action=next]").tap()
    expect(page.locator(".ticket.turn")).to_contain_text("It is your turn")
    page.locator(".dock [data-action=next]").tap()
    expect(page.locator(".now")).to_contain_text("2")
    expect(page.locator(".ticket")).to_have_count(0)
    expect(page.locator(".dock [data-action=take]")).to_be_visible()


def test_a_name_is_seen_at_the_counter_as_typed_and_never_by_another_who_waits(open_app: Open) -> None:
    page = open_app(app_of("queue", Wish(facts=Facts(choices=("Clothes", HOSTILE)))), "queue")
    page.locator("[data-action=take]").tap()
    expect(page.locator(".alert")).to_be_visible()
    page.locator(".chip[data-line]", has_text="B:").tap()
    page.locator("input").first.fill(HOSTILE)
    page.locator("[data-action=take]").tap()
    expect(page.locator(".ticket .own-code")).to_have_text("B1")
    page.locator("[data-view=call]").tap()
    expect(page.locator(".waiter .told")).to_have_text(HOSTILE)
    assert page.locator("img, script[src]").count() == 0
    a_visitor(page)
    expect(page.locator("[data-view]")).to_have_count(0)
    expect(page.locator(".waiter")).to_have_count(0)
    expect(page.locator(".now")).not_to_contain_text("img")


def test_a_queue_of_five_hundred_is_paged_and_quick_and_the_clock_moves_it(open_app: Open) -> None:
    done = [ticket(n, "served", called="2026-03-02T08:00", ended="2026-03-02T08:02", counter=1, turn=n) for n in range(1, 6)]
    spec = app_of("queue", options={"most_waiting": 500})
    page = open_app(spec, "queue", keep=in_storage({"ticket": [*done, *(ticket(n) for n in range(6, 506))]}))
    expect(page.locator(".now")).to_contain_text("500 people are waiting.")
    page.locator("[data-action=take]").tap()
    expect(page.locator(".alert")).to_contain_text("500 people are waiting, and more do not fit")
    page.locator("[data-view=call]").tap()
    expect(page.locator(".waiter")).to_have_count(30)
    page.locator("[data-action=more]").tap()
    expect(page.locator(".waiter")).to_have_count(60)
    expect(page.locator(".waiter").first).to_contain_text("for 10 minutes")
    page.clock.set_fixed_time("2026-03-02T08:15:00+08:00")
    taken = readings(page, "page.onShow()")
    expect(page.locator(".waiter").first).to_contain_text("for 15 minutes")
    assert taken < MOST_READINGS
