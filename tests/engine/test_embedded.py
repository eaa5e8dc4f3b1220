"""The embedded engine behind its interface: one edition at a time, answers in a media type, mistakes told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import Edition, build_edition
from acervo.engine.embedded import EmbeddedEngine
from acervo.engine.interface import Answer, Query
from acervo.errors import MalformedQuery

JSON = "application/sparql-results+json"


def edition_with(folder: Path, value: int) -> Edition:
    (folder / "data").mkdir(parents=True)
    (folder / "acervo.toml").write_text('base = "https://example.org/"\n', encoding="utf-8")
    (folder / "data" / "a.ttl").write_text(f"<id/a> <id/b> {value} .\n", encoding="utf-8")
    return build_edition(read_archive(open_archive(folder)))


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return edition_with(tmp_path / "one", 1)


@pytest.fixture
def engine(edition: Edition) -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine(edition, threads=2)
    yield engine
    engine.close()


def ask(engine: EmbeddedEngine, text: str, form="SELECT", media_type=JSON) -> tuple[Answer, bytes]:
    answer = asyncio.run(engine.query(Query(text, form, media_type)))
    return answer, b"".join(answer.chunks)


def test_an_answer_says_its_type_and_the_edition_it_was_given_on(engine, edition):
    """A cache keys on both."""
    answer, body = ask(engine, "SELECT ?value { <id/a> <id/b> ?value }")

    assert (JSON, edition.id, edition.id) == (answer.media_type, answer.revision, engine.revision)
    assert ["1"] == [row["value"]["value"] for row in json.loads(body)["results"]["bindings"]]


def test_the_next_edition_is_swapped_in_whole(engine, edition, tmp_path):
    """An answer under way keeps the edition it began with."""
    query = "SELECT ?value { <id/a> <id/b> ?value }"
    before = asyncio.run(engine.query(Query(query, "SELECT", JSON)))
    other = edition_with(tmp_path / "two", 2)
    engine.load(other)
    after, body = ask(engine, query)

    assert (edition.id, other.id) == (before.revision, after.revision)
    assert b'"value":"1"' in b"".join(before.chunks)
    assert b'"value":"2"' in body


def test_many_queries_at_once_are_all_answered(engine):
    """More than there are threads: they wait their turn."""

    async def together() -> list[Answer]:
        queries = [Query(f"SELECT ({number} AS ?n) {{}}", "SELECT", "text/csv") for number in range(20)]
        return await asyncio.gather(*(engine.query(query) for query in queries))

    bodies = [b"".join(answer.chunks) for answer in asyncio.run(together())]

    assert [f"n\r\n{number}\r\n".encode() for number in range(20)] == bodies


def test_a_graph_has_each_triple_once(engine):
    """Three solutions that make one triple make one triple."""
    text = "CONSTRUCT { <a:a> <a:b> <a:c> } WHERE { VALUES ?x { 1 2 3 } }"

    assert b"<a:a> <a:b> <a:c> .\n" == ask(engine, text, "CONSTRUCT", "application/n-triples")[1]


def test_turtle_is_written_with_the_prefixes_that_it_uses_and_the_same_twice(engine):
    """People read it, and compare it."""
    text = "CONSTRUCT WHERE { ?s ?p ?o . ?s a <https://w3id.org/acervo/ns#Archive> }"
    first = ask(engine, text, "CONSTRUCT", "text/turtle")[1]

    assert first == ask(engine, text, "CONSTRUCT", "text/turtle")[1]
    assert b"@prefix mov: <https://w3id.org/acervo/ns#> .\n" in first
    assert b"@prefix foaf:" not in first


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT * {", "line 1, column"),
        ("SELECT * { FILTER(<http://example.org/f>(1)) }", "http://example.org/f"),
        ("SELECT ?x ?x {}", "Duplicated variable name in SELECT"),
    ],
)
def test_a_query_that_the_engine_cannot_take_is_the_client_s_mistake(engine, text, words):
    """Unknown functions too: the engine raises another error for them."""
    with pytest.raises(MalformedQuery, match=words):
        ask(engine, text)


def test_the_deepest_nest_that_is_let_through_does_not_end_the_process(engine):
    """The threads have a stack for it; a small one would take the server down."""
    for opening, closing in (("{", "}"), ("{ OPTIONAL {", "}}"), ("FILTER EXISTS {", "}")):
        ask(engine, "SELECT * {" + opening * 63 + closing * 63 + "}")
    ask(engine, "SELECT * { FILTER(" + "(" * 62 + "1" + ")" * 62 + ") }")


def test_the_longest_chain_that_is_let_through_does_not_end_the_process(engine):
    """10,000 parts are the cap of the protocol layer."""
    ask(engine, "SELECT * { FILTER(" + "!" * 9_000 + "true) }")
    ask(engine, "SELECT * { FILTER(true" + "||true" * 3_000 + ") }")
    ask(engine, "SELECT * { {}" + "UNION{}" * 4_000 + " }")


def test_a_large_answer_comes_in_pieces(engine):
    """So that it can be sent while it is read."""
    answer = asyncio.run(engine.query(Query("SELECT ?s ?p ?o { ?s ?p ?o }", "SELECT", "text/csv")))
    pieces = list(answer.chunks)

    assert len(pieces) > 1
    assert b"".join(pieces).startswith(b"s,p,o\r\n")
