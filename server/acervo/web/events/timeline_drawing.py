"""A line of time as a drawing: one row an event, in lanes, placed by the days that its dates may mean."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from acervo.edition.edtf_bounds import Bounds
from acervo.web.events.event_facets import Narrowed
from acervo.web.events.event_index import Date, Event, year_of
from acervo.web.events.timeline_window import Window
from acervo.web.reading.reader import Reader, Shown
from acervo.web.wording.dates import readable_date

LANES: Final = ("kind", "campaign")
"""What rows are gathered by; the first unless asked otherwise."""
DRAWN: Final = 200
"""More events than these are not drawn: narrow them first."""
_TOP: Final = 30
_LETTERS: Final = 46
_SMALLEST: Final = 10.0
_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000)
_DAY: Final = 1 / 365.25


@dataclass(frozen=True)
class Layout:
    """How large a drawing is, and where in it things stand."""

    width: int
    left: int
    right: int
    """Where the line begins and ends."""
    row: int
    """How high a row is."""
    name: int
    """How far below its top its name stands."""
    mark: int
    """How far below its top the middle of its marks stands."""
    ticks: int
    """At most."""


BESIDE: Final = Layout(width=1056, left=340, right=1032, row=26, name=17, mark=13, ticks=12)
"""Names stand beside the line."""
ABOVE: Final = Layout(width=358, left=15, right=343, row=42, name=15, mark=29, ticks=7)
"""For narrow screens: names stand above their marks."""


@dataclass(frozen=True)
class Mark:
    """One date of an event: where it lies and how sure that is."""

    x: float
    width: float
    shape: str
    """`exact` to the day, `within` a span, `unsure` where the source doubts it."""
    opens: str
    """`before`, `after` or "": the end that no source gives."""
    point: bool
    """Too short for its length to be seen."""
    title: str


@dataclass(frozen=True)
class Row:
    """One event of a lane."""

    y: int
    name: Shown
    short: str
    language: str
    marks: Sequence[Mark]
    reach: tuple[float, float] | None
    """From where to where all its dates reach, if that is more than the marks show."""


@dataclass(frozen=True)
class Lane:
    """Rows under one heading."""

    y: int
    name: Shown
    rows: Sequence[Row]


@dataclass(frozen=True)
class Drawing:
    """The whole, in the units of its view box."""

    layout: Layout
    height: int
    ticks: Sequence[tuple[float, str]]
    lanes: Sequence[Lane]


@dataclass(frozen=True)
class Scale:
    """Where a moment, in years, lies between the left edge and the right one."""

    first: float
    last: float
    left: int = BESIDE.left
    right: int = BESIDE.right

    def x(self, moment: float) -> float:
        """A moment outside lies on the edge."""
        inside = min(max(moment, self.first), self.last)
        return round(self.left + (inside - self.first) / (self.last - self.first) * (self.right - self.left), 1)

    def meets(self, bounds: Bounds) -> bool:
        """Whether a date may lie between the edges."""
        begins_after = bounds.earliest is not None and year_of(bounds.earliest) >= self.last
        ends_before = bounds.latest is not None and year_of(bounds.latest) + _DAY <= self.first
        return not begins_after and not ends_before

    def span(self, bounds: Bounds) -> tuple[float, float]:
        """From where to where a date may reach: an open end, to the edge."""
        start = self.x(year_of(bounds.earliest)) if bounds.earliest else float(self.left)
        end = self.x(year_of(bounds.latest) + _DAY) if bounds.latest else float(self.right)
        return start, end


def draw(
    events: Sequence[Event], found: Narrowed, by: str, window: Window | None = None, layout: Layout = BESIDE
) -> Drawing:
    """
    *events*, which all have dates, in lanes *by* kind or campaign; their names must be known by now.

    The line reaches over what there is of them in the *window*, else in what is chosen, else over all.
    """
    gathered: dict[str, list[Event]] = {}
    wholes = {one for event in events for one in event.wholes} & {one.iri for one in found.index.events}
    for event in events:
        gathered.setdefault(_lane_of(event, wholes, by), []).append(event)
    lanes = []
    for iri, members in sorted(gathered.items(), key=lambda one: (one[0] == "", -len(one[1]), one[0])):
        name = found.reader.label(iri) if iri else found.reader.word("timeline_alone")
        lanes.append((name, [(found.reader.link(event.iri), event) for event in members]))
    years = _filled(events, window) if window else years_of(events, found.asked.get("time", ""))
    return draw_lanes(lanes, years, found.reader, layout)


def draw_lanes(
    lanes: Sequence[tuple[Shown, Sequence[tuple[Shown, Event]]]],
    years: tuple[float, float],
    reader: Reader,
    layout: Layout = BESIDE,
) -> Drawing:
    """The rows of *lanes*, each under its name, from the first of *years* to the last."""
    scale = Scale(*years, layout.left, layout.right)
    y, drawn = _TOP, []
    for name, members in lanes:
        top, y = y, y + BESIDE.row
        rows = []
        for called, event in members:
            rows.append(_row(called, event, y, scale, reader))
            y += layout.row
        drawn.append(Lane(top, name, rows))
        y += BESIDE.row // 3
    return Drawing(layout, y + 6, ticks(scale, reader, layout.ticks), drawn)


def _lane_of(event: Event, wholes: Set[str], by: str) -> str:
    """The class, or the larger event; a larger event stands with its parts."""
    if by == "kind":
        return next(iter(event.kinds), "")
    if event.iri in wholes:
        return event.iri
    return next((one for one in event.wholes if one in wholes), "")


def _filled(events: Sequence[Event], window: Window) -> tuple[float, float]:
    """The years of *window* from the first in which there is something to the last; two years at least."""
    # What began or ended nobody knows when has a year to come from or to go to.
    spans = [
        (span[0] - (event.earliest is None), span[1] + (event.latest is None))
        for event in events
        if (span := event.years())
    ]
    first = max(window.first, min(one for one, _ in spans))
    last = min(window.end, max(one for _, one in spans) + 1)
    return float(first), float(max(last, first + 2))


def years_of(events: Sequence[Event], asked: str) -> tuple[float, float]:
    """What is chosen in the address, else from the first year to the last with some room."""
    years = asked.replace("X", "0")
    if years.isdecimal() and len(asked) == 4:
        return float(years), float(years) + (10 if asked.endswith("X") else 1)
    spans = [span for event in events if (span := event.years())]
    first, last = min(one for one, _ in spans), max(one for _, one in spans) + 1
    room = max(1, (last - first) // 20)
    return float(first - room), float(last + room)


def _row(name: Shown, event: Event, y: int, scale: Scale, reader: Reader) -> Row:
    short = name.text if len(name.text) <= _LETTERS else name.text[: _LETTERS - 1].rstrip() + "…"
    marks = [_mark(date, scale, reader) for date in event.best_dates if scale.meets(date.bounds)]
    reach = None
    if marks and event.earliest and event.latest:
        ends = scale.x(year_of(event.earliest)), scale.x(year_of(event.latest) + _DAY)
        if ends[0] < min(one.x for one in marks) - 1 or ends[1] > max(one.x + one.width for one in marks) + 1:
            reach = ends
    return Row(y, name, short, name.parts[0].language, marks, reach)


def _mark(date: Date, scale: Scale, reader: Reader) -> Mark:
    bounds = date.bounds
    start, end = scale.span(bounds)
    shape = "exact" if bounds.precision == "day" else "within"
    if any(sign in date.text for sign in "?~%"):
        shape = "unsure"
    opens = "before" if bounds.earliest is None else "after" if bounds.latest is None else ""
    width = round(max(end - start, 0), 1)
    point = width < _SMALLEST
    words = reader.words
    title = f"{readable_date(date.text, words)} ({words(_SHAPES[shape])})"
    if point:
        start, width = round(start + width / 2, 1), 0
    return Mark(start, width, shape, opens, point, title)


_SHAPES: Final = {"exact": "timeline_exact", "within": "timeline_within", "unsure": "timeline_unsure"}


def ticks(scale: Scale, reader: Reader, most: int = BESIDE.ticks) -> list[tuple[float, str]]:
    """Where a year, or a month where it is one year, begins; and what it is called."""
    span = scale.last - scale.first
    if span <= 1:
        months = [name[:3] for name in reader.words("months").split()]
        return [(scale.x(scale.first + place / 12), name) for place, name in enumerate(months)]
    step = next((one for one in _STEPS if span / one <= most), _STEPS[-1])
    start = int(-(-scale.first // step)) * step
    return [(scale.x(year), str(year)) for year in range(start, int(scale.last) + 1, step)]
