"""The list of events, narrowed by facets: as a page, as JSON and as CSV."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from acervo.web.events.event_export import as_csv, as_json
from acervo.web.events.event_facets import Narrowed
from acervo.web.events.event_rows import learn, learn_all, narrowed, row_of, shared_values
from acervo.web.reading.page_names import PageName
from acervo.web.reading.reader import Reader
from acervo.web.reading.templates import render
from acervo.web.serving import described
from acervo.web.serving.answering import with_charset
from acervo.web.serving.parameters import address_parameters, media_type_for

router = APIRouter()
OFFERS: Final[dict[str, tuple[str, ...]]] = {
    "text/html": ("html",),
    "application/json": ("json",),
    "text/csv": ("csv",),
}
_PAGE: Final = 50
_DATA_PAGE: Final = 1000
_VARIES: Final = "Accept, Accept-Language"


@router.head("/events", include_in_schema=False)
@router.get("/events", response_class=HTMLResponse, summary="Events, narrowed", openapi_extra=described.EVENTS)
async def events(request: Request) -> Response:
    """What happened, by date: 50 a page, as data 1,000, narrowed by time, place, kind, organization and result."""
    reader = Reader.of(request)
    parameters = address_parameters(request, reader.site.archive.settings.query_max_bytes)
    media_type = media_type_for(request, parameters, OFFERS)
    name = PageName(request, also=media_type)
    if (unchanged := name.not_modified()) is not None:
        unchanged.headers["Vary"] = _VARIES
        return unchanged
    found = await narrowed(request, reader)
    all = found.events()
    size = _PAGE if media_type == "text/html" else _DATA_PAGE
    pages = max(1, -(-len(all) // size))
    asked = request.query_params.get("page", "")
    page = min(int(asked), pages) if asked.isascii() and asked.isdecimal() and 0 < len(asked) < 9 and int(asked) else 1
    shown = all[(page - 1) * size : page * size]
    headers = {"Content-Language": reader.words.language, **name.headers, "Vary": _VARIES}
    if media_type != "text/html":
        await learn_all(found, shown)
        root_path: str = request.scope.get("root_path", "")
        short = OFFERS[media_type][0]
        following = found.address("/events", format=short, page=str(page + 1)) if page < pages else ""
        if following:
            headers["Link"] = f'<{root_path}{following}>; rel="next"'

        def address(iri: str) -> str:
            return root_path + reader.href(iri)

        if media_type == "text/csv":
            return Response(as_csv(shown, reader, address), media_type=with_charset(media_type), headers=headers)
        told = {
            "total": len(all),
            "page": page,
            "next": root_path + following if following else None,
            "events": [as_json(event, reader, address) for event in shown],
        }
        return JSONResponse(told, headers=headers)
    await learn(found, shown)
    html = render(
        request,
        "events.html",
        **shared_values(found, "/events"),
        number=len(all),
        total=len(found.index.events),
        first=(page - 1) * _PAGE + 1,
        rows=[row_of(event, reader) for event in shown],
        earlier=found.address("/events", page=str(page - 1) if page > 2 else "") if page > 1 else "",
        later=found.address("/events", page=str(page + 1)) if page < pages else "",
        downloads=_downloads(found),
    )
    return HTMLResponse(html, headers=headers)


def _downloads(found: Narrowed) -> list[tuple[str, str]]:
    """The same events as data: what each form is called, and where it stands."""
    return [(short.upper(), found.address("/events", format=short)) for short in ("csv", "json")]
