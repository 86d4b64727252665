// Makes a picture small enough to keep, on this device. Drawing it anew leaves out where and with what it was taken.

import { ENOUGH, HUGE, STEPS, drawSmall } from "./small.js";

// { photo } or { why }: the word of what is wrong with the file.
export async function prepare(file) {
  if (file.size > HUGE) return { why: "photo_huge" };
  const kind = await kindOf(file);
  if (kind === "drawing") return { why: "photo_drawing" };
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return { why: kind === "heic" ? "photo_heic" : "photo_unreadable" };
  return { photo: smallest(picture) };
}

// By its first bytes: a file's name and type say what somebody wants us to think.
async function kindOf(file) {
  const head = new Uint8Array(await file.slice(0, 256).arrayBuffer());
  const text = String.fromCharCode.apply(null, head);
  if (/^ftyp(?:hei|hev|mif|msf)/.test(text.slice(4))) return "heic";
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(text) ? "drawing" : "picture";
}

function smallest(picture) {
  const canvas = document.createElement("canvas");
  let photo = "";
  for (let n = 0; n < STEPS.length && (!photo || photo.length > ENOUGH); n += 1) {
    const [side, quality] = STEPS[n];
    drawSmall(canvas, picture, side);
    photo = canvas.toDataURL("image/jpeg", quality);
  }
  return photo;
}
