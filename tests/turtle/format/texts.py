"""Reading and formatting for the tests, and equality told by others than the formatter."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from acervo.turtle.formatting import format_document
from acervo.turtle.reader import read_turtle

ROOT = Path(__file__).resolve().parents[3]
W3C = ROOT / ".." / "shared" / "w3c"
BASE = "https://example.org/"


def formatted(text: str, *, sort: bool = False, base: str = BASE) -> str:
    document = read_turtle(text, "data/a.ttl", base)
    assert not document.errors, f"{document.errors[0]}\n{text}"
    return format_document(document, base, sort=sort)


def graph(text: str, base: str = BASE) -> ox.Dataset:
    """The triples, blank nodes labelled by what they are: equal for isomorphic graphs. By pyoxigraph alone."""
    dataset = ox.Dataset(ox.parse(text.removeprefix("\ufeff").encode(), format=ox.RdfFormat.TURTLE, base_iri=base))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset
