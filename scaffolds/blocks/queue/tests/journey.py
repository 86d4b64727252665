"""A number is taken and stands there; one under a name of a hundred letters is refused."""

import re

from playwright.sync_api import Page, expect


def use(page: Page) -> None:
    if page.locator("form [name=line]").count():
        page.locator("form [name=line]").first.click()
    for field in page.locator("form input[name]").all():
        field.fill("陳太 <b>")
    page.locator("[data-action=take]").click()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator(".queue-ticket[data-item]")).to_have_count(1)
    expect(page.locator(".queue-ticket[data-item] .queue-number")).to_have_text(re.compile("1$"))


def others(page: Page) -> None:
    """Somebody else sees that one waits, and nobody's name; their own number is the next."""
    expect(page.locator(".queue-ticket")).to_have_count(0)
    expect(page.locator(".queue-now")).not_to_contain_text("陳太")
    page.locator("[data-action=take]").click()
    expect(page.locator(".queue-ticket .queue-number")).to_have_text(re.compile("2$"))


def refuse(page: Page) -> None:
    """Another number, under a name that is no name; the first one keeps its place."""
    if page.locator("[data-action=more]").count():
        page.locator("[data-action=more]").click()
    page.locator("form [name=name]").fill("x" * 100)
    page.locator("[data-action=take]").click()
