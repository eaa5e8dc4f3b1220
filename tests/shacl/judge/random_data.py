"""Data graphs by chance, with all that files hold and validators trip over."""

from __future__ import annotations

from random import Random

import pyoxigraph as ox
from tests.shacl.judge.pairs import EX

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
TYPE = ox.NamedNode(RDF + "type")
SUBCLASS = ox.NamedNode(RDFS + "subClassOf")

PREDICATES = tuple(f"p{n}" for n in range(7))
CLASSES = tuple(f"C{n}" for n in range(6))
NODES = tuple(f"n{n}" for n in range(24))

#: What Turtle writes after the lexical form: a datatype, or `@` and a language.
LITERALS = (
    ("1", XSD + "integer"),
    ("01", XSD + "integer"),
    ("+7", XSD + "integer"),
    ("7", XSD + "integer"),
    ("-0", XSD + "integer"),
    ("abc", XSD + "integer"),
    ("", XSD + "integer"),
    ("123456789012345678901234567890", XSD + "integer"),
    ("9007199254740993", XSD + "integer"),
    ("9007199254740992", XSD + "long"),
    ("9007199254740992", XSD + "double"),
    ("300", XSD + "byte"),
    ("-1", XSD + "nonNegativeInteger"),
    ("3", XSD + "int"),
    ("7", XSD + "int"),
    ("1.50", XSD + "decimal"),
    ("1.5", XSD + "decimal"),
    ("0.1", XSD + "decimal"),
    ("1.", XSD + "decimal"),
    ("7.0", XSD + "decimal"),
    ("7", XSD + "decimal"),
    ("7", XSD + "double"),
    ("7.000000000000000000001", XSD + "decimal"),
    ("1.0e0", XSD + "double"),
    ("0.1", XSD + "double"),
    ("0.1", XSD + "float"),
    ("NaN", XSD + "double"),
    ("INF", XSD + "double"),
    ("-INF", XSD + "float"),
    ("x", XSD + "double"),
    ("0.0", XSD + "double"),
    ("-0.0", XSD + "double"),
    ("1e400", XSD + "double"),
    ("true", XSD + "boolean"),
    ("false", XSD + "boolean"),
    ("1", XSD + "boolean"),
    ("TRUE", XSD + "boolean"),
    ("maybe", XSD + "boolean"),
    ("2016-02-29", XSD + "date"),
    ("2015-02-29", XSD + "date"),
    ("2016-03-01", XSD + "date"),
    ("2016-03-01Z", XSD + "date"),
    ("-0044-03-15", XSD + "date"),
    ("2016-02-12T10:00:00", XSD + "dateTime"),
    ("2016-02-12T10:00:00Z", XSD + "dateTime"),
    ("2016-02-12T12:00:00+02:00", XSD + "dateTime"),
    ("2016-02-12", XSD + "dateTime"),
    ("10:00:00", XSD + "time"),
    ("2016", XSD + "gYear"),
    ("02016", XSD + "gYear"),
    ("2016-02", XSD + "gYearMonth"),
    ("P1D", XSD + "duration"),
    ("P1Y", XSD + "yearMonthDuration"),
    ("https://example.org/a b", XSD + "anyURI"),
    ("cafe", XSD + "hexBinary"),
    ("1980-08", EDTF),
    ("1980-08-31/1980-08-14", EDTF),
    ("1980-13?", EDTF),
    ("v", EX + "own"),
    ("<b>x</b>", RDF + "HTML"),
    ("Strike", ""),
    ("strike", ""),
    ("", ""),
    (" ", ""),
    ("1", ""),
    ('quo"te', ""),
    ("apo'strophe", ""),
    ("back\\slash", ""),
    ("two\nlines", ""),
    ("tab\there", ""),
    ("🏭 fábrica", ""),
    ("e\u0301", ""),
    ("é", ""),
    ("a.c", ""),
    ("abc", ""),
    ("{?value} {$this}", ""),
    ("Strike", "@en"),
    ("Strike", "@en-GB"),
    ("strike", "@EN-gb"),
    ("Huelga", "@es"),
    ("Huelga", "@es-VE"),
    ("Paro", "@ES"),
    ("Strajk", "@pl"),
    ("", "@en"),
)


