"""What the editor asks of names: `/query/term` what one names, `/query/properties` what things of a class have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pyoxigraph import NamedNode

from acervo.errors import RequestError
from acervo.namespaces import RDF, shorten
from acervo.web.reading.names import Part, Term, best
from acervo.web.reading.page_names import PageName
from acervo.web.reading.reader import Reader
from acervo.web.serving import described
from acervo.web.serving.parameters import address_parameters
from acervo.web.serving.site import Site, site_of

router = APIRouter()
_MAX_CHARACTERS: Final = 400
"""More than these explain too much for a box beside the text."""


@router.head("/query/term", include_in_schema=False)
@router.get(
    "/query/term", response_class=JSONResponse, summary="What a name in a query names", openapi_extra=described.TERM
)
async def term(request: Request) -> Response:
    """`?iri=…`: label, classes, explanation and number of uses, in the reader's language; nothing where unknown."""
    name = PageName(request)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    reader = Reader.of(request)
    iri = _iri(address_parameters(request, reader.site.archive.settings.query_max_bytes).at_most_one("iri"))
    facts: dict[str, list[Term]] = {}
    for row in await reader.site.rows("term", thing=iri):
        facts.setdefault(row["property"]["value"], []).append(row["value"])
    classes = [value["value"] for value in facts.pop(RDF + "type", ()) if value["type"] == "uri"]
    await reader.learn([iri, *classes])
    uses = _uses(iri, reader.site)
    is_known = bool(classes or facts or uses) or bool(await reader.site.rows("known", thing=iri))
    explanation = _explanation(facts, reader)
    told = {
        "iri": iri,
        "name": shorten(iri, reader.site.base),
        "known": is_known,
        "label": _text(reader.names[iri], reader) if is_known else None,
        "classes": [_text(reader.names[one], reader) for one in classes],
        "explanation": _text((explanation,), reader) if explanation else None,
        "uses": uses,
        "page": request.scope.get("root_path", "") + href if is_known and (href := _page(iri, reader)) else None,
    }
    return JSONResponse(told, headers={"Content-Language": reader.words.language, **name.headers})


@router.head("/query/properties", include_in_schema=False)
@router.get(
    "/query/properties",
    response_class=JSONResponse,
    summary="Which properties things of a class have, for completion",
    openapi_extra=described.PROPERTIES,
)
async def properties(request: Request) -> Response:
    """`?class=…`, an IRI: its properties with how often they are used, counted over a thousand things of the class."""
    name = PageName(request, by_language=False)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    site = site_of(request)
    iri = _iri(address_parameters(request, site.archive.settings.query_max_bytes).at_most_one("class"))
    rows = await site.rows("class-properties", **{"class": iri})
    used = {shorten(row["property"]["value"], site.base): int(row["uses"]["value"]) for row in rows}
    return JSONResponse({"class": iri, "properties": used}, headers=name.headers)


def _iri(given: str | None) -> str:
    try:
        return NamedNode(given or "").value
    except ValueError:
        raise RequestError(f"Say which one by an IRI in full, not “{given or ''}”.") from None


def _uses(iri: str, site: Site) -> int | None:
    """Things of the class, or triples with the property; None for any other thing."""
    if iri in site.statistics.classes:
        return site.statistics.classes[iri]
    counts = site.statistics.properties.get(iri)
    return counts.triples if counts else None


def _explanation(facts: dict[str, list[Term]], reader: Reader) -> Part | None:
    """What explains it best, cut at a word where it is long."""
    # In the order of the alphabet a definition would stand behind a description.
    for property in sorted(facts, key=lambda one: (not one.endswith("#definition"), one.endswith("#note"), one)):
        part = best(facts[property], reader.language, reader.site.archive.settings.languages, reader.words)
        short = part.text[:_MAX_CHARACTERS].rpartition(" ")[0] + " …"
        return Part(part.text if len(part.text) <= _MAX_CHARACTERS else short, part.language)
    return None


def _page(iri: str, reader: Reader) -> str:
    href = reader.href(iri)
    return href if href.startswith("/") else ""


def _text(name: Sequence[Part], reader: Reader) -> dict[str, Any]:
    languages = {part.language for part in name}
    language = languages.pop() if len(languages) == 1 else ""
    return {"text": "".join(part.text for part in name), "language": language or reader.words.language}
