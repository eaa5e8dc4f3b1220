"""Every error in one shape: `application/problem+json`, or a page for a browser (RFC 9457)."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from acervo.errors import Overload, RequestError
from acervo.protocol.negotiation import choose
from acervo.protocol.reading import READ_ONLY
from acervo.web import cross_origin
from acervo.web.access_log import HEADER
from acervo.web.methods import allowed_methods
from acervo.web.reading.templates import render

_LOG = logging.getLogger("acervo.web")
_SOUGHT: Final = 100
"""What is offered to search for is no longer."""
_WRITING: Final = ("DELETE", "PATCH", "POST", "PUT")


def install(app: FastAPI) -> None:
    """Make *app* answer every error in this shape."""
    for kind in (RequestError, Overload, ClientDisconnect):
        app.add_exception_handler(kind, _told)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _our_fault)


def problem(
    request: Request, status: int, slug: str, title: str, detail: str, facts: dict[str, Any], headers: dict[str, str]
) -> Response:
    """The response for one problem, as a page where the client is a browser."""
    body = {"type": f"/problems/{slug}", "title": title, "status": status, "detail": detail, **facts}
    headers = {"Cache-Control": "no-cache", **headers, "Vary": "Accept"}
    if _is_browser(request):
        # What is not there may be what the address names behind "?", and the page itself is.
        is_path = status == 404 and not {*request.query_params} - {"lang"}
        sought = _words_of(request.url.path) if is_path else ""
        page = render(request, "problem.html", problem=body, sought=sought, is_path=is_path)
        return HTMLResponse(page, status, headers)
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def _words_of(path: str) -> str:
    """
    What may have been looked for at *path*: the words of its last part.

    >>> _words_of("/page/battle-la-gaviota-2016")
    'battle la gaviota 2016'
    """
    return " ".join(re.findall(r"\w+", path.rstrip("/").rpartition("/")[2]))[:_SOUGHT]


def _is_browser(request: Request) -> bool:
    accept = request.headers.get("accept", "")
    if "text/html" not in accept and "application/xhtml+xml" not in accept:
        return False
    offers: dict[str, tuple[str, ...]] = {"text/html": (), "application/problem+json": ("application/json",)}
    return choose(accept, offers) == "text/html"


def told(request: Request, error: RequestError | Overload | ClientDisconnect) -> Response:
    """The answer to *request* where the client is wrong, where nobody is (so when to come again), or where it left."""
    if isinstance(error, ClientDisconnect):
        # Nobody reads it; the number is what logs of other servers call it.
        return Response(status_code=499)
    headers = {"Retry-After": str(error.retry_after_s)} if isinstance(error, Overload) else {}
    return problem(request, error.status, error.slug, error.title, error.detail, error.facts, headers)


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError | Overload | ClientDisconnect)
    return told(request, error)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    detail = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
    return problem(request, 400, "bad-request", "Bad request", detail, {}, {})


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(allowed_methods(request))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers)
    title = HTTPStatus(error.status_code).phrase
    detail = error.detail if error.detail != title else _advice(error.status_code, request)
    slug = re.sub(r"[^a-z]+", "-", title.lower())
    return problem(request, error.status_code, slug, title, detail, {}, headers)


async def _our_fault(request: Request, error: Exception) -> Response:
    number = request.scope.get("acervo.query_id", "")
    _LOG.exception("%s: %s %s failed", number, request.method, request.scope["path"], exc_info=error)
    detail = "This is our mistake, not yours. It has been logged."
    # This response alone is made outside of everything that adds to responses.
    headers = {**cross_origin.HEADERS, HEADER: number, "X-Content-Type-Options": "nosniff"}
    return problem(request, 500, "internal-error", "Internal error", detail, {}, headers)


def _advice(status: int, request: Request) -> str:
    if status == 404:
        return f"There is nothing at {request.scope['path']}. The home page lists what there is."
    if status == 405:
        refused = f"{request.scope['path']} does not take {request.method}."
        return f"{refused} {READ_ONLY}" if request.method in _WRITING else refused
    return HTTPStatus(status).description
