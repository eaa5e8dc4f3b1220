"""The embedded engine behind its interface: one edition at a time, answers in a media type, mistakes told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.edition.build import build_edition
from acervo.edition.keep import EditionOnDisk, keep_edition, with_store
from acervo.engine.embedded import EmbeddedEngine
from acervo.engine.interface import Query
from acervo.errors import MalformedQuery

from .asking import JSON, Asker


def edition_with(folder: Path, value: int) -> EditionOnDisk:
    (folder / "data").mkdir(parents=True)
    (folder / "acervo.toml").write_text('base = "https://example.org/"\n', encoding="utf-8")
    (folder / "data" / "a.ttl").write_text(f"<id/a> <id/b> {value} .\n", encoding="utf-8")
    return keep_edition(build_edition(read_archive(open_archive(folder))))


@pytest.fixture(params=["memory", "disk"])
def edition(request: pytest.FixtureRequest, tmp_path: Path) -> EditionOnDisk:
    """Held in memory by the process that forks, or opened on disk by each worker."""
    edition = edition_with(tmp_path / "one", 1)
    return with_store(edition) if request.param == "disk" else edition


@pytest.fixture
def asker(edition: EditionOnDisk) -> Iterator[Asker]:
    with Asker(EmbeddedEngine()) as asker:
        asker.load(edition)
        yield asker


def test_an_answer_says_its_type_and_the_edition_it_was_given_on(asker: Asker, edition: EditionOnDisk) -> None:
    """A cache keys on both."""
    answer = asker.ask("SELECT ?value { <id/a> <id/b> ?value }")

    assert (JSON, edition.id, edition.id) == (answer.media_type, answer.revision, asker.engine.revision)
    assert ["1"] == [row["value"]["value"] for row in json.loads(answer.body)["results"]["bindings"]]


def test_the_next_edition_is_swapped_in_whole(asker: Asker, edition: EditionOnDisk, tmp_path: Path) -> None:
    """An answer under way keeps the edition it began with, and its process ends with it."""
    text = "SELECT ?value { <id/a> <id/b> ?value }"
    large = f"SELECT ?value {{ <id/a> <id/b> ?value VALUES ?n {{ {'1 ' * 5_000} }} }}"
    before = asker.begin(Query(large, "SELECT", JSON))
    other = edition_with(tmp_path / "two", 2)
    asker.load(other)
    after = asker.ask(text)
    old = asker.run(before.body())

    assert (edition.id, other.id) == (before.revision, after.revision)
    assert 5_000 == old.count(b'"value":"1"')
    assert b'"value":"2"' in after.body


def test_many_queries_at_once_are_all_answered(asker: Asker) -> None:
    """More than there are places: they wait their turn."""

    async def together() -> list[bytes]:
        queries = [Query(f"SELECT ({number} AS ?n) {{}}", "SELECT", "text/csv") for number in range(40)]
        answers = await asyncio.gather(*(asker.engine.query(query) for query in queries))
        return [await answer.body() for answer in answers]

    assert [f"n\r\n{number}\r\n".encode() for number in range(40)] == asker.run(together())


def test_a_graph_has_each_triple_once(asker: Asker) -> None:
    """Three solutions that make one triple make one triple."""
    text = "CONSTRUCT { <a:a> <a:b> <a:c> } WHERE { VALUES ?x { 1 2 3 } }"

    assert b"<a:a> <a:b> <a:c> .\n" == asker.ask(text, "CONSTRUCT", "application/n-triples").body


def test_turtle_is_written_with_the_prefixes_that_it_uses_and_the_same_twice(asker: Asker) -> None:
    """People read it, and compare it."""
    text = "CONSTRUCT WHERE { ?s ?p ?o . ?s a <https://w3id.org/acervo/ns#Archive> }"
    first = asker.ask(text, "CONSTRUCT", "text/turtle").body

    assert first == asker.ask(text, "CONSTRUCT", "text/turtle").body
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
def test_a_query_that_the_engine_cannot_take_is_the_client_s_mistake(asker: Asker, text: str, words: str) -> None:
    """Unknown functions too: the engine raises another error for them."""
    with pytest.raises(MalformedQuery, match=words):
        asker.ask(text)


def test_the_deepest_nest_that_is_let_through_does_not_end_the_process(asker: Asker) -> None:
    """The threads have a stack for it; a small one would take the server down."""
    for opening, closing in (("{", "}"), ("{ OPTIONAL {", "}}"), ("FILTER EXISTS {", "}")):
        asker.ask("SELECT * {" + opening * 63 + closing * 63 + "}")
    asker.ask("SELECT * { FILTER(" + "(" * 62 + "1" + ")" * 62 + ") }")


def test_the_longest_chain_that_is_let_through_does_not_end_the_process(asker: Asker) -> None:
    """10,000 parts are the cap of the protocol layer."""
    asker.ask("SELECT * { FILTER(" + "!" * 9_000 + "true) }")
    asker.ask("SELECT * { FILTER(true" + "||true" * 3_000 + ") }")
    asker.ask("SELECT * { {}" + "UNION{}" * 4_000 + " }")


def test_a_large_answer_comes_in_pieces(asker: Asker) -> None:
    """So that it can be sent while it is read."""

    async def pieces() -> list[bytes]:
        answer = await asker.engine.query(Query("SELECT ?s ?p ?o { ?s ?p ?o }", "SELECT", "text/csv"))
        return [piece async for piece in answer.chunks]

    found = asker.run(pieces())

    assert len(found) > 1
    assert b"".join(found).startswith(b"s,p,o\r\n")


def test_two_workers_make_different_identifiers(asker: Asker) -> None:
    """Forked processes share a state of random numbers; identifiers made by two of them must differ all the same."""

    async def together() -> list[bytes]:
        query = Query("SELECT (UUID() AS ?made) (RAND() AS ?drawn) (BNODE() AS ?blank) {}", "SELECT", "text/csv")
        answers = await asyncio.gather(*(asker.engine.query(query) for _ in range(8)))
        return [await answer.body() for answer in answers]

    rows = [body.decode().splitlines()[1].split(",") for body in asker.run(together())]

    assert [8, 8, 8] == [len(set(column)) for column in zip(*rows, strict=True)]
