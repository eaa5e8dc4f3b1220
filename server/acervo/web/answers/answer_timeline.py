"""The rows of an answer along a line of time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from acervo.web.answers.answer_columns import JUDGED, Row, Solutions, date_in, iris_in, name_of
from acervo.web.events.event_index import Date, Event
from acervo.web.events.timeline_drawing import Drawing, draw_lanes, years_of
from acervo.web.events.timeline_window import window_of
from acervo.web.reading.names import Part
from acervo.web.reading.reader import Reader, Shown
from acervo.web.wording.dates import readable_date

_DRAWN: Final = 200


@dataclass(frozen=True)
class TimelineOfAnswer:
    """What a template draws, and what the drawing leaves out."""

    drawing: Drawing
    shown: int
    """How many things, or, where there are many rows, how many of these are drawn."""
    all: int
    """Of how many."""
    undated: int
    """Rows without a date."""
    window: str = ""
    """The years that are drawn, in words, where some things lie outside them; "" where all are drawn."""
    outside: int = 0
    """How many things these are."""


async def timeline_of(solutions: Solutions, column: str, reader: Reader, *, whole: bool) -> TimelineOfAnswer:
    """
    The dates of *column*; rows about the same thing share a line.

    Args:
        whole: Whether the line reaches over all of them, also where most stand in a small part of it.
    """
    naming = solutions.naming(column)
    dated = [row for row in solutions.rows if column in row]
    lines: dict[tuple[str, ...], tuple[Row, list[Date]]] = {}
    rows: Counter[tuple[str, ...]] = Counter()
    for row in dated[:JUDGED]:
        key = tuple(str(sorted(row[name].items())) if name in row else "" for name in naming)
        rows[key] += 1
        dates = lines.setdefault(key, (row, []))[1]
        if (date := date_in(row[column])) is not None and date not in dates:
            dates.append(date)
    window = None if whole else window_of([_dated(dates) for _, dates in lines.values()])
    inside = {key: line for key, line in lines.items() if window is None or window.holds(_dated(line[1]))}
    drawn = list(inside.values())[:_DRAWN]
    await reader.learn(iris_in([row for row, _ in drawn], naming))
    events = [(name_of(row, naming, reader), _dated(dates)) for row, dates in drawn]
    lane = Shown((Part(", ".join(naming)),))
    years = (float(window.first), float(window.end)) if window else years_of([event for _, event in events], "")
    drawing = draw_lanes([(lane, events)], years, reader)
    of_all = (len(drawn), len(inside))
    if len(dated) > JUDGED:
        of_all = sum(rows[key] for key in list(inside)[:_DRAWN]), len(dated)
    return TimelineOfAnswer(
        drawing,
        *of_all,
        undated=len(solutions.rows) - len(dated),
        window=readable_date(window.edtf, reader.words) if window else "",
        outside=len(lines) - len(inside),
    )


def _dated(dates: list[Date]) -> Event:
    """What a row of a drawing is made from: of an event, its dates alone."""
    return Event("", (), tuple(dates), (), (), (), (), (), (), ())
