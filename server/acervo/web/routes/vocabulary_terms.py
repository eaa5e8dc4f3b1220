"""`/query/vocabulary`: what the editor completes by, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from acervo.namespaces import PREFIXES, shorten
from acervo.web.reading.page_names import PageName
from acervo.web.serving.site import Site, site_of

router = APIRouter()
_AT_ONCE: Final = 500
_TERM: Final = {
    "name": {"type": "string", "description": "As it is written in a query."},
    "kind": {"enum": ["class", "property"]},
    "count": {"type": "integer", "description": "Things of the class, or triples with the property."},
    "labels": {"type": "object", "description": "By language."},
}
_SCHEMA: Final = {
    "type": "object",
    "required": ["prefixes", "terms"],
    "properties": {
        "prefixes": {"type": "object", "description": "Well-known prefixes and their namespaces."},
        "terms": {"type": "array", "items": {"type": "object", "required": [*_TERM], "properties": _TERM}},
    },
}
_PROBLEM: Final = {
    "application/problem+json": {"schema": {"type": "object"}},
    "text/html": {"schema": {"type": "string"}},
}
_DESCRIBED: Final[dict[str, Any]] = {
    "responses": {
        "200": {"description": "The vocabulary.", "content": {"application/json": {"schema": _SCHEMA}}},
        "304": {"description": "The client has it already (If-None-Match)."},
        "503": {"description": "The server has too much to do.", "content": _PROBLEM},
        "504": {"description": "The query took too long.", "content": _PROBLEM},
    }
}


@router.head("/query/vocabulary", include_in_schema=False)
@router.get(
    "/query/vocabulary",
    response_class=JSONResponse,
    summary="The classes and properties that the edition uses, for completion",
    openapi_extra=_DESCRIBED,
)
async def vocabulary(request: Request) -> Response:
    """Well-known prefixes, and each class and property with its labels and how often it is used."""
    name = PageName(request, by_language=False)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    site = site_of(request)
    prefixes = {"": f"{site.base}id/", **PREFIXES}
    return JSONResponse({"prefixes": prefixes, "terms": await _terms(site)}, headers=name.headers)


async def _terms(site: Site) -> list[dict[str, Any]]:
    """Classes with the number of their things, properties with that of their triples; the most used first."""
    properties = {iri: counts.triples for iri, counts in site.statistics.properties.items()}
    classes = site.statistics.classes
    labels = await _labels(site, {**classes, **properties})
    return [
        {"name": shorten(iri, site.base), "kind": kind, "count": count, "labels": labels.get(iri, {})}
        for kind, counts in (("class", classes), ("property", properties))
        for iri, count in counts.items()
    ]


async def _labels(site: Site, iris: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """By term and language; of two labels in a language the first."""
    labels: dict[str, dict[str, str]] = {}
    asked = list(iris)
    for start in range(0, len(asked), _AT_ONCE):
        for row in await site.rows("vocabulary-labels", thing=asked[start : start + _AT_ONCE]):
            language = row["label"].get("xml:lang", "").lower()
            labels.setdefault(row["_thing"]["value"], {}).setdefault(language, row["label"]["value"])
    return labels
