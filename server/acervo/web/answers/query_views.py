"""The ways in which the query page shows an answer: a table, and drawings where the columns allow them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import Request

from acervo.web.answers.answer_chart import chart_of
from acervo.web.answers.answer_columns import Solutions
from acervo.web.answers.answer_map import Where, geography, map_of, where_of
from acervo.web.answers.answer_timeline import timeline_of
from acervo.web.answers.drawn_column import drawn_first
from acervo.web.answers.query_answer import table_of
from acervo.web.events.event_index import EventIndex
from acervo.web.reading.reader import Reader

VIEWS: Final = {
    "table": ("answer_table", ""),
    "timeline": ("answer_timeline", "answer_no_timeline"),
    "map": ("answer_map", "answer_no_map"),
    "chart": ("answer_chart", "answer_no_chart"),
}
"""By how an address writes them, what they are called, and why one is not to be had; a table unless asked otherwise."""
_TABLE: Final = "table"


@dataclass
class View:
    """One way of showing an answer, made."""

    name: str
    offered: Sequence[tuple[str, str]]
    """The views that the columns allow, and the keys of what they are called."""
    refused: str = ""
    """The key of why the view that was asked for is not to be had; the table stands for it."""
    made: Any = None
    """What the template of the view writes: rows of cells, or a drawing."""
    columns: Sequence[str] = field(default=())
    """Columns that could be drawn, where there are several."""
    column: str = ""
    """The one that is."""
    whole: bool = False
    """Of a timeline: whether all years were asked for."""
    sort: str = ""
    """Of a table: the column that it is sorted by, with `-` before it where against it."""


async def view_of(request: Request, solutions: Solutions, reader: Reader) -> View:
    """The view of *solutions* that the address asks for by `view`, `of` (a column), `sort` and `years`."""
    asked = {name: request.query_params.get(name, "") for name in ("view", "of", "sort", "years")}
    name = asked["view"] if asked["view"] in VIEWS else _TABLE
    where, allowed = await asyncio.to_thread(_allowed, solutions, await geography(request))
    view = View(name, [(one, word) for one, (word, _) in VIEWS.items() if allowed[one]])
    if not allowed[name]:
        view.name, view.refused = _TABLE, VIEWS[name][1]
    if view.name == "timeline":
        view.columns = solutions.dates
        view.column = asked["of"] if asked["of"] in view.columns else view.columns[0]
        view.whole = asked["years"] == "all"
        view.made = await timeline_of(solutions, view.column, reader, whole=view.whole)
    elif view.name == "chart":
        view.columns = solutions.numbers
        view.column = asked["of"] if asked["of"] in view.columns else drawn_first(view.columns, solutions)
        view.made = await chart_of(solutions, view.column, reader)
    elif view.name == "map" and where is not None:
        view.made = await map_of(request, solutions, where, asked["of"], reader)
        view.columns, view.column = view.made.columns, view.made.column
    else:
        view.sort = asked["sort"]
        view.made = await table_of(solutions, view.sort, reader)
    return view


def _allowed(solutions: Solutions, index: EventIndex) -> tuple[Where | None, dict[str, bool]]:
    """Where rows are, and which views there can be; in a thread, since dates may take long to read."""
    where = where_of(solutions, index)
    views = {"table": True, "timeline": bool(solutions.dates), "map": bool(where), "chart": bool(solutions.numbers)}
    return where, views
