"""Where to begin on a line of time on which most events stand close together and a few lie far off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from acervo.web.events.event_index import Event, decade

_MOST: Final = Fraction(2, 3)
"""Of the events: so many must stand in the years to begin with."""
_SMALL: Final = Fraction(1, 5)
"""Of all the decades: so many may these years take."""


@dataclass(frozen=True)
class Window:
    """A run of decades."""

    first: int
    """The year in which it begins."""
    end: int
    """The year after it."""

    def holds(self, event: Event) -> bool:
        """Whether *event* touches it."""
        span = event.years()
        return span is not None and self.meets(span)

    def meets(self, span: tuple[int, int]) -> bool:
        """Whether it and the years from the first to the last of *span* have one in common."""
        return span[0] < self.end and span[1] >= self.first

    @property
    def edtf(self) -> str:
        """As a date of decades."""
        first, last = decade(self.first), decade(self.end - 1)
        return first if first == last else f"{first}/{last}"


def window_of(events: Sequence[Event]) -> Window | None:
    """The shortest run of decades that holds most of *events*; None where it would leave out little of the line."""
    spans = Counter((span[0] // 10, span[1] // 10) for event in events if (span := event.years()))
    if not spans:
        return None
    whole = max(last for _, last in spans) - min(first for first, _ in spans) + 1
    few = ceil(spans.total() * _MOST)
    runs: list[tuple[int, int, int]] = []
    for begin in {first for first, _ in spans}:
        held = 0
        for last, number in sorted((last, number) for (first, last), number in spans.items() if first >= begin):
            held += number
            if held >= few:
                runs.append((last - begin + 1, -held, begin))
    length, _, first = min(runs)
    return Window(first * 10, (first + length) * 10) if length <= whole * _SMALL else None
