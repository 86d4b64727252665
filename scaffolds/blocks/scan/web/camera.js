// The camera's picture in the page, and every code that comes before it. What a code means is decided elsewhere.

import { decoder } from "./decode.js";
import { watcher } from "./seen.js";

const EVERY = 160; // milliseconds between two looks
const SIDE = 800;

// The `begin` of a place: data = { library, found(code), failed(word), ready() }.
export function watch(element, data) {
  const live = { data: data, video: document.createElement("video"), canvas: document.createElement("canvas"), ended: false, isNew: watcher() };
  live.video.muted = true;
  live.video.setAttribute("playsinline", "");
  element.append(live.video);
  start(live);
  return { update: (newest) => (live.data = newest), end: () => stop(live) };
}

async function start(live) {
  try {
    live.stream = await opened();
    if (live.ended) return stop(live);
    live.video.srcObject = live.stream;
    await live.video.play();
    live.read = await decoder(live.data.library);
    live.data.ready();
    look(live);
  } catch (refused) {
    if (!live.ended) live.data.failed(reason(refused));
    stop(live);
  }
}

// The camera at the back of a phone, where there is one.
function opened() {
  const devices = navigator.mediaDevices;
  if (!devices || !devices.getUserMedia) return Promise.reject(new Error("none"));
  return devices.getUserMedia({ audio: false, video: { facingMode: "environment", width: { ideal: 1280 } } });
}

function reason(refused) {
  if (refused.name === "NotAllowedError") return "camera_denied";
  return refused.name === "NotReadableError" ? "camera_busy" : "no_camera";
}

function stop(live) {
  live.ended = true;
  if (live.stream) live.stream.getTracks().forEach((track) => track.stop());
  live.video.srcObject = null;
}

async function look(live) {
  if (live.ended) return;
  const code = live.video.videoWidth ? await live.read(frame(live)) : "";
  if (code && !live.ended) tell(live, code);
  setTimeout(() => look(live), EVERY);
}

function frame(live) {
  const { video, canvas } = live;
  const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d", { willReadFrequently: true }).drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function tell(live, code) {
  if (!live.isNew(code, Date.now())) return;
  if (navigator.vibrate) navigator.vibrate(60);
  live.data.found(code);
}
