// One question and its answer on the page: busy, then an answer in one of three states, or an error.

import { answerLines, answerSoFar, sources } from "./answer.js";
import { cards } from "./card.js";
import { askUrl, bare, documentUrl, el, fill, place, texts } from "./dom.js";
import { tools } from "./feedback.js";
import { light } from "./light.js";

const words = texts.reply;

const state = (kind) =>
  el("p", { class: "state" }, el("strong", {}, texts.state[kind]), " ", el("span", {}, texts.note[kind]));

/** Citations and passages count in the text of the generation that the answer came from. */
function dated({ generation, citations, passages, ...rest }) {
  const date = (list) => list.map((item) => ({ ...item, generation }));
  return { ...rest, generation, citations: date(citations), passages: date(passages) };
}

function passages(list) {
  return el("ul", { class: "nearest" }, list.map((p) =>
    el("li", {}, el("a", { href: documentUrl(p) },
      el("span", { class: "where" }, place(p)), " ", el("q", {}, bare(p.text))))));
}

/** Passages of different sections, best first. */
function nearest(list) {
  const seen = new Set();
  return list.filter((p) => !seen.has(place(p)) && seen.add(place(p))).slice(0, 3);
}

/** Passages that no citation stands in. */
const unused = ({ passages: list, citations }) =>
  list.filter((p) => !citations.some((c) => c.document === p.document && c.start < p.end && p.start < c.end));

function asks(title, questions) {
  if (!questions.length) return [];
  return [el("h3", {}, title), el("ul", { class: "asks" }, questions.slice(0, 3).map((q) =>
    el("li", {}, el("a", { href: askUrl(q), "data-ask": q }, q))))];
}

function reply(answer, { undo }) {
  const missing = answer.status === "not_found";
  const others = missing ? [] : unused(answer);
  const resolved = undo && answer.standalone_question.trim() !== answer.question.trim() && answer.standalone_question;
  return [
    state(answer.status),
    resolved && el("p", { class: "resolved" }, fill(words.resolved, { question: resolved }), " ",
      el("button", { type: "button", class: "plain", onclick: undo }, words.undo)),
    el("div", { class: "answer" }, answerLines(answer.answer, answer.citations)),
    answer.steps.map((step) => el("p", { class: "steps" }, el("span", {}, words.calculation), step)),
    answer.notice && el("p", { class: "notice" }, answer.notice),
    answer.mode === "generative" && !missing && el("p", { class: "written" }, words.written),
    answer.citations.length > 0 && [el("h3", {}, words.sources), sources(answer.citations)],
    missing && answer.passages.length > 0 && [el("h3", {}, words.nearest), passages(nearest(answer.passages))],
    asks(missing ? words.suggestions : words.more, answer.suggestions),
    others.length > 0 && el("details", { class: "unused" },
      el("summary", {}, fill(words.unused, { n: others.length })), passages(others)),
  ].flat(2).filter(Boolean);
}

/** What a link or button inside a reply shows: a citation, a passage, or null. */
function shown(target, answer) {
  const cite = target.closest(".cite, .sources li");
  if (cite) return answer.citations.find((c) => c.n === Number(cite.dataset.n));
  const link = target.closest(".nearest a");
  return link && answer.passages.find((p) => documentUrl(p) === link.getAttribute("href"));
}

/**
 * A turn. `open(item, opener)` shows a citation or passage, `ask(question)` asks anew, `retry()` asks again,
 * `undo()` asks the same without the conversation before it, `stop()` ends the answering.
 */
export function turn(question, { open, ask, retry, undo, stop }) {
  const body = el("div", { class: "reply" });
  const element = el("article", { class: "turn", "data-status": "busy" },
    el("h2", { class: "question" }, el("span", { class: "unseen" }, `${texts.ask.you}: `), question), body);
  let answer = null;

  light(body);
  body.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab or window, as everywhere
    const link = event.target.closest("[data-ask]");
    const item = answer && shown(event.target, answer);
    if (!link && !item) return;
    event.preventDefault();
    if (link) ask(link.dataset.ask);
    else open(item, event.target.closest("button, a") ?? event.target);
  });

  const stopper = () => el("button", { type: "button", class: "plain stop", onclick: stop }, words.stop);

  return {
    element,
    busy() {
      element.dataset.status = "busy";
      body.replaceChildren(el("p", { class: "state dots" }, texts.ask.busy), stopper());
    },
    progress(text) {
      const button = body.querySelector(".stop") ?? stopper();
      body.replaceChildren(el("div", { class: "answer" }, answerSoFar(text)), button);
    },
    stopped() {
      element.dataset.status = "stopped";
      body.replaceChildren(el("p", { class: "line" }, words.stopped),
        el("p", {}, el("button", { type: "button", class: "plain", onclick: retry }, words.retry)));
    },
    /** Show an answer; `history` is what was sent before it. */
    show(given, history) {
      answer = dated(given);
      element.dataset.status = answer.status;
      body.replaceChildren(...reply(answer, { undo }), tools({ question, answer, history }));
      cards(body, answer);
    },
    fail(error) {
      element.dataset.status = "error";
      body.replaceChildren(state("error"), el("p", { class: "line" }, error.message || words.failed),
        el("p", {}, el("button", { type: "button", class: "plain", onclick: retry }, words.retry)));
    },
  };
}
