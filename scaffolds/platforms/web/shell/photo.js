// Makes a picture small enough to keep.

const SIDE = 1024;

// A phone's picture has megabytes; a thousand pixels are enough to see, and leave out where it was taken.
export async function smaller(file) {
  if (!file) return "";
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.8);
  } catch (unreadable) {
    return "unreadable";
  }
}
