"""The archive's sources as a bibliography: what was read, what it cites, where it appeared, and what copies what."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from acervo.namespaces import MOV, PREFIXES
from acervo.web.reading.claims import Rows
from acervo.web.reading.names import Term
from acervo.web.reading.reader import Reader, Shown
from acervo.web.serving.site import Site

_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"
_COPY: Final = MOV + "copyOf"
#: What stands in a reference behind the container, in this order.
_REST: Final = tuple(MOV + name for name in ("publisherPlace", "publisher", "doi", "url"))


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
class Source:
    """One source as the page queries tell of it."""

    iri: str
    facts: dict[str, list[Term]] = field(default_factory=dict)
    contributors: dict[str, tuple[Term, list[str]]] = field(default_factory=dict)
    """By agent or printed name: who, and in which roles."""
    figures: Figures = Figures()
    citing: int = 0
    """How many sources have it in their lists."""
    citations: int = 0

    def iris(self) -> set[str]:
        """Every IRI that its entry may name."""
        terms = [term for values in self.facts.values() for term in values] + [
            who for who, _ in self.contributors.values()
        ]
        roles = {role for _, found in self.contributors.values() for role in found}
        return {self.iri, *roles, *(term["value"] for term in terms if term["type"] == "uri")}

    def made_from(self) -> list[str]:
        """The sources that it copies or is derived from."""
        terms = (*self.facts.get(_COPY, ()), *self.facts.get(_DERIVED, ()))
        return list(dict.fromkeys(term["value"] for term in terms))


@dataclass(frozen=True)
class Bibliography:
    """The sources by what they are to the archive."""

    read: Sequence[Source]
    """Those with passages."""
    cited: Sequence[Source]
    """The others that stand in some reference list."""
    others: Sequence[Source]

    @property
    def all(self) -> list[Source]:
        """All of them."""
        return [*self.read, *self.cited, *self.others]

    def origins(self) -> int:
        """How many independent origins the sources with passages have: copies and versions of one text are one."""
        near: dict[str, set[str]] = {}
        for one in self.all:
            for parent in one.made_from():
                near.setdefault(one.iri, set()).add(parent)
                near.setdefault(parent, set()).add(one.iri)
        return len({_family(one.iri, near) for one in self.read})


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
    sources: dict[str, Source] = {}
    for row in facts:
        one = sources.setdefault(row["source"]["value"], Source(row["source"]["value"]))
        if "property" in row:
            one.facts.setdefault(row["property"]["value"], []).append(row["value"])
    for row in contributors:
        who = row.get("agent") or row.get("printed")
        if who is not None:
            found = sources[row["source"]["value"]].contributors
            roles = found.setdefault(who["value"], (who, []))[1]
            if "role" in row and row["role"]["value"] not in roles:
                roles.append(row["role"]["value"])
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


@dataclass(frozen=True)
class Entry:
    """One source as a template writes it."""

    title: Shown
    kind: Shown | None
    contributors: Sequence[tuple[Shown, Sequence[Shown]]]
    """Who, and as what."""
    container: Shown | None
    where_in_it: str
    """Volume, issue and pages."""
    rest: Sequence[Shown]
    date: Shown | None
    copies: Sequence[Shown]
    derived: Sequence[Shown]
    source: Source


def entry_of(source: Source, reader: Reader) -> Entry:
    """*source* for *reader*, who has learned its names."""
    facts = source.facts

    def first(*names: str) -> Shown | None:
        found = next((facts[MOV + name][0] for name in names if MOV + name in facts), None)
        return reader.show(found) if found else None

    copies = [term["value"] for term in facts.get(_COPY, ())]
    volume, issue, pages = (facts[MOV + name][0]["value"] if MOV + name in facts else "" for name in _WITHIN)
    within = f"{volume}({issue})" if volume and issue else volume or issue
    return Entry(
        title=reader.link(source.iri),
        kind=first("sourceType"),
        contributors=[
            (reader.show(who), [reader.label(role) for role in roles]) for who, roles in source.contributors.values()
        ],
        container=first("container"),
        where_in_it=": ".join(filter(None, (within, pages))),
        rest=[
            _external(term, name, reader)
            for name in _REST
            for term in facts.get(name, ())
            if not (name == MOV + "url" and any(doi["value"] in term["value"] for doi in facts.get(MOV + "doi", ())))
        ],
        date=first("date", "sentAt"),
        copies=[reader.link(iri) for iri in copies],
        derived=[reader.link(iri) for iri in source.made_from() if iri not in copies],
        source=source,
    )


_WITHIN: Final = ("volume", "issue", "pages")


def _external(term: Term, name: str, reader: Reader) -> Shown:
    shown = reader.show(term)
    if name == MOV + "doi" and not shown.href:
        return Shown(shown.parts, f"https://doi.org/{term['value']}", external=True)
    return shown
