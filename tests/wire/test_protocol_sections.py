"""SPARQL Protocol, query operation: each demand of the standard under its section (docs/reference/conformance.md)."""

from __future__ import annotations

import httpx
import pytest
from rdflib import Graph

from .conftest import Server

pytestmark = pytest.mark.slow

JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
PLACES = "https://example.org/gdansk/graph/data/places/gdansk"
PEOPLE = "https://example.org/gdansk/graph/data/people"
ASK = "ASK { <https://example.org/gdansk/id/gdansk> ?p ?o }"
WHO = "SELECT ?thing { ?thing a ?kind } ORDER BY ?thing"


def post(client: httpx.Client, server: Server, content: bytes | str, kind: str, **parameters: object) -> httpx.Response:
    headers = {"Content-Type": kind, "Accept": "*/*"}
    return client.post(server.sparql, content=content, headers=headers, params=parameters or None)


def things(answer: httpx.Response) -> list[str]:
    assert 200 == answer.status_code, answer.text
    return [row["thing"]["value"].rpartition("/")[2] for row in answer.json()["results"]["bindings"]]


def test_2_http_requirements_are_followed(shipyard, client):
    """A name of a header in any case, an address in absolute form, HEAD wherever there is GET."""
    answer = client.get(shipyard.sparql, params={"query": ASK}, headers={"aCCEPT": "text/csv;Q=1"})

    assert "text/csv; charset=utf-8" == answer.headers["content-type"]
    assert 200 == client.head(shipyard.sparql, params={"query": ASK}).status_code


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_2_1_only_get_and_post_ask(shipyard, client, method):
    """The query operation has two methods."""
    answer = client.request(method, shipyard.sparql, params={"query": ASK})

    assert (405, "GET, HEAD, OPTIONS, POST") == (answer.status_code, answer.headers["allow"])
    assert "in git" in answer.json()["detail"]


def test_2_1_exactly_one_query(shipyard, client):
    """None and two are refused, wherever they stand."""
    refused = [
        client.get(shipyard.sparql, params={"query": [ASK, ASK]}),
        client.get(shipyard.sparql, params={"default-graph-uri": PLACES}),
        post(client, shipyard, "default-graph-uri=a%3Ab", FORM),
        post(client, shipyard, ASK, DIRECT, query=ASK),
    ]

    assert [400] * 4 == [answer.status_code for answer in refused]
    assert all("query parameter" in answer.json()["detail"] for answer in refused)


def test_2_1_zero_or_more_graphs_of_each_kind(shipyard, client):
    """Both parameters may be repeated."""
    both = {"default-graph-uri": [PLACES, PEOPLE], "named-graph-uri": [PLACES, PEOPLE]}
    named = "SELECT DISTINCT ?thing { GRAPH ?thing { ?s ?p ?o } } ORDER BY ?thing"

    assert ["gdansk", "testers", "welder"] == things(client.get(shipyard.sparql, params={"query": WHO, **both}))
    assert ["people", "gdansk"] == things(client.get(shipyard.sparql, params={"query": named, **both}))


def test_2_1_1_parameters_in_the_address_are_percent_decoded(shipyard, client):
    """In any order, `+` for a space, `%` in either case, and characters beyond ASCII as UTF-8."""
    query = "ASK%20%7b%20BIND(%22Gda%C5%84sk%22+AS%20?x)%20FILTER(STRLEN(?x)=6)%20%7D"
    answer = client.get(httpx.URL(f"{shipyard.sparql}?format=json&query={query}&default-graph-uri={PLACES}"))

    assert answer.json()["boolean"] is True


def test_2_1_1_parameters_are_separated_by_ampersands(shipyard, client):
    """A semicolon is part of a value."""
    answer = client.get(httpx.URL(f"{shipyard.sparql}?query=ASK%7B?s%20a%20?x;?p%20?o%7D&format=csv"))

    assert "true" == answer.text.strip()


