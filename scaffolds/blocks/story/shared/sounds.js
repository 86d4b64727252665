// Short sounds, made on the device: no file is loaded. What makes them (`device`) is the platform's audio context.

const NOTES = {
  bell: [[880, 0, 1.8], [1320, 0, 1.2], [880, 1, 1.8]],
  chime: [[659, 0, 0.9], [784, 0.18, 0.9], [1047, 0.36, 1.4]],
  heartbeat: [0, 1, 2, 3].reduce((all, n) => all.concat([[58, n, 0.22], [50, n + 0.28, 0.26]]), []),
};
// [low or high pass, its frequency, begins, lasts, loudness]
const NOISES = {
  knock: [0, 0.32, 0.64].map((at) => ["lowpass", 420, at, 0.09, 1.4]),
  steps: [0, 0.55, 1.1, 1.65, 2.2].map((at, n) => ["lowpass", n % 2 ? 620 : 480, at, 0.1, 0.8]),
  raindrops: [["highpass", 2400, 0, 7, 0.12]],
  waves: [["lowpass", 700, 0, 3.4, 0.5], ["lowpass", 600, 3, 3.6, 0.5]],
  wind: [["lowpass", 480, 0, 3, 0.4], ["lowpass", 900, 2.4, 3, 0.3]],
};

// Begins a sound; returns the function that ends it.
export function sound(device, id) {
  if (!(NOTES[id] || NOISES[id])) return () => {};
  const out = device.createGain();
  out.gain.value = 0.5;
  out.connect(device.destination);
  (NOTES[id] || []).forEach((note) => tone(device, out, note));
  (NOISES[id] || []).forEach((noise) => rustle(device, out, noise));
  return () => out.disconnect();
}

function tone(device, out, [pitch, begins, lasts]) {
  const source = device.createOscillator();
  source.frequency.value = pitch;
  source.connect(fading(device, out, begins, lasts, pitch < 100 ? 1.6 : 0.4, 0.01));
  source.start(device.currentTime + begins);
  source.stop(device.currentTime + begins + lasts);
}

function rustle(device, out, [kind, frequency, begins, lasts, loud]) {
  const source = device.createBufferSource();
  source.buffer = noise(device, lasts);
  const filter = device.createBiquadFilter();
  filter.type = kind;
  filter.frequency.value = frequency;
  source.connect(filter);
  filter.connect(fading(device, out, begins, lasts, loud, lasts > 1 ? lasts / 3 : 0.005));
  source.start(device.currentTime + begins);
}

function fading(device, out, begins, lasts, loud, rise) {
  const gain = device.createGain();
  const at = device.currentTime + begins;
  gain.gain.setValueAtTime(0.0001, at);
  gain.gain.linearRampToValueAtTime(loud, at + rise);
  gain.gain.linearRampToValueAtTime(0.0001, at + lasts);
  gain.connect(out);
  return gain;
}

function noise(device, seconds) {
  const buffer = device.createBuffer(1, Math.ceil(seconds * device.sampleRate), device.sampleRate);
  const data = buffer.getChannelData(0);
  for (let i = 0; i < data.length; i++) data[i] = Math.random() * 2 - 1;
  return buffer;
}
