// Reads a list of app folders, builds each as WeChat's own uploader does, and says what it refuses and what it finds poor.
const os = require("os");
const fs = require("fs");
const path = require("path");
const log = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr); // the builder speaks on standard output, where only the answer belongs
const ci = require("miniprogram-ci");
const Zip = require("adm-zip");

// A module that several packages take lies once in the main one, though no page there takes it.
const LEFT = ["CONTAINS_OTHER_PKG_JS"];

// What it would ask WeChat's server about the project is known here already: the build needs no network and no account.
async function build(folder) {
  const project = new ci.Project({ appid: "touristappid", type: "miniProgram", projectPath: folder, privateKey: "none" });
  project.attr = async () => ci.DefaultProjectAttr;
  const out = fs.mkdtempSync(path.join(os.tmpdir(), "sampan-ci-"));
  try {
    const made = path.join(out, "made.zip");
    await ci.getCompiledResult({ project, setting: { es6: true, enhance: true, minify: true }, onProgressUpdate() {} }, made);
    const poor = (await ci.checkCodeQuality(project)).filter((one) => !one.success && !LEFT.includes(one.name));
    return { refused: poor.map((one) => `quality: ${one.text}`), sizes: sizes(folder, made) };
  } catch (fault) {
    return { refused: [String(fault.message || fault).trim().slice(0, 400)], sizes: {} };
  } finally {
    fs.rmSync(out, { recursive: true, force: true });
  }
}

// Bytes by the root of the package that a file belongs to; the main package has no root.
function sizes(folder, made) {
  const { subPackages = [] } = JSON.parse(fs.readFileSync(path.join(folder, "app.json"), "utf8"));
  const found = Object.fromEntries(["", ...subPackages.map((one) => one.root)].map((root) => [root, 0]));
  for (const { entryName, header } of new Zip(made).getEntries()) {
    const file = path.posix.normalize(entryName);
    const { root } = subPackages.find((one) => file.startsWith(`${one.root}/`)) || { root: "" };
    found[root] += header.size;
  }
  return found;
}

async function main() {
  const found = {};
  for (const folder of JSON.parse(fs.readFileSync(0, "utf8"))) found[folder] = await build(folder);
  log(JSON.stringify(found), () => process.exit(0));
}

main();
