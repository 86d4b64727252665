// What the page of an entry does beyond its forms: it counts the words while they are typed, and the minutes that are left.
const HAN = /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’.,:/@-][\p{L}\p{N}\p{M}]+)*/gu;

/* As the server counts: what stands between spaces, and two Chinese characters as one word. */
function lengthOf(text) {
  const han = text.match(HAN)?.length ?? 0;
  return (text.replace(HAN, " ").match(WORD)?.length ?? 0) + Math.ceil(han / 2);
}

for (const field of document.querySelectorAll("[data-count]")) {
  const count = document.getElementById(field.dataset.count);
  const tell = () => {
    const words = lengthOf(field.value);
    count.textContent = count.dataset.says.replace("#", words);
    count.classList.toggle("over", words > Number(count.dataset.most));
  };
  field.addEventListener("input", tell);
}

/* The minutes, as long as pens are up; at the end the page is fetched anew, unless somebody is typing. */
const clock = document.querySelector("[data-closes]");
function tick() {
  const left = Date.parse(clock.dataset.closes) - Date.now();
  if (left > 24 * 3600e3) return;
  const minutes = Math.floor(left / 60e3);
  if (left > 0) clock.textContent = minutes ? clock.dataset.left.replace("#", minutes) : clock.dataset.last;
  else if (!document.activeElement?.matches("textarea, input")) location.reload();
  if (left > 0) setTimeout(tick, Math.min(left + 800, 10e3));
}
if (clock) tick();
