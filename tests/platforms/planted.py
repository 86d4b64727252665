"""Faults planted in good mini programs, one each, as people and generators make them: `PLANTED[name]` spoils the files of an app."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from scaffolds.platforms import Files

Spoil = Callable[[Files], Files]
PAGE = "pages/list/list"
"""The page that is spoiled: a list of records."""


def gone(path: str) -> Spoil:
    return lambda files: {other: content for other, content in files.items() if other != path}


def instead(path: str, content: str) -> Spoil:
    return lambda files: {**files, path: content.encode()}


def added(path: str, more: str) -> Spoil:
    return lambda files: {**files, path: files[path] + more.encode()}


def replaced(path: str, old: str, new: str) -> Spoil:
    """Raises where the app has no such text: a fault that is not planted would be found by nobody."""

    def spoil(files: Files) -> Files:
        text = files[path].decode()
        if old not in text:
            raise AssertionError(f"{path} has no {old}")
        return {**files, path: text.replace(old, new, 1).encode()}

    return spoil


def changed(path: str, change: Callable[[dict[str, Any]], Any]) -> Spoil:
    def spoil(files: Files) -> Files:
        data = json.loads(files[path])
        change(data)
        return {**files, path: json.dumps(data).encode()}

    return spoil


def app(change: Callable[[dict[str, Any]], Any]) -> Spoil:
    return changed("app.json", change)


def tabs(change: Callable[[dict[str, Any]], Any]) -> Spoil:
    return app(lambda data: change(data["tabBar"]))


CONFIGURATION: dict[str, Spoil] = {
    "a page that is listed and not there": app(lambda data: data["pages"].append("pages/none/none")),
    "no pages": app(lambda data: data.update(pages=[])),
    "a page that is listed twice": app(lambda data: data["pages"].append(PAGE)),
    "an app.json that is no JSON": added("app.json", ","),
    "an app.json that is a list": instead("app.json", "[]"),
    "an unknown key of the app": app(lambda data: data.update(tabbar={})),
    "an unknown key of the window": app(lambda data: data["window"].update(title="x")),
    "a window colour that is a word": app(lambda data: data["window"].update(navigationBarBackgroundColor="teal")),
    "a colour that the theme does not have": app(lambda data: data["window"].update(backgroundColor="@none")),
    "another style": app(lambda data: data.update(style="v3")),
    "another way to load code": app(lambda data: data.update(lazyCodeLoading="all")),
    "a permission that does not exist": app(lambda data: data.update(permission={"scope.everything": {"desc": "x"}})),
    "a reason that is too long": app(lambda data: data.update(permission={"scope.userLocation": {"desc": "x" * 31}})),
    "private information that does not exist": app(lambda data: data.update(requiredPrivateInfos=["getNeighbours"])),
    "a tab that is no page": tabs(lambda bar: bar["list"][0].update(pagePath="pages/none/none")),
    "a tab without words": tabs(lambda bar: bar["list"][0].update(text=" ")),
    "a tab with an unknown key": tabs(lambda bar: bar["list"][0].update(icon="x.png")),
    "a tab whose picture is not there": tabs(lambda bar: bar["list"][0].update(iconPath="icons/none.png")),
    "a tab colour that is a word": tabs(lambda bar: bar.update(color="red")),
    "one tab alone": tabs(lambda bar: bar.update(list=bar["list"][:1])),
    "six tabs": tabs(lambda bar: bar.update(list=bar["list"] * 3)),
    "a border of another colour": tabs(lambda bar: bar.update(borderStyle="blue")),
    "no theme.json": gone("theme.json"),
    "no sitemap.json": gone("sitemap.json"),
    "no app.js": gone("app.js"),
    "no app.wxss": gone("app.wxss"),
    "no project.config.json": gone("project.config.json"),
    "another compile type": changed("project.config.json", lambda data: data.update(compileType="game")),
    "no appid": changed("project.config.json", lambda data: data.update(appid="")),
    "a page's key that does not exist": changed(f"{PAGE}.json", lambda data: data.update(title="x")),
    "a page's JSON with a comment": added(f"{PAGE}.json", "// x"),
    "a component that is none": changed(f"{PAGE}.json", lambda data: data.update(usingComponents={"my-part": "/pages/checklist/checklist"})),
    "a component that is not there": changed(f"{PAGE}.json", lambda data: data.update(usingComponents={"my-part": "/parts/none"})),
    "a package that is too large": instead("large.js", "// " + "x" * 2_200_000),
}  # fmt: skip

MARKUP: dict[str, Spoil] = {
    "no WXML": gone(f"{PAGE}.wxml"),
    "a bad expression": added(f"{PAGE}.wxml", "<view>{{ a + }}</view>"),
    "braces that do not close": added(f"{PAGE}.wxml", "<view>{{ a </view>"),
    "a tag that is not closed": added(f"{PAGE}.wxml", "<view><text></view>"),
    "an attribute whose quotes do not close": added(f"{PAGE}.wxml", '<view class="a></view>'),
    "an unknown tag": added(f"{PAGE}.wxml", "<wiew></wiew>"),
    "a tag of HTML": added(f"{PAGE}.wxml", "<div></div>"),
    "a handler that is not there": added(f"{PAGE}.wxml", '<view bind:tap="nobody"></view>'),
    "a handler of another spelling": replaced(f"{PAGE}.wxml", 'bind:tap="save"', 'bind:tap="Save"'),
    "a tap without a colon": added(f"{PAGE}.wxml", '<view bindtap="save"></view>'),
    "an event that nobody tells of": added(f"{PAGE}.wxml", '<view bind:click="save"></view>'),
    "a template that is not there": added(f"{PAGE}.wxml", '<template is="none" />'),
    "templates that are not imported": replaced(f"{PAGE}.wxml", '<import src="../../parts/form.wxml" />', ""),
    "an import from nowhere": added(f"{PAGE}.wxml", '<import src="../none.wxml" />'),
    "a picture that is not there": added(f"{PAGE}.wxml", '<image src="/none.png" />'),
    "a way that leads nowhere": added(f"{PAGE}.wxml", '<navigator url="/pages/none/none"></navigator>'),
    "a list without keys": added(f"{PAGE}.wxml", '<view wx:for="{{rows}}"></view>'),
    "a list of nothing": added(f"{PAGE}.wxml", '<view wx:for="{{nothing}}" wx:key="id"></view>'),
    "an else without an if": added(f"{PAGE}.wxml", "<view></view><view wx:else></view>"),
    "a directive that does not exist": added(f"{PAGE}.wxml", '<view wx:show="{{rows}}"></view>'),
    "a kind of picker that does not exist": added(f"{PAGE}.wxml", '<picker mode="selecter"></picker>'),
    "a word that nobody says": added(f"{PAGE}.wxml", "<view>{{words.nothing_at_all}}</view>"),
}  # fmt: skip

STYLES: dict[str, Spoil] = {
    "a style that is not closed": added(f"{PAGE}.wxss", "\n.a { color: "),
    "a style from nowhere": added(f"{PAGE}.wxss", '\n@import "./none.wxss";'),
    "a picture in a style": added(f"{PAGE}.wxss", "\n.a { background: url('/x.png'); }"),
    "a colour that nobody named": added(f"{PAGE}.wxss", "\n.a { color: var(--nobody); }"),
}  # fmt: skip

CODE: dict[str, Spoil] = {
    "no code": gone(f"{PAGE}.js"),
    "code that cannot be read": added(f"{PAGE}.js", "function ("),
    "an import of another kind": instead("my_rules.js", "export function allow() {}"),
    "a module that is not there": added(f"{PAGE}.js", '\nrequire("./none.js");'),
    "a module from a package": added(f"{PAGE}.js", '\nrequire("lodash");'),
    "no rules": gone("rules/list.js"),
    "no words": gone("words.js"),
    "a page that is none": instead(f"{PAGE}.js", "const page = {};\n"),
    "a fault when the page is loaded": added(f"{PAGE}.js", "\nnull.x;"),
    "a fault when the page is opened": replaced(f"{PAGE}.js", "  look(app) {", "  look(app) {\n    app.rows.nothing.length;"),
    "something that WeChat does not have": added(f"{PAGE}.js", "\nfunction more() {\n  wx.showTost({ title: 1 });\n}\nmore;"),
    "a call with the wrong things": added(f"{PAGE}.js", "\nfunction more() {\n  wx.showToast({ titel: 1 });\n}\nmore;"),
    "a browser's window": added(f"{PAGE}.js", "\nfunction more() {\n  document.title = window.name;\n}\nmore;"),
    "a name that nobody gave": added(f"{PAGE}.js", "\nfunction more() {\n  return rowss.length;\n}\nmore;"),
    "something of another module that it does not give": added(f"{PAGE}.js", "\nfunction more() {\n  rules.nothingAtAll();\n}\nmore;"),
    "a field of the page that is not there": replaced(f"{PAGE}.js", "this.data.shownRows", "this.data.shwonRows"),
    "code made while it runs": added(f"{PAGE}.js", '\nfunction more() {\n  eval("1");\n}\nmore;'),
    "a page to go to that is not there": added(f"{PAGE}.js", '\nfunction more() {\n  wx.navigateTo({ url: "/pages/none/none" });\n}\nmore;'),
    "a place that was not asked for": added(f"{PAGE}.js", "\nfunction more() {\n  wx.getLocation({});\n}\nmore;"),
    "a plugin that was not named": replaced("settings.js", "VOICE = null", 'VOICE = requirePlugin("WechatSI")'),
}  # fmt: skip

PLANTED: dict[str, Spoil] = {**CONFIGURATION, **MARKUP, **STYLES, **CODE}
