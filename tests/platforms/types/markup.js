// WXML as a tree: each element with its tag, its attributes and what stands in it, and each text.
const COMMENT = /<!--[\s\S]*?-->/g;
const SCRIPT = /(<wxs\b[^>]*>)[\s\S]*?(?=<\/wxs>)/g;
const PART = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g;

function tree(markup) {
  const top = { children: [] };
  const around = [top];
  for (const [, closes, tag, written, ends, text] of markup.replace(COMMENT, "").replace(SCRIPT, "$1").matchAll(PART)) {
    if (closes) around.splice(Math.max(1, around.findLastIndex((node) => node.tag === tag)));
    else around[around.length - 1].children.push(text === undefined ? element(tag, written) : { text, children: [] });
    const made = around[around.length - 1].children.at(-1);
    if (!closes && !ends && made.tag) around.push(made);
  }
  return top.children;
}

function element(tag, written) {
  const attributes = Object.fromEntries([...written.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [name, double ?? single ?? ""]));
  return { tag, attributes, children: [] };
}

module.exports = { tree };
