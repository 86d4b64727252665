// Soft notes, no file. Browsers let a page sound only after a press.

let speaker = null;

// Ready to sound, where this browser can: to be called at a press, so that what comes later is heard.
export function wake() {
  const Kind = window.AudioContext || window.webkitAudioContext;
  if (!Kind) return null;
  speaker = speaker || new Kind();
  if (speaker.state === "suspended") speaker.resume().catch(() => {});
  return speaker;
}

// Notes of these heights (in hertz), one after another.
export function chime(heights) {
  if (!wake()) return;
  heights.forEach((height, n) => tone(height, speaker.currentTime + n * 0.35));
}

function tone(height, at) {
  const source = speaker.createOscillator();
  const volume = speaker.createGain();
  source.frequency.value = height;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.2, at + 0.05);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.9);
  source.connect(volume);
  volume.connect(speaker.destination);
  source.start(at);
  source.stop(at + 1);
}
