"""One sentence about a page, for search engines and for those who share it: made of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

#: Search engines show no more.
_LONGEST: Final = 200


def summary(kinds: Sequence[str], name: str, facts: Sequence[tuple[str, Sequence[str]]], ending: str) -> str:
    """
    *name* with its classes, then as many *facts* (property, values) as there is room for, then *ending*.

    >>> summary(["battle"], "La Gaviota", [("place", ["Cumaná", "Sucre"])], "3 claims.")
    'La Gaviota (battle). place: Cumaná, Sucre. 3 claims.'
    """
    text = f"{name} ({', '.join(kinds)})." if kinds else f"{name}."
    for label, values in facts:
        longer = f"{text} {label}: {', '.join(values)}."
        if len(longer) + len(ending) > _LONGEST:
            break
        text = longer
    return f"{text} {ending}".strip()
