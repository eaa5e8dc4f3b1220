"""What a parameter of a kept query may be given: things of the same sort as its sample, by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from acervo.corpus.queries import KeptQuery
from acervo.namespaces import shorten
from acervo.web.answers.library import in_full
from acervo.web.reading.names import plain
from acervo.web.reading.reader import Reader

_MOST: Final = 300
"""A longer list is no help to who looks for one thing, and makes the page heavy."""


@dataclass(frozen=True)
class Choice:
    """One thing that can be asked about: as the parameter is given it, and as people call it."""

    value: str
    name: str


async def choices_for(query: KeptQuery, reader: Reader) -> Mapping[str, Sequence[Choice]]:
    """
    By parameter of *query*, what its field offers; nothing where what it may be is no thing, or one of too many.

    Of the classes of the sample the one that has most things counts, as long as they can be listed.
    """
    samples = {one.name: in_full(query, one.sample, reader.site.base) for one in query.parameters if one.type == "iri"}
    offered: dict[str, list[str]] = {}
    by_class: dict[str, list[str]] = {}
    for name, sample in samples.items():
        sort = await _sort_of(sample, reader) if sample else ""
        if sort and sort not in by_class:
            rows = await reader.site.rows("members", **{"class": sort})
            by_class[sort] = [row["thing"]["value"] for row in rows]
        if sort:
            offered[name] = by_class[sort]
    await reader.learn(iri for iris in by_class.values() for iri in iris)
    return {name: _named(iris, reader) for name, iris in offered.items()}


async def _sort_of(iri: str, reader: Reader) -> str:
    """The class of *iri* with most things that can still be listed, or ""."""
    sizes = reader.site.statistics.classes
    classes = {row["class"]["value"] for row in await reader.site.rows("types", iri=iri)}
    listed = [(sizes.get(one, 0), one) for one in classes if 1 < sizes.get(one, 0) <= _MOST]
    return max(listed)[1] if listed else ""


def _named(iris: Sequence[str], reader: Reader) -> list[Choice]:
    named = [Choice(shorten(iri, reader.site.base), plain(reader.names[iri])) for iri in iris]
    return sorted(named, key=lambda one: (one.name.casefold(), one.value))
