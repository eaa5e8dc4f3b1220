"""What the archive's claims state, one line for each passage, in the form of the ledgers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from acervo.namespaces import PREFIXES, shorten

BASE: Final = "https://w3id.org/acervo/epo/"
ROOT: Final = Path(__file__).parents[2]
HERE: Final = Path(__file__).parent
MOV: Final = "https://w3id.org/acervo/ns#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

#: For each record: the properties whose values follow its word, in order; `-` stands where there is none.
RECORDS: Final = {
    "count": ("Count", ("of", "counted", "value", "qualifier")),
    "production": ("ProductionOutcome", ("outcomeOf", "measure", "before", "after", "unit")),
    "created": ("OrganizationOutcome", ("outcomeOf", "created")),
    "learning": ("LearningOutcome", ("outcomeOf",)),
    "social": ("SocialOutcome", ("outcomeOf",)),
    "circumstance": ("Circumstance", ("circumstanceOf",)),
    "participation": ("Participation", ("event", "role", "participant")),
    "tenure": ("Tenure", ("org:member", "org:organization", "org:role", "date", "duration")),
    "ownership": ("Ownership", ("owned", "kind", "owner")),
    "control": ("Control", ("controlled", "controller")),
    "recognition": ("Recognition", ("recogniser", "recognised", "office")),
    "empty": ("EmptyField", ("fieldOf", "field")),
}
#: Told after the others, and only where the source says so.
OPTIONAL: Final = {
    "production": ("qualifier",),
    "participation": ("headcount", "qualifier"),
    "tenure": ("startedBy=", "endedBy="),
}
#: Properties on which a record has several values, and gives a line for each.
SEVERAL: Final = ("participant", "created")
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Row(NamedTuple):
    """One statement in one passage: a line of a ledger without its note."""

    passage: str
    statement: str
    holder: str = ""
    modality: str = ""
    polarity: str = ""
    as_of: str = ""


def curated_store() -> ox.Store:
    """What curators wrote below `data/`, without ontology and without anything derived."""
    store = ox.Store()
    for path in sorted((ROOT / "data").rglob("*.ttl")):
        store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=BASE)
    return store


def rows_of(store: ox.Store) -> Iterator[Row]:
    """Every statement of *store* in every passage of its own, entries and reasons for drawing nothing among them."""
    for quad in store.quads_for_pattern(None, mov("passage"), None, None):
        passage = written(quad.object).removeprefix(":passage-")
        for statement in statements(store, quad.subject):
            yield Row(passage, statement, *conditions(store, quad.subject))
    for quad in store.quads_for_pattern(None, mov("nothingDrawn"), None, None):
        yield Row(written(quad.subject).removeprefix(":passage-"), f"nothing {written(quad.object)}")


def conditions(store: ox.Store, claim: Term) -> tuple[str, str, str, str]:
    """Holder, modality, polarity and as-of date of *claim*, each empty where it is the default."""
    holder, modality, polarity, as_of = (
        " ".join(sorted(written(value) for value in values(store, claim, name)))
        for name in ("holder", "modality", "polarity", "asOf")
    )
    return holder, modality, polarity, as_of.strip('"')


def statements(store: ox.Store, node: Term) -> Iterator[str]:
    """What *node* states, in one line, or in as many as it has participants."""
    types = {written(value) for value in values(store, node, RDF + "type")}
    if "mov:View" in types:
        about = "+".join(sorted(written(value) for value in values(store, node, "about")))
        yield f"view {one(store, node, 'kind')} {about}"
    elif "mov:Claim" in types:
        yield "triple " + " ".join(one(store, node, RDF + name) for name in ("subject", "predicate", "object"))
    elif types & {"mov:Reference", "mov:Footnote"}:
        yield f"entry {written(node)}"
    elif types & {"mov:Source", "mov:Contribution"}:
        yield f"contribution {written(node)}"
    else:
        for word, (name, properties) in RECORDS.items():
            if f"mov:{name}" in types:
                yield from record(store, node, word, properties)


def record(store: ox.Store, node: Term, word: str, properties: Iterable[str]) -> Iterator[str]:
    lines = [word]
    for name in properties:
        found = sorted(written(value) for value in values(store, node, name)) or ["-"]
        assert len(found) == 1 or name in SEVERAL, (written(node), name, found)
        lines = [f"{line} {value}" for line in lines for value in found]
    for name in OPTIONAL.get(word, ()):
        for value in values(store, node, name.rstrip("=")):
            lines = [f"{line} {name if name.endswith('=') else ''}{written(value)}" for line in lines]
    yield from lines


def mov(name: str) -> ox.NamedNode:
    """The property *name*: a whole IRI, a CURIE, or the local name of a `mov:` term."""
    if "/" in name:
        return ox.NamedNode(name)
    prefix, colon, local = name.rpartition(":")
    return ox.NamedNode(PREFIXES[prefix] + local if colon else MOV + name)


def values(store: ox.Store, node: Term, name: str) -> list[Term]:
    assert isinstance(node, ox.NamedNode | ox.BlankNode)
    return [quad.object for quad in store.quads_for_pattern(node, mov(name), None, None)]


def one(store: ox.Store, node: Term, name: str) -> str:
    found = values(store, node, name)
    assert len(found) == 1, (written(node), name, found)
    return written(found[0])


def written(term: Term) -> str:
    """*term* as a ledger writes it: a CURIE (else the IRI in angle brackets), a bare number, a string in quotes."""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value, base=BASE)
    assert isinstance(term, ox.Literal)
    if term.datatype.value in {XSD + "integer", XSD + "decimal", XSD + "boolean"}:
        return term.value
    return f'"{term.value}"' + (f"@{term.language}" if term.language else "")


def ledger(name: str) -> list[Row]:
    """The rows of `ledger-{name}.csv`, without their notes."""
    with (HERE / f"ledger-{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Row(*(line[column] or "" for column in Row._fields)) for line in csv.DictReader(lines) if line["passage"]
        ]
