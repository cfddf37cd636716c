// The chat: what is typed is asked with the conversation before it, and the answer takes its place in the log.

import { composer } from "./composer.js";
import { open } from "./panel.js";
import { ask } from "./stream.js";
import { turn } from "./turn.js";

const log = document.getElementById("log");
const welcome = document.querySelector(".welcome");
const TURNS = 20; // what the server takes
const CHARACTERS = 4000;

/** Finished turns of this conversation, oldest first: {question, answer}. */
let turns = [];
let running = null;

/** The conversation as the server takes it. An answer that is too long loses its end. */
function history(before) {
  return before.slice(-TURNS).map(({ question, answer }) => ({
    question,
    answer: [...answer.answer].slice(0, CHARACTERS - [...question].length).join(""),
  }));
}

async function run(view, question, before) {
  running?.abort();
  const mine = (running = new AbortController());
  log.setAttribute("aria-busy", "true");
  view.busy();
  try {
    const answer = await ask({ question, history: history(before) }, { onDelta: view.progress, signal: mine.signal });
    view.show(answer);
    return answer;
  } catch (error) {
    if (error.name === "AbortError") view.element.remove();
    else view.fail(error);
    return null;
  } finally {
    if (running === mine) {
      running = null;
      log.setAttribute("aria-busy", "false");
    }
  }
}

function place(question, before, given = null) {
  const again = async (history) => {
    const answer = await run(view, question, history);
    if (answer) turns = [...turns.filter((t) => t !== view.turn), (view.turn = { question, answer })];
  };
  const view = turn(question, {
    open,
    ask: send,
    retry: () => again(before),
    undo: before.length ? () => again([]) : null,
  });
  welcome.dataset.small = "";
  if (!given) view.element.classList.add("new");
  log.append(view.element);
  if (given) {
    view.show(given);
    turns.push((view.turn = { question, answer: given }));
  } else {
    again(before);
    view.element.scrollIntoView({ block: "start" });
  }
}

function send(question) {
  place(question, [...turns]);
}

const box = composer(document.getElementById("ask"), send);

document.querySelector(".welcome .asks")?.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  send(link.textContent);
  box.focus();
});

// An answer that came with the address: build it anew from its JSON, so that it works like the others.
const first = document.getElementById("first");
if (first) {
  const answer = JSON.parse(first.textContent);
  log.replaceChildren();
  place(answer.question, [], answer);
}
