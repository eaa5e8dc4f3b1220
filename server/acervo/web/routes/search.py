"""`/search`: things by what they are called and what is said of them, or all of a class; as a page, JSON and CSV."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from acervo.corpus.queries import KeptQuery
from acervo.errors import RequestError
from acervo.search.index import Results, Sought
from acervo.web.answers.library import library, page_of, told_of
from acervo.web.answers.sought_queries import sought_queries
from acervo.web.lists.search_results import Count, Found, FoundThing, ShownFact, class_named, found_by
from acervo.web.reading.page_names import PageName
from acervo.web.reading.reader import Reader
from acervo.web.reading.templates import render
from acervo.web.serving import described
from acervo.web.serving.answering import with_charset
from acervo.web.serving.parameters import Parameters, address_parameters, media_type_for

router = APIRouter()
OFFERS: Final[dict[str, tuple[str, ...]]] = {
    "text/html": ("html",),
    "application/json": ("json",),
    "text/csv": ("csv",),
}
_COLUMNS: Final = ("iri", "label", "kinds", "about", "matched", "score", "page")
_PAGE: Final = 20
_QUESTIONS: Final = 3
_SUGGESTED: Final = 8
_SUGGESTED_FACTS: Final = 2
_VARIES: Final = "Accept, Accept-Language"


@router.head("/search", include_in_schema=False)
@router.get(
    "/search",
    response_class=HTMLResponse,
    summary="Find things by their names, and by what is said of them",
    openapi_extra=described.SEARCH,
)
async def search(request: Request) -> Response:
    """`?q=…`; case, accents and small mistakes do not matter; without it all things, or all of a `type`, by name."""
    site = Reader.of(request).site
    parameters = address_parameters(request, site.archive.settings.query_max_bytes)
    media_type = media_type_for(request, parameters, OFFERS)
    name = PageName(request, also=media_type)
    if (unchanged := name.not_modified()) is not None:
        unchanged.headers["Vary"] = _VARIES
        return unchanged
    reader = Reader.of(request)
    sought = _sought(parameters, (reader.language, "", *reader.site.archive.settings.languages))
    index = await asyncio.to_thread(lambda: site.index)
    found = found_by(await asyncio.to_thread(index.search, sought), index, sought, reader)
    headers = {"Content-Language": reader.words.language, **name.headers, "Vary": _VARIES}
    if media_type == "application/json":
        return JSONResponse(_as_json(found, request.scope.get("root_path", "")), headers=headers)
    if media_type == "text/csv":
        table = _as_csv(found, request.scope.get("root_path", ""))
        return Response(table, media_type=with_charset(media_type), headers=headers)
    asks = _questions(sought, reader) if not sought.offset else []
    html = render(request, "search.html", found=found, search_text=sought.text, questions=asks, told_of=told_of)
    return HTMLResponse(html, headers=headers)


@router.head("/search/suggest", include_in_schema=False)
@router.get(
    "/search/suggest",
    response_class=JSONResponse,
    summary="The few things that somebody who is typing may mean",
    openapi_extra=described.SUGGEST,
)
async def suggest(request: Request) -> Response:
    """`?q=…` as far as it is typed; nothing typed suggests nothing."""
    name = PageName(request)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    reader = Reader.of(request)
    parameters = address_parameters(request, reader.site.archive.settings.query_max_bytes)
    sought = Sought((parameters.at_most_one("q") or "").strip(), limit=_SUGGESTED)
    index = await asyncio.to_thread(lambda: reader.site.index)
    results = await asyncio.to_thread(index.search, sought, counted=False) if sought.words else Results()
    found = found_by(results, index, sought, reader)
    root_path = request.scope.get("root_path", "")
    told = {"query": sought.text, "suggestions": [_suggestion(hit, root_path) for hit in found.hits]}
    return JSONResponse(told, headers={"Content-Language": reader.words.language, **name.headers})


def _questions(sought: Sought, reader: Reader) -> list[tuple[KeptQuery, str]]:
    """The first kept questions with the words of *sought*, each with where it is asked."""
    found = sought_queries(sought.text, library(reader.site), reader.language)
    return [(query, page_of(query, {}, reader.keep)) for query in found[:_QUESTIONS]]


def _sought(parameters: Parameters, languages: tuple[str, ...]) -> Sought:
    return Sought(
        (parameters.at_most_one("q") or "").strip(),
        class_named(parameters.at_most_one("type") or ""),
        (parameters.at_most_one("language") or "").lower(),
        _number(parameters, "limit", _PAGE),
        _number(parameters, "offset", 0),
        languages,
    )


def _number(parameters: Parameters, name: str, default: int) -> int:
    given = parameters.at_most_one(name)
    if given is None:
        return default
    # Digits of other scripts are numbers to Python, and so is any number of digits.
    if not given.isascii() or not given.isdigit() or len(given) > 6:
        raise RequestError(f"{name} is a number, not “{given}”.")
    return int(given)


def _as_json(found: Found, root_path: str) -> dict[str, Any]:
    return {
        "query": found.sought.text,
        "total": found.total,
        "terms": found.terms,
        "approximate": found.is_approximate,
        "limit": found.sought.limit,
        "offset": found.sought.offset,
        "hits": [
            {
                "iri": hit.iri,
                "page": root_path + hit.href,
                "label": _text(hit.label.text, hit.label_language),
                "types": [{"iri": iri, "label": label.text} for iri, label in hit.types],
                "is_term": hit.is_term,
                "facts": [_fact(fact) for fact in hit.facts],
                "score": hit.score,
                "matched": {**_text(hit.matched.text, hit.matched.language), "kind": hit.matched.kind}
                if hit.matched
                else None,
                "note": _text(hit.note.text, hit.note.language) if hit.note else None,
                "said": _text(hit.said.text, hit.said.language) if hit.said else None,
            }
            for hit in found.hits
        ],
        "types": _counts(found.types, "type"),
        "languages": _counts(found.languages, "language"),
    }


def _as_csv(found: Found, root_path: str) -> str:
    """The hits as a table, each with the line that the page has below its name."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    for hit in found.hits:
        kinds = "; ".join(label.text for _, label in hit.types)
        about = " · ".join(fact.text for fact in hit.facts)
        matched = hit.matched.text if hit.matched else ""
        writer.writerow((hit.iri, hit.label.text, kinds, about, matched, hit.score, root_path + hit.href))
    return file.getvalue()


def _suggestion(hit: FoundThing, root_path: str) -> dict[str, Any]:
    return {
        "page": root_path + hit.href,
        "label": _text(hit.label.text, hit.label_language),
        "kind": ", ".join(label.text for _, label in hit.types),
        "facts": [_fact(fact) for fact in hit.facts[:_SUGGESTED_FACTS]],
        "matched": _text(hit.matched.text, hit.matched.language) if hit.matched else None,
    }


def _fact(fact: ShownFact) -> dict[str, Any]:
    return {
        "property": fact.key,
        "label": "" if fact.is_plain else fact.label.text,
        "values": [{"value": one.value, **_text(one.part.text, one.language)} for one in fact.values],
    }


def _text(text: str, language: str) -> dict[str, str]:
    return {"text": text, "language": language}


def _counts(counts: Sequence[Count], name: str) -> list[dict[str, Any]]:
    return [{name: one.key, "label": one.label.text, "count": one.number} for one in counts]
