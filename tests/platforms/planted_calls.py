"""Calls of WeChat that an older one does not know, that nobody knows, and whose failure nobody hears of."""

from __future__ import annotations

from tests.platforms.planting import PAGE, Spoil, added, done, replaced, served

FUNCTION = "cloudfunctions/rows"
KEPT = f"{FUNCTION}/kept.js"
ANSWERS = "success: (found) => rules.rows(found), fail: (fault) => rules.rows(fault)"

NEWER: dict[str, Spoil] = {
    "a call of a library to come, taken apart": done(f"const {{ getDeviceBenchmarkInfo }} = wx;\n  getDeviceBenchmarkInfo({{ {ANSWERS} }});"),
    "a library to come, where it is asked for another call": done("if (wx.getWindowInfo) wx.openInquiriesTopic;"),
}

MISSPELT: dict[str, Spoil] = {
    "a call by a name that was kept": done('const name = "chooseImge";\n  wx[name]({});'),
    "a document of a transaction under another name": replaced(
        KEPT, "transaction.collection(ROWS).doc(id)", "transaction.collection(ROWS).document(id)"
    ),
    "a command of another spelling": served(KEPT, 'await db.collection("a").doc("b").update({ data: { c: db.command.psuh(["d"]) } });'),
    "who asks, of another spelling": replaced(f"{FUNCTION}/index.js", "cloud.getWXContext()", "cloud.getWxContext()"),
}

UNHEARD: dict[str, Spoil] = {
    "a code that is read or not": done("wx.scanCode({ success: (found) => rules.rows(found) });"),
    "a failure that only a developer sees": done("wx.scanCode({ success: (found) => rules.rows(found), fail: console.error });"),
    "a cloud call that nobody catches": done('wx.cloud.callFunction({ name: "rows" }).then(({ result }) => rules.rows(result));'),
    "a handler that waits and catches nothing": replaced(
        f"{PAGE}.js",
        "  closeForm() {",
        "  async closeForm() {\n    const found = await wx.chooseMedia({ count: 1 });\n    this.setData({ formTitle: found.type });",
    ),
    "a wait in a function that a handler calls": lambda files: added(
        f"{PAGE}.js", "\nasync function kind() {\n  return (await wx.chooseMedia({ count: 1 })).type;\n}"
    )(replaced(f"{PAGE}.js", "  closeForm() {", "  closeForm() {\n    kind().then((found) => this.setData({ formTitle: found }));")(files)),
}

CALLS: dict[str, Spoil] = {**NEWER, **MISSPELT, **UNHEARD}
