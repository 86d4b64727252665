"""Faults planted in good mini programs, one each, as people and generators make them: `PLANTED[name]` spoils the files of an app."""

from __future__ import annotations

from tests.platforms.planted_calls import CALLS
from tests.platforms.planted_code import CODE
from tests.platforms.planted_names import NAMES
from tests.platforms.planted_pages import MARKUP, STYLES
from tests.platforms.planted_taken_in import TAKEN_IN
from tests.platforms.planting import PAGE, Spoil, added, app, changed, gone, ignored, instead, project, replaced, tabs

FUNCTION = "cloudfunctions/rows"

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
    "a tab that is there twice": tabs(lambda bar: bar["list"].append(dict(bar["list"][0]))),
    "a bar of words that are neither black nor white": app(lambda data: data["window"].update(navigationBarTextStyle="grey")),
    "a component of the whole app that is not there": app(lambda data: data.update(usingComponents={"my-part": "/parts/none"})),
    "a permission that nobody is told of": app(lambda data: data.update(permission={"scope.userLocation": {}})),
    "a time that is a word": app(lambda data: data.update(networkTimeout={"request": "10s"})),
    "a page that can be pulled and does nothing": changed(f"{PAGE}.json", lambda data: data.update(enablePullDownRefresh=True)),
    "a yes that is a word": changed(f"{PAGE}.json", lambda data: data.update(disableScroll="true")),
    "a rule for searching that does not exist": changed("sitemap.json", lambda data: data["rules"][0].update(action="forbid")),
    "an appid that is none": project(lambda data: data.update(appid="wx12")),
    "a version that is none": project(lambda data: data.update(libVersion="newest")),
    "a setting that is a word": project(lambda data: data["setting"].update(es6="true")),
    "a folder of the project that is not there": project(lambda data: data.update(miniprogramRoot="src/")),
}  # fmt: skip

PACKAGE: dict[str, Spoil] = {
    "rules that stay behind": ignored("folder", "rules"),
    "a page that stays behind": ignored("folder", "pages/list"),
    "something that stays behind and is no kind": ignored("dir", "readme"),
    "a file with a Chinese name": instead("icons/圖.png", "x"),
    "a file with a space in its name": instead("icons/my picture.png", "x"),
    "two files that differ in their capitals": instead("Words.js", "x;"),
    "what an editor left behind": instead("project.private.config.json", "{}"),
    "packages that were left in": instead("node_modules/a/index.js", "module.exports = 1;"),
    "a key that everybody can read": added("settings.js", '\nconst APP_SECRET = "0123456789abcdef0123456789abcdef";'),
    "a mark before the first letter": lambda files: {**files, "clock.js": b"\xef\xbb\xbf" + files["clock.js"]},
    "letters of another age": lambda files: {**files, "clock.js": files["clock.js"] + "// 中文".encode("gbk")},
}

CLOUD: dict[str, Spoil] = {
    "a cloud without a package.json": gone(f"{FUNCTION}/package.json"),
    "a cloud that gives no main": replaced(f"{FUNCTION}/index.js", "exports.main =", "exports.mian ="),
    "a cloud whose main is not there": changed(f"{FUNCTION}/package.json", lambda data: data.update(main="main.js")),
    "a cloud without what it loads": gone(f"{FUNCTION}/decide.js"),
    "a cloud that does not say what it needs": changed(f"{FUNCTION}/package.json", lambda data: data.update(dependencies={})),
    "a cloud that needs what it does not say": added(f"{FUNCTION}/index.js", '\nrequire("lodash");'),
    "a cloud that takes from outside its folder": replaced(f"{FUNCTION}/index.js", "./decide.js", "../../rules/list.js"),
    "a cloud that is never begun": replaced(f"{FUNCTION}/index.js", "cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });", ""),
    "a cloud whose list cannot be read": added(f"{FUNCTION}/things.json", ","),
    "a cloud of another name": replaced("cloud_call.js", 'name: "rows"', 'name: "row"'),
}

PLANTED: dict[str, Spoil] = {**CONFIGURATION, **PACKAGE, **CLOUD, **MARKUP, **TAKEN_IN, **STYLES, **CODE, **NAMES, **CALLS}
