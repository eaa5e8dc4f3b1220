"""Sources as they are named: shortly in every row, by author and year, and once a page by their whole reference."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fastapi import Request

from acervo.citing.short_names import short_names
from acervo.citing.works import Work, contributors_of
from acervo.namespaces import MOV, PREFIXES
from acervo.web.reading.claims import Rows
from acervo.web.reading.names import Term, plain
from acervo.web.reading.reader import Reader, Shown
from acervo.web.serving.per_edition import once_an_edition
from acervo.web.serving.site import Site

_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"
_COPY: Final = MOV + "copyOf"
#: What stands in a reference behind the container, in this order.
_REST: Final = tuple(MOV + name for name in ("publisherPlace", "publisher", "doi", "url"))
_WITHIN: Final = ("volume", "issue", "pages")


@dataclass
class Source:
    """One source as the page queries tell of it."""

    iri: str
    facts: dict[str, list[Term]] = field(default_factory=dict)
    contributors: dict[str, tuple[Term, list[str]]] = field(default_factory=dict)
    """By agent or printed name: who, and in which roles."""

    def iris(self) -> set[str]:
        """Every IRI that its reference may name."""
        terms = [term for values in self.facts.values() for term in values] + [
            who for who, _ in self.contributors.values()
        ]
        roles = {role for _, found in self.contributors.values() for role in found}
        return {self.iri, *roles, *(term["value"] for term in terms if term["type"] == "uri")}

    def made_from(self) -> list[str]:
        """The sources that it copies or is derived from."""
        terms = (*self.facts.get(_COPY, ()), *self.facts.get(_DERIVED, ()))
        return list(dict.fromkeys(term["value"] for term in terms))


def sources_from(facts: Rows, contributors: Rows) -> dict[str, Source]:
    """By IRI, the sources of which two tables tell: `source property value`, and who contributed to them."""
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
    return sources


@dataclass(frozen=True)
class Entry:
    """The reference to one source as a template writes it."""

    name: Shown
    """Author and year, as rows call it; the title where they do."""
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

    @property
    def is_named_shortly(self) -> bool:
        """Whether rows call it otherwise than by its title."""
        return self.name.text != self.title.text


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
        name=reader.source(source.iri),
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
    )


def _external(term: Term, name: str, reader: Reader) -> Shown:
    shown = reader.show(term)
    if name == MOV + "doi" and not shown.href:
        return Shown(shown.parts, f"https://doi.org/{term['value']}", external=True)
    return shown


@dataclass(frozen=True)
class ReadSources:
    """The sources that have passages; asked once an edition."""

    sources: Mapping[str, Source]
    contributors: Rows


async def read_sources(request: Request, reader: Reader) -> Mapping[str, Source]:
    """
    The sources that have passages, by IRI; from now on *reader* calls them by author and year.

    Raises:
        EditionEnded: another edition has taken over.
    """
    asked = await once_an_edition(request, "read-sources", lambda: _asked(reader.site))
    # In another language there is another “and”.
    reader.short_names = await once_an_edition(
        request, f"short-names-{reader.language}", lambda: _short_names(asked, reader)
    )
    return asked.sources


async def _asked(site: Site) -> ReadSources:
    facts, contributors = await asyncio.gather(site.rows("read-sources"), site.rows("read-source-contributors"))
    return ReadSources(sources_from(facts, contributors), contributors)


async def _short_names(asked: ReadSources, reader: Reader) -> dict[str, str]:
    await reader.learn(row["agent"]["value"] for row in asked.contributors if "printed" not in row and "agent" in row)
    people: dict[str, list[tuple[str, str, bool]]] = {}
    families: dict[str, str] = {}
    for row in asked.contributors:
        role, name = row["role"]["value"].removeprefix(MOV) if "role" in row else "", _name(row, reader)
        people.setdefault(row["source"]["value"], []).append((role, name, row["isPerson"]["value"] == "true"))
        if "family" in row:
            families.setdefault(name, row["family"]["value"])
    works = {
        iri: Work(iri, "document", "", contributors_of(people.get(iri, ()), families), date=_date(source))
        for iri, source in asked.sources.items()
    }
    named_all = await asyncio.to_thread(short_names, works, reader.words("name_and"), reader.words("name_others"))
    # A source by nobody who is known keeps its title, in the language that it has.
    return {iri: name for iri, name in named_all.items() if name}


def _name(row: Mapping[str, Term], reader: Reader) -> str:
    if "printed" in row:
        return row["printed"]["value"]
    return plain(reader.names.get(row["agent"]["value"], ())) if "agent" in row else ""


def _date(source: Source) -> str:
    dates = source.facts.get(MOV + "date") or source.facts.get(MOV + "sentAt") or [{"value": ""}]
    return dates[0]["value"].split("T")[0]
