"""`/ns`: the terms of the core ontology. `/participedia/…`: concepts and fields that catalogues share."""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from acervo.errors import UnknownEntity
from acervo.namespaces import PDIA
from acervo.protocol.parameters import Value, fill
from acervo.search.index import MAX_CHARACTERS
from acervo.web.answers.library import question_of
from acervo.web.entities.cite_box import cited_values
from acervo.web.entities.entity_page import entity_page
from acervo.web.lists.vocabulary import Entry, pieces, topics_of, vocabulary
from acervo.web.reading.about import about_of
from acervo.web.reading.links import query_link
from acervo.web.reading.page_names import PageName, today
from acervo.web.reading.reader import Reader
from acervo.web.reading.source_names import read_sources
from acervo.web.reading.templates import render
from acervo.web.serving import described
from acervo.web.serving.addresses import is_iri_path, slug_in
from acervo.web.serving.per_edition import once_an_edition

router = APIRouter()
_FORMS = (
    ("turtle", "text/turtle"),
    ("nt", "application/n-triples"),
    ("rdf", "application/rdf+xml"),
    ("jsonld", "application/ld+json"),
)


@router.head("/ns", include_in_schema=False)
@router.get(
    "/ns",
    response_class=HTMLResponse,
    summary="The terms of the core ontology",
    openapi_extra=described.VOCABULARY,
)
async def terms(request: Request) -> Response:
    """
    Each term with its definition, what it goes with, how often it is used here, and the shapes that mention it; with
    `?q=` those that say it.
    """
    name = PageName(request)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    reader = Reader.of(request)
    kept = await once_an_edition(request, "vocabulary", lambda: vocabulary(reader.site))
    await reader.learn(kept.iris())

    text = request.query_params.get("q", "").strip()[:MAX_CHARACTERS]
    sought = pieces(text)
    topics = topics_of(kept, reader)

    # Without its header, which two hundred links would repeat.
    listing = question_of(reader.site.page_queries["list-of-class"])

    def things(entry: Entry) -> str:
        asked: dict[str, Value] = {"class": [entry.iri], "language": ox.Literal(reader.language)}
        return f"/query{reader.keep or '?'}{'&' if reader.keep else ''}query={quote(fill(listing, asked), safe='')}"

    html = render(
        request,
        "vocabulary.html",
        topics=topics,
        sought=text,
        found={entry.anchor for topic in topics for entry in topic.entries if entry.holds(sought)},
        things=things,
        query=query_link(reader, "vocabulary"),
    )
    return HTMLResponse(html, headers={"Content-Language": reader.words.language, **name.headers})


@router.head("/participedia/{slug:path}", include_in_schema=False)
@router.get(
    "/participedia/{slug:path}",
    response_class=HTMLResponse,
    summary="A concept or field of Participedia",
    openapi_extra=described.CONCEPT,
)
async def concept(request: Request) -> Response:
    """Its labels in every language, its definition and scheme, and what uses it here."""
    day = today()
    name = PageName(request, also=day)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    slug = slug_in(request, "participedia")
    about = about_of(request)
    reader = Reader.of(request)
    iri = PDIA + slug
    if not is_iri_path(slug) or not await reader.site.rows("known", thing=[iri]):
        raise UnknownEntity(f"This archive says nothing of <{iri}>.")
    values = await entity_page(iri, reader, about.publisher, await read_sources(request, reader))
    describe = quote(f"DESCRIBE <{iri}>", safe="")
    downloads = [(form, kind, f"/sparql?query={describe}&format={form}") for form, kind in _FORMS]
    here = str(request.base_url).rstrip("/")
    head = await cited_values(iri, f"/participedia/{slug}", here, values, reader, about, day)
    html = render(request, "entity.html", downloads=downloads, **head, **values)
    return HTMLResponse(html, headers={"Content-Language": reader.words.language, **name.headers})
