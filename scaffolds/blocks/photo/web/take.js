// Makes a picture small enough to keep, on this device. Drawing it anew leaves out where and with what it was taken.

const SIDES = [1024, 1024, 1024, 800, 640];
const QUALITIES = [0.8, 0.65, 0.5, 0.5, 0.45];
const ENOUGH = 130000; // signs of a kept picture
const HUGE = 40e6;

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
  let photo = "";
  for (let n = 0; n < SIDES.length && (!photo || photo.length > ENOUGH); n += 1) photo = drawn(picture, SIDES[n]).toDataURL("image/jpeg", QUALITIES[n]);
  return photo;
}

function drawn(picture, side) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
