"""Sources: who contributed, what parts they have, what they cite; and who contributed to which."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from acervo.namespaces import MOV
from acervo.web.entities.special import Rows, Special, iris_in
from acervo.web.reading.names import Term
from acervo.web.reading.reader import Reader, Shown


async def source_page(iri: str, reader: Reader) -> Special:
    """The source *iri*: contributors, sections, references and footnotes."""
    contributions, references, sections = await asyncio.gather(
        reader.site.rows("contributions", iri=iri),
        reader.site.rows("references", iri=iri),
        reader.site.rows("sections", iri=iri),
    )

    def view(reader: Reader) -> dict[str, Any]:
        entries = [_entry(row, reader) for row in references]
        return {
            "bibliography": _contributors(contributions, reader),
            "references": [entry for entry in entries if entry.kind == MOV + "Reference"],
            "footnotes": [entry for entry in entries if entry.kind == MOV + "Footnote"],
            "sections": [
                (reader.link(row["section"]["value"]), reader.words("passages_of", n=int(row["passages"]["value"])))
                for row in sections
            ],
        }

    # The parts of a source are listed in order, so that mov:inSource need not list them again by IRI.
    listed = {MOV + "inSource"} if sections or references else set()
    return Special(view, iris_in(contributions, references, sections), shows_incoming=frozenset(listed))


@dataclass(frozen=True)
class Contributor:
    """Somebody who contributed to a source, as printed there."""

    agent: Shown
    printed: str
    roles: list[Shown] = field(default_factory=list)
    dates: list[Shown] = field(default_factory=list)


def _contributors(rows: Rows, reader: Reader) -> list[Contributor]:
    found: dict[str, Contributor] = {}
    for row in rows:
        agent = reader.link(row["agent"]["value"]) if "agent" in row else reader.link(row["contribution"]["value"])
        printed = row["printed"]["value"] if "printed" in row else ""
        fresh = Contributor(agent, "" if printed == agent.text else printed)
        one = found.setdefault(row["contribution"]["value"], fresh)
        for name, values in (("role", one.roles), ("date", one.dates)):
            shown = reader.show(row[name]) if name in row else None
            if shown is not None and shown not in values:
                values.append(shown)
    return list(found.values())


@dataclass(frozen=True)
class Entry:
    """A reference or footnote of a source."""

    kind: str
    entry: Shown
    identified: Shown | None
    cited: str


def _entry(row: Mapping[str, Term], reader: Reader) -> Entry:
    identified = reader.link(row["identified"]["value"]) if "identified" in row else None
    cited = int(row["cited"]["value"])
    return Entry(
        row["class"]["value"],
        reader.link(row["entry"]["value"]),
        identified,
        reader.words("cited_times", n=cited) if cited else "",
    )


async def agent_page(iri: str, reader: Reader) -> Special:
    """The person, group or body *iri*: what it speaks of, and the sources it contributed to."""
    rows, spoken_of = await asyncio.gather(
        reader.site.rows("contributed", iri=iri), reader.site.rows("spoken-of", iri=iri)
    )

    def view(reader: Reader) -> dict[str, Any]:
        works: dict[str, tuple[Shown, list[Shown]]] = {}
        for row in rows:
            source = row["source"]["value"]
            notes = works.setdefault(source, (reader.link(source), []))[1]
            shown = [reader.show(row[name]) for name in ("role", "published") if name in row]
            notes += [note for note in shown if note not in notes]
        spoken = [(reader.link(row["thing"]["value"]), int(row["claims"]["value"])) for row in spoken_of]
        return {"works": list(works.values()), "spoken": spoken}

    return Special(view, iris_in(rows, spoken_of), shows_incoming=frozenset({MOV + "agent"} if rows else ()))
