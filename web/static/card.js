// A card beside a citation, on hover or focus: where the quote stands and what stands around it.

import { bare, el, place } from "./dom.js";

const AROUND = 90; // characters shown on either side of the quote
const WAIT = 150; // ms that a pointer must rest before the card comes

const card = document.body.appendChild(el("div", { id: "card", class: "card", role: "tooltip", hidden: true }));
let timer = 0;
let holder = null;

function cut(text, most, fromEnd) {
  const letters = [...text];
  if (letters.length <= most) return text;
  return fromEnd ? `…${letters.slice(-most).join("")}` : `${letters.slice(0, most).join("")}…`;
}

function words({ passage, quote }) {
  const at = passage.indexOf(quote);
  if (at < 0) return [el("mark", {}, cut(bare(quote), 300))];
  return [
    cut(bare(passage.slice(0, at)), AROUND, true),
    el("mark", {}, cut(bare(quote), 300)),
    cut(bare(passage.slice(at + quote.length)), AROUND),
  ];
}

function showCard(citation, button) {
  hideCard();
  holder = button;
  card.replaceChildren(el("p", { class: "where" }, place(citation)), el("p", {}, words(citation)));
  card.hidden = false;
  button.setAttribute("aria-describedby", "card");
  stand();
}

/** Put the card above its citation, or below where there is no room. */
function stand() {
  const { left, top, bottom } = holder.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const above = top - height - 8;
  card.style.left = `${Math.max(8, Math.min(left - 24, innerWidth - width - 8))}px`;
  card.style.top = `${above > 60 ? above : bottom + 8}px`;
}

export function hideCard() {
  clearTimeout(timer);
  holder?.removeAttribute("aria-describedby");
  holder = null;
  card.hidden = true;
}

/** Give the citations of a reply their cards. */
export function cards(body, answer) {
  const citation = (button) => answer.citations.find((c) => c.n === Number(button.dataset.n));
  for (const button of body.querySelectorAll(".cite")) {
    const open = () => button.isConnected && showCard(citation(button), button);
    button.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "touch") return; // a tap opens the panel
      clearTimeout(timer);
      timer = setTimeout(open, WAIT);
    });
    button.addEventListener("pointerleave", hideCard);
    button.addEventListener("focus", () => button.matches(":focus-visible") && open());
    button.addEventListener("blur", hideCard);
    button.addEventListener("click", hideCard);
  }
}

addEventListener("scroll", () => holder && stand(), { capture: true, passive: true });
document.addEventListener("keydown", (event) => event.key === "Escape" && hideCard());
