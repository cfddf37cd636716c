"""A scripted server that speaks the OpenAI chat completions API over real HTTP, one behaviour at a time.

    with OpenAIServer("정규직은 22명입니다. [1]") as server: ...
    with OpenAIServer(behaviour="cut", text=...) as server: ...

`requests` holds the bodies and headers of all calls, `cancelled` is set when a client went away in the middle.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-test-0123456789abcdef"


class OpenAIServer:
    """Serves on a free port of this machine. `text` is what the model writes, or a function of the request's messages.

    Behaviours: good; 400, 401, 429, 500 (that status, always); 500-once (good at the second call); slow (nothing comes
    for a long time), stall (a sentence, then nothing), drip (a piece every 50 ms), cut (the connection ends in the
    middle), malformed (JSON that is none), html (a page instead of a stream), error (an error inside the stream),
    endless (the text again and again), picky (refuses max_tokens, as newer models of one vendor do).
    """

    def __init__(self, text: str | Callable[[list[dict[str, str]]], str] = "", behaviour: str = "good") -> None:
        self.text, self.behaviour = text, behaviour
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.cancelled = threading.Event()
        self.stopping = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append(body)
                outer.headers.append(dict(self.headers))
                try:
                    outer._respond(self, body)
                except (BrokenPipeError, ConnectionResetError):
                    outer.cancelled.set()
                self.close_connection = True

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> OpenAIServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that point a program here."""
        return {"llm_base_url": self.base_url, "llm_model": "scripted", "llm_api_key": KEY}

    def _respond(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        how = self.behaviour
        if how == "500-once":
            how = "500" if len(self.requests) == 1 else "good"
        if how == "picky" and "max_tokens" in body:
            error = {
                "message": "Unsupported parameter: 'max_tokens'",
                "param": "max_tokens",
                "code": "unsupported_parameter",
            }
            return self._send(handler, 400, "application/json", json.dumps({"error": error}))
        if how in ("400", "401", "429", "500"):
            message = f"Incorrect API key provided: {KEY}" if how == "401" else "no"
            return self._send(handler, int(how), "application/json", json.dumps({"error": {"message": message}}))
        if how == "slow":
            return self._wait(handler)
        if how == "html":
            return self._send(handler, 200, "text/html", "<html><body>Please log in</body></html>")
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Connection", "close")
        handler.end_headers()
        text = self.text(body["messages"]) if callable(self.text) else self.text
        self._stream(handler, how, text)
        return None

    def _stream(self, handler: BaseHTTPRequestHandler, how: str, text: str) -> None:
        self._event(handler, _chunk(role="assistant", content=""))
        pieces = [text[i : i + 4] for i in range(0, len(text), 4)]
        for i, piece in enumerate(pieces):
            if how == "cut" and i > len(pieces) * 2 // 3:
                handler.wfile.flush()
                handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
                handler.connection.close()
                return
            if how == "malformed" and i > len(pieces) * 2 // 3:
                handler.wfile.write(b'data: {"choices": [{"delta": {"cont\n\n')
                handler.wfile.flush()
                return
            if how == "error" and i > len(pieces) * 2 // 3:
                self._event(handler, {"error": {"message": f"out of memory, key {KEY}", "type": "server_error"}})
                return
            self._event(handler, _chunk(content=piece))
            if how == "drip":
                time.sleep(0.05)
        if how == "stall":
            self._wait(handler)
        while how == "endless" and not self.stopping.is_set():
            for piece in pieces:
                self._event(handler, _chunk(content=piece))
        self._event(handler, _chunk(finish="stop"))
        handler.wfile.write(b"data: [DONE]\n\n")
        handler.wfile.flush()

    def _wait(self, handler: BaseHTTPRequestHandler) -> None:
        """Say nothing until the client goes away or the server is stopped."""
        handler.connection.settimeout(0.05)
        until = time.monotonic() + 30
        while time.monotonic() < until and not self.stopping.is_set():
            try:
                if handler.connection.recv(1) == b"":
                    self.cancelled.set()
                    return
            except TimeoutError:
                continue
            except OSError:
                self.cancelled.set()
                return

    @staticmethod
    def _event(handler: BaseHTTPRequestHandler, data: dict[str, Any]) -> None:
        handler.wfile.write(f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode())
        handler.wfile.flush()

    @staticmethod
    def _send(handler: BaseHTTPRequestHandler, status: int, kind: str, text: str) -> None:
        data = text.encode()
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(data)))
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(data)


def _chunk(role: str = "", content: str = "", finish: str | None = None) -> dict[str, Any]:
    delta = {k: v for k, v in (("role", role), ("content", content)) if v}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}
