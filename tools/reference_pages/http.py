"""docs/reference/http.md: every address that the server answers at."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from fastapi.routing import APIRoute, APIRouter
from starlette.routing import BaseRoute, Mount, Route

from acervo.checking.findings import CheckReport
from acervo.corpus.archive import Archive
from acervo.engine.interface import Engine, QueryForm, Snapshot
from acervo.errors import RequestError
from acervo.protocol.negotiation import GRAPH_TYPES, types_of
from acervo.web.app import create_app
from acervo.web.site import Site
from reference_pages.markdown import code, page, prose, table

_INTRODUCTION: Final = """
Everything is read-only: the archive changes in git, never over HTTP.
Pages of other sites may read everything (CORS).
The server maps its own paths onto the archive's `base`, so that `/id/x` on any host is `{base}id/x`.
"""
_OF_THE_FRAMEWORK: Final = {"/openapi.json": "These routes, described in OpenAPI for programs."}
_MOUNTED: Final = {"/static": "Style sheets, fonts and pictures of the pages."}
_FORMATS: Final = """
By the header `Accept`, with its q-values; at `/sparql` also by the parameter `format` with one of the names.
Where nothing is said, the first line of each table is sent.
"""
_ERRORS: Final = """
Every error has one shape, `application/problem+json`
([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), or is a page for a browser:
`type`, `title`, `status`, `detail`, and `line` and `column` (both from 1) where a query does not parse.
"""


@dataclass(frozen=True)
class _Route:
    path: str
    methods: frozenset[str]
    summary: str
    about: str


def http_page(archive: Archive) -> str:
    """The page."""
    # Routes do not depend on what is served, so nothing is.
    nothing = cast(Any, None)
    app = create_app(Site(archive, cast(Snapshot, nothing), cast(Engine, nothing), cast(CheckReport, nothing), {}, ()))
    routes = _merged(one for route in app.routes for one in _routes(route))
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


def _merged(routes: Iterable[_Route]) -> list[tuple[str, str, str]]:
    """One row a path and description, since GET and HEAD are routes of their own."""
    found: dict[tuple[str, str], list[_Route]] = {}
    for route in routes:
        found.setdefault((route.path, route.about), []).append(route)
    return [
        (
            code(path),
            ", ".join(sorted({method for one in same for method in one.methods})),
            " ".join(_sentence(text) for text in (max((one.summary for one in same), key=len), about) if text),
        )
        for (path, about), same in found.items()
    ]


def _sentence(text: str) -> str:
    return prose(text).rstrip(".").replace("\n", " ") + "."


def _routes(route: BaseRoute) -> Iterator[_Route]:
    included = getattr(route, "original_router", None)
    if isinstance(included, APIRouter):
        # FastAPI includes routers when the first request comes; until then it holds them as they are.
        for inner in included.routes:
            yield from _routes(inner)
    elif isinstance(route, APIRoute):
        path, about = route.path.replace(":path}", "}"), inspect.getdoc(route.endpoint) or ""
        # Without a summary of its own a route is named after its function.
        named = route.summary if route.include_in_schema else ""
        yield _Route(path, frozenset(route.methods or ()), named or "", about)
    elif isinstance(route, Route):
        yield _Route(route.path, frozenset(route.methods or ()), "", _OF_THE_FRAMEWORK[route.path])
    elif isinstance(route, Mount):
        yield _Route(f"{route.path}/…", frozenset(("GET", "HEAD")), "", _MOUNTED[route.path])
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
