"""Where in a shape of the map its number stands, and whether its name has room beside it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

_PIECE: Final = re.compile(r"M(-?\d+) (-?\d+)l([-\d ]*)z")
_NUMBER: Final = re.compile(r"-?\d+")
_LINES: Final = 4
"""So many lines are looked at in the height of a label."""
_MOST: Final = 400
"""Lines in a whole shape."""


@dataclass(frozen=True)
class Room:
    """The widest band of a given height that lies within a shape: its middle and its width."""

    x: float
    y: float
    width: float


@lru_cache(2_000)
def room_in(path: str, height: float) -> Room | None:
    """
    The widest band of *height* in the shape of *path* (see `map_units`); None where none is so high.

    Holes and pieces apart are no room: a line is in the shape where it has crossed its edges an odd number of times.

    >>> room_in("M0 0l10 0 0 10 -10 0 0 -5 4 0 0 -1 -4 0z", 2)
    Room(x=5.0, y=1.0, width=10.0)
    """
    rings = list(_rings(path))
    north, south = min(y for ring in rings for _, y in ring), max(y for ring in rings for _, y in ring)
    step = max(height / _LINES, (south - north) / _MOST)
    crossings: dict[int, list[float]] = {}
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise((*ring, ring[0])):
            if y0 == y1:
                continue
            (x0, y0), (x1, y1) = sorted(((x0, y0), (x1, y1)), key=lambda one: one[1])
            # Between two lines of whole numbers of steps, so that no line runs through a corner at the top.
            for line in range(math.ceil((y0 - north) / step - 0.5), math.ceil((y1 - north) / step - 0.5)):
                y = north + (line + 0.5) * step
                crossings.setdefault(line, []).append(x0 + (x1 - x0) * (y - y0) / (y1 - y0))
    spans = {line: list(_pairs(xs)) for line, xs in crossings.items()}
    needed = max(1, math.ceil(height / step))
    best: Room | None = None
    for line in sorted(spans):
        band: Sequence[tuple[float, float]] = spans[line]
        for other in range(line + 1, line + needed):
            band = [
                (max(west, first), min(east, last))
                for west, east in band
                for first, last in spans.get(other, ())
                if max(west, first) < min(east, last)
            ]
        for west, east in band:
            if best is None or east - west > best.width:
                best = Room(round((west + east) / 2, 1), round(north + (line + needed / 2) * step, 1), east - west)
    return best


def _rings(path: str) -> Iterator[list[tuple[int, int]]]:
    for piece in _PIECE.finditer(path):
        x, y = int(piece[1]), int(piece[2])
        ring = [(x, y)]
        steps = [int(one) for one in _NUMBER.findall(piece[3])]
        for right, down in zip(steps[0::2], steps[1::2], strict=True):
            x, y = x + right, y + down
            ring.append((x, y))
        yield ring


def _pairs(crossings: list[float]) -> Iterator[tuple[float, float]]:
    ordered = sorted(crossings)
    yield from zip(ordered[0::2], ordered[1::2], strict=False)
