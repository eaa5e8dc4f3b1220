"""A report kept up to date says what a full run would say, whatever the edit."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pyoxigraph as ox
import pytest
from tests.shacl.judge.comparison import differences
from tests.shacl.judge.generator import random_pair
from tests.shacl.judge.pairs import Pair, parsed, written

from acervo.corpus.terms import to_graph
from acervo.edition.normalise import claimed_by
from acervo.errors import ShapesError
from acervo.namespaces import RDF
from acervo.shacl import run
from acervo.shacl.keeping import KeptReport
from acervo.shacl.preparing import prepare
from acervo.shacl.shapes import Shapes
from acervo.shacl.store import CheckStore

EDITS = 25
NORMAL = range(3)
LONG = range(3, 88)
Triples = list[ox.Triple]


def with_claims(pair: Pair) -> Triples:
    """The data of *pair*, and for each claimed triple a claim that states it; some are stated twice."""
    triples = list(pair.data)
    for number, triple in enumerate(pair.claimed):
        for again in range(1 + number % 2):
            claim = ox.NamedNode(f"https://example.org/test#claim{number}-{again}")
            parts = (("subject", triple.subject), ("predicate", triple.predicate), ("object", triple.object))
            triples.extend(ox.Triple(claim, ox.NamedNode(RDF + part), term) for part, term in parts)
    return list(dict.fromkeys(triples))


def edits(rng: Random, triples: Triples, others: Triples) -> Iterator[tuple[Triples, Triples]]:
    """What goes and what comes, *EDITS* times: single triples, whole stretches, values moved to other subjects."""
    now = list(triples)
    for _ in range(EDITS):
        start = rng.randrange(len(now)) if now else 0
        removed = now[start : start + rng.choice((0, 1, 1, 2, 8))]
        kept = [triple for triple in now if triple not in removed]
        added = rng.sample(others, min(len(others), rng.choice((0, 1, 1, 2, 8))))
        for triple in rng.sample(kept, min(len(kept), rng.choice((0, 1, 2)))):
            other = rng.choice(kept)
            added.append(ox.Triple(triple.subject, triple.predicate, other.object))
        added = [triple for triple in dict.fromkeys(added) if triple not in kept]
        yield removed, added
        now = kept + added


def begun(triples: Triples, shapes: Shapes) -> KeptReport:
    store = CheckStore(triples, claimed_by(triples))
    store.count_repeated(triples)
    return KeptReport(store, shapes)


def check_edits(seed: int) -> int:
    """How many edits of the pair of *seed* were compared; shapes that cannot be run on what comes end it."""
    rng = Random(f"edits {seed}")
    pair = random_pair(seed)
    graph = to_graph(pair.shapes)
    now = with_claims(pair)
    try:
        shapes = prepare(graph, checked=graph)
        kept = begun(now, shapes)
    except ShapesError:
        return 0
    compared = 0
    for removed, added in edits(rng, now, with_claims(random_pair(seed + 1000))):
        now = [triple for triple in now if triple not in removed] + added
        try:
            full = run.validate(now, claimed_by(now), shapes)
        except ShapesError:
            with pytest.raises(ShapesError):
                kept.edit(removed, added)
            return compared
        kept.edit(removed, added)
        report = kept.report()
        told = differences(full, report, graph)
        assert [] == told, f"seed {seed}, edit {compared}\nremoved\n{written(removed)}\nadded\n{written(added)}"
        assert dict(full.focus_nodes) == dict(report.focus_nodes)
        assert full.untargeted == report.untargeted
        compared += 1
    return compared


@pytest.mark.slow
@pytest.mark.parametrize("seed", NORMAL)
def test_after_each_edit_the_report_is_that_of_a_full_run(seed: int):
    check_edits(seed)


@pytest.mark.long
def test_most_edits_are_compared():
    """Shapes that cannot be run would make every test above pass."""
    assert EDITS * 2 <= sum(check_edits(seed) for seed in range(4))


@pytest.mark.long
@pytest.mark.parametrize("seed", LONG)
def test_after_each_of_many_edits_too(seed: int):
    check_edits(seed)


PERSON = """
:Person-has-name a sh:NodeShape ; sh:targetClass :Person ; sh:property [ sh:path :name ; sh:minCount 1 ] .
"""


def small(turtle: str) -> Shapes:
    graph = to_graph(parsed(turtle, "s"))
    return prepare(graph, checked=graph)


def results(kept: KeptReport) -> list[str]:
    return [str(result.focus).rpartition("#")[2] for result in kept.report().results]


def test_a_triple_that_two_files_have_stays_until_both_have_dropped_it():
    name = parsed(':ana :name "Ana" .')
    kept = begun([*parsed(":ana a :Person ."), *name, *name], small(PERSON))

    kept.edit(name, [])
    once = results(kept)
    kept.edit(name, [])

    assert [] == once
    assert ["ana"] == results(kept)


def test_only_what_an_edit_may_concern_is_asked():
    people = [triple for number in range(50) for triple in parsed(f':p{number} a :Person ; :name "P{number}" .')]
    kept = begun(people, small(PERSON))

    assert 1 == kept.edit(parsed(':p7 :name "P7" .'), parsed(':p7 :name "Pepa" .'))
    assert 0 == kept.edit([], parsed(':p7 :unread "nobody asks" .'))


def test_a_subclass_axiom_moves_instances_in_and_out():
    axiom = parsed(":Welder rdfs:subClassOf :Person .")
    kept = begun(list(parsed(":ana a :Welder .")), small(PERSON))
    counts = [kept.report().focus_nodes["https://example.org/test#Person-has-name"]]
    for removed, added in (((), axiom), (axiom, ())):
        kept.edit(removed, added)
        counts.append(kept.report().focus_nodes["https://example.org/test#Person-has-name"])

    assert [0, 1, 0] == counts


def test_a_claimed_subclass_axiom_does_so_for_shapes_that_see_claims():
    """What is claimed of a class counts as well as what stands in a file."""
    claim = parsed(":k rdf:subject :Welder ; rdf:predicate rdfs:subClassOf ; rdf:object :Person .")
    sees = "<https://w3id.org/acervo/shapes#seesClaims> true"
    kept = begun(list(parsed(":ana a :Welder .")), small(f"{PERSON} :Person-has-name {sees} ."))
    counts = [kept.report().focus_nodes["https://example.org/test#Person-has-name"]]
    for removed, added in (((), claim), (claim, ())):
        kept.edit(removed, added)
        counts.append(kept.report().focus_nodes["https://example.org/test#Person-has-name"])

    assert [0, 1, 0] == counts


@pytest.mark.parametrize("says", ["a-says", "says"])
def test_a_query_is_walked_back_by_what_fewest_triples_match(says: str):
    """A hundred claims say something of the same kind, and one is about the thing that is edited."""
    name = "<https://example.org/test#{}>".format
    query = f"SELECT $this WHERE {{ $this {name('about')} ?thing ; {name(says)} ?predicate . ?thing ?predicate ?o }}"
    shapes = f':Claim-holds a sh:NodeShape ; sh:targetClass :Claim ; sh:sparql [ sh:select "{query}" ] .'
    claims = [t for n in range(100) for t in parsed(f":c{n} a :Claim ; :about :t{n} ; :{says} :date .")]
    kept = begun(claims, small(shapes))

    assert 1 == kept.edit([], parsed(":t7 :date 1936 ."))
    assert ["c7"] == results(kept)


def test_other_shapes_are_asked_of_everything():
    kept = begun(list(parsed(':ana a :Person ; :name "Ana" .')), small(PERSON))
    kept.replace_shapes(small(PERSON.replace("sh:minCount 1", "sh:maxCount 0")))

    assert ["ana"] == results(kept)
