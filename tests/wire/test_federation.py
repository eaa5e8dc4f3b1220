"""Two running archives that ask each other, and what they answer beside the engine's own SERVICE."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from acervo.corpus.archive import open_archive
from acervo.edition.keep import kept_on_disk
from docs.reading import blocks
from wire.conftest import ARCHIVES, ROOT, Server, serving

pytestmark = pytest.mark.slow

JSON = "application/sparql-results+json"
PREFIXES = """\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX mov: <https://w3id.org/acervo/ns#>
PREFIX : <https://example.org/gdansk/id/>
"""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Pair:
    """An archive with content, an empty one beside it, and the store of the first for the engine's own SERVICE."""

    def __init__(self, here: Server, there: Server, folder: Path, client: httpx.Client):
        self.here, self.there = here, there
        self.client = client
        self.folder = folder

    def ask(self, server: Server, query: str, **headers: str) -> httpx.Response:
        return self.client.post(server.sparql, data={"query": self.filled(query)}, headers=headers)

    def filled(self, query: str) -> str:
        return PREFIXES + query.replace("THERE", f"<{self.there.sparql}>").replace("HERE", f"<{self.here.sparql}>")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, client: httpx.Client) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("federation")
    ports = {"here": free_port(), "there": free_port()}
    for name, archive in (("here", "lenin-shipyard"), ("there", "empty")):
        copy = shutil.copytree(ARCHIVES / archive, folder / name, ignore=shutil.ignore_patterns(".acervo"))
        other = ports["there" if name == "here" else "here"]
        with (copy / "acervo.toml").open("a", encoding="utf-8") as settings:
            endpoint = f'{{ address = "http://127.0.0.1:{other}/sparql", local = true }}'
            settings.write(f"\n[federation]\nallow = [{endpoint}]\n")
    with (
        serving(folder / "here", folder / "here.log", "--port", str(ports["here"])) as here,
        serving(folder / "there", folder / "there.log", "--port", str(ports["there"])) as there,
    ):
        yield Pair(here, there, folder / "here", client)


@pytest.fixture(scope="module")
def store(pair: Pair) -> ox.Store:
    """The first archive's edition, for the engine's own SERVICE."""
    edition = kept_on_disk(open_archive(pair.folder))
    assert edition
    store = ox.Store()
    store.bulk_extend(ox.parse(path=str(edition.quads), format=ox.RdfFormat.N_QUADS))
    return store


def counted(bindings: list[dict[str, Any]]) -> list[str]:
    """Rows in no order; two that are the same count twice."""
    return sorted(json.dumps(row, sort_keys=True) for row in bindings)


SAME = {
    "alone": "SELECT * { SERVICE THERE { mov:Battle ?p ?o } }",
    "joined": "SELECT ?label { ?event a mov:Event ; a ?class . SERVICE THERE { ?class skos:prefLabel ?label } }",
    "joined before": "SELECT ?event ?label { SERVICE THERE { ?class skos:prefLabel ?label } ?event a ?class }",
    "optional": "SELECT * { ?thing a ?class OPTIONAL { SERVICE THERE { ?class skos:definition ?text } } }",
    "optional with a filter": "SELECT * { ?t a ?c OPTIONAL { SERVICE THERE { ?c skos:prefLabel ?l } "
    "FILTER(?c = mov:Place) } }",
    "minus": "SELECT ?class { ?thing a ?class MINUS { SERVICE THERE { ?class skos:prefLabel ?label } } }",
    "exists": "SELECT * { VALUES ?class { mov:Place mov:Nothing } "
    "FILTER EXISTS { SERVICE THERE { ?class skos:prefLabel ?label } } }",
    "not exists": "SELECT * { VALUES ?class { mov:Place mov:Nothing } "
    "FILTER NOT EXISTS { SERVICE THERE { ?class skos:prefLabel ?l } } }",
    "union": "SELECT * { { ?x a mov:Place } UNION { SERVICE THERE { ?x a skos:ConceptScheme } } }",
    "sub-select around": "SELECT * { { SELECT (COUNT(*) AS ?n) { SERVICE THERE { ?s a skos:Concept } } } }",
    "sub-select inside": "SELECT * { SERVICE THERE { SELECT (COUNT(?s) AS ?n) { ?s a skos:Concept } } }",
    "two blocks": "SELECT * { SERVICE THERE { mov:Battle skos:prefLabel ?a } "
    "SERVICE THERE { mov:Place skos:prefLabel ?b } }",
    "two blocks joined": "SELECT * { SERVICE THERE { ?c a <http://www.w3.org/2002/07/owl#Class> } "
    "SERVICE THERE { ?c skos:prefLabel ?l } }",
    "silent": "SELECT * { SERVICE SILENT THERE { mov:Battle skos:prefLabel ?l } }",
    "no variable": "SELECT * { ?p a mov:Place . SERVICE THERE { mov:Battle a <http://www.w3.org/2002/07/owl#Class> } }",
    "nothing there": "SELECT * { ?p a mov:Place . SERVICE THERE { ?p a mov:Nothing } }",
    "filter inside": "SELECT * { ?p a ?c . SERVICE THERE { ?c skos:prefLabel ?l FILTER(LANG(?l) = 'es') } }",
    "filter of what is outside": "SELECT * { ?p a ?c . SERVICE THERE { ?x a mov:Place FILTER(BOUND(?c)) } }",
    "bind inside": "SELECT * { ?p a ?c . SERVICE THERE { BIND(?c AS ?d) ?c skos:prefLabel ?l } }",
    "optional inside": "SELECT * { ?p a ?c . SERVICE THERE { ?x a skos:ConceptScheme OPTIONAL { ?c a ?x } } }",
    "values before": "SELECT * { VALUES ?c { mov:Battle mov:Place UNDEF } SERVICE THERE { ?c skos:prefLabel ?l } }",
    "its own graphs": "SELECT * { SERVICE THERE { GRAPH ?g { mov:Battle skos:prefLabel ?l } } }",
    "literals": "SELECT ?n { SERVICE THERE { VALUES ?n { 1 1.50 '01'^^<http://www.w3.org/2001/XMLSchema#integer> true "
    "'a\\n\"\\\\b' 'x'@es-VE '2016-02'^^<http://id.loc.gov/datatypes/edtf/EDTF> '\\t' '' } } }",
    "numbers joined": "SELECT * { VALUES ?n { 1 2.0 'x' } SERVICE THERE { VALUES (?n ?m) { (1 2) (2.0 3) ('x' 4) } } }",
    "constructed": "SELECT * { SERVICE THERE { VALUES (?a ?b) { (UNDEF 1) (2 UNDEF) (UNDEF UNDEF) } } }",
    "everything": "SELECT (COUNT(*) AS ?n) { SERVICE THERE { ?s ?p ?o } }",
    "a prefix": "SELECT * { SERVICE THERE { ?c skos:prefLabel ?l FILTER(?c = mov:Place) } }",
}