def literal(rng: Random) -> ox.Literal:
    """One of the literals above, exactly as written."""
    return as_literal(rng.choice(LITERALS))


def as_literal(written: tuple[str, str]) -> ox.Literal:
    """The literal of a line above."""
    value, kind = written
    if kind.startswith("@"):
        return ox.Literal(value, language=kind[1:])
    return ox.Literal(value, datatype=ox.NamedNode(kind)) if kind else ox.Literal(value)


def iri(name: str) -> ox.NamedNode:
    """*name* in the namespace of the examples."""
    return ox.NamedNode(EX + name)


def random_data(rng: Random, size: int) -> tuple[ox.Triple, ...]:
    """About *size* triples: few names, so that paths lead on, sets overlap and cycles close."""
    nodes: list[ox.NamedNode | ox.BlankNode] = [iri(name) for name in NODES[: max(4, min(len(NODES), size // 5))]]
    nodes += [ox.BlankNode(f"d{n}") for n in range(max(2, size // 25))]
    # A value comes back at several nodes, else no two sets of values would ever be equal; and now and then all are of
    # one kind, else few would share a language or stand in an order.
    kind = rng.choice(("", "", "", "@", "@", XSD + "d", XSD + "integer"))
    alike = [line for line in LITERALS if line[1].startswith(kind)]
    values = [as_literal(rng.choice(alike)) for _ in range(rng.randint(4, 30))]
    triples: dict[ox.Triple, None] = {}

    def add(subject: ox.NamedNode | ox.BlankNode, predicate: ox.NamedNode, value: object) -> None:
        triples[ox.Triple(subject, predicate, value)] = None  # type: ignore[arg-type]

    for _ in range(rng.randint(1, 7)):  # chains and, now and then, circles of classes
        add(iri(rng.choice(CLASSES)), SUBCLASS, iri(rng.choice(CLASSES)))
    if rng.random() < 0.2:
        add(ox.BlankNode("d0"), SUBCLASS, iri(rng.choice(CLASSES)))
        add(rng.choice(nodes), TYPE, ox.BlankNode("d0"))
    for node in nodes:
        if rng.random() < 0.7:
            add(node, TYPE, iri(rng.choice(CLASSES)))
    for node in rng.sample(nodes, 3):  # names, of which some are in one language
        for _ in range(3):
            label = ox.Literal(rng.choice(("Strike", "Huelga", "Strajk")), language=rng.choice(("en", "es", "EN")))
            add(node, iri(PREDICATES[0]), label)
    while len(triples) < size:
        subject, predicate = rng.choice(nodes), iri(rng.choice(PREDICATES))
        if triples and rng.random() < 0.3:  # one value more, where there is one
            subject, predicate = next(reversed(triples)).subject, next(reversed(triples)).predicate
        chance = rng.random()
        if chance < 0.45:
            add(subject, predicate, rng.choice(nodes))
        elif chance < 0.9:
            add(subject, predicate, rng.choice(values))
        elif chance < 0.95:
            add(subject, predicate, iri(rng.choice(CLASSES)))
        else:
            add(subject, TYPE, iri(rng.choice(CLASSES)))
    return tuple(triples)


def random_claims(rng: Random, data: tuple[ox.Triple, ...]) -> tuple[ox.Triple, ...]:
    """What claims state: some of it stands in *data* as well, most of it elsewhere."""
    subjects = list(dict.fromkeys(triple.subject for triple in data))
    claimed: dict[ox.Triple, None] = {}
    for _ in range(rng.randint(0, 20)):
        chance = rng.random()
        if chance < 0.2:
            claimed[rng.choice(data)] = None
        elif chance < 0.3:
            claimed[ox.Triple(rng.choice(subjects), TYPE, iri(rng.choice(CLASSES)))] = None
        else:
            value = literal(rng) if rng.random() < 0.6 else rng.choice(subjects)
            claimed[ox.Triple(rng.choice(subjects), iri(rng.choice(PREDICATES)), value)] = None
    return tuple(claimed)
