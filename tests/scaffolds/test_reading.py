"""Each kind of file, whole and broken, and what it refers to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffolds.engine.markup import read_wxml
from scaffolds.engine.reading import inside, read


def problems(path: str, text: str) -> list[tuple[str, int]]:
    return [(key, line) for key, line, _ in read(path, text)["problems"]]


def references(path: str, text: str) -> list[tuple[str, str]]:
    return [(kind, target) for kind, target, _ in read(path, text)["references"]]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.wxml", '<view class="{{a < b ? \'x\' : "y"}}" bind:tap="go"><text>{{ a && b }}</text><input value="{{v}}"/></view>'),
        ("a.wxml", '<!-- <view> --><wxs module="m">if (a < b) {}</wxs><view wx:if="{{x}}" data-item="{{id}}">a < b</view>'),
        ("a.html", "<!doctype html><html lang=en><title>a</title><script type=module src=a.js></script><style>a{</style><p>x</p>"),
        ("a.html", "<!doctype html><title>a</title><script type='application/json'>{not script</script>"),
        ("a.css", "@media (min-width: 3em) { a { color: oklch(from var(--seed) .5 c h) } } :root { --x: { y } } a { &:hover { b: c } }"),
        ("a.js", 'import { a } from "./b.js";\nexport const C = `x${a?.b ?? 1}`;\nexport function f({ d = 1 } = {}) {\n return /[/]/.test(d);\n}\n'),
        ("a.json", '{"a": [1, "二"]}'),
        ("a.py", "def f() -> None:\n    print('二')\n"),
        ("a.unknown", "\x00{{<"),
    ],
)  # fmt: skip
def test_whole_files(path: str, text: str) -> None:
    assert problems(path, text) == []


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("a.wxml", "<view>\n<text></view>", 2), ("a.wxml", "<view>\n{{ a", 2), ("a.wxml", "a\n}} b", 2), ("a.wxml", "\n<view", 2),
        ("a.wxml", '<view\n class="a" class="b"/>', 1), ("a.wxml", "<view>", 1), ("a.wxml", "</view>", 1), ("a.wxml", "<a$ />", 1),
        ("a.html", "<!doctype html>\n<p>x</b>", 2), ("a.html", "<p>no doctype</p>", 1),
        ("a.html", "<!doctype html><title>a</title>\n<script>\nlet a = ;\n</script>", 3),
        ("a.html", '<!doctype html><title>a</title>\n<script type="module">\nlet a = ;\n</script>', 3),
        ("a.css", "a { b: c }\nd { e }", 2), ("a.css", "a { b: c }\n}", 2), ("a.js", "\nlet a = ;", 2), ("a.js", "export default 7;", 1),
        ("a.json", '{\n"a": ,}', 2), ("a.py", "x = 1\ny = (", 2), ("a.py", "return 1", 1),
    ],
)  # fmt: skip
def test_broken_files(path: str, text: str, line: int) -> None:
    assert line in [at for _, at in problems(path, text)]


def test_references_of_pages() -> None:
    html = """<!doctype html><title>a</title><link rel=stylesheet href=style.css?v=1><script src="./app.js#x"></script><img src="data:,x">
        <img src="//cdn.example/x.png"><a href="https://example.org">x</a><a href="../b.html">b</a><a data-goto="book" href="#book">c</a>"""
    assert references("public/a.html", html) == [
        ("file", "public/style.css"), ("file", "public/app.js"), ("elsewhere", "//cdn.example/x.png"), ("file", "b.html"), ("screen", "book"),
    ]  # fmt: skip
    wxml = '<include src="../../parts/form.wxml"/><template is="{{x}}"/><import src="{{y}}.wxml"/><text>{{words.free}}</text>'
    assert references("pages/a/a.wxml", wxml) == [("file", "parts/form.wxml"), ("word", "free")]


def test_references_of_modules() -> None:
    text = (
        'import { a, b } from "../rules/x.js";\nconst c = require("./y");\nui.t("free", v); t(id, "book"); refuse("taken"); refuse("limit_" + u);\n'
    )
    text += 'x = { why: "gone", word: "said" }; ui.goto("home"); html`<a data-goto="book" data-goto="${id}">`; import("./z.js")'
    assert references("screens/s.js", text) == [
        ("module", "rules/x.js"), ("name", "rules/x.js#a"), ("name", "rules/x.js#b"), ("module", "screens/y.js"), ("word", "free"), ("word", "book"),
        ("word", "gone"), ("word", "said"), ("word", "taken"), ("screen", "home"), ("screen", "book"),
    ]  # fmt: skip


def test_references_of_style_sheets_and_app_json() -> None:
    css = "@import 'b.css'; a { background: url(c.png) } @media print { d { src: url('e.woff') url(data:x) } } f { g: url(https://x.example/y) }"
    assert references("public/a.css", css) == [
        ("file", "public/b.css"), ("file", "public/c.png"), ("file", "public/e.woff"), ("elsewhere", "https://x.example/y"),
    ]  # fmt: skip
    app = '{"pages": ["pages/a/a"], "tabBar": {"list": [{"pagePath": "pages/b/b", "iconPath": "i.png"}]}, "sitemapLocation": "sitemap.json"}'
    found = references("app.json", app)
    assert ("file", "pages/a/a.wxml") in found and ("tab", "pages/b/b") in found and ("file", "sitemap.json") in found and ("file", "i.png") in found
    for odd in ("[]", "7", '{"pages": 7, "tabBar": []}', '{"pages": [7], "tabBar": {"list": [7]}}'):
        assert references("app.json", odd) == []


def test_paths_that_leave_the_app_are_found_nowhere() -> None:
    assert inside("../../x.js", "public/a.html") == "../x.js"
    assert inside("/x.js", "public/a.html") == "x.js"


@pytest.mark.parametrize("path", ["a.py", "a.json", "a.js", "a.html", "a.css", "a.wxml", "app.json", "vendor/a.js"])
def test_depth_is_no_way_to_break_it(path: str) -> None:
    for sign in ("[", "(", "{", "<a>", "<!--", "{{", "`${", "-", "/*", "a{", "@a{"):
        read(path, sign * 3000)


@given(st.text(alphabet=st.sampled_from("<>/ab=\"'{}!- \n")))
def test_any_markup_is_read(text: str) -> None:
    assert all(line >= 0 for line, _ in read_wxml(text).errors)
