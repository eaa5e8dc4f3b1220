"""Answers by edition: ETag, 304 without a worker, what is never kept (RFC 9110, section 13; RFC 9111)."""

from __future__ import annotations

import re

import httpx
import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def figures(shipyard, client):
    """What the server counts."""

    def read() -> dict[str, float]:
        lines = client.get(f"{shipyard.address}/metrics").text.splitlines()
        return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}

    return read


def asked(before: dict[str, float], after: dict[str, float]) -> float:
    """How many queries the engine has got between."""
    names = [name for name in after if re.match(r"acervo_queries_total\b", name)]
    assert names
    return sum(after[name] - before.get(name, 0) for name in names)


def test_8_8_3_an_answer_has_a_weak_etag(shipyard, client):
    """Two answers with one name are equal in what they say, if not in the order of rows."""
    answers = [client.get(shipyard.sparql, params={"query": "ASK { ?a ?b 1 }"}) for _ in range(2)]

    assert answers[0].headers["etag"] == answers[1].headers["etag"]
    assert re.fullmatch(r'W/"[0-9a-f]+"', answers[0].headers["etag"])
    assert "public, no-cache" == answers[0].headers["cache-control"]


def test_8_8_3_whatever_changes_the_answer_changes_the_etag(shipyard, client):
    """The exact text, the dataset, the media type."""
    query = "SELECT * { ?s a ?o } LIMIT 1"
    graph = f"{shipyard.base}graph/data/people"
    asked = [
        {"query": query},
        {"query": query + " "},
        {"query": query, "default-graph-uri": graph},
        {"query": query, "named-graph-uri": graph},
        {"query": query, "format": "csv"},
    ]
    tags = [client.get(shipyard.sparql, params=one).headers["etag"] for one in asked]

    assert 5 == len(set(tags))


def test_13_1_2_who_has_the_answer_gets_304_without_a_worker(shipyard, client, figures):
    """In any spelling of the list; GET and HEAD."""
    address = httpx.URL(shipyard.sparql, params={"query": "SELECT * { ?s ?p 1980 }"})
    tag = client.get(address).headers["etag"]
    before = figures()
    for header in (tag, f'"other", {tag}', tag.removeprefix("W/"), f'W/"a",{tag} , "b"'):
        for method in ("GET", "HEAD"):
            answer = client.request(method, address, headers={"If-None-Match": header})
            assert (304, b"", tag) == (answer.status_code, answer.content, answer.headers["etag"])
            assert "public, no-cache" == answer.headers["cache-control"]

    assert 0 == asked(before, figures())


def test_13_1_2_another_name_gets_the_answer(shipyard, client):
    """A name of an older edition, and one that is malformed."""
    for header in ('W/"0123"', "nonsense", '""'):
        answer = client.get(shipyard.sparql, params={"query": "ASK {}"}, headers={"If-None-Match": header})
        assert 200 == answer.status_code


def test_13_1_2_the_service_description_and_graphs_too(shipyard, client, figures):
    """All that only a new edition changes."""
    addresses = [shipyard.sparql, f"{shipyard.address}/store?default", f"{shipyard.address}/graph/data/people"]
    tags = [client.get(address).headers["etag"] for address in addresses]
    before = figures()
    again = [client.get(one, headers={"If-None-Match": tag}) for one, tag in zip(addresses, tags, strict=True)]

    assert [304] * 3 == [answer.status_code for answer in again]
    assert 3 == len(set(tags))
    assert 0 == asked(before, figures())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (rand( ) AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (STRUUID#\n() AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
        "SELECT ?x { BIND(2 AS ?a) BIND(?a<NOW()||?a>1 AS ?x) }",
    ],
)
def test_5_2_2_5_what_is_another_answer_each_time_is_not_kept(shipyard, client, query):
    """No name, and no-store."""
    answer = client.get(shipyard.sparql, params={"query": query})

    assert (200, "no-store") == (answer.status_code, answer.headers["cache-control"])
    assert "etag" not in answer.headers


def test_5_2_2_5_two_answers_of_uuid_differ(shipyard, client):
    """As they must."""
    answers = {client.get(shipyard.sparql, params={"query": "SELECT (UUID() AS ?x) {}"}).text for _ in range(3)}

    assert 3 == len(answers)


def test_a_kept_answer_is_the_same_and_takes_no_worker(shipyard, client, figures):
    """Asked by GET, kept for GET and for both ways of POST."""
    query = 'SELECT ?s { ?s ?p "nothing is called like this" }'
    first = client.get(shipyard.sparql, params={"query": query})
    before = figures()
    again = [
        client.get(shipyard.sparql, params={"query": query}),
        client.post(shipyard.sparql, data={"query": query}),
        client.post(shipyard.sparql, content=query, headers={"Content-Type": "application/sparql-query"}),
    ]
    after = figures()

    assert 0 == asked(before, after)
    assert 3 == after["acervo_answer_cache_hits_total"] - before["acervo_answer_cache_hits_total"]
    assert {first.content} == {answer.content for answer in again}
    assert {first.headers["content-type"]} == {answer.headers["content-type"] for answer in again}


def test_errors_are_neither_named_nor_kept(shipyard, client):
    """They may be of the moment."""
    answer = client.get(shipyard.sparql, params={"query": "SELECT"})

    assert (400, "no-cache") == (answer.status_code, answer.headers["cache-control"])
    assert "etag" not in answer.headers
