"""Faults in what a page's WXML takes in: templates that the data choose, other WXML, and scripts of its own (WXS)."""

from __future__ import annotations

from tests.platforms.planting import PAGE, Spoil, both, instead, replaced, written

SCRIPT = f"{PAGE}.wxs"
_GOOD = "function twice(n) {\n  return n * 2;\n}\nmodule.exports = { twice: twice };\n"


def with_script(markup: str, script: str = _GOOD) -> Spoil:
    """A page that has a script of its own beside it, called `sums`."""
    return both(instead(SCRIPT, script), written(f'<wxs src="./list.wxs" module="sums" />{markup}'))


def with_part(markup: str, part: str) -> Spoil:
    """A page that takes in `part.wxml`, which lies beside it."""
    return both(instead("pages/list/part.wxml", part), written(markup))


TAKEN_IN: dict[str, Spoil] = {
    "a template that is not there, between braces": written("<template is=\"{{'none'}}\" />"),
    "two templates to choose from, of which one is not there": written("<template is=\"{{rows ? 'empty' : 'emty'}}\" data=\"{{ title: words.empty_title }}\" />"),
    "a template that the data name and nothing is called": both(replaced(f"{PAGE}.js", "  data: {", '  data: {\n    kind: "none",'), written('<template is="{{kind}}" />')),
    "a template to choose where there is none": with_part('<include src="./part.wxml" />', '<template is="{{rows[0].title}}" />'),
    "a template in a place that is not asked for": written('<template src="../../parts/page.wxml" is="empty" />'),
    "an include from nowhere": written('<include src="./none.wxml" />'),
    "an include without a place": written("<include />"),
    "an include whose place is chosen": written('<include src="{{formTitle}}.wxml" />'),
    "an import whose place is chosen": written('<import src="{{formTitle}}.wxml" />'),
    "an include that takes itself in": with_part('<include src="./part.wxml" />', '<include src="./part.wxml" />'),
    "an include that binds what is not there": with_part('<include src="./part.wxml" />', '<view bind:tap="nobody"></view>'),
    "an include that reads what nothing gives": with_part('<include src="./part.wxml" />', '<view wx:for="{{rows}}" wx:key="id">{{item.titel}}</view>'),
    "an include's template that it does not bring": with_part('<include src="./part.wxml" /><template is="own" />', '<template name="own"></template>'),
    "a script that is not there": written('<wxs src="./none.wxs" module="sums" />'),
    "a script of no name": with_script('<wxs src="./list.wxs" />'),
    "a script that is no WXS": written('<wxs src="./list.js" module="sums" />'),
    "a function that a script does not give": with_script("<view>{{sums.thrice(2)}}</view>"),
    "a function that a script in the page does not give": written('<wxs module="sums">module.exports.twice = function (n) { return n * 2; };</wxs><view>{{sums.twize(2)}}</view>'),
    "a value that a script does not give": with_script("<view>{{sums.total}}</view>"),
    "two scripts of one name": with_script('<wxs module="sums">module.exports = { twice: 2 };</wxs>'),
    "a script that takes in what is not there": with_script("<view>{{sums.twice(2)}}</view>", f'var more = require("./more.wxs");\n{_GOOD}'),
    "a script that does not close": with_script("<view>{{sums.twice(2)}}</view>", _GOOD.replace("}", "", 1)),
    "a script in words of another age": with_script("<view>{{sums.twice(2)}}</view>", _GOOD.replace("function twice(n) {", "const twice = (n) => {")),
}  # fmt: skip

RIGHT: dict[str, Spoil] = {
    "a script that is used as it is": with_script("<view>{{sums.twice(2)}}</view>"),
    "a script in the page": written('<wxs module="sums">\nfunction twice(n) { return n * 2; }\nmodule.exports.twice = twice;\n</wxs><view>{{sums.twice(rows.length)}}</view>'),
    "a script that another takes in": both(instead("pages/list/more.wxs", _GOOD), with_script("<view>{{sums.again.twice(2)}}</view>", 'module.exports = { again: require("./more.wxs") };')),
    "a script that gives more than one thing": with_script("<view wx:if=\"{{sums.many([1, 2], { a: 1 })}}\">{{sums.first}}</view>", 'var twice = { twice: { of: 2 } };\nmodule.exports = {\n  // of all\n  many: function (list, one) { return { list: list, one: one }; },\n  "first": [1, 2][0],\n};'),
    "an include that reads and binds what is there": with_part('<include src="./part.wxml" />', '<view wx:if="{{rows}}"><view wx:for="{{rows}}" wx:key="id" bind:tap="closeForm">{{item.title}}</view></view>'),
    "a template that a condition chooses": written("<template is=\"{{rows.length ? 'empty' : 'begin'}}\" data=\"{{ title: words.empty_title, say: '', way: '' }}\" />"),
}  # fmt: skip
"""The same things as people mean them: nothing is to be said of these."""
