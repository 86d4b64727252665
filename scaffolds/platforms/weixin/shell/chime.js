// Soft notes, no file. A phone that has no notes shakes instead.
let speaker = null;

// Ready to sound, where this phone can.
function wake() {
  if (!speaker && wx.createWebAudioContext) speaker = wx.createWebAudioContext();
  return speaker;
}

// Notes of these heights (in hertz), one after another.
function chime(heights) {
  if (!wake()) return wx.vibrateLong({});
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

module.exports = { chime, wake };
