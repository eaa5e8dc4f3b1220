"""SPARQL 1.1 Protocol over HTTP: operations, negotiation, errors, CORS, service description."""

from __future__ import annotations

import re

import httpx
import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from acervo.corpus.archive import open_archive

from .conftest import ROOT, Server

pytestmark = pytest.mark.slow

SELECT = "SELECT ?name { :gdansk <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY LANG(?name)"
CONSTRUCT = "CONSTRUCT { :gdansk a ?kind } WHERE { :gdansk a ?kind }"
JSON = "application/sparql-results+json"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture
def get(shipyard: Server, client: httpx.Client):
    def send(query: str | None = None, headers=(), **parameters):
        named = {name.replace("_", "-"): value for name, value in parameters.items()}
        asked = {} if query is None else {"query": shipyard.prefixed(query)}
        return client.get(shipyard.sparql, params={**asked, **named}, headers=headers)

    return send


def is_problem(answer: httpx.Response, status: int, slug: str) -> dict:
    """The answer's body, which is one problem in the one shape that all errors have."""
    assert status == answer.status_code, answer.text
    assert "application/problem+json" == answer.headers["content-type"]
    problem = answer.json()
    assert (f"/problems/{slug}", status) == (problem["type"], problem["status"])
    assert problem["title"]
    assert problem["detail"]
    return problem


def test_get_post_form_and_post_direct_give_the_same_answer(shipyard, client):
    """Three ways to ask; a client has one of them."""
    query = shipyard.prefixed(SELECT)
    answers = [
        client.get(shipyard.sparql, params={"query": query}),
        client.post(shipyard.sparql, data={"query": query}),
        client.post(shipyard.sparql, content=query, headers={"Content-Type": "application/sparql-query"}),
        client.post(
            shipyard.sparql, content=query.encode(), headers={"Content-Type": "application/sparql-query; charset=UTF-8"}
        ),
    ]

    assert [200] * 4 == [answer.status_code for answer in answers]
    assert 1 == len({answer.content for answer in answers})
    assert ["Gdańsk"] * 3 == [row["name"]["value"] for row in answers[0].json()["results"]["bindings"]]


def test_head_tells_the_type_without_the_answer(shipyard, client):
    """A link checker asks no more."""
    answer = client.head(shipyard.sparql, params={"query": shipyard.prefixed(SELECT)})

    assert (200, JSON, b"") == (answer.status_code, answer.headers["content-type"], answer.content)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", JSON),
        (JSON, JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.4", "application/sparql-results+xml"),
        ("text/html, */*;q=0.1", JSON),
        (f"*/*, {JSON};q=0", "application/sparql-results+xml"),
    ],
)
@pytest.mark.parametrize("query", [SELECT, "ASK { ?s ?p ?o }"], ids=["SELECT", "ASK"])
def test_tables_come_as_the_client_accepts_them(get, query, accept, media_type):
    """Solutions and booleans share their media types."""
    answer = get(query, {"Accept": accept})

    assert (200, media_type) == (answer.status_code, answer.headers["content-type"])
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "media_type", "name"),
    [
        ("text/turtle", "text/turtle; charset=utf-8", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("text/csv, */*;q=0.1", "text/turtle; charset=utf-8", "turtle"),
    ],
)
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE :gdansk"], ids=["CONSTRUCT", "DESCRIBE"])
def test_graphs_come_as_the_client_accepts_them(get, query, accept, media_type, name):
    """Each is read back by another parser than the one that wrote it."""
    answer = get(query, {"Accept": accept})
    graph = Graph().parse(data=answer.content, format=name)

    assert (200, media_type) == (answer.status_code, answer.headers["content-type"])
    place = URIRef("https://w3id.org/acervo/ns#Place")
    assert (URIRef("https://example.org/gdansk/id/gdansk"), RDF.type, place) in graph


