// What a realm begins with: modules by path, calls by JSON text. It keeps what it needs before anything of a learner's or a stranger's
// runs, and answers text only: JSON, `?` where there is no such function, `!` and a message where something was thrown.
(function (Function, parse, stringify, own, NativeDate, longest) {
  "use strict";
  const sources = Object.create(null), loaded = Object.create(null);
  let still = 0, count = 0;
  globalThis.Date = class Date extends NativeDate {
    constructor(...given) { if (given.length) super(...given); else super(still); }
    static now() { return still; }
  };
  Math.random = function () { count = (count * 16807 + 11) % 2147483647; return count / 2147483647; };
  delete globalThis.performance;

  function resolve(target, path) {
    const parts = path.split("/").slice(0, -1);
    for (const part of target.split("/")) {
      if (part === "..") parts.pop(); else if (part !== ".") parts.push(part);
    }
    const found = parts.join("/");
    return found in sources ? found : found + ".js";
  }
  function compile(text) { return new Function("require", "module", "exports", '"use strict";' + text); }
  function load(path) {
    if (!(path in loaded)) {
      if (!(path in sources)) throw new Error("there is no " + path);
      const module = loaded[path] = { exports: {} };
      compile(sources[path])(function (target) { return load(resolve(target, path)); }, module, module.exports);
    }
    return loaded[path].exports;
  }
  function called(path, name, text, now) {
    still = NativeDate.parse(now + "Z");
    const exports = load(path);
    if (!own.call(exports, name) || typeof exports[name] !== "function") return "?";
    const answer = stringify(exports[name](...parse(text)));
    if (answer === undefined) return "null";
    if (answer.length > longest) throw new RangeError("the answer is too long");
    return answer;
  }
  const ways = {
    add(path, text) { sources[path] = text; return "null"; },
    read(text) { compile(text); return "null"; },
    call: called,
  };
  function told(thrown) {
    try {
      const stack = thrown && typeof thrown === "object" ? "" + thrown.stack : "";
      return ("" + thrown).slice(0, 300) + "\n" + stack.slice(0, 300);
    } catch (_) { return "something that cannot be told"; }
  }
  return function (way, ...given) {
    try { return ways[way](...given); } catch (thrown) { return "!" + told(thrown); }
  };
})(Function, JSON.parse, JSON.stringify, Object.prototype.hasOwnProperty, Date, 200000)
