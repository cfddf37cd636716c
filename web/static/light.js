// Passing over a citation lights its words and its source; passing over the words lights them too.
// The arrow keys walk through an answer's citations.

export function light(body) {
  const set = (numbers) => {
    for (const lit of body.querySelectorAll("[data-lit]")) lit.removeAttribute("data-lit");
    for (const n of numbers) {
      for (const words of body.querySelectorAll(`.sentence[data-cites~="${n}"]`)) words.dataset.lit = "";
      body.querySelector(`.sources [data-n="${n}"]`)?.setAttribute("data-lit", "");
    }
  };
  const numbers = (target) => {
    const at = target.closest?.(".cite, .sources li, .sentence");
    return at ? (at.dataset.n ?? at.dataset.cites).split(" ").filter(Boolean) : [];
  };
  for (const name of ["pointerover", "focusin"]) body.addEventListener(name, (event) => set(numbers(event.target)));
  for (const name of ["pointerleave", "focusout"]) body.addEventListener(name, () => set([]));

  body.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches(".cite")) return;
    const all = [...body.querySelectorAll(".cite")];
    event.preventDefault();
    all[(all.indexOf(event.target) + step + all.length) % all.length].focus();
  });
}
