// A pretend device, to make the app with before the real one is there. It sends lines as a board does; a hand on its dial holds it where one wants it.

const PACE = 1000;
const PERIOD = 60;

// about: { sensor, low, high }. Besides what every link has, this one has turn(value): hold there, or null: go on by itself.
export async function openSimulated(ears, about) {
  const state = { held: null, begun: Date.now() };
  const tell = () => ears.line(about.sensor + ":" + valueAt(about, state));
  const timer = about.sensor === "none" ? 0 : setInterval(tell, PACE);
  if (timer) setTimeout(tell);
  return {
    name: "",
    turn: (value) => {
      state.held = value;
      if (timer) tell();
    },
    send: async () => {},
    close: () => clearInterval(timer),
  };
}

function valueAt(about, state) {
  return state.held === null ? curve(about, (Date.now() - state.begun) / 1000) : state.held;
}

// What each sensor would say after so many seconds: slow waves, noise that is the same each time, a button now and then.
export function curve(about, seconds) {
  const share = (CURVES[about.sensor] || wave)(seconds);
  const value = about.low + (about.high - about.low) * Math.min(Math.max(share, 0), 1);
  return about.high - about.low > 100 || about.sensor === "button" ? Math.round(value) : Math.round(value * 10) / 10;
}

const CURVES = {
  temperature: (t) => 0.5 + 0.09 * turn(t, PERIOD) + 0.004 * noise(t),
  light: (t) => 0.4 + 0.35 * turn(t, PERIOD) + 0.03 * noise(t),
  sound: (t) => 0.22 + 0.16 * Math.abs(noise(t)) + (Math.floor(t) % 14 === 9 ? 0.5 : 0),
  moisture: (t) => 0.75 - 0.6 * ((t % 90) / 90) + 0.006 * noise(t),
  pressure: (t) => (t % 40 < 22 ? 0.68 + 0.03 * noise(t) : 0.08 + 0.02 * noise(t)),
  movement: (t) => 0.34 + 0.03 * noise(t) + (Math.floor(t) % 20 === 13 ? 0.4 : 0),
  button: (t) => (Math.floor(t) % 9 === 6 ? 1 : 0),
};

function wave(seconds) {
  return 0.5 + 0.4 * turn(seconds, PERIOD);
}

function turn(seconds, period) {
  return Math.sin((seconds / period) * 2 * Math.PI);
}

// Between -1 and 1, the same for the same second.
function noise(seconds) {
  const n = Math.sin(Math.floor(seconds) * 12.9898) * 43758.5453;
  return 2 * (n - Math.floor(n)) - 1;
}
