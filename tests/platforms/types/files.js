// Files of an app. What is missing or cannot be read is nothing here: other looks tell of it.
const fs = require("fs");
const path = require("path");

function textOf(folder, file) {
  const place = path.join(folder, file);
  return fs.existsSync(place) && fs.statSync(place).isFile() ? fs.readFileSync(place, "utf8") : "";
}

function dataOfFile(folder, file) {
  try {
    return Object(JSON.parse(textOf(folder, file)));
  } catch (notJson) {
    return {};
  }
}

module.exports = { dataOfFile, textOf };
