"""What those who keep a server running are told: health, figures, logs."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

from acervo.engine.interface import Answer, Query
from acervo.errors import AnswerCut, EngineUnavailable, LimitExceeded, MalformedQuery, QueryRefused, QueryTimeout
from acervo.web.serving.metrics import OUTCOMES, Figures, Histogram, sample
from acervo.web.serving.observing import observed, outcome_of
from acervo.web.serving.served import FailedCheck, Served, now

from .conftest import Browser

QUERY = Query("ASK { }", "ASK", "text/csv")
THING = ":a a mov:Event ."


@pytest.fixture
def logged() -> Iterator[dict[str, list[dict]]]:
    """What the two logs were told, as objects, while a test listens."""
    told: dict[str, list[dict]] = {"acervo.access": [], "acervo.slow": []}

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told[record.name].append(json.loads(record.getMessage()))

    keeping = Keeping()
    loggers = [logging.getLogger(name) for name in told]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(keeping)
        logger.setLevel(logging.INFO)
    yield told
    for logger, level in zip(loggers, before, strict=True):
        logger.removeHandler(keeping)
        logger.setLevel(level)


def figures_of(browser: Browser) -> dict[str, float]:
    """Every sample of `/metrics` by its name and labels."""
    answer = browser.get("/metrics")
    assert 200 == answer.status_code
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def failed(**facts) -> FailedCheck:
    given = {"violations": 2, "path": "data/a.ttl", "line": 7, "message": "A claim has no passage.", **facts}
    return FailedCheck(since=now(), checked=now(), **given)


def served_of(browser: Browser) -> Served:
    return browser.app.state.served


def test_health_says_that_queries_are_answered_and_on_which_edition(small):
    """A balancer reads the status, a person the rest."""
    browser = small(THING)
    answer = browser.get("/health")
    told = answer.json()

    assert 200 == answer.status_code
    assert ("ok", True, True) == (told["status"], told["live"], told["ready"])
    assert served_of(browser).site.engine.revision == told["edition"]
    assert told["since"].endswith("Z")
    assert told["failed_check"] is None
    assert {"idle", "running", "slow", "waiting"} == told["workers"].keys()
    assert "no-store" == answer.headers["cache-control"]


def test_health_is_503_when_no_edition_is_served(small):
    """An engine that has ended answers nothing; whoever sends requests here should know."""
    browser = small(THING)
    browser.portal.call(served_of(browser).site.engine.close)
    answer = browser.get("/health")

    assert 503 == answer.status_code
    assert ("unavailable", False) == (answer.json()["status"], answer.json()["ready"])
    assert 200 == browser.get("/health/live").status_code


def test_health_is_stale_but_ready_while_the_files_cannot_be_served(small):
    """The last good edition goes on; why it is not the newest is told."""
    browser = small(THING)
    served_of(browser).failed = failed()
    answer = browser.get("/health")
    told = answer.json()

    assert (200, "stale", True) == (answer.status_code, told["status"], told["ready"])
    assert ("data/a.ttl", 7, 2) == tuple(told["failed_check"][name] for name in ("path", "line", "violations"))


@pytest.mark.parametrize(("language", "words"), [("en", "have 2 violations since"), ("es", "tienen 2 infracciones")])
def test_every_page_says_that_the_files_cannot_be_served(small, language, words):
    """The curator looks at the page, not at the terminal; a page of an error is a page."""
    browser = small(THING)
    served_of(browser).failed = failed()
    for path, status in (("/", 200), ("/query", 200), ("/page/a", 200), ("/page/nothing", 404)):
        page = browser.page(f"{path}?lang={language}", status)

        assert words in page.text
        assert "data/a.ttl:7" in page.text


def test_a_page_says_nothing_of_files_that_are_served(small):
    """The line is there only when there is something to mend."""
    assert "last good edition" not in small(THING).page("/").text


def test_a_file_that_cannot_be_read_is_told_without_a_count(small):
    """Nobody counted."""
    browser = small(THING)
    served_of(browser).failed = failed(violations=None, path="acervo.toml", line=None, message="is not TOML.")

    assert "The files cannot be read since" in browser.page("/").text
    assert "see acervo.toml." in browser.page("/").text


def test_queries_are_counted_by_how_they_ended(small):
    """A client's query counts as one; what pages ask counts apart."""
    browser = small(THING)
    browser.get("/sparql", params={"query": "ASK { }"})
    browser.get("/sparql", params={"query": "SELECT ?x { ?x }"})
    browser.get("/")
    told = figures_of(browser)

    assert 1 == told['acervo_queries_total{asker="client",outcome="answered"}']
    assert 1 == told['acervo_queries_total{asker="client",outcome="malformed"}']
    assert 0 < told['acervo_queries_total{asker="page",outcome="answered"}']
    assert 2 == told['acervo_query_seconds_count{asker="client"}']
    assert 1 == told['acervo_requests_total{method="GET",status="400"}']
    assert 1 <= told["acervo_forks_total"]
    assert 1 == told["acervo_ready"]


