"""`/health` and `/metrics`: for those who keep the server running, and for the programs that help them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

import acervo
from acervo.web.serving.metrics import family, single
from acervo.web.serving.served import Served, stamp

router = APIRouter()
_NOT_KEPT = {"Cache-Control": "no-store"}


@router.head("/health", include_in_schema=False)
@router.get(
    "/health",
    response_class=JSONResponse,
    responses={503: {"description": "No query is answered now."}},
    summary="Whether the server lives and is ready to answer",
)
async def health(request: Request) -> Response:
    """
    200 when queries are answered, 503 when they are not. `status` is `ok`; `stale` when the files as they are now
    cannot be served (`failed_check` says why) and the last good edition still is; `unavailable` otherwise.
    """
    served: Served = request.app.state.served
    ready = _is_ready(served)
    workers = served.site.engine.workers()
    body: dict[str, Any] = {
        "status": "unavailable" if not ready else "stale" if served.failed else "ok",
        "live": True,
        "ready": ready,
        "edition": served.site.engine.revision or None,
        "since": stamp(served.since),
        "watching": served.is_watched,
        "failed_check": served.failed.as_json() if served.failed else None,
        "workers": {
            "idle": workers.idle,
            "running": workers.running,
            "slow": workers.slow,
            "waiting": workers.waiting,
        },
        "version": acervo.__version__,
    }
    return JSONResponse(body, 200 if ready else 503, _NOT_KEPT)


@router.head("/health/live", include_in_schema=False)
@router.get("/health/live", response_class=JSONResponse, summary="Whether the server lives")
async def live(request: Request) -> Response:
    """200 while there is an answer at all: nobody need start the server anew."""
    return JSONResponse({"live": True}, headers=_NOT_KEPT)


@router.head("/metrics", include_in_schema=False)
@router.get("/metrics", response_class=Response, summary="Figures for Prometheus")
async def metrics(request: Request) -> Response:
    """Queries by outcome, how long they took, workers, what ended them, the edition."""
    served: Served = request.app.state.served
    body = "\n".join([*_lines(served), ""])
    return Response(body, headers=_NOT_KEPT, media_type="text/plain; version=0.0.4; charset=utf-8")


def _is_ready(served: Served) -> bool:
    engine = served.site.engine
    return bool(engine.revision) and engine.workers().can_answer


def _lines(served: Served) -> Iterator[str]:
    site = served.site
    workers = site.engine.workers()
    yield from family(
        "acervo_edition_info",
        "gauge",
        "The edition that is being served, and the software that serves it.",
        [({"edition": site.engine.revision, "version": acervo.__version__}, 1)],
    )
    since = int(served.since.timestamp())
    yield from single("acervo_edition_since_seconds", "gauge", "When the edition began to be served.", since)
    yield from single("acervo_ready", "gauge", "Whether queries are answered.", int(_is_ready(served)))
    yield from single(
        "acervo_stale", "gauge", "Whether the files as they are now cannot be served.", int(served.failed is not None)
    )
    yield from family(
        "acervo_findings",
        "gauge",
        "What the check of the edition ended with; one with violations is not served.",
        (({"severity": severity}, site.report.count(severity)) for severity in ("warning", "info")),
    )
    yield from site.figures.lines()
    yield from family(
        "acervo_workers",
        "gauge",
        "Processes that answer queries: idle, at a quick query, at a slow one.",
        (
            ({"state": "idle"}, workers.idle),
            ({"state": "quick"}, workers.running - workers.slow),
            ({"state": "slow"}, workers.slow),
        ),
    )
    yield from single("acervo_queries_waiting", "gauge", "Queries that wait for a worker.", workers.waiting)
    yield from single("acervo_forks_total", "counter", "Workers that were made.", workers.forked)
    yield from single("acervo_zygotes_total", "counter", "Processes that workers are forked from.", workers.zygotes)
    yield from family(
        "acervo_kills_total",
        "counter",
        "Workers that the server killed, by why.",
        (
            ({"reason": "time"}, workers.killed_for_time),
            ({"reason": "crowd"}, workers.killed_for_crowd),
            ({"reason": "left"}, workers.killed_by_client),
        ),
    )
    yield from single(
        "acervo_crashes_total", "counter", "Workers that ended by themselves in a query.", workers.crashed
    )
    cache = getattr(site, "answer_cache", None)
    if cache is not None:
        yield from single("acervo_answer_cache_hits_total", "counter", "Answers from the cache.", cache.hits)
        yield from single("acervo_answer_cache_misses_total", "counter", "Answers not in the cache.", cache.misses)