@pytest.mark.parametrize("query", SAME.values(), ids=SAME)
def test_answers_are_those_of_the_engine_s_own_service(pair, store, query):
    """What a client knows of SERVICE elsewhere holds here."""
    answer = pair.ask(pair.here, query, accept=JSON)
    assert 200 == answer.status_code, answer.text
    native = store.query(pair.filled(query), base_iri="https://example.org/gdansk/", use_default_graph_as_union=True)
    expected = json.loads(native.serialize(format=ox.QueryResultsFormat.JSON))

    assert set(expected["head"]["vars"]) == set(answer.json()["head"]["vars"])
    assert counted(expected["results"]["bindings"]) == counted(answer.json()["results"]["bindings"])


OTHERWISE = {
    "a variable of VALUES": (
        "SELECT ?l { VALUES ?x { THERE } SERVICE ?x { mov:Battle skos:prefLabel ?l } }",
        "SELECT ?l { SERVICE THERE { mov:Battle skos:prefLabel ?l } }",
    ),
    "a variable with values for each": (
        "SELECT ?c ?l { VALUES (?x ?c) { (THERE mov:Battle) (THERE mov:Place) } SERVICE ?x { ?c skos:prefLabel ?l } }",
        "SELECT ?c ?l { VALUES ?c { mov:Battle mov:Place } SERVICE THERE { ?c skos:prefLabel ?l } }",
    ),
    "a variable of another endpoint": (
        "SELECT ?l { SERVICE THERE { VALUES ?e { THERE } } ?p a mov:Place SERVICE ?e { mov:Place skos:prefLabel ?l } }",
        "SELECT ?l { SERVICE THERE { mov:Place skos:prefLabel ?l } ?p a mov:Place }",
    ),
    "a variable that the group has too": (
        "SELECT ?y { VALUES ?x { THERE } SERVICE ?x { VALUES (?x ?y) { (THERE 1) (mov:Place 2) (UNDEF 3) } } }",
        "SELECT ?y { VALUES ?y { 1 3 } }",
    ),
    # The engine's own SERVICE asks there for the graph as well, which the standard does not.
    "GRAPH around": (
        "SELECT * { GRAPH ?g { ?p a ?c . SERVICE THERE { ?c skos:prefLabel ?l } } }",
        "SELECT * { GRAPH ?g { ?p a ?c } SERVICE THERE { ?c skos:prefLabel ?l } }",
    ),
    "FROM": (
        "SELECT * FROM <https://example.org/gdansk/graph/data/places/gdansk> "
        "{ ?p a ?c . SERVICE THERE { ?c skos:prefLabel ?l } }",
        "SELECT * { GRAPH <https://example.org/gdansk/graph/data/places/gdansk> { ?p a ?c } "
        "SERVICE THERE { ?c skos:prefLabel ?l } }",
    ),
}


