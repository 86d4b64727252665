// The names of a page's data, each with what it may be: what the data begin with, and all that setData is given.
const path = require("path");
const ts = require("typescript");
const { maker } = require("./made.js");
const { member, thing, together } = require("./things.js");

// { data, paths }: the data as a value, and the paths within them that setData is given. Null for what is no page.
function dataOf(program, file) {
  const source = program.getSourceFile(file);
  const [call] = source ? found(source, (node) => isCallOf(node, "Page")) : [];
  if (!call) return null;
  const modules = modulesOf(program, source);
  const { value } = maker(program.getTypeChecker(), own, modules);
  function own(name) {
    const found = member(value(call.arguments[0]), name);
    return found === undefined ? [] : found;
  }
  const sets = modules.flatMap((module) => found(module, (node) => isCallOf(node, "setData"))).map((one) => one.arguments[0]);
  const begins = member(value(call.arguments[0]), "data") || [];
  return { data: together([begins, ...sets.map((one) => withoutPaths(value(one)))]), paths: sets.flatMap(pathsIn) };
}

function isCallOf(node, name) {
  if (!ts.isCallExpression(node) || !node.arguments.length) return false;
  return (ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression).text === name;
}

function found(root, is) {
  const all = [];
  const look = (node) => {
    if (is(node)) all.push(node);
    ts.forEachChild(node, look);
  };
  look(root);
  return all;
}

// A file and what it takes in; other pages are none of these.
function modulesOf(program, source, all = new Set()) {
  all.add(source);
  for (const call of found(source, (node) => isCallOf(node, "require") && ts.isStringLiteral(node.arguments[0]))) {
    const target = path.join(path.dirname(source.fileName), call.arguments[0].text);
    const module = program.getSourceFile(target) || program.getSourceFile(`${target}.js`);
    if (module && !all.has(module)) modulesOf(program, module, all);
  }
  return [...all];
}

// { "view.words": words, [`form.${name}`]: given } sets a part of what is there.
function withoutPaths(value) {
  return value && value.map((one) => thing(new Map([...one.names].filter(([name]) => /^\w+$/.test(name)))));
}

function pathsIn(node) {
  const written = found(node, (one) => ts.isPropertyAssignment(one) && one.parent === node && ts.isStringLiteral(one.name));
  return written.map((one) => one.name.text).filter((name) => !/^\w+$/.test(name));
}

module.exports = { dataOf };
