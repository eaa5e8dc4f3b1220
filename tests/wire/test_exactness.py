"""Terms arrive as a curator wrote them, but for what the engine is known to change; that is listed here."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from acervo.corpus.archive import Archive, open_archive
from acervo.corpus.reading import read_archive
from acervo.turtle.reader import read_file
from acervo.turtle.terms import Literal

from .conftest import ROOT, Server, serving

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


def literals_as_written(archive: Archive) -> set[tuple[str, str, str]]:
    """By the reader that the engine has no part in: `@EN` stays `EN`, `+7` stays `+7`."""
    documents = (read_file(file.content, file.path, archive.base) for file in archive.files if file.is_graph)
    return {
        (term.value, term.datatype, term.language or "")
        for document in documents
        for triple in document.triples
        if isinstance(term := triple.object, Literal)
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["shipped", "shipyard"])
def test_every_literal_of_the_files_arrives_over_http_as_written(name, request, client):
    """From the file through the reader, the edition and the engine to the client's N-Triples."""
    server = request.getfixturevalue(name)
    folder = {"shipped": ROOT, "shipyard": ROOT / "tests" / "archives" / "lenin-shipyard"}[name]
    answer = client.get(
        server.sparql,
        params={"query": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"},
        headers={"Accept": "application/n-triples"},
    )
    sent = read_file(answer.content, "answer.nt", server.base)
    arrived = {
        (term.value, term.datatype, term.language or "")
        for triple in sent.triples
        if isinstance(term := triple.object, Literal)
    }
    written = literals_as_written(open_archive(folder))

    assert len(written) > 2_000
    assert set() == written - arrived


@pytest.mark.slow
def test_a_function_that_nobody_knows_is_the_client_s_mistake(shipyard, client):
    """400 with its name, also where it would be called in the middle of an answer."""
    for pattern in ("FILTER(<http://example.org/f>(?o))", "BIND(<http://example.org/f>(?o) AS ?x)"):
        answer = client.get(shipyard.sparql, params={"query": f"SELECT * {{ ?s ?p ?o {pattern} }}"})
        assert 400 == answer.status_code
        assert "http://example.org/f" in answer.json()["detail"]


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two files that use one label."""
    folder = tmp_path_factory.mktemp("blank")
    (folder / "data").mkdir()
    (folder / "acervo.toml").write_text('base = "https://example.org/blank/"\n', encoding="utf-8")
    for name in "ab":
        lines = f'_:x <http://example.net/in> "{name}" .\n_:x <http://example.net/knows> _:y .\n'
        (folder / "data" / f"{name}.nt").write_text(lines, encoding="utf-8")
    with serving(folder, folder / "stderr") as server:
        yield server


def rows(server: Server, client: httpx.Client, query: str) -> list[dict[str, str]]:
    answer = client.get(server.sparql, params={"query": f"PREFIX ex: <http://example.net/> {query}"})
    assert 200 == answer.status_code, answer.text
    return [{name: term["value"] for name, term in row.items()} for row in answer.json()["results"]["bindings"]]


@pytest.mark.slow
def test_blank_nodes_of_different_files_are_different(blank, client):
    """A label means something in its file only."""
    assert 2 == len({row["x"] for row in rows(blank, client, "SELECT ?x { ?x ex:in ?file }")})
    assert [] == rows(blank, client, 'SELECT ?x { ?x ex:in "a" , "b" }')
    assert 2 == len(rows(blank, client, "SELECT ?x ?y { ?x ex:knows ?y }"))


@pytest.mark.slow
def test_a_blank_node_in_a_query_is_a_variable(blank, client):
    """Also one that is spelled as in an answer (SPARQL 1.1, section 4.1.4)."""
    label = rows(blank, client, 'SELECT ?x { ?x ex:in "a" }')[0]["x"]

    assert ["a", "b"] == [
        row["file"] for row in rows(blank, client, f"SELECT ?file {{ _:{label} ex:in ?file }} ORDER BY ?file")
    ]


@pytest.mark.slow
def test_one_node_has_one_label_within_an_answer(blank, client):
    """Rows can be joined by it."""
    found = rows(blank, client, 'SELECT ?x ?y { ?x ex:in "a" . ?y ex:knows ?z FILTER(?x = ?y) }')

    assert 1 == len(found)
    assert found[0]["x"] == found[0]["y"]


@pytest.mark.slow
def test_blank_nodes_that_are_made_differ_by_row_and_by_answer(blank, client):
    """BNODE() makes a new one each time (section 17.4.2.9)."""
    query = "SELECT (BNODE() AS ?new) { ?s ex:in ?file }"
    found = [row["new"] for _ in range(4) for row in rows(blank, client, query)]

    assert 8 == len(set(found))


@pytest.mark.slow
def test_blank_nodes_made_by_one_text_differ_by_row(blank, client):
    """BNODE(text) is the same node within a row only (section 17.4.2.9)."""
    found = rows(blank, client, 'SELECT (BNODE("x") AS ?one) { ?s ex:in ?file }')

    assert 2 == len({row["one"] for row in found})


@pytest.mark.slow
def test_blank_nodes_made_by_one_text_beside_groups_are_refused(blank, client):
    """400 at the place in the client's own text, where a row cannot be told."""
    query = 'SELECT ?file\n(BNODE("x") AS ?one) { ?s skos:prefLabel|<http://example.net/in> ?file } GROUP BY ?file'
    answer = client.get(blank.sparql, params={"query": query})

    assert 400 == answer.status_code
    assert {"title": "Query refused", "line": 2, "column": 2}.items() <= answer.json().items()


@pytest.mark.slow
def test_alternatives_in_a_path_keep_duplicates(blank, client):
    """`a|b` is a union, and a union is no set (section 18.4)."""
    assert 4 == len(rows(blank, client, "SELECT ?x { ?x ex:in|(ex:in) ?file }"))


@pytest.mark.slow
def test_identifiers_of_many_workers_differ(blank, client):
    """Processes made by fork share a state of random numbers (section 17.4.2.12)."""
    query = {"query": "SELECT (UUID() AS ?a) (STRUUID() AS ?b) (RAND() AS ?c) {}", "format": "csv"}
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: httpx.get(blank.sparql, params=query, timeout=60).text, range(24)))
    found = [value for answer in answers for value in answer.splitlines()[1].split(",")]

    assert 3 * 24 == len(set(found))
