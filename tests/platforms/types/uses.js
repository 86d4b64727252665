// Where names are used: what calls hand to a function, and what is put into a variable after its beginning.
const ts = require("typescript");

// { callsOf, changes, fields }: the calls of a function that has a name, null where it is named without being called, since then anything may be
// handed to it; and by name of a variable, what is put into it; and by name of a field of the page, what it is set to.
function usesIn(files, checker) {
  const named = new Map();
  const changes = new Map();
  const fields = new Map();
  const add = (map, name, one) => map.set(name, [...(map.get(name) || []), one]);
  const look = (node) => {
    if (ts.isIdentifier(node) && !isNaming(node)) add(named, node.text, node);
    for (const one of changesBy(node)) if (ts.isIdentifier(one.of)) add(changes, one.of.text, one);
    if (isAssignment(node) && ts.isPropertyAccessExpression(node.left) && isThePage(node.left.expression)) add(fields, node.left.name.text, node.right);
    ts.forEachChild(node, look);
  };
  files.forEach(look);

  function callsOf(made) {
    const all = (named.get(made.name.text) || []).filter((node) => !isAnother(node, made)).map(callOf);
    return all.includes(null) ? null : all;
  }

  // A parameter, a variable or a field that is called so too, or a function of another file. Who takes a page's field calls it by its name alone.
  function isAnother(node, made) {
    const place = placeOf(node);
    const isField = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    if (!place) return isField && ts.isFunctionDeclaration(made);
    if (isField && !ts.isFunctionDeclaration(made)) return ts.isFunctionDeclaration(place);
    return ![made, made.parent].includes(place) && !ts.isShorthandPropertyAssignment(place) && !ts.isPropertyAccessExpression(place);
  }

  function placeOf(node) {
    const symbol = checker.getSymbolAtLocation(node);
    const real = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return real && real.valueDeclaration;
  }

  return { callsOf, changes, fields };
}

// Where a name is given, or handed from a file to another, nothing is called.
function isNaming(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return false;
  if (ts.isShorthandPropertyAssignment(parent)) return isExports(parent.parent.parent);
  return parent.name === node || ts.isBindingElement(parent) || isExports(parent);
}

function isExports(node) {
  return ts.isBinaryExpression(node) && /^(module\.)?exports\b/.test(node.left.getText());
}

function callOf(node) {
  const whole = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
  return ts.isCallExpression(whole.parent) && whole.parent.expression === whole ? whole.parent : null;
}

// of = becomes; of.name = set; of[any] = set; of.push(set). Deeper, as in of.name.other = value, much may change `within`:
// all of it, or what is called `name`.
function changesBy(node) {
  if (isAssignment(node)) return [assigned(node.left, node.right)];
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  if (node.expression.getText() === "Object.assign") return [deeper(node.arguments[0])];
  return ["push", "unshift"].includes(node.expression.name.text) ? node.arguments.map((set) => ({ of: node.expression.expression, set })) : [];
}

function assigned(left, right) {
  if (ts.isIdentifier(left)) return { of: left, becomes: right };
  if (!ts.isIdentifier(left.expression || left)) return deeper(left);
  return { of: left.expression || left, name: ts.isPropertyAccessExpression(left) ? left.name.text : undefined, set: right };
}

function deeper(node) {
  const root = rootOf(node);
  return { of: root, name: root !== node && ts.isPropertyAccessExpression(root.parent) ? root.parent.name.text : undefined, within: true };
}

function isAssignment(node) {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

// A page's own functions call it this, and modules that are handed it call it page.
function isThePage(node) {
  return node.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(node) && node.text === "page");
}

function rootOf(node) {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) ? rootOf(node.expression) : node;
}

module.exports = { isThePage, usesIn };
