"""What a sort of page shows beside what every entity shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from acervo.web.reading.names import Term
from acervo.web.reading.reader import Reader

Rows = Sequence[Mapping[str, Term]]


def _nothing(reader: Reader) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Special:
    """What a page shows beside the ordinary, and what the ordinary part then leaves out."""

    view: Callable[[Reader], dict[str, Any]] = _nothing
    """Values for the template, once the names of *iris* are known."""
    iris: frozenset[str] = frozenset()
    shows: frozenset[str] = frozenset()
    """Properties that need not stand among the statements again."""
    shows_incoming: frozenset[str] = frozenset()


def iris_in(*tables: Rows) -> frozenset[str]:
    """Every IRI in *tables*."""
    return frozenset(term["value"] for rows in tables for row in rows for term in row.values() if term["type"] == "uri")
