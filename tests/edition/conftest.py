"""Small archives made of a few lines of Turtle, read and built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from acervo.corpus.archive import Archive, open_archive
from acervo.corpus.reading import Reading, read_archive
from acervo.edition.build import Edition, build_edition

BASE = "https://example.org/gdansk/"
PREFIXES = """\
@prefix : <https://example.org/gdansk/id/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
QUERY_PREFIXES = PREFIXES.replace("@prefix", "PREFIX").replace("> .", ">")

Make = Callable[..., Archive]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """An archive with some files, each given as Turtle without its prefixes."""

    def build(data: str = "", files: dict[str, str] | None = None, folder: str = "archive") -> Archive:
        root = tmp_path / folder
        for path, text in {"data/a.ttl": data, **(files or {})}.items():
            location = root / path
            location.parent.mkdir(parents=True, exist_ok=True)
            location.write_text(PREFIXES + text if path.endswith(".ttl") else text, encoding="utf-8")
        (root / "acervo.toml").write_text(f'base = "{BASE}"\n', encoding="utf-8")
        return open_archive(root)

    return build


@pytest.fixture
def read(make: Make) -> Callable[..., Reading]:
    return lambda *arguments, **options: read_archive(make(*arguments, **options))


@pytest.fixture
def build(read: Callable[..., Reading]) -> Callable[..., Edition]:
    return lambda *arguments, **options: build_edition(read(*arguments, **options))


@pytest.fixture
def solutions() -> Callable[[Edition, str], list[tuple[str, ...]]]:
    """The rows of a query over the union of an edition's graphs, IRIs of the archive and of `mov:` shortened."""

    def ask(edition: Edition, pattern: str) -> list[tuple[str, ...]]:
        query = QUERY_PREFIXES + pattern
        rows = edition.store.query(query, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        return sorted(tuple(_short(term) for term in row) for row in rows)

    return ask


def _short(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value.replace(BASE + "id/", ":").replace("https://w3id.org/acervo/ns#", "mov:")
    return "" if term is None else term.value if isinstance(term, ox.BlankNode | ox.Literal) else str(term)
