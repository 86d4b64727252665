// How small a picture is made, step by step, until it is small enough to keep.

// The longest side in dots, and how well it is kept (0 to 1).
export const STEPS = [[1024, 0.8], [1024, 0.65], [1024, 0.5], [800, 0.5], [640, 0.45]];
export const ENOUGH = 130000; // signs of a kept picture
export const HUGE = 40e6; // bytes of a file that nobody should wait for

// Draws a picture on a canvas so that its longest side is `side` at most. What is clear becomes white.
export function drawSmall(canvas, picture, side) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
}
