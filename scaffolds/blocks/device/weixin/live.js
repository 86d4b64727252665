// The line to a device, what it said last, and what follows from it. `does` is what the page does then: { keep(more), sound(), show() }.

const MOST_SAMPLES = 180;

function nothing() {
  return { link: null, way: "", value: null, samples: [], alarms: [], moved: {}, paused: false, held: null, logging: false, lastKept: 0 };
}

// A new line begins with nothing said.
function take(live, link, way) {
  Object.assign(live, nothing(), { link: link, way: way });
}

// What it said last stays to be read.
function letGo(live) {
  if (live.link) live.link.close();
  Object.assign(live, { link: null, logging: false, alarms: [] });
}

// The device says a line: it is shown, limits are looked at, and what must be moved is moved.
function hear(live, rules, text, does) {
  const said = rules.readLine(text);
  if (!said || !live.link || live.paused || said.name !== rules.SENSOR) return;
  const before = live.alarms;
  live.value = said.value;
  live.samples = live.samples.concat({ at: Date.now() / 1000, value: said.value }).slice(-MOST_SAMPLES);
  live.alarms = rules.alarmsOn(said.value, before);
  live.alarms.forEach((is, n) => is && !before[n] && begin(rules, n, does));
  rules.commandsFor(before, live.alarms).forEach((one) => send(live, one.actuator, one.amount));
  keepInTime(live, rules, does);
  does.show();
}

function begin(rules, n, does) {
  if (rules.ALARMS[n].sound) does.sound();
  if (rules.ALARMS[n].keep) does.keep({ alarm: n });
}

function keepInTime(live, rules, does) {
  if (!live.logging || Date.now() - live.lastKept < rules.LOG_MINUTES * 60000) return;
  live.lastKept = Date.now();
  does.keep({});
}

function send(live, id, amount) {
  live.moved[id] = amount;
  if (live.link) live.link.send(id + ":" + amount).catch(() => {});
}

module.exports = { hear, letGo, nothing, send, take };
