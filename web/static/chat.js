// The chat: what is typed is asked with the conversation before it, and the answer takes its place in the log.

import { composer } from "./composer.js";
import { close, open } from "./panel.js";
import * as store from "./store.js";
import { ask } from "./stream.js";
import { talks } from "./talks.js";
import { turn } from "./turn.js";

const log = document.getElementById("log");
const form = document.getElementById("ask");
const welcome = document.querySelector(".welcome");
const TURNS = 20; // what the server takes
const CHARACTERS = 4000;

/** The conversation on the page; its turns are finished ones, oldest first: {question, answer}. */
let talk = store.fresh();
let running = null;

/** The turns before as the server takes them. An answer that is too long loses its end. */
const history = (before) =>
  before.slice(-TURNS).map(({ question, answer }) => ({
    question,
    answer: [...answer.answer].slice(0, CHARACTERS - [...question].length).join(""),
  }));

/** The documents that the reader chose, or null for all. */
function only() {
  const chosen = new FormData(form).getAll("in");
  return chosen.length ? chosen : null;
}

async function run(view, question, before) {
  running?.abort();
  const mine = (running = new AbortController());
  log.setAttribute("aria-busy", "true");
  view.busy();
  try {
    const sent = history(before);
    const answer = await ask({ question, history: sent, documents: only() }, { onDelta: view.progress, signal: mine.signal });
    view.show(answer, sent);
    return answer;
  } catch (error) {
    if (error.name === "AbortError") mine.stopped ? view.stopped() : view.element.remove();
    else view.fail(error);
    return null;
  } finally {
    if (running === mine) {
      running = null;
      log.setAttribute("aria-busy", "false");
    }
  }
}

/** Put a turn into the log: asked now, or with the answer that it was `given` before. */
function place(question, before, given = null) {
  const mine = talk;
  let done = given;
  const again = async (earlier) => {
    const answer = await run(view, question, earlier);
    if (!answer) return;
    const kept = { question, answer };
    const at = mine.turns.indexOf(done);
    if (at < 0) mine.turns.push(kept);
    else mine.turns[at] = kept;
    done = kept;
    store.save(mine);
  };
  const view = turn(question, {
    open,
    ask: send,
    retry: () => again(before),
    undo: before.length ? () => again([]) : null,
    stop() {
      running.stopped = true; // else it gives way to another question, and its turn goes
      running.abort();
      box.focus(); // the button is gone
    },
  });
  welcome.dataset.small = "";
  log.append(view.element);
  if (given) {
    view.show(given.answer, history(before));
    return;
  }
  view.element.classList.add("new");
  again(before);
  view.element.scrollIntoView({ block: "start" });
}

function send(question) {
  store.enter(talk);
  place(question, [...talk.turns]);
}

/** Show a conversation, or a new one for null. */
function enter(conversation) {
  running?.abort();
  close();
  talk = conversation ?? store.fresh();
  store.enter(conversation);
  log.replaceChildren();
  delete welcome.dataset.small;
  talk.turns.forEach((t, i) => place(t.question, talk.turns.slice(0, i), t));
  log.lastElementChild?.scrollIntoView({ block: "start" });
  box.focus();
}

const box = composer(form, send);
talks({ talk: () => talk, enter });

document.querySelector(".welcome .asks")?.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  send(link.textContent);
  box.focus();
});

// An answer that came with the address is built anew from its JSON, so that it works like the others;
// without one, the tab goes on where it was.
const first = document.getElementById("first");
if (first) {
  const answer = JSON.parse(first.textContent);
  enter({ ...store.fresh(), turns: [{ question: answer.question, answer }] });
} else if (!log.children.length && store.current()) {
  enter(store.current());
}
