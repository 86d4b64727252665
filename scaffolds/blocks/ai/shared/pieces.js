// A text in pieces, so that the words which it shares with another can be marked.

// [{ text, shared }]: together they are the whole text. words: in small letters, as inCommon gives them.
export function pieces(text, words) {
  const small = text.toLowerCase();
  const found = words.map((word) => ({ at: small.indexOf(word), n: word.length })).filter((one) => one.at >= 0).sort((a, b) => a.at - b.at);
  const all = [];
  let from = 0;
  found.forEach((one) => {
    if (one.at < from) return;
    all.push({ text: text.slice(from, one.at), shared: false }, { text: text.slice(one.at, one.at + one.n), shared: true });
    from = one.at + one.n;
  });
  return all.concat({ text: text.slice(from), shared: false }).filter((one) => one.text);
}
