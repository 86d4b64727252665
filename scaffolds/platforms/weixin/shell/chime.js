// Soft notes, no file. A phone that has no notes shakes instead.
const { tone } = require("./notes.js");

let speaker = null;

// Ready to sound, where this phone can.
function wake() {
  if (!speaker && wx.createWebAudioContext) speaker = wx.createWebAudioContext();
  return speaker;
}

// Notes of these heights (in hertz), one after another.
function chime(heights) {
  if (!wake()) return wx.vibrateLong({});
  heights.forEach((height, n) => tone(speaker, height, speaker.currentTime + n * 0.35));
}

module.exports = { chime, wake };
