"""docs/reference/http.md: every address that the server answers at."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, Final, cast

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount, Route

from acervo.checking.findings import CheckReport
from acervo.corpus.archive import Archive
from acervo.engine.interface import Engine, QueryForm
from acervo.errors import RequestError
from acervo.protocol.negotiation import GRAPH_TYPES, types_of
from acervo.web.app import create_app
from acervo.web.site import Site
from reference_pages.markdown import code, page, prose, table

_INTRODUCTION: Final = """
Everything is read-only: the archive changes in git, never over HTTP.
Every route with GET also answers HEAD where it is listed; CORS lets pages of other sites read.
The server maps its own paths onto the archive's `base`, so that `/id/x` on any host is `{base}id/x`.
"""
_OF_THE_FRAMEWORK: Final = {"/openapi.json": "These routes, described in OpenAPI for programs."}
_MOUNTED: Final = {"/static": "Style sheets, fonts and pictures of the pages."}
_FORMATS: Final = """
By the header `Accept`, with its q-values, or by the parameter `format` with one of the names.
Where nothing is said, the first line of each table is sent.
"""
_ERRORS: Final = """
Every error has one shape, `application/problem+json`
([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), or is a page for a browser:
`type`, `title`, `status`, `detail`, and `line` and `column` (both from 1) where a query does not parse.
"""


def http_page(archive: Archive) -> str:
    """The page."""
    # Routes do not depend on what is served, so nothing is.
    nothing = cast(Any, None)
    app = create_app(Site(archive, cast(Engine, nothing), cast(CheckReport, nothing), {}, ()))
    routes = [row for route in app.routes for row in _rows(route)]
    return page(
        "HTTP",
        prose(_INTRODUCTION),
        "## Routes",
        table(("path", "methods", "what it answers"), routes),
        "## Media types of answers",
        prose(_FORMATS),
        "For SELECT and ASK:",
        _types("SELECT"),
        "For CONSTRUCT, DESCRIBE, the service description and the data of an entity:",
        table(
            ("media type", "names"), [(code(kind), ", ".join(map(code, names))) for kind, names in GRAPH_TYPES.items()]
        ),
        "## Errors",
        prose(_ERRORS),
        table(("status", "type", "title", "when"), sorted(_errors(RequestError))),
    )


def _rows(route: BaseRoute) -> Iterator[tuple[str, str, str]]:
    if isinstance(route, APIRoute):
        about = [route.summary or "", inspect.getdoc(route.endpoint) or ""]
        text = " ".join(prose(part).rstrip(".").replace("\n", " ") + "." for part in about if part)
        yield code(route.path), ", ".join(sorted(route.methods or ())), text
    elif isinstance(route, Route):
        yield code(route.path), ", ".join(sorted(route.methods or ())), _OF_THE_FRAMEWORK[route.path]
    elif isinstance(route, Mount):
        yield code(route.path + "/…"), "GET, HEAD", _MOUNTED[route.path]
    else:
        raise TypeError(f"no route that this page can describe: {route}")


def _types(form: QueryForm) -> str:
    return table(
        ("media type", "names"), [(code(kind), ", ".join(map(code, names))) for kind, names in types_of(form).items()]
    )


def _errors(kind: type[RequestError]) -> Iterator[tuple[str, str, str, str]]:
    when = prose(inspect.getdoc(kind) or "").replace("\n", " ").replace("*", "")
    yield str(kind.status), code(f"/problems/{kind.slug}"), kind.title, when
    for below in kind.__subclasses__():
        yield from _errors(below)
