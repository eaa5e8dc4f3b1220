"""The named graphs that there are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from fastapi import Request

from acervo.engine.interface import Query
from acervo.web.serving.site import site_of

_HELD: Final = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { } } ORDER BY ?graph"


@dataclass(frozen=True)
class Graphs:
    """Those of one edition."""

    revision: str
    iris: tuple[str, ...]
    """Sorted."""
    known: frozenset[str]


async def graphs_held(request: Request) -> Graphs:
    """The named graphs of the edition that is served; asked once an edition."""
    site, state = site_of(request), request.app.state
    kept: Graphs | None = getattr(state, "graphs", None)
    if kept is None or kept.revision != site.engine.revision:
        answer = await site.engine.query(Query(_HELD, "SELECT", "application/sparql-results+json"))
        rows = json.loads(await answer.body())["results"]["bindings"]
        iris = tuple(row["graph"]["value"] for row in rows)
        kept = state.graphs = Graphs(answer.revision, iris, frozenset(iris))
    return kept
