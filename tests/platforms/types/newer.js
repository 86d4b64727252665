// What a phone's WeChat may not know yet: each name of WeChat's says in its typings since which library it is there. Who asks first whether it
// is there, in the same file, may use it.
const ts = require("typescript");

const SINCE = /^[\s*/]*需要基础库： `(\d+\.\d+\.\d+)`/m;
const VERSION = /^\d+\.\d+\.\d+$/;
const { AmpersandAmpersandToken, BarBarToken, ExclamationToken } = ts.SyntaxKind;

// Lines for the names in these files that came after the library of this version.
function newer(program, files, version) {
  return VERSION.test(version) ? files.flatMap((file) => ofFile(program.getTypeChecker(), file, version)) : [];
}

function ofFile(checker, file, version) {
  const late = new Map();
  const askedFor = new Set();
  const look = (node) => {
    const symbol = ts.isIdentifier(node) || ts.isStringLiteral(node) ? named(checker, node) : undefined;
    if (symbol && isAfter(since(symbol), version)) (isAsked(node) ? askedFor.add(symbol) : late.set(symbol, node));
    ts.forEachChild(node, look);
  };
  look(file);
  const may = (symbol) => askedFor.has(symbol) || file.text.includes(`.canIUse("${symbol.name}`);
  return [...late].filter(([symbol]) => !may(symbol)).map(([symbol, node]) => [node, `${symbol.name} is there since ${since(symbol)}, and libVersion is ${version}`]);
}

// What an identifier names of another thing: wx.name, const { name } = wx, { name: value } where WeChat takes it, wx["name"].
function named(checker, node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return checker.getSymbolAtLocation(node);
  if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) return checker.getTypeAtLocation(parent.expression).getProperty(node.text);
  if (ts.isBindingElement(parent) && (parent.propertyName || parent.name) === node) return checker.getTypeAtLocation(parent.parent).getProperty(node.text);
  if (!ts.isObjectLiteralElementLike(parent) || parent.name !== node) return undefined;
  const wanted = checker.getContextualType(parent.parent);
  return wanted && wanted.getProperty(node.text);
}

function since(symbol) {
  const [place] = (symbol.declarations || []).filter((one) => one.getSourceFile().isDeclarationFile);
  const [, version] = (place && SINCE.exec(place.getFullText().slice(0, place.getLeadingTriviaWidth()))) || [];
  return version;
}

function isAfter(one, other) {
  if (!one) return false;
  const [a, b] = [one, other].map((version) => version.split(".").map(Number));
  const n = a.findIndex((part, index) => part !== b[index]);
  return n >= 0 && a[n] > b[n];
}

// if (wx.name), wx.name ? a : b, !wx.name, wx.name && a, Boolean(wx.name)
function isAsked(node) {
  const whole = node.parent;
  const { parent } = whole;
  if (ts.isIfStatement(parent)) return parent.expression === whole;
  if (ts.isConditionalExpression(parent)) return parent.condition === whole;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ExclamationToken;
  if (ts.isBinaryExpression(parent)) return [AmpersandAmpersandToken, BarBarToken].includes(parent.operatorToken.kind);
  return ts.isTypeOfExpression(parent) || (ts.isCallExpression(parent) && parent.expression.getText() === "Boolean");
}

module.exports = { newer };
