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
from acervo.edition.keep import EditionOnDisk
from acervo.engine.interface import Engine, QueryForm
from acervo.errors import Overload, RequestError
from acervo.namespaces import PREFIXES
from acervo.protocol.negotiation import GRAPH_TYPES, types_of
from acervo.web.app import create_app
from acervo.web.serving.site import Site
from reference_pages.markdown import code, page, prose, table

_INTRODUCTION: Final = """
Everything is read-only: the archive changes in git, never over HTTP.
Pages of other sites may read everything (CORS).
The server maps its own paths onto the archive's `base`, so that `/id/x` on any host is `{base}id/x`.
"""
_OF_THE_FRAMEWORK: Final = {"/openapi.json": "These routes, described in OpenAPI for programs."}
_MOUNTED: Final = {"/static": "Style sheets, fonts and pictures of the pages."}
_FORMATS: Final = """
By the header `Accept`, with its q-values.
At `/sparql`, `/store` and `/graph/…` also by the parameter `format` with one of the names.
Where nothing is said, the first line of each table is sent.
"""
_PREFIXES: Final = """
An extension of SPARQL, off with the parameter `strict=1`: these prefixes may be used without `PREFIX`, and so may
`:`, which is `{base}id/`. The answer then says in `Acervo-Warning` what was added; a declaration in the query goes
before it.
Positions in messages about errors are those of the text that was sent.
"""
_HEADERS: Final = (
    ("`Acervo-Query-Id`", "Names the request in the logs of the server; say it when you report a fault."),
    ("`Acervo-Warning`", "What was done to the query so that it could be answered."),
    ("`Allow`", "The methods of the address: with 405, and as the answer to OPTIONS."),
    (
        "`Cache-Control`",
        "`public, no-cache`: keep the answer, and ask each time with `If-None-Match` whether it still holds. "
        "`no-store`: the query has NOW, RAND, UUID, STRUUID, BNODE or SERVICE, and its next answer is another one.",
    ),
    (
        "`ETag`",
        "Names an answer, a graph, a page or the description of the service: the edition, the version of the software, "
        "the query, its dataset and the media type. It is strong for a whole graph, and else weak. 304 answers whoever "
        "has it already, and costs nothing.",
    ),
    ("`Retry-After`", "With 429, 502, 503 and 504: the seconds after which it may be worth asking again."),
    ("`Vary`", "The headers of the request that the answer depends on."),
)
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


class _Nothing:
    """Of an edition, as much as a site looks at before it is asked."""

    def statistics(self) -> None:
        return None


def http_page(archive: Archive) -> str:
    """The page."""
    # Routes do not depend on what is served, so nothing is.
    nothing = cast(Any, None)
    app = create_app(
        Site(archive, cast(EditionOnDisk, _Nothing()), cast(Engine, nothing), cast(CheckReport, nothing), {}, ())
    )
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
        "For CONSTRUCT, DESCRIBE, graphs, the description of service and dataset, and the data of an entity:",
        table(
            ("media type", "names"), [(code(kind), ", ".join(map(code, names))) for kind, names in GRAPH_TYPES.items()]
        ),
        "## Prefixes that need not be declared",
        prose(_PREFIXES),
        table(("prefix", "namespace"), [(code(f"{one}:"), code(iri)) for one, iri in PREFIXES.items()]),
        "## Headers of answers",
        table(("header", "what it says"), _HEADERS),
        "## Errors",
        prose(_ERRORS),
        table(("status", "type", "title", "when"), sorted({*_errors(RequestError), *_errors(Overload)})),
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


def _errors(kind: type[RequestError | Overload]) -> Iterator[tuple[str, str, str, str]]:
    when = prose((inspect.getdoc(kind) or "").split("\n\n")[0]).replace("\n", " ").replace("*", "")
    yield str(kind.status), code(f"/problems/{kind.slug}"), kind.title, when
    for below in kind.__subclasses__():
        yield from _errors(below)
