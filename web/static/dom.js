// Elements and words. Text only ever enters the page as text: no string of ours or of the server's is parsed as HTML.

export const texts = JSON.parse(document.getElementById("texts")?.textContent ?? "{}");

/** `fill("출처 {n}", {n: 2})` gives "출처 2". */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** An element with attributes (`on…` are listeners; null, undefined and false are left out) and children. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

/** Where something stands, for people; with the document's title where there are several. */
export function place({ title, section }) {
  const named = !section.length || (texts.many && section[0] !== title);
  return [...(named ? [title] : []), ...section].join(" › ");
}

/** Words without Markdown's signs, for showing a few lines of a document. */
export const bare = (text) => text.replace(/\*\*|__|^#{1,6}\s+/gm, "");

/** Address of a document's page with a span marked; offsets are the server's, code points. */
export function documentUrl({ document: name, start, end, generation }) {
  const then = generation ? `generation=${generation}&` : ""; // the offsets are of that one's text
  return `/documents/${name.split("/").map(encodeURIComponent).join("/")}?${then}start=${start}&end=${end}#mark`;
}

export const askUrl = (question) => `/?${new URLSearchParams({ q: question })}`;
