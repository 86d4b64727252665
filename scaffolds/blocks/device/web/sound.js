// A short tone. Browsers allow it after the first tap on the page.

const place = {};

export function beep() {
  try {
    place.context = place.context || new AudioContext();
    tone(place.context, place.context.currentTime);
  } catch (silent) {
    // no sound here: the limit is shown all the same
  }
}

function tone(context, at) {
  const voice = context.createOscillator();
  const loud = context.createGain();
  voice.frequency.value = 880;
  loud.gain.setValueAtTime(0.15, at);
  loud.gain.exponentialRampToValueAtTime(0.001, at + 0.4);
  voice.connect(loud).connect(context.destination);
  voice.start(at);
  voice.stop(at + 0.4);
}
