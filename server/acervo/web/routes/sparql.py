"""`/sparql`: SPARQL 1.1 Protocol, query operation; without a query, the service description."""

from __future__ import annotations

import re
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.requests import ClientDisconnect

from acervo.engine.interface import Query
from acervo.errors import MalformedQuery, RequestError, RequestTooLarge, UnsupportedMediaType, UpdateForbidden
from acervo.protocol.negotiation import GRAPH_TYPES, choose, types_of
from acervo.protocol.reading import READ_ONLY
from acervo.web.serving import described
from acervo.web.serving.answering import answered
from acervo.web.serving.parameters import Parameters, address_parameters, media_type_for, parameters_of
from acervo.web.serving.reading_aside import read_query
from acervo.web.serving.service import description_response
from acervo.web.serving.site import Site, site_of

router = APIRouter()
WARNING: Final = "Acervo-Warning"
_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_WITH_PAGE: Final[dict[str, tuple[str, ...]]] = {**GRAPH_TYPES, "text/html": ()}
_OF_A_QUERY: Final = ("default-graph-uri", "named-graph-uri", "version", "strict")


@router.head("/sparql", include_in_schema=False)
@router.get(
    "/sparql",
    response_class=Response,
    summary="Ask a SPARQL query, or read the service description",
    openapi_extra=described.QUERY_BY_GET,
)
async def get_query(request: Request) -> Response:
    """`?query=…`; without one the service description, in RDF."""
    site = site_of(request)
    parameters = address_parameters(request, site.archive.settings.query_max_bytes)
    if "query" in parameters or "update" in parameters:
        return await _answer(request, site, parameters)
    if any(name in parameters for name in _OF_A_QUERY):
        raise RequestError("There is no query parameter in this request; there must be one.")
    if not parameters.pairs and choose(", ".join(request.headers.getlist("accept")), _WITH_PAGE) == "text/html":
        # A person gets the page that asks questions.
        return Response(status_code=303, headers={"Location": "query", "Vary": "Accept"})
    return await description_response(request, site, parameters, with_parts=False)


@router.post(
    "/sparql",
    response_class=Response,
    summary="Ask a SPARQL query by form or directly",
    openapi_extra=described.QUERY_BY_POST,
)
async def post_query(request: Request) -> Response:
    """A form (`query=…`), or the query itself as `application/sparql-query`."""
    site = site_of(request)
    max_bytes = site.archive.settings.query_max_bytes
    kind, _, rest = request.headers.get("content-type", "").lower().partition(";")
    if kind.strip() == _UPDATE:
        raise UpdateForbidden(READ_ONLY)
    if kind.strip() not in (_FORM, _QUERY):
        raise UnsupportedMediaType(
            f"Send the query as {_FORM} or as {_QUERY}, not as “{kind.strip() or 'nothing named'}”."
        )
    charset = re.search(r"charset\s*=\s*\"?([\w-]+)", rest)
    if charset and charset[1] not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedMediaType(f"A query is sent in UTF-8, not in {charset[1]}.")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType("Send the query as it is, without a Content-Encoding.")
    body = await _body(request, max_bytes)
    address = address_parameters(request, max_bytes)
    if kind.strip() == _FORM:
        # A client may put the dataset in the address and the query in the form; the protocol joins them.
        return await _answer(request, site, address + parameters_of(body, max_bytes))
    try:
        # A mark that editors leave at the beginning of a file is no part of the query.
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedQuery("The query is not UTF-8 text.") from error
    return await _answer(request, site, Parameters([("query", text)]) + address)


async def _answer(request: Request, site: Site, parameters: Parameters) -> Response:
    if "update" in parameters:
        raise UpdateForbidden(READ_ONLY)
    texts = parameters.all("query")
    if len(texts) != 1:
        raise RequestError(f"There are {len(texts)} query parameters in this request; there must be one.")
    parameters.at_most_one("version")
    settings = site.archive.settings
    read = await read_query(
        texts[0],
        site.base,
        settings.query_max_depth,
        services=True,
        strict=parameters.flag("strict"),
    )
    told = read.outline
    media_type = media_type_for(request, parameters, types_of(told.form))
    dataset = parameters.iris("default-graph-uri"), parameters.iris("named-graph-uri")
    # The protocol's dataset goes before that of the text.
    default_graphs, named_graphs = dataset if any(dataset) else (told.default_graphs, told.named_graphs)
    query = Query(read.text, told.form, media_type, told.has_dataset_clause, default_graphs, named_graphs, read.things)
    headers = {WARNING: read.prologue.warning} if read.prologue.added else {}
    with read.prologue.positions_of_the_client():
        return await answered(request, site, query, volatile=read.is_volatile, headers=headers)


async def _body(request: Request, max_bytes: int) -> bytes:
    body = bytearray()
    more = True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > max_bytes:
            raise RequestTooLarge(f"A query may have {max_bytes:,} bytes here.")
    return bytes(body)
