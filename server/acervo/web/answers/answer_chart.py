"""The numbers of an answer as bars, or along time as a line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from acervo.web.answers.answer_columns import JUDGED, Row, Solutions, date_in, iris_in, name_of, number_in
from acervo.web.events.event_index import Date, year
from acervo.web.events.timeline_drawing import Scale, ticks
from acervo.web.reading.reader import Reader, Shown
from acervo.web.wording.dates import readable_date

_DRAWN: Final = 200
_WIDTH: Final = 900
_HEIGHT: Final = 380
_LEFT: Final = 90
_RIGHT: Final = _WIDTH - 30
_TOP: Final = 20
_BOTTOM: Final = _HEIGHT - 40
_STEPS: Final = 6


@dataclass(frozen=True)
class Bar:
    """One row; where its bar begins and how long it is, in hundredths of the room there is."""

    name: Shown
    text: str
    start: float
    length: float


@dataclass(frozen=True)
class Bars:
    """Rows with their numbers, in the order of the answer."""

    naming: str
    column: str
    bars: Sequence[Bar]
    zero: float
    numbers: int
    """How many there are to draw; of many, the first are drawn."""
    without: int
    """Rows without a number."""


@dataclass(frozen=True)
class Point:
    """One row: its number in the middle of the days that its date may mean, and where these begin and end."""

    x: float
    y: float
    first: float
    last: float
    title: str


@dataclass(frozen=True)
class Line:
    """Numbers along time, in the units of the view box."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    column: str
    points: Sequence[Point]
    across: Sequence[tuple[float, str]]
    """Where a year begins."""
    upward: Sequence[tuple[float, str]]
    """Where a round number stands."""
    numbers: int
    without: int
    """Rows without a number, or without a date with both ends."""


async def chart_of(solutions: Solutions, column: str, reader: Reader) -> Bars | Line:
    """The numbers of *column*: a line where rows have nothing but a date to be told apart by, else bars."""
    if solutions.dates and not solutions.others and len(solutions.rows) <= JUDGED:
        line = _line(solutions, column, solutions.dates[0], reader)
        if line is not None:
            return line
    naming = solutions.naming(column)
    found = [(row, number) for row in solutions.rows if (number := _number(row, column)) is not None]
    drawn = found[:_DRAWN]
    await reader.learn(iris_in([row for row, _ in drawn], naming))
    low = min(0.0, *(number for _, number in drawn))
    span = (max(0.0, *(number for _, number in drawn)) - low) or 1.0
    bars = [
        Bar(
            name_of(row, naming, reader),
            row[column]["value"],
            round((min(number, 0.0) - low) / span * 100, 2),
            round(abs(number) / span * 100, 2),
        )
        for row, number in drawn
    ]
    zero = round(-low / span * 100, 2)
    return Bars(", ".join(naming), column, bars, zero, len(found), len(solutions.rows) - len(found))


def _number(row: Row, column: str) -> float | None:
    return number_in(row[column]) if column in row else None


def _line(solutions: Solutions, column: str, dates: str, reader: Reader) -> Line | None:
    """None where a date stands twice, so that there is no one line, or fewer than two points can be placed."""
    found: list[tuple[Date, float, str]] = []
    for row in solutions.rows:
        number, date = _number(row, column), date_in(row[dates]) if dates in row else None
        # Where a date is open at one end, its middle is nowhere.
        if number is not None and date is not None and date.bounds.earliest and date.bounds.latest:
            found.append((date, number, row[column]["value"]))
    if len(found) < 2 or len({date.text for date, _, _ in found}) < len(found):
        return None
    drawn = found[:_DRAWN]
    years = [year(day) for date, _, _ in drawn for day in (date.bounds.earliest, date.bounds.latest) if day]
    scale = Scale(min(years), max(years) + 1, _LEFT, _RIGHT)
    steps = _round_steps(min(0.0, *(number for _, number, _ in drawn)), max(0.0, *(number for _, number, _ in drawn)))

    def height(number: float) -> float:
        return round(_BOTTOM - (number - steps[0]) / (steps[-1] - steps[0]) * (_BOTTOM - _TOP), 1)

    points = []
    for date, number, text in drawn:
        start, end = scale.span(date.bounds)
        title = f"{readable_date(date.text, reader.words)}: {text}"
        points.append(Point(round((start + end) / 2, 1), height(number), start, end, title))
    return Line(
        _WIDTH,
        _HEIGHT,
        _LEFT,
        _RIGHT,
        _BOTTOM,
        column,
        sorted(points, key=lambda point: point.x),
        ticks(scale, reader),
        [(height(step), f"{step:g}") for step in steps],
        len(found),
        len(solutions.rows) - len(found),
    )


def _round_steps(low: float, high: float) -> list[float]:
    """
    Round numbers from below *low* to above *high*, at most seven.

    >>> _round_steps(0, 47)
    [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]
    """
    rough = (high - low or 1.0) / (_STEPS - 1)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * one for one in (1, 2, 5, 10) if size * one >= rough)
    return [step * number for number in range(math.floor(low / step), math.ceil((high or step) / step) + 1)]
