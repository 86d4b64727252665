// Keys on the page of one student's report: ← and → turn to the neighbour, 1 to 4 press the level of the line in which the focus is.
const typing = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.target.closest(typing) || document.querySelector("dialog[open]")) return;
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    document.querySelector(`a[rel=${event.key === "ArrowLeft" ? "prev" : "next"}]`)?.click();
  } else if (/^[1-4]$/.test(event.key)) {
    event.target.closest("[data-line]")?.querySelector(`.level[value="${event.key}"]`)?.click();
  }
});

// The line comes back new: the focus stays where it was.
document.addEventListener("htmx:before:swap", () => { kept = document.activeElement?.id; });
document.addEventListener("htmx:after:swap", () => {
  if (kept && document.activeElement === document.body) document.getElementById(kept)?.focus();
  kept = "";
});
let kept = "";
