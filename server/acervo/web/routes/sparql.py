"""`/sparql`: SPARQL 1.1 Protocol, query operation; without a query, the service description."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from acervo.engine.interface import Query
from acervo.errors import (
    MalformedQuery,
    RequestError,
    RequestTooLarge,
    UnsupportedMediaType,
    UpdateForbidden,
)
from acervo.protocol.negotiation import GRAPH_TYPES, choose, named_format, types_of
from acervo.protocol.reading import READ_ONLY, outline
from acervo.protocol.service_description import service_description
from acervo.web.site import Site, site_of
from acervo.web.streaming import StreamedAnswer, while_connected

router = APIRouter()
_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_WITH_PAGE: Final[dict[str, tuple[str, ...]]] = {**GRAPH_TYPES, "text/html": ()}
_METHODS: Final = "GET, HEAD, POST, OPTIONS"
_GRAPHS_HELD: Final = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { } } ORDER BY ?graph"


@router.head("/sparql", include_in_schema=False)
@router.get("/sparql", response_class=Response, summary="Ask a SPARQL query, or read the service description")
async def get_query(request: Request) -> Response:
    """`?query=…`; without one the service description, in RDF."""
    site = site_of(request)
    parameters = _form(request.url.query, site)
    if not any(name in ("query", "update") for name, _ in parameters):
        if not parameters and choose(", ".join(request.headers.getlist("accept")), _WITH_PAGE) == "text/html":
            # A person gets the page that asks questions.
            return Response(status_code=303, headers={"Location": "query", "Vary": "Accept"})
        media_type = _media_type(request, parameters, GRAPH_TYPES)
        endpoint = str(request.url.replace(query="", fragment=""))
        body = service_description(endpoint, await _graphs_held(site), media_type)
        return Response(body, media_type=media_type, headers={"Vary": "Accept"})
    return await _answer(request, site, parameters)


@router.post("/sparql", response_class=Response, summary="Ask a SPARQL query by form or directly")
async def post_query(request: Request) -> Response:
    """A form (`query=…`), or the query itself as `application/sparql-query`."""
    site = site_of(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _UPDATE:
        raise UpdateForbidden(READ_ONLY)
    if kind not in (_FORM, _QUERY):
        raise UnsupportedMediaType(f"Send the query as {_FORM} or as {_QUERY}, not as “{kind or 'nothing named'}”.")
    body = await _body(request, site)
    if kind == _FORM:
        # A client may put the dataset in the address and the query in the form; the protocol joins them.
        return await _answer(request, site, [*_form(request.url.query, site), *_form(body, site)])
    return await _answer(request, site, [("query", body), *_form(request.url.query, site)])


@router.api_route("/sparql", methods=["PUT", "DELETE", "PATCH"], include_in_schema=False)
async def other_methods(request: Request) -> Response:
    """No other operation; the answer names those there are."""
    raise HTTPException(405, headers={"Allow": _METHODS})


async def _answer(request: Request, site: Site, parameters: list[tuple[str, str]]) -> Response:
    if _values(parameters, ("update",)):
        raise UpdateForbidden(READ_ONLY)
    texts = _values(parameters, ("query",))
    if len(texts) != 1:
        raise RequestError(f"There are {len(texts)} query parameters in this request; there must be one.")
    settings = site.archive.settings
    told = outline(texts[0], settings.query_max_depth)
    offers = types_of(told.form)
    media_type = _media_type(request, parameters, offers)
    dataset = tuple(_graphs(parameters, "default-graph-uri")), tuple(_graphs(parameters, "named-graph-uri"))
    # The protocol's dataset goes before that of the text.
    default_graphs, named_graphs = dataset if any(dataset) else (told.default_graphs, told.named_graphs)
    query = Query(texts[0], told.form, media_type, told.has_dataset_clause, default_graphs, named_graphs)
    answer = await while_connected(request, site.ask(query))
    return StreamedAnswer(answer.chunks, media_type=_with_charset(answer.media_type), headers={"Vary": "Accept"})


def _media_type(request: Request, parameters: list[tuple[str, str]], offers: dict[str, tuple[str, ...]]) -> str:
    formats = _values(parameters, ("format",))
    # One header may be sent in several lines; they are one list.
    accept = ", ".join(request.headers.getlist("accept"))
    return named_format(formats[0], offers) if formats else choose(accept, offers)


async def _graphs_held(site: Site) -> list[str]:
    answer = await site.engine.query(Query(_GRAPHS_HELD, "SELECT", "application/sparql-results+json"))
    rows = json.loads(await answer.body())["results"]["bindings"]
    return [row["graph"]["value"] for row in rows]


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _values(parameters: Iterable[tuple[str, str]], names: tuple[str, ...]) -> list[str]:
    return [value for name, value in parameters if name in names]


def _graphs(parameters: list[tuple[str, str]], name: str) -> list[str]:
    graphs = _values(parameters, (name,))
    for iri in graphs:
        if ":" not in iri or any(character in iri for character in ' <>"{}|\\^`\n\t\r'):
            raise RequestError(f"{name} “{iri}” is no absolute IRI.")
    return graphs


def _form(text: str, site: Site) -> list[tuple[str, str]]:
    if len(text) > site.archive.settings.query_max_bytes:
        raise RequestTooLarge(_too_large(site))
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise RequestError("The request is not UTF-8.") from error
    except ValueError as error:
        raise RequestError("There are too many parameters.") from error


async def _body(request: Request, site: Site) -> str:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > site.archive.settings.query_max_bytes:
            raise RequestTooLarge(_too_large(site))
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedQuery("The query is not UTF-8 text.") from error


def _too_large(site: Site) -> str:
    return f"A query may have {site.archive.settings.query_max_bytes:,} bytes here."
