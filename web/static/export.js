// A conversation as Markdown and JSON, with its citations; to be copied or saved.

import { documentUrl, place, texts } from "./dom.js";

function turnMarkdown({ question, answer }) {
  const cited = answer.citations.map((c) =>
    `[${c.n}] ${place(c)} — “${c.quote.replace(/\s+/g, " ")}” (${c.document}, ${c.start}–${c.end}) <${new URL(documentUrl(c), location.href)}>`);
  return [`## ${question}`, `_${texts.state[answer.status]}_`, answer.answer,
    ...answer.steps.map((step) => `${texts.reply.calculation}: ${step}`), cited.join("\n")].filter(Boolean).join("\n\n");
}

export const answerMarkdown = (question, answer) => `${turnMarkdown({ question, answer })}\n`;

const markdown = ({ title, turns }) => `# ${title}\n\n${turns.map(turnMarkdown).join("\n\n")}\n`;

const json = ({ title, at, turns }) => JSON.stringify({ title, at: new Date(at).toISOString(), turns }, null, 2);

/** Copy words; where the browser has no clipboard (a page that is not local or HTTPS), through a selection. */
export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}

function save(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Save a conversation as a file of `kind` "md" or "json", named after its title. */
export function exportAs(kind, conversation) {
  const name = `${conversation.title.replace(/[\\/:*?"<>|\s]+/g, " ").trim().slice(0, 60) || texts.talks.untitled}.${kind}`;
  if (kind === "md") save(name, markdown(conversation), "text/markdown;charset=utf-8");
  else save(name, json(conversation), "application/json");
}
