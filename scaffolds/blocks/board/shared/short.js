// The beginning of a post, so that a button can be told from another by ear.
export function short(row) {
  const words = String(row.title || row.words).replace(/\s+/g, " ");
  return words.length > 40 ? words.slice(0, 39) + "…" : words;
}
