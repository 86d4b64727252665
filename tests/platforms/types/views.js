// What a view reads, its page gives. Names between braces are looked up in what the page's data begin with and in what setData is given,
// there and in the modules that it takes in; in a template, in what it is handed. Of what nobody can know nothing is said.
const path = require("path");
const ts = require("typescript");
const { dataOfFile, textOf } = require("./files.js");
const { tree } = require("./markup.js");
const { dataOf } = require("./page_data.js");
const { ANYTHING, either, items, member, spelt, thing, together, wordsIn } = require("./things.js");

const BRACES = /\{\{([\s\S]*?)\}\}/g;
const DEEPEST = 12;

// One line for each name that a view of this folder reads and nothing gives.
function unmet(program, folder) {
  const { pages, subPackages = [] } = dataOfFile(folder, "app.json");
  const all = [...(pages || []), ...subPackages.flatMap((one) => one.pages.map((page) => `${one.root}/${page}`))];
  const seen = { told: new Set(), doubted: new Set(), given: new Set() };
  for (const page of all) readPage(program, folder, page, seen);
  return [...seen.told, ...[...seen.doubted].filter((one) => !seen.given.has(one))];
}

function readPage(program, folder, page, seen) {
  const given = dataOf(program, path.join(folder, `${page}.js`));
  if (!given) return;
  const scope = { around: given.data, names: new Map(), sure: [], seen, folder, sheets: sheets(folder, `${page}.wxml`), depth: 0, within: [`${page}.wxml`] };
  for (const written of given.paths) valueOf(parsed(written), { ...scope, file: `${page}.js` });
  for (const node of scope.sheets.top) visit(node, { ...scope, file: `${page}.wxml` });
}

// What stands in a WXML file, and the templates that it has and imports, each with the file that it is in.
function sheets(folder, file, seen = new Set()) {
  seen.add(file);
  const top = tree(textOf(folder, file));
  const templates = new Map(top.filter((node) => node.tag === "template" && node.attributes.name).map(({ attributes, children }) => [attributes.name, { file, children }]));
  for (const { attributes } of top.filter((node) => node.tag === "import" && node.attributes.src)) {
    const other = placed(attributes.src, file);
    if (!seen.has(other)) for (const [name, one] of sheets(folder, other, seen).templates) templates.set(name, one);
  }
  return { top, templates };
}

function placed(source, file) {
  return source.startsWith("/") ? source.slice(1) : path.posix.join(path.posix.dirname(file), source);
}

function visit(node, around) {
  if (node.tag === "template" && node.attributes.name) return;
  const { "wx:if": first = "", "wx:elif": other = first } = node.attributes || {};
  const [[, condition] = []] = other.matchAll(BRACES);
  const scope = condition === undefined ? around : asking(parsed(condition), around);
  const inner = node.attributes && node.attributes["wx:for"] !== undefined ? repeated(node, scope) : scope;
  for (const [name, written] of Object.entries(node.attributes || {})) {
    if (name !== "wx:for" && !(node.tag === "template" && name === "data")) readAll(written, inner);
  }
  readAll(node.text || "", inner);
  if (node.tag === "template") use(node, inner);
  if (node.tag === "include") takeIn(node, inner);
  if (node.tag === "wxs") scope.names.set(node.attributes.module, ANYTHING);
  for (const child of node.children) visit(child, inner);
}

// A template may ask whether it was handed something: wx:if="{{say}}", {{large ? 'large' : ''}}. Once at least it must be.
function asking(condition, scope) {
  return scope.asked ? { ...scope, sure: [...scope.sure, condition.getText()] } : scope;
}

function readAll(written, scope) {
  for (const [, expression] of written.matchAll(BRACES)) valueOf(parsed(expression), scope);
}

// A list gives its parts a name for the item and one for its number, and each item the field that is its key.
function repeated(node, scope) {
  const { "wx:for": list, "wx:for-item": item = "item", "wx:for-index": index = "index", "wx:key": key = "*this" } = node.attributes;
  const [[, expression] = []] = list.matchAll(BRACES);
  const each = expression === undefined ? ANYTHING : items(valueOf(parsed(expression), scope));
  if (key !== "*this") reached(each, key, `${item}.${key}, the wx:key`, scope);
  return { ...scope, names: new Map([...scope.names, [item, each], [index, []]]) };
}

