// What a browser makes sounds with. A test puts a simulated window.AudioContext in.

import { sound } from "./sounds.js";

let device = null;

// Begins a sound; returns the function that ends it.
export function play(id) {
  const Context = window.AudioContext || window.webkitAudioContext;
  if (!Context) return () => {};
  device = device || new Context();
  if (device.resume) device.resume();
  return sound(device, id);
}
