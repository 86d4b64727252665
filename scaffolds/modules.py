"""ES modules as other places load them: CommonJS for WeChat and the proof, one classic script for `OPEN-ME.html`; and CommonJS back.

Generated modules join by three forms of line only, each at the beginning of a line (docs/explanation/apps.md), so that this
translator can be read in a minute and needs no parser::

    import { a, b } from "./x.js";
    export function f(...) {
    export const NAME = ...;

The web's shell has two more: `import * as x from "./x.js";` and, within a line, `import("./x.js")`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache

_IMPORT = re.compile(r'import \{([\w$, ]+)\} from "(\.[\w./-]+)";?\s*')
_IMPORT_ALL = re.compile(r'import \* as ([\w$]+) from "(\.[\w./-]+)";?\s*')
_IMPORT_LATER = re.compile(r'\bimport\("(\.[\w./-]+)"\)')
_EXPORT_FUNCTION = re.compile(r"export ((?:async )?function ([\w$]+)\(.*)")
_EXPORT_CONST = re.compile(r"export (const ([\w$]+) =.*)")
_OTHER_FORM = re.compile(r"(?:import|export)\b(?!\s*\()")

_REQUIRE = re.compile(r"""const \{([\w$, ]+)\} = require\(["'](\.[\w./-]+)["']\);?\s*""")
_REQUIRE_ALL = re.compile(r"""const ([\w$]+) = require\(["'](\.[\w./-]+)["']\);?\s*""")
_GIVES = re.compile(r"(?:module\.)?exports\.([\w$]+) = \1;?\s*")
_GIVES_SEVERAL = re.compile(r"module\.exports = \{([\w$, ]*)\};?\s*")
_GIVES_AT_ONCE = re.compile(r"(?:module\.)?exports\.([\w$]+) = (.+)")
_DECLARES = re.compile(r"(?:(?:async )?function ([\w$]+)\(|const ([\w$]+) =).*\s*")
_COMMONJS = re.compile(r"\s*(?:module\.exports|exports)\b|[^/]*\brequire\(")


class ModuleError(ValueError):
    """A line joins modules in a form that is not one of the three. `line` counts from 1."""

    def __init__(self, path: str, line: int, text: str) -> None:
        super().__init__(f"{path}, line {line}: {text.strip()[:80]}")
        self.path, self.line = path, line


@lru_cache(maxsize=256)
def to_commonjs(source: str, path: str = "module.js") -> str:
    """The same module with `require` and `exports`, its lines staying on their numbers; raises `ModuleError`."""
    exported: list[str] = []
    lines = [_line(text, path, number, exported) for number, text in enumerate(source.split("\n"), 1)]
    ending = "\n".join(f"exports.{name} = {name};" for name in exported)
    return "\n".join(lines).rstrip("\n") + "\n" + (ending + "\n" if ending else "")


def to_module(source: str, path: str = "module.js") -> str:
    """The way back: the module that `to_commonjs` was given, or what somebody wrote in that form; raises `ModuleError`.

    `module.exports = { f, g };` and `exports.f = function (...) {` are taken too, since people write them.
    """
    lines = source.split("\n")
    given = {name: number for number, text in enumerate(lines, 1) for name in _given(text)}
    turned = [_module_line(text, path, number, given) for number, text in enumerate(lines, 1) if not _is_giving(text)]
    if lost := sorted(given.keys() - set(exports("\n".join(turned)))):
        raise ModuleError(path, given[lost[0]], lines[given[lost[0]] - 1])
    return "\n".join(turned).rstrip("\n") + "\n"


def imports(source: str, path: str) -> dict[str, tuple[str, ...]]:
    """What a module takes: {path of the other module: names}, the paths resolved against its own."""
    found: dict[str, tuple[str, ...]] = {}
    for line in source.split("\n"):
        if match := _IMPORT.fullmatch(line):
            names = tuple(name.strip() for name in match[1].split(",") if name.strip())
            target = resolve(match[2], path)
            found[target] = found.get(target, ()) + names
        elif match := _IMPORT_ALL.fullmatch(line):
            found.setdefault(resolve(match[2], path), ())
    return found


def exports(source: str) -> tuple[str, ...]:
    """The names that a module gives."""
    matches = (_EXPORT_FUNCTION.fullmatch(line) or _EXPORT_CONST.fullmatch(line) for line in source.split("\n"))
    return tuple(match[2] for match in matches if match)


def resolve(target: str, path: str) -> str:
    """`../rules/book.js` seen from `screens/book.js` is `rules/book.js`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def bundle(modules: Mapping[str, str], entry: str, ready: Mapping[str, str] | None = None) -> str:
    """One classic script that runs `entry`.

    `modules`: ES modules by path; `ready`: modules that are CommonJS already (a vendor's UMD file).
    The text is safe inside a script element.
    """
    parts = {path: to_commonjs(source, path) for path, source in modules.items()} | dict(ready or {})
    bodies = [f'"{path}": function (require, exports, module) {{\n{text}\n}}' for path, text in sorted(parts.items())]
    return safe_in_html(_BUNDLE.replace("/*modules*/", ",\n".join(bodies)).replace("/*entry*/", f'"{entry}"'))


_BUNDLE = """(function () {
"use strict";
var loaded = {};
function load(path) {
  if (!loaded[path]) {
    var module = loaded[path] = { exports: {} };
    modules[path](function (target) { return load(resolve(target, path)); }, module.exports, module);
  }
  return loaded[path].exports;
}
function resolve(target, path) {
  var parts = path.split("/").slice(0, -1);
  target.split("/").forEach(function (part) {
    if (part === "..") parts.pop(); else if (part !== ".") parts.push(part);
  });
  return parts.join("/");
}
var modules = {
/*modules*/
};
load(/*entry*/);
})();
"""


def _line(text: str, path: str, number: int, exported: list[str]) -> str:
    if not text.startswith(("import", "export")):
        return _IMPORT_LATER.sub(r'Promise.resolve(require("\1"))', text) if "import(" in text else text
    if match := _IMPORT.fullmatch(text):
        return f'const {{{match[1]}}} = require("{match[2]}");'
    if match := _IMPORT_ALL.fullmatch(text):
        return f'const {match[1]} = require("{match[2]}");'
    if match := _EXPORT_FUNCTION.fullmatch(text) or _EXPORT_CONST.fullmatch(text):
        exported.append(match[2])
        return match[1]
    if _OTHER_FORM.match(text):
        raise ModuleError(path, number, text)
    return text


def _given(text: str) -> tuple[str, ...]:
    """The names that a line of CommonJS gives and that are declared elsewhere."""
    if match := _GIVES.fullmatch(text):
        return (match[1],)
    match = _GIVES_SEVERAL.fullmatch(text)
    return tuple(name.strip() for name in match[1].split(",") if name.strip()) if match else ()


def _is_giving(text: str) -> bool:
    return bool(_GIVES.fullmatch(text) or _GIVES_SEVERAL.fullmatch(text))


def _module_line(text: str, path: str, number: int, given: Mapping[str, int]) -> str:
    if match := _REQUIRE.fullmatch(text):
        return f'import {{{match[1]}}} from "{match[2]}";'
    if match := _REQUIRE_ALL.fullmatch(text):
        return f'import * as {match[1]} from "{match[2]}";'
    if match := _GIVES_AT_ONCE.fullmatch(text):
        return f"export const {match[1]} = {match[2]}"
    if (match := _DECLARES.fullmatch(text)) and (match[1] or match[2]) in given:
        return f"export {text}"
    if _COMMONJS.match(text):
        raise ModuleError(path, number, text)
    return text


def safe_in_html(script: str) -> str:
    """Neither `</script` nor `<!--` may end or change the script element; inside strings the backslash is nothing."""
    return re.sub(r"<(/script|!--)", r"<\\\1", script, flags=re.IGNORECASE)
