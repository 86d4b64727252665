// One part of a page over the whole screen, for the projector.
const button = document.querySelector("[data-full]"), part = document.getElementById("entrance");
if (document.fullscreenEnabled) {
  button.hidden = false;
  button.addEventListener("click", () => part.requestFullscreen());
}
