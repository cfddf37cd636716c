// An answer's text becomes lines; each run of words is tied to the citations that follow it.

import { bare, documentUrl, el, fill, place, texts } from "./dom.js";

const MARKS = /((?:\s*\[\d+\])+)/;

function citeButton(citation) {
  return el(
    "button",
    {
      type: "button",
      class: "cite",
      "data-n": citation.n,
      "aria-expanded": "false",
      "aria-controls": "panel",
      "aria-label": fill(texts.reply.source, { n: citation.n, where: (citation.section.length ? citation.section : [citation.title]).join(", ") }),
    },
    String(citation.n),
  );
}

/** One line: words, then the buttons of the citations that prove them. A `[n]` that nothing answers to stays text. */
function line(text, citations) {
  const item = /^[-·•]\s+/.exec(text);
  const p = el("p", { class: item ? "line item" : "line" });
  const parts = (item ? text.slice(item[0].length) : text).split(MARKS);
  for (let i = 0; i < parts.length; i += 2) {
    const cited = [...(parts[i + 1] ?? "").matchAll(/\d+/g)].map((m) => citations.get(Number(m[0])));
    const known = cited.filter(Boolean);
    const words = known.length === cited.length ? parts[i] : parts[i] + parts[i + 1];
    if (words) p.append(el("span", { class: "sentence", "data-cites": known.map((c) => c.n).join(" ") }, words));
    p.append(...known.map(citeButton));
  }
  return p;
}

export function answerLines(text, citations) {
  const byNumber = new Map(citations.map((c) => [c.n, c]));
  return text.split("\n").filter((l) => l.trim()).map((l) => line(l, byNumber));
}

/** The answer while it streams: no citations yet, and an unfinished `[` held back. */
export function answerSoFar(text) {
  return text.replace(/\s*\[\d*$/, "").split("\n").filter((l) => l.trim())
    .map((l) => el("p", { class: "line" }, l.replace(/\s*\[\d+\]/g, "").replace(/^[-·•]\s+/, "· ")));
}

export function sources(citations) {
  return el("ol", { class: "sources" }, citations.map((c) =>
    el("li", { "data-n": c.n },
      el("a", { href: documentUrl(c) },
        el("span", { class: "n" }, String(c.n)), " ",
        el("span", { class: "where" }, place(c)), " ",
        el("q", {}, bare(c.quote))))));
}
