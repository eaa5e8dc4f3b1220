"""Reading one file: terms as written, blank nodes by file and order, and the first error in plain words."""

from __future__ import annotations

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acervo.errors import TurtleSyntaxError
from acervo.turtle.parsing import parse_file

BASE = "https://example.org/gdansk/"
HEAD = "@prefix : <https://example.org/gdansk/id/> .\n"


def read(text: str, path: str = "data/a.ttl") -> list[ox.Triple]:
    return parse_file(text.encode(), path, BASE)


@pytest.mark.parametrize(
    "literal",
    [
        '"01"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        '"1e0"^^<http://www.w3.org/2001/XMLSchema#double>',
        '"1"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        '"P12M"^^<http://www.w3.org/2001/XMLSchema#duration>',
        '"7"^^<http://www.w3.org/2001/XMLSchema#byte>',
        '"Huelga"@es-ve',
        '"2016-13-40"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
    ],
)
def test_a_literal_is_read_as_it_is_written(literal):
    """What a curator typed is what the check sees, even where the engine would store another form."""
    (triple,) = read(f"{HEAD}:a :b {literal} .")

    assert literal == str(triple.object)


@pytest.mark.parametrize(("written", "read_as"), [("+7", "+7"), ("007", "007"), ("1.50", "1.50"), ("1E0", "1E0")])
def test_a_number_without_quotes_keeps_its_digits(written, read_as):
    """`007` and `7` are equal values and different text."""
    (triple,) = read(f"{HEAD}:a :b {written} .")

    assert isinstance(triple.object, ox.Literal)
    assert read_as == triple.object.value


def test_a_language_tag_is_folded_to_lower_case_and_nothing_else_of_a_literal_changes():
    """The one thing that the parser changes (RDF compares tags without regard to case): `es-VE` becomes `es-ve`."""
    (triple,) = read(f'{HEAD}:a :b "Cumaná"@es-VE .')

    assert '"Cumaná"@es-ve' == str(triple.object)


def test_relative_iris_resolve_against_the_archive_s_base():
    """The same files work wherever the archive is served."""
    (triple,) = read("<id/a> a <> .")

    assert f"<{BASE}id/a>" == str(triple.subject)
    assert f"<{BASE}>" == str(triple.object)


def test_blank_nodes_are_named_by_file_and_order():
    """Two builds of one state of the files are equal; two files never share a node."""
    text = HEAD + ":a :b [ :c [ :d 1 ] ] .\n_:x :b _:y .\n"

    assert read(text) == read(text)
    assert not _blanks(read(text)) & _blanks(read(text, "data/b.ttl"))
    assert 4 == len(_blanks(read(text)))


def test_a_blank_node_keeps_its_name_when_later_statements_change():
    """A diff of two editions shows what changed, not every node below it."""
    before = read(HEAD + ":a :b [ :c 1 ] .")
    after = read(HEAD + ":a :b [ :c 1 ] . :z :b [ :c 2 ] .")

    assert before == after[: len(before)]


def _blanks(triples: list[ox.Triple]) -> set[ox.BlankNode]:
    return {term for triple in triples for term in (triple.subject, triple.object) if isinstance(term, ox.BlankNode)}


@pytest.mark.parametrize("text", [f"\ufeff{HEAD}:a :b 1 .", f"{HEAD}:a :b 1 .".replace("\n", "\r\n")])
def test_windows_files_are_read(text):
    """A byte order mark and CRLF are how some editors save."""
    assert 1 == len(read(text))


def test_n_triples_are_read_by_suffix():
    """`.nt` is N-Triples, whose grammar is smaller."""
    line = f"<{BASE}a> <{BASE}b> _:c .\n"

    assert 1 == len(read(line, "data/a.nt"))
    with pytest.raises(TurtleSyntaxError):
        read(f"<{BASE}a> a <{BASE}b> .\n", "data/a.nt")


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        (":a :b “c” .", 2, 7, "The quote “ is curly."),
        (":a :b ‘c’ .", 2, 7, "The quote ‘ is curly."),
        (':a :b "é" ; foo:bar 1 .', 2, 13, "The prefix “foo:” is used but not declared in this file."),
        (":a skoss:note 1 .", 2, 4, "@prefix skoss: <…> ."),
        (":a skos:note 1 .", 2, 4, "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."),
        (':a :b "c"\n:d :e 1 .', 3, 1, "The statement before this has no end. Put “ .” after it"),
        (':a :b "c"', 2, 10, "The statement before this has no end."),
        (':a :b "c" ;\n', 3, 1, "The file ends in the middle of a statement."),
        (':a :b """c\n\n', 2, 7, "The file ends in the middle of a statement."),
        (":a :b [ :c 1\n", 3, 1, "Is the last “ .” missing, or a bracket or quote not closed?"),
        (":a :b < c> .", 2, 7, "There is a space inside < >."),
        (':a :b "c\nd" .', 2, 9, "Line jumps are not allowed in string literals"),
        (':a :b "\\q" .', 2, 8, "Unexpected escape character"),
    ],
)
def test_the_first_error_is_told_in_plain_words_where_it_stands(text, line, column, words):
    """Line and column from 1, columns in code points: what the curator's editor shows."""
    with pytest.raises(TurtleSyntaxError) as raised:
        read(HEAD + text)

    assert words in raised.value.message
    assert ("data/a.ttl", line, column) == (raised.value.path, raised.value.line, raised.value.column)


def test_a_misspelt_prefix_is_shown_the_declared_one():
    """A slip of the finger is likelier than a forgotten prefix."""
    with pytest.raises(TurtleSyntaxError, match="Did you mean “skos:”"):
        read("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<a> skoss:note 1 .")


def test_bytes_of_another_encoding_are_told_with_their_place():
    """The column counts the bytes before it in that line."""
    with pytest.raises(TurtleSyntaxError, match="not UTF-8 text") as raised:
        parse_file(b"# a\n# \xe9\n", "data/a.ttl", BASE)

    assert (2, 3) == (raised.value.line, raised.value.column)


@settings(deadline=None)
@given(st.text(alphabet="<>:ab.;,\"'[]()“ \n@^é1\\", max_size=40))
def test_whatever_is_typed_gives_triples_or_one_error(text):
    """A curator's file may be anything; the reader never ends in a traceback."""
    with suppress(TurtleSyntaxError):
        read(HEAD + text)
