"""Events on a map."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from acervo.web.events.event_map import draw, lines, named_places, placed, told_in, without_place
from acervo.web.events.event_rows import learn, narrowed, shared_values
from acervo.web.events.map_units import units_of
from acervo.web.reading.page_names import PageName
from acervo.web.reading.reader import Reader
from acervo.web.reading.templates import render
from acervo.web.serving import described
from acervo.web.serving.site import site_of

router = APIRouter()
_LISTED: Final = 50


@router.head("/map", include_in_schema=False)
@router.get("/map", response_class=HTMLResponse, summary="Events on a map", openapi_extra=described.MAP)
async def map(request: Request) -> Response:
    """States shaded by how many events they saw, points where a place has coordinates, and a list of both."""
    units = units_of(site_of(request).archive)
    name = PageName(request, also=units.digest)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    reader = Reader.of(request)
    found = await narrowed(request, reader)
    events = found.events()
    await learn(found, ())
    where = placed(events, found.index, units.codes)
    await reader.learn(
        {*named_places(found.index).values(), *where.by_point, *where.elsewhere[:_LISTED], *told_in(where)}
    )
    close, wide = lines(where, found, units)
    html = render(
        request,
        "map.html",
        **shared_values(found, "/map"),
        number=len(events),
        drawing=draw(where, found, units),
        credit=units.credit,
        close=close,
        wide=wide,
        elsewhere=[reader.link(one) for one in where.elsewhere[:_LISTED]],
        elsewhere_number=len(where.elsewhere),
        nowhere=len(where.nowhere),
        nowhere_list=without_place(found),
    )
    return HTMLResponse(html, headers={"Content-Language": reader.words.language, **name.headers})
