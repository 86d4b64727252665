// Calls when something is due, while the page is in sight: a soft sound, where it was switched on.
const { chime } = require("../../chime.js");

const NOTES = [660, 880];
const KEY = "reminder:sound";
const called = {};
let sound = wx.getStorageSync(KEY) === "on";

function soundIsOn() {
  return sound;
}

// It is heard at once, so that one knows how loud it is.
function turnSound(on) {
  if (on) chime(NOTES);
  sound = on;
  try {
    wx.setStorageSync(KEY, on ? "on" : "off");
  } catch (noRoom) {
    // It is on until the app is closed.
  }
}

// alerts: what the rules let sound now. Each sounds once.
function call(alerts) {
  const fresh = alerts.filter((one) => !called[keyOf(one)]);
  for (const one of fresh) called[keyOf(one)] = true;
  if (fresh.length && sound) chime(NOTES);
}

function keyOf(one) {
  return [one.id, one.day, one.time, one.at].join(" ");
}

module.exports = { call, soundIsOn, turnSound };
