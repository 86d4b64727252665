// Questions in place, and where the keyboard goes.

import { html } from "../../vendor/preact.js";

// It asks in place, before anything is lost.
export function sure(view, sentence, remove) {
  const { ui } = view;
  const yes = async () => {
    await remove();
    view.set({ asked: undefined, picked: undefined });
    ui.refocus("[data-action=add], [data-action=new_picture]");
  };
  return html`<div class="map-sure"><p>${sentence}</p><div class="buttons"><button type="button" class="quiet" data-action="remove-yes" ref=${ui.focusOnce} onClick=${yes}>${ui.t("remove")}</button>
    <button type="button" class="quiet" onClick=${() => view.set({ asked: undefined })}>${ui.t("cancel")}</button></div></div>`;
}

export function focusOn(selector) {
  const found = document.querySelector(selector);
  if (found) found.focus();
}
