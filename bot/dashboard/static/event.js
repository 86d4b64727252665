// The clocks of an event: exact by the server's clock, whatever this device believes. `data-until` is counted down to.
const DAYS = 172800000, ROUND = 60000;
let server; // the server's milliseconds at the moment at which performance.now() was 0: a device whose own time is set meanwhile changes nothing
let told = "", ticking, asking;

const clocks = () => document.querySelectorAll("[data-until]");
const now = () => server + performance.now();

function shown(left) {
  const seconds = Math.ceil(left / 1000), two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function tick() {
  clearTimeout(ticking);
  let wait = 1000;
  for (const clock of clocks()) {
    server ??= Date.parse(clock.dataset.now) - performance.now();
    const left = Math.max(0, Date.parse(clock.dataset.until) - now());
    if (left < DAYS && clock.textContent !== shown(left)) clock.textContent = shown(left);
    if (left) wait = Math.min(wait, left % 1000 || 1000);
    else over(clock.dataset.until);
  }
  ticking = setTimeout(tick, Math.max(20, wait));
}

// The time is over: what comes now is the server's to say. Phones ask a little apart from each other, a projector at once.
function over(until) {
  if (told === until) return;
  told = until;
  const apart = document.body.classList.contains("kiosk") ? 100 : 500 + Math.random() * 3000;
  setTimeout(() => document.body.dispatchEvent(new CustomEvent("over", { bubbles: true })), apart);
}

// The quickest of a few answers says best what time it is there: it was underway for the shortest time.
async function ask() {
  clearTimeout(asking);
  asking = setTimeout(ask, ROUND);
  const address = document.querySelector("[data-clock]")?.dataset.clock;
  if (!address || document.hidden) return;
  let quickest = Infinity, found;
  for (let times = 0; times < 3; times++) {
    try {
      const sent = performance.now(), answer = await fetch(address, { cache: "no-store" }), came = performance.now();
      if (came - sent < quickest && answer.ok) [quickest, found] = [came - sent, (await answer.json()).now - (sent + came) / 2];
    } catch { return; } // without a line the clock goes on by itself
  }
  if (found === undefined) return;
  server = found;
  tick();
}

tick();
ask();
/* What somebody unfolded stays open though its part is fetched again. */
let unfolded = [];
document.addEventListener("htmx:before:swap", () => (unfolded = [...document.querySelectorAll("details[id][open]")].map((one) => one.id)));
document.addEventListener("htmx:after:swap", () => {
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  tick();
});
document.addEventListener("visibilitychange", ask);
addEventListener("online", ask);
addEventListener("pageshow", (event) => event.persisted && ask());
