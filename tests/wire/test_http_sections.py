"""HTTP itself, where clients notice: RFC 9110 by section, CORS, what XML can hold (docs/reference/conformance.md)."""

from __future__ import annotations

import re
import socket
import time

import httpx
import pytest
from rdflib import Graph

pytestmark = pytest.mark.slow

ASK = {"query": "ASK {}"}
XML = "application/sparql-results+xml"
ORIGIN = {"Origin": "https://elsewhere.example"}
ADDRESSES = ("/sparql", "/store?default", "/graph/data/people", "/", "/query", "/id/gdansk", "/static/acervo.css")


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/sparql", "GET, HEAD, OPTIONS, POST"),
        ("/store", "GET, HEAD, OPTIONS"),
        ("/graph/data/people", "GET, HEAD, OPTIONS"),
        ("/page/gdansk", "GET, HEAD, OPTIONS"),
        ("/", "GET, HEAD, OPTIONS"),
        ("/static/nothing.css", "GET, HEAD, OPTIONS"),
    ],
)
def test_9_3_7_options_names_the_methods(shipyard, client, path, methods):
    """As does a 405."""
    options = client.options(shipyard.address + path)
    refused = client.delete(shipyard.address + path)

    assert (204, methods, b"") == (options.status_code, options.headers["allow"], options.content)
    assert (405, methods) == (refused.status_code, refused.headers["allow"])


@pytest.mark.parametrize("pause_s", [0, 0.1])
def test_7_8_a_wish_to_upgrade_is_passed_over(shipyard, pause_s):
    """Java's own client sends it with each POST over http; what follows the head is the body, not another request."""
    query = b"ASK { VALUES ?x { 1 } }"
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
        b"HTTP2-Settings: AAEAAEAAAAIAAAAB\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n"
    ) % len(query)
    last = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    address = httpx.URL(shipyard.address)
    with socket.create_connection((address.host, address.port), timeout=30) as connection:
        connection.sendall(head)
        time.sleep(pause_s)
        connection.sendall(query + last)
        answers = b"".join(iter(lambda: connection.recv(65536), b""))

    assert 2 == answers.count(b"HTTP/1.1 200 OK\r\n") == answers.count(b"HTTP/1.1 ")
    assert b'"boolean":true' in answers
    assert answers.endswith(b'{"live":true}')


def test_9_3_2_head_has_the_headers_of_get_and_no_body(shipyard, client):
    """Also of an answer that is long: nobody waits for its end."""
    for query in ("ASK {}", "SELECT * { ?s ?p ?o . ?x ?y ?z }", "SELECT"):
        head = client.head(shipyard.sparql, params={"query": query})
        assert (400 if query == "SELECT" else 200, b"") == (head.status_code, head.content)
        assert "Accept" in head.headers["vary"]


def test_9_3_2_head_of_a_long_answer_lets_its_worker_go(shipyard, client):
    """Nobody will read the answer."""
    for _ in range(5):
        assert 200 == client.head(shipyard.sparql, params={"query": "SELECT * { ?s ?p ?o . ?x ?y ?z }"}).status_code
    running = 1.0
    for _ in range(200):
        figures = client.get(f"{shipyard.address}/metrics").text
        running = sum(
            float(one) for one in re.findall(r'^acervo_workers\{state="(?:quick|slow)"\} (\S+)', figures, re.M)
        )
        if not running:
            break
        time.sleep(0.05)

    assert 0 == running


def test_12_4_1_an_accept_header_in_several_lines_is_one_list(shipyard, client):
    """Proxies may split it."""
    headers = [("Accept", "text/html"), ("Accept", "text/csv;q=0.5")]

    assert (
        "text/csv; charset=utf-8"
        == client.send(httpx.Request("GET", shipyard.sparql, params=ASK, headers=headers)).headers["content-type"]
    )


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*;q=0", 406),
        ("text/csv;q=0, text/*", 200),
        ("application/*;q=0, text/*;q=0", 406),
        ("image/png", 406),
        ("", 200),
    ],
)
def test_12_5_1_q_zero_refuses(shipyard, client, accept, status):
    """A type that is refused is never sent."""
    assert status == client.get(shipyard.sparql, params=ASK, headers={"Accept": accept}).status_code


