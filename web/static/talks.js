// The list of conversations: enter, rename, delete, start anew, save, print.

import { el, texts } from "./dom.js";
import { exportAs } from "./export.js";
import * as store from "./store.js";

const words = texts.talks;
const box = document.getElementById("talks");
const list = box.querySelector("ul");

/** `talk()` is the conversation on the page; `enter(conversation)` shows another one, or a new one for null. */
export function talks({ talk, enter }) {
  function leave(conversation) {
    box.hidePopover();
    enter(conversation);
  }

  function renaming(conversation, row) {
    const input = el("input", { value: conversation.title, "aria-label": words.title, maxlength: 80 });
    const done = (keep) => {
      if (keep && input.value.trim()) {
        store.rename(conversation.id, input.value.trim());
        if (talk().id === conversation.id) Object.assign(talk(), { title: input.value.trim(), named: true });
      }
      show();
    };
    const form = el("form", { onsubmit: (event) => (event.preventDefault(), done(true)) }, input,
      el("button", { class: "tool" }, words.keep));
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // closes the naming, not the list
      event.stopPropagation();
      done(false);
    });
    row.replaceChildren(form);
    input.select();
  }

  function removing(conversation, button) {
    if (!button.dataset.sure) {
      button.dataset.sure = "1";
      button.textContent = words.sure;
      return;
    }
    store.remove(conversation.id);
    if (talk().id === conversation.id) enter(null);
    show();
    (list.querySelector("button") ?? box.querySelector("[data-new]")).focus();
  }

  function entry(conversation) {
    const row = el("li", {});
    row.append(
      el("button", { type: "button", class: "title", "aria-current": conversation.id === talk().id ? "true" : null,
        onclick: () => leave(conversation) }, conversation.title || words.untitled),
      el("button", { type: "button", class: "tool", onclick: () => renaming(conversation, row) }, words.rename),
      el("button", { type: "button", class: "tool", onclick: (event) => removing(conversation, event.currentTarget) }, words.remove),
    );
    return row;
  }

  function show() {
    const kept = store.all();
    list.replaceChildren(...kept.map(entry));
    box.querySelector("[data-none]").hidden = kept.length > 0;
    for (const button of box.querySelectorAll("[data-save], [data-print]")) button.disabled = !talk().turns.length;
  }

  box.addEventListener("beforetoggle", (event) => event.newState === "open" && show());
  box.querySelector("[data-new]").addEventListener("click", () => leave(null));
  for (const button of box.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => exportAs(button.dataset.save, talk()));
  }
  box.querySelector("[data-print]").addEventListener("click", () => {
    box.hidePopover();
    print();
  });
  document.querySelector("[popovertarget=talks]").hidden = false;
}
