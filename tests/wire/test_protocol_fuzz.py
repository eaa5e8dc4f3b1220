"""Whatever a stranger sends to the protocol routes, it is answered, and never by a fault of ours."""

from __future__ import annotations

from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

pytestmark = [pytest.mark.slow, pytest.mark.long]

NAMES = ("query", "update", "default-graph-uri", "named-graph-uri", "format", "strict", "version", "default", "graph")
WORDS = (
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "FROM", "NAMED", "{", "}", "(", ")", "?s", "?p", "?o", "a", ":x", "mov:x",
    "<a:b>", '"x"', "'", '"', "PREFIX", "BASE", "NOW()", "\\u0041", "#", "\n", "*", "GRAPH", "UNION", "nope:x",
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(("", "1", "csv", "text/turtle", "a:b", "data/x", "1.2")),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join).map(str.encode).map(quote),
    st.binary(max_size=20).map(quote),
    st.text(alphabet="abc%+;=?#/:", max_size=12),
)
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=4)
HEADERS = st.text(alphabet="text/csv*;q=01., applicton+jsml\"W'", max_size=40)
PATHS = st.one_of(st.sampled_from(("/sparql", "/store", "/graph/data/people", "/query")), VALUES.map("/graph/".__add__))
METHODS = st.sampled_from(("GET", "HEAD", "POST", "OPTIONS", "PUT"))
KINDS = st.sampled_from(("application/x-www-form-urlencoded", "application/sparql-query", "text/plain", ""))


@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(METHODS, PATHS, PAIRS, st.one_of(PAIRS, st.binary(max_size=40)), HEADERS, HEADERS, KINDS)
@example("POST", "/sparql", [], b"ASK { ?s ?p '\xf1' }", "*/*", "", "application/sparql-query")
def test_no_request_is_answered_by_a_fault(shipyard, client, method, path, pairs, body, accept, tag, kind):
    """An error has the one shape, may be read by any page, and names what is wrong."""
    address = f"{shipyard.address}{path}" + "".join(
        f"{'&' if number else '?'}{name}={value}" for number, (name, value) in enumerate(pairs)
    )
    sent = body if isinstance(body, bytes) else "&".join(f"{name}={value}" for name, value in body).encode()
    headers = {"Accept": accept.strip(), "If-None-Match": tag.strip(), "Content-Type": kind}
    try:
        request = httpx.Request(method, address, headers=headers, content=sent if method in ("POST", "PUT") else None)
    except (httpx.InvalidURL, UnicodeEncodeError):
        return
    answer = client.send(request)

    # A limit may be met; that is no fault.
    assert answer.status_code < 500 or answer.status_code in (503, 504), (answer.status_code, answer.text)
    assert "*" == answer.headers["access-control-allow-origin"]
    if answer.status_code >= 400 and method != "HEAD" and not answer.headers["content-type"].startswith("text/html"):
        assert "application/problem+json" == answer.headers["content-type"]
        assert answer.json()["detail"]
