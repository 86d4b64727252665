// What a value is made of, read from the code that makes it: literals, what is spread into them, what functions return, what lists hold.
const ts = require("typescript");
const { isThePage, usesIn } = require("./uses.js");
const { ANYTHING, either, items, listOf, member, spelt, thing, together } = require("./things.js");

const SAME_LIST = ["filter", "slice", "sort", "reverse"];
const ONE_OF_IT = ["find", "pop", "shift"];
const { AmpersandAmpersandToken, BarBarToken, FalseKeyword, NullKeyword, TrueKeyword } = ts.SyntaxKind;
const NO_THINGS = [FalseKeyword, NullKeyword, TrueKeyword];

// `own(name)` is what the page calls so: its own functions and modules that are handed it may call it. `files` are all that may have to do with it.
function maker(checker, own, files) {
  const known = new Map();
  const { callsOf, changes, fields } = usesIn(files, checker);

  function value(node) {
    if (!known.has(node)) {
      known.set(node, ANYTHING); // what is made of itself
      known.set(node, made(node));
    }
    return known.get(node);
  }

  function made(node) {
    if (ts.isParenthesizedExpression(node)) return value(node.expression);
    if (ts.isConditionalExpression(node)) return either([value(node.whenTrue), value(node.whenFalse)]);
    if (ts.isBinaryExpression(node)) return ofTwo(node);
    if (ts.isObjectLiteralExpression(node)) return together(node.properties.map(part));
    if (ts.isArrayLiteralExpression(node)) return listOf(either(node.elements.map((one) => (ts.isSpreadElement(one) ? items(value(one.expression)) : value(one)))));
    if (ts.isFunctionLike(node)) return [{ ...thing(), makes: node }];
    if (ts.isCallExpression(node)) return called(node);
    if (ts.isElementAccessExpression(node)) return items(value(node.expression));
    if (ts.isPropertyAccessExpression(node) && isThePage(node.expression)) return ofThePage(node.name.text);
    if (ts.isPropertyAccessExpression(node)) return behind(checker.getSymbolAtLocation(node.name)) || member(value(node.expression), node.name.text) || ANYTHING;
    if (ts.isIdentifier(node)) return behind(checker.getSymbolAtLocation(node)) || ANYTHING;
    if (ts.isStringLiteralLike(node)) return spelt(node.text);
    return ts.isLiteralExpression(node) || ts.isTemplateExpression(node) || NO_THINGS.includes(node.kind) ? [] : ANYTHING;
  }

  function ofTwo({ left, right, operatorToken }) {
    if (operatorToken.kind === BarBarToken) return either([value(left), value(right)]);
    return operatorToken.kind === AmpersandAmpersandToken ? value(right) : ANYTHING;
  }

  function part(one) {
    if (ts.isSpreadAssignment(one)) return value(one.expression);
    if (ts.isShorthandPropertyAssignment(one)) return field(one.name.text, behind(checker.getShorthandAssignmentValueSymbol(one)) || ANYTHING);
    const held = ts.isPropertyAssignment(one) ? value(one.initializer) : value(one);
    return ts.isComputedPropertyName(one.name) ? [thing(new Map(), held)] : field(one.name.text, held);
  }

  function called({ arguments: given, expression }) {
    if (!ts.isPropertyAccessExpression(expression)) return returned(value(expression));
    const [name, of] = [expression.name.text, expression.expression];
    if (isThePage(of)) return returned(ofThePage(name));
    if (name === "map") return listOf(returned(value(given[0])));
    if (name === "flatMap") return listOf(items(returned(value(given[0]))));
    if (name === "concat") return listOf(either([of, ...given].map((one) => items(value(one)))));
    if (SAME_LIST.includes(name)) return value(of);
    if (ONE_OF_IT.includes(name)) return items(value(of));
    if (expression.getText() === "Object.assign") return together(given.map(value));
    return returned(value(expression));
  }

  function ofThePage(name) {
    return either([own(name), ...(fields.get(name) || []).map(value)]);
  }

  // What functions give back. What waits gives a promise.
  function returned(functions) {
    const able = functions && functions.filter((one) => one.word === undefined);
    return able && either(able.map(({ makes }) => (makes && makes.body && !waits(makes) ? fromBody(makes.body) : ANYTHING)));
  }

  function fromBody(body) {
    return ts.isBlock(body) ? either(returnsIn(body).map((one) => (one.expression ? value(one.expression) : []))) : value(body);
  }

  // What stands behind a name, in this file or in another; undefined where that is not in the app.
  function behind(symbol) {
    const found = real(symbol);
    const place = found && found.valueDeclaration;
    if (!place || place.getSourceFile().isDeclarationFile) return undefined;
    if (ts.isFunctionLike(place)) return value(place);
    if (ts.isBindingElement(place)) return takenOut(place);
    if (ts.isShorthandPropertyAssignment(place)) return behind(checker.getShorthandAssignmentValueSymbol(place));
    if (ts.isPropertyAssignment(place)) return value(place.initializer);
    if (ts.isPropertyAccessExpression(place) && ts.isBinaryExpression(place.parent)) return value(place.parent.right); // exports.name = value
    if (ts.isParameter(place)) return handed(place);
    return ts.isVariableDeclaration(place) && place.initializer ? variable(place, found) : ANYTHING;
  }

  // What calls hand to a function that has a name. One that is itself handed on may be called with anything.
  function handed(place) {
    const { name, parameters } = place.parent;
    const all = name && ts.isIdentifier(name) ? callsOf(place.parent) : null;
    if (!all || !ts.isIdentifier(place.name) || place.dotDotDotToken) return ANYTHING;
    const given = all.map((one) => one.arguments[parameters.indexOf(place)]).filter(Boolean);
    return either([...given, place.initializer].filter(Boolean).map(value));
  }

  // const { name } = value
  function takenOut({ dotDotDotToken, name, parent, propertyName }) {
    const whole = parent.parent;
    const isPlain = ts.isVariableDeclaration(whole) && whole.initializer && ts.isObjectBindingPattern(parent) && !dotDotDotToken;
    return isPlain ? member(value(whole.initializer), (propertyName || name).text) || ANYTHING : ANYTHING;
  }

  // What a variable begins with, becomes later, and is filled with.
  function variable(place, symbol) {
    const all = (changes.get(place.name.text) || []).filter((one) => real(checker.getSymbolAtLocation(one.of)) === symbol);
    if (all.some((one) => one.within && !one.name)) return ANYTHING;
    const whole = either([value(place.initializer), ...all.filter((one) => one.becomes).map((one) => value(one.becomes))]);
    const more = all.filter((one) => one.set || one.within);
    return whole === ANYTHING || !more.length ? whole : together([whole, ...more.map(({ name, set }) => filling(name, set))]);
  }

  function filling(name, set) {
    const held = set ? put(set) : ANYTHING;
    return name ? field(name, held) : [thing(new Map(), held)];
  }

  function put(set) {
    return ts.isSpreadElement(set) ? items(value(set.expression)) : value(set);
  }

  function real(symbol) {
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  }

  return { value };
}

function field(name, value) {
  return [thing(new Map([[name, value]]))];
}

function waits(makes) {
  return Boolean(makes.asteriskToken) || (makes.modifiers || []).some((one) => one.kind === ts.SyntaxKind.AsyncKeyword);
}

function returnsIn(body) {
  const all = [];
  const look = (node) => {
    if (ts.isReturnStatement(node)) all.push(node);
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, look);
  };
  ts.forEachChild(body, look);
  return all;
}

module.exports = { maker };
