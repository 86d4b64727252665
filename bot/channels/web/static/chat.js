// What the chat page does beyond its forms. The server renders everything; this only makes it quick and calm.
const byId = (id) => document.getElementById(id);
const page = document.body, form = byId("reply"), box = byId("message"), log = byId("log"), scroll = byId("scroll");
const sheet = byId("sheet"), note = byId("note"), file = byId("file"), attached = byId("with");
const words = form.dataset;

const toEnd = () => (scroll.scrollTop = scroll.scrollHeight);
/* A question stands beside its buttons; any other long answer is read from its beginning. */
const toAnswer = () => {
  if (form.querySelector(".chips")) return toEnd();
  const asked = [...log.querySelectorAll(".me")].pop();
  scroll.scrollTop = asked ? asked.offsetTop - log.offsetTop : scroll.scrollHeight;
};
const say = (sentence) => {
  note.textContent = sentence;
  note.hidden = !sentence;
};

/* Sending: the learner's words stand in the log at once; they go back into the box if they did not get out. */
let sent = null;

function bubble(text) {
  const line = document.createElement("div");
  line.className = "me";
  line.dir = "auto";
  line.textContent = text;
  log.append(line);
  return line;
}

function waits(sentence) {
  const line = document.createElement("p");
  line.className = "tutor waits";
  line.id = "waits";
  line.setAttribute("role", "status");
  const said = document.createElement("span");
  said.className = "said";
  said.textContent = sentence;
  line.append(said);
  byId("waits")?.remove();
  log.append(line);
  toEnd();
}

/* What there is of the answer, as it comes. What would stand there for a blink only is left out. */
function speaks(words) {
  sent.timers.forEach(clearTimeout);
  sent.timers = [setTimeout(waits, Math.max(0, sent.at + 600 - Date.now()), words)];
}

function begin(data, label) {
  const text = data.get("press") ? label : data.get("text");
  sent = { text, at: Date.now(), press: data.has("press"), line: text || file.files[0] ? bubble(text || file.files[0].name) : null };
  // Words after two seconds, never dots at once: most answers are quicker.
  sent.timers = [setTimeout(waits, 2000, words.thinking), setTimeout(waits, 9000, words.building)];
  if (!sent.press) box.value = "";
  say("");
  toEnd();
}

function end(arrived) {
  if (!sent) return;
  sent.timers.forEach(clearTimeout);
  byId("waits")?.remove();
  if (arrived) {
    file.value = "";
    showFile();
  } else {
    sent.line?.remove();
    if (!sent.press && !box.value) box.value = sent.text;
    say(navigator.onLine ? words.unsent : words.offline);
  }
  sent = null;
}

document.addEventListener("htmx:before:request", (event) => {
  const { sourceElement, request } = event.detail.ctx;
  if (sourceElement !== form) return;
  const data = request.body;
  const empty = !data.get("press") && !data.get("text")?.trim() && !file.files.length;
  if (sent || empty || paused()) {
    event.preventDefault();
    if (empty) box.focus();
    return;
  }
  const pressed = request.submitter ?? document.activeElement;
  begin(data, pressed?.textContent ?? "");
});
document.addEventListener("htmx:after:request", (event) => {
  const { sourceElement, response } = event.detail.ctx;
  if (sourceElement === form && response && response.status >= 400) end(false);
});
document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx?.sourceElement === form) end(false);
});
document.addEventListener("htmx:before:swap", (event) => {
  // A refusal is a sentence for the note, not a part of the page.
  if (event.detail.ctx.response?.status >= 400 && event.detail.ctx.target !== sheet) event.preventDefault();
});
document.addEventListener("htmx:after:swap", (event) => {
  const { sourceElement, target } = event.detail.ctx;
  if (target === sheet) return open();
  if (sourceElement === form || sourceElement?.id === "undo") {
    end(true);
    if (document.activeElement === page) box.focus({ preventScroll: true });
  }
  settle();
});

box.addEventListener("keydown", (event) => {
  // While a Chinese word is being composed, Enter chooses it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!paused()) form.requestSubmit(form.elements.send);
});

/* A file beside the words. */
function showFile() {
  const chosen = file.files[0];
  attached.hidden = !chosen;
  if (chosen) attached.querySelector("span").textContent = words.attached.replace("{name}", chosen.name);
}
file.addEventListener("change", showFile);
attached.querySelector("button").addEventListener("click", () => {
  file.value = "";
  showFile();
  box.focus();
});

/* Two views on a phone; the lamp says that the app changed while one was talking. */
const tabs = [...byId("tabs").children], lamp = tabs[1].querySelectorAll("i, .vh");
const version = () => document.querySelector(".phone").dataset.version;
let seen = version(), lines = log.childElementCount;

function light(on) {
  lamp.forEach((part) => (part.hidden = !on));
}
function show(name) {
  page.dataset.tab = name;
  tabs.forEach((tab) => {
    tab.setAttribute("aria-selected", String(tab.id === "tab-" + name));
    tab.tabIndex = tab.id === "tab-" + name ? 0 : -1;
  });
  if (name === "app") light(false);
  else toEnd();
}
tabs.forEach((tab) => tab.addEventListener("click", () => show(tab.id.slice(4))));
byId("tabs").addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const other = tabs.find((tab) => tab !== document.activeElement);
  other.focus();
  other.click();
});

/* While the class is paused nothing is sent: the words stay in the box until it goes on. */
const paused = () => byId("turn").dataset.paused === "true";
function hold() {
  form.elements.send.disabled = paused();
  document.querySelectorAll("[form=undo]").forEach((button) => (button.disabled = paused()));
}

/* After the page's parts came anew. */
function settle() {
  hold();
  // The talk went over to another language: so does everything around it.
  if (byId("turn").dataset.lang !== document.documentElement.lang) return location.reload();
  byId("tabs").hidden = !version();
  if (version() !== seen && version()) light(page.dataset.tab === "chat");
  seen = version();
  if (log.childElementCount > lines) toAnswer();
  lines = log.childElementCount;
  if (log.querySelector(".me")) box.placeholder = words.placeholder;
}

/* Dialogs: the sheets that are pages of their own without JavaScript. */
function open() {
  if (!sheet.open) sheet.showModal();
  sheet.querySelector("h1")?.focus();
}
sheet.addEventListener("click", (event) => {
  if (event.target === sheet) sheet.close();
});

/* The app over the whole window. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("#full");
  if (button) full(button.getAttribute("aria-pressed") !== "true");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && page.classList.contains("full")) full(false);
});
function full(on) {
  const button = byId("full");
  button.dataset.open ??= button.textContent;
  page.classList.toggle("full", on);
  button.setAttribute("aria-pressed", String(on));
  button.textContent = on ? button.dataset.close : button.dataset.open;
}

/* Other devices of the same learner, and whoever changes the app: the server says that something moved, and the parts are fetched. */
let wire;
function fetchParts() {
  if (!sent) htmx.ajax("GET", "/parts", { source: log, swap: "none" });
}
function listen() {
  wire?.close();
  // What this page shows is told, so that nothing is missed that moved while it was on its way or the line was down.
  wire = new EventSource("/wire?seen=" + encodeURIComponent(byId("turn").dataset.standing));
  wire.addEventListener("moved", fetchParts);
  wire.addEventListener("says", (event) => sent && speaks(JSON.parse(event.data)));
}
// A browser has few lines to a server: a page that nobody looks at gives its own back.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return wire?.close();
  listen();
});
addEventListener("online", () => say(""));
addEventListener("offline", () => say(words.offline));
addEventListener("pageshow", listen);
addEventListener("pagehide", () => wire?.close());

toEnd();
hold();
