// One soft note: how it begins and fades.

// Of a height in hertz, at a time of the speaker's clock.
export function tone(speaker, height, at) {
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
