// The box to type in. Enter sends, Shift+Enter breaks the line.
//
// Korean is composed a syllable at a time, and the Enter that sends often ends a composition too. Browsers then tell it
// in different orders (Chrome: Enter, compositionend; Safari: compositionend, Enter). Sending at the first would leave the
// last syllable behind in the box, to be sent again; so an Enter while composing only asks to be sent at compositionend.

import { fill, texts } from "./dom.js";

const LONGEST = 1000;

export function composer(form, send) {
  const box = form.elements.q;
  const hint = form.querySelector("#hint");
  let composing = false;
  let waiting = false;

  const say = (wrong) => {
    hint.textContent = wrong || texts.ask.hint;
    hint.toggleAttribute("data-wrong", Boolean(wrong));
    box.toggleAttribute("aria-invalid", Boolean(wrong));
  };

  const submit = () => {
    waiting = false;
    const question = box.value.trim();
    if (!question) return;
    const length = [...question].length;
    if (length > LONGEST) {
      say(fill(texts.ask.too_long, { n: length.toLocaleString() }));
      return;
    }
    say("");
    box.value = "";
    send(question);
  };

  box.addEventListener("compositionstart", () => (composing = true));
  box.addEventListener("compositionend", () => {
    composing = false;
    // After this turn of the event loop the last syllable, and a line break some browsers add, are in the box.
    if (waiting) setTimeout(submit, 0);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    if (composing || event.isComposing) {
      waiting = true;
      return;
    }
    event.preventDefault();
    submit();
  });
  box.addEventListener("input", () => {
    if (!composing && box.value === "\n") box.value = ""; // the break of an Enter that has already sent
    if (hint.hasAttribute("data-wrong")) say("");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (composing) waiting = true;
    else submit();
    box.focus();
  });

  return { focus: () => box.focus(), put: (question) => ((box.value = question), box.focus()) };
}
