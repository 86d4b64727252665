// What stands in place of a photo: line drawings in a square of 48.
export const GIFT = "M8 20h32v20H8zM5 13h38v7H5zM24 13v27M24 13c-9 0-12-9-6-9 4 0 6 6 6 9 0-3 2-9 6-9 6 0 3 9-6 9";
export const HANDS = "M6 30c6-6 10-6 14-2h7c4 0 4 5 0 5h-6M27 33l11-7c4-2 7 2 4 5L30 41c-3 2-6 2-9 1l-9-4M6 28v14M24 20l-6-6a4.5 4.5 0 0 1 6-6.5 4.5 4.5 0 0 1 6 6.5z";
export const LOOK = "M21 8a13 13 0 1 0 0 26a13 13 0 1 0 0-26M31 31l10 10";
const ROUND = "M10 26a14 14 0 0 1 25-10l4 4M39 10v10H29M38 24a14 14 0 0 1-25 9l-4-4M9 39V29h10";
const SWAP = "M8 17h30l-8-8M40 31H10l8 8";

// Of an entry of lost property.
export function drawingOfLost(isFound) {
  return isFound ? HANDS : LOOK;
}

// Of an entry of an exchange: by how it changes hands.
export function drawingOfThing(post, isOffer) {
  const how = String(post.how || "");
  if (/lend|borrow|借/i.test(how)) return ROUND;
  if (/swap|trade|換|换/i.test(how)) return SWAP;
  return !isOffer ? LOOK : /help|幫|帮/i.test(how) ? HANDS : GIFT;
}
