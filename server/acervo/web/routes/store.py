"""`/store` and `/graph/…`: the SPARQL Graph Store Protocol, as far as it reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, unquote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from acervo.engine.interface import Query
from acervo.errors import RequestError, UnknownEntity
from acervo.protocol.negotiation import GRAPH_TYPES
from acervo.web.routes.entities import SUFFIXES
from acervo.web.serving import described
from acervo.web.serving.addresses import slug_in
from acervo.web.serving.answering import answered
from acervo.web.serving.graphs import graphs_held
from acervo.web.serving.parameters import Parameters, address_parameters, media_type_for
from acervo.web.serving.site import Site, site_of

router = APIRouter()
_DEFAULT: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_NAMED: Final = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"


@router.head("/store", include_in_schema=False)
@router.get("/store", response_class=Response, summary="A graph of the archive, in RDF", openapi_extra=described.STORE)
async def stored(request: Request) -> Response:
    """`?default`: the union of all graphs; `?graph=IRI`: one named graph, which is one file or one derive rule."""
    site = site_of(request)
    parameters = _parameters(request, site)
    iris = parameters.iris("graph")
    if len(iris) + len(parameters.all("default")) != 1:
        raise RequestError("Say which graph, once: ?default for the union of all, or ?graph=IRI for one of them.")
    if not iris:
        return await _sent(request, site, parameters)
    here = f"{request.base_url}graph/"
    on_this_host = [f"{site.base}graph/{iris[0].removeprefix(here)}"] if iris[0].startswith(here) else []
    iri = await _known(request, [iris[0], *on_this_host])
    if iri is None:
        raise UnknownEntity(
            f"This archive has no graph <{iris[0]}>. SELECT ?g {{ GRAPH ?g {{ }} }} lists those it has."
        )
    return await _sent(request, site, parameters, iri)


@router.head("/graph/{path:path}", include_in_schema=False)
@router.get(
    "/graph/{path:path}",
    response_class=Response,
    summary="A named graph at its own IRI, in RDF",
    openapi_extra=described.GRAPH,
)
async def graph(request: Request) -> Response:
    """The triples of one file or of one derive rule; with `.ttl`, `.nt`, `.rdf` or `.jsonld` in that form."""
    site = site_of(request)
    parameters = _parameters(request, site)
    slug = slug_in(request, "graph")
    iri = await _known(request, _iris(site, slug))
    if iri is None:
        slug, _, suffix = slug.rpartition(".")
        iri = await _known(request, _iris(site, slug)) if suffix in SUFFIXES else None
        parameters = Parameters([("format", suffix)])
    if iri is None:
        raise UnknownEntity(f"This archive has no graph <{site.base}graph/{slug_in(request, 'graph')}>.")
    return await _sent(request, site, parameters, iri)


async def _sent(request: Request, site: Site, parameters: Parameters, iri: str = "") -> Response:
    media_type = media_type_for(request, parameters, GRAPH_TYPES)
    text = _NAMED.format(iri) if iri else _DEFAULT
    return await answered(request, site, Query(text, "CONSTRUCT", media_type, whole_graph=iri))


def _parameters(request: Request, site: Site) -> Parameters:
    return address_parameters(request, site.archive.settings.query_max_bytes)


def _iris(site: Site, slug: str) -> list[str]:
    """As the client spelled it, and as the archive spells names of graphs."""
    usual = quote(unquote(slug, errors="replace"), safe="/~-._")
    return [f"{site.base}graph/{slug}", f"{site.base}graph/{usual}"]


async def _known(request: Request, iris: Iterable[str]) -> str | None:
    known = (await graphs_held(request)).known
    return next((iri for iri in iris if iri in known), None)
