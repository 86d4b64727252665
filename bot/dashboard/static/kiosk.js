// The projector: what does not fit takes turns, calmly. What there is comes from the server; this only says which of it is seen now.
const TEAMS = 12000, NEWEST = 20000, OTHERS = 10000;
const page = document.body, wide = matchMedia("(min-width: 901px)"), still = matchMedia("(prefers-reduced-motion: reduce)");
let first = 0, held = false, per = 0, said = "", newest = "", turning, saying, sleeping;

const lanes = () => document.getElementById("lanes");
const faded = (element) => still.matches || element?.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 200, easing: "ease-out" });

/* As many lanes as fit, in one column or two; all pages of them are alike. */
function lay() {
  const list = lanes(), race = list?.closest(".race");
  page.classList.add("turning");
  if (!list) return;
  const boats = [...list.children], names = list.classList.contains("names");
  race.classList.remove("two");
  per = boats.length;
  if (wide.matches && boats.length) {
    let rows = fitting(list, names);
    const columns = boats.length > rows ? 2 : 1;
    race.classList.toggle("two", columns === 2);
    if (columns === 2) rows = fitting(list, names);
    per = Math.ceil(boats.length / Math.ceil(boats.length / (rows * columns)));
    list.style.setProperty("--rows", Math.ceil(per / columns));
  }
  if (first >= boats.length) first = 0;
  first -= first % per;
  boats.forEach((boat, place) => (boat.hidden = place < first || place >= first + per));
  const shown = document.getElementById("shown"), values = { first: first + 1, last: Math.min(first + per, boats.length), n: boats.length };
  if (shown) shown.textContent = per < boats.length ? shown.dataset.says.replace(/\{(\w+)\}/g, (_, name) => values[name]) : "";
  document.querySelector("[data-hold]").hidden = per >= boats.length && document.querySelectorAll("#says > li").length < 2;
}

/* Rows that the list's own frame holds, however many it has. */
function fitting(list, names) {
  for (const boat of list.children) boat.hidden = true;
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const rows = Math.max(1, Math.floor(list.clientHeight / ((names ? 3.8 : 3.1) * rem)));
  for (const boat of list.children) boat.hidden = false;
  return rows;
}

function turn() {
  if (!held && !document.hidden && lanes() && per < lanes().children.length) {
    first += per;
    lay();
    faded(lanes());
  }
}

/* The newest announcement as soon as it is there, then the others in turn. */
function say(next = false) {
  const all = [...document.querySelectorAll("#says > li")];
  if (!all.length) return;
  const fresh = all[0].id !== newest, before = all.findIndex((one) => one.id === said);
  const on = fresh || before < 0 ? all[0] : all[(before + (next ? 1 : 0)) % all.length];
  if (fresh || next) later(on === all[0]);
  [newest, said] = [all[0].id, on.id];
  for (const one of all) one.classList.toggle("on", one === on);
  if ((fresh || next) && all.length > 1) faded(on);
}

function later(long) {
  clearTimeout(saying);
  saying = setTimeout(() => {
    if (held || document.hidden) return later(long);
    say(true);
    lay(); // a longer one leaves less room
  }, long ? NEWEST : OTHERS);
}

document.querySelector("[data-hold]").addEventListener("click", (event) => {
  held = !held;
  event.currentTarget.setAttribute("aria-pressed", held);
});
const whole = document.querySelector("[data-whole]");
whole.hidden = !document.fullscreenEnabled;
whole.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));

/* The controls are seen while somebody is at the machine. */
addEventListener("pointermove", () => {
  page.classList.add("awake");
  clearTimeout(sleeping);
  sleeping = setTimeout(() => page.classList.remove("awake"), 4000);
});
document.addEventListener("htmx:after:swap", () => (say(), lay()));
addEventListener("resize", lay);
wide.addEventListener("change", lay);
turning = setInterval(turn, TEAMS);
addEventListener("pagehide", () => clearInterval(turning));
say();
lay();
