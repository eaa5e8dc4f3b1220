"""An endpoint that fails, redirects, tarries or floods; and SILENT, which goes on without it."""

from __future__ import annotations

import time

import pytest

from acervo.errors import EngineUnavailable, LimitExceeded, RemoteFailed
from acervo.settings import AllowedEndpoint
from federation.conftest import Archive

PREFIX = "PREFIX : <http://example.org/> "
QUERY = PREFIX + "SELECT * { :b :p ?c . SERVICE THERE { ?c ?d ?e } }"
SILENT = QUERY.replace("SERVICE", "SERVICE SILENT")


def redirects(endpoint):
    endpoint.status = 302
    endpoint.headers["Location"] = "/other"


def redirects_with_the_method(endpoint):
    endpoint.status = 307
    endpoint.headers["Location"] = endpoint.address


def fails(endpoint):
    endpoint.status = 500


def refuses(endpoint):
    endpoint.status = 400


def sends_a_page(endpoint):
    endpoint.headers["Content-Type"] = "text/html"


def sends_it_packed(endpoint):
    endpoint.headers["Content-Encoding"] = "gzip"


def sends_a_cut_answer(endpoint):
    endpoint.body = lambda query: b'{"head": {"vars": ["d"]}, "results": {"bindings": ['


def sends_a_wrong_length(endpoint):
    endpoint.headers["Content-Length"] = "10"


def sends_a_wrong_iri(endpoint):
    endpoint.says([{"d": {"type": "uri", "value": "http://x/> } SERVICE <http://y/"}}])


def tarries(endpoint):
    endpoint.body = lambda query: time.sleep(2) or b""


def is_not_there(endpoint):
    endpoint.close()


WAYS = [
    redirects, redirects_with_the_method, fails, refuses, sends_a_page, sends_it_packed, sends_a_cut_answer,
    sends_a_wrong_iri, tarries, is_not_there,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_failure_is_told_with_the_endpoint_that_failed(endpoint, way):
    """It is no mistake of the client, and not ours."""
    archive = Archive(AllowedEndpoint(endpoint.address, local=True), federation_timeout_s=0.5)
    way(endpoint)

    with pytest.raises(RemoteFailed, match=r"SERVICE SILENT\.$") as raised:
        archive.body(QUERY.replace("THERE", f"<{endpoint.address}>"))

    assert 502 == raised.value.status
    assert endpoint.address in raised.value.detail
    assert len(endpoint.asked) <= 1


@pytest.mark.parametrize("way", WAYS)
def test_silent_goes_on_with_one_solution_that_binds_nothing(endpoint, way):
    """As the standard says, and no part of what came before the failure."""
    archive = Archive(AllowedEndpoint(endpoint.address, local=True), federation_timeout_s=0.5)
    way(endpoint)

    assert [{"c": "http://example.org/c"}] == archive.rows(SILENT.replace("THERE", f"<{endpoint.address}>"))


def test_silent_leaves_an_answer_as_it_is(archive, endpoint):
    """Nothing is lost where nothing fails: no rows stay no rows."""
    endpoint.says([])

    assert [] == archive.rows(SILENT.replace("THERE", f"<{endpoint.address}>"))


def test_silent_with_a_variable_goes_on_without_the_endpoint_that_failed(endpoint, stranger):
    """The others' answers stay."""
    archive = Archive(*(AllowedEndpoint(one.address, local=True) for one in (endpoint, stranger)))
    stranger.status = 500

    rows = archive.rows(
        f"{PREFIX}SELECT * {{ VALUES ?x {{ <{endpoint.address}> <{stranger.address}> }} "
        "SERVICE SILENT ?x { :b :p ?c } }"
    )

    assert [{"x": endpoint.address, "c": "http://example.org/c"}, {"x": stranger.address}] == rows


@pytest.mark.parametrize("silent", ["SERVICE", "SERVICE SILENT"])
@pytest.mark.parametrize(
    ("limits", "query"),
    [
        ({"federation_max_bytes": 300}, "SELECT * { SERVICE THERE { ?s ?p ?o } }"),
        ({"federation_max_rows": 3}, "SELECT * { SERVICE THERE { ?s ?p ?o } }"),
        ({"federation_max_rows": 3}, "SELECT * { SERVICE THERE { :a :p ?o } SERVICE THERE { :a :p ?u } }"),
        ({"federation_max_calls": 1}, "SELECT * { SERVICE THERE { :a :p ?o } SERVICE THERE { :a :p ?u } }"),
    ],
)
def test_what_is_too_much_is_told_and_not_cut(endpoint, limits, query, silent):
    """Also where SILENT is written: a part of the answer would pass for the whole."""
    archive = Archive(AllowedEndpoint(endpoint.address, local=True), **limits)

    with pytest.raises(LimitExceeded) as raised:
        archive.body(PREFIX + query.replace("SERVICE", silent).replace("THERE", f"<{endpoint.address}>"))

    assert next(iter(limits)) == raised.value.facts["limit"]


def test_time_is_counted_over_all_calls(endpoint):
    """Two that take half of it each are all that a query may have."""
    archive = Archive(AllowedEndpoint(endpoint.address, local=True), federation_timeout_s=0.3)
    evaluated = endpoint.body
    endpoint.body = lambda query: time.sleep(0.2) or evaluated(query)
    service = f"SERVICE <{endpoint.address}>"

    with pytest.raises(RemoteFailed, match="took too long"):
        archive.body(
            f"{PREFIX}SELECT * {{ {service} {{ :a :p ?o }} {service} {{ :a :p ?u }} {service} {{ :a :p ?v }} }}"
        )


def test_only_so_many_queries_ask_at_a_time(endpoint):
    """Who waits for others waits with us; there is room for a few."""
    archive = Archive(AllowedEndpoint(endpoint.address, local=True))
    archive.settings = type(archive.settings)(federation_allow=archive.settings.federation_allow, federation_queries=0)

    with pytest.raises(EngineUnavailable, match="0 queries are asking other endpoints"):
        archive.body(QUERY.replace("THERE", f"<{endpoint.address}>"))
