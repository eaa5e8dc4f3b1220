"""The graphs of FROM are told to the engine by name, so that it can merge them and describe within them."""

from __future__ import annotations

import pytest

from acervo.protocol.reading import outline


def dataset(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    told = outline(text, 64, base="http://example.org/a/")
    assert told.has_dataset_clause
    return told.default_graphs, told.named_graphs


@pytest.mark.parametrize(
    ("text", "graphs"),
    [
        ("ASK FROM <g:a> {}", (("g:a",), ())),
        ("ASK FROM NAMED <g:a> FROM NAMED <g:a> {}", ((), ("g:a",))),
        ("ASK FROM <g:a> FROM NAMED <g:a> {}", (("g:a",), ("g:a",))),
        ("VERSION '1.2' ASK FROM <g:a> { ?s ?p <FROM> . ?s ?p 'FROM' }", (("g:a",), ())),
        ("ASK FROM <g:a> FROM <g:b> FROM <g:a> {}", (("g:a", "g:b"), ())),
        ("PREFIX g: <g:> ASK FROM <g:a> FROM g:a FROM NAMED g:c FROM NAMED <g:c> {}", (("g:a",), ("g:c",))),
        ("prefix : <g:> ask from :a\\.b from <g:a.b> {}", (("g:a.b",), ())),
        (
            "ASK FROM <b> FROM <../c> FROM NAMED <> {}",
            (("http://example.org/a/b", "http://example.org/c"), ("http://example.org/a/",)),
        ),
        ("BASE <http://h/x> PREFIX p: <y/> BASE <z/> ASK FROM <a> FROM p:b {}", (("http://h/z/a", "http://h/y/b"), ())),
        ("ASK FROM <g:\\u0061> FROM <g:\\U0001F600> {}", (("g:a", "g:😀"), ())),
        ("DESCRIBE <g:x> FROM <g:a> FROM <g:b>", (("g:a", "g:b"), ())),
    ],
)
def test_graphs_are_told_each_once(text, graphs):
    """In whatever spelling."""
    assert graphs == dataset(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK FROM g:a FROM g:a {}",
        "ASK FROM <//[> FROM <g:a> {}",
    ],
)
def test_what_cannot_be_read_is_left_to_the_engine(text):
    """It says what is wrong with a name."""
    assert ((), ()) == dataset(text)
