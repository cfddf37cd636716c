"""Who may do what only the keeper of the corpus may: the one who knows the token."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from rag.settings import Settings
from web.errors import ApiError

_bearer = HTTPBearer(auto_error=False, description="the value of RAG_ADMIN_TOKEN")


def only_admin(settings: Settings) -> Callable[..., None] | None:
    """A dependency that lets the token's holder pass and refuses others with 401; None where no token is set."""
    secret = settings.admin_token.get_secret_value().encode()
    if not secret:
        return None

    def admin(credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
        given = credentials.credentials.encode("latin-1") if credentials else b""  # as headers are decoded
        # Constant in time, so that answers do not tell how much of a guess was right.
        if not hmac.compare_digest(given, secret):
            raise ApiError(401, headers={"WWW-Authenticate": "Bearer"})

    return admin
