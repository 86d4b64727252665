// What a code stands for, as the page shows it.
const { pictureFile } = require("../../form.js");
const { t, text } = require("../../runtime.js");
const { value } = require("../../shown.js");

// page: { screen, rules, fields }: the words' screen, its rules, and which fields of a thing are told; `always` where a scan asks what
// something is, else what has a picture or an address is shown alone; `list`: { fields, label } of the screen whose rows are found too.
function foundOf(code, app, page) {
  const one = page.rules.known(code, app);
  const link = page.rules.linkOf(code);
  const tells = page.always ? one : one && one.item && one.item.photo;
  if (!tells && !link) return null;
  const address = link ? { link: t("link_open", { host: link.host }, page.screen), href: link.href } : {};
  return { name: one ? one.name : code, lines: [], notes: [], ...aboutOf(one, app, page), ...address };
}

function aboutOf(one, app, page) {
  if (one && one.item) return aboutItem(one.item, app, page);
  if (one && one.record) return { lines: linesOf(page.list.fields, one.record), notes: [t("from_list", { screen: page.list.label }, page.screen)] };
  return {};
}

function aboutItem(item, app, page) {
  const last = page.always ? page.rules.lastOf(item.code, app) : undefined;
  return {
    id: item.id,
    photo: item.photo ? pictureFile(item.photo) : "",
    lines: linesOf(page.fields, item),
    notes: last ? [item.code, t("last_seen", { day: last.day, time: last.time }, page.screen)] : [item.code],
    mayChange: Boolean(page.always) && page.rules.mayChange(item, app),
  };
}

function linesOf(fields, row) {
  const given = fields.filter((field) => field.type !== "photo" && row[field.name] !== false && value(field, row[field.name]) !== "");
  return given.map((field) => ({ name: field.name, label: text(field.label), value: value(field, row[field.name]) }));
}

module.exports = { foundOf };
