"""One sentence about a page, for search engines and for those who share it: made of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

#: Search engines show no more.
_LONGEST: Final = 200


def summary(kinds: Sequence[str], name: str, facts: Sequence[tuple[str, Sequence[str]]], ending: str) -> str:
    """
    *name* with its classes, then as many *facts* (property, values) as there is room for, then *ending*.

    >>> summary(["battle"], "La Gaviota", [("place", ["Cumaná", "Sucre"]), ("method", ["assembly"])], "An archive.")
    'La Gaviota (battle): place Cumaná, Sucre; method assembly. An archive.'
    """
    text = f"{name} ({', '.join(kinds)})" if kinds else name
    mark = ":"
    for label, values in facts:
        longer = f"{text}{mark} {label} {', '.join(values)}"
        if len(longer) + len(ending) + 2 > _LONGEST:
            break
        text, mark = longer, ";"
    return f"{shortened(text, _LONGEST - len(ending) - 2)}. {ending}"


def shortened(text: str, longest: int = _LONGEST) -> str:
    """
    *text*, cut between two words where it is longer than *longest*.

    >>> shortened("All that is known", 12)
    'All that is…'
    """
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0][: longest - 1] + "…"
