"""What stands at a span is what the span is said to hold."""

from __future__ import annotations

import re

import pytest

from acervo.turtle.document import Document
from acervo.turtle.positions import Span
from acervo.turtle.terms import Blank, Iri, Literal, Triple

from .texts import BASE, NASTY, archive_texts, read, w3c_texts

REST = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"
FIRST = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"


def at(document: Document, span: Span) -> str:
    return document.text[slice(*span)]


def read_alone(document: Document, text: str, place: str) -> object:
    """The term that *text* is by itself, under the prefixes and the base in force where it stands."""
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in document.prefixes.items())
    base = next((entry.iri for entry in reversed(document.directives) if entry.kind == "base"), BASE)
    statement = f"<s:s> {text} <o:o> ." if place == "predicate" else f"<s:s> <p:p> {text} ."
    triples = read(f"@base <{base}> .\n{head}{statement}").triples
    outer = [triple for triple in triples if triple.subject == Iri("s:s")]
    return outer[0].predicate if place == "predicate" else outer[0].object


def declared_once(document: Document) -> bool:
    names = [entry.name for entry in document.directives]
    return len(names) == len(set(names))


def faults(document: Document) -> list[str]:
    """Each triple whose span says something else, with what it says."""
    wrong = []
    for triple in document.triples:
        in_list = triple.predicate.value in (REST, FIRST)
        for place, term, span in zip(Triple._fields, triple[:3], triple[3:], strict=False):
            text = at(document, span)
            if isinstance(term, Blank):
                fine = bool(re.match(r"_:|[\[(]", text)) or in_list
            elif in_list and (place == "predicate" or term == Iri(REST.replace("rest", "nil"))):
                fine = True
            else:
                fine = term == read_alone(document, text, "predicate" if place == "predicate" else "object")
            if not fine:
                wrong.append(f"{place} {term} is written {text!r}")
    return wrong


@pytest.mark.slow
def test_the_text_at_a_span_is_read_as_the_term_again():
    # One base only, so that what stands at a span can be read by itself.
    nasty = NASTY.replace("BASE", "# BASE").replace("<> mov", "# <> mov")

    assert [] == faults(read(nasty))
    for name, text in [*archive_texts().items()][::8]:
        assert [] == faults(read(text)), name


@pytest.mark.slow
def test_the_text_at_a_span_of_the_w3c_files_is_read_as_the_term_again():
    checked = 0
    for name, text in w3c_texts().items():
        document = read(text)
        if document.errors or not declared_once(document):
            continue
        assert [] == faults(document), name
        checked += len(document.triples)

    assert checked > 900


def test_a_literal_has_its_quotes_its_language_and_its_datatype_in_its_span():
    document = read('@prefix x: <x:> . x:s x:p "a"@en , "b" ^^ x:t , "c" , 4 , true .')

    assert ['"a"@en', '"b" ^^ x:t', '"c"', "4", "true"] == [at(document, t.object_span) for t in document.triples]
    assert Literal("b", "x:t") == document.triples[1].object


def test_within_a_bracket_the_subject_stands_at_the_bracket():
    """A demand on a thing without a name is shown where the thing begins."""
    document = read("@prefix : <x:> .\n:s :p [ :q :a ;\n  :r :b ] .")

    assert [(2, 7, ":a"), (2, 7, ":b"), (2, 1, "[ :q :a ;\n  :r :b ]")] == [
        (*document.position(t.subject_span[0]), at(document, t.object_span)) for t in document.triples
    ]


def test_the_cells_of_a_list_stand_at_their_items():
    document = read('@prefix : <x:> .\n:s :p ( :a "b" ) .')

    assert sorted(
        [
            ("p", ":s", '( :a "b" )'),
            ("first", ":a", ":a"),
            ("rest", ":a", '"b"'),
            ("first", '"b"', '"b"'),
            ("rest", '"b"', ")"),
        ]
    ) == sorted(
        (re.split(r"[#:]", t.predicate.value)[-1], at(document, t.subject_span), at(document, t.object_span))
        for t in document.triples
    )


def test_brackets_directives_statements_and_comments_have_their_places():
    text = "@prefix : <x:> . # one\nBASE <y:z>\n:s :p [ :q ( 1 () ) ] , [] . # two\n"
    document = read(text)

    assert [("list", "()"), ("list", "( 1 () )"), ("node", "[ :q ( 1 () ) ]"), ("node", "[]")] == [
        (bracket.kind, at(document, bracket.span)) for bracket in document.brackets
    ]
    assert ["@prefix : <x:> .", "BASE <y:z>"] == [at(document, entry.span) for entry in document.directives]
    assert [("prefix", "", "x:", False), ("base", None, "y:z", True)] == [
        (entry.kind, entry.name, entry.iri, entry.sparql) for entry in document.directives
    ]
    assert [":", "<x:>"] == [
        at(document, s) for s in (document.directives[0].name_span, document.directives[0].iri_span) if s
    ]
    assert ["# one", "# two"] == [at(document, span) for span in document.comments]
    assert [("directive", "@prefix"), ("directive", "BASE"), ("triples", ":s")] == [
        (statement.kind, document.tokens[statement.first_token].text) for statement in document.statements
    ]
    assert [".", "<y:z>", "."] == [document.tokens[statement.last_token].text for statement in document.statements]


def test_terms_are_exactly_as_written():
    """What a curator typed is what a check sees: no number is normalised, no language tag lower-cased."""
    document = read('@prefix : <x:> . :s :p +07 , 1.50 , 1E0 , "x"@EN-gb , <HTTP://A/b/../c> , "\\u00e9" .')

    assert ["+07", "1.50", "1E0", "x", "HTTP://A/b/../c", "é"] == [t.object.value for t in document.triples]
    assert "EN-gb" == document.triples[3].object.language
