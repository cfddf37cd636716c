// The keeper's page, live: how far a rebuild is, by server-sent events; and the page's parts anew when the index changed.
// Every form works without this.

import { fill, texts } from "../dom.js";

const box = document.querySelector("[data-build]");
const part = (name) => box.querySelector(`[data-${name}]`);
const bar = box.querySelector("progress");
const button = box.querySelector("button");
let running = box.dataset.running === "true";
let generation = box.dataset.generation;

/** Say something once: a screen reader hears each new stage, not each tick. */
function say(words) {
  if (part("stage").textContent !== words) part("stage").textContent = words;
}

function show(build) {
  button.disabled = build.running;
  bar.hidden = !build.running;
  bar.value = build.share;
  const left = build.seconds_left;
  part("counts").textContent = build.running
    ? [fill(texts.counted, { documents: build.documents.toLocaleString(), chunks: build.chunks.toLocaleString() }),
      left != null && (left >= 1 ? fill(texts.left, { n: Math.round(left) }) : texts.soon)].filter(Boolean).join(" · ")
    : "";
  part("error").hidden = build.running || !build.error;
  part("error").textContent = build.error;
  if (build.running) say(texts.stages[build.stage] ?? build.stage);
  else if (running) say(build.error ? texts.failed : texts.finished);
}

/** Take what the server shows now in place of what this page was sent; forms that are being filled in stay. */
async function renew() {
  const response = await fetch("/admin", { headers: { Accept: "text/html" } });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const old of document.querySelectorAll("[data-part]")) {
    const now = page.querySelector(`[data-part="${old.dataset.part}"]`);
    if (!now) return location.reload(); // the session has run out
    old.replaceChildren(...now.childNodes);
  }
}

const source = new EventSource("/index/progress");
source.addEventListener("progress", (event) => {
  const build = JSON.parse(event.data);
  const changed = build.generation !== generation || (running && !build.running);
  show(build);
  running = build.running;
  generation = build.generation;
  if (changed) renew();
});
addEventListener("pagehide", () => source.close());
