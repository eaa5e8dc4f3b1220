"""Draws that come out the same for the same seed, on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

_Thing = TypeVar("_Thing")


class Chance:
    """
    Draws in a fixed order.

    Only `Random.random` is asked: what the other methods of `random.Random` make of it may change between versions of
    Python, its own sequence may not.

    Args:
        seed: The same seed gives the same draws.

    Source: https://docs.python.org/3/library/random.html#notes-on-reproducibility
    """

    def __init__(self, seed: int | str):
        self._random = Random(str(seed)).random

    def happens(self, share: float) -> bool:
        """True in *share* of all draws."""
        return self._random() < share

    def number(self, least: int, most: int) -> int:
        """A whole number from *least* to *most*, each as likely."""
        return least + int(self._random() * (most - least + 1))

    def often_small(self, least: int, most: int) -> int:
        """A whole number from *least* to *most*: mostly small, now and then a large one."""
        return least + int(self._random() ** 4 * (most - least + 1))

    def one(self, things: Sequence[_Thing]) -> _Thing:
        """One of *things*, each as likely."""
        return things[int(self._random() * len(things))]

    def famous(self, things: Sequence[_Thing]) -> _Thing:
        """One of *things*: the first are drawn far more often than the last, as everybody writes of the same few."""
        return things[int(self._random() ** 3 * len(things))]

    def shuffled(self, things: Sequence[_Thing]) -> list[_Thing]:
        """*things* in another order, each order as likely."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = int(self._random() * (last + 1))
            order[last], order[other] = order[other], order[last]
        return order
