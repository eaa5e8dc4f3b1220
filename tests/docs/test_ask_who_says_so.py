"""The answers that the page about claims shows are those of the archive."""

from __future__ import annotations

import re
from itertools import pairwise

import pyoxigraph as ox
import pytest

from acervo.namespaces import PREFIXES, shorten

from .reading import ROOT, Block, blocks

BASE = "https://w3id.org/acervo/epo/"
PAGE = ROOT / "docs/how-to/ask-who-says-so.md"
FIRST_ROWS = 5
WHOLE_ROWS = 10
_QUERIES = list(blocks(PAGE, "sparql"))


def shown_answer(query: str, store: ox.Store) -> str:
    """What the page shall show under *query*: all of a short answer, else its first rows."""
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    found = [[_cell(solution[name]) for name in names] for solution in solutions]
    whole = len(found) <= WHOLE_ROWS
    lines = [names, ["---"] * len(names), *(found if whole else found[:FIRST_ROWS])]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return f"{'The answer' if whole else 'The first rows of the answer'}:\n\n{table}"


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if isinstance(term, ox.NamedNode):
        return f"`{shorten(term.value, BASE)}`"
    return term.value.replace("|", "\\|") if isinstance(term, ox.Literal) else ""


def _after(query: Block) -> str:
    lines = PAGE.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(lines[query.line + query.text.count("\n") + 1 :]).lstrip("\n")


@pytest.mark.parametrize("query", _QUERIES, ids=str)
def test_a_query_is_answered_as_the_page_shows(query: Block, edition_store: ox.Store):
    """Where the data have changed, copy what the failure prints into the page."""
    expected = shown_answer(query.text, edition_store)

    assert _after(query).startswith(f"{expected}\n"), f"{query} is answered so:\n\n{expected}"


@pytest.mark.parametrize("query", _QUERIES, ids=str)
def test_the_order_of_an_answer_is_total(query: Block, edition_store: ox.Store):
    """First rows that may come in another order tomorrow show nothing."""
    solutions = edition_store.query(query.text, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    ordered = re.findall(r"\?(\w+)", query.text.rpartition("ORDER BY")[2]) if "ORDER BY" in query.text else []
    names = [variable.value for variable in solutions.variables if variable.value in ordered]
    keys = [tuple(str(solution[name]) for name in names) for solution in solutions]

    assert len(keys) == len(set(keys)) or not ordered


@pytest.mark.parametrize("query", _QUERIES, ids=str)
def test_every_query_is_marked_as_running(query: Block):
    """So that the test of all pages asks it too."""
    assert query.runs


def test_the_prefixes_of_the_page_are_those_of_the_archive():
    """The block to be copied stands first and has every prefix that a query uses, with the same IRI."""
    block = next(blocks(PAGE, "text")).text
    copied = dict(re.findall(r"^PREFIX (\w*): <(.*)>$", block, re.MULTILINE))
    used = {pair for query in _QUERIES for pair in re.findall(r"^PREFIX (\w*): <(.*)>$", query.text, re.MULTILINE)}

    assert {"": f"{BASE}id/", **PREFIXES} == {**PREFIXES, **copied}
    assert set() == used - copied.items()


def test_a_query_spells_out_the_prefixes_it_uses_and_no_other():
    """Each can be pasted alone."""
    wrong = []
    for query in _QUERIES:
        declared = re.findall(r"^PREFIX (\w*):", query.text, re.MULTILINE)
        body = query.text.rpartition("PREFIX ")[2].partition("\n")[2]
        wrong += [f"{query} {name}:" for name in declared if not re.search(rf"(?<![\w:]){name}:[\w-]", body)]

    assert [] == wrong


def test_claims_come_after_direct_triples_and_passages_after_claims():
    """A reader begins with what is easy."""
    page = PAGE.read_text(encoding="utf-8")
    places = [page.index(f"\n## {part}:") for part in ("Direct triples", "Claims", "Passages")]

    assert len(_QUERIES) >= 12
    assert all(one < other for one, other in pairwise(places))


@pytest.mark.parametrize("value", ["7", ":indorca", '"2016"^^edtf:EDTF'])
def test_joining_what_is_no_text_needs_str(edition_store: ox.Store, value: str):
    """The page warns of it: the cell stays empty, and nobody is told why."""
    joined = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in {"": f"{BASE}id/", **PREFIXES}.items())
    joined += f"SELECT (GROUP_CONCAT(?one) AS ?bare) (GROUP_CONCAT(STR(?one)) AS ?text) {{ VALUES ?one {{ {value} }} }}"
    solutions = edition_store.query(joined)
    assert isinstance(solutions, ox.QuerySolutions)
    (found,) = solutions

    assert found["bare"] is None
    assert found["text"] is not None


@pytest.mark.parametrize(
    ("where", "answered"),
    [
        (
            "?x mov:kind ?kind . { ?x mov:kind mov:Ministry FILTER(?kind = mov:Ministry) } UNION { VALUES ?x {} }",
            False,
        ),
        ("?x mov:kind ?kind . { ?x mov:kind mov:Ministry } UNION { VALUES ?x {} } FILTER(?kind = mov:Ministry)", True),
        ("?x mov:kind ?kind . { ?x mov:kind ?kind FILTER(?kind = mov:Ministry) } UNION { VALUES ?x {} }", True),
    ],
    ids=["outside", "after", "again"],
)
def test_a_filter_in_a_branch_knows_only_what_the_branch_binds(edition_store: ox.Store, where: str, *, answered: bool):
    """The page warns of it: the branch gives nothing, and nobody is told why."""
    ask = f"PREFIX mov: <{PREFIXES['mov']}> ASK {{ {where} }}"

    assert bool(edition_store.query(ask, use_default_graph_as_union=True)) is answered
