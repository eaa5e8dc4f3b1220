"""A file is good only if the engine accepts it and reads the same triples."""

from __future__ import annotations

import pytest

from acervo.corpus.terms import to_rdflib as engine_to_rdflib
from acervo.errors import TurtleSyntaxError
from acervo.turtle import building
from acervo.turtle.gate import disagreement
from acervo.turtle.parsing import parse_file
from acervo.turtle.reader import read_file, read_turtle
from acervo.turtle.terms import to_rdflib

from .texts import BASE, NASTY, archive_texts, read, w3c_texts


def test_both_readers_give_the_same_triples_in_the_same_order():
    """Blank nodes too: their labels are part of what is compared, and of what a finding names."""
    for name, text in {"nasty": NASTY, **archive_texts()}.items():
        document = read(text, "data/a.ttl")
        engine = parse_file(text.encode(), "data/a.ttl", BASE)

        assert () == document.errors, name
        assert None is disagreement(document, engine), name
        assert [tuple(map(engine_to_rdflib, triple)) for triple in engine] == [
            tuple(map(to_rdflib, triple[:3])) for triple in document.triples
        ], name


def test_both_readers_give_the_same_triples_of_every_w3c_file():
    compared = 0
    for name, text in w3c_texts().items():
        document = read(text)
        if not document.errors:
            assert None is disagreement(document, parse_file(text.encode(), "data/a.ttl", BASE)), name
            compared += 1

    assert compared > 200


def test_every_difference_is_seen():
    """Comparing must be able to fail: each change to a triple, and each triple more or less, is told."""
    text = '@prefix : <x:> . :s :p :o , "v"@en , "w"^^:t , [ :q _:a ] , _:a , _:b .'
    document = read(text)
    for changed in (
        text.replace(":o", ":x"),
        text.replace(":p ", ":x "),
        text.replace(":s ", ":x "),
        text.replace("@en", "@es"),
        text.replace("@en", ""),
        text.replace('"v"', '"x"'),
        text.replace(":t", ":x"),
        text.replace(":q _:a", ":q _:b"),
        text.replace("_:b", "_:a"),
        text.replace(" , _:b", ""),
        text.replace("_:b", "_:b , 1"),
    ):
        assert None is not disagreement(document, parse_file(changed.encode(), "data/a.ttl", BASE)), changed


def test_language_tags_differ_in_case_only():
    """The engine writes them in lower case; this reader leaves them as they are."""
    document = read_turtle('<a> <b> "c"@EN-gb .', "data/a.ttl", BASE)

    assert () == document.errors
    assert "EN-gb" == document.triples[0].object.language


def test_what_only_the_engine_refuses_is_told_at_its_place():
    """The engine takes a name with an escape that ends the file for one that is never ended."""
    (problem,) = read_turtle("@prefix : <x:> .\n:a :b :c\\-d.", "data/a.ttl", BASE).errors

    assert ("refused-by-engine", 2, 13) == (problem.code, problem.line, problem.column)
    assert "Unexpected end" in problem.message()


@pytest.mark.parametrize(
    "base", ["http://example.org/a/../b", "urn:a/b", "file:/c", "mailto:a@b", "x:", "http://example.org", BASE]
)
@pytest.mark.parametrize("reference", ["d", "..", "../d", ".", "?q", "#f", "", "/g", "//h", "g/../h"])
def test_a_relative_address_is_the_one_that_is_published(base, reference):
    """Where the engine departs from RFC 3986, for odd bases, the document says what the engine will say."""
    document = read_turtle(f"<{reference}> <x:p> <x:o> .", "data/a.ttl", base)

    assert () == document.errors


def test_what_the_engine_reads_otherwise_is_told(monkeypatch):
    """A last net: nothing is known that falls into it."""
    monkeypatch.setattr(building, "resolve_for_engine", lambda reference, base: f"{base}{reference}")
    (problem,) = read_turtle("<x> <x:b> </d> .", "data/a.ttl", "http://example.org/a/").errors

    assert ("read-differently", 1, 11) == (problem.code, problem.line, problem.column)


def test_what_is_not_utf_8_is_told_at_its_byte():
    document = read_file(b"<a> <b> <c> .\n# Cuman\xe1\n", "data/a.ttl", BASE)

    assert [("not-utf8", 2, 8)] == [(problem.code, problem.line, problem.column) for problem in document.errors]


def test_a_byte_order_mark_is_allowed_and_changes_nothing():
    with_mark = read_file(b"\xef\xbb\xbf<a> <b> <c> .", "data/a.ttl", BASE)
    without = read_file(b"<a> <b> <c> .", "data/a.ttl", BASE)

    assert () == with_mark.errors
    assert without.triples[0][:3] == with_mark.triples[0][:3]
    assert without.position(without.triples[0].object_span[0]) == with_mark.position(
        with_mark.triples[0].object_span[0]
    )


def test_half_a_character_is_an_error_and_no_crash():
    """No file holds one, but a program may ask about any text."""
    assert read_turtle('<a> <b> "\ud800" .', "data/a.ttl", BASE).errors


@pytest.mark.parametrize(
    "text",
    [
        "<a> <b> <<( <c> <d> <e> )>> .",
        "<< <c> <d> <e> >> <a> <b> .",
        "<a> <b> 1 ~ <c> .",
        "<a> <b> 1 {| <c> <d> |} .",
        '<a> <b> "c"@he--rtl .',
        'VERSION "1.2"\n<a> <b> <c> .',
        "@version '1.2' . <a> <b> <c> .",
    ],
)
def test_turtle_12_is_refused_by_both_readers(text):
    """The engine would take it, and what is published would hold terms that nothing after it knows."""
    with pytest.raises(TurtleSyntaxError, match=r"Turtle 1\.2") as raised:
        parse_file(text.encode(), "data/a.ttl", BASE)
    (problem,) = read_turtle(text, "data/a.ttl", BASE).errors

    assert ("turtle-1-2", raised.value.line, raised.value.column) == (problem.code, problem.line, problem.column)


def test_what_only_looks_like_turtle_12_is_read():
    text = '<a> <b> "<< ~ {| version \'1\' --ltr", <~c> . # VERSION "1.2"'

    assert 2 == len(parse_file(text.encode(), "data/a.ttl", BASE))
