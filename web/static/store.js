// Conversations, kept in this browser only: [{id, title, named, at, turns: [{question, answer}]}], latest first.

const KEY = "conversations";
const CURRENT = "conversation"; // which one this tab is in
const MOST = 50;
const SHOWN = 240; // characters kept of a passage that was not cited: what the page shows of it

export function all() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return []; // no storage, or not ours
  }
}

function write(conversations) {
  for (let kept = conversations.slice(0, MOST); ; kept = kept.slice(0, -1)) {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
      return;
    } catch {
      if (kept.length <= 1) return; // full even with one, or no storage: this page still holds it
    }
  }
}

const light = (answer) => ({ ...answer, passages: answer.passages.map((p) => ({ ...p, text: p.text.slice(0, SHOWN) })) });

export const fresh = () => ({ id: crypto.randomUUID?.() ?? String(Date.now()), title: "", named: false, at: Date.now(), turns: [] });

/** The conversation that this tab is in, or null. */
export const current = () => all().find((c) => c.id === sessionStorage.getItem(CURRENT)) ?? null;

export const enter = (conversation) => sessionStorage.setItem(CURRENT, conversation?.id ?? "");

export function save(conversation) {
  conversation.at = Date.now();
  if (!conversation.named) conversation.title = conversation.turns[0]?.question ?? "";
  const kept = { ...conversation, turns: conversation.turns.map((t) => ({ ...t, answer: light(t.answer) })) };
  write([kept, ...all().filter((c) => c.id !== conversation.id)]);
}

export function rename(id, title) {
  write(all().map((c) => (c.id === id ? { ...c, title, named: true } : c)));
}

export function remove(id) {
  write(all().filter((c) => c.id !== id));
}