def test_every_family_of_figures_is_told_once_with_its_kind(small):
    """Prometheus refuses a family that comes twice, and samples before their kind."""
    kinds: dict[str, str] = {}
    for line in small(THING).get("/metrics").text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in kinds
            kinds[name] = kind
        elif not line.startswith("#"):
            name = line.split("{")[0].split(" ")[0]
            stem = name.rsplit("_", 1)[0]
            assert name in kinds or kinds.get(stem) == "histogram", line

    assert {"counter", "gauge", "histogram"} == {*kinds.values()}


def test_a_histogram_counts_in_each_bucket_what_smaller_ones_count():
    """So Prometheus reads them: `le` means up to and including."""
    histogram = Histogram()
    for seconds in (0.001, 0.3, 99):
        histogram.add(seconds)
    told = dict(line.rsplit(" ", 1) for line in histogram.lines("s", {}))

    assert ("1", "1", "2", "3", "3") == (
        told['s_bucket{le="0.001"}'],
        told['s_bucket{le="0.25"}'],
        told['s_bucket{le="0.5"}'],
        told['s_bucket{le="+Inf"}'],
        told["s_count"],
    )


def test_a_label_may_hold_anything():
    """A quote or a new line would break the whole page of figures."""
    assert 'a{b="c\\"\\\\\\n"} 1' == sample("a", 1, {"b": 'c"\\\n'})


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (MalformedQuery(""), "malformed"),
        (QueryRefused(""), "refused"),
        (QueryTimeout("", 1), "timeout"),
        (LimitExceeded("", 1), "limit"),
        (EngineUnavailable("", 1), "unavailable"),
        (AnswerCut(""), "cut"),
        (asyncio.CancelledError(), "left"),
        (ValueError(), "failed"),
    ],
)
def test_every_end_of_a_query_has_its_name(error, outcome):
    """Each is a kind of the one above it; the narrowest counts."""
    assert outcome == outcome_of(error)
    assert outcome in OUTCOMES


async def ended(how: str) -> Figures:
    """The figures after a query whose answer is read, closed early, closed unread, or breaks off."""
    closed = []

    async def chunks():
        try:
            yield b"one"
            if how == "cut":
                raise AnswerCut("")
            yield b"two"
        finally:
            closed.append(True)

    async def answer() -> Answer:
        return Answer("text/csv", chunks(), "edition", b"onetwo" if how == "short" else None)

    figures = Figures()
    found = await observed(QUERY, answer(), "edition", "client", figures, 1.0)
    if how == "unread":
        await found.chunks.aclose()
    elif how == "early":
        await anext(found.chunks)
        await found.chunks.aclose()
        assert closed
    elif how == "cut":
        with pytest.raises(AnswerCut):
            await found.body()
    else:
        assert b"onetwo" == await found.body()
    return figures


