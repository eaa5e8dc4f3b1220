"""What sources, sections and passages show beside what every entity shows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from acervo.namespaces import MOV
from acervo.web.names import Term, place_in_section
from acervo.web.reader import Reader, Shown

_POSITION: Final = "section paragraph sentence start end fieldLabel firstWords lastWords sha256 speaker cites inSource"
_NUMBERS: Final = ("paragraph", "sentence", "fieldLabel", "sha256")
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
    claims_title: str = "claims"


async def special_of(iri: str, classes: set[str], reader: Reader) -> Special:
    """What the entity *iri*, of *classes*, shows beside the ordinary."""
    if MOV + "Passage" in classes:
        return await _passage(iri, reader)
    if MOV + "Section" in classes:
        return await _section(iri, reader)
    if MOV + "Source" in classes:
        return await _source(iri, reader)
    return Special()


async def _source(iri: str, reader: Reader) -> Special:
    contributions, references, sections = await asyncio.gather(
        reader.site.rows("contributions", iri=iri),
        reader.site.rows("references", iri=iri),
        reader.site.rows("sections", iri=iri),
    )

    def view(reader: Reader) -> dict[str, Any]:
        entries = [_entry(row, reader) for row in references]
        return {
            "contributors": _contributors(contributions, reader),
            "references": [entry for entry in entries if entry.kind == MOV + "Reference"],
            "footnotes": [entry for entry in entries if entry.kind == MOV + "Footnote"],
            "sections": [
                (reader.link(row["section"]["value"]), reader.words("passages_of", n=int(row["passages"]["value"])))
                for row in sections
            ],
        }

    # The parts of a source are listed in order, so that mov:inSource need not list them again by IRI.
    listed = {MOV + "inSource"} if sections or references else set()
    return Special(view, _iris(contributions, references, sections), shows_incoming=frozenset(listed))


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


async def _section(iri: str, reader: Reader) -> Special:
    passages = await reader.site.rows("section-passages", iri=iri)

    def view(reader: Reader) -> dict[str, Any]:
        return {"passages": [_listed_passage(row, reader) for row in passages]}

    return Special(view, shows_incoming=frozenset({MOV + "section"}))


def _listed_passage(row: Mapping[str, Term], reader: Reader) -> dict[str, Any]:
    value = {name: term["value"] for name, term in row.items()}
    claims = int(value["claims"])
    return {
        "href": reader.href(value["passage"]),
        "place": place_in_section(reader.words, *(value.get(name, "") for name in ("paragraph", "sentence", "field"))),
        "edges": (value["first"], value["last"]) if "first" in value and "last" in value else None,
        "claims": reader.words("claims_of", n=claims) if claims else "",
    }


async def _passage(iri: str, reader: Reader) -> Special:
    told, own = await asyncio.gather(
        reader.site.rows("passage-source", iri=iri), reader.site.rows("statements", iri=iri)
    )
    values: dict[str, list[Term]] = {}
    for row in own:
        values.setdefault(row["property"]["value"].removeprefix(MOV), []).append(row["value"])
    speakers = dict.fromkeys(row["speaker"]["value"] for row in told if "speaker" in row)

    def view(reader: Reader) -> dict[str, Any]:
        one = {name: terms[0] for name, terms in values.items()}
        edges = _pair(one, "firstWords", "lastWords")
        return {
            "passage": {
                **{name: reader.show(one[name]) for name in ("inSource", "section") if name in one},
                **{name: one[name]["value"] for name in _NUMBERS if name in one},
                "range": _pair(one, "start", "end"),
                "edges": edges,
                "speakers": [reader.link(speaker) for speaker in speakers],
                "cites": [reader.show(term) for term in values.get("cites", ())],
                "read_there": _fragment(next((row["url"]["value"] for row in told if "url" in row), ""), edges),
            }
        }

    shows = frozenset(MOV + name for name in _POSITION.split())
    return Special(view, frozenset(speakers), shows, claims_title="claims_drawn")


def _pair(values: Mapping[str, Term], first: str, second: str) -> tuple[str, str] | None:
    return (values[first]["value"], values[second]["value"]) if {first, second} <= values.keys() else None


def _fragment(url: str, edges: tuple[str, str] | None) -> str:
    """
    A link to the words themselves, for browsers that scroll to a text fragment.

    Source: https://wicg.github.io/scroll-to-text-fragment/#syntax
    """
    if not url.startswith(("http://", "https://")):
        return ""
    # A hyphen or comma has a meaning in the fragment, so it is encoded beside what quote() encodes.
    first, last = (quote(edge, safe="").replace("-", "%2D") for edge in edges) if edges else ("", "")
    return f"{url.split('#')[0]}#:~:text={first},{last}" if first else url


def _iris(*tables: Rows) -> frozenset[str]:
    return frozenset(term["value"] for rows in tables for row in rows for term in row.values() if term["type"] == "uri")
