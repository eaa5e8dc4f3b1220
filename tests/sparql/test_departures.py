"""Where the engine departs from SPARQL 1.1 and nothing is done about it: the list in docs/reference/answers.md."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from acervo.sparql.standard import by_the_standard

ANSWERS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "answers.md"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIX = f"PREFIX : <http://example.org/> PREFIX xsd: <{XSD}> "
TRUE, FALSE = (f'"{word}"^^<{XSD}boolean>' for word in ("true", "false"))

#: Expression → what the standard says, what the engine says; None is an error, which leaves no value.
EXPRESSIONS: dict[str, tuple[str | None, str | None]] = {
    "true > false": (TRUE, None),
    '!"abc"^^xsd:integer': (TRUE, None),
    '"a"@en < "b"@en': (None, TRUE),
    'isNumeric("1200"^^xsd:byte)': (FALSE, TRUE),
    'xsd:integer(" 1 ")': (f'"1"^^<{XSD}integer>', None),
    "9223372036854775807 + 1": (f'"9223372036854775808"^^<{XSD}integer>', None),
    'REGEX("a", "[a-z-[aeiou]]")': (FALSE, TRUE),
    r'REGEX("aa", "(a)\\1")': (TRUE, None),
    r'REGEX("x", "\\i\\c*")': (TRUE, None),
    r'REGEX("é", "\\p{IsBasicLatin}")': (FALSE, None),
    'REPLACE("darted", "^(.*?)d(.*)$", "$1c$2")': ('"carted"', '"arted"'),
    r'REPLACE("abc", "b", "\\$")': ('"a$c"', r'"a\\$c"'),
    'REPLACE("abc", ".*?", "x")': (None, '"xaxbxcx"'),
}


def value(expression: str) -> str | None:
    solutions = ox.Store().query(by_the_standard(f"{PREFIX}SELECT ({expression} AS ?r) {{}}"))
    (row,) = solutions
    return None if row["r"] is None else str(row["r"])


@pytest.mark.parametrize(("expression", "said"), EXPRESSIONS.items())
def test_the_list_of_functions_that_depart_is_true(expression, said):
    """A new engine that mends one of them ends its line."""
    standard, engine = said
    assert standard != engine
    assert engine == value(expression)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_function_that_departs_is_told(expression):
    """Who meets one finds it by what they wrote."""
    assert f"`{expression}`".replace(r"\\", "\\") in ANSWERS.read_text(encoding="utf-8")


def rows(pattern: str, columns: str = "*") -> list[list[str | None]]:
    store = ox.Store()
    store.load(b"@prefix : <http://example.org/> . :a :p :b ; :q :b .", format=ox.RdfFormat.TURTLE)
    solutions = store.query(by_the_standard(f"{PREFIX}SELECT {columns} {{ {pattern} }}"))
    return [[None if term is None else str(term) for term in row] for row in solutions]


def test_a_path_of_no_length_needs_a_thing_of_the_data():
    """By section 18.4 `:nowhere` is reached from itself."""
    assert [] == rows(":nowhere :p* ?o")
    assert 2 == len(rows(":a :p* ?o"))


def test_a_negated_property_set_between_two_known_things_has_one_solution():
    """Two triples link them; with one end open there are two solutions."""
    assert 1 == len(rows(":a !:r :b"))
    assert 2 == len(rows(":a !:r ?o"))


def test_concatenated_texts_keep_a_language_that_all_have():
    """By section 18.5.1.7 the result has none."""
    assert [['"a b"@en']] == rows('VALUES ?x { "a"@en "b"@en }', "(GROUP_CONCAT(?x) AS ?r)")


def test_an_expression_over_what_group_by_names_is_counted_only_without_errors():
    """By section 18.5.1.2 the two texts are passed over, and 1 is counted."""
    text = 'SELECT (COUNT(?x + 1) AS ?n) { VALUES ?x { 1 "a" "b" } }'
    assert '"1"' in str(next(iter(ox.Store().query(by_the_standard(f"{text} GROUP BY ?k"))))["n"])
    (row,) = ox.Store().query(by_the_standard(f"{text} GROUP BY (1 AS ?k)"))
    assert row["n"] is None
