"""The archive's sources as a bibliography: what was read, what it cites, where it appeared, and what copies what."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from acervo.web.reading.claims import Rows
from acervo.web.reading.names import Term
from acervo.web.reading.source_names import Source, sources_from
from acervo.web.serving.site import Site


@dataclass(frozen=True)
class Figures:
    """Of a source: its passages, from how many of them something is drawn or is not for a reason, and the claims."""

    passages: int = 0
    drawn: int = 0
    nothing_drawn: int = 0
    claims: int = 0

    @property
    def share(self) -> int:
        """Of a hundred passages, from how many something is drawn."""
        return 100 * self.drawn // self.passages if self.passages else 0


@dataclass
class Counted:
    """A source and what is counted of it."""

    source: Source
    figures: Figures = Figures()
    citing: int = 0
    """How many sources have it in their lists."""
    citations: int = 0


@dataclass(frozen=True)
class Bibliography:
    """The sources by what they are to the archive."""

    read: Sequence[Counted]
    """Those with passages."""
    cited: Sequence[Counted]
    """The others that stand in some reference list."""
    others: Sequence[Counted]

    @property
    def all(self) -> list[Counted]:
        """All of them."""
        return [*self.read, *self.cited, *self.others]

    def origins(self) -> int:
        """How many independent origins the sources with passages have: copies and versions of one text are one."""
        near: dict[str, set[str]] = {}
        for one in self.all:
            for parent in one.source.made_from():
                near.setdefault(one.source.iri, set()).add(parent)
                near.setdefault(parent, set()).add(one.source.iri)
        return len({_family(one.source.iri, near) for one in self.read})


async def bibliography(site: Site) -> Bibliography:
    """The bibliography of the edition that *site* serves."""
    facts, contributors, figures, citations = await asyncio.gather(
        site.rows("sources"),
        site.rows("source-contributors"),
        site.rows("source-figures"),
        site.rows("source-citations"),
    )
    return bibliography_from(facts, contributors, figures, citations)


def bibliography_from(facts: Rows, contributors: Rows, figures: Rows, citations: Rows) -> Bibliography:
    """The bibliography that four tables tell."""
    sources = {iri: Counted(source) for iri, source in sources_from(facts, contributors).items()}
    for row in figures:
        if row["source"]["value"] in sources:
            counted = (_number(row, name) for name in ("passages", "drawnFrom", "nothingDrawn", "claims"))
            sources[row["source"]["value"]].figures = Figures(*counted)
    for row in citations:
        if row["source"]["value"] in sources:
            one = sources[row["source"]["value"]]
            one.citing, one.citations = _number(row, "citingSources"), _number(row, "citations")
    read = [one for one in sources.values() if one.figures.passages]
    cited = [one for one in sources.values() if one.citing and not one.figures.passages]
    others = [one for one in sources.values() if not one.citing and not one.figures.passages]
    return Bibliography(
        sorted(read, key=lambda one: -one.figures.claims), sorted(cited, key=lambda one: -one.citations), others
    )


def _number(row: Mapping[str, Term], name: str) -> int:
    return int(row[name]["value"])


def _family(iri: str, near: Mapping[str, set[str]]) -> str:
    """The least IRI among those that *iri* is connected with by *near*."""
    family, waiting = {iri}, [iri]
    while waiting:
        new = near.get(waiting.pop(), set()) - family
        family |= new
        waiting += new
    return min(family)
