// An entry is dragged to another place by its grip. What the buttons do, the server does; so does this: the new order is sent as one more step.
document.documentElement.classList.add("can-drag");
let dragged, moved;

const placed = (form) =>
  [...form.querySelectorAll(".places > li")]
    .map((place) => [...place.querySelectorAll(".one")].map((one) => one.dataset.n).join("."))
    .filter(Boolean)
    .join("-");

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".grip");
  if (!grip || event.button) return;
  event.preventDefault();
  dragged = grip.closest(".one");
  moved = false;
  dragged.classList.add("dragged");
});

document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const edge = 72;
  if (event.clientY < edge) scrollBy(0, -12);
  if (event.clientY > innerHeight - edge) scrollBy(0, 12);
  const own = dragged.closest(".places > li");
  const other = document.elementFromPoint(innerWidth / 2, event.clientY)?.closest(".places > li");
  if (!other || other === own) return;
  // It leaves those that it was tied with and stands on a place of its own.
  const place = own.querySelectorAll(".one").length > 1 ? own.cloneNode(false) : own;
  if (place !== own) {
    place.classList.remove("tied");
    place.append(document.createElement("ul"));
    place.querySelector("ul").append(dragged);
  }
  const middle = other.getBoundingClientRect();
  other[event.clientY > middle.top + middle.height / 2 ? "after" : "before"](place);
  moved = true;
});

function drop() {
  if (!dragged) return;
  const form = dragged.closest("form");
  dragged.classList.remove("dragged");
  dragged = undefined;
  if (!moved) return;
  const code = form.elements.now.value, out = code.indexOf("~");
  form.elements.now.value = placed(form) + (out < 0 ? "" : code.slice(out));
  form.requestSubmit(form.querySelector("[value=set]"));
}
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", drop);
