"""Events along a line of time."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from acervo.web.events.event_index import NONE
from acervo.web.events.event_rows import learn, narrowed, row_of, shared_values
from acervo.web.events.timeline_drawing import ABOVE, DRAWN, LANES, draw
from acervo.web.events.timeline_window import window_of
from acervo.web.reading.page_names import PageName
from acervo.web.reading.reader import Reader
from acervo.web.reading.templates import render
from acervo.web.serving import described
from acervo.web.wording.dates import readable_date

router = APIRouter()


@router.head("/timeline", include_in_schema=False)
@router.get("/timeline", response_class=HTMLResponse, summary="Events in time", openapi_extra=described.TIMELINE)
async def timeline(request: Request) -> Response:
    """
    The dated events as a drawing and as a table; those without a date in a list, never placed.

    Without a choice of `time` it begins with the decades that hold most; `?years=all` shows every year.
    """
    name = PageName(request)
    if (unchanged := name.not_modified()) is not None:
        return unchanged
    reader = Reader.of(request)
    found = await narrowed(request, reader)
    events = found.events()
    every = [event for event in events if event.dates]
    window = window_of([event for event in found.events(without="time") if event.dates])
    whole = "all" if window else ""
    if "time" in found.asked or request.query_params.get("years") == "all":
        window = None
    dated = [event for event in every if window is None or window.holds(event)]
    undated = [event for event in found.events(without="time") if not event.dates]
    listed = [] if "time" in found.asked and found.asked["time"] != NONE else undated[:DRAWN]
    await learn(found, [*dated[:DRAWN], *listed])
    lane = request.query_params.get("lane", "")
    lane = lane if lane in LANES else LANES[0]
    kept = "" if lane == LANES[0] else lane
    years = "all" if whole and window is None and "time" not in found.asked else ""
    shared = shared_values(found, "/timeline")
    html = render(
        request,
        "timeline.html",
        **shared,
        lanes=[
            (one, found.address("/timeline", lane="" if one == LANES[0] else one, years=years), one == lane)
            for one in LANES
        ],
        years=years,
        window=readable_date(window.edtf, reader.words) if window else "",
        every=len(every),
        lane=kept,
        periods=[
            (value, found.address("/timeline", time=value.key, lane=kept))
            for value in shared["facets"][0].values
            if value.key != NONE
        ],
        whole=found.address("/timeline", time="", lane=kept, years=whole),
        drawing=draw(dated[:DRAWN], found, lane, window) if dated else None,
        narrow=draw(dated[:DRAWN], found, lane, window, ABOVE) if dated else None,
        dated=len(dated),
        drawn=DRAWN,
        rows=[row_of(event, reader) for event in dated[:DRAWN]],
        undated=[reader.link(event.iri) for event in listed],
        undated_number=len(undated),
        undated_list=found.address("/events", time=NONE),
    )
    return HTMLResponse(html, headers={"Content-Language": reader.words.language, **name.headers})
