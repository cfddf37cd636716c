"""The keeper's session on the admin page: a signed cookie, and what shows that a form is ours.

Nothing is stored: the signature is made with the admin token, so every process of the server knows it, and another
token ends all sessions.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from web.errors import ApiError

COOKIE = "keeper"
AGE = 12 * 3600  # seconds that a session lasts
PATH = "/admin"


class Sessions:
    """Opens and knows the sessions of whoever has the token."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    def right(self, token: str) -> bool:
        """Whether this is the token; constant in time."""
        return hmac.compare_digest(token.encode("utf-8", "surrogatepass"), self._token)

    def open(self, request: Request, response: Response) -> None:
        """Give the sender a session: a cookie that scripts do not see and other sites do not send."""
        said = f"{int(time.time()) + AGE}.{secrets.token_hex(8)}"
        response.set_cookie(
            COOKIE, f"{said}.{self._sign('session', said)}", max_age=AGE, path=PATH, httponly=True, samesite="strict",
            secure=request.url.scheme == "https",
        )  # fmt: skip

    def close(self, response: Response) -> None:
        """Have the sender's browser forget its session."""
        response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")

    def known(self, request: Request) -> bool:
        """Whether the sender has a session that has not run out."""
        said, _, signature = request.cookies.get(COOKIE, "").rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._sign("session", said).encode()):
            return False
        return int(said.split(".")[0]) > time.time()  # signed by us, so it is a number

    def form(self, request: Request) -> str:
        """What the forms of this session carry; another site cannot read it."""
        return self._sign("form", request.cookies.get(COOKIE, ""))

    def check_form(self, request: Request, given: object) -> None:
        """Raise ApiError 403 for a form that does not carry it."""
        if not hmac.compare_digest(str(given).encode("utf-8", "surrogatepass"), self.form(request).encode()):
            raise ApiError(
                403, "bad_form", "화면이 오래되었어요. 관리 화면을 새로 열어 주세요. (Reload the admin page.)"
            )

    def _sign(self, what: str, said: str) -> str:
        return hmac.new(self._token, f"{what}:{said}".encode(), hashlib.sha256).hexdigest()


def check_origin(request: Request) -> None:
    """Raise ApiError 403 unless the request was sent by a page of this very site, as its browser says."""
    host = urlsplit(request.headers.get("origin", "")).netloc
    if not host or host != request.headers.get("host"):
        raise ApiError(
            403, "other_site", "다른 사이트에서 온 요청은 받지 않아요. (Requests of other sites are refused.)"
        )
