"""Claims as statements: what is said, once, and each time who says so, in which passage, as of when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Final

from acervo.namespaces import MOV, RDF, SKOS
from acervo.web.reading.claim_fields import APART, fields_of
from acervo.web.reading.claims import Claim, Passage
from acervo.web.reading.links import text_fragment
from acervo.web.reading.names import Name, place_in_section
from acervo.web.reading.reader import Reader, Shown

#: Of what has a place of its own, what belongs to what is said.
_SAID: Final = frozenset((RDF + "subject", RDF + "object", *(MOV + name for name in ("rank", "modality", "reason"))))


@dataclass(frozen=True)
class PassageLink:
    """The way to a passage here, what it is called in its section, and the way to its words at the source, or ""."""

    href: str
    name: Name
    read_there: str


@dataclass(frozen=True)
class Place:
    """Passages of one section as a reference shows them, and in which section of which source they are."""

    passages: Sequence[PassageLink]
    section: Shown | None
    """None too where the source's title says as much."""
    source: Shown | None
    printings: Sequence[tuple[str, PassageLink]] = ()
    """Of a field that is printed in several sections: each with the name of its section, "" where it has none."""


@dataclass(frozen=True)
class Reference:
    """One claim behind a statement: who says so, where, and as of when."""

    claim: Shown | None
    """None where the page is its own."""
    who: Sequence[Shown]
    where: Sequence[Place]
    as_of: Sequence[Shown]
    as_of_source: bool


@dataclass(frozen=True)
class Statement:
    """What one claim says, or several that say the same, as a template writes it: once, and below it the claims."""

    subject: Shown | None
    """None where the page is its own."""
    values: Sequence[Shown]
    fields: Sequence[tuple[Shown | None, Sequence[Shown]]]
    """Of a record: label (None where the text speaks for itself) and values."""
    denied: bool
    marks: Sequence[Shown]
    """Rank and modality where they are not the default."""
    reasons: Sequence[Shown]
    references: Sequence[Reference]


def statements(claims: Iterable[Claim], page: Set[str], reader: Reader, publisher: str) -> list[Statement]:
    """
    What *claims* say on a page that is about *page*, in an archive of *publisher*, in order.

    Claims are one statement where all is the same but who says so, where, and as of when.
    """
    said: dict[object, list[Claim]] = {}
    for claim in sorted(claims, key=_sort_key):
        said.setdefault(_content(claim), []).append(claim)
    return [_statement(same, page, reader, publisher) for same in said.values()]


def _content(claim: Claim) -> object:
    """What must be equal in two claims that say the same, whatever the language of the reader."""
    unsaid = APART.difference(_SAID)
    shown = {name: terms for name, terms in claim.facts.items() if name not in unsaid}
    content = {(name, *sorted(term.items())) for name, terms in shown.items() for term in terms}
    defaults = {
        (MOV + name, *sorted({"type": "uri", "value": MOV + value}.items()))
        for name, value in (("rank", "Normal"), ("modality", "Asserted"))
    }
    return claim.predicate, _is_denied(claim), frozenset(content - defaults)


def _statement(same: Sequence[Claim], page: Set[str], reader: Reader, publisher: str) -> Statement:
    claim = same[0]
    subject = claim.first(RDF + "subject")
    return Statement(
        subject=reader.link(subject) if subject and subject not in page else None,
        values=[reader.show(value) for value in reader.best_of(claim.facts.get(RDF + "object", ()))],
        fields=fields_of(claim, page, reader),
        denied=_is_denied(claim),
        marks=_marks(claim, reader),
        reasons=[
            reader.show(text)
            for name in (MOV + "reason", SKOS + "note", SKOS + "editorialNote")
            for text in reader.best_of(claim.facts.get(name, ()))
        ],
        references=[_reference(one, page, reader, publisher) for one in same],
    )


def _is_denied(claim: Claim) -> bool:
    return claim.first(MOV + "polarity") in ("false", "0")


def _reference(claim: Claim, page: Set[str], reader: Reader, publisher: str) -> Reference:
    as_of = claim.facts.get(MOV + "asOf", ())
    published = {p.row["published"]["value"]: p.row["published"] for p in claim.passages if "published" in p.row}
    return Reference(
        claim=None if claim.iri in page else reader.link(claim.iri),
        who=_who(claim, reader, publisher),
        where=_places(claim, reader),
        as_of=[reader.show(date) for date in as_of or published.values()],
        as_of_source=not as_of,
    )


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
    fields: dict[tuple[str, str], list[Passage]] = {}
    for passage in claim.passages:
        if field := passage.value("field"):
            fields.setdefault((passage.value("source"), field), []).append(passage)
    sections: dict[tuple[str, ...], list[Passage]] = {}
    for passage in claim.passages:
        printings = fields.get((passage.value("source"), passage.value("field")), ())
        # A form prints a field in its list and again beside it.
        in_several = len({one.value("section") for one in printings}) > 1
        key = ("printed", passage.value("field")) if in_several else ("section", passage.value("section"))
        sections.setdefault((*key, passage.value("source")), []).append(passage)
    return [_place(kind == "printed", found, reader) for (kind, *_), found in sections.items()]


def _place(is_printed_again: bool, passages: Sequence[Passage], reader: Reader) -> Place:
    links = [_passage(one, reader) for one in passages]
    source = reader.source(passages[0].value("source")) if passages[0].value("source") else None
    sections = [_section(one, reader) for one in passages]
    if not is_printed_again:
        return Place(links, sections[0], source)
    named = [section.text if section else "" for section in sections]
    return Place(links[:1], None, source, list(zip(named, links, strict=True)))


def _section(passage: Passage, reader: Reader) -> Shown | None:
    iri, source = passage.value("section"), passage.value("source")
    section = reader.label(iri) if iri else None
    return None if section and source and section.text in reader.link(source).text else section


def _passage(passage: Passage, reader: Reader) -> PassageLink:
    name = place_in_section(reader.words, *(passage.value(name) for name in ("paragraph", "sentence", "field")))
    edges = (passage.value("first"), passage.value("last"))
    # Without words the link would lead to a long page and leave the reader there.
    there = text_fragment(passage.value("url"), edges) if all(edges) else ""
    return PassageLink(reader.href(passage.iri), name, there)


def _sort_key(claim: Claim) -> tuple[object, ...]:
    main = claim.first(RDF + "object") or next((claim.first(MOV + name) for name in ("value", "after")), "")
    number = float(main) if main.removeprefix("-").replace(".", "", 1).isdecimal() else float("inf")
    position = claim.first(MOV + "position")
    source = claim.passages[0].value("source") if claim.passages else "~"
    start = claim.passages[0].value("start") if claim.passages else ""
    return (int(position) if position.isdecimal() else 0, number, main, source, int(start or 0), claim.iri)
