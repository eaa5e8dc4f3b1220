"""How many events there are of each year, as bars: a first look at when things happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from acervo.web.events.event_facets import Narrowed
from acervo.web.events.event_index import decade
from acervo.web.events.timeline_window import window_of
from acervo.web.wording.dates import readable_date

WIDTH: Final = 520
HEIGHT: Final = 240
"""Of the drawing, with a line of letters above the highest bar and one below all."""
_LETTERS: Final = 22
_MOST: Final = 30
"""More years than these are drawn by decade, and more decades not at all."""
_LABELS: Final = 8
_LONGEST: Final = 3
"""An event that lasts longer is of no one year."""


@dataclass(frozen=True)
class Bar:
    """The events of one year or decade."""

    x: float
    y: float
    width: float
    height: float
    count: int
    name: str
    label: str
    """What stands below it; "" where there is no room."""
    href: str

    @property
    def middle(self) -> float:
        """Where its letters stand."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Bars:
    """The drawing."""

    bars: Sequence[Bar]
    others: int
    """Events that are in no bar: they last long, lie far off or have no date."""
    width: int = WIDTH
    height: int = HEIGHT
    ground: int = HEIGHT - _LETTERS
    """Where the bars stand."""


def year_bars(found: Narrowed) -> Bars | None:
    """The events of *found* by year, or by decade; None where there are fewer than two bars to compare."""
    events = found.events()
    window = window_of([event for event in events if event.dates])
    spans = [
        span
        for event in events
        # A date that is open at one end names no year in which it was.
        if event.earliest and event.latest and (span := event.years()) and (window is None or window.holds(event))
    ]
    short = [span for span in spans if span[1] - span[0] < _LONGEST]
    if not short:
        return None
    first, last = min(begin for begin, _ in short), max(end for _, end in short)
    by_decade = last - first >= _MOST
    if by_decade:
        short, first, last = [(begin // 10, end // 10) for begin, end in spans], first // 10, last // 10
        short = [span for span in short if span[1] - span[0] < _LONGEST and first <= span[0] and span[1] <= last]
    units = range(first, last + 1)
    if not 1 < len(units) <= _MOST:
        return None
    counts = Counter(one for begin, end in short for one in range(begin, end + 1))
    most, step = max(counts.values()), WIDTH / len(units)
    every = -(-len(units) // _LABELS)
    room = HEIGHT - 2 * _LETTERS
    bars = []
    for place, unit in enumerate(units):
        key = decade(unit * 10) if by_decade else f"{unit:04}"
        name = readable_date(key, found.reader.words)
        height = round(room * counts[unit] / most, 1)
        label = (str(unit * 10) if by_decade else name) if place % every == 0 else ""
        bars.append(
            Bar(
                x=round(place * step + step * 0.12, 1),
                y=round(HEIGHT - _LETTERS - height, 1),
                width=round(step * 0.76, 1),
                height=height,
                count=counts[unit],
                name=name,
                label=label,
                href=found.address("/timeline", time=key),
            )
        )
    return Bars(bars, len(events) - len(short))
