// The side panel: the whole document, scrolled to the marked quote. A column on wide screens, a sheet on narrow ones.
// Esc closes it and gives focus back to what opened it.

import { documentUrl, place, texts } from "./dom.js";
import { copy } from "./export.js";

const panel = document.getElementById("panel");
const part = (name) => panel.querySelector(`[data-${name}]`);
const narrow = matchMedia("(max-width: 999.9px)");
const still = matchMedia("(prefers-reduced-motion: reduce)");
let opener = null;
let asked = 0;

function show() {
  if (panel.open) return;
  if (narrow.matches) panel.showModal();
  else panel.show();
}

function forget() {
  opener?.removeAttribute("aria-expanded");
  if (opener?.matches(".cite")) opener.setAttribute("aria-expanded", "false");
}

/** Open the panel at a citation or passage. `from` gets focus back when it closes. */
export async function open(item, from) {
  forget();
  opener = from;
  if (from.matches(".cite")) from.setAttribute("aria-expanded", "true");
  const url = documentUrl(item);
  const paper = part("paper");
  const mine = ++asked;
  panel.querySelector("h2").textContent = item.n ? `${texts.panel.title} ${item.n}` : texts.panel.title;
  part("where").textContent = place(item);
  part("open").href = url;
  paper.replaceChildren(texts.panel.loading);
  paper.setAttribute("aria-busy", "true");
  show();
  panel.querySelector("h2").focus({ preventScroll: true });
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (mine !== asked) return; // another one was opened meanwhile
    paper.replaceChildren(...page.getElementById("paper").childNodes);
    const mark = paper.querySelector("mark");
    if (mark) {
      const top = mark.getBoundingClientRect().top - paper.getBoundingClientRect().top;
      paper.scrollTo({ top: paper.scrollTop + top - paper.clientHeight * 0.3, behavior: still.matches ? "instant" : "auto" });
    }
  } catch {
    if (mine === asked) paper.replaceChildren(texts.panel.failed);
  } finally {
    if (mine === asked) paper.removeAttribute("aria-busy");
  }
}

export function close() {
  if (panel.open) panel.close();
}

panel.addEventListener("close", () => {
  forget();
  asked += 1;
  if (opener?.isConnected) opener.focus();
  opener = null;
});
part("close").addEventListener("click", close);
panel.addEventListener("click", (event) => {
  if (event.target === panel && narrow.matches) close(); // the backdrop
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel.open && !event.isComposing && !document.querySelector("dialog:modal")) close();
});
narrow.addEventListener("change", () => {
  if (!panel.open) return;
  const back = opener; // closing and showing again must not lose it
  opener = null;
  panel.close();
  opener = back;
  show();
});

const link = part("link");
link.addEventListener("click", async () => {
  await copy(part("open").href);
  link.textContent = texts.panel.copied;
  setTimeout(() => (link.textContent = texts.panel.link), 1600);
});
