"""Terms arrive as a curator wrote them, but for what the engine is known to change; that is listed here."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from acervo.corpus.archive import Archive, open_archive
from acervo.corpus.reading import read_archive

from .conftest import ROOT

XSD = "http://www.w3.org/2001/XMLSchema#"
#: What pyoxigraph stores is a value, and it gives back the value's canonical form: written → given back.
CHANGED = {
    f'"01"^^<{XSD}integer>': f'"1"^^<{XSD}integer>',
    f'"+7"^^<{XSD}integer>': f'"7"^^<{XSD}integer>',
    f'"1.50"^^<{XSD}decimal>': f'"1.5"^^<{XSD}decimal>',
    f'"1e0"^^<{XSD}double>': f'"1"^^<{XSD}double>',
    f'"1"^^<{XSD}boolean>': f'"true"^^<{XSD}boolean>',
    f'"P12M"^^<{XSD}yearMonthDuration>': f'"P1Y"^^<{XSD}yearMonthDuration>',
    f'"7"^^<{XSD}byte>': f'"7"^^<{XSD}integer>',
    f'"7"^^<{XSD}int>': f'"7"^^<{XSD}integer>',
}
KEPT = [
    '"Gdańsk"@pl',
    '"Cumaná"@es-ve',
    '"a\\nb"',
    f'"1.5"^^<{XSD}decimal>',
    f'"16000"^^<{XSD}integer>',
    f'"9223372036854775807"^^<{XSD}integer>',
    f'"P5D"^^<{XSD}dayTimeDuration>',
    f'"2016-02-12"^^<{XSD}date>',
    f'"2018-11-16T13:22:59-05:00"^^<{XSD}dateTime>',
    f'"abc"^^<{XSD}integer>',
    f'"99999999999999999999"^^<{XSD}integer>',
    f'"http://example.org/Ñ"^^<{XSD}anyURI>',
    '"2016-02-12/2016-02-16"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
    "<http://example.org/Ñandú?a=b#c>",
    "<http://example.org/%C3%91>",
]


def stored(term: str) -> str:
    store = ox.Store()
    store.load(f"<http://example.org/s> <http://example.org/p> {term} .", format=ox.RdfFormat.TURTLE)
    (quad,) = store
    return str(quad.object)


@pytest.mark.parametrize(("written", "given"), CHANGED.items())
def test_these_literals_are_given_back_in_another_form(written, given):
    """The list that the check of curated files and the documentation rest on; a new engine may change it."""
    assert given == stored(written)


@pytest.mark.parametrize("term", KEPT)
def test_these_terms_are_given_back_as_written(term):
    """Language tags, dates, numbers in canonical form, numbers beyond what the engine holds, IRIs."""
    assert term == stored(term)


def terms_of_the_files(archive: Archive) -> set[str]:
    return {
        str(triple.object)
        for graph in read_archive(archive).graphs
        for triple in graph.triples
        if isinstance(triple.object, ox.Literal)
    }


@pytest.mark.parametrize("folder", [ROOT, ROOT / "tests" / "archives" / "lenin-shipyard"], ids=["shipped", "shipyard"])
def test_no_literal_of_the_archive_is_one_that_the_engine_changes(folder: Path):
    """What a client reads is, character by character, what stands in the file."""
    changed = {}
    for term in terms_of_the_files(open_archive(folder)):
        store = ox.Store()
        subject = ox.NamedNode("http://example.org/s")
        (parsed,) = ox.parse(f"<a:s> <a:p> {term} .", format=ox.RdfFormat.TURTLE)
        store.add(ox.Quad(subject, subject, parsed.object))
        (quad,) = store
        if str(quad.object) != term:
            changed[term] = str(quad.object)

    assert {} == changed


@pytest.mark.slow
def test_every_literal_of_the_files_arrives_over_http_as_written(shipyard, client):
    """From the file through the reader, the edition and the engine to the client's N-Triples."""
    answer = client.get(
        shipyard.sparql,
        params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"},
        headers={"Accept": "application/n-triples"},
    )
    arrived = {str(triple.object) for triple in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)}

    assert set() == terms_of_the_files(open_archive(ROOT / "tests" / "archives" / "lenin-shipyard")) - arrived
