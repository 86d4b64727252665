"""The first lesson of a school that has never seen Sampan: thirty phones join and a teacher does six things, in browsers, by what the README says alone.

`make run CLASS=1` on an empty store prints a link; from there everything is tapped. The limit is three minutes for all of it, and Chromium with its
thirty phones shares the processors with the program. What `make run` installs the first time is not counted.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.measure import row
from bench.telegram.bots import free_port
from tests.browser import DESKTOP, PHONE, chromium

STUDENTS = 30
LIMIT = 180.0
ROOT = Path(__file__).parent.parent
PROBLEMS = (
    "nobody knows whose turn it is to feed the class hamster", "阿嫲成日唔記得食藥", "社区里没人知道球场几点有空位",
)  # fmt: skip


def run() -> bool:
    with tempfile.TemporaryDirectory(prefix="sampan-bench-") as folder, _program(Path(folder)) as link, chromium() as browser:
        begun = time.perf_counter()
        teacher = browser.new_context(viewport=DESKTOP).new_page()
        room, code = _open_class(teacher, link)
        opened = time.perf_counter()
        phones = [_join(browser, link, code, number) for number in range(STUDENTS)]
        joined = time.perf_counter()
        _act(teacher, room, phones)
        ended = time.perf_counter()
    print(row("a class opened, from the printed link", f"{opened - begun:.0f} s"))
    print(row(f"{STUDENTS} phones joined, a problem told on each", f"{joined - opened:.0f} s"))
    print(row("six actions of the teacher", f"{ended - joined:.0f} s"))
    print(row("all of it", f"{ended - begun:.0f} s", f"at most {LIMIT:.0f} s", ended - begun <= LIMIT))
    return ended - begun <= LIMIT


@contextmanager
def _program(folder: Path) -> Iterator[str]:
    """`make run CLASS=1` on a store of its own; gives the teacher's link that it prints."""
    environment = {**os.environ, "CLASS": "1", "PORT": str(free_port()), "DATABASE_URL": f"sqlite:///{folder.as_posix()}/sampan.sqlite3"}
    with subprocess.Popen([sys.executable, "run.py"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield _printed_link(process)
        finally:
            process.terminate()


def _printed_link(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        if found := re.search(r"http://\S+/teacher/in/\S+", line):
            return found[0]
    raise AssertionError("no link was printed")


def _open_class(page: Page, link: str) -> tuple[str, str]:
    """The class's page and its code."""
    page.goto(link)
    page.fill("#name", "Ms Lee")
    page.fill("#password", "a lantern in the harbour")
    page.click("main form.form button.hull")
    page.wait_for_url(re.compile("/teacher/new"))
    page.fill("#name", "2B")
    page.click("main form.form button.hull")
    page.wait_for_url(re.compile(r"/teacher/class/"))
    room = re.match(r".*/teacher/class/\w+", page.url)
    assert room is not None
    page.goto(room[0] + "/code")
    code = re.search(r"\b[A-Z0-9]{4} [A-Z0-9]{4}\b", page.inner_text("main"))
    assert code is not None
    return room[0], code[0]


def _join(browser: Browser, link: str, code: str, number: int) -> Page:
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{link.partition('/teacher')[0]}/join/{code.replace(' ', '')}")
    page.fill("#join-name", f"Student {number + 1}")
    page.click("form[action='/join'][method=post] button.hull")
    page.fill("#message", PROBLEMS[number % len(PROBLEMS)])
    page.click("#reply button[name=send]")
    page.locator(".log .me").first.wait_for()
    page.locator(".chips button").first.wait_for()
    return page


def _act(page: Page, room: str, phones: list[Page]) -> None:
    """Look at the class, set a task, nudge one, pause all, let them go on, write a note."""
    page.goto(room)
    page.get_by_text("Student 17", exact=True).first.wait_for()
    page.goto(room + "/act")
    page.fill("#theme", "Something that wastes time in our school")
    page.click(f"form[action='{_path(room)}/task'] button")
    page.wait_for_load_state()
    page.goto(room)
    page.locator("a", has_text="Student 17").first.click()
    page.wait_for_url(re.compile("/learner/"))
    page.fill("#nudge-text", "Who has this problem? Ask two of them before lunch.")
    page.click("form[action$='/nudge'] button.hull")
    phones[16].get_by_text("Ask two of them before lunch").wait_for()
    page.fill("#note-text", "Asks good questions.")
    page.click("form[action$='/notes'] button")
    page.get_by_text("Asks good questions.").first.wait_for()
    page.goto(room + "/act")
    page.click("input[name=switch][value=paused] ~ button")
    phones[-1].locator("#pause .strip").wait_for()
    page.click("input[name=switch][value=paused] ~ input[value='0'] ~ button")
    phones[-1].locator("#pause .strip").wait_for(state="hidden")


def _path(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)
