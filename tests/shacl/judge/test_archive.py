"""The archives that are here and the examples of every shape: both engines say the same of them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.shacl.judge.comparison import differences
from tests.shacl.judge.pairs import judge

from acervo.checking.validating import by_pyshacl, in_bulk
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import Reading, read_archive
from acervo.corpus.terms import to_graph
from acervo.edition.normalise import normalise
from acervo.shacl import run
from acervo.shacl.preparing import prepare

ROOT = Path(__file__).parents[3]
#: At most this part of the shapes may be left to pySHACL whole.
MOST_JUDGED = 0.05


def compared(reading: Reading) -> list[str]:
    normalised = normalise(reading)
    (fast, shapes), (expected, _) = in_bulk(reading, normalised), by_pyshacl(reading, normalised)

    assert len(expected.focus_nodes) > 20
    assert len(fast.judged) <= MOST_JUDGED * len(fast.focus_nodes)
    return differences(expected, fast, shapes.graph)


@pytest.mark.long
def test_both_engines_say_the_same_of_the_shipped_archive(reading: Reading):
    assert [] == compared(reading)


@pytest.mark.slow
def test_both_engines_say_the_same_of_a_small_archive():
    assert [] == compared(read_archive(open_archive(ROOT / "tests/archives/lenin-shipyard")))


@pytest.mark.slow
def test_both_engines_say_the_same_of_every_faulty_example():
    """All examples in one graph, so that every shape of the core has something to say."""
    shapes = to_graph(triples("shapes/core", "*.ttl"))
    data = triples("tests/shapes", "*/*.ttl")
    ready = prepare(shapes, checked=shapes)
    expected, fast = judge(data, (), ready), run.validate(data, (), ready)

    assert len({result.rule for result in expected.results}) > 30
    assert [] == differences(expected, fast, shapes)


def triples(folder: str, files: str) -> list[ox.Triple]:
    """What the files say, blank nodes of each its own."""
    found = []
    for file in sorted((ROOT / folder).glob(files)):
        quads = ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=file.as_uri(), rename_blank_nodes=True)
        found += [quad.triple for quad in quads]
    return found
