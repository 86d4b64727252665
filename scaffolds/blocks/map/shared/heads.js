// The shapes that tell the kinds of places apart, in the order of the kinds; the seventh kind begins again.

// Pins in a box of 44 and 48. They end in the same point, at 22, 46.
export const HEADS = [
  "M22 46 14 35a15 15 0 1 1 16 0z",
  "M22 46l-6-9H9a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2h26a2 2 0 0 1 2 2v26a2 2 0 0 1-2 2h-7z",
  "M22 46 17 38 4 22 22 4l18 18-13 16z",
  "M22 46l-6-8-9-5V13l15-9 15 9v20l-9 5z",
  "M22 46l-5-8C8 34 6 26 6 8h32c0 18-2 26-11 30z",
  "M22 46l-6-8H8L4 24l8-14 10-6 10 6 8 14-4 14h-8z",
];

// The same, small, beside a kind's name, in a square of 20.
export const SIGNS = [
  "M10 2a8 8 0 1 0 .1 0z",
  "M3 3h14v14H3z",
  "M10 1 19 10 10 19 1 10z",
  "M10 1 18 5.5v9L10 19 2 14.5v-9z",
  "M2 3h16c0 9-2 13-8 15-6-2-8-6-8-15z",
  "M6 2h8l5 8-5 8H6l-5-8z",
];
