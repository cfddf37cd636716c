// Under each answer: copy it, and say whether it is right; if not, why. What is said last counts.

import { el, texts } from "./dom.js";
import { answerMarkdown, copy } from "./export.js";

const words = texts.feedback;
const REASONS = ["wrong_citation", "wrong_answer", "missing"];

const spans = (list) => list.map(({ document, start, end, quote = "" }) => ({ document, start, end, quote: quote.slice(0, 4000) }));

async function send(key, { question, answer, history }, verdict, reason) {
  const { standalone_question, status, generation, citations, passages } = answer;
  const response = await fetch("/feedback", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      key, verdict, reason, question, standalone_question, history, status, generation,
      answer: answer.answer, citations: spans(citations), passages: spans(passages),
    }),
  });
  if (!response.ok) throw new Error((await response.json()).error.message);
}

/** The row of tools under an answer. `asked` is {question, answer, history}. */
export function tools(asked) {
  const key = crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const said = el("span", { role: "status" });
  const why = el("span", { class: "why", hidden: true });

  async function say(button, verdict, reason = "") {
    for (const other of row.querySelectorAll("[aria-pressed]")) other.setAttribute("aria-pressed", String(other === button || (reason && other === bad)));
    why.hidden = verdict === "good";
    try {
      await send(key, asked, verdict, reason);
      said.textContent = verdict === "bad" && !reason ? words.why : words.thanks;
    } catch {
      said.textContent = words.failed;
    }
  }

  const choice = (label, verdict, reason) =>
    el("button", { type: "button", class: "tool", "aria-pressed": "false",
      onclick: (event) => say(event.currentTarget, verdict, reason) }, label);
  const good = choice(words.good, "good");
  const bad = choice(words.bad, "bad");
  why.append(...REASONS.map((reason) => choice(words[reason], "bad", reason)));

  const copyButton = el("button", { type: "button", class: "tool", onclick: async () => {
    await copy(answerMarkdown(asked.question, asked.answer));
    said.textContent = texts.panel.copied;
  } }, words.copy);
  const row = el("div", { class: "tools" }, copyButton, good, bad, said, why);
  return row;
}
