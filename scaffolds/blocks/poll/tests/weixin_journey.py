"""On a phone with WeChat: a question is asked and voted on; a question with one choice is refused."""

from playwright.sync_api import Locator, Page, expect

QUESTION = "Where to, 陳太 <b>{{7*7}}?"


def use(page: Page) -> None:
    write(page, QUESTION, "The sea", "山上")
    asked(page).locator(".choice").first.tap()
    kept(page)


def write(page: Page, question: str, *choices: str) -> None:
    page.locator(".dock [data-action=add]").tap()
    page.locator("textarea").first.fill(question)
    for n, words in enumerate(choices):
        page.locator("input[data-n]").nth(n).fill(words)
    page.locator("[data-action=save]").tap()


def asked(page: Page) -> Locator:
    return page.locator("[data-item]", has_text=QUESTION)


def kept(page: Page) -> None:
    expect(asked(page).locator(".choice").first).to_have_attribute("aria-checked", "")
    expect(asked(page).locator(".choice").first).to_contain_text("100%")


def refuse(page: Page) -> None:
    write(page, QUESTION + "?", "The sea")
