"""A claim as a row: what is said, who says so, in which passage, as of when."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from acervo.namespaces import MOV, RDF, SKOS
from acervo.web.reading.claims import MATTERS, Claim, Passage
from acervo.web.reading.links import text_fragment
from acervo.web.reading.names import Name, Term, place_in_section
from acervo.web.reading.reader import Reader, Shown

#: Of a claim, what the row shows in a place of its own or what is of no use to a reader.
_APART: Final = frozenset(
    (
        *(RDF + name for name in ("type", "subject", "predicate", "object")),
        *(MOV + name for name in ("passage", "holder", "asOf", "rank", "modality", "polarity", "reason", "position")),
        *(MOV + name for name in ("earliest", "latest", "datePrecision", "inDisagreement", "statedBy")),
    )
)
# fmt: off
_FIELDS: Final = (
    "gist", "taught", "kind", "about", "value", "qualifier", "counted", "of", "before", "after", "unit",
    "measure", "event", "participant", "role", "headcount", "owner", "controller", "recognised", "created",
    "field", "date", "duration",
)
# fmt: on


@dataclass(frozen=True)
class PassageLink:
    """The way to a passage here, what it is called in its section, and the way to its words at the source, or ""."""

    href: str
    name: Name
    read_there: str


@dataclass(frozen=True)
class Place:
    """Passages of one section as a row shows them, and in which section of which source they are."""

    passages: Sequence[PassageLink]
    section: Shown | None
    """None too where the source's title says as much."""
    source: Shown | None


@dataclass(frozen=True)
class ClaimRow:
    """One claim as a template writes it."""

    claim: Shown | None
    subject: Shown | None
    """Claim and subject are None where the page is theirs."""
    values: Sequence[Shown]
    fields: Sequence[tuple[Shown | None, Sequence[Shown]]]
    """Of a record: label (None where the text speaks for itself) and values."""
    denied: bool
    marks: Sequence[Shown]
    """Rank and modality where they are not the default."""
    reasons: Sequence[Shown]
    who: Sequence[Shown]
    where: Sequence[Place]
    as_of: Sequence[Shown]
    as_of_source: bool
    sort: tuple[object, ...] = field(repr=False, default=())


def row_of(claim: Claim, page: Set[str], reader: Reader, publisher: str) -> ClaimRow:
    """The row of *claim* on a page that is about *page*, in an archive of *publisher*."""
    subject = claim.first(RDF + "subject")
    values = reader.best_of(claim.facts.get(RDF + "object", ()))
    as_of = claim.facts.get(MOV + "asOf", ())
    published = {p.row["published"]["value"]: p.row["published"] for p in claim.passages if "published" in p.row}
    return ClaimRow(
        claim=None if claim.iri in page else reader.link(claim.iri),
        subject=reader.link(subject) if subject and subject not in page else None,
        values=[reader.show(value) for value in values],
        fields=_fields(claim, page, reader),
        denied=claim.first(MOV + "polarity") in ("false", "0"),
        marks=_marks(claim, reader),
        reasons=[
            reader.show(text)
            for name in (MOV + "reason", SKOS + "note", SKOS + "editorialNote")
            for text in reader.best_of(claim.facts.get(name, ()))
        ],
        who=_who(claim, reader, publisher),
        where=_places(claim, reader),
        as_of=[reader.show(date) for date in as_of or published.values()],
        as_of_source=not as_of,
        sort=_sort_key(claim, values),
    )


def _fields(claim: Claim, page: Set[str], reader: Reader) -> list[tuple[Shown | None, list[Shown]]]:
    hidden = (*_APART, SKOS + "note", SKOS + "editorialNote", MATTERS.get(claim.predicate, ""))
    shown = [name for name in claim.facts if name not in hidden]
    shown.sort(key=lambda name: (_order(name), name))
    fields: list[tuple[Shown | None, list[Shown]]] = []
    for name in shown:
        terms = [term for term in reader.best_of(claim.facts[name]) if term["value"] not in page]
        speaks_for_itself = all("xml:lang" in term for term in terms)
        if terms:
            fields.append((None if speaks_for_itself else reader.label(name), [reader.show(term) for term in terms]))
    return fields


def _order(property: str) -> int:
    name = property.removeprefix(MOV)
    return _FIELDS.index(name) if name in _FIELDS else len(_FIELDS)


def _marks(claim: Claim, reader: Reader) -> list[Shown]:
    unmarked = (MOV + "Normal", MOV + "Asserted")
    marks = [term for name in ("modality", "rank") for term in claim.facts.get(MOV + name, ())]
    return [reader.label(mark["value"]) for mark in marks if mark["value"] not in unmarked]


def _who(claim: Claim, reader: Reader, publisher: str) -> list[Shown]:
    holders = claim.facts.get(MOV + "holder", ())
    if holders:
        return [reader.show(holder) for holder in holders]
    if claim.first(MOV + "modality") == MOV + "Inferred":
        return [reader.link(publisher) if publisher else reader.word("the_archive")]
    return [reader.link(speaker) for speaker in claim.speakers] or [reader.word("the_text")]


def _places(claim: Claim, reader: Reader) -> list[Place]:
    sections: dict[tuple[str, str], list[Passage]] = {}
    for passage in claim.passages:
        sections.setdefault((passage.value("section"), passage.value("source")), []).append(passage)
    places: list[Place] = []
    for (section_iri, source_iri), passages in sections.items():
        section = reader.label(section_iri) if section_iri else None
        source = reader.link(source_iri) if source_iri else None
        told = section is not None and source is not None and section.text in source.text
        places.append(Place([_passage(one, reader) for one in passages], None if told else section, source))
    return places


def _passage(passage: Passage, reader: Reader) -> PassageLink:
    name = place_in_section(reader.words, *(passage.value(name) for name in ("paragraph", "sentence", "field")))
    edges = (passage.value("first"), passage.value("last"))
    # Without words the link would lead to a long page and leave the reader there.
    there = text_fragment(passage.value("url"), edges) if all(edges) else ""
    return PassageLink(reader.href(passage.iri), name, there)


def _sort_key(claim: Claim, values: Sequence[Term]) -> tuple[object, ...]:
    main = values[0]["value"] if values else next((claim.first(MOV + name) for name in ("value", "after")), "")
    number = float(main) if main.removeprefix("-").replace(".", "", 1).isdecimal() else float("inf")
    position = claim.first(MOV + "position")
    source = claim.passages[0].value("source") if claim.passages else "~"
    start = claim.passages[0].value("start") if claim.passages else ""
    return (int(position) if position.isdecimal() else 0, number, main, source, int(start or 0), claim.iri)