def test_12_5_5_vary_names_what_the_answer_depends_on(shipyard, client):
    """Answers, errors, redirects and 304 alike."""
    tag = client.get(shipyard.sparql, params=ASK).headers["etag"]
    sent = [
        client.get(shipyard.sparql, params=ASK),
        client.get(shipyard.sparql),
        client.get(shipyard.sparql, headers={"Accept": "text/html"}, follow_redirects=False),
        client.get(shipyard.sparql, params={"query": "SELECT"}),
        client.get(shipyard.sparql, params=ASK, headers={"If-None-Match": tag}),
        client.get(f"{shipyard.address}/store?default"),
        client.get(f"{shipyard.address}/nothing"),
        client.put(shipyard.sparql),
    ]

    assert [200, 200, 303, 400, 304, 200, 404, 405] == [answer.status_code for answer in sent]
    assert all("Accept" in answer.headers["vary"] for answer in sent)


def test_15_5_14_too_large_a_body_is_413(shipyard, client):
    """Whether or not its length was told."""
    body = b"ASK {} # " + b"a" * 1_000_001
    headers = {"Content-Type": "application/sparql-query"}
    sent = [
        client.post(shipyard.sparql, content=body, headers=headers),
        client.post(shipyard.sparql, content=iter([body]), headers=headers),
    ]

    assert [413, 413] == [answer.status_code for answer in sent]


def test_15_5_16_a_type_or_a_coding_that_is_not_read_is_415(shipyard, client):
    """The refusal names what is."""
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    sent = [
        client.post(shipyard.sparql, content=b"ASK {}", headers={"Content-Type": "text/turtle"}),
        client.post(shipyard.sparql, content=b"ASK {}", headers=headers),
    ]

    assert [415, 415] == [answer.status_code for answer in sent]


def test_2_5_an_address_that_is_not_utf_8_is_400(shipyard, client):
    """Percent-encoded or raw, in a query and elsewhere."""
    for address in ("/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20'%F1'%20%7D", "/store?graph=a:%F1", "/graph/%F1"):
        assert client.get(httpx.URL(shipyard.address + address)).status_code in (400, 404)


def test_cors_every_response_may_be_read(shipyard, client):
    """Also one to a request without Origin: a cache may give it to a page that asks with one."""
    tag = client.get(shipyard.sparql, params=ASK).headers["etag"]
    for headers in ({}, ORIGIN):
        sent = [client.get(shipyard.address + path, headers=headers) for path in ADDRESSES]
        sent += [
            client.get(shipyard.sparql, params=ASK, headers={**headers, "If-None-Match": tag}),
            client.get(shipyard.sparql, params={"query": "SELECT"}, headers=headers),
            client.put(shipyard.sparql, headers=headers),
            client.options(shipyard.sparql, headers=headers),
        ]
        assert ["*"] * len(sent) == [answer.headers.get("access-control-allow-origin") for answer in sent]
        for name in ("ETag", "Retry-After", "Acervo-Warning", "Acervo-Query-Id", "Allow"):
            assert all(name in answer.headers["access-control-expose-headers"] for answer in sent), name


def test_cors_preflight_allows_any_header(shipyard, client):
    """Libraries add their own; nothing here depends on who asks."""
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type, x-client"}
    answer = client.options(shipyard.sparql, headers={**ORIGIN, **asked})

    assert (200, "*") == (answer.status_code, answer.headers["access-control-allow-origin"])
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "x-client" in answer.headers["access-control-allow-headers"]
    assert "Origin" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "query", "what"),
    [
        (XML, 'SELECT ("a\\u0001b" AS ?x) {}', "U+0001"),
        (XML, 'SELECT ("\\uFFFE" AS ?x) {}', "U+FFFE"),
        ("application/rdf+xml", 'CONSTRUCT { <a:s> <a:p> "\\u000B" } {}', "U+000B"),
        ("application/rdf+xml", "CONSTRUCT { <a:s> <http://a/1> 1 } {}", "XML name"),
    ],
)
def test_xml_2_2_what_xml_cannot_hold_is_refused(shipyard, client, accept, query, what):
    """A document that no parser reads is no answer; the other formats hold everything."""
    refused = client.get(shipyard.sparql, params={"query": query}, headers={"Accept": accept})
    answer = client.get(shipyard.sparql, params={"query": query})

    assert (406, 200) == (refused.status_code, answer.status_code)
    assert what in refused.json()["detail"]
    assert accept not in refused.json()["offers"]


def test_xml_2_2_what_it_can_hold_is_sent(shipyard, client):
    """Line ends, tabs, what must be escaped, and characters beyond the first plane."""
    query = {"query": 'CONSTRUCT { <a:s> <a:p> "<a>&\\t\\n\\uFFFD\\U0001F600" } {}'}
    answer = client.get(shipyard.sparql, params=query, headers={"Accept": "application/rdf+xml"})
    (term,) = Graph().parse(data=answer.content, format="xml").objects()

    assert "<a>&\t\n\ufffd\U0001f600" == str(term)
