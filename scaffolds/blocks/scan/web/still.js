// A code in a picture that was taken or chosen. Works where a page may not use the camera itself.

import { decoder } from "./decode.js";

const SIDES = [1000, 1800, 500];

// { code } or { why }: the word of what went wrong.
export async function codeInPicture(file, library) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return { why: "photo_unreadable" };
  const read = await decoder(library);
  for (const side of SIDES) {
    const code = await read(drawn(picture, side));
    if (code) return { code: code };
  }
  return { why: "no_code_in_photo" };
}

function drawn(picture, side) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