// A template knows what it is handed and nothing else.
function use(node, scope) {
  const handed = handedOver(node.attributes.data || "", scope);
  const { templates } = scope.sheets;
  const all = meant(node.attributes.is || "", scope);
  for (const name of all.filter((one) => !templates.has(one))) scope.seen.told.add(`${scope.file}: there is no template ${name}`);
  if (!templates.size) scope.seen.told.add(`${scope.file}: there is no template at all`);
  const found = all.map((name) => templates.get(name)).filter(Boolean);
  if (!found.length || scope.depth > DEEPEST) return;
  const inner = { ...scope, around: handed, names: new Map(), sure: [], depth: scope.depth + 1, asked: new Set() };
  for (const { children, file } of found) for (const child of children) visit(child, { ...inner, file });
  for (const name of handed ? handed[0].names.keys() : []) {
    if (!inner.asked.has(name)) scope.seen.told.add(`${scope.file}: the template ${node.attributes.is} asks for no ${name}`);
  }
}

// The names of the templates that `is` may mean: the one that it says, or those that the data may choose; none where nobody can know.
function meant(is, scope) {
  const [[whole, expression] = []] = is.matchAll(BRACES);
  if (whole === undefined) return [is];
  return whole === is ? wordsIn(valueOf(parsed(expression), scope)) : [];
}

// What another file shows, as if it stood here, with the templates of its own. One that is not there shows nothing: the list of places tells of it.
function takeIn(node, scope) {
  const file = placed(node.attributes.src || "", scope.file);
  if (scope.within.includes(file)) return void scope.seen.told.add(`${scope.file}: ${file} takes itself in`);
  const inner = { ...scope, file, names: new Map(scope.names), sheets: sheets(scope.folder, file), within: [...scope.within, file] };
  for (const child of inner.sheets.top) visit(child, inner);
}

// {{ words, field: fields.name, ...more }}
function handedOver(written, scope) {
  const [[, inside] = []] = written.matchAll(BRACES);
  return inside === undefined ? [thing()] : valueOf(parsed(`{${inside}}`), scope);
}

function parsed(expression) {
  const source = ts.createSourceFile("view.js", `(${expression})`, ts.ScriptTarget.ES2018, true);
  const [statement] = source.statements;
  return statement && ts.isExpressionStatement(statement) && !source.parseDiagnostics.length ? statement.expression.expression : source;
}

function valueOf(node, scope) {
  if (ts.isParenthesizedExpression(node)) return valueOf(node.expression, scope);
  if (ts.isStringLiteralLike(node)) return spelt(node.text);
  if (ts.isIdentifier(node)) return named(node.text, scope);
  if (ts.isPropertyAccessExpression(node)) return reached(valueOf(node.expression, scope), node.name.text, node.getText(), scope);
  if (ts.isElementAccessExpression(node)) return [valueOf(node.argumentExpression, scope), items(valueOf(node.expression, scope))][1];
  if (ts.isConditionalExpression(node)) return ofChoice(node, asking(node.condition, scope));
  if (ts.isObjectLiteralExpression(node)) return together(node.properties.map((one) => partOf(one, scope)));
  ts.forEachChild(node, (child) => void valueOf(child, scope));
  return ANYTHING;
}

function ofChoice(node, scope) {
  valueOf(node.condition, scope);
  return either([valueOf(node.whenTrue, scope), valueOf(node.whenFalse, scope)]);
}

function partOf(one, scope) {
  if (ts.isSpreadAssignment(one)) return valueOf(one.expression, scope);
  return [thing(new Map([[one.name.text, valueOf(ts.isShorthandPropertyAssignment(one) ? one.name : one.initializer, scope)]]))];
}

function named(name, scope) {
  if (scope.asked) scope.asked.add(name);
  if (scope.names.has(name)) return scope.names.get(name);
  return name === "undefined" ? [] : reached(scope.around, name, name, scope);
}

function reached(value, name, written, scope) {
  const found = member(value, name);
  const line = `${scope.file}: nothing gives ${written}`;
  if (found !== undefined) scope.seen.given.add(line);
  else if (!scope.sure.includes(written)) scope.seen.told.add(line);
  else if (written !== name) scope.seen.doubted.add(line);
  return found || ANYTHING;
}

module.exports = { unmet };
