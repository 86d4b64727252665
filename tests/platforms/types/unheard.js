// Failures that nobody hears of: something waits for WeChat's answer, and nothing happens where it is a no.
const ts = require("typescript");
const { usesIn } = require("./uses.js");

// Their own sheet says what there is to say, and to close it is an answer.
const SHEETS = ["showModal", "showActionSheet"];
const AFTER = ["success", "fail", "complete"];

function unheard(program, files) {
  const checker = program.getTypeChecker();
  const { callsOf } = usesIn(files, checker);
  const told = [];
  const look = (node) => {
    if (ts.isCallExpression(node) && mayFail(checker, node) && isLost(node)) told.push([node, `nobody hears where ${node.expression.getText()} fails`]);
    ts.forEachChild(node, look);
  };

  function isLost(call) {
    const [given] = call.arguments;
    const names = given && ts.isObjectLiteralExpression(given) ? given.properties.map((one) => (one.name ? one.name.text : "...")) : [];
    if (names.includes("...") || (given && !ts.isObjectLiteralExpression(given))) return false;
    if (AFTER.some((name) => names.includes(name))) return names.includes("success") && (!["fail", "complete"].some((name) => names.includes(name)) || isSilent(given));
    return !ts.isExpressionStatement(call.parent) && isForgotten(call, false, new Set());
  }

  // A promise that something waits for and that may be broken, and nothing is done about it. What becomes of one that is handed on is not known.
  function isForgotten(promise, isWaitedFor, seen) {
    const { parent } = promise;
    if (ts.isParenthesizedExpression(parent)) return isForgotten(parent, isWaitedFor, seen);
    if (ts.isExpressionStatement(parent)) return isWaitedFor;
    if (ts.isAwaitExpression(parent)) return !isTried(parent) && isForgottenByCallers(functionAround(parent), true, seen);
    if (ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === promise)) return isForgottenByCallers(functionAround(promise), isWaitedFor, seen);
    if (!ts.isPropertyAccessExpression(parent) || !ts.isCallExpression(parent.parent)) return false;
    const whole = parent.parent;
    if (parent.name.text === "then" && whole.arguments.length === 2) return isEmpty(whole.arguments[1]);
    if (parent.name.text === "catch") return isEmpty(whole.arguments[0]);
    return isForgotten(whole, true, seen);
  }

  // Whoever calls it may catch it. What nothing calls, WeChat does.
  function isForgottenByCallers(made, isWaitedFor, seen) {
    if (!made || seen.has(made)) return false;
    seen.add(made);
    if (!made.name) return isCalledAtOnce(made) && isForgotten(calledAtOnce(made), isWaitedFor, seen);
    const all = callsOf(made);
    if (!all) return false;
    return all.length ? all.some((call) => isForgotten(call, isWaitedFor, seen)) : isWaitedFor && ts.isMethodDeclaration(made);
  }

  files.forEach(look);
  return told;
}

// A call of WeChat's that takes success and fail.
function mayFail(checker, node) {
  const symbol = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression);
  const [place] = (symbol && symbol.declarations) || [];
  if (!place || !place.getSourceFile().fileName.includes("miniprogram-api-typings") || SHEETS.includes(symbol.name)) return false;
  return symbol.declarations.some((one) => takesFail(checker, one));
}

function takesFail(checker, { parameters, type }) {
  const [wanted] = parameters || (type && type.parameters) || [];
  const given = wanted && wanted.type && checker.getTypeFromTypeNode(wanted.type);
  const all = given ? [given.getConstraint() || given].flatMap((one) => (one.isUnion() ? one.types : [one])) : [];
  return all.some((one) => checker.getPropertyOfType(checker.getApparentType(one), "fail"));
}

function isSilent(given) {
  const fail = given.properties.find((one) => one.name.text === "fail");
  return Boolean(fail) && isEmpty(ts.isPropertyAssignment(fail) ? fail.initializer : fail);
}

// A function that does nothing, or only writes what nobody reads.
function isEmpty(made) {
  return /^console\.\w+$/.test(made.getText()) || (ts.isFunctionLike(made) && made.body && ts.isBlock(made.body) && made.body.statements.every((one) => /^console\./.test(one.getText())));
}

function functionAround(node) {
  return ts.findAncestor(node.parent, ts.isFunctionLike);
}

function isTried(node) {
  const made = functionAround(node);
  return Boolean(ts.findAncestor(node, (one) => one.parent && ts.isTryStatement(one.parent) && one.parent.tryBlock === one && one.parent.catchClause && functionAround(one) === made));
}

function isCalledAtOnce(made) {
  const call = calledAtOnce(made);
  return ts.isCallExpression(call) && !call.arguments.includes(made);
}

function calledAtOnce(made) {
  return ts.isParenthesizedExpression(made.parent) ? made.parent.parent : made.parent;
}

module.exports = { unheard };
