// Reads a list of app folders, builds each as WeChat's own uploader does, and says what it refuses and what it finds poor.
const os = require("os");
const fs = require("fs");
const path = require("path");
const log = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr); // the builder speaks on standard output, where only the answer belongs
const ci = require("miniprogram-ci");

// What it would ask WeChat's server about the project is known here already: the build needs no network and no account.
async function build(folder) {
  const project = new ci.Project({ appid: "touristappid", type: "miniProgram", projectPath: folder, privateKey: "none" });
  project.attr = async () => ci.DefaultProjectAttr;
  const out = fs.mkdtempSync(path.join(os.tmpdir(), "sampan-ci-"));
  try {
    const made = path.join(out, "made.zip");
    await ci.getCompiledResult({ project, setting: { es6: true, enhance: true, minify: true }, onProgressUpdate() {} }, made);
    const poor = (await ci.checkCodeQuality(project)).filter((one) => !one.success);
    return { refused: poor.map((one) => `quality: ${one.text}`), size: fs.statSync(made).size };
  } catch (fault) {
    return { refused: [String(fault.message || fault).trim().slice(0, 400)], size: 0 };
  } finally {
    fs.rmSync(out, { recursive: true, force: true });
  }
}

async function main() {
  const found = {};
  for (const folder of JSON.parse(fs.readFileSync(0, "utf8"))) found[folder] = await build(folder);
  log(JSON.stringify(found), () => process.exit(0));
}

main();
