// What the live page does beyond its forms and links: an order is taken as soon as it is chosen, and a word that went out closes its sheet.
const sheet = document.getElementById("sheet");

for (const form of document.querySelectorAll("form[data-now]")) {
  form.querySelector("button").hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}

document.addEventListener("htmx:after:request", (event) => {
  const { sourceElement: form, response } = event.detail.ctx;
  if (form?.matches("form[data-closes]") && response?.status < 300) sheet.close();
});

const whole = document.querySelector("[data-whole]");
if (whole && document.fullscreenEnabled) {
  whole.hidden = false;
  whole.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
}
