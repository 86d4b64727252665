"""A value of today is kept; one for a day that is still to come is refused."""

from playwright.sync_api import Page, expect


def use(page: Page) -> None:
    for stepper in page.locator(".tracker-entry .tracker-value").all():
        stepper.locator(".tracker-step").last.click()
    for group in page.locator(".tracker-entry .tracker-faces, .tracker-entry .tracker-yes").all():
        group.locator("button").first.click()
    page.locator(".go[data-action=save]").click()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]")).to_have_count(1)
    expect(page.locator("[data-item] [data-action=remove]")).to_be_visible()


def others(page: Page) -> None:
    """What somebody kept is theirs: nobody else changes it, and nobody finds it where entries are one's own."""
    expect(page.locator("[data-block=tracker]")).to_be_visible()
    expect(page.locator("[data-item] [data-action=remove]")).to_have_count(0)


def refuse(page: Page) -> None:
    page.locator("[data-day=other]").click()
    page.locator("[name=day]").first.fill("2999-01-01")
    for stepper in page.locator(".tracker-entry .tracker-value").all():
        stepper.locator(".tracker-step").last.click()
    page.locator(".go[data-action=save]").click()
