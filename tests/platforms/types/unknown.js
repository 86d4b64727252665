// wx["name"], wx[name]: the types look only at wx.name.
const ts = require("typescript");

function unknown(program, files) {
  const checker = program.getTypeChecker();
  const told = [];
  const look = (node) => {
    if (ts.isElementAccessExpression(node) && isWeChats(checker.getTypeAtLocation(node.expression))) told.push(...ofAccess(checker, node));
    ts.forEachChild(node, look);
  };
  files.forEach(look);
  return told;
}

function isWeChats({ symbol }) {
  const [place] = (symbol && symbol.declarations) || [];
  return Boolean(place) && place.getSourceFile().fileName.includes("miniprogram-api-typings");
}

function ofAccess(checker, node) {
  const has = checker.getTypeAtLocation(node.expression);
  const name = checker.getTypeAtLocation(node.argumentExpression);
  const names = (name.isUnion() ? name.types : [name]).filter((one) => one.isStringLiteral()).map((one) => one.value);
  const missing = checker.getIndexInfosOfType(has).length ? [] : names.filter((one) => !has.getProperty(one));
  return missing.map((one) => [node, `${node.expression.getText()} has no ${one}`]);
}

module.exports = { unknown };