def test_2_1_2_a_form_is_decoded_as_one(shipyard, client):
    """Parameters in any order, as browsers send them."""
    form = f"named-graph-uri=a%3Ab&query={WHO.replace(' ', '+').replace('?', '%3F')}&default-graph-uri={PLACES}"

    assert ["gdansk"] == things(post(client, shipyard, form, FORM))
    assert ["gdansk"] == things(post(client, shipyard, form, f"{FORM}; charset=UTF-8"))


def test_2_1_2_a_form_needs_its_content_type(shipyard, client):
    """What the body is, is said and not guessed."""
    answer = post(client, shipyard, "query=ASK+%7B%7D", "text/plain")

    assert 415 == answer.status_code
    assert FORM in answer.json()["detail"]


def test_2_1_3_the_body_is_the_query_and_nothing_else(shipyard, client):
    """Not decoded: `+` and `%` are themselves."""
    answer = post(client, shipyard, 'ASK { FILTER(STRLEN("+%41") = 4) FILTER(1+1 = 2) }', DIRECT)

    assert answer.json()["boolean"] is True


def test_2_1_3_the_body_is_utf_8(shipyard, client):
    """No other charset is valid here, and none is guessed."""
    text = 'ASK { FILTER(STRLEN("ń") = 1) }'

    assert post(client, shipyard, text.encode(), DIRECT).json()["boolean"] is True
    assert post(client, shipyard, text.encode("utf-8-sig"), f"{DIRECT}; charset=utf-8").json()["boolean"] is True
    assert 400 == post(client, shipyard, text.encode("iso-8859-2"), DIRECT).status_code
    assert 415 == post(client, shipyard, text.encode("iso-8859-2"), f"{DIRECT};charset=ISO-8859-2").status_code


def test_2_1_3_the_dataset_stands_in_the_address(shipyard, client):
    """A direct POST has no other place for it."""
    assert ["gdansk"] == things(post(client, shipyard, WHO, DIRECT, **{"default-graph-uri": PLACES}))


def test_2_1_4_the_dataset_of_the_protocol_goes_first(shipyard, client):
    """Before FROM and FROM NAMED in the text."""
    query = f"SELECT ?thing FROM <{PEOPLE}> {{ ?thing a ?kind }}"

    assert ["gdansk"] == things(client.get(shipyard.sparql, params={"query": query, "default-graph-uri": PLACES}))


def test_2_1_4_without_a_dataset_there_is_the_union(shipyard, client):
    """Of all graphs, as the service description says."""
    count = "SELECT (COUNT(*) AS ?thing) { %s }"
    union = things(client.get(shipyard.sparql, params={"query": count % "?s ?p ?o"}))

    assert union == things(client.get(shipyard.sparql, params={"query": count % "GRAPH ?g { ?s ?p ?o }"}))


