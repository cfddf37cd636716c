"""What guards every request and response: a limit on bodies, and headers that let a page do only what ours does."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Questions stand in addresses (?q=…); they are nobody else's business.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

BODY_LIMIT = 1 << 20
"""Bytes. The longest history allowed, every character written as a JSON escape, fits (20 x 4,000 x 12 bytes)."""

UPLOAD_PATH = "/admin/upload"


class SecurityHeaders:
    """ASGI middleware that sets `SECURITY_HEADERS` where the response has not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, adding to the response's start."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class BodyLimit:
    """ASGI middleware that lets at most `BODY_LIMIT` bytes of a body be read; of an upload, `upload` bytes more.

    Whoever reads further gets an HTTPException 413, which becomes the one error shape like any other.
    """

    def __init__(self, app: ASGIApp, upload: int = 0) -> None:
        self.app, self.upload = app, upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, counting what is read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = BODY_LIMIT + (self.upload if scope["path"] == UPLOAD_PATH else 0)
        declared = Headers(scope=scope).get("content-length", "")
        read = int(declared) if declared.isdigit() and int(declared) > limit else 0

        async def receive_with_limit() -> Message:
            nonlocal read
            message = await receive() if read <= limit else None
            read += len(message.get("body", b"")) if message else 0
            if message is None or read > limit:
                raise HTTPException(413)
            return message

        await self.app(scope, receive_with_limit, send)