@pytest.mark.parametrize(
    ("how", "outcome"),
    [("short", "answered"), ("read", "answered"), ("early", "left"), ("unread", "left"), ("cut", "cut")],
)
def test_an_answer_counts_by_how_its_last_byte_went(how, outcome):
    """It is not over when its first byte is sent."""
    assert {("client", outcome): 1} == asyncio.run(ended(how)).queries


def test_each_request_is_told_in_one_line_with_the_id_that_its_answer_carries(small, logged):
    """Who reports a fault names the id; what was asked stays between client and server."""
    browser = small(THING)
    answer = browser.get(
        "/sparql", params={"query": "ASK { }"}, headers={"Accept": "text/csv", "Accept-Encoding": "identity"}
    )
    (line,) = logged["acervo.access"]

    assert answer.headers["acervo-query-id"] == line["id"]
    assert ("GET", "/sparql", 200, len(answer.content), True) == tuple(
        line[name] for name in ("method", "path", "status", "bytes", "whole")
    )
    assert {"time", "event", "client", "ms"} < line.keys()
    assert "ASK" not in json.dumps(line)


def test_errors_and_preflights_carry_their_id_and_browsers_may_read_it(small):
    """CORS hides every header that it is not told to show."""
    browser = small(THING)
    wrong = browser.get("/sparql", params={"query": "nonsense"}, headers={"Origin": "https://example.org"})
    preflight = browser.options(
        "/sparql", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    )

    assert wrong.headers["acervo-query-id"] != preflight.headers["acervo-query-id"]
    assert "Acervo-Query-Id" in wrong.headers["access-control-expose-headers"]


def test_a_slow_query_is_told_with_its_first_characters(small, logged):
    """The log finds the query to mend; a long one does not fill it."""
    browser = small(THING, "slow_after_s = 0.001")
    text = f"SELECT (COUNT(*) AS ?n) {{ ?a a ?b . ?c a ?d }} # {'x' * 600}"
    answer = browser.get("/sparql", params={"query": text})
    (line,) = logged["acervo.slow"]

    assert answer.headers["acervo-query-id"] == line["id"]
    assert text[:500] == line["query"]
    assert ("answered", served_of(browser).site.engine.revision) == (line["outcome"], line["edition"])


def test_our_own_mistakes_carry_their_id_too(small, logged, monkeypatch, caplog):
    """These above all: whoever reports one gives us the line of the log."""
    browser = small(THING)

    async def broken(query: Query) -> Answer:
        raise ValueError("a mistake")

    monkeypatch.setattr(served_of(browser).site.engine, "query", broken)
    browser._transport.raise_server_exceptions = False
    answer = browser.get("/sparql", params={"query": "ASK { ?a ?b 7 }"})
    (line,) = logged["acervo.access"]

    assert (500, 500, line["id"]) == (answer.status_code, line["status"], answer.headers["acervo-query-id"])
    assert line["id"] in caplog.text


@pytest.mark.parametrize(("path", "times"), [("/", 1), ("/page/a", 2), ("/data/a.ttl", 1)])
def test_a_page_whose_edition_ends_is_made_again(small, monkeypatch, path, times):
    """Half of it would be of the one edition, half of the other; the reader notices nothing."""
    browser = small(THING)
    engine = served_of(browser).site.engine
    answers = iter([False] * times)
    ask = engine.query

    async def ending(query: Query) -> Answer:
        answer = await ask(query)
        return replace(answer, revision="another") if next(answers, None) is False else answer

    monkeypatch.setattr(engine, "query", ending)

    assert 200 == browser.get(path, headers={"Accept": "text/html"}).status_code
    assert next(answers, None) is None


def test_editions_that_come_faster_than_pages_are_told(small, monkeypatch):
    """503 and when to come again; never a page of two halves, never an endless loop."""
    browser = small(THING)
    engine = served_of(browser).site.engine
    ask = engine.query

    async def ending(query: Query) -> Answer:
        return replace(await ask(query), revision="another")

    monkeypatch.setattr(engine, "query", ending)
    answer = browser.get("/")

    assert (503, "1") == (answer.status_code, answer.headers["retry-after"])
