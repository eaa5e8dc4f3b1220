"""How many events there are of each year, as bars: a first look at when things happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from acervo.web.events.event_facets import Narrowed
from acervo.web.events.event_index import NONE, Event, decade
from acervo.web.events.timeline_window import window_of
from acervo.web.wording.dates import readable_date

WIDTH: Final = 520
HEIGHT: Final = 240
"""Of the drawing, with a line of letters above the highest bar and one below all."""
_LETTERS: Final = 22
_MOST: Final = 30
"""More years than these are drawn by decade, and more decades not at all."""
_LABELS: Final = 8
_REASONS: Final = tuple(f"home_left_{one}" for one in ("undated", "open", "long", "before", "after"))
_LONGEST: Final = 3
"""An event that touches more years, or decades, is of no one of them."""


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
class LeftOut:
    """Events that are in no bar, for one reason."""

    word: str
    """Its key."""
    count: int
    edge: str
    """The first or last year that has a bar, or ""."""
    href: str
    """Their list, or ""."""


@dataclass(frozen=True)
class Bars:
    """The drawing."""

    bars: Sequence[Bar]
    others: Sequence[LeftOut]
    width: int = WIDTH
    height: int = HEIGHT
    ground: int = HEIGHT - _LETTERS
    """Where the bars stand."""


def year_bars(found: Narrowed) -> Bars | None:
    """The events of *found* by year, or by decade; None where there are fewer than two bars to compare."""
    events = found.events()
    window = window_of([event for event in events if event.dates])
    spans = [span for event in events if (span := _closed(event))]
    held = [span for span in spans if not _is_long(span, 1) and (window is None or window.meets(span))]
    if not held:
        return None
    first, last = min(begin for begin, _ in held), max(end for _, end in held)
    by_decade = last - first >= _MOST
    unit_years = 10 if by_decade else 1
    first, last = first // unit_years, last // unit_years
    # What the window leaves out may lie between the first bar and the last all the same.
    short = [(begin // unit_years, end // unit_years) for begin, end in spans if not _is_long((begin, end), unit_years)]
    short = [span for span in short if first <= span[0] and span[1] <= last]
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
    return Bars(bars, _left_out(events, bars, (first * unit_years, (last + 1) * unit_years - 1), unit_years, found))


def _closed(event: Event) -> tuple[int, int] | None:
    """Its years; a date that is open at one end names no year in which it was."""
    return event.years() if event.earliest and event.latest else None


def _is_long(span: tuple[int, int], unit_years: int) -> bool:
    return span[1] // unit_years - span[0] // unit_years >= _LONGEST


def _left_out(
    events: Sequence[Event], bars: Sequence[Bar], years: tuple[int, int], unit_years: int, found: Narrowed
) -> list[LeftOut]:
    """The events that are in none of *bars*, which stand for *years*, by why."""
    counts: Counter[str] = Counter()
    for event in events:
        span = _closed(event)
        if span is None:
            counts["home_left_open" if event.dates else "home_left_undated"] += 1
        elif _is_long(span, unit_years):
            counts["home_left_long"] += 1
        elif span[0] < years[0]:
            counts["home_left_before"] += 1
        elif span[1] > years[1]:
            counts["home_left_after"] += 1
    edges = {"home_left_before": bars[0].name, "home_left_after": bars[-1].name}
    lists = {"home_left_undated": found.address("/events", time=NONE)}
    return [LeftOut(word, counts[word], edges.get(word, ""), lists.get(word, "")) for word in _REASONS if counts[word]]
