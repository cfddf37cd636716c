"""Whatever goes wrong becomes the one error shape; a browser that asks for a page gets the same words as a page."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from rag.errors import BuildBusyError, IndexingError, QuestionError, RagError
from web.guard import SECURITY_HEADERS
from web.pages import ErrorPage, render
from web.schemas import ErrorBody, ErrorDetail

log = logging.getLogger("web")

_BY_STATUS = {
    400: ("bad_request", "요청을 읽을 수 없어요. (The request cannot be read.)"),
    401: ("unauthorized", "관리 토큰이 필요해요. (Send the admin token: Authorization: Bearer …)"),
    403: ("forbidden", "이 요청은 허용되지 않아요. (This request is not allowed.)"),
    404: ("not_found", "찾는 것이 여기에 없어요. (There is nothing at this address.)"),
    405: ("method_not_allowed", "이 주소에서는 쓸 수 없는 방법이에요. (This address does not take that method.)"),
    413: ("too_large", "보낸 내용이 너무 커요. (The request body is too large.)"),
    415: ("unsupported_media_type", "이 형식은 받을 수 없어요. (Send Content-Type: application/json.)"),
    499: ("gone", "답을 기다리지 않고 떠났어요. (The client went away.)"),
    500: ("internal", "서버에서 문제가 생겼어요. 잠시 뒤에 다시 시도해 주세요. (Something failed here; try again.)"),
    503: ("not_ready", "아직 준비하고 있어요. 잠시 뒤에 다시 시도해 주세요. (Not ready yet; try again soon.)"),
}

_BY_TYPE = {
    "json_invalid": "올바른 JSON이 아니에요. (not valid JSON)",
    "missing": "꼭 필요한 값이에요. (required)",
    "string_type": "글자여야 해요. (expected a string)",
    "int_type": "정수여야 해요. (expected an integer)",
    "int_parsing": "정수여야 해요. (expected an integer)",
    "list_type": "목록이어야 해요. (expected a list)",
    "model_type": "객체여야 해요. (expected an object)",
    "dict_type": "객체여야 해요. (expected an object)",
    "model_attributes_type": "JSON 객체를 Content-Type: application/json으로 보내 주세요. "
    "(send a JSON object with Content-Type: application/json)",
}

_BY_FIELD = {"question": "bad_question", "history": "bad_history", "top_k": "bad_top_k", "documents": "bad_documents"}


class ApiError(HTTPException):
    """An error that a route raises on purpose, with its own code and message."""

    def __init__(self, status: int, code: str = "", message: str = "", headers: dict[str, str] | None = None) -> None:
        known_code, known_message = _BY_STATUS.get(status, _BY_STATUS[500])
        self.code = code or known_code
        super().__init__(status, message or known_message, headers)


def describe(errors: Sequence[Any]) -> ErrorDetail:
    """The first complaint of pydantic, in words; what was sent is never repeated (it may not even be text)."""
    first = errors[0]
    place = [str(part) for part in first["loc"] if part not in ("body", "query", "path")]
    kind = str(first["type"])
    if kind == "json_invalid":
        return ErrorDetail(code="bad_json", message=f"{_BY_TYPE[kind]} position {first['loc'][-1]}")
    code = _BY_FIELD.get(place[0], "bad_request") if place else "bad_request"
    if kind in ("greater_than_equal", "less_than_equal"):
        message = f"범위를 벗어났어요. ({first['msg']})"
    else:
        message = _BY_TYPE.get(kind, first["msg"])
    field = ".".join(place)
    return ErrorDetail(code=code, message=f"{field}: {message}" if field and kind in _BY_TYPE else message)


def explain(error: RagError) -> tuple[int, ErrorDetail]:
    """HTTP status and words of an error of ours."""
    if isinstance(error, QuestionError):
        status = 422
    elif isinstance(error, BuildBusyError):
        status = 409
    elif isinstance(error, IndexingError):
        status = 503
    else:
        status = 500
    return status, ErrorDetail(code=error.code, message=str(error))


def _respond(request: Request, status: int, detail: ErrorDetail, headers: dict[str, str] | None = None) -> Response:
    by_page = request.method == "GET" or request.url.path.startswith("/admin")  # whose forms send without scripts
    if by_page and "text/html" in request.headers.get("accept", ""):
        page = render(request, ErrorPage(status=status, message=detail.message), status)
        page.headers.update(headers or {})
        return page
    return JSONResponse(ErrorBody(error=detail).model_dump(), status, headers)


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = _BY_STATUS.get(error.status_code, ("error", str(error.detail)))
    code, message = (error.code, error.detail) if isinstance(error, ApiError) else known
    headers = dict(error.headers) if error.headers else None
    return _respond(request, error.status_code, ErrorDetail(code=code, message=message), headers)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _respond(request, 422, describe(error.errors()))


async def _on_rag(request: Request, error: Exception) -> Response:
    assert isinstance(error, RagError)
    status, detail = explain(error)
    if status >= 500:
        log.error("%s %s: %s", request.method, request.url.path, error)
    return _respond(request, status, detail)


async def _on_bug(request: Request, error: Exception) -> Response:
    # The server logs the trace; the reader gets none of it. This runs outside our middleware: add its headers.
    code, message = _BY_STATUS[500]
    return _respond(request, 500, ErrorDetail(code=code, message=message), dict(SECURITY_HEADERS))


def install(app: FastAPI) -> None:
    """Give `app` the one error shape."""
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(RagError, _on_rag)
    app.add_exception_handler(Exception, _on_bug)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may fail with `statuses`, for the API page."""
    return {status: {"model": ErrorBody, "description": _BY_STATUS.get(status, ("invalid",))[0]} for status in statuses}
