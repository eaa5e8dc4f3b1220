"""
The questions this archive exists to answer, against answers that a person wrote from the texts.

An expected answer is a CSV file: IRIs as CURIEs, literals by what is written in them, an empty cell where nothing is
bound. `*` stands for some value (the archive's own words), `?` for some value or none.

`pending.txt` lists the questions that the data do not answer yet, one a line: they were written before the data, and
the day the data answer one, its line must go. A tag says of what kind a question is:

- lookup: what is said of one thing that the question names
- join: things of several sorts are brought together
- aggregate: solutions are grouped
- negation: the answer turns on something that is not there
- path: steps of one sort are followed, any number of them
- time: when something was, or in which order
- provenance: who says it, where, or on what it rests
- conflict: statements that do not go together
- multilingual: names are chosen or compared by their language
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

from acervo.namespaces import shorten

BASE = "https://w3id.org/acervo/epo/"
HERE = Path(__file__).parent
QUERIES = {path.stem: path for path in sorted((HERE.parents[1] / "queries" / "competency").glob("*.rq"))}
EXPECTED = {path.stem: path for path in sorted((HERE / "competency").glob("*.csv"))}
PLANTED = {path.stem: path for path in sorted((HERE / "planted").glob("*.ttl"))}
PENDING = (HERE / "pending.txt").read_text("utf-8").split()
KINDS = ("lookup", "join", "aggregate", "negation", "path", "time", "provenance", "conflict", "multilingual")
TAGS = re.compile(r"^#\+ tags: \[(.*)\]$", re.MULTILINE)
ABSENCE = re.compile(r"^#\+ tags:.*\babsence\b", re.MULTILINE)

Row = tuple[str, ...]


def is_absence(name: str) -> bool:
    return ABSENCE.search(QUERIES[name].read_text("utf-8")) is not None


def tags(name: str) -> list[str]:
    found = TAGS.search(QUERIES[name].read_text("utf-8"))
    return found[1].split(", ") if found else []


ABSENT = [name for name in QUERIES if is_absence(name)]
PRESENT = [name for name in QUERIES if name not in ABSENT]


#: Each question, those that await their data as failures that must not pass.
ASKED = [
    pytest.param(name, marks=pytest.mark.xfail(reason="its data are not there yet", strict=True))
    if name in PENDING
    else name
    for name in QUERIES
]


def written(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if isinstance(term, ox.NamedNode):
        return shorten(term.value, base=BASE)
    if isinstance(term, ox.BlankNode | ox.Literal):
        return term.value
    return "" if term is None else str(term)


def ask(store: ox.Store, name: str) -> list[Row]:
    """Header and solutions of the query *name*, as its expected file writes them."""
    solutions = store.query(QUERIES[name].read_text("utf-8"), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    header = tuple(variable.value for variable in solutions.variables)
    return [header, *(tuple(written(term) for term in solution) for solution in solutions)]


def read_expected(name: str) -> list[Row]:
    with EXPECTED[name].open(encoding="utf-8", newline="") as lines:
        return [tuple(row) for row in csv.reader(lines)]


def settle(expected: list[Row], answered: list[Row]) -> list[Row]:
    """*expected* with each `*` and `?` that the answer meets replaced by what was answered."""
    settled = []
    for position, row in enumerate(expected):
        other = answered[position] if position < len(answered) else ()
        settled.append(
            tuple(
                other[column]
                if column < len(other) and (cell == "?" or (cell == "*" and other[column] != ""))
                else cell
                for column, cell in enumerate(row)
            )
        )
    return settled


def without_data(store: ox.Store) -> Iterator[ox.Quad]:
    for quad in store:
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(f"{BASE}graph/ontology/"):
            yield quad


@pytest.fixture(scope="module")
def emptied_store(edition_store: ox.Store) -> ox.Store:
    """The edition as it would be if no curator had written anything."""
    emptied = ox.Store()
    emptied.bulk_extend(without_data(edition_store))
    return emptied


@pytest.mark.parametrize("name", ASKED)
def test_question_is_answered_as_the_texts_say(edition_store: ox.Store, name: str) -> None:
    """Order counts: each question has a total order, so that two engines give the same table."""
    answered = ask(edition_store, name)

    assert settle(read_expected(name), answered) == answered


@pytest.mark.parametrize("name", PRESENT)
def test_answer_comes_from_the_data(emptied_store: ox.Store, name: str) -> None:
    """A question that answers the same without data answers nothing."""
    answered = ask(emptied_store, name)

    assert settle(read_expected(name), answered) != answered


@pytest.mark.parametrize("name", ABSENT)
def test_absence_is_found_out_and_not_built_in(edition_store: ox.Store, name: str) -> None:
    """The answer is empty because no source says it: with the fact planted, the question finds it."""
    planted = ox.Store()
    planted.bulk_extend(edition_store)
    planted.load(path=PLANTED[name], format=ox.RdfFormat.TURTLE)

    assert [] == ask(edition_store, name)[1:]
    assert [] != ask(planted, name)[1:]


def test_every_question_has_an_expected_answer_and_no_answer_lacks_its_question() -> None:
    """An answer without its question, or a question without its answer, is checked by nobody."""
    assert list(QUERIES) == list(EXPECTED)
    assert ABSENT == list(PLANTED)
    assert 60 <= len(QUERIES)
    assert 10 <= len(ABSENT)


def test_pending_questions_exist() -> None:
    """A line that no longer names a question would hide nothing and confuse the next reader."""
    assert [] == [name for name in PENDING if name not in QUERIES]
    assert PENDING == sorted(set(PENDING))


@pytest.mark.parametrize("kind", KINDS)
def test_six_questions_show_each_kind(kind: str) -> None:
    """Together the questions try all that a researcher does with the archive."""
    assert 6 <= len([name for name in QUERIES if kind in tags(name)])


@pytest.mark.parametrize("name", QUERIES)
def test_tags_tell_the_kinds_that_the_query_shows(name: str) -> None:
    """What can be seen in the text of a query must agree with its tags, in both directions where that is possible."""
    text = QUERIES[name].read_text("utf-8")
    where = text.rpartition("\nPREFIX ")[2]
    kinds = tags(name)

    assert set(kinds) & set(KINDS), "no kind among the tags"
    assert len(kinds) == len(set(kinds))
    assert ("aggregate" in kinds) == ("GROUP BY" in where)
    assert ("path" in kinds) == (re.search(r"(mov:\w+|\))[*+]", where) is not None)
    assert "multilingual" not in kinds or "LANG(" in where
    assert "negation" not in kinds or re.search(r"NOT EXISTS|MINUS", where)
    assert "provenance" not in kinds or re.search(r"mov:(passage|inSource|statedBy|copyOf|cites)", where)


@pytest.mark.parametrize("name", QUERIES)
def test_header_tells_what_is_asked(name: str) -> None:
    """The header is the documentation page, and the example in the editor."""
    text = QUERIES[name].read_text("utf-8")
    number = name[3:5]

    assert re.match(r"cq-\d\d-[a-z0-9]+(-[a-z0-9]+)*$", name)
    assert re.match(r"#\+ summary: \S", text)
    assert re.search(rf"^#\+ description: CQ-{number}\. ", text, re.MULTILINE)
    assert re.search(r"^#\+ tags: \[[a-z]+(, [a-z]+)*\]$", text, re.MULTILINE)


@pytest.mark.parametrize("name", QUERIES)
def test_each_parameter_is_declared_and_has_its_sample(name: str) -> None:
    """A caller replaces the sample; a reader runs the file as it is."""
    text = QUERIES[name].read_text("utf-8")
    declared = dict(
        re.findall(r'^#\+   - name: (_\w+)\n#\+     type: \w+\n#\+     sample: "(.+)"$', text, re.MULTILINE)
    )
    given = dict(re.findall(r"^  VALUES \?(_\w+) \{ (.+) \}$", text, re.MULTILINE))

    assert set(re.findall(r"\?(_\w+)", text)) == set(declared) == set(given)
    assert all(sample in given[parameter] for parameter, sample in declared.items())


@pytest.mark.parametrize("name", QUERIES)
def test_query_runs_on_any_engine_and_orders_its_answer(name: str) -> None:
    """Two parsers of their own accept it; no prefix is taken for granted; the order is stated."""
    text = QUERIES[name].read_text("utf-8")
    order = text.rpartition("ORDER BY")[2]

    prepareQuery(text)
    ox.Store().query(text)
    assert "ORDER BY" in text
    assert "SERVICE" not in text
    assert re.findall(r"\?\w+", order), "no variable in the order"


def test_questions_include_a_path_a_negation_and_an_aggregate() -> None:
    """Together they show a newcomer what SPARQL can ask."""
    texts = " ".join(path.read_text("utf-8") for path in QUERIES.values())

    assert "mov:within*" in texts
    assert "FILTER NOT EXISTS" in texts
    assert "GROUP BY" in texts