@pytest.mark.parametrize(("query", "other"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_the_engine_s_own_service_does_not_do_is_the_same_as_in_other_words(pair, store, query, other):
    """It takes no variable from VALUES."""
    answer = pair.ask(pair.here, query, accept=JSON)
    assert 200 == answer.status_code, answer.text
    native = store.query(pair.filled(other), base_iri="https://example.org/gdansk/", use_default_graph_as_union=True)
    expected = json.loads(native.serialize(format=ox.QueryResultsFormat.JSON))

    assert counted(expected["results"]["bindings"]) == counted(answer.json()["results"]["bindings"])


def test_the_other_way_round_it_is_the_same(pair):
    """The one that was asked asks."""
    query = "SELECT ?label { SERVICE HERE { ?place a mov:Place ; skos:prefLabel ?label } } ORDER BY LANG(?label)"

    rows = pair.ask(pair.there, query, accept=JSON).json()["results"]["bindings"]

    assert ["en", "es", "pl"] == [row["label"]["xml:lang"] for row in rows]


@pytest.mark.parametrize("block", list(blocks(ROOT / "docs/how-to/federate.md", "text")), ids=str)
def test_the_queries_of_the_how_to_find_something(pair, block):
    """Between two archives on one machine, as the page has it."""
    query = block.text.replace("http://127.0.0.1:8001/sparql", pair.there.sparql)

    answer = pair.client.post(pair.here.sparql, data={"query": query}, headers={"accept": JSON})

    assert 200 == answer.status_code, answer.text
    assert answer.json()["results"]["bindings"]


@pytest.mark.parametrize(
    ("accept", "pattern"),
    [
        (JSON, '"type":"bnode"'),
        ("application/sparql-results+xml", "<bnode>"),
        ("text/csv", "\n_:"),
        ("text/tab-separated-values", "\n_:"),
    ],
)
def test_blank_nodes_come_as_blank_nodes(pair, accept, pattern):
    """The ontology has some; a long answer has them in all of its parts."""
    everything = "SELECT ?s ?p ?o { SERVICE THERE { ?s ?p ?o FILTER(isBlank(?s)) } }"

    answer = pair.ask(pair.here, everything, accept=accept)

    assert 200 == answer.status_code, answer.text
    assert pattern in answer.text
    assert "urn:acervo:bnode" not in answer.text


def test_an_answer_with_service_is_not_kept(pair):
    """The other archive may say something else the next time."""
    answer = pair.ask(pair.here, "ASK { SERVICE THERE { mov:Place ?p ?o } }")

    assert {"boolean": True} == {name: value for name, value in answer.json().items() if name != "head"}
    assert "etag" not in answer.headers
    assert "no-store" == answer.headers["cache-control"]


def test_what_is_not_listed_is_refused_at_the_client_s_line(pair):
    """Also where prefixes were added to the text."""
    query = "SELECT * {\n SERVICE <http://127.0.0.1:1/sparql> { ?s skos:prefLabel ?o } }"

    answer = pair.client.get(pair.here.sparql, params={"query": query})

    assert (400, "/problems/query-refused") == (answer.status_code, answer.json()["type"])
    assert (2, 10) == (answer.json()["line"], answer.json()["column"])


def test_an_endpoint_that_is_not_there_is_a_bad_gateway(pair, tmp_path):
    """The client may ask again later; this archive is well."""
    folder = shutil.copytree(ARCHIVES / "empty", tmp_path / "archive", ignore=shutil.ignore_patterns(".acervo"))
    address = f"http://127.0.0.1:{free_port()}/sparql"
    with (folder / "acervo.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[federation]\nallow = [{{ address = "{address}", local = true }}]\n')

    with serving(folder, tmp_path / "log") as server:
        query = f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"
        failed = pair.client.get(server.sparql, params={"query": query})
        silent = pair.client.get(server.sparql, params={"query": query.replace("SERVICE", "SERVICE SILENT")})
        page = pair.client.get(f"{server.address}/query", params={"query": query})

    assert (502, "/problems/remote-failed") == (failed.status_code, failed.json()["type"])
    assert "Retry-After" in failed.headers
    assert [{}] == silent.json()["results"]["bindings"]
    assert 502 == page.status_code


def test_an_archive_that_lists_nobody_says_how_to_list_somebody(shipyard, client):
    """As it ships."""
    answer = client.get(shipyard.sparql, params={"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"})

    assert 400 == answer.status_code
    assert "[federation] allow" in answer.json()["detail"]


def test_the_service_description_tells_of_federation(pair, shipyard):
    """Where there is an endpoint to ask."""
    feature = "BasicFederatedQuery"

    assert feature in pair.client.get(pair.here.sparql, headers={"accept": "text/turtle"}).text
    assert feature not in pair.client.get(shipyard.sparql, headers={"accept": "text/turtle"}).text


def test_what_another_endpoint_finds_is_described_here(pair):
    """DESCRIBE tells what this archive knows of it."""
    named = pair.ask(pair.here, "DESCRIBE mov:Place", accept="application/n-triples")
    found = pair.ask(
        pair.here,
        "DESCRIBE ?class { SERVICE THERE { ?class skos:prefLabel ?label FILTER(?class = mov:Place) } }",
        accept="application/n-triples",
    )

    assert (200, 200) == (named.status_code, found.status_code), found.text
    assert named.text
    assert named.text == found.text