def test_a_browser_without_a_query_is_led_to_the_query_page(shipyard, client):
    """A service description helps no reader; programs that take anything still get it."""
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    led = client.get(shipyard.sparql, headers={"Accept": browser}, follow_redirects=False)

    assert (303, "query") == (led.status_code, led.headers["location"])
    assert 200 == client.get(shipyard.sparql, headers={"Accept": browser}, follow_redirects=True).status_code
    assert "text/turtle" in client.get(shipyard.sparql).headers["content-type"]


def test_an_accept_header_in_several_lines_is_one_list(shipyard, client):
    """Proxies may split it."""
    headers = [("Accept", "text/html"), ("Accept", "text/csv;q=0.5")]
    request = httpx.Request("GET", shipyard.sparql, params={"query": shipyard.prefixed(SELECT)}, headers=headers)

    assert "text/csv; charset=utf-8" == client.send(request).headers["content-type"]


@pytest.mark.parametrize(
    ("query", "name", "media_type"),
    [
        (SELECT, "csv", "text/csv; charset=utf-8"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, "nt", "application/n-triples"),
    ],
)
def test_format_in_the_address_goes_before_the_header(get, query, name, media_type):
    """A link cannot set headers."""
    assert media_type == get(query, {"Accept": "application/sparql-results+json"}, format=name).headers["content-type"]


def test_csv_and_tsv_are_written_as_the_standard_says(get):
    """CSV gives values, TSV gives terms (SPARQL 1.1 Query Results CSV and TSV Formats)."""
    csv = get(SELECT, {"Accept": "text/csv"})
    tsv = get(SELECT, {"Accept": "text/tab-separated-values"})

    assert "name\r\nGdańsk\r\nGdańsk\r\nGdańsk\r\n" == csv.content.decode()
    assert '?name\n"Gdańsk"@en\n"Gdańsk"@es\n"Gdańsk"@pl\n' == tsv.content.decode()


def test_what_cannot_be_made_is_not_acceptable(get):
    """The refusal lists what can."""
    problem = is_problem(get(SELECT, {"Accept": "image/png"}), 406, "not-acceptable")

    assert "text/csv" in problem["offers"]
    is_problem(get(SELECT, {"Accept": "text/turtle"}), 406, "not-acceptable")
    is_problem(get(SELECT, format="turtle"), 406, "not-acceptable")


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("SELECT * {\n  ?s ?p ?o", 3, 10), ("SELECT * {\n  ?s nope:x ?o }", 4, 6), ("SELECT ?x ?y", 3, 13)],
)
def test_a_syntax_error_says_line_and_column(get, query, line, column):
    """Two lines of prefixes stand before the query, and are counted."""
    problem = is_problem(get(query), 400, "malformed-query")

    assert (line, column) == (problem["line"], problem["column"])
    assert problem["detail"].startswith(f"line {line}, column {column}: ")


@pytest.mark.parametrize(
    "query",
    ["ASK { FILTER(<http://example.org/f>(1)) }", "SELECT * { BIND(<http://example.org/f>(1) AS ?x) }", "hello", ""],
)
def test_other_mistakes_of_a_query_are_the_client_s(get, query):
    """An unknown function is no fault of ours."""
    assert "malformed-query" in is_problem(get(query), 400, "malformed-query")["type"]


def test_two_queries_are_one_too_many(shipyard, client):
    """The protocol allows one; choosing would be guessing."""
    query = shipyard.prefixed(SELECT)

    is_problem(client.get(shipyard.sparql, params={"query": [query, query]}), 400, "bad-request")
    is_problem(client.post(shipyard.sparql, params={"query": query}, data={"query": query}), 400, "bad-request")
    direct = {"Content-Type": "application/sparql-query"}
    is_problem(client.post(shipyard.sparql, params={"query": query}, content=query, headers=direct), 400, "bad-request")


def test_a_form_without_a_query_is_a_bad_request(shipyard, client):
    """POST without a query asks nothing; GET without one asks for the service description."""
    is_problem(client.post(shipyard.sparql, data={"default-graph-uri": "a:b"}), 400, "bad-request")


