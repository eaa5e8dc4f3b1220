"""The list of events, narrowed by facets."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from acervo.web.events.event_rows import learn, narrowed, row_of, shared_values
from acervo.web.reading.about import about_of
from acervo.web.reading.page_names import PageName
from acervo.web.reading.reader import Reader
from acervo.web.reading.templates import render
from acervo.web.serving import described

router = APIRouter()
_PAGE: Final = 50


@router.head("/events", include_in_schema=False)
@router.get("/events", response_class=HTMLResponse, summary="Events, narrowed", openapi_extra=described.EVENTS)
async def events(request: Request) -> Response:
    """What happened, by date: 50 a page, narrowed by time, place, kind, organization and result."""
    name = PageName(request)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    await about_of(request)
    reader = Reader.of(request)
    found = await narrowed(request, reader)
    all = found.events()
    pages = max(1, -(-len(all) // _PAGE))
    asked = request.query_params.get("page", "")
    page = min(int(asked), pages) if asked.isascii() and asked.isdecimal() and 0 < len(asked) < 9 and int(asked) else 1
    shown = all[(page - 1) * _PAGE : page * _PAGE]
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
    )
    return HTMLResponse(html, headers={"Content-Language": reader.words.language, **name.headers})
