// What pages for teachers do beyond their forms and links. The server renders everything; this only makes it quick and calm.
const page = document.body, sheet = document.getElementById("sheet"), note = document.getElementById("said");

/* What was just done or refused, in one sentence. A part says it with the header `HX-Trigger: {"said": {"words": "..."}}`. */
let fading;
function say(sentence) {
  clearTimeout(fading);
  note.textContent = sentence;
  note.hidden = !sentence;
  fading = setTimeout(() => (note.hidden = true), 6000);
}
page.addEventListener("said", (event) => say(event.detail.words));

document.addEventListener("htmx:before:swap", (event) => {
  const { response, target, text } = event.detail.ctx;
  // A form that comes back with its problem is a part of the page (422); any other refusal is a sentence.
  if (!response || response.status < 400 || response.status === 422 || target === sheet) return;
  event.preventDefault();
  if (target?.id !== "alarms" && text && !text.startsWith("<")) say(text);
});
document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx?.sourceElement?.id !== "alarms") say(note.dataset.offline);
});

/* A plain form goes once: a second press before the next page is there would do the same again, unseen. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 3000);
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

/* The sheet: whatever is put into it opens it; closing it empties it. */
document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx.target !== sheet || !sheet.firstElementChild) return;
  if (!sheet.open) sheet.showModal();
  sheet.querySelector("#sheet-title")?.focus();
});
sheet.addEventListener("click", (event) => {
  if (event.target === sheet || event.target.closest("[data-close]")) sheet.close();
});
sheet.addEventListener("close", () => sheet.replaceChildren());
page.addEventListener("close-sheet", () => sheet.close());

/* Copying what is shown in a field, printing, and a list's box that ticks all others. */
document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-print]")) return print();
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  // On a plain http address in a LAN there is no clipboard object; the old way still works there.
  if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
  else document.execCommand("copy");
  button.textContent = button.dataset.done;
});
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-all]");
  if (!all) return;
  for (const box of all.form.elements[all.dataset.all]?.length ? all.form.elements[all.dataset.all] : [all.form.elements[all.dataset.all]]) {
    if (box) box.checked = all.checked;
  }
});

/* The tab of this page, where they do not all fit. */
document.querySelector(".class-tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

/* Something moved in this class: every part that asks for it with `hx-trigger="moved from:body"` is fetched again. */
let wire, retry = 1000, waiting;
const tell = () => page.dispatchEvent(new CustomEvent("moved", { bubbles: true }));

function listen() {
  wire?.close();
  clearTimeout(waiting);
  if (!page.dataset.wire) return;
  wire = new EventSource(page.dataset.wire);
  wire.addEventListener("moved", tell);
  wire.addEventListener("open", () => (retry = 1000));
  // A browser comes back by itself when the line breaks, but not when a server refused; then we do, more and more slowly.
  wire.addEventListener("error", () => {
    if (wire.readyState !== EventSource.CLOSED) return;
    waiting = setTimeout(listen, retry);
    retry = Math.min(retry * 2, 30000);
  });
}
// A browser has few lines to a server: a page that nobody looks at gives its own back, and catches up when it is looked at.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return wire?.close();
  listen();
  tell();
});
addEventListener("online", listen);
addEventListener("pageshow", listen);
addEventListener("pagehide", () => wire?.close());
