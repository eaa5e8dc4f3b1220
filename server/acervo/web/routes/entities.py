"""Entities: `/id/x` leads to `/page/x` for people and to `/data/x.ttl` and its like for programs."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from acervo.errors import LimitExceeded, UnknownEntity
from acervo.protocol.negotiation import GRAPH_TYPES, choose
from acervo.protocol.parameters import fill
from acervo.protocol.xml_text import XML_TYPES, refuse_what_xml_cannot_hold
from acervo.web.entities.cite_box import cited_values
from acervo.web.entities.entity_page import entity_page
from acervo.web.events.event_index import events_of
from acervo.web.reading.about import about_of
from acervo.web.reading.page_names import PageName, today
from acervo.web.reading.reader import Reader
from acervo.web.reading.source_names import read_sources
from acervo.web.reading.templates import kept_language, render
from acervo.web.serving import described
from acervo.web.serving.addresses import page_path, possible_iris, slug_in
from acervo.web.serving.site import Site, site_of

router = APIRouter()
#: How the forms of a description end; the first is what a client gets that has no wish.
SUFFIXES: Final = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
#: Those of a citation (`routes.citations`).
CITATIONS: Final = {
    "csl.json": "application/vnd.citationstyles.csl+json",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
}
_SUFFIXES_LISTED: Final = ", ".join(f".{suffix}" for suffix in (*SUFFIXES, *CITATIONS))
_HTML: Final = "text/html"
_OFFERS: Final = {
    **GRAPH_TYPES,
    _HTML: ("html", "application/xhtml+xml"),
    **dict.fromkeys(CITATIONS.values(), ()),
}


@router.head("/id/{slug:path}", include_in_schema=False)
@router.get(
    "/id/{slug:path}",
    response_class=Response,
    status_code=303,
    summary="To an entity's page or data",
    openapi_extra=described.ENTITY,
)
async def entity(request: Request) -> Response:
    """303 to the form that `Accept` asks for; 301 where the entity has another name now."""
    site = site_of(request)
    iri, replaced = await resolve(site, slug_in(request, "id"))
    if replaced:
        return moved(site, replaced, "/id/", kept_language(request))
    media_type = choose(", ".join(request.headers.getlist("accept")), _OFFERS)
    path = page_path(site.base, iri) or ""
    if media_type == _HTML:
        target = path + kept_language(request)
    else:
        target = _data_path(path, next(suffix for suffix, kind in (SUFFIXES | CITATIONS).items() if kind == media_type))
    return RedirectResponse(target, 303, headers={"Vary": "Accept"})


@router.head("/page/{slug:path}", include_in_schema=False)
@router.get("/page/{slug:path}", response_class=HTMLResponse, summary="An entity's page", openapi_extra=described.PAGE)
async def page(request: Request) -> Response:
    """What is said of the entity, by whom and where, for people."""
    day = today()
    name = PageName(request, also=day)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    reader = Reader.of(request)
    headers = {"Content-Language": reader.words.language, **name.headers}
    if (kept := name.kept()) is not None:
        return HTMLResponse(kept, headers=headers)
    site = reader.site
    iri, replaced = await resolve(site, slug_in(request, "page"))
    if replaced:
        return moved(site, replaced, "/page/", kept_language(request))
    about = about_of(request)
    values = await entity_page(iri, reader, about.publisher, await read_sources(request, reader))
    if values["events_elsewhere"]:
        values["events_here"] = await _events_here(request, iri)
    path = page_path(site.base, iri) or ""
    downloads = [(suffix, kind, _data_path(path, suffix)) for suffix, kind in SUFFIXES.items()]
    head = await cited_values(iri, path, str(request.base_url).rstrip("/"), values, reader, about, day)
    html = name.keep(render(request, "entity.html", downloads=downloads, **head, **values))
    return HTMLResponse(html, headers=headers)


@router.head("/data/{slug:path}", include_in_schema=False)
@router.get(
    "/data/{slug:path}",
    response_class=Response,
    summary="An entity's description as RDF",
    openapi_extra=described.DATA,
)
async def data(request: Request) -> Response:
    """Its triples, the claims about it with their passages, names of what it links to, what points at it."""
    named = PageName(request, by_language=False)
    if (unchanged := named.not_modified()) is not None:
        return unchanged
    site = site_of(request)
    asked = slug_in(request, "data")
    name, _, suffix = asked.rpartition(".")
    media_type = SUFFIXES.get(suffix)
    if media_type is None:
        raise UnknownEntity(f"“{asked}” names no form of a description: they end in {_SUFFIXES_LISTED}.")
    iri, replaced = await resolve(site, name)
    if replaced:
        return moved(site, replaced, "/data/", f".{suffix}")
    body = await site.graph(fill(site.page_queries["description"].text, {"iri": iri}), media_type)
    if media_type in XML_TYPES:
        refuse_what_xml_cannot_hold(body, GRAPH_TYPES)
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    headers = {"Link": f'<{_ascii(iri)}>; rel="describes"', **named.headers}
    return Response(body, media_type=media_type + charset, headers=headers)


async def _events_here(request: Request, place: str) -> int:
    """How many events the list of those in *place* has; 0 where the archive has too many to be asked."""
    try:
        return len((await events_of(request)).columns["place"].holders.get(place, ()))
    except LimitExceeded:
        return 0


async def resolve(site: Site, slug: str) -> tuple[str, str]:
    """The entity that *slug* names, and the one that replaces it, or ""."""
    iris = possible_iris(site.base, slug)
    rows = await site.rows("known", thing=iris) if iris else []
    known = {row["_thing"]["value"]: row.get("replacement", {}).get("value", "") for row in rows}
    iri = next((iri for iri in iris if iri in known), None)
    if iri is None:
        raise UnknownEntity(f"This archive says nothing of <{site.base}id/{slug}>.")
    return iri, known[iri]


def moved(site: Site, iri: str, kind: str, ending: str) -> Response:
    """301 to the entity's other name: to its path below *kind*, with *ending*."""
    path = page_path(site.base, iri)
    return RedirectResponse(path.replace("/page/", kind, 1) + ending if path else iri, 301)


def _data_path(page: str, suffix: str) -> str:
    return f"{page.replace('/page/', '/data/', 1)}.{suffix}"


def _ascii(iri: str) -> str:
    return "".join(one if one.isascii() else "".join(f"%{byte:02X}" for byte in one.encode()) for one in iri)