def test_service_is_refused_with_its_place(get):
    """This endpoint fetches from no address that a client names."""
    problem = is_problem(get("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), 400, "query-refused")

    assert (3, 20) == (problem["line"], problem["column"])


def test_updates_are_forbidden_however_they_are_sent(shipyard, client):
    """The archive changes in git."""
    update = "INSERT DATA { <a:a> <a:b> <a:c> }"
    sent = [
        client.get(shipyard.sparql, params={"query": update}),
        client.get(shipyard.sparql, params={"query": "LOAD <http://127.0.0.1:9/>"}),
        client.get(shipyard.sparql, params={"update": update}),
        client.post(shipyard.sparql, data={"update": update}),
        client.post(shipyard.sparql, content=update, headers={"Content-Type": "application/sparql-update"}),
        client.post(shipyard.sparql, content=update, headers={"Content-Type": "application/sparql-query"}),
    ]

    for answer in sent:
        assert "in git" in is_problem(answer, 403, "read-only")["detail"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(shipyard, client, method):
    """The answer names those that are."""
    answer = client.request(method, shipyard.sparql)

    is_problem(answer, 405, "method-not-allowed")
    assert {"GET", "POST"} <= set(re.split(r",\s*", answer.headers["allow"]))


def test_a_body_of_another_type_is_not_read(shipyard, client):
    """A client that forgot the header learns what to send."""
    for headers in ({"Content-Type": "text/plain"}, {"Content-Type": "application/json"}, {}):
        problem = is_problem(
            client.post(shipyard.sparql, content=b"ASK {}", headers=headers), 415, "unsupported-media-type"
        )
        assert "application/sparql-query" in problem["detail"]


def test_too_large_a_query_is_refused_before_it_is_read_whole(shipyard, client):
    """The limit is a setting: query_max_bytes."""
    query = "ASK {} # " + "a" * 1_000_001

    is_problem(
        client.post(shipyard.sparql, content=query, headers={"Content-Type": "application/sparql-query"}),
        413,
        "request-too-large",
    )
    is_problem(client.post(shipyard.sparql, data={"query": query}), 413, "request-too-large")


def test_a_query_that_is_not_utf_8_is_malformed(shipyard, client):
    """In every way of sending it."""
    direct = client.post(
        shipyard.sparql, content=b"ASK { ?s ?p '\xf1' }", headers={"Content-Type": "application/sparql-query"}
    )
    form = client.post(shipyard.sparql, content=b"query=ASK+%7B+%3Fs+%3Fp+'%F1'+%7D", headers=FORM)
    raw = client.post(shipyard.sparql, content=b"query=ASK+{+?s+?p+'\xf1'+}", headers=FORM)
    address = client.get(httpx.URL(f"{shipyard.sparql}?query=ASK%20%7B%20%3Fs%20%3Fp%20'%F1'%20%7D"))

    for answer in (direct, form, raw, address):
        assert 400 == answer.status_code
        assert "UTF-8" in answer.json()["detail"]


def test_a_graph_that_is_no_iri_is_a_bad_request(get):
    """Relative names of graphs mean nothing over HTTP."""
    is_problem(get(SELECT, default_graph_uri="data/places"), 400, "bad-request")
    is_problem(get(SELECT, named_graph_uri="http://a b/"), 400, "bad-request")


def test_a_browser_gets_a_page_for_an_error(get):
    """The same problem, for people."""
    answer = get("SELECT", {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})

    assert 400 == answer.status_code
    assert "text/html; charset=utf-8" == answer.headers["content-type"]
    assert "line 3, column 7" in answer.text


def test_other_sites_may_ask(shipyard, client):
    """A page anywhere may query the archive from its reader's browser: preflight, answer and error alike."""
    origin = {"Origin": "https://elsewhere.example"}
    preflight = client.options(
        shipyard.sparql,
        headers={
            **origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type, accept",
        },
    )
    answers = [
        preflight,
        client.get(shipyard.sparql, params={"query": shipyard.prefixed(SELECT)}, headers=origin),
        client.get(shipyard.sparql, params={"query": "SELECT"}, headers=origin),
        client.get(shipyard.sparql, headers=origin),
        client.get(f"{shipyard.address}/nothing/here", headers=origin),
        client.put(shipyard.sparql, headers=origin),
    ]

    assert [200, 200, 400, 200, 404, 405] == [answer.status_code for answer in answers]
    assert ["*"] * 6 == [answer.headers.get("access-control-allow-origin") for answer in answers]
    assert "POST" in preflight.headers["access-control-allow-methods"]


def test_without_a_query_the_service_describes_itself(shipyard, client):
    """SPARQL 1.1 Service Description: the language, the formats, the union default graph and every named graph."""
    answer = client.get(shipyard.sparql)
    graph = Graph().parse(data=answer.content, format="turtle")
    service = URIRef(shipyard.sparql)
    names = {str(name) for name in graph.objects(None, SD.name)}

    assert "text/turtle; charset=utf-8" == answer.headers["content-type"].replace("utf8", "utf-8")
    assert (service, RDF.type, SD.Service) in graph
    assert (service, SD.endpoint, service) in graph
    assert (service, SD.feature, SD.UnionDefaultGraph) in graph
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert 8 == len(list(graph.objects(service, SD.resultFormat)))
    assert f"{shipyard.base}graph/data/people" in names


def test_the_service_description_names_the_graphs_that_can_be_asked(shipyard, client, ask):
    """A graph that is described and not there, or there and not described, misleads a client that federates."""
    graph = Graph().parse(data=client.get(shipyard.sparql).content, format="turtle")
    described = {str(name) for name in graph.objects(None, SD.name)}
    asked = {row["g"] for row in ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}

    assert asked == described


@pytest.mark.parametrize("accept", ["application/rdf+xml", "application/ld+json", "application/n-triples"])
def test_the_service_description_comes_as_the_client_accepts_it(shipyard, client, accept):
    """It is RDF like any other."""
    answer = client.get(shipyard.sparql, headers={"Accept": accept})

    assert (200, accept) == (answer.status_code, answer.headers["content-type"])


def test_who_came_to_the_first_battle_with_source_and_passage(shipped, client):
    """The demonstration of the README: one command, one table, each row with the sentence that says so."""
    query = (ROOT / "queries" / "competency" / "cq-01-who-came-to-a-battle.rq").read_text(encoding="utf-8")
    answer = client.post(shipped.sparql, data={"query": query}, headers={"Accept": "text/csv"})
    header, *rows = answer.text.splitlines()

    assert "source,participant,name,section,paragraph,sentence,passage" == header
    for source in ("source-case", "source-interview"):
        start = f"{shipped.base}id/{source},{shipped.base}id/indorca,Indorca,"
        assert any(re.fullmatch(re.escape(start) + r".+,\d+,\d+,https://.+/passage-.+", row) for row in rows)


def test_the_greeting_s_query_can_be_typed_as_it_stands(shipyard):
    """The first thing a newcomer does is copy that line."""
    assert f"query  {shipyard.sparql}\n" in shipyard.greeting
    assert "how-many-struck.rq" in shipyard.greeting


def test_every_kept_question_is_answered(shipped, client):
    """As a form, as the query page sends it."""
    for file in open_archive(ROOT).files:
        if file.path.startswith("queries/competency/"):
            answer = client.post(shipped.sparql, data={"query": file.content.decode()})
            assert 200 == answer.status_code, f"{file.path}: {answer.text}"


def test_answers_that_are_large_arrive_whole(shipped, client):
    """All triples of the archive, streamed in pieces."""
    answer = client.get(
        shipped.sparql,
        params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"},
        headers={"Accept": "application/n-triples"},
    )
    count = client.get(shipped.sparql, params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()

    assert int(count["results"]["bindings"][0]["n"]["value"]) == sum(
        1 for _ in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)
    )