@pytest.mark.parametrize(
    "form", ["SELECT * { ?s a ?o } LIMIT 1", "ASK {}", "CONSTRUCT { ?s a ?o } { ?s a ?o } LIMIT 1"]
)
def test_2_1_5_formats_by_content_negotiation(shipyard, client, form):
    """Every format that is made comes when it is asked for, and `*/*` gives the first."""
    graphs = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
    tables = [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
    offers = graphs if form.startswith("CONSTRUCT") else tables
    sent = [client.get(shipyard.sparql, params={"query": form}, headers={"Accept": one}) for one in (*offers, "*/*")]

    assert [*offers, offers[0]] == [answer.headers["content-type"].partition(";")[0] for answer in sent]


def test_2_1_6_success_is_200_with_results_or_a_graph(shipyard, client):
    """SELECT and ASK give a results document, CONSTRUCT and DESCRIBE a graph."""
    select = client.get(shipyard.sparql, params={"query": WHO})
    describe = client.get(shipyard.sparql, params={"query": "DESCRIBE <https://example.org/gdansk/id/gdansk>"})

    assert (200, ["thing"]) == (select.status_code, select.json()["head"]["vars"])
    assert 200 == describe.status_code
    assert len(Graph().parse(data=describe.content, format="turtle")) > 0


def test_2_1_6_the_content_type_is_that_of_the_format(shipyard, client):
    """Not that of the header: who accepts application/json gets SPARQL results, and is told so."""
    answer = client.get(shipyard.sparql, params={"query": ASK}, headers={"Accept": "application/json"})

    assert JSON == answer.headers["content-type"]


@pytest.mark.parametrize("query", ["SELECT", "ASK { ?s ?p }", "", "ASK {} ASK {}", "ASK { ?s nope:x ?o }"])
def test_2_1_7_no_sparql_is_400(shipyard, client, query):
    """With line and column."""
    answer = client.get(shipyard.sparql, params={"query": query})

    assert (400, "/problems/malformed-query") == (answer.status_code, answer.json()["type"])
    assert isinstance(answer.json()["line"], int)


def test_2_1_7_what_fails_or_is_refused_is_no_success(shipyard, client):
    """A query that the engine cannot run, and one that it may not."""
    unknown = client.get(shipyard.sparql, params={"query": "ASK { FILTER(<a:f>(1)) }"})
    refused = client.get(shipyard.sparql, params={"query": "ASK { SERVICE <http://127.0.0.1:9/> {} }"})

    assert [400, 400] == [unknown.status_code, refused.status_code]


def test_2_1_7_the_reason_comes_for_programs_and_for_people(shipyard, client):
    """By content negotiation."""
    asked = {"query": "SELECT"}
    people = client.get(shipyard.sparql, params=asked, headers={"Accept": "text/html"})
    programs = client.get(shipyard.sparql, params=asked, headers={"Accept": JSON})

    assert ["text/html; charset=utf-8", "application/problem+json"] == [
        answer.headers["content-type"] for answer in (people, programs)
    ]


def test_2_2_updates_are_403_with_the_way_to_change(shipyard, client):
    """However they are sent; the archive changes in git."""
    update = "DELETE WHERE { ?s ?p ?o }"
    sent = [
        client.get(shipyard.sparql, params={"update": update}),
        post(client, shipyard, "update=CLEAR+ALL", FORM),
        post(client, shipyard, "using-graph-uri=a%3Ab&update=CLEAR+ALL", FORM),
        post(client, shipyard, update, "application/sparql-update"),
        post(client, shipyard, update, DIRECT),
    ]

    assert [403] * 5 == [answer.status_code for answer in sent]
    assert all("propose a change to them in git" in answer.json()["detail"] for answer in sent)


def test_2_3_the_base_iri_is_the_archive_s(shipyard, client):
    """And BASE in the text goes before it."""
    relative = client.get(shipyard.sparql, params={"query": "ASK { <id/gdansk> ?p ?o }"})
    other = client.get(shipyard.sparql, params={"query": "BASE <http://example.org/> ASK { <id/gdansk> ?p ?o }"})

    assert [True, False] == [answer.json()["boolean"] for answer in (relative, other)]


def test_4_2_an_answer_is_never_cut_short_as_if_it_were_whole(shipyard, client):
    """Limits break the connection, or are told before the answer begins."""
    rows = '{ ?s ?p ?o } UNION { BIND("\\u0001" AS ?o) }'
    query = f"SELECT * {{ {rows} }} ORDER BY DESC(BOUND(?s))"

    with pytest.raises(httpx.RemoteProtocolError):
        client.get(shipyard.sparql, params={"query": query}, headers={"Accept": "application/sparql-results+xml"})


def test_1_2_version_announcement_in_the_text(shipyard, client):
    """A query may say for which version of SPARQL it is written."""
    answer = client.get(
        shipyard.sparql, params={"query": 'VERSION "1.2" ASK { FILTER(isTRIPLE(<<( <a:a> <a:b> 1 )>>)) }'}
    )

    assert answer.json()["boolean"] is True


def test_1_2_version_as_a_parameter(shipyard, client):
    """In the address, in a form, or with the media type; once."""
    sent = [
        client.get(shipyard.sparql, params={"query": ASK, "version": "1.2"}),
        post(client, shipyard, "version=1.2&query=ASK+%7B%7D", FORM),
        post(client, shipyard, ASK, f"{DIRECT}; version=1.2"),
    ]

    assert [200] * 3 == [answer.status_code for answer in sent]
    assert 400 == client.get(shipyard.sparql, params={"query": ASK, "version": ["1.1", "1.2"]}).status_code
