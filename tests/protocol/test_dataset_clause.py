"""A graph that FROM names twice is merged with itself, which leaves it as it is."""

from __future__ import annotations

import pytest

from acervo.protocol.reading import outline


def dataset(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    told = outline(text, 64)
    assert told.has_dataset_clause
    return told.default_graphs, told.named_graphs


@pytest.mark.parametrize(
    ("text", "graphs"),
    [
        ("ASK FROM <g:a> FROM <g:b> FROM <g:a> {}", (("g:a", "g:b"), ())),
        ("PREFIX g: <g:> ASK FROM <g:a> FROM g:a FROM NAMED g:c FROM NAMED <g:c> {}", (("g:a",), ("g:c",))),
        ("prefix : <g:> ask from :a\\.b from <g:a.b> {}", (("g:a.b",), ())),
    ],
)
def test_a_graph_named_twice_is_told_once(text, graphs):
    """In whatever spelling."""
    assert graphs == dataset(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK FROM <g:a> FROM <g:b> {}",
        "ASK FROM <g:a> FROM NAMED <g:a> {}",
        "BASE <g:> ASK FROM <a> FROM <a> {}",
        "ASK FROM g:a FROM g:a {}",
        "ASK FROM NAMED <g:a> FROM NAMED <g:a> {}",
        "SELECT * FROM <g:a> { ?s ?p <FROM> . ?s ?p 'FROM' }",
    ],
)
def test_other_datasets_are_left_to_the_engine(text):
    """It knows them as well as we do, and resolves relative names."""
    assert ((), ()) == dataset(text)
