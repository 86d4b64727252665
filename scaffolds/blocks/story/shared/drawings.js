// Line drawings in a square of 24, each beside a word.

export const PATHS = {
  map: "M12 4v5M12 9H6v5M12 9h6v5M6 14v.1M18 14v.1M4 15h4v4H4zM16 15h4v4h-4zM10 3h4v4h-4z",
  sound: "M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM15.5 9a4.2 4.2 0 0 1 0 6M18.2 6.3a8 8 0 0 1 0 11.4",
  quiet: "M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM16 9.5l5 5M21 9.5l-5 5",
  read: "M4 6c3-1.5 5.5-1.5 8 0 2.5-1.5 5-1.5 8 0v12c-3-1.5-5.5-1.5-8 0-2.5-1.5-5-1.5-8 0zM12 6v12",
  lock: "M7 11h10v8H7zM9 11V8a3 3 0 0 1 6 0v3",
  flag: "M6 21V4M6 5h11l-2 4 2 4H6",
  plus: "M12 5v14M5 12h14",
};
