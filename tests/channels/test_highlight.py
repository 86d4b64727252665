"""Code in the chat: its file and numbers beside it, its words in classes, nothing of it taken for markup."""

from __future__ import annotations

import re

import pytest

from bot.channels.plain import plain
from bot.channels.telegram.text import marked
from bot.channels.web.highlight import code_block
from bot.channels.web.markdown import to_html

SHOWN = 'Here:\n\n```js public/rules/book.js 9\nif (a) return "<b>"; // ja\n\nreturn null;\n```\n\nWell?'


def test_code_is_shown_with_its_file_its_numbers_and_its_kinds_of_words() -> None:
    page = str(to_html(SHOWN))
    assert "<figcaption>public/rules/book.js</figcaption>" in page
    assert re.findall(r'class="no" aria-hidden="true">(\d+)<', page) == ["9", "10", "11"]
    assert '<span class="k">return</span>' in page
    assert '<span class="c1">// ja</span>' in page
    assert "<b>" not in page
    assert "style=" not in page


@pytest.mark.parametrize("info", ["", "js", "klingon", 'js "><script> 1', "js a.js x", "python app.py 3"])
def test_any_word_behind_the_fence_is_safe(info: str) -> None:
    page = code_block("<script>alert(1)</script>\n", info)
    assert "<script>" not in page
    assert page.startswith('<figure class="code">')


def test_other_channels_show_the_code_alone() -> None:
    telegram = marked(SHOWN)
    assert [(one.kind, one.language) for one in telegram.spans] == [("pre", "js")]
    assert "public/rules" not in plain(SHOWN)
    assert 'if (a) return "<b>"; // ja' in plain(SHOWN)
