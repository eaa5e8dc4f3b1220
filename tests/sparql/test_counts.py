"""COUNT of an expression passes over the rows in which it is an error (SPARQL 1.1, section 18.5.1.2)."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from acervo.sparql.standard import by_the_standard

VALUES = "VALUES (?k ?x) { (1 1) (1 'a') (2 3) (2 3) (2 UNDEF) }"

#: A query and its rows.
COUNTS = {
    f"SELECT (COUNT(?x + 1) AS ?n) {{ {VALUES} }}": {"3"},
    f"SELECT (COUNT(DISTINCT ?x + 1) AS ?n) {{ {VALUES} }}": {"2"},
    f"SELECT (COUNT(STRLEN(?x)) AS ?n) (COUNT(?x) AS ?m) (COUNT(*) AS ?o) (COUNT(DISTINCT *) AS ?p) {{ {VALUES} }}": {
        "1 4 5 4"
    },
    f"SELECT (COUNT(1/0) AS ?n) {{ {VALUES} }}": {"0"},
    f"SELECT ?k (COUNT(IF(?x > 2, 1, 1/0)) + 1 AS ?n) {{ {VALUES} }} GROUP BY ?k": {"1 1", "2 3"},
    f"SELECT ?k {{ {VALUES} }} GROUP BY ?k HAVING(COUNT(?x * 2) > 1) ORDER BY COUNT(- ?x)": {"2"},
    f"SELECT * {{ {{ SELECT ?k (COUNT(?x # not ?k\n + 1) AS ?n) {{ SELECT * {{ {VALUES} }} }} GROUP BY ?k }} }}": {
        "1 1",
        "2 2",
    },
    f"SELECT (COUNT(EXISTS {{ FILTER(?x) }}) AS ?n) {{ {VALUES} }}": {"5"},
    f"SELECT (COUNT(STR(?y)) AS ?n) {{ {VALUES} }} GROUP BY (?k + 1 AS ?y) ORDER BY ?y": {"2", "3"},
    f"SELECT (COUNT(?x + 1) AS ?n) {{ {VALUES} }} VALUES ?y {{ 1 'a' }}": {"3"},
    f"SELECT (COUNT(BNODE()) AS ?n) {{ {VALUES} }}": {"5"},
}


@pytest.mark.parametrize(("text", "rows"), COUNTS.items())
def test_rows_without_a_value_are_passed_over(text, rows):
    """One of them left the engine without a count at all."""
    solutions = ox.Store().query(by_the_standard(text))

    assert rows == {" ".join(term.value for term in row) for row in solutions}


def test_what_the_engine_counts_rightly_is_left_as_it_is():
    """Variables and rows."""
    text = "SELECT (COUNT ( DISTINCT ?x ) AS ?n) (COUNT(*) AS ?m) (COUNT(distinct(?y)) AS ?o) { ?x ?p 'COUNT(1/0)' }"

    assert "COUNT ( DISTINCT ?x ) AS ?n) (COUNT(*) AS ?m)" in by_the_standard(text)
    assert text.replace("(?y)", " ?y") == by_the_standard(text.replace("(?y)", " ?y"))
