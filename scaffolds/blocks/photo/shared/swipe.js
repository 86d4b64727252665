// Which way a finger went, from one touch to another: 1 to the next picture, -1 to the one before, 0 nowhere.

const FAR = 50; // pixels of a swipe

export function stepOf(from, to) {
  const across = to.clientX - from.clientX;
  if (Math.abs(across) < FAR || Math.abs(across) < Math.abs(to.clientY - from.clientY)) return 0;
  return across < 0 ? 1 : -1;
}
