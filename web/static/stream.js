// POST /ask/stream, read as it comes. (EventSource cannot POST, so the events are cut out of the body here.)

export class AskError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    buffer += value;
    for (let cut; (cut = buffer.indexOf("\n\n")) >= 0; buffer = buffer.slice(cut + 2)) {
      const lines = buffer.slice(0, cut).split("\n");
      const field = (name) => lines.filter((l) => l.startsWith(name + ": ")).map((l) => l.slice(name.length + 2)).join("\n");
      if (field("data")) yield { name: field("event"), data: JSON.parse(field("data")) };
    }
  }
}

/**
 * Ask; `onDelta` gets the answer's text so far. Gives the whole answer.
 * Throws AskError with the server's code and message, or code "offline" where it cannot be reached.
 */
export async function ask(body, { onDelta = () => {}, signal } = {}) {
  let response;
  try {
    response = await fetch("/ask/stream", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify(body),
      signal,
    });
    if (!response.ok) {
      const { error } = await response.json();
      throw new AskError(error.code, error.message);
    }
    let soFar = "";
    for await (const { name, data } of events(response)) {
      if (name === "delta") onDelta((soFar = (data.anew ? "" : soFar) + data.text));
      if (name === "error") throw new AskError(data.error.code, data.error.message);
      if (name === "done") return data;
    }
  } catch (error) {
    if (error instanceof AskError || error.name === "AbortError") throw error;
  }
  throw new AskError("offline", "");
}
