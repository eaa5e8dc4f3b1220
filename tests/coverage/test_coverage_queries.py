"""The queries that coverage counts with: kept as data, for any SPARQL 1.1 engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery

import acervo.coverage

ROOT = Path(__file__).parents[2]
QUERIES = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "queries/core/coverage").glob("*.rq"))}


@pytest.mark.parametrize("name", QUERIES)
def test_a_coverage_query_is_sparql_1_1_and_answers_in_one_order(name):
    """RDFLib's parser knows SPARQL 1.1 and nothing of any one engine."""
    prepareQuery(QUERIES[name])

    assert "ORDER BY" in QUERIES[name]


def test_every_coverage_query_is_asked_and_none_is_missing():
    """One that nobody asks is a remainder."""
    code = (Path(acervo.coverage.__file__).parent / "facts.py").read_text("utf-8")

    assert QUERIES
    assert {name for name in QUERIES if f'ask("{name}")' in code} == QUERIES.keys()
    assert len(QUERIES) == code.count('ask("')
