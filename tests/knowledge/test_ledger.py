"""
Double-entry book-keeping: what the archive's claims state against what a person read in the texts.

A ledger (`ledger-{source}.csv`) has one line for each statement in each passage. It was written from the text before
the claims were, by another person. The archive must state each line and nothing beside: then no claim, citation,
passage or holder can be dropped or added unseen. Where the two differ the text decides, and whichever is wrong is
mended; a ledger is never written from the archive.
"""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from .faults import citations, differences, other_names, read_lines, unnamed
from .statements import Row, curated_store, ledger, rows_of

SOURCES = ("case", "interview")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return curated_store()


@pytest.fixture(scope="module")
def stated(store: ox.Store) -> list[Row]:
    return list(rows_of(store))


def test_every_line_of_the_case_is_stated_and_no_other(stated: list[Row]) -> None:
    """What the catalogue page says, sentence by sentence."""
    assert_equal(ledger("case"), of_source(stated, "case"))


def test_every_line_of_the_interview_is_stated_and_no_other(stated: list[Row]) -> None:
    """What the mail says, sentence by sentence."""
    assert_equal(ledger("interview"), of_source(stated, "interview"))


def test_every_inference_is_in_the_ledger_and_no_other(stated: list[Row]) -> None:
    """What the archive concludes by itself must be few, known and asked for."""
    assert_equal(ledger("inferred"), [row for row in stated if row.modality == "mov:Inferred"])


@pytest.mark.parametrize("source", SOURCES)
def test_every_passage_is_accounted_for(store: ox.Store, source: str) -> None:
    """A sentence that nobody looked at is a hole in the scholarship."""
    passages = {
        quad.subject.value.rpartition("/passage-")[2]
        for quad in store.quads_for_pattern(None, ox.NamedNode("https://w3id.org/acervo/ns#sha256"), None, None)
        if isinstance(quad.subject, ox.NamedNode)
    }

    assert {name for name in passages if name.startswith(f"{source}-")} == {row.passage for row in ledger(source)}


def test_facts_outweigh_views(stated: list[Row]) -> None:
    """An archive of opinions would not tell what happened: at least 60 percent of the claims are no Views."""
    claims = [row for row in stated if row.statement.split(" ")[0] not in {"nothing", "entry", "contribution"}]
    views = [row for row in claims if row.statement.startswith("view ")]

    assert claims
    assert len(views) <= 0.4 * len(claims)


@pytest.mark.parametrize("name", ["citations.csv", "names.csv"])
def test_marks_and_other_names_are_those_of_the_texts(store: ox.Store, name: str) -> None:
    """Which sentence cites which reference, in the order of the text; short names beside the preferred ones."""
    found = citations(store) if name == "citations.csv" else other_names(store)

    assert [] == differences(read_lines(name), found)


def test_every_thing_has_a_name_in_both_languages_and_every_source_a_title(store: ox.Store) -> None:
    """A thing without a name is found by nobody."""
    assert [] == unnamed(store)


def of_source(rows: list[Row], source: str) -> list[Row]:
    return [row for row in rows if row.passage.startswith(f"{source}-") and row.modality != "mov:Inferred"]


def assert_equal(expected: list[Row], stated: list[Row]) -> None:
    found = differences(expected, stated)
    assert not found, "\n" + "\n".join(found)
